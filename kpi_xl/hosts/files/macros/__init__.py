"""Workbooks with macros and the add-in: the VBA project, the ribbon, the buttons."""
