"""What visitors asked and did not get, and what staff make of it."""
