"""The members of a role on ④: the part of each, whole and summing to the teams', beside what the member expects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.leading import is_everybody, is_listed, is_one_team, led_words
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.targets import left_over, styles
from kpi_xl.sheets.company.targets.layout import (
    CARRIES,
    FIRST_KPI,
    LABEL,
    LAST_COL,
    NAME,
    POSITION,
    PROMISE_COLUMNS,
    SEAT,
    TEAM,
    TEAM_NUMBER,
    WORKED,
    RoleRows,
)
from kpi_xl.sheets.company.targets.left_over import LeftOver
from kpi_xl.sheets.company.workings import spreading
from kpi_xl.sheets.company.workings.layout import KEY_STEP, Column
from kpi_xl.sheets.company.workings.page import NO_TEAM
from kpi_xl.sheets.company.workings.role_targets import Group, RoleTargets, step_of
from kpi_xl.sheets.company.workings.roster import RosterRow
from kpi_xl.sheets.company.workings.team_targets import TargetCells
from kpi_xl.sheets.company.workings.texts import NONE, floor
from kpi_xl.sheets.live.values import literal
from kpi_xl.sheets.role.parts import looks
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.parts.wording import in_brackets, unit_and_period
from kpi_xl.sheets.role.targets.member_check import FAULT
from kpi_xl.targets import Member
from kpi_xl.units import Unit

IS_FAULTY = f'LEFT({role_names.MEMBERS_CHECK},1)="{FAULT}"'
"""What a report would refuse has no targets."""


@dataclass(frozen=True)
class Worked:
    """The columns of a KPI's working out in a group."""

    cells: TargetCells
    weight: int
    exact: int

    @property
    def rest(self) -> int:
        return self.exact + 1

    @property
    def part(self) -> int:
        return self.exact + 2


