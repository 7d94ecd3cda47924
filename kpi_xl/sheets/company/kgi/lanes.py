"""The chain, one lane a role: boxes from left to right under the stage that they serve, and what one person does a day."""

from __future__ import annotations

from kpi_xl.definitions import ChainPart
from kpi_xl.language import Text, spoken
from kpi_xl.sheets.company.kgi.layout import CHAIN, DAY_COL, LABEL, LANE_ROWS, LANES, LAST_COL, box_col
from kpi_xl.sheets.company.kgi.tables import above_now, man_or_yen
from kpi_xl.sheets.company.parts import looks, names
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.workings.lane_cells import LaneCells, lane_cells
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.live.figures import digits, percent, whole
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    all_of,
    any_of,
    cell,
    choice,
    compared,
    difference,
    filled,
    joined,
    number,
    product,
    quotient,
    rounded,
    rounded_up,
    total,
)
from kpi_xl.sheets.live.words import begins_with
from kpi_xl.sheets.role.parts.page import Hint
from kpi_xl.sheets.styles import BAD
from kpi_xl.targets.company.lanes import SMALL, Link
from kpi_xl.units import Unit

PLACES = {
    "new": 1, "existing": 1, "deals": 2, "renewals": 2, "meetings": 3, "handovers": 3, "added": 3, "appointments": 4,
    "requests": 5, "calls": 5, "customer_meetings": 5,
}  # fmt: skip
"""Link -> its box; those of a track carry its id behind them."""
ORDER = (ChainPart.NEW_BUSINESS, ChainPart.HANDOVERS, ChainPart.CUSTOMERS)


def draw_lanes(page: CompanyPage, workings: Workings) -> int:
    """The last row."""
    page.heading(CHAIN, LABEL, LAST_COL, Text("目標から1日まで", "From the goal to the day"))
    page.canvas.text(CHAIN, LAST_COL, HOW, looks.HEAD_NOTE)
    page.canvas.sheet.set_row(CHAIN + 1, 6)
    cells = sorted(lane_cells(workings), key=lambda each: ORDER.index(each.lane.role.chain or ChainPart.NEW_BUSINESS))
    row = LANES
    for place, each in enumerate(cells):
        is_first = not place or cells[place - 1].lane.role.chain is not each.lane.role.chain
        _Lane(page, workings, each, row).draw(is_first)
        row += LANE_ROWS
    return _notes(page, workings, row)


