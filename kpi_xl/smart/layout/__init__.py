"""Layout: the lines, points, tables and blocks that a cell is written in."""
