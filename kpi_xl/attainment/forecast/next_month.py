"""Next month: how much activity an outcome takes on average, and how much to make it in 80 or 90 months of 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kpi_xl.attainment.deals.attempts import DealAttempts
from kpi_xl.attainment.forecast.backtest import CONFIDENCES
from kpi_xl.attainment.report.history import counted_rate
from kpi_xl.attainment.report.model import Result, StageRow
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.rate_forecast import LEAST_TRIALS, required_trials
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import STOCK_KINDS, Kpi
from kpi_xl.rounding import round_up
from kpi_xl.targets import required_count


@dataclass(frozen=True)
class ActivityNeeded:
    """The activity that brings an outcome, by the member's own rate."""

    member: str
    rate: Kpi
    forecast: Forecast  #: of the rate, with its n
    outcome: StageRow  #: whose target is to be made
    activity: StageRow  #: that it takes
    expected: int  #: on average: enough in about every other month
    at: Mapping[float, int | TooLittle]  #: confidence -> activity
    attempts: DealAttempts | None = None  #: where the rate is one of deals, and *expected* and *at* count deals; what is behind it

    def activities(self, count: int) -> int:
        """The activity that *count* trials take: of deals, the meetings of each."""
        return count if self.attempts is None else int(round_up(count * self.attempts.per_deal))

    @property
    def wanted(self) -> int:
        """The outcome's count."""
        return int(round_up(self.outcome.target or 0.0))


def activities_needed(
    results: Sequence[Result], rates: Mapping[str, Mapping[str, Forecast]],
    attempts: Mapping[tuple[str, str], DealAttempts] = MappingProxyType({}),
) -> dict[str, ActivityNeeded]:  # fmt: skip
    """Member -> what next month takes, where its targets are this month's; without those who have no rate to go by.

    Args:
        results: of one role.
        rates: KPI id -> member -> the rate as it is expected. Of several the one nearest to the goal counts.
        attempts: (KPI id, member) -> the deals behind the rate, where it is one of deals.
    """
    plans = [plan for result in results if (plan := _plan(result, rates)) is not None]
    forecasts, wanted = [plan.forecast for plan in plans], [plan.wanted for plan in plans]
    at = {confidence: required_trials(confidence, wanted, forecasts) for confidence in CONFIDENCES}
    return {
        plan.member: replace(
            plan, attempts=attempts.get((plan.rate.id, plan.member)), at={confidence: counts[place] for confidence, counts in at.items()}
        )
        for place, plan in enumerate(plans)
    }


def _plan(result: Result, rates: Mapping[str, Mapping[str, Forecast]]) -> ActivityNeeded | None:
    """The plain count, without a confidence as yet."""
    stages = {row.stage.tally: row for row in result.funnel}
    for outcome in reversed(result.funnel):
        for kpi in result.role.kpis:
            measure, forecast = counted_rate(kpi), rates.get(kpi.id, {}).get(result.name)
            if measure is None or forecast is None or measure.of != outcome.stage.tally or not outcome.target:
                continue
            activity = stages.get(measure.to)
            if _has_none(forecast):
                return None  # somebody else's rate would say how many thousand would be needed
            if activity is not None and not set(measure.to.kinds) <= set(STOCK_KINDS):  # nobody does customers
                expected = int(required_count(int(round_up(outcome.target)), forecast.mean))
                return ActivityNeeded(result.name, kpi, forecast, outcome, activity, expected, {})
    return None


def _has_none(forecast: Forecast) -> bool:
    """True of whoever has tried often and never once succeeded: who hands deals over wins none."""
    return forecast.own_count == 0 and forecast.own_exposure >= LEAST_TRIALS
