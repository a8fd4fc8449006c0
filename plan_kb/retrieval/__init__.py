"""Finding by meaning what no name and no word of the plan's text links."""
