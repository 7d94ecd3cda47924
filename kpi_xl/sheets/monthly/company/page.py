"""The company's page, the first of a report: headline figures, sentences, the flow, the teams, the year to date.

One A4 page; where there are more teams than it takes, their table goes to the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kpi_xl.attainment.company.model import CompanyMonth
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import ChainPart
from kpi_xl.language import Text, counted
from kpi_xl.periods import month_day
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.values import Live, cell, total
from kpi_xl.sheets.monthly.company import grid
from kpi_xl.sheets.monthly.company.cards import CompanyCards
from kpi_xl.sheets.monthly.company.flow_boxes import ROWS as FLOW_ROWS
from kpi_xl.sheets.monthly.company.flow_boxes import STRIP_ROWS, draw_existing, draw_flow
from kpi_xl.sheets.monthly.company.flow_figures import ShownFlow, write_flow, write_stages
from kpi_xl.sheets.monthly.company.points import company_points
from kpi_xl.sheets.monthly.company.standings import Judging
from kpi_xl.sheets.monthly.company.teams import TEAMS, TeamsTable, draw_teams, roles_of
from kpi_xl.sheets.monthly.company.year import ROWS as YEAR_ROWS
from kpi_xl.sheets.monthly.company.year import ShownPeriod, draw_months, draw_periods, write_months
from kpi_xl.sheets.monthly.forecast.whose import TITLE as FORECASTS
from kpi_xl.sheets.monthly.forecast.whose import followed_company
from kpi_xl.sheets.monthly.outlook.split_words import yen
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import draw_cards
from kpi_xl.sheets.monthly.parts.data_notes import TITLE as ABOUT_DATA
from kpi_xl.sheets.monthly.parts.data_notes import draw_data_notes
from kpi_xl.sheets.monthly.parts.figures import FigureWriter
from kpi_xl.sheets.monthly.parts.header import (
    BODY_ROW,
    CARDS_ROW,
    GAP_HEIGHT,
    POINT_COUNT,
    POINTS_ROW,
    SUBTITLE_ROW,
    TITLE_ROW,
    draw_header,
    draw_section,
)
from kpi_xl.sheets.monthly.table.legend import draw_legend, limits_at
from kpi_xl.sheets.monthly.team.drawn import DrawnTeam
from kpi_xl.sheets.styles import NAVY
from kpi_xl.units import Unit

FIRST_PAGE_TEAMS = 9
"""Rows of teams that the first page takes beside everything else."""
LEGEND_COL = 14
GAP_BETWEEN = 9


def draw_company(sheet: Canvas, drawn: Sequence[DrawnTeam], month: MeasuredMonth, forecast: str | None = None) -> None:
    """Draw the page; the teams stand on theirs already, and the company's forecasts on the sheet *forecast*."""
    if month.company is not None:
        page = _Page(sheet, drawn, month, month.company)
        page.draw()
        if forecast:
            sheet.link(TITLE_ROW, page.aside.col, forecast, f"→ {forecast}", looks.BACK)


