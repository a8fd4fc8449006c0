"""The staff console: pages on which staff change the draft, check it, publish it and look after it."""
