"""The members that ④ shows: read from 設定 by their position in the list there, so that rows may be deleted, inserted, moved
and sorted. Rows without a name show nothing."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.sheets.live.areas import Area, area, at, column, item, rows
from kpi_xl.sheets.live.days import serial
from kpi_xl.sheets.live.values import DASH, SUM, Live, choice, compared, is_blank, is_number
from kpi_xl.sheets.live.words import number_of, trimmed
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.page import Draft
from kpi_xl.sheets.role.parts.settings import BookSettings
from kpi_xl.sheets.role.parts.target_layout import LABEL, TargetLayout, member_rows

WHO, WHOSE_TEAM, WHOSE_ROLE = LABEL, LABEL + 1, LABEL + 3
UNREADABLE = "×"
"""Where a share is that is no number."""


class MembersList:
    """The list on 設定: its heads are the first row of each column, the row that closes it the last."""

    def __init__(self, settings: BookSettings) -> None:
        members = settings.members
        room = member_rows(settings)
        self.names = _listed(names.MEMBERS_NAME, names.MEMBER_NAME, [each.name for each in members], room, names.MEMBERS_END)
        self.teams = _listed(names.MEMBERS_TEAM, names.MEMBER_TEAM, [each.team for each in members], room)
        self.roles = _listed(names.MEMBERS_ROLE, names.MEMBER_ROLE, [str(each.role.title) for each in members], room)
        self.joined = _listed(names.MEMBERS_JOINED, names.MEMBER_JOINED, [serial(each.joined) if each.joined else None for each in members], room)
        self.shares = _listed(names.MEMBERS_SHARE, names.MEMBER_SHARE, [each.share for each in members], room)

    @property
    def all(self) -> tuple[Area, ...]:
        return self.names, self.teams, self.roles, self.joined, self.shares


def _listed(name: str, head: object, values: Sequence[float | str | None], room: int, end: object = "") -> Area:
    typed = ["" if value is None else value for value in values]
    return area(name, [str(head), *typed, *[""] * (room - len(typed)), str(end)])


class ShownMembers:
    """What the rows of ④ show: names, teams and roles, and in the working out the share that each was given."""

    def __init__(self, draft: Draft, layout: TargetLayout) -> None:
        self.draft, self.layout, self.listed = draft, layout, MembersList(draft.settings)
        self.names = [self._named(offset) for offset in range(layout.room)]
        self.teams = [self._beside_name(offset, self.listed.teams) for offset in range(layout.room)]
        self.roles = [self._beside_name(offset, self.listed.roles) for offset in range(layout.room)]
        self.shares = [self._share(offset) for offset in range(layout.room)]

    def column(self, col: int, cells: Sequence[Live]) -> Area:
        """A column of these rows."""
        return column(self.layout.first_member, col, cells)

    def cell(self, offset: int, col: int, cells: Sequence[Live]) -> Live:
        return at(self.layout.first_member + offset, col, cells[offset].value)

    def name(self, offset: int) -> Live:
        return self.cell(offset, WHO, self.names)

    def _position(self, offset: int) -> Live:
        """Where in the list the member of a formula's own row stands."""
        heads = at(self.layout.team_row, LABEL, None, True)
        return Live(f"ROW()-ROW({heads})+1", float(offset + 2), binds=SUM)

    def _named(self, offset: int) -> Live:
        position, listed = self._position(offset), self.listed.names
        return choice(compared(position, ">=", rows(listed)), DASH, _or_dash(trimmed(item(listed, position))))

    def _beside_name(self, offset: int, column: Area) -> Live:
        listed = trimmed(item(column, self._position(offset)))
        return choice(compared(self.name(offset), "=", DASH), DASH, _or_dash(listed))

    def _share(self, offset: int) -> Live:
        """A text is read as a number, where it is one."""
        typed = item(self.listed.shares, self._position(offset))
        words = trimmed(typed)
        read = choice(is_blank(words), DASH, number_of(words, UNREADABLE))
        return choice(compared(self.name(offset), "=", DASH), DASH, choice(is_number(typed), typed, read))


def _or_dash(words: Live) -> Live:
    return choice(is_blank(words), DASH, words)