class _Page:
    def __init__(self, sheet: Canvas, drawn: Sequence[DrawnTeam], month: MeasuredMonth, company: CompanyMonth) -> None:
        self.sheet, self.drawn, self.company = sheet, drawn, company
        self.month, self.report = month, month.report
        self.followed = followed_company(month)
        self.aside = Aside(sheet, grid.LAST_COL + 2, BODY_ROW + 1)
        self.row = BODY_ROW

    def draw(self) -> None:
        looks.set_widths(self.sheet, grid.WIDTHS)
        draw_header(self.sheet, _TITLE.format(month=self.report.month.label), self._subtitle(), self.report, grid.LAST_COL, wording.AMOUNTS)
        self._points()
        self.aside.open(BODY_ROW)
        judging, table = self.judging, self._teams_table()
        shown = self._flow(table, judging)
        self.row = self.flow_row + (FLOW_ROWS + 1 if shown else 0)
        self._existing(judging)
        teams_row = self.row if not self.is_long else None
        self.row += 0 if self.is_long else self.teams_height
        year = self._year(table, judging)
        self._finish(teams_row)
        cards = CompanyCards(self.company, self.report, FigureWriter(self.aside, judging.limits), table, shown, year)
        draw_cards(self.sheet, CARDS_ROW, cards.cards(), grid.PLACES)

    # --- where things stand ---

    @property
    def is_long(self) -> bool:
        return len(self.company.teams) > FIRST_PAGE_TEAMS

    flow_row = BODY_ROW

    @property
    def teams_height(self) -> int:
        """Heading, head, the company's row, the teams', that of no team, white."""
        return 2 + self.team_rows + 1

    @cached_property
    def team_rows(self) -> int:
        return 1 + len(self.company.teams) + bool(round((self.company.unassigned or 0.0) / wording.yen_told()))

    @cached_property
    def teams_row(self) -> int:
        """The heading of the teams' table."""
        row = self.flow_row + (FLOW_ROWS + 1 if self.company.flow else 0) + (STRIP_ROWS + 1 if self.company.customers else 0)
        return row + (YEAR_ROWS + 1 if self.is_long else 0)

    @cached_property
    def judging(self) -> Judging:
        row = self.aside.take(1)
        self.sheet.text(row, self.aside.col, _SHARE, looks.ASIDE)
        share = self.report.share_due
        self.sheet.number(row, self.aside.col + 1, share, looks.aside_style(looks.RATE_FORMAT))
        shown = cell(self.sheet.a1(row, self.aside.col + 1, fixed=True), share)
        return Judging(shown, limits_at(self.sheet, self.teams_row, self.report.thresholds, LEGEND_COL), self.report.is_complete)

    # --- parts ---

    def _subtitle(self) -> str:
        """The roles of new and of existing business, people and teams."""
        teams = self.company.teams
        existing = roles_of(each for each in teams if each.role.chain is ChainPart.CUSTOMERS)
        others = roles_of(each for each in teams if each.role.chain is not ChainPart.CUSTOMERS)
        roles = [str(_ROLES.format(part=part, roles=_dots(names))) for part, names in ((_NEW, others), (_EXISTING, existing)) if names]
        joined = str(_AND).join(roles) if self.company.flow else _dots([*others, *existing])
        places = len(self.company.places)
        size = _SIZE.format(people=wording.people(self.company.people), teams=Text(f"{places}チーム", counted(places, "team")))
        return wording.spaced([joined, size])

    def _points(self) -> None:
        """The sentences, and beside them what must be known of the data."""
        self.sheet.sheet.set_row(POINTS_ROW - 1, GAP_HEIGHT)
        draw_section(self.sheet, POINTS_ROW, wording.IN_SHORT, grid.POINTS_COL)
        draw_section(self.sheet, POINTS_ROW, ABOUT_DATA, grid.LAST_COL, first_col=grid.DATA_COL)
        points, facts = company_points(self.company, self.report), self._facts()
        for place in range(POINT_COUNT):
            row = POINTS_ROW + 1 + place
            said = f"{place + 1}{_AFTER_NUMBER}{points[place]}" if place < len(points) else ""
            self.sheet.merged(row, looks.NAME_COL, grid.POINTS_COL, said, looks.POINT)
            fact = str(_FACT.format(fact=facts[place])) if place < len(facts) else ""
            self.sheet.merged(row, grid.DATA_COL, grid.LAST_COL, fact, looks.FOOT)
        self.sheet.sheet.set_row(BODY_ROW - 1, GAP_HEIGHT)

    def _facts(self) -> list[Text]:
        """How many rows were read, what no team has, where the other notes stand."""
        log = self.report.log
        facts = [_RECORDS.format(counted=counted(log.rows, "row"), rows=f"{log.rows:,}", rejected=f"{log.rejected:,}")]
        if self.team_rows > 1 + len(self.company.teams):
            facts.append(_UNASSIGNED)
        later = self.month.later_of(self.report.members)
        if later.deals:
            following = self.report.month.next.label
            facts.append(_LATER.format(month=following, deals=f"{later.deals:,}", amount=yen(later.amount), open=counted(later.deals, "open deal")))
        if isinstance(self.followed, TooLittle):
            facts.append(_NO_FORECASTS.format(page=FORECASTS, reason=self.followed.reason))
        if log.notes:
            facts.append(_NOTES.format(count=len(log.notes), notes=counted(len(log.notes), "note")))
        return facts

    def _teams_table(self) -> TeamsTable:
        row = self.teams_row
        self.sheet.sheet.set_row(row - 1, GAP_BETWEEN)
        draw_section(self.sheet, row, TEAMS, grid.LAST_COL)
        draw_legend(self.sheet, row, self.report.thresholds, wording.judged_by(self.report), LEGEND_COL)
        return draw_teams(self.sheet, self.aside, row + 1, self.company, self.drawn, self.judging)

    def _flow(self, table: TeamsTable, judging: Judging) -> ShownFlow | None:
        if self.company.flow is None:
            return None
        shown = write_flow(self.aside, self.company.flow, judging, self._new(table))
        draw_flow(self.sheet, self.flow_row, shown, judging)
        return shown

    def _new(self, table: TeamsTable) -> dict[str, Live]:
        """Revenue of new business: of the teams that win it, and of no team, where that is all of it."""
        return self._sum_of(table, ChainPart.NEW_BUSINESS, "new", self.company.new.actual if self.company.new else None)

    def _sum_of(self, table: TeamsTable, part: ChainPart, stage: str, yen: float | None) -> dict[str, Live]:
        teams = enumerate(self.company.teams)
        cells = [table.teams[place].actual for place, team in teams if team.role.chain is part and team.kpi.unit is Unit.YEN]
        for found in (cells, [*cells, *([table.unassigned] if table.unassigned else [])]):
            if found and yen is not None and abs(float(total(*found).value or 0.0) - yen / wording.yen_told()) < NEARLY:
                return {stage: total(*found)}
        return {}

    def _existing(self, judging: Judging) -> None:
        stages = self.company.customers
        if not stages:
            return
        self.sheet.sheet.set_row(self.row - 1, GAP_BETWEEN)
        shown = write_stages(self.aside, stages, judging, {})
        draw_existing(self.sheet, self.row, [(stage, shown[stage.id]) for stage in stages], judging)
        self.row += STRIP_ROWS + 1

    def _year(self, table: TeamsTable, judging: Judging) -> ShownPeriod:
        course = self.company.course
        first, months = write_months(self.aside, course, table.company, self.company.unit)
        self.sheet.sheet.set_row(self.row - 1, GAP_BETWEEN)
        periods = draw_periods(self.sheet, self.row, self.aside, first, months, course, judging, month_day(self.report.as_of))
        draw_months(self.sheet, self.row, self.aside, first, months, self.company)
        self.row += YEAR_ROWS + 1
        return periods[-1]

    def _finish(self, teams_row: int | None) -> None:
        """Where the teams go to the next page, they end the sheet."""
        if teams_row is None:
            self.sheet.sheet.set_h_pagebreaks([self.teams_row])
            self.row = self.teams_row + self.teams_height
        self.row = draw_data_notes(self.sheet, self.row, self.report.log, grid.LAST_COL)
        self.sheet.merged(self.row, looks.NAME_COL, grid.LAST_COL, wording.log_line(self.report.log, self.report.as_of), looks.FOOT)
        self.sheet.page(self.row, grid.LAST_COL, TITLE_ROW, pages_high=0 if self.is_long else 1, repeat_last=SUBTITLE_ROW + 1)
        self.sheet.sheet.set_tab_color(NAVY)


