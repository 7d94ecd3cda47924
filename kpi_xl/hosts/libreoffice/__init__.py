"""LibreOffice Calc: the functions as a Calc add-in, the commands as a menu, in an extension.

Two programs work together. What rides in the extension (`office/`) runs inside LibreOffice, on whatever Python
LibreOffice brings: it knows cells and menus, and needs nothing but the standard library. What computes (`worker`) is
this package in its own Python, started once by the first and asked over a pipe.
"""