class _Lane:
    """One lane being drawn with its captions in *row*."""

    def __init__(self, page: CompanyPage, workings: Workings, cells: LaneCells, row: int) -> None:
        self.page, self.canvas, self.workings = page, page.canvas, workings
        self.cells, self.lane, self.row = cells, cells.lane, row
        self.days = cell(names.DAYS_OF_MONTH, workings.chain.working_days)

    def draw(self, is_first: bool) -> None:
        for offset, height in enumerate((18, 26, 18, 9)):
            self.canvas.sheet.set_row(self.row + offset, height)
        self.canvas.text(self.row + 1, LABEL, _lane_title(self.cells), looks.LANE)
        people = self.canvas.placed(self.row + 2, LABEL, self._people(), looks.NOTE, fixed=False)
        self.page.marked(self.row + 2, LABEL, self.row + 2, LABEL, {begins_with(people, "×"): {"font_color": BAD}})
        places = [_place(link) for link in self.lane.links]
        for number_of, (place, link) in enumerate(zip(places, self.lane.links, strict=True)):
            self._box(place, link, number_of)
            if number_of:
                self.canvas.text(self.row + 1, box_col(place) - 1, "→", looks.ARROW)
        self.canvas.text(self.row + 1, DAY_COL - 1, "→", looks.ARROW)
        self._day(self.lane.daily)
        if self.lane.role.chain is ChainPart.HANDOVERS:
            self._handed(is_first)
        if max(places) < 5:
            self.canvas.live(self.row + 1, box_col(max(places) + 1), self._sum(self.lane.daily), looks.NOTE)

    # --- live values -----------------------------------------------------------------------------------------------

    @property
    def weight(self) -> Live:
        return total(*map(self.workings.seat_weight, self.cells.seats))

    @property
    def heads(self) -> Live:
        return total(*map(self.workings.seat_people, self.cells.seats))

    def _count(self, link: Link) -> Live:
        return cell(names.chain_name(link.step.id), link.count)

    def _people(self) -> Live:
        """4名（換算3.5）, the second only where it differs; or that the lane's part is nobody's, as `check` says it."""
        heads, weight = self.heads, self.weight
        same, owed = compared(heads, "=", weight), compared(self._count(self.lane.links[0]), ">", number(0))
        here = choice(same, filled(PEOPLE, heads=whole(heads)), filled(PEOPLE_RAMPED, heads=whole(heads), weight=full_members(weight)))
        return choice(all_of(owed, compared(weight, "=", number(0))), filled(NOBODY, heads=whole(heads)), here)

    def _sum(self, link: Link) -> Live:
        """The division that leads to the day, in words."""
        return filled(DIVIDED, count=whole(self._count(link)), weight=full_members(self.weight), days=whole(self.days))

    # --- boxes -----------------------------------------------------------------------------------------------------

    def _box(self, place: int, link: Link, number_of: int) -> None:
        col = box_col(place)
        for offset, style in enumerate((looks.BOX_CAPTION, looks.BOX_VALUE, looks.BOX_NOTE)):
            self.canvas.blank(self.row + offset, col + 1, style)
        self.canvas.text(self.row, col, link.step.label, looks.BOX_CAPTION)
        count = self._count(link)
        if link.step.unit is Unit.YEN:
            self.canvas.live(self.row + 1, col, man_or_yen(count), looks.BOX_VALUE)
        else:
            number_format = looks.COMPANIES if link.step.id == "renewals" else looks.COUNT
            self.canvas.live(self.row + 1, col, count, looks.BOX_VALUE.but(num_format=str(number_format)))
        self.canvas.live(self.row + 2, col, self._note(link, number_of), looks.BOX_NOTE)

    def _note(self, link: Link, number_of: int) -> Live:
        """How a link follows from the one before."""
        company = self.workings.chain.company
        own = {name: self.page.company_input(name) for name in (*company.inputs, names.KGI_AMOUNT)}
        if link.step.id in ("new", "existing"):
            goal = cell(names.KGI_AMOUNT, company.goal)
            amount = cell(*((names.NEW_AMOUNT, company.new_amount) if link.step.id == "new" else (names.EXISTING_AMOUNT, company.existing_amount)))
            return choice(compared(goal, ">", number(0)), filled(PART_OF_COMPANY, share=_short(quotient(amount, goal))), DASH)
        if link.step.id == "renewals":
            amount = man_or_yen(own[names.RENEWAL_AMOUNT])
            return filled(RENEWALS_NOTE, due=whole(own[names.CUSTOMERS_DUE]), rate=_short(own[names.RENEWAL_RATE]), amount=amount)
        if link.step.id == "added":
            renewed = product(cell(names.chain_name("renewals"), self.lane.links[1].count), own[names.RENEWAL_AMOUNT])
            rest = difference(self._count(self.lane.links[0]), renewed)
            left = choice(compared(rest, ">", number(0)), rest, number(0))
            return filled(ADDED_NOTE, left=man_or_yen(left), amount=man_or_yen(own[names.ADDED_AMOUNT]))
        if link.step.id == "customer_meetings":
            return filled(MEETINGS_NOTE, customers=whole(own[names.CUSTOMERS]), each=own[names.MEETINGS_PER_CUSTOMER])
        if link.step.id.startswith("handovers"):
            handovers = cell(names.HANDOVERS, self.workings.chain.handovers)
            share = choice(compared(handovers, ">", number(0)), _short(quotient(self._count(link), handovers)), DASH)
            return filled(OF_HANDOVERS, all=whole(handovers), share=share)
        rate = link.step.rate or ""
        value = own[rate]
        with_own = choice(compared(self._alone, ">", number(0)), TEAMS_OWN, "")
        note = filled(PRICE_NOTE, value=man_or_yen(value)) if rate == names.UNIT_PRICE else filled(RATE_NOTES[rate], value=_short(value))
        if _place(link) == 5:
            return filled(WITH_WEEK, note=joined(note, with_own), week=whole(self._per_week(self._count(link))))
        return joined(note, with_own)

    @property
    def _alone(self) -> Live:
        """How many teams are worked back with a price or a rate of their own."""
        company, canvas = self.workings.chain.company, self.workings.page.canvas
        rates = {link.step.rate for link in self.lane.links if link.step.rate}
        teams = [team for team in self.lane.crew.by_team if rates & company.own(team).keys()]
        return cell(canvas.reference(self.workings.layout.team_total, self.cells.alone), len(teams))

    def _per_week(self, count: Live) -> Live:
        return rounded_up(quotient(count, quotient(self.days, number(5))))

    def _day(self, link: Link) -> None:
        """What one person does a day, and a week."""
        styles = looks.DAY_CAPTION, looks.DAY_VALUE, looks.DAY_NOTE
        for offset, style in enumerate(styles):
            self.canvas.blank(self.row + offset, LAST_COL, style)
        self.canvas.text(self.row, DAY_COL, DAY_WORDS.get(link.step.id, link.step.label), looks.DAY_CAPTION)
        each = quotient(quotient(self._count(link), self.weight), self.days)
        has_people = compared(self.weight, ">", number(0))
        tenths = quotient(rounded_up(product(each, number(10))), number(10))
        day = choice(has_people, choice(compared(tenths, "<", number(SMALL)), tenths, rounded_up(each)), DASH)
        self.canvas.live(self.row + 1, DAY_COL, day, looks.DAY_VALUE.but(num_format=str(looks.EACH)))
        week = choice(has_people, self._per_week(quotient(self._count(link), self.weight)), DASH)
        self.canvas.live(self.row + 2, DAY_COL, week, looks.DAY_NOTE.but(num_format=str(looks.WEEK_EACH)))

    def _handed(self, is_first: bool) -> None:
        """The mark that what field sales needs is what inside sales owes; the words beside the first lane alone."""
        col = box_col(3) - 1
        self.canvas.text(self.row + 1, col, "↳", looks.ARROW)
        links = self.workings.chain.links
        if not is_first or "meetings" not in links:
            return
        needed, owed = cell(names.chain_name("meetings"), links["meetings"].count), cell(names.HANDOVERS, self.workings.chain.handovers)
        own = self.page.company_input(names.OWN_MEETINGS)
        first = filled(NEEDED, count=whole(needed))
        minus = filled(NEEDED_LESS, count=whole(needed), own=whole(own))
        self.canvas.live(self.row + 1, col - 1, choice(compared(own, ">", number(0)), minus, first), looks.HANDED)
        self.canvas.live(self.row + 2, col - 1, filled(OWED, count=whole(owed)), looks.HANDED)


