"""A conversation about one person's month: what to look at together, what goes well, what to ask."""
