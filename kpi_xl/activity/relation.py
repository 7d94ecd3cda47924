"""What every log can do, wherever its relation ``log`` lies: in files, in a store, in a warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol

from kpi_xl.activity.summary import ReadSummary
from kpi_xl.periods import Month

Teams = Mapping[str, tuple[str, ...]]
"""Member -> the teams that their rows name, the latest first; blank only where no row names any. Whoever began first comes first."""

Days = tuple[date, date]
"""A first and a last day, both included."""
Sums = Mapping[str, Mapping[str, tuple[int, Any]]]
"""Member -> kind -> count and exact yen; members with any row that counts."""


class DaysAsked(NamedTuple):
    """The days that a report is going to ask about. Who knows them beforehand need not look through the rows for each question."""

    listed: Days  #: whose members are listed
    named: Days  #: in which it is looked up what teams they name
    month: Days  #: that are counted


class Answer(Protocol):
    """What a query gave."""

    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """Runs queries over ``log`` (see `kpi_xl.activity.fields.LOG_SCHEMA`), written in DuckDB's SQL."""

    def execute(self, query: str, parameters: Mapping[str, Any], /) -> Answer:
        """Run a query; ``$name`` stands for the value of that name."""


class Log(Protocol):
    """An activity log that can be counted in."""

    @property
    def connection(self) -> Connection: ...

    def members(self, first: date, last: date) -> Teams:
        """Member -> teams, of everybody with a row from *first* to *last* (included)."""

    def sums(self, first: date, last: date) -> Sums | None:
        """What the rows of each member and kind come to; None where a query has to count them."""

    def summary(self, month: Month, last: date) -> ReadSummary:
        """The account of all rows, and what the month up to *last* holds by kind."""


def teams_of(rows: Iterable[tuple[str, str, Any, Any]]) -> dict[str, tuple[str, ...]]:
    """`Teams` from (member, team, begin, latest); of teams that end alike the last by name is the latest.

    >>> teams_of([("桐生", "", 1, 9), ("桐生", "大阪", 2, 5), ("桐生", "東京", 3, 8), ("水瀬", "", 0, 7)])
    {'水瀬': ('',), '桐生': ('東京', '大阪')}
    """
    begun: dict[str, Any] = {}
    teams: dict[str, list[str]] = {}
    for member, team, begin, _ in sorted(rows, key=lambda row: (row[1] != "", row[3], row[1]), reverse=True):
        begun[member] = min(begun.get(member, begin), begin)
        if team or member not in teams:
            teams.setdefault(member, []).append(team)
    return {member: tuple(teams[member]) for member in sorted(teams, key=lambda each: (begun[each], each))}
