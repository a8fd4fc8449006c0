"""Reading a plan as published, with its supplement, into the tables of the draft."""
