"""The teams' table: the company, a row for each role of each team, what no team has."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.attainment.company.course import Course
from kpi_xl.attainment.company.model import CompanyMonth, Outlook, TeamStanding
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.areas import added
from kpi_xl.sheets.live.values import DASH, Live, cell, choice, difference, is_number, number, quotient, total
from kpi_xl.sheets.monthly.company import grid
from kpi_xl.sheets.monthly.company.standings import Columns, Judging, Shown, pace_of, write_standing
from kpi_xl.sheets.monthly.outlook.running_month import CHANCE_PLACES, PROBABILITY_FORMAT
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.amounts import told
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.formulas import rounded_to
from kpi_xl.sheets.monthly.parts.signs import colour_signs, draw_bars, mute_dashes
from kpi_xl.sheets.monthly.table.drawing import HEAD_HEIGHT
from kpi_xl.sheets.monthly.table.kpi_table import ACTUAL as TABLE_ACTUAL
from kpi_xl.sheets.monthly.table.kpi_table import KpiTable
from kpi_xl.sheets.monthly.team.drawn import DrawnTeam
from kpi_xl.sheets.styles import MUTED
from kpi_xl.units import Unit

NAME, ROLE, TARGET, DUE, ACTUAL, PACE, BAR, SIGN, LANDING, RANGE, CHANCE, RATE, YEAR = 1, 3, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 17
GAP, BEFORE = LANDING, RANGE
"""Of a month that is over, whose targets stand in DUE."""


@dataclass(frozen=True)
class TeamsTable:
    """Where it stands."""

    first_row: int
    company: Shown
    company_year: Live  #: the fiscal year to date against its plan
    teams: Mapping[int, Shown]  #: by their place among the company's teams
    unassigned: Live | None
    last_row: int


def draw_teams(
    sheet: Canvas, aside: Aside, top: int, company: CompanyMonth, drawn: Sequence[DrawnTeam], judging: Judging
) -> TeamsTable:
    """Head and rows from row *top* on."""
    return _Drawing(sheet, aside, top, company, drawn, judging).table()


class _Drawing:
    def __init__(self, sheet: Canvas, aside: Aside, top: int, company: CompanyMonth, drawn: Sequence[DrawnTeam], judging: Judging) -> None:
        self.sheet, self.aside, self.top, self.company, self.drawn, self.judging = sheet, aside, top, company, drawn, judging
        self.first = top + 1

    def table(self) -> TeamsTable:
        self._heads()
        teams = self.company.teams
        self.year_row = self.aside.take(2 + len(teams)) + 1
        self.aside.heads(self.year_row - 1, _YEAR_HEADS)
        at = {place: self.first + 1 + place for place in range(len(teams))}
        shown = {place: self._team(row, teams[place], place) for place, row in at.items()}
        unassigned = self._unassigned(self.first + 1 + len(teams))
        last = self.first + len(teams) + (unassigned is not None)
        summed = [shown[place] for place, team in enumerate(teams) if self._is_summed(team)]
        whole, year = self._company(self.first, summed, unassigned)
        colour_signs(self.sheet, self.first, SIGN, last)
        draw_bars(self.sheet, self.first, BAR, last)
        mute_dashes(self.sheet, self.first, TARGET, last, YEAR)
        return TeamsTable(self.first, whole, year, shown, unassigned, last)

    def _heads(self) -> None:
        self.sheet.sheet.set_row(self.top, HEAD_HEIGHT)
        heads = _HEADS_OVER if self.judging.is_complete else _HEADS
        for col in range(NAME, grid.LAST_COL + 1):
            style = looks.HEAD_LEFT if col < TARGET else looks.HEAD_CENTRE if col == SIGN else looks.HEAD
            self.sheet.text(self.top, col, heads.get(col, ""), style)

    def _is_summed(self, team: TeamStanding) -> bool:
        """Whether its goal is a part of the company's."""
        kpi = self.company.kpi
        return team.kpi.id == kpi.id if kpi else team.kpi.unit is Unit.YEN

    # --- rows ---

    def _company(self, row: int, summed: Sequence[Shown], unassigned: Live | None) -> tuple[Shown, Live]:
        company, unit = self.company, self.company.unit
        form = unit.number_format()
        self.sheet.fill(row, NAME, grid.LAST_COL, looks.LINE)
        self.sheet.text(row, NAME, wording.COMPANY, looks.LABEL_BOLD)
        self.sheet.text(row, ROLE, wording.people(company.people), looks.SMALL)
        actuals, targets = [each.actual for each in summed], [each.target for each in summed]
        actual = _sum_if(told(company.kgi.actual, unit), [*actuals, *([unassigned] if unassigned else [])])
        target = _sum_if(told(company.kgi.target, unit), targets)
        shown = write_standing(self.sheet, row, self._columns(True, form), company.kgi, unit, self.judging, target, actual)
        year = self._beside(row, shown, company.outlook, company.course, self.year_row, unit, form, is_bold=True)
        return shown, year

    def _team(self, row: int, team: TeamStanding, place: int) -> Shown:
        self.sheet.fill(row, NAME, grid.LAST_COL, looks.LINE)
        own = next((each for each in self.drawn if each.team.name == team.team), None)
        if own:
            self.sheet.link(row, NAME, own.sheet.title, wording.team_name(team.team), looks.LINK.but(indent=1))
        else:
            self.sheet.text(row, NAME, wording.team_name(team.team), looks.LABEL_BELOW)
        self.sheet.text(row, ROLE, role_words(team), looks.SMALL.but(shrink=False))
        exact = looks.table_format(team.kpi, wording.yen_told(), is_part=team.kpi.unit is Unit.COUNT)
        form = looks.table_format(team.kpi, wording.yen_told())
        columns = self._columns(False, form, exact)
        target, actual = self._cells_of(team, own)
        shown = write_standing(self.sheet, row, columns, team.kgi, team.kpi.unit, self.judging, target, actual)
        self._beside(row, shown, team.outlook, team.course, self.year_row + 1 + place, team.kpi.unit, form)
        return shown

    def _cells_of(self, team: TeamStanding, own: DrawnTeam | None) -> tuple[Live | None, Live | None]:
        """The cells of the team's own sheet that say the same."""
        blocks = [block for block in own.blocks if block.block.role.id == team.role.id] if own else []
        places = [(block.table, block.table.place_of(team.kpi.id)) for block in blocks]
        tables = [(table, place) for table, place in places if place is not None]
        targets = [_told(table, table.target_col, place) for table, place in tables]
        actuals = [_told(table, TABLE_ACTUAL, place) for table, place in tables]
        return (
            _sum_if(told(team.kgi.target, team.kpi.unit), targets), _sum_if(told(team.kgi.actual, team.kpi.unit), actuals),
        )  # fmt: skip

    def _unassigned(self, row: int) -> Live | None:
        """What is counted for the company alone; None where that is less than a unit of the page."""
        yen = told(self.company.unassigned, Unit.YEN) or 0.0
        if not rounded_to(yen, 0):
            return None
        self.sheet.fill(row, NAME, grid.LAST_COL, looks.LINE)
        self.sheet.text(row, NAME, _NO_TEAM, looks.LABEL_BELOW.but(shrink=False))
        self.sheet.number(row, ACTUAL, yen, looks.number_style(_YEN_FORMAT, bold=True))
        return cell(self.sheet.a1(row, ACTUAL, fixed=True), yen)

    def _columns(self, bold: bool, form: str, exact: str = "") -> Columns:
        over = self.judging.is_complete
        target, due = looks.number_style(form, bold=bold), looks.number_style(exact or form, muted=True)
        styles = {
            DUE if over else TARGET: target, **({} if over else {DUE: due}), ACTUAL: looks.number_style(form, bold=True),
            PACE: looks.RATE.but(bold=bold), SIGN: looks.SIGN,
        }  # fmt: skip
        return Columns(DUE if over else TARGET, DUE, ACTUAL, PACE, SIGN, styles)

    def _beside(
        self, row: int, shown: Shown, outlook: Outlook, course: Course | None, aside_row: int, unit: Unit, form: str, is_bold: bool = False
    ) -> Live:
        """The bar, what the month and the year come to; the year's cell."""
        self.sheet.live(row, BAR, shown.pace, looks.BAR)
        if self.judging.is_complete:
            gap = choice(is_number(shown.pace), difference(shown.actual, shown.target), DASH)
            self.sheet.live(row, GAP, gap, looks.number_style(looks.gap_format(unit, form)))
            before = _before(course)
            self.sheet.number(row, BEFORE, told(before, unit), looks.number_style(form, muted=True))
        else:
            self._ahead(row, outlook, unit, form, is_bold)
            rate = pace_of(shown.actual, shown.target)
            self.sheet.live(row, RATE, rate, looks.RATE.but(font_color=MUTED))
        return self.sheet.placed(row, YEAR, self._year(shown, course, aside_row, unit), looks.RATE.but(font_color=MUTED))

    def _ahead(self, row: int, outlook: Outlook, unit: Unit, form: str, is_bold: bool) -> None:
        """Numbers that only the forecast can work out."""
        landing = outlook.known
        middle = rounded_to(landing.middle, -3 if unit is Unit.YEN else 2) if landing else None
        self.sheet.number(row, LANDING, told(middle, unit), looks.number_style(form, bold=is_bold))
        between = range_words(told(landing.low, unit), told(landing.high, unit)) if landing else DASH.value
        self.sheet.text(row, RANGE, between, looks.NUMBER.but(font_color=MUTED, shrink=False))
        chance = outlook.probability
        shown = None if chance is None else round(chance, CHANCE_PLACES)
        self.sheet.number(row, CHANCE, shown, looks.number_style(str(PROBABILITY_FORMAT), bold=is_bold))

    def _year(self, shown: Shown, course: Course | None, row: int, unit: Unit) -> Live:
        """The fiscal year to date against its plan: the months before stand in the aside."""
        due, done = _year_before(course) if course else (None, None)
        style = looks.aside_style("#,##0")
        cells = []
        for offset, value in ((1, due), (2, done)):
            self.sheet.number(row, self.aside.col + offset, told(value, unit), style)
            cells.append(cell(self.sheet.a1(row, self.aside.col + offset, fixed=True), told(value, unit)))
        if course is None:
            return DASH
        return pace_of(total(cells[1], shown.actual), total(cells[0], shown.due))


