"""The goals of one role, and what they take of the people who share them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_xl.definitions import WAY_BACK, Kpi, RoleTemplate
from kpi_xl.periods import DAYS_PER_WEEK, Month, Period, fiscal_year_months
from kpi_xl.rounding import round_up
from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.reverse import required_count
from kpi_xl.targets.stages import required_stage
from kpi_xl.workdays import WorkCalendar


@dataclass(frozen=True)
class RolePlan:
    """The goals of one role's workbook."""

    role: RoleTemplate
    inputs: Mapping[str, float]  #: KGI_AMOUNT (the team's, a month) and the rates of the way back
    overrides: Mapping[str, float] = field(default_factory=dict)  #: KPI id -> target per person typed by hand
    month_weights: Mapping[int, float] = field(default_factory=dict)  #: month of the year -> seasonality weight

    def kgi_amount(self, month: Month, first_month: int = 4) -> float:
        """KGI_AMOUNT of one month: the year's twelve, spread by the weights, sum exactly to 12 x KGI_AMOUNT."""
        amount = self.inputs["KGI_AMOUNT"]
        months = fiscal_year_months(month, first_month)
        weights = [self.month_weights.get(each.month, 1.0) for each in months]
        if len(set(weights)) == 1:
            return amount
        return allocate(amount * 12, weights)[months.index(month)]

    def team_target(
        self,
        kpi: Kpi,
        people: int,
        month: Month,
        calendar: WorkCalendar,
        first_month: int = 4,
        everybody: int | None = None,
        of_track: float | None = None,
    ) -> float:
        """The target of *people* together for an additive KPI, of each of them for any other.

        Args:
            everybody: how many share the goal; where only some of them have the KPI (BDRs call, SDRs do not), it
                is worked back from their part of the goal ...
            of_track: ... or from what they owe of the KPI before it: `RoleTemplate.before`.
        """
        if not kpi.is_additive:
            people = 1
        if kpi.id in self.overrides:
            return self.overrides[kpi.id] * people
        if kpi.input == "KGI_AMOUNT":
            return self.kgi_amount(month, first_month)
        if kpi.input:
            return self.inputs[kpi.input]
        if kpi.reverse is None:
            return kpi.target * people
        if of_track is not None:
            count = float(required_count(of_track, self.inputs[WAY_BACK[kpi.reverse][-1]]))
            return per_period(count, kpi.period, calendar.days_in(month))
        amount = self.kgi_amount(month, first_month)
        if kpi.track and everybody:
            amount = amount * people / everybody
        inputs = {**self.inputs, "KGI_AMOUNT": amount}
        return per_period(required_stage(kpi.reverse, inputs), kpi.period, calendar.days_in(month))


def per_period(count: float, period: Period, working_days: int) -> float:
    """A month's count as a whole number for each *period* of it, rounded up.

    >>> per_period(1_000, Period.DAY, 20), per_period(40, Period.WEEK, 20)
    (50.0, 10.0)
    """
    if period is Period.DAY:
        return float(round_up(count / working_days))
    if period is Period.WEEK:
        return float(round_up(count / (working_days / DAYS_PER_WEEK)))
    return float(count)
