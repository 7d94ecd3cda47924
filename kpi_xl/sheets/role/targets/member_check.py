"""The check of the members' list: what a report would refuse is said beside the table at once, and ④ shows no shares then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_xl.definitions import RoleTemplate, all_roles
from kpi_xl.language import Text
from kpi_xl.sheets.live.areas import (
    Area,
    area,
    at,
    blank_beside_filled,
    count,
    count_beyond,
    count_of,
    count_other,
    filled_rows,
    item,
    known_beside,
    repeated,
    rows,
    summed,
    summed_beside,
)
from kpi_xl.sheets.live.values import (
    NOTHING,
    Live,
    any_of,
    cell,
    choice,
    compared,
    difference,
    filled,
    number,
    product,
    rounded,
    text,
    total,
)
from kpi_xl.sheets.live.words import begins_with, trimmed
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.targets.members import UNREADABLE, WHO, WHOSE_ROLE, ShownMembers
from kpi_xl.sheets.role.targets.weights import Weights, role_labels
from kpi_xl.targets import ShareFault
from kpi_xl.targets.given_shares import DIGITS, SLACK

FAULT = "⚠"
FIELDS = ("people", "given", "sum", "fault")
"""Columns of the working out, a block a role."""
ZERO, ONE, TWO = number(0), number(1), number(2)


class MemberCheck:
    """What is wrong with the list, and how that is found: per role how many members it has, how many of them a share, and
    their sum."""

    def __init__(self, members: ShownMembers, own: Weights) -> None:
        self.members, role = members, members.draft.role
        others = [each for each in all_roles() if each.id != role.id]
        self.roles = [role, *others]
        counted = [_counted(own), *(self._counted_of(each) for each in others)]
        self.columns = [self._with_state(place, each) for place, each in enumerate(counted)]
        self.found = self._found()

    @property
    def cell(self) -> Live:
        """Where the finding stands."""
        return cell(names.MEMBERS_CHECK, self.found.value)

    @property
    def is_faulty(self) -> Live:
        return begins_with(self.cell, FAULT)

    def col(self, place: int, field: str) -> int:
        """The column of a role's field."""
        return self.members.layout.check_col + place * len(FIELDS) + FIELDS.index(field)

    def _counted_of(self, role: RoleTemplate) -> dict[str, Live]:
        roles = self.members.column(WHOSE_ROLE, self.members.roles)
        shares, words = self._shares, role_labels(role, None)
        return {
            "people": total(*(count_of(word, roles) for word in words)),
            "given": total(*(known_beside(word, roles, shares) for word in words)),
            "sum": total(*(summed_beside(word, roles, shares) for word in words)),
        }

    @property
    def _shares(self) -> Area:
        return self.members.column(self.members.layout.helpers, self.members.shares)

    def _with_state(self, place: int, counted: dict[str, Live]) -> dict[str, Live]:
        row = self.members.layout.team_row
        cells = {field: at(row, self.col(place, field), live.value) for field, live in counted.items()}
        return {**counted, "fault": share_state(cells["people"], cells["given"], cells["sum"])}

    def _cells(self, field: str) -> list[Live]:
        row = self.members.layout.team_row
        return [at(row, self.col(place, field), each[field].value, True) for place, each in enumerate(self.columns)]

    def _found(self) -> Live:
        shown = self.members.column(WHO, self.members.names)
        people = count_other(NOTHING, shown)
        found = filled(COUNTED, count=people, room=rows(shown))
        for test, words in reversed(list(self._tests(people))):
            found = choice(test, words, found)
        return found

    def _tests(self, people: Live) -> Iterator[tuple[Live, Text]]:
        """What may be wrong, the most pressing first."""
        listed, end = self.members.listed, str(names.MEMBERS_END)
        last = trimmed(item(listed.names, rows(listed.names)))
        is_overwritten = product(_is_other(last, ""), _is_other(last, end))
        below = area(names.MEMBERS_BELOW, [end, *[""] * names.ROWS_BELOW])
        yield compared(total(filled_rows(below, end), is_overwritten), ">", ZERO), BELOW
        in_list = difference(difference(filled_rows(listed.names), ONE), _is_other(last, ""))
        yield compared(in_list, ">", people), NO_ROOM
        _, *others = listed.all
        yield compared(blank_beside_filled(listed.names, others), ">", ZERO), NO_NAME
        yield compared(repeated(NOTHING, self.members.column(WHO, self.members.names)), ">", ZERO), TWICE
        yield compared(total(*self._cells("people")), "<", people), UNKNOWN_ROLE
        shares = self._shares
        wrong = count_of(UNREADABLE, shares), count_beyond("<", 0, shares), count_beyond(">", 1, shares)
        yield compared(total(*wrong), ">", ZERO), NO_SHARE
        yield _any_is(ONE, self._cells("fault")), SHARE_FAULTS[ShareFault.OVER]
        yield _any_is(TWO, self._cells("fault")), SHARE_FAULTS[ShareFault.UNDER]


def _counted(own: Weights) -> dict[str, Live]:
    return {"people": own.people, "given": count(own.given_column), "sum": summed(own.given_column)}


def _is_other(words: Live, than: str) -> Live:
    return compared(words, "<>", text(than))


def _any_is(state: Live, cells: Sequence[Live]) -> Live:
    return any_of(*(compared(each, "=", state) for each in cells))


def share_state(people: Live, given: Live, shared: Live) -> Live:
    """0, 1 (over the whole) or 2 (under it) of a role: what `share_fault` finds."""
    whole = rounded(shared, DIGITS)
    is_all = product(compared(given, ">", ZERO), compared(given, "=", people))
    is_under = product(is_all, compared(whole, "<", number(1 - SLACK)))
    return choice(compared(whole, ">", number(1 + SLACK)), ONE, choice(is_under, TWO, ZERO))


COUNTED = Text("{count}名（{room}名まで）", "{count} of {room} rows used")
BELOW = Text(
    "⚠ 表の終わりより下に担当者がいます。表の中の空いている行に移してください",
    "⚠ There are names below the end of the list. Move them into free rows of the table",
)
NO_ROOM = Text(
    "⚠ ④の行が足りません。空いている行を消すか、④に行を挿入して上の行をコピーしてください",
    "⚠ Sheet 4 has too few rows. Delete blank rows here, or insert rows there and copy the row above into them",
)
NO_NAME = Text(
    "⚠ 担当者名のない行があります。名前を入力するか、行を空にしてください", "⚠ A row has no name. Enter it, or clear the row"
)
TWICE = Text(
    "⚠ 同じ担当者が2回あります。同じ人なら、どちらかの行を消してください",
    "⚠ A member is listed twice. Delete one of the rows if it is the same person",
)
UNKNOWN_ROLE = Text("⚠ 一覧にない役割があります。役割は一覧から選んでください", "⚠ A role is not in the list. Choose it from the list")
NO_SHARE = Text("⚠ 目標配分は0%〜100%の数字で入力してください", "⚠ Write shares as numbers from 0% to 100%")
SHARE_FAULTS = {
    ShareFault.OVER: Text(
        "⚠ 目標配分の合計が100%を超えています。100%にするか空欄にしてください",
        "⚠ The shares sum to more than 100%. Make them 100%, or leave some blank",
    ),
    ShareFault.UNDER: Text(
        "⚠ 目標配分の合計が100%になりません。100%にするか空欄にしてください",
        "⚠ The shares sum to less than 100%. Make them 100%, or leave some blank",
    ),
}
