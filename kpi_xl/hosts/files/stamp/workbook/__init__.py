"""A package read as a workbook: its sheets, cells, names and tables where they stand in the XML."""
