"""Monthly counts: how often something happened to one member in one month, out of how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpi_xl.errors import ArgumentError
from kpi_xl.language import Text
from kpi_xl.periods import Month


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

        known = {each.month for each in history}
        first, last = min(known), max(known)
        months = [first]
        while months[-1] < last:
            months.append(months[-1].next)
        row = {member: place for place, member in enumerate(dict.fromkeys(each.member for each in history))}
        column = {month: place for place, month in enumerate(months)}
        rows, columns = [row[each.member] for each in history], [column[each.month] for each in history]
        counts, exposures = np.zeros((len(row), len(months))), np.zeros((len(row), len(months)))
        np.add.at(counts, (rows, columns), [each.count for each in history])
        np.add.at(exposures, (rows, columns), [each.exposure for each in history])
        by_month = sorted(range(len(history)), key=columns.__getitem__)
        team_of = {history[place].member: history[place].team for place in by_month}
        number = {team: place for place, team in enumerate(dict.fromkeys(team_of.values()))}
        return cls(tuple(row), tuple(number[team_of[member]] for member in row), tuple(months), counts, exposures)


_NOT_NEGATIVE = Text("0以上の数が必要です", "must be 0 or more")
_CHECK = Text("0以上の数を入力してください", "Enter a number of 0 or more")
