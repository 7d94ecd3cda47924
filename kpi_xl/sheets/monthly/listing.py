"""The list: everybody's KPIs in one long table, a row each, for companies where nobody wants a sheet per member.

It is made for filters and pivot tables: every row says all that it is about. 差, 達成率 and 判定 are the formulas of the
other sheets; all results follow the two thresholds on top of the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_xl.attainment.report.model import AttainmentRow, MonthlyReport, Result, TeamResult
from kpi_xl.definitions import Level
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import cell
from kpi_xl.sheets.monthly.order import planned_first
from kpi_xl.sheets.monthly.parts import formulas, looks, wording
from kpi_xl.sheets.monthly.parts.header import SUBTITLE_ROW, draw_header
from kpi_xl.sheets.monthly.parts.names import THRESHOLD_FAIR, THRESHOLD_GOOD
from kpi_xl.sheets.monthly.parts.table import ACTUAL as GOOD_COL
from kpi_xl.sheets.monthly.parts.table import (
    BAR_FULL,
    HEAD_HEIGHT,
    colour_signs,
    draw_data_bar,
    draw_legend,
    mute_dashes,
)
from kpi_xl.sheets.monthly.parts.table import RATE as FAIR_COL
from kpi_xl.sheets.styles import NAVY

FIRST_COL = looks.NAME_COL
TEAM, MEMBER, ROLE, KPI, UNIT, TARGET, ACTUAL, GAP, RATE, SIGN = range(FIRST_COL, FIRST_COL + 10)
HEADS = {
    TEAM: Text("チーム", "Team"), MEMBER: Text("担当者", "Member"), ROLE: Text("役割", "Role"), KPI: Text("KPI", "KPI"),
    UNIT: Text("単位", "Unit"), TARGET: Text("目標", "Target"), ACTUAL: Text("実績", "Actual"), GAP: Text("差", "Gap"),
    RATE: Text("達成率", "Attainment"), SIGN: Text("判定", "Status"),
}  # fmt: skip
WIDTHS = (looks.MARGIN, 120, 150, 180, 200, 76, 112, 112, 112, 136, 60)
LEGEND_ROW = SUBTITLE_ROW + 2
ACCOUNT_ROW = LEGEND_ROW + 1
HEAD_ROW = ACCOUNT_ROW + 1
LONGEST_NAME = 120
"""In half-width characters; names are looked up in such a list, so they are cut only where nobody is called so."""


def draw_list(book: Book, report: MonthlyReport) -> None:
    """Draw a sheet of everybody's KPIs, and one of the teams' and their managers'."""
    teams = [planned_first(team) for team in report.teams]
    members = [(member, member.name) for team in teams for member in _in_team(team)]
    subtitle = wording.overview_subtitle(len(teams), len(members))
    everybody, together = book.sheet(str(wording.LIST)), book.sheet(str(wording.BY_TEAM))
    everybody.sheet.activate()
    for sheet, title, results in (
        (everybody, wording.list_title(report), members),
        (together, wording.by_team_title(report), [each for team in teams for each in _together(team)]),
    ):
        _draw(sheet, title, subtitle, report, results)


def _in_team(team: TeamResult) -> Iterator[Result]:
    """What belongs to the team: of members of several teams their part, so that rows add up by team and by member."""
    for block in team.blocks:
        yield from (member.parts[0] if member.parts else member for member in block.members)
        yield from block.visitors


def _together(team: TeamResult) -> Iterator[tuple[Result, str]]:
    """(result, what stands for the member) of a team's roles, then of its managers."""
    for block in team.blocks:
        yield block.total, str(wording.total_of(len(block.members)))
    for lead in team.led:
        yield lead, lead.name.strip() or str(wording.TEAM_TOTAL)


def _draw(
    sheet: Canvas, title: Text, subtitle: Text, report: MonthlyReport, results: Sequence[tuple[Result, str]]
) -> None:
    looks.set_widths(sheet, WIDTHS)
    draw_header(sheet, title, subtitle, report, SIGN)
    draw_legend(sheet, LEGEND_ROW, report.thresholds)
    sheet.name_here(THRESHOLD_GOOD, LEGEND_ROW, GOOD_COL, LEGEND_ROW, GOOD_COL)
    sheet.name_here(THRESHOLD_FAIR, LEGEND_ROW, FAIR_COL, LEGEND_ROW, FAIR_COL)
    sheet.text(ACCOUNT_ROW, FIRST_COL, wording.log_line(report.log), looks.ASIDE)
    sheet.sheet.set_row(HEAD_ROW, HEAD_HEIGHT)
    for col, words in HEADS.items():
        sheet.text(HEAD_ROW, col, words, looks.HEAD_LEFT if col <= KPI else looks.HEAD)
    limits = Limits(cell(THRESHOLD_GOOD, report.thresholds.good), cell(THRESHOLD_FAIR, report.thresholds.fair))
    last_row = _draw_rows(sheet, HEAD_ROW + 1, results, limits) - 1
    if last_row > HEAD_ROW:
        colour_signs(sheet, HEAD_ROW + 1, SIGN, last_row)
        mute_dashes(sheet, HEAD_ROW + 1, TARGET, last_row, SIGN)
        draw_data_bar(sheet, HEAD_ROW + 1, RATE, last_row, BAR_FULL)
    sheet.sheet.autofilter(HEAD_ROW, FIRST_COL, last_row, SIGN)
    sheet.sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.page(last_row, SIGN, HEAD_ROW, pages_high=0)
    sheet.sheet.set_tab_color(NAVY)


def _draw_rows(sheet: Canvas, row: int, results: Sequence[tuple[Result, str]], limits: Limits) -> int:
    """A row for each result and KPI; the next free row."""
    for result, who in results:
        team = wording.person(result.team, LONGEST_NAME) if result.team.strip() else ""
        name, role = wording.person(who, LONGEST_NAME), str(result.role.title)
        for each in result.rows:
            for col, words in ((TEAM, team), (MEMBER, name), (ROLE, role)):
                sheet.text(row, col, words, looks.LABEL)
            _draw_kpi(sheet, row, each, limits)
            row += 1
    return row


def _draw_kpi(sheet: Canvas, row: int, each: AttainmentRow, limits: Limits) -> None:
    kpi, is_kgi = each.kpi, each.kpi.level is Level.KGI
    sheet.text(row, KPI, kpi.label, looks.LABEL_BOLD if is_kgi else looks.LABEL)
    sheet.text(row, UNIT, wording.unit_of(kpi), looks.SMALL)
    sheet.number(row, TARGET, each.target, looks.number_style(kpi.number_format, is_kgi))
    sheet.number(row, ACTUAL, each.actual, looks.number_style(kpi.number_format, True))
    values = {TARGET: each.target, ACTUAL: each.actual, RATE: each.rate}
    target, actual, rate = (cell(f"{_LETTERS[col]}{row + 1}", value) for col, value in values.items())
    sheet.live(row, GAP, formulas.gap(target, actual, kpi), looks.number_style(looks.gap_format(kpi.unit, kpi.decimals)))
    sheet.live(row, RATE, attainment.rate(target, actual, kpi.direction), looks.RATE)
    sheet.live(row, SIGN, attainment.sign(rate, limits), looks.SIGN)


_LETTERS = {col: Canvas.letters(col) for col in (TARGET, ACTUAL, RATE)}
