"""Who shares the KPIs of a track, and with what weight: the share that was given, or an equal part of what is left."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl.definitions import RoleTemplate
from kpi_xl.sheets.live.areas import at, count, summed
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    all_of,
    any_of,
    choice,
    compared,
    difference,
    greater,
    is_number,
    number,
    product,
    quotient,
)
from kpi_xl.sheets.live.words import is_among
from kpi_xl.sheets.role.parts.target_layout import GROUP_FIELDS
from kpi_xl.sheets.role.targets.members import WHOSE_ROLE, ShownMembers

ZERO, ONE = number(0), number(1)


class Weights:
    """The columns of one track (None: everybody of the role) in the working out."""

    def __init__(self, members: ShownMembers, track: str | None) -> None:
        self.members, self.track = members, track
        self._labels = role_labels(members.draft.role, track)
        self._col = {field: members.layout.group_col(track, field) for field in GROUP_FIELDS}
        room = range(members.layout.room)
        self.flags = [self._flag(offset) for offset in room]
        self.flag_column = members.column(self._col["flag"], self.flags)
        self.given = [self._given(offset) for offset in room]
        self.given_column = members.column(self._col["given"], self.given)
        self.people = summed(self.flag_column)
        self.rest = self._rest()
        self.weights = [self._weight(offset) for offset in room]
        self.whole = summed(members.column(self._col["weight"], self.weights))

    def row(self, offset: int) -> Iterator[tuple[int, Live]]:
        """(column, what its cell shows) of a member."""
        yield from zip(self._col.values(), (self.flags[offset], self.given[offset], self.weights[offset]), strict=True)

    @property
    def team(self) -> Iterator[tuple[int, Live]]:
        """The same of the team's row: how many there are, what each without a share gets, the sum of the weights."""
        yield from zip(self._col.values(), (self.people, self.rest, self.whole), strict=True)

    def flag(self, offset: int) -> Live:
        return self.members.cell(offset, self._col["flag"], self.flags)

    def part_of(self, total: Live, offset: int) -> Live:
        """A member's share of a total, not rounded."""
        weight = self.members.cell(offset, self._col["weight"], self.weights)
        people, whole = self._of_team("flag", self.people), self._of_team("weight", self.whole)
        weighted = quotient(product(total, weight), whole)
        part = choice(compared(whole, "=", ZERO), quotient(total, people), weighted)
        return choice(compared(self.flag(offset), "=", ZERO), ZERO, part)

    def _of_team(self, field: str, live: Live) -> Live:
        return at(self.members.layout.team_row, self._col[field], live.value, True)

    def _flag(self, offset: int) -> Live:
        role = self.members.cell(offset, WHOSE_ROLE, self.members.roles)
        is_one = any_of(compared(role, "=", DASH), is_among(role, self._labels))
        return choice(all_of(compared(self.members.name(offset), "<>", DASH), is_one), ONE, ZERO)

    def _given(self, offset: int) -> Live:
        share = self.members.cell(offset, self.members.layout.helpers, self.members.shares)
        return choice(all_of(compared(self.flag(offset), "=", ONE), is_number(share)), share, DASH)

    def _rest(self) -> Live:
        """What those without a share get, each."""
        unset = difference(self.people, count(self.given_column))
        left = greater(ZERO, difference(ONE, summed(self.given_column)))
        return choice(compared(unset, "=", ZERO), ZERO, quotient(left, unset))

    def _weight(self, offset: int) -> Live:
        given = self.members.cell(offset, self._col["given"], self.given)
        own = choice(is_number(given), given, self._of_team("given", self.rest))
        return choice(compared(self.flag(offset), "=", ZERO), ZERO, own)


def role_labels(role: RoleTemplate, track: str | None) -> list[str]:
    """What the members table may say for those who have the KPIs of *track* (None: everybody of the role)."""
    tracks = [role.for_track(known.id) for known in role.tracks if track in (None, known.id)]
    words = [word for each in tracks for word in (*each.title.both(), each.key)]
    known = {word.casefold(): word for word in reversed([*role.label.both(), role.id, *words])}  # to a spreadsheet case is nothing
    return list(reversed(known.values()))
