"""What is asked, about what, given what was said before."""
