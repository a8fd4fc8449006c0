"""Custom actions: from the tracker to a question, from a reply to the dispatcher."""
