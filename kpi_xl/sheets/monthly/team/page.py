"""A team's sheet: cards, sentences, charts, the manager's KPIs, and per role the total and a heatmap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import Result, RoleBlock, TeamResult
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.areas import added
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import Live, cell
from kpi_xl.sheets.monthly.outlook.running_month import begin_outlook, write_outlook
from kpi_xl.sheets.monthly.parts import formulas, looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import TEAM_PLACES, draw_cards
from kpi_xl.sheets.monthly.parts.data_notes import data_notes_height, draw_data_notes
from kpi_xl.sheets.monthly.parts.header import (
    BODY_ROW,
    CARDS_ROW,
    GAP_HEIGHT,
    SUBTITLE_ROW,
    TITLE_ROW,
    draw_header,
    draw_points,
    draw_section,
)
from kpi_xl.sheets.monthly.table.drawing import draw_table
from kpi_xl.sheets.monthly.table.heatmap import Heatmap, HeatRow, draw_heatmap, draw_sums
from kpi_xl.sheets.monthly.table.kpi_table import ACTUAL, TARGET
from kpi_xl.sheets.monthly.table.legend import draw_legend, limits_at
from kpi_xl.sheets.monthly.table.notes import draw_notes
from kpi_xl.sheets.monthly.team.cards import team_cards
from kpi_xl.sheets.monthly.team.drawn import DrawnBlock, DrawnResult, DrawnTeam
from kpi_xl.sheets.monthly.team.notes import draw_team_notes, team_notes
from kpi_xl.sheets.monthly.team.paging import (
    CAPACITY,
    REPEATED,
    PageBreaks,
    heatmap_height,
    rows_height,
    table_height,
)
from kpi_xl.sheets.monthly.team.panels import draw_team_panels
from kpi_xl.sheets.monthly.team.periods import TeamPeriods, draw_periods
from kpi_xl.sheets.monthly.team.points import team_points
from kpi_xl.sheets.styles import NAVY, ROW_HEIGHT

CHART_ROWS = 8
TABLES_ROW = BODY_ROW + CHART_ROWS + 2
TABLES_HEIGHT = 426
"""Points above the first table: title, cards, sentences, charts."""


def draw_team(
    sheet: Canvas, team: TeamResult, month: MeasuredMonth, members: Sequence[Sequence[DrawnResult]], forecast: str | None = None
) -> DrawnTeam:
    """Draw one team; *members* stand on their own sheets already, block by block.

    Args:
        forecast: the sheet with the page about its forecasts, to which a link leads.
    """
    report = month.report
    last_col = looks.set_team_widths(sheet, [block.role for block in team.blocks])
    title, subtitle = wording.team_title(team.name, report), wording.team_subtitle(team, report)
    draw_header(sheet, title, subtitle, report, looks.LAST_COL, wording.AMOUNTS)
    notes = team_notes(team, month)
    top = draw_team_notes(sheet, TABLES_ROW, notes) if notes else TABLES_ROW
    limits = limits_at(sheet, top, report.thresholds)
    page = _TeamPage(sheet, month, limits, Aside(sheet, last_col + 2, TABLES_ROW + 1), top)
    leads = [page.draw_lead(result) for result in team.led]
    in_front = team.front_block
    blocks = [page.draw_block(block, drawn, block is in_front) for block, drawn in zip(team.blocks, members, strict=True)]
    drawn_team = DrawnTeam(team, sheet, tuple(leads), tuple(blocks))
    front = drawn_team.front
    draw_points(sheet, team_points(team, front.result if front else None, month), looks.LAST_COL)
    page.aside.open(TABLES_ROW)
    if forecast:
        sheet.link(TITLE_ROW, page.aside.col, forecast, f"→ {forecast}", looks.BACK)
    sheet.sheet.set_row(TABLES_ROW - 1, GAP_HEIGHT)
    draw_team_panels(page.aside, drawn_team, month, BODY_ROW, CHART_ROWS)
    draw_cards(sheet, CARDS_ROW, team_cards(page.aside, drawn_team, page.limits, month), TEAM_PLACES)
    is_first = team.name in [each.name for each in report.teams[:1]] or not report.teams
    page.draw_periods(team)
    page.finish(blocks, last_col, has_notes=month.company is None and is_first)
    return drawn_team


class _TeamPage:
    """The tables of a team's sheet, drawn from the top down."""

    def __init__(self, sheet: Canvas, month: MeasuredMonth, limits: Limits, aside: Aside, top: int) -> None:
        self.sheet, self.month, self.limits, self.aside = sheet, month, limits, aside
        self.report = month.report
        self.row = self.top = top
        self.breaks = PageBreaks(used=TABLES_HEIGHT + (top - TABLES_ROW) * ROW_HEIGHT)

    def draw_periods(self, team: TeamResult) -> None:
        """The year to date, where the month is a company's."""
        company = self.month.company
        periods = TeamPeriods([each for each in company.teams if each.team == team.name] if company else [])
        self.breaks.keep(self.row, periods.height)
        self.row = draw_periods(self.sheet, self.row, periods, self.report, self.limits)

    def draw_lead(self, result: Result) -> DrawnResult:
        """The KPIs of a manager."""
        self.breaks.keep(self.row, table_height(len(result.rows)))
        return self._draw_table(wording.lead_title(result), result, self.month.insights.of(result), {})

    def draw_block(self, block: RoleBlock, members: Sequence[DrawnResult], in_front: bool) -> DrawnBlock:
        """The total of a role, and its members' heatmap; of one person, whose page has the table, a row with the way there.

        Args:
            in_front: its goal stands for the team, so that cards and charts read the table here.
        """
        if block.is_one_person and not in_front:
            return self._draw_person(block, members)
        heights = table_height(len(block.role.kpis)), heatmap_height(len(members) + len(block.visitors), block.role.kpis)
        fits_one_page = exact_sum(heights) <= CAPACITY - REPEATED and self.row > self.top
        self.breaks.keep(self.row, exact_sum(heights) if fits_one_page else heights[0])
        insight = self.month.insights.of_block(block)
        total = self._draw_table(wording.block_title(block), block.total, insight, self._sums(block, members))
        if not fits_one_page:
            self.breaks.keep_or_flow(self.row, heights[1])
        heatmap = self._draw_heatmap(block, members)
        self.row = draw_sums(heatmap, block, total.table, self.limits, self.report.thresholds) + 1
        return DrawnBlock(block, total, heatmap)

    def _draw_person(self, block: RoleBlock, members: Sequence[DrawnResult]) -> DrawnBlock:
        self.breaks.keep(self.row, rows_height(1, block.role.kpis))
        heatmap = self._draw_heatmap(block, members)
        self.row = heatmap.last_row + 2
        return DrawnBlock(block, replace(members[0], result=block.total), heatmap, has_table=False)

    def _draw_heatmap(self, block: RoleBlock, members: Sequence[DrawnResult]) -> Heatmap:
        draw_section(self.sheet, self.row, wording.heatmap_title(block, self.report), looks.LAST_COL)
        rows = [*map(_heat_row, members), *map(_row_of_visitor, block.visitors)]
        return draw_heatmap(
            self.sheet, self.row + 1, block.role.kpis, rows, self.limits, self.report.thresholds, wording.MEMBER,
            wording.overall_of(self.report),
        )  # fmt: skip

    def _draw_table(
        self, title: object, result: Result, insight: Insight | None, sums: dict[tuple[str, int], Live]
    ) -> DrawnResult:
        draw_section(self.sheet, self.row, title, looks.LAST_COL)
        if self.row == self.top:
            draw_legend(self.sheet, self.row, self.report.thresholds, wording.judged_by(self.report))
        outlook = begin_outlook(self.aside, result, insight, self.report)
        running = outlook.running if outlook else None
        table = draw_table(self.sheet, self.row + 1, result, self.limits, running, sums, wording.yen_told())
        foreseen = write_outlook(outlook, table, self.limits) if outlook else None
        draw_notes(table, result.role)
        self.row = table.last_row + 2
        return DrawnResult(result, table, foreseen)

    def _sums(self, block: RoleBlock, members: Sequence[DrawnResult]) -> dict[tuple[str, int], Live]:
        """For KPIs that add up: the total's target and actual as sums over the members' sheets."""
        found = {}
        for total in block.total.rows:
            if not total.kpi.is_additive:
                continue
            for col, value in ((TARGET, total.target), (ACTUAL, total.actual)):
                total_of_cells = self._sum(total.kpi.id, col, value, members)
                if total_of_cells:
                    found[total.kpi.id, col] = total_of_cells
        return found

    def _sum(self, kpi_id: str, col: int, total: float | None, members: Sequence[DrawnResult]) -> Live | None:
        """None where the members' cells do not add up to the total, so that it must be written as a value."""
        cells = []
        for member in members:
            place = member.table.place_of(kpi_id)
            if place is None:
                continue
            row = member.result.rows[place]
            value = row.target if col == TARGET else row.actual
            if value is not None:
                cells.append(member.table.far(member.table.target_col if col == TARGET else col, place))
        if not cells or total is None:
            return None
        together = self._in_one(formulas.sums(cells))
        return together if math.isclose(float(together.value), total, rel_tol=1e-12) else None

    def _in_one(self, parts: Sequence[Live]) -> Live:
        """One sum; where Excel would not take that, a sum of sums that stand in the aside."""
        if len(parts) == 1:
            return parts[0]
        row = self.aside.take(len(parts))
        for place, part in enumerate(parts, start=row):
            self.sheet.live(place, self.aside.col + 1, part, looks.ASIDE)
        return added([cell(self.aside.area(row, 1, len(parts)), exact_sum(float(part.value) for part in parts))])

    def finish(self, blocks: Sequence[DrawnBlock], last_col: int, has_notes: bool) -> None:
        """What must be known of the data, where this is the first sheet; the line on the log, the page."""
        if has_notes:
            self.breaks.keep(self.row, data_notes_height(self.report.log))
            self.row = draw_data_notes(self.sheet, self.row, self.report.log, looks.LAST_COL)
        self.sheet.merged(self.row, looks.NAME_COL, looks.LAST_COL, wording.foot_line(self.report), looks.FOOT)
        heatmap = blocks[0].heatmap if len(blocks) == 1 else None
        repeated = (heatmap.head_row, None) if heatmap else (TITLE_ROW, SUBTITLE_ROW + 1)
        self.sheet.page(self.row, last_col, repeated[0], pages_high=0, repeat_last=repeated[1])
        self.sheet.sheet.set_h_pagebreaks(self.breaks.rows)
        self.sheet.sheet.set_tab_color(NAVY)
        self.sheet.sheet.freeze_panes(2, looks.NAME_COL + 1)


def _heat_row(member: DrawnResult) -> HeatRow:
    result, table = member.result, member.table
    tag = None if result.is_planned else wording.NOT_IN_PLAN
    return HeatRow(wording.person(result.name), table.sheet.title, table.far_rates, result.overall, tag)


def _row_of_visitor(result: Result) -> HeatRow:
    """Named, for the total holds the part that was done here; compared on the page of the own team."""
    return HeatRow(wording.person(result.name), "", {}, None, wording.OF_ANOTHER_TEAM)
