"""The workbook of a company, read back as the whole plan that it states."""
