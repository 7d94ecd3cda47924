"""Live values: what a cell shows, written once; from it come the formula and the value that the cell carries."""
