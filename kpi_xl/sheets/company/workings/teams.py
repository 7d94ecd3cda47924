"""The teams' part of 計算: what each lane of the chain asks of everybody, and of each team.

The twin of `kpi_xl.targets.company.lanes`: a team with a price or rate of its own on the way is worked back by itself, the
others together, and then each gets its part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.definitions import ChainPart
from kpi_xl.functions.twins.expansion import up
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.workings import spreading
from kpi_xl.sheets.company.workings.lane_cells import LaneCells, lane_cells
from kpi_xl.sheets.company.workings.layout import PEOPLE, Column, TeamColumn
from kpi_xl.sheets.company.workings.page import HEAD, LIGHT, NO_TEAM, WORDS, Workings
from kpi_xl.sheets.company.workings.texts import NONE
from kpi_xl.targets.company.chain import team_weights
from kpi_xl.targets.company.lanes import Link
from kpi_xl.targets.company.model import MAN_YEN
from kpi_xl.units import Unit

_EXACT = LIGHT.but(num_format="0.00")
_WHOLE = LIGHT.but(num_format="#,##0")


def draw_teams(workings: Workings) -> None:
    """The teams with their own figures, then lane by lane."""
    layout, page = workings.layout, workings.page
    page.heading(layout.teams_head - 2, 1, layout.last_col, Text("チーム：逆算と配分", "Teams: worked back and spread"))
    heads = {TeamColumn.NUMBER: Text("番号", "no."), TeamColumn.NAME: Text("所属", "Team of"), TeamColumn.SHARE: Text("配分", "share")}
    workings.head(layout.teams_head, {**{int(col): words for col, words in heads.items()}, **dict(enumerate(OWN_HEAD, start=TeamColumn.OWN))})
    page.canvas.sheet.set_row(layout.teams_head, 46)
    page.canvas.text(layout.team_total, TeamColumn.NAME, Text("合計", "Total"), WORDS)
    for number in range(1, layout.team_room + 1):
        _team(workings, number)
    page.name(names.TEAMS_SHOWN, layout.first_team, TeamColumn.NAME, layout.last_team)
    page.name(names.TEAM_PEOPLE, layout.first_team, PEOPLE, layout.last_team)
    page.canvas.text(layout.teams_head, PEOPLE, Text("人数", "people"), HEAD)
    for cells in lane_cells(workings):
        _Lane(workings, cells).draw()


def _team(workings: Workings, number: int) -> None:
    layout, canvas = workings.layout, workings.page.canvas
    row = layout.first_team + number - 1
    name = layout.teams[number - 1] if number <= len(layout.teams) else None
    own_row = next((each for each in workings.chain.company.teams if name is not None and each.name == name), None)
    place, cell = canvas.a1(row, TeamColumn.NUMBER), canvas.a1(row, TeamColumn.NAME)
    workings.write(row, TeamColumn.NUMBER, f"ROW()-ROW({canvas.a1(layout.team_total, TeamColumn.NUMBER, True)})", number)
    listed = f"INDEX({workings.members(Column.TEAM)},MATCH({place},{workings.members(Column.TEAM_NUMBER)},0))"
    workings.write(row, TeamColumn.NAME, f"IFERROR({listed},{NONE})", None if name is None else name or str(NO_TEAM), WORDS)
    values = [own_row.share, *(own_row.own.get(each) for each in names.TEAM_INPUTS)] if own_row else [None] * len(names.TEAM_CELLS)
    for col, (column, value) in enumerate(zip(names.TEAM_CELLS[1:], values, strict=False), start=int(TeamColumn.SHARE)):
        typed = f"INDEX({column},MATCH({cell},{names.TEAMS_NAME},0))"
        workings.write(row, col, f"IFERROR(IF(ISNUMBER({typed}),{typed},{NONE}),{NONE})", value)
    _people(workings, row, name)


def _people(workings: Workings, row: int, team: str | None) -> None:
    """How many rows of the list are in the team, managers left aside."""
    layout, place = workings.layout, workings.page.canvas.a1(row, TeamColumn.NUMBER)
    teams, roles = (workings.members(column) for column in (Column.TEAM_NUMBER, Column.ROLE_NUMBER))
    others = [number for number, role in enumerate(layout.seats.roles, start=1) if not role.is_team]
    formula = "+".join(f"COUNTIFS({teams},{place},{roles},{number})" for number in others) or "0"
    members = [each for each in workings.company.settings.members if each.team == team and not each.role.is_team]
    workings.write(row, PEOPLE, formula, len(members) if team is not None else 0)


class _Lane:
    """One lane of the workings."""

    def __init__(self, workings: Workings, cells: LaneCells) -> None:
        self.workings, self.cells, self.lane = workings, cells, cells.lane
        self.layout, self.canvas = workings.layout, workings.page.canvas
        self.company = workings.chain.company
        self.rates = [link.step.rate for link in self.lane.links[1:] if link.step.rate]
        self.people = self.lane.crew.by_team
        self.teams = self.layout.teams
        self.is_alone = {team: bool(set(self.rates) & self.company.own(team).keys()) and team in self.people for team in self.teams}

    def draw(self) -> None:
        self._heads()
        self._weights()
        for place, link in enumerate(self.lane.links):
            self._total(place, link)
            for number, team in self.workings.team_rows():
                self._link(place, link, number, team)

    def _heads(self) -> None:
        head, top = self.layout.teams_head, self.layout.teams_head - 1
        self.canvas.text(top, self.cells.first, self.lane.role.title, HEAD.but(align="left", text_wrap=False))
        words = [Text("換算", "ramped"), Text("配分の入力", "share typed"), Text("配り方", "spread by"), Text("単独", "alone")]
        for link in self.lane.links:
            words += [Text(f"{link.step.label.ja}（按分）", f"{link.step.label.en} (exact)"), Text("端数", "rest"), link.step.label]
        for col, each in enumerate(words, start=self.cells.first):
            self.canvas.text(head, col, each, HEAD)

    def _column(self, col: int) -> str:
        return self.workings.teams(col)

    def _at(self, row: int, col: int) -> str:
        return self.canvas.a1(row, col)

    # --- by what is spread -----------------------------------------------------------------------------------------

    def _weights(self) -> None:
        total, cells = self.layout.team_total, self.cells
        self.workings.write(total, cells.weight, f"SUM({self._column(cells.weight)})", self.lane.weight, _EXACT)
        if self.rates:
            alone = f"SUM({self._column(cells.alone)})"
            self.workings.write(total, cells.alone, alone, exact_sum(self.is_alone.values()))
        typed, spread = self._typed(), self._spread()
        if cells.is_amount:
            known = [each for each in typed.values() if each is not None]
            self.workings.write(total, cells.typed, f"SUM({self._column(cells.typed)})", float(exact_sum(known)), _EXACT)
            unset = exact_sum(self.people.get(team, 0.0) for team in self.teams if typed.get(team) is None)
            formula = f'SUMIFS({self._column(cells.weight)},{self._column(cells.typed)},{NONE})'
            self.workings.write(total, cells.spread, formula, unset, _EXACT)
        for row, team in self.workings.team_rows():
            numbers = self.workings.members(Column.TEAM_NUMBER)
            weights = "+".join(
                f"SUMIFS({self.workings.members(self.layout.seat_col(seat.number))},{numbers},{self._at(row, TeamColumn.NUMBER)})"
                for seat in cells.seats
            )
            weight = self.people.get(team, 0.0) if team is not None else 0.0
            self.workings.write(row, cells.weight, weights, weight, _EXACT)
            if cells.is_amount:
                self._amount_weights(row, typed.get(team) if team is not None else None, spread.get(team, 0.0) if team is not None else 0.0)
            if self.rates:
                self._alone(row, team)

    def _typed(self) -> dict[str, float | None]:
        """The share of each team that has people in the lane."""
        shares = {team.name: team.share for team in self.company.teams}
        return {team: shares.get(team) if self.people.get(team) else None for team in self.teams}

    def _spread(self) -> Mapping[str, float]:
        return team_weights(self.company, self.lane.crew) if self.cells.is_amount else self.people

    def _amount_weights(self, row: int, typed: float | None, spread: float) -> None:
        cells, total = self.cells, self.layout.team_total
        weight, own, share = (self._at(row, col) for col in (cells.weight, cells.typed, TeamColumn.SHARE))
        self.workings.write(row, cells.typed, f"IF({weight}>0,{share},{NONE})", typed, _EXACT)
        known, unset = (self.canvas.a1(total, col, True) for col in (cells.typed, cells.spread))
        left = f"IF({unset}=0,0,MAX(0,1-{known})*{weight}/{unset})"
        formula = f"IF(COUNT({self._column(cells.typed)})=0,{weight},IF(ISNUMBER({own}),{own},{left}))"
        self.workings.write(row, cells.spread, formula, spread, _EXACT)

    def _alone(self, row: int, team: str | None) -> None:
        own = ",".join(self._at(row, TeamColumn.OWN + names.TEAM_INPUTS.index(rate)) for rate in self.rates if rate in names.TEAM_INPUTS)
        formula = f"IF({self._at(row, self.cells.weight)}=0,0,IF(COUNT({own})>0,1,0))" if own else "0"
        self.workings.write(row, self.cells.alone, formula, int(team is not None and self.is_alone[team]))

    # --- the links -------------------------------------------------------------------------------------------------

    def _total(self, place: int, link: Link) -> None:
        """What is asked of the teams together in one cell, of everybody in the other."""
        row, cells = self.layout.team_total, self.cells
        exact, part = cells.exact(place), cells.part(place)
        together = self._spread_total(place, link)
        if place == 0:
            self.workings.write(row, part, self._owed(), link.count, _WHOLE)
        elif self.rates:
            self.workings.write(row, exact, self._together(place, link), together, _WHOLE)
            alone = f"SUMIFS({self._column(part)},{self._column(cells.alone)},1)"
            self.workings.write(row, part, f"{self._at(row, exact)}+{alone}", link.count, _WHOLE)
        else:
            formula = CUSTOMER_FORMULAS[link.step.id].format(amount=self._at(row, cells.part(0)), renewals=names.chain_name("renewals"))
            self.workings.write(row, part, formula, link.count, _WHOLE)
        self.workings.page.name(names.chain_name(link.step.id), row, part)

    def _together(self, place: int, link: Link) -> str:
        row, cells = self.layout.team_total, self.cells
        starts = self._column(cells.part(0))
        before = self._at(row, cells.exact(place - 1))
        if place == 1:
            alone = self._column(cells.alone)
            before = f"IF(SUM({alone})=0,{self._at(row, cells.part(0))},SUMIFS({starts},{alone},0))"
        return up(f"({before})/{link.step.rate}")

    def _owed(self) -> str:
        """What the lane begins with."""
        part = self.lane.role.chain
        if part is ChainPart.NEW_BUSINESS:
            return names.NEW_OF_MONTH
        if part is ChainPart.CUSTOMERS:
            return names.EXISTING_OF_MONTH
        return self._handed_over()

    def _handed_over(self) -> str:
        """By the typed share of the first track, else by people; the earlier track has the odd one on a tie."""
        lanes = [each for each in lane_cells(self.workings) if each.lane.role.chain is ChainPart.HANDOVERS]
        if len(lanes) == 1:
            return names.HANDOVERS
        first, second = lanes[:2]
        row = self.layout.team_total
        if self.cells.first == second.first:
            return f"{names.HANDOVERS}-{self._at(row, first.part(0))}"
        own, other = (self._at(row, each.weight) for each in (first, second))
        by_people = f"IF({own}+{other}=0,0.5,{own}/({own}+{other}))"
        return f"ROUND({names.HANDOVERS}*IF(ISNUMBER({names.SDR_SHARE}),{names.SDR_SHARE},{by_people}),0)"

    def _link(self, place: int, link: Link, row: int, team: str | None) -> None:
        cells = self.cells
        step = MAN_YEN if link.step.unit is Unit.YEN else 1
        count = link.counts.by_team.get(team, 0.0) if team is not None else 0.0
        weight, exact_total = self._weight_of(place, row, team), self._spread_total(place, link)
        total = self._total_text(place, step)
        exact, exacts = self._at(row, cells.exact(place)), self._column(cells.exact(place))
        share = spreading.share(total, weight.formula, weight.sum)
        self.workings.write(row, cells.exact(place), share, (shown := weight.of(exact_total / step)), _EXACT)
        self.workings.write(row, cells.rest(place), spreading.rest(exact), spreading.rest_of(shown), _EXACT)
        own_rest, rests = self._at(row, cells.rest(place)), self._column(cells.rest(place))
        part = spreading.part(total, exact, own_rest, rests, (f"SUM({exacts})", f"SUM({rests})"))
        if step != 1:
            part = f"({part}+{spreading.rest_of_a_step(total, exact, exacts)})*{step}"
        formula = f"IF(SUM({exacts})=0,0,{part})"
        if place and self.rates:
            formula = f"IF({self._at(row, cells.alone)}=1,{self._own(place, link, row)},{formula})"
        self.workings.write(row, cells.part(place), formula, count, _WHOLE)

    def _total_text(self, place: int, step: int) -> str:
        col = self.cells.exact(place) if place and self.rates else self.cells.part(place)
        total = self.canvas.a1(self.layout.team_total, col, True)
        return f"({total}/{step})" if step != 1 else total

    def _spread_total(self, place: int, link: Link) -> float:
        """What is spread among the teams that are worked back together."""
        if not place or not self.rates:
            return link.count
        return link.count - exact_sum(link.counts.by_team[team] for team in self.teams if self.is_alone[team])

    def _weight_of(self, place: int, row: int, team: str | None) -> _Weight:
        """By what a team has its part: at first by people or shares, then by what it began with."""
        cells, starts = self.cells, self.lane.links[0].counts.by_team
        if place == 0:
            col = cells.spread if cells.is_amount else cells.weight
            values = self._spread()
            return _Weight(self._at(row, col), f"SUM({self._column(col)})", _value(values, team), float(exact_sum(values.values())))
        col = cells.part(0)
        if not self.rates:
            return _Weight(self._at(row, col), f"SUM({self._column(col)})", _value(starts, team), float(exact_sum(starts.values())))
        together = {each: count for each, count in starts.items() if not self.is_alone[each]}
        mine = f"({self._at(row, cells.alone)}=0)*{self._at(row, col)}"
        others = f"SUMIFS({self._column(col)},{self._column(cells.alone)},0)"
        return _Weight(mine, others, _value(together, team), float(exact_sum(together.values())))

    def _own(self, place: int, link: Link, row: int) -> str:
        rate = link.step.rate or ""
        before = self._at(row, self.cells.part(place - 1))
        if rate not in names.TEAM_INPUTS:
            return up(f"{before}/{rate}")
        own = self._at(row, TeamColumn.OWN + names.TEAM_INPUTS.index(rate))
        return up(f"{before}/IF(ISNUMBER({own}),{own},{rate})")


@dataclass(frozen=True)
class _Weight:
    """A team's weight, and the sum of all that it is weighed against."""

    formula: str
    sum: str
    value: float
    total: float

    def of(self, whole: float) -> float:
        return whole * self.value / self.total if self.total else 0.0


def _value(values: Mapping[str, float], team: str | None) -> float:
    return values.get(team, 0.0) if team is not None else 0.0


CUSTOMER_FORMULAS = {
    "renewals": f"ROUND({names.CUSTOMERS_DUE}*{names.RENEWAL_RATE},0)",
    "added": up(f"(MAX(0,{{amount}}-{{renewals}}*{names.RENEWAL_AMOUNT}))/{names.ADDED_AMOUNT}"),
    "customer_meetings": up(f"({names.CUSTOMERS}*{names.MEETINGS_PER_CUSTOMER})"),
}
OWN_HEAD: Sequence[Text] = tuple(names.TEAM_COLUMNS[2:])
