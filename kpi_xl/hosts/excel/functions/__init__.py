"""Our functions in Excel: their wrappers in VBA, argument help, and cell values on their way."""