def _dots(names: Sequence[str]) -> str:
    return str(Text("・", ", ")).join(names)


NEARLY = 1e-6
_TITLE = Text("{month}　全社", "{month}   Company")
_SHARE = Text("終わった稼働日の割合", "Share of working days over")
_NEW, _EXISTING = Text("新規", "New business"), Text("既存", "Existing")
_ROLES, _AND = Text("{part}（{roles}）", "{part} ({roles})"), Text("と", " and ")
_SIZE = Text("{people}・{teams}", "{people}, {teams}")
_AFTER_NUMBER = Text("　", "   ")
_FACT = Text("・{fact}", "• {fact}")
_RECORDS = Text("活動ログ{rows}行（読めない行{rejected}）", "Activity log: {counted} ({rejected} unreadable)")
_UNASSIGNED = Text("チームに入らない売上は全社だけに算入", "Revenue of no team counts for the company alone")
_LATER = Text(
    "着地見込みに、完了予定が{month}以降の案件（{deals}件、{amount}）は含まない",
    "Not in the forecast: {open} to close in {month} or later ({amount})",
)
_NO_FORECASTS = Text("{page}：{reason}", "{page}: {reason}")
_NOTES = Text("ほかに{count}件の注記（このシートの最後）", "{notes} more at the foot of this sheet")
