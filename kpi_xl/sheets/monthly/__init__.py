"""The monthly report as sheets: `draw_report` draws the teams, then one sheet per member."""

from kpi_xl.sheets.monthly.report import draw_member_alone, draw_report

__all__ = ["draw_member_alone", "draw_report"]
