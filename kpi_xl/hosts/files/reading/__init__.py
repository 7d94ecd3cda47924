"""Plans read from workbooks on disk."""
