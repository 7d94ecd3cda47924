"""Filled workbooks with what their formulas give: another engine computes what Excel will, so that every reader sees it."""
