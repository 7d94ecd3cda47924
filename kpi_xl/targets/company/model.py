"""A company: its goal, its split, what all roles share, and its teams.

Amounts are yen of an average month, rates are shares (25% is 0.25).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kpi_xl.definitions import ChainPart, RoleTemplate
from kpi_xl.periods import Month, fiscal_year_months
from kpi_xl.rounding import exact_sum
from kpi_xl.targets.allocation import allocate
from kpi_xl.units import half_up

USUAL_NEW_SHARE = 0.8
"""Of the goal comes from new business where nobody says otherwise."""
PERCENT = 100
"""A part of the goal up to it is a share, typed as 0.8, 80% or 80: nobody plans 80 yen."""
MAN_YEN = 10_000
"""Amounts of teams and members are whole 万円."""


@dataclass(frozen=True)
class Ramp:
    """How much of a full member somebody is in the first months, the month of joining first."""

    shares: tuple[float, ...] = (0.25, 0.5, 0.75, 1.0)  #: the last one holds from then on

    def of(self, joined: date | None, month: Month) -> float:
        """The part of somebody who joined then; 0 before that month.

        >>> [Ramp().of(date(2026, 10, 15), Month(2026, 8).plus(offset)) for offset in range(7)]
        [0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0]
        """
        if joined is None:
            return 1.0
        since = (month.year - joined.year) * 12 + month.month - joined.month
        return 0.0 if since < 0 else self.shares[min(since, len(self.shares) - 1)]


@dataclass(frozen=True)
class Capacity:
    """What one full member can take on."""

    meetings: float = 30  #: of field sales, a month
    requests: float = 12  #: of an SDR, a day
    calls: float = 50  #: of a BDR, a day


@dataclass(frozen=True)
class Team:
    """A team: its part of the goal, and its own price and rates where they differ from the company's."""

    name: str
    share: float | None = None  #: of the amounts of new and existing business; None: by the weights of its people
    own: Mapping[str, float] = field(default_factory=dict)  #: input name (UNIT_PRICE, WIN_RATE, …) -> value


@dataclass(frozen=True)
class Company:
    """The company's goal and everything that the chain is worked back with."""

    roles: tuple[RoleTemplate, ...]  #: that the workbook has a section for
    goal: float
    inputs: Mapping[str, float]  #: input name -> value, typed once and shared by all roles; without KGI_AMOUNT
    new: float | None = None  #: the goal of new business: an amount, or a share (0.8, or 80 for 80%); None: what the other leaves
    existing: float | None = None  #: of existing customers, alike; 80 : 20 where neither is given
    month_weights: Mapping[int, float] = field(default_factory=dict)  #: month of the year -> seasonality weight
    teams: tuple[Team, ...] = ()  #: those of the table; teams that only members name have nothing of their own
    ramp: Ramp = Ramp()
    sdr_share: float | None = None  #: of the meetings handed over, by the first track; None: by people
    own_meetings: float = 0  #: a month that new business wins itself, without a hand-over
    capacity: Capacity = Capacity()

    def does(self, part: ChainPart) -> bool:
        """True where one of its roles has that part in the chain."""
        return any(role.chain is part for role in self.roles)

    @property
    def new_amount(self) -> float:
        return self._amounts[0]

    @property
    def existing_amount(self) -> float:
        return self._amounts[1]

    @property
    def _amounts(self) -> tuple[float, float]:
        """What is typed, else what the other leaves of the goal (never below 0)."""
        new, existing = self._amount(self.new), self._amount(self.existing)
        if new is None:
            new = self._usual_new if existing is None else max(0.0, self.goal - existing)
        return new, max(0.0, self.goal - new) if existing is None else existing

    def _amount(self, typed: float | None) -> float | None:
        if typed is None or typed > PERCENT:
            return typed
        return self.goal * (typed if typed <= 1 else typed / PERCENT)

    @property
    def _usual_new(self) -> float:
        """Everything where only one of the two is done here."""
        if not self.does(ChainPart.CUSTOMERS):
            return self.goal
        return _whole(self.goal * USUAL_NEW_SHARE) if self.does(ChainPart.NEW_BUSINESS) else 0.0

    def goal_of(self, month: Month, first_month: int = 4) -> float:
        """The goal of one month: the year's twelve, spread by the weights, sum exactly to 12 x the goal."""
        months = fiscal_year_months(month, first_month)
        weights = [self.month_weights.get(each.month, 1.0) for each in months]
        if len(set(weights)) == 1:
            return self.goal
        return allocate(self.goal * 12, weights)[months.index(month)]

    def parts_of(self, month: Month, first_month: int = 4) -> tuple[float, float]:
        """New and existing business of one month, in the proportion of the year: whole yen, existing the rest of the goal."""
        goal = self.goal_of(month, first_month)
        if not self.goal or goal == self.goal:
            return self._amounts
        new, existing = (float(half_up(goal * amount / self.goal, 0)) for amount in self._amounts)
        return new, goal - new if exact_sum(self._amounts) == self.goal else existing

    def own(self, team: str) -> Mapping[str, float]:
        """The price and rates that a team does not share with the company."""
        return next((each.own for each in self.teams if each.name == team), {})

    def input(self, name: str, team: str = "") -> float:
        """A team's own value of an input, else the company's; a show rate that nobody gave is 100%."""
        own = self.own(team)
        if name in own:
            return own[name]
        return self.inputs.get(name, 1.0) if name == "SHOW_RATE" else self.inputs[name]


def _whole(amount: float) -> float:
    """80% of a goal in whole 万円: the odd yen stay with existing business."""
    return amount // MAN_YEN * MAN_YEN if amount >= MAN_YEN else amount
