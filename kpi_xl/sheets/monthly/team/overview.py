"""All teams on one sheet: a row a team, a table a role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.definitions import RoleTemplate
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.data_notes import data_notes_height, draw_data_notes
from kpi_xl.sheets.monthly.parts.header import SUBTITLE_ROW, TITLE_ROW, draw_header, draw_section
from kpi_xl.sheets.monthly.table.heatmap import HeatRow, draw_heatmap
from kpi_xl.sheets.monthly.table.legend import draw_legend, limits_at
from kpi_xl.sheets.monthly.team.drawn import DrawnResult, DrawnTeam
from kpi_xl.sheets.monthly.team.paging import CAPACITY, REPEATED, PageBreaks, rows_height
from kpi_xl.sheets.styles import NAVY, ROW_HEIGHT

LEGEND_ROW = SUBTITLE_ROW + 2
A_LITTLE_SMALLER = 1.15
"""How much more than a page is set smaller to stand on one."""


def draw_overview(sheet: Canvas, teams: Sequence[DrawnTeam], report: MonthlyReport) -> None:
    """Draw the sheet; the teams stand on theirs already."""
    roles = list(dict.fromkeys(drawn.result.role for team in teams for drawn in _shown(team)))
    last_col = looks.set_team_widths(sheet, roles)
    people = exact_sum(len(list(team.team.members)) for team in teams)
    subtitle = wording.overview_subtitle(len(teams), people)
    draw_header(sheet, wording.overview_title(report), subtitle, report, looks.LAST_COL)
    draw_legend(sheet, LEGEND_ROW, report.thresholds, wording.judged_by(report), style=looks.LEGEND)
    row, breaks, height = LEGEND_ROW + 1, PageBreaks(used=REPEATED + ROW_HEIGHT), REPEATED + 2 * ROW_HEIGHT
    for role in roles:
        first, row = row, _draw_role(sheet, row, role, teams, report)
        taken = rows_height(row - first - 3, role.kpis)
        breaks.keep(first, taken)
        height += taken
    breaks.keep(row, data_notes_height(report.log) + ROW_HEIGHT)
    row = draw_data_notes(sheet, row, report.log, looks.LAST_COL)
    sheet.merged(row, looks.NAME_COL, looks.LAST_COL, wording.log_line(report.log), looks.FOOT)
    is_one_page = height + data_notes_height(report.log) <= CAPACITY * A_LITTLE_SMALLER
    sheet.page(row, last_col, TITLE_ROW, pages_high=int(is_one_page), repeat_last=SUBTITLE_ROW + 1)
    if not is_one_page:
        sheet.sheet.set_h_pagebreaks(breaks.rows)
    sheet.sheet.set_tab_color(NAVY)


def _shown(team: DrawnTeam) -> Iterable[DrawnResult]:
    """Managers, then the roles' totals."""
    yield from team.leads
    for block in team.blocks:
        yield block.total


def _draw_role(sheet: Canvas, row: int, role: RoleTemplate, teams: Sequence[DrawnTeam], report: MonthlyReport) -> int:
    """The teams that have the role; the next free row."""
    draw_section(sheet, row, role.title, looks.LAST_COL)
    rows = [_heat_row(team, drawn) for team in teams for drawn in _shown(team) if drawn.result.role == role]
    limits = limits_at(sheet, LEGEND_ROW, report.thresholds)
    heatmap = draw_heatmap(sheet, row + 1, role.kpis, rows, limits, report.thresholds, wording.TEAM, wording.overall_of(report))
    return heatmap.last_row + 2


def _heat_row(team: DrawnTeam, drawn: DrawnResult) -> HeatRow:
    return HeatRow(wording.team_name(team.team.name), team.sheet.title, drawn.table.far_rates, drawn.result.overall)
