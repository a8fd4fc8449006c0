"""From an understood question to a reply, taken from one edition."""
