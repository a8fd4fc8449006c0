"""Finding what a message mentions: names, aliases, the plan's own words, figures, ordinals, years, districts."""