def _place(link: Link) -> int:
    """The box of a link."""
    of_track = link.step.id.partition("_")[0]
    return PLACES[link.step.id if link.step.id in PLACES else of_track]


def _lane_title(cells: LaneCells) -> str:
    title = str(cells.lane.role.title)
    return title.replace("（", " ").replace("）", "") if spoken() == "ja" else title


def full_members(weight: Live) -> Live:
    """3.5, 3.75: a second decimal where it says something."""
    is_short = compared(rounded(weight, 1), "=", rounded(weight, 2))
    return choice(is_short, digits(weight, 1, "0.0"), digits(weight, 2, "0.00"))


def _short(rate: Live) -> Live:
    """18%, 4.5%: without the decimal that says nothing."""
    tenths = product(rate, number(1000))
    rounded_tenths = Live(f"ROUND({tenths.within(1)},0)", tenths.value if isinstance(tenths.value, str) else float(round(tenths.value)))
    is_whole = Live(f"MOD({rounded_tenths.formula},10)=0", not isinstance(rounded_tenths.value, str) and rounded_tenths.value % 10 == 0, binds=0)
    return choice(is_whole, digits(rate, 2, "0%"), percent_plain(rate))


def percent_plain(rate: Live) -> Live:
    return digits(rate, 3, "0.0%")


