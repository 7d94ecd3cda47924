"""What is installed for Excel, where, and what keeps it from working."""
