"""``import`` and ``report``: from logs to the month."""
