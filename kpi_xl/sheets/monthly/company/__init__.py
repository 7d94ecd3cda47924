"""The company's page: its goal, the flow of new business and where it breaks, teams, the year to date."""
