"""The open workbook as a host."""
