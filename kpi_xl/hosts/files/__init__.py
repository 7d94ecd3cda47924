"""Workbooks on disk: written, filled, read; with macros, as an add-in, as PDF."""
