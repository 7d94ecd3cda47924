"""The workbook of a company on the command line."""
