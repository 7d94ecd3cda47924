"""Reading: a goal's text becomes a statement of what, how much, from where, by when, what for."""
