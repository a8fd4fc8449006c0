"""Graph components of the Rasa pipeline: a question's frame, its sound, its meaning, and what is asked."""
