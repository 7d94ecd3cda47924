"""The month of a company: its goal, the way from first contact to revenue, its teams, and the fiscal year to date."""
