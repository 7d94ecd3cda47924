"""④目標 of the company: the year, the teams, and of each role its KPIs and its members, top-down beside bottom-up."""