def _told(table: KpiTable, col: int, place: int) -> Live:
    """A cell of a team's sheet, or of its only member's, in the page's unit."""
    found, unit = table.far(col, place), table.rows[place].kpi.unit
    per = wording.yen_told() / table.scales[place] if unit is Unit.YEN else 1
    return found if per == 1 else quotient(found, number(per))


def _sum_if(value: float | None, cells: Sequence[Live]) -> Live | None:
    """The sum of the cells, where it is *value*; None where that has to be written as a number."""
    if not cells or value is None or any(isinstance(each.value, str) for each in cells):
        return None
    found = added(cells)
    return found if math.isclose(float(found.value), value, rel_tol=1e-9, abs_tol=1e-9) else None


def _year_before(course: Course) -> tuple[float, float]:
    """Plan and actual of the months gone by that are known."""
    points = [point for point in course.points if point.month < course.month and point.actual is not None]
    return exact_sum(point.plan or 0.0 for point in points), exact_sum(point.actual or 0.0 for point in points)


def _before(course: Course | None) -> float | None:
    """Last month's, where it lies in the fiscal year."""
    points = [point for point in course.points if point.month < course.month] if course else []
    return points[-1].actual if points else None


def range_words(low: float | None, high: float | None) -> str:
    return str(_RANGE.format(low=_whole(low), high=_whole(high)))


