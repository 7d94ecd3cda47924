"""A made-up company to try kpi-xl on: two teams and a year of their activity."""
