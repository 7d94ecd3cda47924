"""③KPI: which KPIs are followed, how they hang together, and whether their goals are SMART."""
