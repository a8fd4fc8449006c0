"""What visitors asked and how they were answered, written for the staff without holding up an answer."""
