"""``month-end``: the month closed with one command, by what the workbook's settings say once."""
