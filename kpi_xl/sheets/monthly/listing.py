"""The list: everybody's KPIs in one long table, a row each, for companies where nobody wants a sheet per member.

It is made for filters and pivot tables: every row says all that it is about. 差, 達成率 and 判定 are the formulas of the
other sheets; all results follow the two thresholds on top of the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial

from kpi_xl.attainment.report.model import MonthlyReport, Result, TeamResult
from kpi_xl.attainment.report.pacing import grows, is_a_day
from kpi_xl.definitions import Kpi, Level, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.lines import ROW, Line, LineCell, LineForm
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import cell
from kpi_xl.sheets.monthly.order import planned_first
from kpi_xl.sheets.monthly.parts import formulas, looks, wording
from kpi_xl.sheets.monthly.parts.data_notes import draw_data_notes
from kpi_xl.sheets.monthly.parts.header import SUBTITLE_ROW, draw_header
from kpi_xl.sheets.monthly.parts.names import THRESHOLD_FAIR, THRESHOLD_GOOD
from kpi_xl.sheets.monthly.parts.signs import colour_signs, mute_dashes
from kpi_xl.sheets.monthly.table.drawing import HEAD_HEIGHT
from kpi_xl.sheets.monthly.table.legend import draw_legend
from kpi_xl.sheets.styles import NAVY, YEN_PIXELS
from kpi_xl.units import Unit

FIRST_COL = looks.NAME_COL
TEAM, MEMBER, ROLE, KPI, UNIT, TARGET, ACTUAL, GAP, RATE, SIGN = range(FIRST_COL, FIRST_COL + 10)
HEADS = {
    TEAM: Text("チーム", "Team"), MEMBER: Text("担当者", "Member"), ROLE: Text("役割", "Role"), KPI: Text("KPI", "KPI"),
    UNIT: Text("単位", "Unit"), TARGET: Text("目標", "Target"), ACTUAL: Text("実績", "Actual"), GAP: Text("差", "Gap"),
    RATE: Text("達成率", "Attainment"), SIGN: Text("判定", "Status"),
}  # fmt: skip
DUE, PACE, SIGN_BY_NOW = SIGN, SIGN + 1, SIGN + 2
HEADS_BY_NOW = {**HEADS, DUE: Text("ここまでの目安", "Due by now"), PACE: Text("ペース比", "Pace"), SIGN_BY_NOW: HEADS[SIGN]}
"""Of a month that is not over: signs judge what is due by now."""
WIDTHS = (looks.MARGIN, 120, 150, 180, 200, 76, *[YEN_PIXELS] * 3, 136)
SIGN_WIDTHS, SIGN_BY_NOW_WIDTHS = (60,), (YEN_PIXELS, 90, 60)
LEGEND_ROW = SUBTITLE_ROW + 2
GOOD_COL, FAIR_COL = TARGET, ACTUAL
ACCOUNT_ROW = LEGEND_ROW + 1
HEAD_ROW = ACCOUNT_ROW + 1
"""Where there is nothing that must be known of the data; else the notes stand above it."""
LONGEST_NAME = 120
"""In half-width characters; names are looked up in such a list, so they are cut only where nobody is called so."""


def draw_list(book: Book, report: MonthlyReport) -> None:
    """Draw a sheet of everybody's KPIs, and one of the teams' and their managers'."""
    teams = [planned_first(team) for team in report.teams]
    members = [(member, member.name) for team in teams for member in _in_team(team)]
    subtitle = wording.overview_subtitle(len(report.own_teams), len(report.people))
    everybody, together = book.sheet(str(wording.LIST)), book.sheet(str(wording.BY_TEAM))
    everybody.sheet.activate()
    _draw(everybody, wording.list_title(report), subtitle, report, members, has_notes=True)
    by_team = [each for team in teams for each in _together(team)]
    _draw(together, wording.by_team_title(report), subtitle, report, by_team, has_notes=False)


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
    sheet: Canvas, title: Text, subtitle: Text, report: MonthlyReport, results: Sequence[tuple[Result, str]], has_notes: bool
) -> None:
    heads = HEADS if report.is_complete else HEADS_BY_NOW
    last_col = max(heads)
    looks.set_widths(sheet, (*WIDTHS, *(SIGN_WIDTHS if report.is_complete else SIGN_BY_NOW_WIDTHS)))
    draw_header(sheet, title, subtitle, report, last_col)
    draw_legend(sheet, LEGEND_ROW, report.thresholds, wording.judged_by(report), GOOD_COL - 1, looks.LEGEND)
    sheet.name_here(THRESHOLD_GOOD, LEGEND_ROW, GOOD_COL, LEGEND_ROW, GOOD_COL)
    sheet.name_here(THRESHOLD_FAIR, LEGEND_ROW, FAIR_COL, LEGEND_ROW, FAIR_COL)
    sheet.text(ACCOUNT_ROW, FIRST_COL, wording.log_line(report.log, report.as_of), looks.ASIDE)
    head_row = draw_data_notes(sheet, HEAD_ROW, report.log, last_col) if has_notes else HEAD_ROW
    sheet.sheet.set_row(head_row, HEAD_HEIGHT)
    for col, words in heads.items():
        sheet.text(head_row, col, words, looks.HEAD_LEFT if col <= UNIT else looks.HEAD_CENTRE if col == last_col else looks.HEAD)
    lines = list(_lines(results, report.is_complete))
    sheet.lines(head_row + 1, lines)
    last_row = head_row + len(lines)
    if lines:
        colour_signs(sheet, head_row + 1, last_col, last_row)
        mute_dashes(sheet, head_row + 1, TARGET, last_row, last_col)
    sheet.sheet.autofilter(head_row, FIRST_COL, last_row, last_col)
    sheet.sheet.freeze_panes(head_row + 1, 0)
    sheet.page(last_row, last_col, head_row, pages_high=0)
    sheet.sheet.set_tab_color(NAVY)


