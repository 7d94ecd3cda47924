"""The members of a company workbook: everybody once, and twice who changes team, each row with its days."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpi_xl.definitions import RoleTemplate
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, did_you_mean
from kpi_xl.hosts.plans.cells import PlanCell, PlanTable
from kpi_xl.hosts.plans.company.rows import Row, filled_rows
from kpi_xl.hosts.plans.members import check_room
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.periods import short_day
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.targets import Member
from kpi_xl.targets.members import is_every_team
from kpi_xl.units import Unit

NAME, TEAM, ROLE, JOINED, LEFT, WEIGHT, COMMITMENT, LEADS = names.MEMBER_COLUMNS
SYNONYMS = {
    NAME: ("氏名", "名前", "担当", "社員名", "name"), TEAM: ("部署", "所属", "課", "department"), ROLE: ("職種", "position"),
    JOINED: ("入社", "start date"), LEFT: ("退社", "退職日", "end date"), WEIGHT: ("ウェイト", "比重"), COMMITMENT: ("コミット", "申告"),
    LEADS: ("管轄", "管轄チーム"),
}  # fmt: skip
"""What else lists of people head their columns."""
MOST = 10
"""Full members that one person may count as."""
PARTING = re.compile(r"[、，,;；・/／\s]+(?:and\s+)?")
"""What people put between two teams."""


@dataclass(frozen=True)
class CompanyMember:
    """A row of the list, and the cell that holds the name."""

    member: Member
    name: PlanCell
    leads: PlanCell


def read_company_members(values: PlanValues, roles: Sequence[RoleTemplate]) -> list[CompanyMember]:
    """The rows of the members' list; blank ones are passed over."""
    table = values.book.closed_list(role_names.MEMBERS_LIST)
    if table is None:
        values.cell(role_names.MEMBERS_LIST)
        return []
    found = members_in(values, table, roles)
    check_room(values, table, 0)
    return found


def members_in(values: PlanValues, table: PlanTable, roles: Sequence[RoleTemplate]) -> list[CompanyMember]:
    """The members that a table lists; all its columns but name and role may be missing."""
    words = roles_by_word(roles)
    rows = filled_rows(values, table, names.MEMBER_COLUMNS, _MEMBERS, needed=(NAME, ROLE), synonyms=SYNONYMS)
    found = [
        CompanyMember(member, row[NAME], row[LEADS]) for row in rows if (member := _member(values, row, words)) is not None
    ]
    _check_doubles(values, found)
    teams = {each.member.team for each in found if not each.member.role.is_team}
    return [replace(each, member=_leading(each, teams)) for each in found]


def _leading(row: CompanyMember, teams: Collection[str]) -> Member:
    """A manager with the teams that are led: those of the last column, else what the team's column says beyond one team."""
    member, typed = row.member, row.leads.text
    if not member.role.is_team:
        return replace(member, leads=())
    if not typed and member.team in teams:
        return member
    typed = typed or member.team
    leads = (typed,) if typed in teams else teams_of(typed)
    return member if leads == (member.team,) and not is_every_team(member.team) else replace(member, leads=leads)


def roles_by_word(roles: Sequence[RoleTemplate]) -> dict[str, RoleTemplate]:
    """Every word that the role column may hold, folded -> the role; tracks are roles of their own."""
    found: dict[str, RoleTemplate] = {}
    for role in roles:
        for each in (role, *(role.for_track(track.id) for track in role.tracks if not role.track)):
            for word in each.called:
                found.setdefault(folded(word), each)
    return found


