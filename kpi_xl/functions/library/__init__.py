"""The functions themselves, a file for each category."""
