"""What visitors asked in a period, in figures."""
