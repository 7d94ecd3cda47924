"""Monthly counts: how often something happened to one member in one month, out of how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpi_xl.errors import ArgumentError
from kpi_xl.language import Text
from kpi_xl.periods import Month, months_up_to


@dataclass(frozen=True)
class MonthlyCounts:
    """One member's month. The exposure is what the count is measured against: trials for a rate, else working days."""

    member: str
    month: Month
    count: float  #: successes, or how often it happened
    exposure: float  #: trials, or working days
    team: str = ""

    def __post_init__(self) -> None:
        if self.count < 0 or self.exposure < 0:
            raise ArgumentError("counts", min(self.count, self.exposure), _NOT_NEGATIVE, _CHECK)


@dataclass(frozen=True)
class CountTable:
    """Monthly counts as arrays, members x months; a month without a record holds 0 of 0."""

    members: tuple[str, ...]
    teams: tuple[int, ...]  #: the number of each member's team, the one of the last record
    months: tuple[Month, ...]  #: from the first to the last with a record, without a hole
    counts: Any
    exposures: Any

    @classmethod
    def of(cls, history: Sequence[MonthlyCounts]) -> CountTable:
        """The table of at least one record; several records of one month add up."""
        import numpy as np  # late: the command line starts without it

        members, teams = [each.member for each in history], [each.team for each in history]
        ordinals = np.array([each.month.year * 12 + each.month.month for each in history])
        columns = ordinals - ordinals.min()
        months = months_up_to(history[int(ordinals.argmax())].month, int(columns.max()) + 1)
        row = {member: place for place, member in enumerate(dict.fromkeys(members))}
        cells = np.array([row[member] for member in members]) * len(months) + columns
        shape = len(row), len(months)
        counts, exposures = (
            np.bincount(cells, [getattr(each, name) for each in history], shape[0] * shape[1]).reshape(shape) for name in ("count", "exposure")
        )
        team_of = {members[place]: teams[place] for place in np.argsort(columns, kind="stable").tolist()}
        number = {team: place for place, team in enumerate(dict.fromkeys(team_of.values()))}
        return cls(tuple(row), tuple(number[team_of[member]] for member in row), months, counts, exposures)


_NOT_NEGATIVE = Text("0以上の数が必要です", "must be 0 or more")
_CHECK = Text("0以上の数を入力してください", "Enter a number of 0 or more")