def _notes(page: CompanyPage, workings: Workings, row: int) -> int:
    """What the marks mean, and whom the others carry."""
    ramping, carried = cell(names.RAMPING, workings.ramping), cell(names.RAMPING_WEIGHT, workings.ramping_weight)
    shares = [digits(cell(f"INDEX({names.RAMP},{place})", share), 2, "0%") for place, share in enumerate(workings.chain.company.ramp.shares, start=1)]
    who = filled(RAMPING, count=whole(ramping), weight=full_members(carried))
    marks = ("first", "second", "third", "fourth")
    how = filled(RAMP_SHARES, **dict(zip(marks, shares, strict=True)))
    page.canvas.live(row, LABEL, choice(compared(ramping, ">", number(0)), filled(BOTH, one=who, other=how), how), looks.NOTE)
    page.canvas.text(row, LAST_COL, DAY_NOTE, looks.NOTE_RIGHT)
    _mark_note(page, row + 1)
    return row + 1


def _mark_note(page: CompanyPage, row: int) -> None:
    """What △ means, where one stands."""
    tests = above_now(page)
    if tests:
        shown = page.canvas.placed(row, LABEL, choice(any_of(*tests), MARK_NOTE, DASH), looks.NOTE, fixed=False)
        page.marked(row, LABEL, row, LABEL, {compared(shown, "=", DASH): {"num_format": ";;;"}})


HOW = Text("左から右へ逆算。段階ごとに切り上げ、上の役割に必要な数が下の役割の引き渡し", "Worked back from left to right, every stage rounded up")
PEOPLE = Text("{heads}名", "people: {heads}")
PEOPLE_RAMPED = Text("{heads}名（換算{weight}）", "people: {heads} ({weight} ramped)")
NOBODY = Text("× 担う人がいません（{heads}名）", "× nobody brings it ({heads})")
DIVIDED = Text("{count}件 ÷ 換算{weight}名 ÷ {days}日", "{count} / {weight} ramped / days: {days}")
PART_OF_COMPANY = Text("会社の{share}", "{share} of the company's")
PRICE_NOTE = Text("÷ 受注単価 {value}", "/ deal size {value}")
RATE_NOTES = {
    names.WIN_RATE: Text("÷ 成約率 {value}", "/ win rate {value}"),
    names.SHOW_RATE: Text("÷ 実施率 {value}", "/ show rate {value}"),
    names.REQUEST_RATE: Text("÷ {value}", "/ {value}"),
    names.APPOINTMENT_RATE: Text("÷ {value}", "/ {value}"),
}
TEAMS_OWN = Text("ほか", " or teams' own")
"""Behind a rate that does not hold for every team."""
WITH_WEEK = Text("{note}　週{week}", "{note}, {week} a week")
RENEWALS_NOTE = Text("{due}社 × {rate}・{amount}", "{due} x {rate} at {amount}")
ADDED_NOTE = Text("{left} ÷ {amount}", "{left} / {amount}")
MEETINGS_NOTE = Text("契約中{customers}社に月{each}回", "{customers} customers, {each} a month")
OF_HANDOVERS = Text("{all}のうち{share}", "{share} of {all}")
NEEDED = Text("フィールドの商談 {count}件は", "Meetings needed: {count}")
NEEDED_LESS = Text("フィールドの商談 {count}件 − 自分の{own}件は", "Meetings needed: {count}, {own} of its own")
OWED = Text("インサイドの引き渡し {count}件", "= hand-overs: {count}")
DAY_WORDS = {"requests": Text("資料請求に対応", "Requests answered")}
RAMPING = Text(
    "換算：立ち上がり中の{count}名は{weight}名と数え、残りは同じ役割の人が受け持ちます",
    "Ramped: new members ({count}) count as {weight}; the others of the role carry the rest",
)
RAMP_SHARES = Text("立ち上がり {first}・{second}・{third}・{fourth}", "ramp {first}, {second}, {third}, {fourth}")
BOTH = Text("{one}（{other}）。", "{one} ({other}).")
DAY_NOTE = Text("紺：1人（換算）が1稼働日にすること", "navy: what one ramped member does a day")
MARK_NOTE = Text("△：前提が現在の値（②）より高い", "△: the assumption lies above the current value (sheet 2)")
__all__ = ["Hint", "draw_lanes", "percent"]
