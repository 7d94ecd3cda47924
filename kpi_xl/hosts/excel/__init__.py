"""Excel on the desktop: our functions in cells, through xlwings and VBA."""
