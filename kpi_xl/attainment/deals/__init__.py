"""Deals: those that were won, how long they took, and which month's activity they came from."""
