"""The ways in: channels that take messages and hand them to Rasa."""
