"""What makes Rasa this assistant: channel, page, stores, in-process actions and the server."""