def _member(values: PlanValues, row: Row, roles: Mapping[str, RoleTemplate]) -> Member | None:
    name, role = row[NAME], _role(values, row[ROLE], roles)
    if name.is_blank:
        values.report(name.place, NO_VALUE, _NO_NAME, _GIVE_NAME)
    joined, left = (None if row[column].is_blank else values.day(row[column]) for column in (JOINED, LEFT))
    if joined and left and left < joined:
        values.report(row[LEFT].place, short_day(left), _LEFT_BEFORE.format(day=short_day(joined)), _MEND_DAYS)
    weight = _full_weight(_number(values, row[WEIGHT], Unit.RATIO))
    unit = role.kgi.unit if role else Unit.YEN
    commitment = _number(values, row[COMMITMENT], unit if unit is not Unit.RATE else Unit.RATIO)
    if name.is_blank or role is None:
        return None
    return Member(
        name.text, row[TEAM].text, role, joined, until=left, weight=weight, commitment=commitment
    )


def teams_of(typed: str) -> tuple[str, ...]:
    """The teams of a cell that names several.

    >>> teams_of("東京、大阪"), teams_of("全社"), teams_of(" ")
    (('東京', '大阪'), ('全社',), ())
    """
    return tuple(filter(None, PARTING.split(typed.strip())))


def _role(values: PlanValues, cell: PlanCell, roles: Mapping[str, RoleTemplate]) -> RoleTemplate | None:
    role = roles.get(folded(cell.text))
    if role is None:
        known = list(dict.fromkeys(str(each.title) for each in roles.values()))
        remedy = _ONE_OF.format(roles="・".join(known)) if cell.is_blank else did_you_mean(cell.text, known)
        values.report(cell.place, cell.quoted, _EMPTY_ROLE if cell.is_blank else _NO_ROLE, remedy)
    return role


def _number(values: PlanValues, cell: PlanCell, unit: Unit) -> float | None:
    return None if cell.is_blank else values.number(cell, unit)


def _full_weight(typed: float | None) -> float | None:
    """In full members: nobody counts as more than ten, so 100 is percent typed without its sign.

    >>> _full_weight(100.0), _full_weight(50.0), _full_weight(1.5), _full_weight(None)
    (1.0, 0.5, 1.5, None)
    """
    return typed / 100 if typed is not None and typed > MOST else typed


def _check_doubles(values: PlanValues, found: Sequence[CompanyMember]) -> None:
    """One person may stand in two rows of one role only on days that follow each other."""
    earlier: dict[tuple[str, str], list[CompanyMember]] = {}
    for each in found:
        same = earlier.setdefault((folded(each.member.name), each.member.role.id), [])
        other = next((row for row in same if _overlap(row.member, each.member)), None)
        if other is not None:
            cell = other.name.place.rpartition("!")[2]
            values.report(each.name.place, each.member.name, _DOUBLED.format(cell=cell), _PART_THEM)
        same.append(each)


def _overlap(one: Member, other: Member) -> bool:
    first = max(one.joined or date.min, other.joined or date.min)
    return first <= min(one.until or date.max, other.until or date.max)


_MEMBERS = Text("担当者", "members")
_NO_NAME = Text("担当者名がありません", "the member's name is missing")
_GIVE_NAME = Text("名前を入力するか、行を空にしてください", "Enter the name, or clear the row")
_NO_ROLE = Text("という役割はありません", "is not a role of this workbook")
_EMPTY_ROLE = Text("役割がありません", "the role is missing")
_ONE_OF = Text("{roles}のどれかを選んでください", "Choose one of: {roles}")
_LEFT_BEFORE = Text("は入社日（{day}）より前です", "is before the day of joining ({day})")
_MEND_DAYS = Text("退社日を入社日以降の日付にしてください", "Make it the day of joining or a later day")
_DOUBLED = Text("という担当者が、{cell}と重なる期間にもう一度あります", "is listed for days on which {cell} lists the same person, too")
_PART_THEM = Text(
    "チームを移った人は、前の行に退社日（移る前の日）、次の行に入社日（移った日）を入れてください。同じ行が2つなら1つを消してください",
    "For a person who changed team, end the first row on its last day and begin the second on the next. Delete a row that is doubled",
)
