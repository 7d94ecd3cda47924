"""The KPIs of a role on ④: what the chain asks, what is typed instead, and what holds."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.definitions import Kpi, Level
from kpi_xl.functions.twins.expansion import up
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.company.kgi.tables import man_or_yen
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.roles.sections import draw_bar
from kpi_xl.sheets.company.targets import styles
from kpi_xl.sheets.company.targets.layout import LABEL, LAST_COL, RoleRows
from kpi_xl.sheets.company.workings.role_targets import RoleTargets
from kpi_xl.sheets.company.workings.team_targets import DIVISORS, TargetCells, target_cells
from kpi_xl.sheets.company.workings.texts import NONE
from kpi_xl.sheets.live.values import (
    Live,
    all_of,
    any_of,
    cell,
    choice,
    compared,
    difference,
    entered,
    filled,
    is_blank,
    number,
    text,
    total,
)
from kpi_xl.sheets.live.words import begins_with
from kpi_xl.sheets.role.parts import looks
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.targets.page import (
    BASIS,
    KPI,
    LEVEL,
    OVERRIDE,
    OVERRIDE_HINT,
    PEOPLE,
    PER_HEAD,
    STANDARD,
    TARGET,
    UNIT,
    WORKED,
)
from kpi_xl.sheets.styles import FAIR
from kpi_xl.units import Unit

HEAD_HEIGHT = 34


def draw_kpis(page: CompanyPage, rows: RoleRows, roles: Sequence[RoleTargets]) -> None:
    canvas, targets = page.canvas, rows.targets
    draw_bar(page, rows.top, LAST_COL, targets.role.label)
    canvas.sheet.set_row(rows.kpis, HEAD_HEIGHT)
    page.head(rows.kpis, {**KPI_HEAD, LAST_COL: ""}, styles.HEAD)
    for col in (KPI, BASIS):
        canvas.text(rows.kpis, col, KPI_HEAD[col], styles.HEAD_LEFT)
    for col in (LEVEL, UNIT):
        canvas.text(rows.kpis, col, KPI_HEAD[col], styles.HEAD.but(align="center"))
    for row, kpi in enumerate(targets.role.kpis, start=rows.kpis + 1):
        _Kpi(page, rows, roles, kpi, row).draw()


class _Kpi:
    """One line."""

    def __init__(self, page: CompanyPage, rows: RoleRows, roles: Sequence[RoleTargets], kpi: Kpi, row: int) -> None:
        self.page, self.canvas, self.kpi, self.row = page, page.canvas, kpi, row
        self.targets, self.roles, self.workings = rows.targets, roles, rows.targets.workings
        self.cells = [cells for cells in target_cells(roles) if cells.targets is self.targets and cells.kpi is kpi]
        self.own = role_names.override_name(kpi.id)

    def draw(self) -> None:
        kpi, canvas, row = self.kpi, self.canvas, self.row
        style = styles.VALUE.but(num_format=kpi.number_format)
        canvas.fill(row, LABEL, LAST_COL, looks.LABEL)
        self.page.kpi(row, kpi, style, looks.KPI_LABEL.but(bold=kpi.level is Level.KGI))
        worked = self._worked()
        if worked:
            canvas.formula(row, WORKED, f"={worked[0]}", worked[1], style)
        else:
            canvas.text(row, WORKED, NOTHING, style)
        overrides = self.targets.overrides
        self.page.number_input(row, OVERRIDE, overrides.get(kpi.id), kpi.unit, OVERRIDE_HINT, decimals=kpi.decimals)
        self.page.name(self.own, row, OVERRIDE)
        canvas.formula(row, TARGET, f"={self._target(worked is not None)}", self.targets.target(kpi), styles.STRONG.but(num_format=kpi.number_format))
        self.page.name(role_names.target_name(kpi.id), row, TARGET)
        self._people(style)
        words = (text(BY_HAND), text(CHAIN if worked else STANDARD_WORDS))
        typed = entered(self.own, overrides.get(kpi.id))
        shown = canvas.placed(row, BASIS, choice(is_blank(typed), words[1], self._by_hand(words[0])), looks.LABEL_NOTE.but(indent=1), fixed=False)
        self.page.marked(row, BASIS, row, BASIS, {begins_with(shown, "△"): {"font_color": FAIR}})

    def _by_hand(self, words: Live) -> Live:
        """Whether targets by hand make another amount than the company's, as `check` says it."""
        links = [cells.link for cells in self.cells]
        if self.kpi is not self.targets.role.kgi or self.kpi.unit is not Unit.YEN or not links or None in links:
            return words
        owed = total(*(cell(names.chain_name(link.step.id), link.count) for link in links if link))
        target = cell(role_names.target_name(self.kpi.id), self.targets.target(self.kpi))
        people = total(*(self.workings.seat_weight(seat) for group in self.targets.groups_of(self.kpi) for seat in group.seats))
        is_other = any_of(*(compared(difference(*pair), ">=", number(1)) for pair in ((owed, target), (target, owed))))
        differs = all_of(compared(people, ">", number(0)), is_other)
        return choice(differs, filled(OTHER_AMOUNT, amount=man_or_yen(owed)), words)

    def _worked(self) -> tuple[str, float] | None:
        """As it follows from ①; None where nothing there says it."""
        if self.targets.is_led(self.kpi):
            return f"{'+'.join(self._owed()) or '0'}", self.targets.led_total
        if not self.kpi.is_additive:
            value = self._input()
            return None if value is None else (self.kpi.input or "", value)
        links = [cells.link for cells in self.cells]
        if not links or None in links:
            return None
        divisor = DIVISORS.get(self.kpi.period)
        counts = [names.chain_name(link.step.id) for link in links if link]
        formulas = [up(f"{count}/{divisor}") if divisor else count for count in counts]
        return "+".join(formulas), exact_sum(link.per_period(self.kpi.period).total for link in links if link)

    def _owed(self) -> list[str]:
        """The company's amounts of the month that roles of it bring."""
        return [names.chain_name(lane.links[0].step.id) for lane in self.workings.chain.lanes if lane.links[0].step.unit is Unit.YEN]

    def _input(self) -> float | None:
        """Of a KPI whose target is an input: what is typed."""
        if not self.kpi.input:
            return None
        inputs = self.workings.chain.company.inputs
        return inputs.get(self.kpi.input, self.kpi.target)

    def _target(self, is_worked: bool) -> str:
        if not self.kpi.is_additive:
            otherwise = self.canvas.a1(self.row, WORKED if is_worked else STANDARD)
            return f'IF({self.own}="",{otherwise},{self.own})'
        whole = "+".join(self._total_of(cells) for cells in self.cells) or "0"
        if self.targets.is_led(self.kpi):
            return f'IF({self.own}="",{self.canvas.a1(self.row, WORKED)},{whole})'
        return whole

    def _total_of(self, cells: TargetCells) -> str:
        return self.workings.page.canvas.reference(self.workings.layout.team_total, cells.part)

    def _people(self, style: object) -> None:
        """The full members who share the KPI, and what one of them has of it."""
        groups, row, kpi = self.targets.groups_of(self.kpi), self.row, self.kpi
        seats = [names.seat_weight(seat.number) for group in groups for seat in group.seats]
        weight = exact_sum(self.targets.weight(group) for group in groups)
        self.canvas.formula(row, PEOPLE, f"={'+'.join(seats) or '0'}", weight, styles.VALUE.but(num_format="0.0#"))
        target, people = (self.canvas.a1(row, col) for col in (TARGET, PEOPLE))
        if self.targets.is_led(kpi):
            self.canvas.text(row, PER_HEAD, NOTHING, styles.VALUE)
            return
        if not kpi.is_additive:
            self.canvas.formula(row, PER_HEAD, f"={target}", self.targets.target(kpi), styles.VALUE.but(num_format=kpi.number_format))
            return
        decimals = max(1, kpi.decimals) if kpi.unit is Unit.COUNT else 0
        each = self.targets.target(kpi) / weight if weight else None
        number_format = kpi.unit.number_format(decimals)
        self.canvas.formula(row, PER_HEAD, f"=IF({people}>0,{target}/{people},{NONE})", each, styles.VALUE.but(num_format=number_format))


KPI_HEAD = {
    KPI: Text("KPI", "KPI"), LEVEL: Text("区分", "Level"), UNIT: Text("単位", "Unit"), STANDARD: Text("標準\n（1人）", "Standard\n(each)"),
    WORKED: Text("①から\n（会社）", "From sheet 1\n(company)"), OVERRIDE: Text("手入力\n（1人）", "By hand\n(each)"),
    TARGET: Text("確定目標\n（会社）", "Target\n(company)"), PER_HEAD: Text("1人あたり\n（換算）", "Each\n(ramped)"),
    PEOPLE: Text("人数\n（換算）", "People\n(ramped)"), BASIS: Text("根拠", "Basis"),
}  # fmt: skip
BY_HAND = Text("手入力", "by hand")
CHAIN = Text("①から", "from sheet 1")
OTHER_AMOUNT = Text("△ 手入力：①は{amount}", "△ by hand: sheet 1 has {amount}")
STANDARD_WORDS = Text("標準値", "standard")
