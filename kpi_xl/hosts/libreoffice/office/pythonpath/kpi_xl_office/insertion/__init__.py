"""Sheets put into the open document, taken out again, and what they lose on the way."""
