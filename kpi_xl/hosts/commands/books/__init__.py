"""The commands that make files of the open workbook, or beside it."""
