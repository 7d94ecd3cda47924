"""Workbooks written: plans, reports, a workbook for each member, lists, and those filled into a company's own."""
