"""Lanes: one role's (or track's) way from what it owes the company to what one of its people does a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.definitions import RoleTemplate, Stage
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.rounding import exact_sum, round_up
from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.company.crews import Crew
from kpi_xl.targets.company.model import Company
from kpi_xl.targets.reverse import required_count, required_deals
from kpi_xl.targets.role_plan import per_period
from kpi_xl.units import Unit

SMALL = 10
"""What one person does a day is shown with one decimal below it, whole from it on."""


@dataclass(frozen=True)
class Step:
    """How a link follows from the one before it."""

    id: str  #: how the workbook names the link: CHAIN_<ID>
    label: Text
    stage: Stage | None = None  #: whose KPIs have the link as their target
    rate: str | None = None  #: input name that the link before is divided by
    unit: Unit = Unit.COUNT


@dataclass(frozen=True)
class Counts:
    """A month's number of everybody in a lane, and what of it each team owes."""

    total: float
    by_team: Mapping[str, float]


@dataclass(frozen=True)
class Link:
    """One link of the chain."""

    step: Step
    counts: Counts
    crew: Crew
    working_days: int

    @property
    def count(self) -> float:
        """Of a month, everybody together."""
        return self.counts.total

    @property
    def per_week(self) -> float:
        return per_period(self.count, Period.WEEK, self.working_days)

    @property
    def per_day(self) -> float:
        return per_period(self.count, Period.DAY, self.working_days)

    @property
    def per_person_day(self) -> float | None:
        """What one full member does a day, rounded up: one decimal below 10, whole from 10 on."""
        if not self.crew.weight:
            return None
        return rounded_per_head(self.count / self.crew.weight / self.working_days)

    def per_period(self, period: Period) -> Counts:
        """The same for each *period* of the month, of everybody and of each team; the teams sum to the whole."""
        if period not in (Period.DAY, Period.WEEK):
            return self.counts
        total = per_period(self.count, period, self.working_days)
        return Counts(total, parts_of(total, self.counts.by_team))


@dataclass(frozen=True)
class Lane:
    """A role's or a track's part of the chain."""

    role: RoleTemplate  #: narrowed to its track where it has one
    crew: Crew
    links: tuple[Link, ...]  #: from what the lane owes to what its people do all day

    @property
    def people(self) -> int:
        return self.crew.people

    @property
    def weight(self) -> float:
        """Full members."""
        return self.crew.weight

    @property
    def daily(self) -> Link:
        """What its people do all day."""
        return self.links[-1]

    @cached_property
    def by_stage(self) -> dict[Stage, Link]:
        return {link.step.stage: link for link in self.links if link.step.stage}


def rounded_per_head(count: float) -> float:
    """Rounded up: one decimal below 10, whole from 10 on.

    >>> rounded_per_head(84 / 3.5 / 18), rounded_per_head(9.96), rounded_per_head(560 / 18)
    (1.4, 10.0, 32.0)
    """
    tenths = float(round_up(count * 10)) / 10
    return tenths if tenths < SMALL else float(round_up(count))


def parts_of(total: float, weights: Mapping[str, float], step: float = 1) -> dict[str, float]:
    """*total* by team; nothing where there are no teams, or none with a weight."""
    if not any(weights.values()):
        return dict.fromkeys(weights, 0.0)
    return dict(zip(weights, allocate(total, list(weights.values()), step), strict=True))


def lane_of(
    company: Company, role: RoleTemplate, crew: Crew, steps: Sequence[Step], start: Counts, working_days: int
) -> Lane:
    """Work back from *start*, the first step's counts, along the rates of the others.

    A team with a rate of its own on the way is worked back by itself, rounded up at each stage; the other teams
    together with the company's rates, and then each gets its part.
    """
    rates = {step.rate for step in steps if step.rate}
    alone = {team: count for team, count in start.by_team.items() if rates & company.own(team).keys()}
    weights = {team: count for team, count in start.by_team.items() if team not in alone}
    together = exact_sum(weights.values()) if alone else start.total
    links = [Link(steps[0], start, crew, working_days)]
    for step in steps[1:]:
        assert step.rate is not None
        together = _stage(together, step.rate, company.input(step.rate))
        alone = {team: _stage(count, step.rate, company.input(step.rate, team)) for team, count in alone.items()}
        parts = {**parts_of(together, weights), **alone}
        counts = Counts(together + exact_sum(alone.values()), {team: parts[team] for team in start.by_team})
        links.append(Link(step, counts, crew, working_days))
    return Lane(role, crew, tuple(links))


def _stage(count: float, rate: str, value: float) -> float:
    """The stage before, rounded up."""
    return float(required_deals(count, value) if rate == "UNIT_PRICE" else required_count(count, value))
