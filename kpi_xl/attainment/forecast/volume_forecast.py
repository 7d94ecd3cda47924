"""A member's volume next month: calls, appointments or orders per working day, as expected from the months before.

The volume per working day is Gamma(alpha, weight) as `kpi_xl.chance.pooling` expects it (weight in working days); the
count of some days is then negative binomial, wider than Poisson as far as months have differed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from kpi_xl.attainment.forecast.quarter import USUAL, QuarterCourse
from kpi_xl.chance.beta_binomial import log_gamma
from kpi_xl.chance.monthly_counts import CountTable, MonthlyCounts
from kpi_xl.chance.pooling import Family, Forecast, MonthForecasts, pooled_forecasts
from kpi_xl.rounding import exact_sum

DIFFERENCES = (1.0, 0.35, 0.15, 0.07, 0.03, 0.01, 1e-6)
"""Relative variance of a member's months beyond chance: from "they differ by 100%" over 59, 39, 26, 17 and 10% to "not at all". Steps
in working days that were six times apart (18%, or 50% of an order every other day) left most companies between two of them."""


class Volumes(Family):
    """Counts of working days; before the first month some volume with the weight of one count."""

    worths = (0.05, 0.5, 4.0, 30.0, 250.0)  # working days: few at 50 calls a day, many at an order a week
    most = float("inf")
    alike = 0.2

    def __init__(self, first_mean: float) -> None:
        self.first_mean, self.first_weight = first_mean, 1 / first_mean
        self.limits = tuple(1 / (variance * first_mean) for variance in DIFFERENCES)

    def log_probability(self, counts: Any, exposures: Any, mean: Any, weight: Any) -> Any:
        import numpy as np  # late: the command line starts without it

        alpha, days = mean * weight, np.maximum(exposures, 1e-9)  # a month off has 0 of 0 days and tells nothing
        return (
            log_gamma(alpha + counts) - log_gamma(alpha) - log_gamma(np.asarray(counts) + 1.0)
            - alpha * np.log1p(days / weight) + counts * (np.log(days) - np.log(weight + days))
        )  # fmt: skip

    def variance(self, mean: Any, weight: Any) -> Any:
        return mean / weight

    def count_variance(self, exposures: Any, mean: Any, weight: Any) -> Any:
        return exposures * mean * (1 + exposures / weight)

    def weight(self, mean: Any, variance: Any) -> Any:
        return mean / variance


def monthly_volume_forecasts(
    history: Sequence[MonthlyCounts], watched: Collection[str] | None = None, course: QuarterCourse = USUAL
) -> Iterator[MonthForecasts]:
    """For each month after the first, and the one after the last: every member's volume, from earlier months alone.

    Args:
        history: counts and working days of the members of one role, for one activity; a member who was not there yet
            takes part with 0 of 0 days and gets the group's volume.
        watched: the members whose past months are foretold; None: everybody's.
        course: of the quarter; months are brought to the usual level, and what is foretold to that of its month.

    >>> from kpi_xl.periods import Month
    >>> history = [MonthlyCounts("佐藤", Month(2026, month), 30, 20) for month in range(1, 7)]
    >>> [(str(month), round(forecasts["佐藤"].mean, 1)) for month, forecasts in monthly_volume_forecasts(history, watched=())]
    [('2026-07', 1.5)]
    """
    table = CountTable.of(history) if history else None
    if table is None or not table.exposures.any():
        return
    first = table.months[int(table.exposures.any(axis=0).argmax())]
    if table.months[0] < first:  # nothing is foretold of the first month itself
        table = CountTable.of([each for each in history if each.month >= first])
    counts, exposures = (each[:, 0][table.exposures[:, 0] > 0].tolist() for each in (table.counts, table.exposures))
    # nothing at all in the first month is not "never"
    volume = max(0.5, exact_sum(counts) / course.factor(first)) / exact_sum(exposures)
    levels = {month: course.factor(month) for month in table.months}
    for month, forecasts in pooled_forecasts(table, Volumes(volume), watched, levels):
        judged_by = course.without(month)
        factor, error = judged_by.factor(month), judged_by.error(month)
        yield month, {member: _times(forecast, factor, error) for member, forecast in forecasts.items()}


def _times(forecast: Forecast, factor: float, error: float) -> Forecast:
    """*error*: relative variance of what is known of the factor."""
    mean = forecast.mean * factor
    weight = 1 / (factor / forecast.weight + mean * error)
    return Forecast(forecast.member, forecast.month, mean, weight, forecast.own_count, forecast.own_exposure)
