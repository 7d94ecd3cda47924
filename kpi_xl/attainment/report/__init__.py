"""What was done against the plan: the log's counts, rates and signs, the month's report."""