def _whole(value: float | None) -> str:
    return f"{rounded_to(value or 0.0, 0):,.0f}"


def role_words(team: TeamStanding) -> str:
    """フィールドセールス 2名; of counts what is counted, too."""
    words = f"{team.role.label} {wording.people(team.people)}"
    return words if team.kpi.unit is Unit.YEN else words + str(_OF_COUNTS.format(unit=team.kpi.unit.label))


def roles_of(teams: Iterable[TeamStanding]) -> list[str]:
    return list(dict.fromkeys(str(team.role.label) for team in teams))


_YEN_FORMAT = Unit.YEN.number_format()

TEAMS = Text("チーム", "Teams")
_NO_TEAM = Text("チームに入らない売上", "Revenue of no team")
_OF_COUNTS = Text("（{unit}）", " ({unit})")
_RANGE = Text("{low}〜{high}", "{low} to {high}")
_HEADS = {
    NAME: Text("チーム", "Team"), ROLE: Text("役割・人数", "Role, people"), TARGET: Text("KGI", "KGI"), DUE: Text("今日まで", "Due by now"),
    ACTUAL: Text("実績", "Actual"), PACE: Text("ペース比", "Pace"), SIGN: Text("判定", "Status"), LANDING: Text("着地見込み", "Forecast"),
    RANGE: Text("8割の幅", "80% range"), CHANCE: Text("達成確率", "Chance"), RATE: Text("月の達成率", "Of month"),
    YEAR: Text("年度累計", "Year"),
}  # fmt: skip
_HEADS_OVER = {
    **{col: _HEADS[col] for col in (NAME, ROLE, ACTUAL, SIGN, YEAR)}, DUE: Text("KGI", "KGI"), PACE: Text("達成率", "Attainment"),
    GAP: Text("差", "Gap"), BEFORE: Text("前月", "Last month"),
}  # fmt: skip
_YEAR_HEADS = (Text("年度の前月まで", "Year before"), Text("計画", "Plan"), Text("実績", "Actual"))
