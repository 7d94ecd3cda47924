"""シナリオ: draws the table, the load against capacity and what is to be adopted."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import looks, names
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.scenario import figures, rows
from kpi_xl.sheets.company.scenario.aside import draw_aside
from kpi_xl.sheets.company.scenario.cases import CASES, STANDARD, usual_cases
from kpi_xl.sheets.company.scenario.rows import Row
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    cell,
    choice,
    compared,
    difference,
    entered,
    is_blank,
    is_number,
    number,
    product,
    rounded,
    total,
)
from kpi_xl.sheets.role.parts import looks as role_looks
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Hint
from kpi_xl.sheets.styles import BODY, NAVY

LABEL, UNIT = 1, 2
TYPED = (3, 7, 10)
"""The column into which each case is typed; what holds stands right of it, the difference from the standard behind that."""
GAP_COLUMNS = {0: 5, 2: 12}
YEN = 13.3
"""Characters of a column that holds -9,900,000,000, and ▲9,900,000,000 in the smaller letters of a difference."""
WIDTHS = (2, 27, 4, YEN, YEN, YEN, 2, YEN, YEN, 2, YEN, YEN, YEN, 4, 11, 11, 11, 11)
TABLE_END, ASIDE, LAST_COL = 12, 14, 17
HEAD = FIRST_ROW


def draw(workings: Workings) -> None:
    page = CompanyPage(workings.company, Tab.SCENARIO, *WIDTHS)
    page.begin(LAST_COL)
    _Table(page, workings).draw()


class _Table:
    """The three cases, row by row."""

    def __init__(self, page: CompanyPage, workings: Workings) -> None:
        self.page, self.canvas, self.workings = page, page.canvas, workings
        self.company = page.company.settings.whole
        self.cases = usual_cases(page.company.settings)
        self.values: list[dict[str, Live]] = [{}, {}, {}]
        self.places: dict[str, int] = {}  #: row of each line

    def draw(self) -> None:
        self._heads()
        row = self._section(HEAD + 1, Text("前提", "Assumptions"), rows.ASSUMED)
        first = self.places[names.NEW_GOAL]
        last = self.places[names.DAYS_OF_MONTH]
        for place, col in enumerate(TYPED, start=1):
            self.page.name(names.scenario_name(place), first, col, last)
        self._names(first, last)
        row = self._section(row, Text("必要な量（月）", "Needed in the month"), rows.NEEDED)
        row = self._section(row, Text("1人1日（切り上げ）", "One person's day (rounded up)"), rows.EACH_DAY)
        row = self._section(row, Text("受け持てる量に対する負荷", "Load against capacity"), rows.LOAD)
        row = self._section(row, Text("見込み（新規の受注）", "Chance (new deals)"), rows.CHANCES)
        self.canvas.text(row, LABEL, NOTE, looks.NOTE)
        draw_aside(self.page, self.values, self.places, TYPED)
        self.canvas.page(row, LAST_COL)

    def _heads(self) -> None:
        big = BODY.but(font_size=13, bold=True, font_color=NAVY, align="right")
        for place, (col, words) in enumerate(zip(TYPED, CASES, strict=True)):
            self.canvas.text(HEAD, col, Text("変える値", "changed"), looks.NOTE_RIGHT)
            self.canvas.text(HEAD, col + 1, words, big)
            if place in GAP_COLUMNS:
                self.canvas.text(HEAD, GAP_COLUMNS[place], Text("標準との差", "vs standard"), looks.NOTE_RIGHT)
        self.canvas.sheet.set_row(HEAD, 24)

    def _section(self, row: int, words: Text, lines: Sequence[Row]) -> int:
        self.page.heading(row, LABEL, TABLE_END, words)
        for offset, line in enumerate(lines, start=1):
            self.places[line.id] = row + offset
            self._line(row + offset, line)
        after = row + len(lines) + 1
        self.canvas.sheet.set_row(after, 7)
        return after + 1

    def _line(self, row: int, line: Row) -> None:
        self.canvas.fill(row, LABEL, TABLE_END, looks.ROW)
        self.canvas.text(row, LABEL, line.label, looks.SUB_LABEL if line.is_part else looks.LABEL)
        self.canvas.text(row, UNIT, rows.UNITS[line.kind], looks.MUTED_ROW)
        number_format = rows.FORMATS[line.kind]
        for place, col in enumerate(TYPED):
            if line.is_typed:
                self._typed(row, col, self.cases[place].get(line.id), number_format, line)
            value = self._value(place, line, row)
            self.values[place][line.id] = self.canvas.placed(row, col + 1, value, looks.VALUE.but(num_format=number_format))
        for place, col in GAP_COLUMNS.items():
            own, standard = self.values[place][line.id], self.values[STANDARD][line.id]
            apart = rounded(difference(own, standard), rows.GAP_PLACES[line.kind])
            points = product(apart, number(100)) if line.kind in (rows.RATE, rows.CHANCE) else apart
            gap = choice(both_known(own, standard), points, DASH)
            style = looks.VALUE.but(font_size=9, num_format=str(rows.GAPS[line.kind]))
            self.canvas.live(row, col, gap, style)
            self._bold(row, TYPED[place] + 1, own, standard)

    def _bold(self, row: int, col: int, own: Live, standard: Live) -> None:
        """Only what differs from the standard is bold."""
        here = cell(self.canvas.a1(row, col), own.value)
        self.page.marked(row, col, row, col, {compared(here, "<>", standard): {"bold": True}})

    def _typed(self, row: int, col: int, value: float | None, number_format: str, line: Row) -> None:
        self.canvas.number_or_blank(row, col, value, looks.INPUT.but(num_format=number_format))
        top = {"criteria": "between", "minimum": 0, "maximum": 1} if line.kind == rows.RATE else {"criteria": ">=", "value": 0}
        self.page.validate(row, col, {"validate": "decimal", **top}, Hint(line.label, CHANGE_NOTE))

    def _names(self, first: int, last: int) -> None:
        """Right of the page: of which input a row is."""
        by_row = {row: line for line, row in self.places.items()}
        for row in range(first, last + 1):
            self.canvas.text(row, LAST_COL + 2, by_row[row], role_looks.HELPER.but(align="left"))
        self.page.name(names.SCENARIO_NAMES, first, LAST_COL + 2, last)

    # --- values ----------------------------------------------------------------------------------------------------

    def _value(self, place: int, line: Row, row: int) -> Live:
        known = self.values[place]
        if line.id == rows.GOAL:
            new, existing = (self._changed(place, name, row + down) for down, name in enumerate((names.NEW_GOAL, names.EXISTING_GOAL), start=1))
            return total(new, existing)
        if line.is_typed:
            return self._changed(place, line.id, row)
        return self._worked(line.id, known)

    def _changed(self, place: int, line_id: str, row: int) -> Live:
        """What a case changes, else what ① says."""
        typed = entered(self.canvas.a1(row, TYPED[place], True), self.cases[place].get(line_id))
        return choice(is_blank(typed), self._usual(line_id), typed)

    def _usual(self, line_id: str) -> Live:
        if line_id == names.NEW_GOAL:
            return cell(names.NEW_AMOUNT, self.company.new_amount)
        if line_id == names.EXISTING_GOAL:
            return cell(names.EXISTING_AMOUNT, self.company.existing_amount)
        if line_id == names.DAYS_OF_MONTH:
            return cell(names.DAYS_OF_MONTH, self.workings.chain.working_days)
        if line_id in _LANES:
            return self._people(line_id)
        return self.page.company_input(line_id)

    def _people(self, line_id: str) -> Live:
        """The full members of the lane; 0 where the company has no such role."""
        lanes = [lane for lane in self.workings.chain.lanes if lane.daily.step.id == _LANES[line_id]]
        seats = [seat for lane in lanes for seat in self.workings.seats_of(lane)]
        return total(*(self.workings.seat_weight(seat) for seat in seats)) if seats else figures.ZERO

    def _worked(self, line_id: str, known: dict[str, Live]) -> Live:
        """Each from the cells above it."""
        own, share = (self.page.company_input(name) for name in (names.OWN_MEETINGS, names.SDR_SHARE))
        days = known[names.DAYS_OF_MONTH]
        if line_id == "deals":
            return figures.divided(known[names.NEW_GOAL], known[names.UNIT_PRICE])
        if line_id == "meetings":
            return _if_known(known["deals"], figures.divided(known["deals"], known[names.WIN_RATE]))
        if line_id == "handovers":
            return figures.handed_over(known["meetings"], own)
        if line_id in ("requests", "calls"):
            return self._daily(line_id, known, share)
        if line_id.startswith("each"):
            count, people = _DAILY[line_id]
            return figures.each_day(known[count], known[people], days)
        if line_id.startswith("load"):
            count, people, capacity, is_daily = _LOADS[line_id]
            limit = cell(capacity, self._capacity(capacity))
            return figures.load(known[count], known[people], limit, days if is_daily else None)
        if line_id == "chance":
            return figures.chance(known["deals"], known["meetings"], known[names.WIN_RATE])
        return self._chance_now(known)

    def _daily(self, line_id: str, known: dict[str, Live], share: Live) -> Live:
        first = figures.of_first_track(known["handovers"], known[rows.FIRST], known[rows.SECOND], share)
        part = first if line_id == "requests" else difference(known["handovers"], first)
        rate = known[names.REQUEST_RATE if line_id == "requests" else names.APPOINTMENT_RATE]
        appointments = figures.divided(part, known[names.SHOW_RATE])
        return _if_known(known["handovers"], _if_known(appointments, figures.divided(appointments, rate)))

    def _capacity(self, name: str) -> float:
        capacity = self.company.capacity
        return {
            names.CAPACITY_MEETINGS: capacity.meetings, names.CAPACITY_REQUESTS: capacity.requests, names.CAPACITY_CALLS: capacity.calls,
        }[name]  # fmt: skip

    def _chance_now(self, known: dict[str, Live]) -> Live:
        """As ② has rate and price, where it has both."""
        ids = {kpi.id for role in self.page.company.seats.roles for kpi in role.kpis}
        if not {"win_rate", "average_order"} <= ids:
            return DASH
        rate, price = (entered(role_names.baseline_name(kpi)) for kpi in ("win_rate", "average_order"))
        deals = figures.divided(known[names.NEW_GOAL], price)
        return choice(both_known(rate, price), figures.chance(deals, known["meetings"], rate), DASH)


def both_known(one: Live, other: Live) -> Live:
    return Live(f"COUNT({one.formula},{other.formula})=2", not isinstance(one.value, str) and not isinstance(other.value, str))


def _if_known(before: Live, live: Live) -> Live:
    return choice(is_number(before), live, DASH)


_LANES = {rows.FIELD: "meetings", rows.FIRST: "requests", rows.SECOND: "calls"}
_DAILY = {"each_meeting": ("meetings", rows.FIELD), "each_request": ("requests", rows.FIRST), "each_call": ("calls", rows.SECOND)}
_LOADS = {
    "load_field": ("meetings", rows.FIELD, names.CAPACITY_MEETINGS, False),
    "load_sdr": ("requests", rows.FIRST, names.CAPACITY_REQUESTS, True),
    "load_bdr": ("calls", rows.SECOND, names.CAPACITY_CALLS, True),
}
CHANGE_NOTE = Text("この案で①と変える値だけを入力します。空欄は①のままです", "Only what this case changes of sheet 1; blank is as there")
NOTE = Text(
    "売上は①の平均の月です。チームごとの率は使いません。受け持てる量は「設定」で変えます",
    "Revenue is that of an average month. Teams' own rates are left aside. Capacity is set in Settings",
)
