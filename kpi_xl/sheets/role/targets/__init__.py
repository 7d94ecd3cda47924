"""④目標: targets by month, member and week."""
