"""The functions on the terminal, and the pages of docs/ that are generated."""
