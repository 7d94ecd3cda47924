"""The members by position: role and seat, the weight of the month, the number within the role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi_xl.definitions import RoleTemplate
from kpi_xl.definitions.kinds import folded
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.company.parts.seats import Seats
from kpi_xl.sheets.company.parts.settings import CompanySettings
from kpi_xl.sheets.company.workings.layout import KEY_STEP
from kpi_xl.targets import Member
from kpi_xl.targets.company.crews import Crew
from kpi_xl.targets.given_shares import SLACK

MOST_WEIGHT = 10
"""A weight above it is percent, typed without the sign."""


def typed_weight(member: Member) -> float | None:
    """A member's weight as it is meant: 50 is 50%."""
    weight = member.weight
    return weight / 100 if weight is not None and weight > MOST_WEIGHT else weight


@dataclass(frozen=True)
class RosterRow:
    """What the workings say of one member."""

    place: int  #: in the list, from 1 on
    member: Member
    team_number: int
    role_number: int
    seat_number: int
    namesakes: int  #: rows of the same name, this one among them
    first_day: date | None  #: in the company, whichever row says it
    days: int
    weight: float  #: percent made full members
    ramp: float
    carries: float  #: weight x ramp x part of the month
    person: int  #: 1 for the first row of everybody who is there
    in_seat: int  #: 1 for the first row of everybody in a seat
    key: int
    seats: tuple[float, ...]


@dataclass(frozen=True)
class RoleWeights:
    """The weights of those of a role who are there in the month."""

    members: int
    typed: int
    total: float

    @property
    def scale(self) -> float:
        """What makes full members of the weights: their number where they are percent of the whole."""
        is_percent = self.members > 1 and self.typed == self.members and abs(self.total - 1) <= SLACK
        return float(self.members) if is_percent else 1.0


class Roster:
    """Everybody in the list in the month that is planned, as `Crew` counts them."""

    def __init__(self, settings: CompanySettings, seats: Seats, everybody: Crew, days_of_month: int) -> None:
        self.settings, self.seats, self.everybody = settings, seats, everybody
        self.days_of_month = days_of_month

    @cached_property
    def rows(self) -> tuple[RosterRow, ...]:
        return tuple(self._rows())

    @cached_property
    def teams(self) -> frozenset[str]:
        """Those that somebody is in, managers aside."""
        return frozenset(row.member.team for row in self.rows if not row.member.role.is_team)

    def of_role(self, role: RoleTemplate) -> list[RosterRow]:
        """Those of a role, in the order of the list."""
        return self._by_role.get(self.seats.place_of(role), [])

    @cached_property
    def _by_role(self) -> dict[int, list[RosterRow]]:
        found: dict[int, list[RosterRow]] = {}
        for row in self.rows:
            found.setdefault(row.role_number, []).append(row)
        return found

    def _rows(self) -> Iterator[RosterRow]:
        teams: dict[str, int] = {}
        numbers: Counter[int] = Counter()
        seen: set[tuple[str, int | None]] = set()
        carried = dict(zip(self.everybody.places, self.everybody.weights, strict=True))
        for place, member in enumerate(self.settings.members):
            team, role = teams.setdefault(member.team, len(teams) + 1), self.seats.place_of(member.role)
            numbers[role] += 1
            name, seat, days = folded(member.name), self.seats.seat_of(member.role), self._days(member)
            person, in_seat = (int(days > 0 and each not in seen) for each in ((name, None), (name, seat)))
            if days:
                seen |= {(name, None), (name, seat)}
            typed = typed_weight(member)
            weight = (1.0 if typed is None else typed) * self.role_weights(role).scale
            first_day, carries = self._first_days[name], carried.get(place, 0.0)
            ramp = self.settings.company.ramp.of(first_day, self.settings.month)
            yield RosterRow(
                place + 1, member, team, role, seat, self._namesakes[name], first_day, days, weight, ramp, carries, person, in_seat,
                role * KEY_STEP + numbers[role], self._by_seat(role, seat, carries),
            )  # fmt: skip

    def _by_seat(self, role: int, own: int, carries: float) -> tuple[float, ...]:
        """What is carried in each seat; somebody of a role with tracks who has none of them sits in all."""
        count = sum(seat.role_number == role for seat in self.seats.all)
        return tuple(
            carries if seat.number == own else carries / count if not own and seat.role_number == role else 0.0
            for seat in self.seats.all
        )

    def role_weights(self, role: int) -> RoleWeights:
        return self._role_weights.get(role, RoleWeights(0, 0, 0.0))

    @cached_property
    def _role_weights(self) -> dict[int, RoleWeights]:
        found: dict[int, list[float | None]] = {}
        for member in self.everybody.members:
            found.setdefault(self.seats.place_of(member.role), []).append(typed_weight(member))
        typed = {role: [each for each in weights if each is not None] for role, weights in found.items()}
        return {role: RoleWeights(len(found[role]), len(each), float(exact_sum(each))) for role, each in typed.items()}

    @cached_property
    def _namesakes(self) -> Counter[str]:
        return Counter(folded(member.name) for member in self.settings.members)

    @cached_property
    def _first_days(self) -> dict[str, date | None]:
        found: dict[str, list[date | None]] = {}
        for member in self.settings.members:
            found.setdefault(folded(member.name), []).append(member.joined)
        return {name: None if None in days else min(day for day in days if day) for name, days in found.items()}

    def _days(self, member: Member) -> int:
        month = self.settings.month
        first = max(month.start, member.joined or month.start)
        end = min(month.end, (member.until and member.until.fromordinal(member.until.toordinal() + 1)) or month.end)
        return self.settings.work_calendar.count(first, end) if first < end else 0
