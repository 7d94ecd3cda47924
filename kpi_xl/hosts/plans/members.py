"""The members table of a role workbook: who is measured, in which role, with which share of the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.definitions import RoleTemplate, roles_of_members
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, did_you_mean
from kpi_xl.hosts.plans.cells import PlanCell, PlanTable
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Member, ShareFault, share_fault
from kpi_xl.units import Unit


@dataclass(frozen=True)
class ListedMember:
    """A member and the cell that holds the name."""

    member: Member
    place: str


def read_members(values: PlanValues, book_role: RoleTemplate) -> list[ListedMember]:
    """The members of one workbook; blank rows are passed over."""
    table = _table(values)
    if table is None:
        values.missing_table(names.MEMBERS)
        return []
    columns = _columns(values, table)
    if columns is None:
        return []
    roles = roles_by_word(book_role)
    listed: list[ListedMember] = []
    for row in table.rows:
        if not all(row[index].is_blank for index in columns.values()):
            member = _member(values, {words: row[index] for words, index in columns.items()}, roles, book_role)
            listed += [ListedMember(member, row[columns[names.MEMBER_NAME]].place)] if member else []
    check_room(values, table, columns[names.MEMBER_NAME])
    _check_doubles(values, listed)
    _check_shares(values, table, columns[names.MEMBER_SHARE], listed)
    return listed


def _table(values: PlanValues) -> PlanTable | None:
    """The members as ④ reads them, between the heads and the row that closes the list; in a company's own workbook its table."""
    return values.book.closed_list(names.MEMBERS_LIST) or values.book.table(names.MEMBERS, names.MEMBERS_AREA)


def roles_by_word(book_role: RoleTemplate) -> dict[str, RoleTemplate]:
    """Every word that the role column may hold, folded -> the role; tracks are roles of their own."""
    return {folded(word): role for role in roles_of_members(book_role) for word in (*role.title.both(), role.key)}


def _columns(values: PlanValues, table: PlanTable) -> Mapping[Text, int] | None:
    """Column words -> index, found by the heads in either language."""
    heads = {folded(cell.text): index for index, cell in enumerate(table.heads)}
    found = {}
    for words in names.MEMBER_COLUMNS:
        index = next((heads[folded(word)] for word in words.both() if folded(word) in heads), None)
        if index is None:
            rule = Text("という列が担当者の表にありません", "is not a column of the members table")
            values.report(table.place, str(words), rule, did_you_mean(str(words), [cell.text for cell in table.heads]))
        else:
            found[words] = index
    return found if len(found) == len(names.MEMBER_COLUMNS) else None


def _member(
    values: PlanValues, cells: Mapping[Text, PlanCell], roles: Mapping[str, RoleTemplate], book_role: RoleTemplate
) -> Member | None:
    name, role_cell = cells[names.MEMBER_NAME], cells[names.MEMBER_ROLE]
    joined, share = cells[names.MEMBER_JOINED], cells[names.MEMBER_SHARE]
    if name.is_blank:
        values.report(name.place, NO_VALUE, _NO_NAME, _GIVE_NAME)
    role = book_role if role_cell.is_blank else roles.get(folded(role_cell.text))
    if role is None:
        known = list(dict.fromkeys(str(each.title) for each in roles.values()))
        values.report(role_cell.place, role_cell.value, _NO_ROLE, did_you_mean(role_cell.text, known))
    day = None if joined.is_blank else values.day(joined)
    part = None if share.is_blank else values.number(share, Unit.RATE, zero_rate=True)
    if name.is_blank or role is None:
        return None
    return Member(name.text, cells[names.MEMBER_TEAM].text, role, day, part)


def _check_doubles(values: PlanValues, listed: Sequence[ListedMember]) -> None:
    first: dict[str, ListedMember] = {}
    for each in listed:
        same = first.setdefault(folded(each.member.name), each)
        if same is not each:
            cell = same.place.rpartition("!")[2]
            remedy = Text(
                f"{cell}と同じ人なら、どちらかの行を消してください",
                f"Delete one of the rows if it is the same person as in {cell}",
            )
            values.report(each.place, each.member.name, _DOUBLED, remedy)


def check_room(values: PlanValues, table: PlanTable, column: int) -> None:
    """Whoever ④ cannot show has no target there: names under the list, and more rows than ④ has."""
    book = values.book
    closing = book.cells(names.MEMBERS_NAME)[-1:]
    for cell in {each.place: each for each in (*closing, *book.cells(names.MEMBERS_BELOW))}.values():
        if not cell.is_blank and folded(cell.text) not in _ENDS:
            values.report(cell.place, cell.value, _BELOW, _MOVE_UP)
    shown = book.count(names.MEMBERS_SHOWN)
    for row in table.rows[shown:] if shown else ():
        if not row[column].is_blank:
            values.report(row[column].place, row[column].value, _NO_ROOM.format(count=shown), _MORE_ROWS)


def _check_shares(values: PlanValues, table: PlanTable, column: int, listed: Sequence[ListedMember]) -> None:
    """Per role: at most the whole, and exactly the whole where everybody has a share."""
    place = (
        f"{table.rows[0][column].place}:{table.rows[-1][column].place.rpartition('!')[2]}"
        if table.rows
        else table.place
    )
    for role_id in dict.fromkeys(each.member.role.id for each in listed):
        members = [each.member for each in listed if each.member.role.id == role_id]
        fault = share_fault([member.share for member in members])
        if fault is not None:
            total, role = exact_sum(member.share or 0 for member in members), members[0].role.label
            values.report(place, f"{total:.1%}", _FAULTS[fault].format(role=role), _SHARE_REMEDY)


_NO_NAME = Text("担当者名がありません", "the member's name is missing")
_GIVE_NAME = Text("名前を入力するか、行を空にしてください", "Enter the name, or clear the row")
_NO_ROLE = Text("という役割はありません", "is not a known role")
_DOUBLED = Text("という担当者が2回あります", "is listed twice")
_ENDS = {folded(word) for word in names.MEMBERS_END.both()}
_BELOW = Text("は担当者の表の終わりより下にあります", "is below the end of the members list")
_MOVE_UP = Text("表の中の空いている行に移してください", "Move it into a free row of the table")
_NO_ROOM = Text("は④の担当者の行（{count}行）に入りません", "does not fit: room for members on sheet 4, in rows: {count}")
_MORE_ROWS = Text(
    "表の空いている行を消すか、④に行を挿入して上の行をコピーしてください",
    "Delete blank rows of the table, or insert rows among the members of sheet 4 and copy the row above into them",
)
_OVER = Text("は{role}の目標配分の合計で、100%を超えています", "is the sum of the shares of {role} and exceeds 100%")
_UNDER = Text("は{role}の目標配分の合計で、100%になりません", "is the sum of the shares of {role}, not 100%")
_FAULTS = {ShareFault.OVER: _OVER, ShareFault.UNDER: _UNDER}
_SHARE_REMEDY = Text(
    "合計を100%にするか、空欄にして等分してください", "Make them sum to 100%, or leave them blank for equal parts"
)
