"""Numbers: which of them measure something, in figures or in words."""
