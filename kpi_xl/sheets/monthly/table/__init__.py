"""The KPI table of members and teams."""
