"""Values put into the cells of a package, and all that must follow: tables, formulas, charts, the calculation chain."""
