"""The teams of a company workbook: their part of the goal, and their own price and rates where they differ."""

from __future__ import annotations

from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE
from kpi_xl.hosts.plans.cells import PlanCell
from kpi_xl.hosts.plans.company.rows import Row, filled_rows
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.targets import Team
from kpi_xl.units import Unit

NAME, SHARE, *_OWN = names.TEAM_COLUMNS
OWN = dict(zip(names.TEAM_INPUTS, _OWN, strict=True))
"""Input -> the column for a team's own value of it."""


def read_teams(values: PlanValues) -> tuple[Team, ...]:
    """The rows of the teams' table; blank cells are the company's."""
    table = values.book.closed_list(names.TEAMS_LIST)
    if table is None:
        values.cell(names.TEAMS_LIST)
        return ()
    found: dict[str, Team] = {}
    for row in filled_rows(values, table, names.TEAM_COLUMNS, _TEAMS):
        name = row[NAME]
        if name.is_blank:
            values.report(name.place, NO_VALUE, _NO_NAME, _GIVE_NAME)
        elif folded(name.text) in found:
            values.report(name.place, name.value, _DOUBLED, _ONE_ROW)
        else:
            found[folded(name.text)] = _team(values, row)
    return tuple(found.values())


def _team(values: PlanValues, row: Row) -> Team:
    share = row[SHARE]
    own = {name: _own(values, row[column], name) for name, column in OWN.items() if not row[column].is_blank}
    return Team(
        row[NAME].text,
        None if share.is_blank else values.number(share, Unit.RATE, zero_rate=True),
        {name: value for name, value in own.items() if value is not None},
    )


def _own(values: PlanValues, cell: PlanCell, name: str) -> float | None:
    unit = Unit.YEN if name == names.UNIT_PRICE else Unit.RATE
    value = values.number(cell, unit)
    if value == 0:
        values.report(cell.place, cell.value, _ABOVE_ZERO, _CLEAR_OR_TYPE)
        return None
    return value


_TEAMS = Text("チーム", "teams")
_NO_NAME = Text("チーム名がありません", "the team's name is missing")
_GIVE_NAME = Text("名前を入力するか、行を空にしてください", "Enter the name, or clear the row")
_DOUBLED = Text("というチームが2回あります", "is listed twice")
_ONE_ROW = Text("1つの行にまとめてください", "Put it into one row")
_ABOVE_ZERO = Text("0より大きい数が必要です", "must be above 0")
_CLEAR_OR_TYPE = Text(
    "0より大きい数を入力するか、空欄にして会社の値を使ってください", "Enter a number above 0, or leave it blank for the company's"
)
