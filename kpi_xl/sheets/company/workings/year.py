"""The months of the fiscal year on 計算: what each asks of the company at its rates, for ⑤.

The month that is planned is the chain's own; the others are worked back with the company's rates and the people of that
month, teams' own rates left aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kpi_xl.definitions import ChainPart, Kpi
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.workings.lane_cells import LaneCells, lane_cells
from kpi_xl.sheets.company.workings.layout import MONTHS
from kpi_xl.sheets.company.workings.page import DAY, HEAD, LIGHT, Workings
from kpi_xl.sheets.company.workings.role_targets import RoleTargets
from kpi_xl.sheets.live.days import day
from kpi_xl.sheets.live.values import (
    Live,
    any_of,
    cell,
    choice,
    compared,
    difference,
    entered,
    greater,
    is_number,
    number,
    product,
    quotient,
    rounded,
    rounded_up,
    total,
)
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.parts.target_layout import FIRST, TargetLayout
from kpi_xl.units import Unit

ZERO = number(0)
FIRST_COL = 2
MONEY = LIGHT.but(num_format="#,##0")


class CompanyYear:
    """The twelve months, and where they stand."""

    def __init__(self, workings: Workings) -> None:
        self.workings, self.canvas = workings, workings.page.canvas
        whole = workings.company.whole
        self.year = TargetLayout(whole.role, whole.settings, 0, has_amount=True)
        self.months = whole.figures.months
        self.lanes = lane_cells(workings)
        self.cells: list[dict[str, Live]] = []
        self.columns: dict[str, int] = {}

    def draw(self) -> None:
        layout = self.workings.layout
        self.workings.page.heading(layout.year_head - 1, 1, layout.last_col, Text("年度の各月", "The months of the year"))
        for place, month in enumerate(self.months):
            self.cells.append(self._month(layout.year_head + 1 + place, place, month))
        for words, col in self.columns.items():
            self.canvas.text(layout.year_head, col, _HEADS.get(words, words), HEAD)

    def _month(self, row: int, place: int, month: Month) -> dict[str, Live]:
        sheet = self.workings.company.tabs[Tab.TARGETS]
        start = day(sheet.reference(self.year.months, FIRST + place), month.start)
        goal = cell(sheet.reference(self.year.amounts, FIRST + place), self.workings.company.whole.figures.amounts[place])
        found: dict[str, Live] = {}
        self._place(found, row, "month", start, DAY)
        self._place(found, row, "goal", goal)
        for part, live in zip(("new", "existing"), self._parts(found["goal"]), strict=True):
            self._place(found, row, part, live)
        for cells in self.lanes:
            self._lane(found, row, cells)
        return found

    def _place(self, found: dict[str, Live], row: int, name: str, live: Live, style: object = MONEY) -> None:
        col = self.columns.setdefault(name, FIRST_COL + len(self.columns))
        found[name] = self.canvas.placed(row, col, live, style)  # type: ignore[arg-type]

    def _parts(self, goal: Live) -> tuple[Live, Live]:
        """The twin of `Company.parts_of`."""
        company = self.workings.chain.company
        new, existing, whole = (
            cell(name, value) for name, value in (
                (names.NEW_AMOUNT, company.new_amount), (names.EXISTING_AMOUNT, company.existing_amount), (names.KGI_AMOUNT, company.goal),
            )
        )  # fmt: skip
        usual = any_of(compared(whole, "=", ZERO), compared(goal, "=", whole))
        of_month = [rounded(quotient(product(goal, part), whole), 0) for part in (new, existing)]
        new_part = choice(usual, new, of_month[0])
        adds_up = compared(total(new, existing), "=", whole)
        return new_part, choice(usual, existing, choice(adds_up, difference(goal, of_month[0]), of_month[1]))

    # --- lanes -----------------------------------------------------------------------------------------------------

    def _lane(self, found: dict[str, Live], row: int, cells: LaneCells) -> None:
        """The links of a lane; those before it in the chain must be there already."""
        if cells.lane.role.chain is ChainPart.HANDOVERS:
            if "meetings" not in found:
                self._new_business(found, row)
            self._handed_over(found, row, cells)
        elif cells.lane.role.chain is ChainPart.NEW_BUSINESS and "meetings" not in found:
            self._new_business(found, row)

    def _new_business(self, found: dict[str, Live], row: int) -> None:
        if not any(cells.lane.role.chain is ChainPart.NEW_BUSINESS for cells in self.lanes):
            self._place(found, row, "meetings", ZERO)
            return
        self._place(found, row, "deals", self._ahead(found["new"], names.UNIT_PRICE))
        self._place(found, row, "meetings", self._ahead(found["deals"], names.WIN_RATE))

    def _ahead(self, count: Live, rate: str) -> Live:
        return rounded_up(quotient(count, self._input(rate)))

    def _input(self, name: str) -> Live:
        return self.workings.page.company_input(name)

    def _handed_over(self, found: dict[str, Live], row: int, cells: LaneCells) -> None:
        if "handovers" not in found:
            own = self._input(names.OWN_MEETINGS)
            self._place(found, row, "handovers", greater(ZERO, difference(found["meetings"], own)))
        first, second = cells.lane.links[:2]
        self._place(found, row, first.step.id, self._of_track(found, cells))
        self._place(found, row, second.step.id, self._ahead(found[first.step.id], names.SHOW_RATE))

    def _of_track(self, found: dict[str, Live], cells: LaneCells) -> Live:
        lanes = [each for each in self.lanes if each.lane.role.chain is ChainPart.HANDOVERS]
        if len(lanes) == 1:
            return found["handovers"]
        if cells.first != lanes[0].first:
            return difference(found["handovers"], found[lanes[0].lane.links[0].step.id])
        own, other = (total(*map(self.workings.seat_weight, each.seats)) for each in lanes[:2])
        people = total(own, other)
        by_people = choice(compared(people, ">", ZERO), quotient(own, people), number(0.5))
        share = self._input(names.SDR_SHARE)
        return rounded(product(found["handovers"], choice(is_number(share), share, by_people)), 0)

    # --- what ⑤ reads ----------------------------------------------------------------------------------------------

    @cached_property
    def starts(self) -> tuple[Live, ...]:
        """The months' first days, as other sheets name them."""
        return tuple(self._elsewhere("month", place) for place in range(MONTHS))

    def _elsewhere(self, name: str, place: int) -> Live:
        row = self.workings.layout.year_head + 1 + place
        return cell(self.canvas.reference(row, self.columns[name]), self.cells[place][name].value)

    def target(self, targets: RoleTargets, kpi: Kpi, place: int) -> Live:
        """What a role's KPI aims at in a month: by hand, the chain's in the month that is planned, else as worked back."""
        held = cell(role_names.target_name(kpi.id), targets.target(kpi))
        known = self._known(targets, kpi)
        if not known:
            return held
        by_hand = entered(role_names.override_name(kpi.id), targets.overrides.get(kpi.id))
        month = targets.workings.company.settings.month.start
        is_planned = compared(self.starts[place], "=", day(names.MONTH_START, month))
        worked = total(*(self._elsewhere(name, place) for name in known))
        blank = Live(f'{by_hand.formula}=""', by_hand.value == "", binds=0)
        return choice(blank, choice(is_planned, held, worked), held)

    def _known(self, targets: RoleTargets, kpi: Kpi) -> Sequence[str]:
        """The columns that make a KPI's target of the month."""
        if targets.is_led(kpi):
            return [lane.links[0].step.id for lane in self.workings.chain.lanes if lane.links[0].step.unit is Unit.YEN]
        links = [group.link(kpi) for group in targets.groups_of(kpi)]
        found = [link.step.id for link in links if link is not None and link.step.id in self.columns]
        return found if len(found) == len(links) else []


_HEADS = {
    "month": Text("月", "month"), "goal": Text("KGI", "KGI"), "new": Text("売上（新規）", "new revenue"),
    "existing": Text("売上（既存）", "existing revenue"), "deals": Text("受注", "deals won"), "meetings": Text("商談", "meetings"),
    "handovers": Text("引き渡し", "handed over"),
}  # fmt: skip