def _lines(results: Sequence[tuple[Result, str]], is_complete: bool) -> Iterator[Line]:
    """A row for each result and KPI."""
    rows_of = cache(partial(_rows_of, is_complete=is_complete))
    for result, who in results:
        team = wording.person(result.team, LONGEST_NAME) if result.team.strip() else ""
        name, role = wording.person(who, LONGEST_NAME), str(result.role.title)
        for own, (judged, unjudged, label, unit) in zip(result.rows, rows_of(result.role), strict=True):
            form = unjudged if own.is_unjudged else judged
            sign = own.status.value if own.status else None
            values = (team, name, role, label, unit, own.target, own.actual, formulas.gap_shown(own.gap, own.kpi), own.rate)
            yield Line(form, (*values, sign) if is_complete else (*values, own.due, own.pace, sign))


def _rows_of(role: RoleTemplate, is_complete: bool) -> list[tuple[LineForm, LineForm, str, str]]:
    """How the rows of each KPI are written, judged and (of too few customers) not, what they call it, and its unit."""
    return [
        (_form(kpi, is_complete), _form(kpi, is_complete, is_judged=False), str(kpi.label), str(wording.unit_of(kpi)))
        for kpi in role.kpis
    ]


def _form(kpi: Kpi, is_complete: bool, is_judged: bool = True) -> LineForm:
    is_kgi = kpi.level is Level.KGI
    target, actual, rate, due, pace = (cell(f"{Canvas.letters(col)}{ROW}", 1.0) for col in (TARGET, ACTUAL, RATE, DUE, PACE))
    limits = Limits(cell(THRESHOLD_GOOD, 1.0), cell(THRESHOLD_FAIR, 0.8))
    text = LineCell(looks.LABEL)
    wanted, reached = (LineCell(looks.number_style(kpi.number_format, is_bold)) for is_bold in (is_kgi, True))
    gap = LineCell(looks.number_style(looks.gap_format(kpi.unit, kpi.number_format)), formulas.gap(target, actual, kpi).formula)
    paced = formulas.pace(target, actual, due) if grows(kpi) or is_a_day(kpi) else rate
    attained, by_month, by_pace, by_sign = (
        LineCell(style, formula if is_judged else None)
        for style, formula in (
            (looks.RATE, attainment.rate(target, actual, kpi.direction).formula), (looks.SIGN, attainment.sign(rate, limits).formula),
            (looks.RATE, paced.formula), (looks.SIGN, attainment.sign(pace, limits).formula),
        )
    )  # fmt: skip
    by_now = (
        LineCell(looks.number_style(kpi.unit.number_format(1 if kpi.unit is Unit.COUNT else kpi.decimals))), by_pace, by_sign,
    )  # fmt: skip
    label = LineCell(looks.LABEL_BOLD) if is_kgi else text
    cells = (text, text, text, label, LineCell(looks.SMALL), wanted, reached, gap, attained)
    return LineForm(FIRST_COL, (*cells, *((by_month,) if is_complete else by_now)))