class MemberTable:
    """The members of one role."""

    def __init__(self, page: CompanyPage, rows: RoleRows, cells: Sequence[TargetCells]) -> None:
        self.page, self.canvas, self.rows = page, page.canvas, rows
        self.targets: RoleTargets = rows.targets
        self.workings = rows.targets.workings
        self.role = rows.targets.role
        self.worked = self._placed([each for each in cells if each.targets is self.targets])
        self.shown = self.workings.roster.of_role(self.role)
        self.has_promise = self.role.kgi.is_additive

    def _placed(self, cells: Sequence[TargetCells]) -> list[Worked]:
        col, found, weights = WORKED, [], {}
        for group in self.targets.groups:
            weights[group] = col
            col += 1
            for each in cells:
                if each.group == group:
                    found.append(Worked(each, weights[group], col))
                    col += 3
        return found

    def kpi_col(self, kpi: Kpi) -> int:
        """Where the parts of a KPI are shown."""
        place = self.targets.shared.index(kpi)
        return FIRST_KPI + place + (PROMISE_COLUMNS if self.has_promise and place else 0)

    @property
    def promise_col(self) -> int:
        return FIRST_KPI + 1

    def column(self, col: int) -> str:
        return f"{self.canvas.a1(self.rows.first, col, True)}:{self.canvas.a1(self.rows.last, col, True)}"

    # --- drawing ---------------------------------------------------------------------------------------------------

    def draw(self, tables: Sequence[MemberTable]) -> None:
        self._heads()
        for offset in range(self.rows.room):
            self._row(self.rows.first + offset, offset, tables)
        for worked in self.worked:
            self._left_over(worked)
        self._everybody()
        self._rules()
        place = self.workings.layout.seats.place_of(self.role)
        self.page.name(names.role_shown(place), self.rows.first, NAME, self.rows.last)

    def _heads(self) -> None:
        row = self.rows.members
        self.canvas.sheet.set_row(row, 34)
        self.page.head(row, {NAME: Text("担当者", "Member"), LAST_COL: ""}, styles.HEAD)
        for col, words in ((NAME, Text("担当者", "Member")), (TEAM, Text("チーム", "Team")), (SEAT, Text("役割", "Role"))):
            self.canvas.text(row, col, words, styles.HEAD_LEFT)
        self.canvas.text(row, CARRIES, Text("換算", "Ramped"), styles.HEAD)
        for kpi in self.targets.shared:
            self.canvas.text(row, self.kpi_col(kpi), in_brackets(f"{kpi.label}\n", unit_and_period(kpi)), styles.HEAD)
        if self.has_promise:
            self.canvas.text(row, self.promise_col, Text("積み上げ\n（本人）", "Commitment\n(the member's)"), styles.HEAD)
            self.canvas.text(row, self.promise_col + 1, Text("差", "Gap"), styles.HEAD)

    def _everybody(self) -> None:
        """The sums of the role."""
        row, bold = self.rows.everybody, styles.STRONG
        self.canvas.fill(row, LABEL, LAST_COL, looks.LABEL)
        self.canvas.text(row, NAME, Text("合計", "Total"), looks.LABEL.but(bold=True))
        weight = exact_sum(row.carries for row in self.shown)
        self.canvas.formula(row, CARRIES, f"=SUM({self.column(CARRIES)})", weight, bold.but(num_format="0.0#"))
        for kpi in self.targets.shared:
            total = exact_sum(self.part(kpi, place) for place in range(len(self.shown)))
            col = self.kpi_col(kpi)
            if self.targets.is_led(kpi):  # what several managers lead together is no sum
                self.canvas.text(row, col, NOTHING, bold)
                continue
            self.canvas.formula(row, col, f"=SUM({self.column(col)})", total, bold.but(num_format=kpi.number_format))
        if self.has_promise:
            promises = [each.member.commitment for each in self.shown if each.member.commitment is not None]
            number_format = self.role.kgi.number_format
            col, target = self.promise_col, self.canvas.a1(row, FIRST_KPI)
            self.canvas.formula(
                row, col, f"=IF(COUNT({self.column(col)})=0,{NONE},SUM({self.column(col)}))", exact_sum(promises) if promises else None,
                bold.but(num_format=number_format),
            )  # fmt: skip
            own = exact_sum(self.part(self.role.kgi, place) for place in range(len(self.shown)))
            is_sum = bool(promises) and not self.targets.is_led(self.role.kgi)
            self._gap(row, col, target, exact_sum(promises) - own if is_sum else None, bold)

    def _gap(self, row: int, col: int, target: str, value: float | None, style: object) -> None:
        promise = self.canvas.a1(row, col)
        look = styles.STRONG.but(num_format=str(styles.GAP_FORMAT))
        self.canvas.formula(row, col + 1, f"=IF(COUNT({promise},{target})=2,{promise}-{target},{NONE})", value, look)

    def part(self, kpi: Kpi, place: int) -> float:
        """What a member of the role has of a KPI."""
        member = self.shown[place].member
        if self.targets.is_led(kpi) and kpi.id not in self.targets.overrides:
            return self.targets.led(member)
        return exact_sum(self.targets.spread(kpi, group).parts[place] for group in self.targets.groups_of(kpi))

    def _row(self, row: int, offset: int, tables: Sequence[MemberTable]) -> None:
        shown = self.shown[offset] if offset < len(self.shown) else None
        self._who(row, shown)
        for group in self.targets.groups:
            self._weight(row, group, shown)
        for worked in self.worked:
            self._spread(row, offset, worked, shown)
        for kpi in self.targets.shared:
            self._kpi(row, offset, kpi, shown, tables)
        if self.has_promise:
            self._promise(row, offset, shown)

    def _write(self, row: int, col: int, formula: str, value: float | str | None, style: object = looks.HELPER) -> None:
        self.canvas.formula(row, col, f"={formula}", value, style)  # type: ignore[arg-type]

    def _looked_up(self, row: int, column: int) -> str:
        return f"INDEX({self.workings.members(column, elsewhere=True)},{self.canvas.a1(row, POSITION)})"

    def _who(self, row: int, shown: RosterRow | None) -> None:
        role = self.workings.layout.seats.place_of(self.role)
        position = self.canvas.a1(row, POSITION)
        number = f"ROW()-ROW({self.canvas.a1(self.rows.everybody, NAME, True)})"
        keys = self.workings.members(Column.KEY, elsewhere=True)
        place = shown.place if shown else 0
        self._write(row, POSITION, f"IFERROR(MATCH({role * KEY_STEP}+{number},{keys},0),0)", place)
        self._write(row, TEAM_NUMBER, f"IF({position}=0,0,{self._looked_up(row, Column.TEAM_NUMBER)})", shown.team_number if shown else 0)
        member = shown.member if shown else None
        for col, column, value in (
            (NAME, Column.NAME, member.name if member else None),
            (TEAM, Column.TEAM, self._team_words(member) if member else None),
            (SEAT, Column.ROLE, str(member.role.title) if member else None),
        ):
            style = styles.NAME if col == NAME else styles.SMALL
            looked_up = self._looked_up(row, column)
            if col == TEAM and self.role.is_team:
                leads = self._looked_up(row, Column.LEADS)
                looked_up = f"IF(({looked_up}={literal(str(NO_TEAM))})*({leads}<>{NONE})=1,{leads},{looked_up})"
            self._write(row, col, f"IF({position}=0,{NONE},{looked_up})", value, style)
        carries = f"IF({position}=0,0,{self._looked_up(row, Column.CARRIES)})"
        self._write(row, CARRIES, carries, shown.carries if shown else 0, styles.FIGURE.but(num_format="0.0#"))

    def _team_words(self, member: Member) -> str:
        """The team; of a manager without one, those that are led."""
        return member.team or (led_words(member) if self.role.is_team else "") or str(NO_TEAM)

    def _weight(self, row: int, group: Group, shown: RosterRow | None) -> None:
        seats = [self._looked_up(row, self.workings.layout.seat_col(seat.number)) for seat in group.seats]
        value = exact_sum(shown.seats[seat.number - 1] for seat in group.seats) if shown else 0.0
        col = next((worked.weight for worked in self.worked if worked.cells.group == group), None)
        if col is not None:
            self._write(row, col, f"IF({self.canvas.a1(row, POSITION)}=0,0,{'+'.join(seats)})", value)

    def _spread(self, row: int, offset: int, worked: Worked, shown: RosterRow | None) -> None:
        """The largest remainder among those of one team; who has one more, is told on 計算."""
        cells, step = worked.cells, step_of(worked.cells.kpi)
        team, own = self.canvas.a1(row, TEAM_NUMBER), self.canvas.a1(row, worked.weight)
        whole, weights = (
            f"INDEX({self.workings.teams(col, elsewhere=True)},{team})" for col in (cells.part, cells.weight)
        )
        whole = f"{whole}/{step}" if step != 1 else whole
        is_nobody = f"{own}=0"
        exact_value = self.targets.spread(cells.kpi, cells.group).exact[offset] if shown else 0.0
        self._write(row, worked.exact, f"IF({is_nobody},0,{whole}*{own}/{weights})", exact_value)
        exact, rest = self.canvas.a1(row, worked.exact), self.canvas.a1(row, worked.rest)
        self._write(row, worked.rest, left_over.rest(exact), left_over.rest_of(exact_value, row))
        least = self.workings.teams(cells.least_rest, elsewhere=True)
        part = f"{floor(exact)}+{left_over.has_one_more(rest, least, team)}"
        if step != 1:
            is_largest = f"{spreading.place(exact, self.column(worked.exact), (self.column(TEAM_NUMBER), team))}=1"
            part = f"({part}+IF({whole}={floor(whole)},0,IF({is_largest},{whole}-{floor(whole)},0)))*{step}"
        value = self.targets.spread(cells.kpi, cells.group).parts[offset] if shown else 0.0
        self._write(row, worked.part, f"IF({is_nobody},0,{part})", value)

    def _left_over(self, worked: Worked) -> None:
        cells, spread = worked.cells, self.targets.spread(worked.cells.kpi, worked.cells.group)
        columns = [self.canvas.reference(self.rows.first, col, self.rows.last) for col in (TEAM_NUMBER, worked.exact, worked.rest)]
        left = LeftOver(self.workings, cells, step_of(cells.kpi), columns)
        for row, team in self.workings.team_rows():
            if team is None:
                left.draw(row, 0.0, {})
                continue
            shares = {self.rows.first + place: spread.exact[place] for place in self.targets.places.get(team, ())}
            left.draw(row, spread.counts.by_team.get(team, 0.0), shares)

    def _kpi(self, row: int, offset: int, kpi: Kpi, shown: RosterRow | None, tables: Sequence[MemberTable]) -> None:
        parts = "+".join(self.canvas.a1(row, worked.part) for worked in self.worked if worked.cells.kpi is kpi) or "0"
        if self.targets.is_led(kpi):
            nobody = self._looked_up(row, Column.NOBODY_LED)
            parts = f'IF({role_names.override_name(kpi.id)}="",IF({nobody}=1,{NONE},{self._led(row, tables)}),{parts})'
        formula = f"IF({self.canvas.a1(row, NAME)}={NONE},{NONE},IF({IS_FAULTY},{NONE},{parts}))"
        has_kpi = shown is not None and shown.member.role.has_kpi(kpi.id)
        if kpi.track:
            seat = self._looked_up(row, Column.SEAT_NUMBER)
            seats = [each.number for group in self.targets.groups_of(kpi) for each in group.seats]
            is_own = ",".join(f"{seat}={number}" for number in (0, *seats))
            formula = f"IF({self.canvas.a1(row, NAME)}={NONE},{NONE},IF({IS_FAULTY},{NONE},IF(OR({is_own}),{parts},{NONE})))"
        is_open = self.targets.is_led(kpi) and kpi.id not in self.targets.overrides and shown is not None and self.targets.leads_nobody(shown.member)
        value = self.part(kpi, offset) if has_kpi and not self.is_faulty and not is_open else None
        self._write(row, self.kpi_col(kpi), formula, value, styles.FIGURE.but(num_format=kpi.number_format))

    @property
    def is_faulty(self) -> bool:
        return str(self.page.members_check.value).startswith(FAULT)

    def _led(self, row: int, tables: Sequence[MemberTable]) -> str:
        """The yen of the teams that a manager leads; of those without a team, where nothing is typed."""
        leads = self._looked_up(row, Column.LEADS)
        kgis = [(table, worked) for table in tables for worked in table.worked if worked.cells.kpi is table.role.kgi]
        parts = [worked.cells.part for table, worked in kgis if not table.role.is_team and table.role.kgi.unit is Unit.YEN]
        amounts = [self.workings.teams(part, elsewhere=True) for part in parts]
        is_own = f"({names.TEAMS_SHOWN}=IF({leads}={NONE},{literal(str(NO_TEAM))},{leads}))"
        own, listed = ("+".join(f"SUMPRODUCT({test}*{each})" for each in amounts) or "0" for test in (is_own, is_listed(leads)))
        everybody = "+".join(f"SUM({each})" for each in amounts) or "0"
        return f"IF({leads}={NONE},{own},IF({is_one_team(leads)},{own},IF({is_everybody(leads)},{everybody},{listed})))"

    def _promise(self, row: int, offset: int, shown: RosterRow | None) -> None:
        position, col = self.canvas.a1(row, POSITION), self.promise_col
        value = shown.member.commitment if shown else None
        formula = f"IF({position}=0,{NONE},{self._looked_up(row, Column.COMMITMENT)})"
        self._write(row, col, formula, value, styles.FIGURE.but(num_format=self.role.kgi.number_format))
        own = self.part(self.role.kgi, offset) if shown and not self.is_faulty else None
        gap = value - own if value is not None and own is not None else None
        one, other = (self.canvas.a1(row, each) for each in (col, FIRST_KPI))
        self._write(row, col + 1, f"IF(COUNT({one},{other})=2,{one}-{other},{NONE})", gap, styles.FIGURE.but(num_format=str(styles.GAP_FORMAT)))

    def _rules(self) -> None:
        """A line under each row that has a member; the other rows show nothing, not even their dashes."""
        first = self.canvas.a1(self.rows.first, NAME)
        book, rows = self.page.draft.book.writer, self.rows
        if self.has_promise:
            gap, col = {**styles.SHORT, "format": book.add_format(styles.SHORT_LOOK)}, self.promise_col + 1
            self.canvas.sheet.conditional_format(rows.everybody, col, rows.last, col, gap)
        for sign, look in (("<>", styles.LINE), ("=", {"num_format": ";;;"})):
            rule = {"type": "formula", "criteria": f"=${first}{sign}{NONE}", "format": book.add_format(look)}
            self.canvas.sheet.conditional_format(rows.first, LABEL, rows.last, LAST_COL, rule)
