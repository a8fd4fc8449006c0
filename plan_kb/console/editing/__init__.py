"""Editing the draft: what the tables are called, which fields they have, and saving them."""
