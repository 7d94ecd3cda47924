"""①KGI of the company: the goal once, its parts, what all roles share, and the chain to one person's day."""
