"""On 計算, right of the lanes: what each KPI asks of each team in its own period, of every group that shares it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_xl.definitions import Kpi
from kpi_xl.functions.twins.expansion import up
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.workings import spreading
from kpi_xl.sheets.company.workings.layout import Column, TeamColumn, lane_starts
from kpi_xl.sheets.company.workings.page import HEAD, LIGHT, Workings
from kpi_xl.sheets.company.workings.role_targets import Group, RoleTargets
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.targets.company.lanes import Link

_EXACT = LIGHT.but(num_format="0.00")
_WHOLE = LIGHT.but(num_format="#,##0.##")
FIELDS = 5
"""Columns of a KPI in a group: the exact part, its rest, the part; then what is left of it for members, and who has of that."""


@dataclass(frozen=True)
class TargetCells:
    """Where a KPI stands for one group."""

    targets: RoleTargets
    kpi: Kpi
    group: Group
    weight: int  #: column of the group's full members by team
    first: int

    @property
    def part(self) -> int:
        return self.first + 2

    @property
    def left(self) -> int:
        """How many of the team's members have one more than their whole part."""
        return self.first + 3

    @property
    def least_rest(self) -> int:
        """From which rest on they have."""
        return self.first + 4

    @property
    def link(self) -> Link | None:
        return self.group.link(self.kpi)


def target_cells(roles: Sequence[RoleTargets]) -> tuple[TargetCells, ...]:
    """All KPIs that are spread over members, role by role."""
    return tuple(_placed(roles))


def _placed(roles: Sequence[RoleTargets]) -> Iterator[TargetCells]:
    col = lane_starts([len(lane.links) for lane in roles[0].workings.chain.lanes])[-1] + 1
    for targets in roles:
        for group in targets.groups:
            weight = group.lane.weight if group.lane else col
            col += 0 if group.lane else 1
            for kpi in targets.shared:
                if group.has(kpi):
                    yield TargetCells(targets, kpi, group, weight, col)
                    col += FIELDS



def last_col(roles: Sequence[RoleTargets]) -> int:
    return max(cells.least_rest for cells in target_cells(roles))


def draw_team_targets(workings: Workings, roles: Sequence[RoleTargets]) -> None:
    layout = workings.layout
    for cells in target_cells(roles):
        head = layout.teams_head
        workings.page.canvas.text(head - 1, cells.first, cells.targets.role.label, HEAD.but(align="left", text_wrap=False))
        for offset, words in enumerate(heads(cells.kpi)):
            workings.page.canvas.text(head, cells.first + offset, words, HEAD)
        if cells.group.lane is None and cells.first == cells.weight + 1:
            _weights(workings, cells)
        _Cells(workings, cells).draw()


def _weights(workings: Workings, cells: TargetCells) -> None:
    """The full members of a group that has no lane."""
    layout, col = workings.layout, cells.weight
    workings.page.canvas.text(layout.teams_head, col, Text("換算", "ramped"), HEAD)
    numbers = workings.members(Column.TEAM_NUMBER)
    for number, team in workings.team_rows():
        place = workings.page.canvas.a1(number, TeamColumn.NUMBER)
        formula = "+".join(f"SUMIFS({workings.members(layout.seat_col(seat.number))},{numbers},{place})" for seat in cells.group.seats)
        workings.write(number, col, formula, cells.targets.weight(cells.group, team) if team is not None else 0.0, _EXACT)
    workings.write(layout.team_total, col, f"SUM({workings.teams(col)})", cells.targets.weight(cells.group), _EXACT)


class _Cells:
    """One KPI of one group."""

    def __init__(self, workings: Workings, cells: TargetCells) -> None:
        self.workings, self.cells, self.kpi = workings, cells, cells.kpi
        self.a1 = workings.page.canvas.a1
        self.counts = cells.targets.spread(cells.kpi, cells.group).counts
        self.is_by_hand = cells.kpi.id in cells.targets.overrides
        self.total_row = workings.layout.team_total

    def draw(self) -> None:
        cells = self.cells
        self.workings.write(self.total_row, cells.part, self._total(), self.counts.total, _WHOLE)
        is_spread = cells.link is not None and self.kpi.period in DIVISORS
        for row, team in self.workings.team_rows():
            value = self.counts.by_team.get(team, 0.0) if team is not None else 0.0
            if is_spread:
                self._spread(row, team)
            self.workings.write(row, cells.part, self._part(row, is_spread), value, _WHOLE)

    def _own(self) -> str:
        """The typed target of one person."""
        return role_names.override_name(self.kpi.id)

    def _each(self) -> str:
        return f'IF({self._own()}="",{self.kpi.target:g},{self._own()})'

    def _total(self) -> str:
        everybody = f"SUM({self.workings.teams(self.cells.part)})"
        link = self.cells.link
        if link is None:
            return everybody
        count = names.chain_name(link.step.id)
        divisor = DIVISORS.get(self.kpi.period)
        whole = up(f"{count}/{divisor}") if divisor else count
        return f'IF({self._own()}="",{whole},{everybody})'

    def _link_parts(self) -> tuple[str, int]:
        lane, link = self.cells.group.lane, self.cells.link
        assert lane is not None
        assert link is not None
        col = lane.part(lane.lane.links.index(link))
        return self.workings.teams(col), col

    def _spread(self, row: int, team: str | None) -> None:
        """A day's or a week's count by what the teams owe of the month."""
        cells, link = self.cells, self.cells.link
        assert link is not None
        parts, col = self._link_parts()
        whole = self.a1(self.total_row, cells.part, True)
        starts = link.counts.by_team
        total = link.per_period(self.kpi.period).total if not self.is_by_hand else self.counts.total
        known = exact_sum(starts.values())
        value = total * starts.get(team, 0.0) / known if team is not None and known else 0.0
        self.workings.write(row, cells.first, spreading.share(whole, self.a1(row, col), f"SUM({parts})"), value, _EXACT)
        exact = self.a1(row, cells.first)
        self.workings.write(row, cells.first + 1, spreading.rest(exact), spreading.rest_of(value), _EXACT)

    def _part(self, row: int, is_spread: bool) -> str:
        cells = self.cells
        by_people = up(f"({self._each()})*{self.a1(row, cells.weight)}")
        if cells.link is None:
            return by_people
        if is_spread:
            exact, rest = self.a1(row, cells.first), self.a1(row, cells.first + 1)
            exacts, rests = self.workings.teams(cells.first), self.workings.teams(cells.first + 1)
            whole = self.a1(self.total_row, cells.part, True)
            worked = f"IF(SUM({exacts})=0,0,{spreading.part(whole, exact, rest, rests, (f'SUM({exacts})', f'SUM({rests})'))})"
        else:
            worked = self.a1(row, self._link_parts()[1])
        return f'IF({self._own()}="",{worked},{by_people})'


def heads(kpi: Kpi) -> tuple[Text, ...]:
    """Above the columns of a KPI."""
    return (
        Text("按分", "exact"), Text("端数", "rest"), kpi.label,
        Text("1多い人数", "have one more"), Text("その端数（1＋）", "from this rest on (1+)"),
    )  # fmt: skip


DIVISORS = {Period.DAY: names.DAYS_OF_MONTH, Period.WEEK: f"({names.DAYS_OF_MONTH}/5)"}
"""What a month's count is divided by."""

