"""Measures: how a KPI is counted from the activity log.

A `Tally` is a sum over log rows; a measure is one tally, a quotient of two, or derived from results.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Tallied(Enum):
    """What a tally adds up."""

    COUNT = "count"  #: the rows' count column
    SUM = "sum"  #: the rows' amount, in yen
    SCORE = "score"  #: score x count, the numerator of a mean score
    SCORED = "scored"  #: the count of rows that carry a score, its denominator
    DISTINCT = "distinct"  #: different accounts


@dataclass(frozen=True, eq=False)
class Tally:
    """A sum over the rows of some kinds.

    Equal tallies are one object: they are keys that a large company's report looks up a million times, and so they are
    told apart by what they are, not by their fields.
    """

    tallied: Tallied
    kinds: tuple[str, ...]
    sources: tuple[str, ...] = ()  #: only rows from these sources (流入元); empty: all
    sources_not: tuple[str, ...] = ()  #: no rows from these; a row without a source always counts

    def __new__(
        cls, tallied: Tallied, kinds: tuple[str, ...], sources: tuple[str, ...] = (), sources_not: tuple[str, ...] = ()
    ) -> Tally:
        key = (tallied, kinds, sources, sources_not)
        return _TALLIES.setdefault(key, object.__new__(cls))

    def __getnewargs__(self) -> tuple[object, ...]:
        """What pickling makes it again from."""
        return self.tallied, self.kinds, self.sources, self.sources_not


_TALLIES: dict[tuple[object, ...], Tally] = {}


@dataclass(frozen=True)
class Single:
    """One tally: calls, revenue, accounts visited."""

    tally: Tally

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return (self.tally,)


@dataclass(frozen=True)
class Ratio:
    """One tally divided by another: win rate, average order, mean score. No value where the second is 0."""

    of: Tally
    to: Tally
    is_annualised: bool = False  #: a monthly loss rate m shown per year as 1 - (1 - m)^12

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return self.of, self.to


class DerivedFrom(Enum):
    """What a derived KPI is worked out from, after everything else."""

    MEMBERS_ATTAINING = "members_attaining"  #: share of the team's members at the threshold or above
    PIPELINE_COVERAGE = "pipeline_coverage"  #: open pipeline / revenue target of the team


@dataclass(frozen=True)
class Derived:
    """A KPI of a team that needs its members' results or its targets."""

    source: DerivedFrom
    threshold: float = 0.8  #: attainment from which a member counts

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return (PIPELINE,) if self.source is DerivedFrom.PIPELINE_COVERAGE else ()


PIPELINE = Tally(Tallied.SUM, ("pipeline",))

Measure = Single | Ratio | Derived
