"""Files: every kind of file becomes a table of texts."""
