"""The members table of a role workbook: who is measured, in which role, with which share of the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.definitions import RoleTemplate, all_roles
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, did_you_mean
from kpi_xl.hosts.plans.cells import PlanCell, PlanTable
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Member
from kpi_xl.units import Unit

SLACK = 0.005
"""33.3% three times is meant to be the whole."""


@dataclass(frozen=True)
class ListedMember:
    """A member and the cell that holds the name."""

    member: Member
    place: str


def read_members(values: PlanValues, book_role: RoleTemplate) -> list[ListedMember]:
    """The members of one workbook; blank rows are passed over."""
    table = values.book.table(names.MEMBERS, names.MEMBERS_AREA)
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
    _check_doubles(values, listed)
    _check_shares(values, table, columns[names.MEMBER_SHARE], listed)
    return listed


def roles_by_word(book_role: RoleTemplate) -> dict[str, RoleTemplate]:
    """Every word that the role column may hold, folded -> the role; tracks are roles of their own."""
    whole = [each for each in all_roles() if each.id == book_role.id] or [book_role]
    others = [each for each in all_roles() if each.id != book_role.id]
    found = {}
    for role in (*whole, *others):
        for each in (role, *(role.for_track(track.id) for track in role.tracks)):
            for word in (*each.title.both(), each.key):
                found[folded(word)] = each
    return found


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


def _check_shares(values: PlanValues, table: PlanTable, column: int, listed: Sequence[ListedMember]) -> None:
    """Per role: at most the whole, and exactly the whole where everybody has a share."""
    place = (
        f"{table.rows[0][column].place}:{table.rows[-1][column].place.rpartition('!')[2]}"
        if table.rows
        else table.place
    )
    for role_id in dict.fromkeys(each.member.role.id for each in listed):
        members = [each.member for each in listed if each.member.role.id == role_id]
        given = [member.share for member in members if member.share is not None]
        total, role = sum(given), members[0].role.label
        if total > 1 + SLACK:
            values.report(place, f"{total:.1%}", _OVER.format(role=role), _SHARE_REMEDY)
        elif given and len(given) == len(members) and total < 1 - SLACK:
            values.report(place, f"{total:.1%}", _UNDER.format(role=role), _SHARE_REMEDY)


_NO_NAME = Text("担当者名がありません", "the member's name is missing")
_GIVE_NAME = Text("名前を入力するか、行を空にしてください", "Enter the name, or clear the row")
_NO_ROLE = Text("という役割はありません", "is not a known role")
_DOUBLED = Text("という担当者が2回あります", "is listed twice")
_OVER = Text("は{role}の目標配分の合計で、100%を超えています", "is the sum of the shares of {role} and exceeds 100%")
_UNDER = Text("は{role}の目標配分の合計で、100%になりません", "is the sum of the shares of {role}, not 100%")
_SHARE_REMEDY = Text(
    "合計を100%にするか、空欄にして等分してください", "Make them sum to 100%, or leave them blank for equal parts"
)
