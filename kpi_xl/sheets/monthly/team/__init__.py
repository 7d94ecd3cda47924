"""A team's page, and that of all teams."""
