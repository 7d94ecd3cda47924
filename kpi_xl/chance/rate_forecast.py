"""A member's rate next month, and how many trials a promise takes (80%, 90%).

The rate is Beta(alpha, beta) as `kpi_xl.chance.pooling` expects it; successes of n trials are then beta-binomial.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from kpi_xl.chance.beta_binomial import at_least, log_probability
from kpi_xl.chance.beta_binomial_tails import beta_binomial_tails
from kpi_xl.chance.certainty import required_at_uncertain
from kpi_xl.chance.monthly_counts import CountTable, MonthlyCounts
from kpi_xl.chance.pooling import Family, Forecast, MonthForecasts, pooled_forecasts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.errors import ArgumentError
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum

LEAST_TRIALS = 20
"""Below this even the whole group's rate is known only to +-18 points at 20% (95%); a count from it says nothing."""
MOST_TIMES = 10
"""A promise that takes ten times the plain count tells how little is known, not how much to do."""
_DUST = 1e-12
MOST_LISTED = 100_000
"""Trials up to which all chances are listed at once."""


class Rates(Family):
    """Successes of trials; before the first month Jeffreys' prior, half a success of one trial."""

    worths = (10.0, 40.0, 160.0, 640.0, 3_000.0)  # trials
    limits = (30.0, 100.0, 400.0, 2_000.0, 1e9)
    first_mean, first_weight = 0.5, 1.0
    most = 1 - 1e-9
    alike = 0.0

    def log_probability(self, counts: Any, exposures: Any, mean: Any, weight: Any) -> Any:
        return log_probability(counts, exposures, mean * weight, (1 - mean) * weight, weight)

    def variance(self, mean: Any, weight: Any) -> Any:
        return mean * (1 - mean) / (weight + 1)

    def count_variance(self, exposures: Any, mean: Any, weight: Any) -> Any:
        return exposures * mean * (1 - mean) * (weight + exposures) / (weight + 1)

    def weight(self, mean: Any, variance: Any) -> Any:
        return mean * (1 - mean) / variance - 1


def monthly_rate_forecasts(history: Sequence[MonthlyCounts], watched: Collection[str] | None = None) -> Iterator[MonthForecasts]:
    """For each month after the first, and the one after the last: every member's rate, from earlier months alone.

    Args:
        history: successes and trials of the members of one role, for one rate; a member who has none yet takes part
            with 0 of 0 and gets the group's rate.
        watched: the members whose past months are foretold; None: everybody's.

    Raises:
        ArgumentError: a month with more successes than trials.
    """
    wrong = next((each for each in history if each.count > each.exposure), None)
    if wrong is not None:
        raise ArgumentError(f"{wrong.member} {wrong.month}", wrong.count, _MORE_THAN_TRIALS, _ATTRIBUTE)
    return pooled_forecasts(CountTable.of(history), Rates(), watched) if history else iter(())


def rate_forecasts(history: Sequence[MonthlyCounts]) -> Mapping[str, Forecast] | TooLittle:
    """Member -> the rate expected in the month after the last.

    >>> from kpi_xl.periods import Month
    >>> history = [MonthlyCounts("佐藤", Month(2026, month), 6, 30) for month in range(1, 7)]
    >>> forecasts = rate_forecasts([*history, MonthlyCounts("新人", Month(2026, 6), 1, 2)])
    >>> [f"{forecasts[name].mean:.2f}" for name in ("佐藤", "新人")]  # 1 of 2 is not taken for 50%
    ['0.21', '0.23']
    """
    trials = exact_sum(each.exposure for each in history)
    if trials < LEAST_TRIALS:
        return TooLittle(_FEW_TRIALS.format(trials=f"{trials:.0f}", least=LEAST_TRIALS))
    if not any(each.count for each in history):
        # the prior alone would speak, and tell a share of a percent for a rate that nobody has seen
        return TooLittle(_NO_SUCCESS.format(trials=f"{trials:.0f}"))
    return next(monthly_rate_forecasts(history, watched=()))[1]


def required_trials(
    confidence: float, outcomes: Sequence[int], forecasts: Sequence[Forecast]
) -> list[int | TooLittle]:
    """The fewest trials of each member that bring the member's outcome, or more successes, with probability *confidence*.

    >>> from kpi_xl.periods import Month
    >>> forecast = Forecast("佐藤", Month(2026, 11), 4.5 / 21, 21, 4, 20)  # 4 of 20 and Jeffreys' prior
    >>> required_trials(0.8, [20], [forecast]), required_trials(0.9, [20], [forecast])
    ([148], [191])
    """
    _check_confidence(confidence)
    alphas, betas = [forecast.alpha for forecast in forecasts], [forecast.beta for forecast in forecasts]
    found = required_at_uncertain(confidence, list(outcomes), alphas, betas) if outcomes else ()
    return [
        _if_certain(needed, outcome, forecast)
        for needed, outcome, forecast in zip(found, outcomes, forecasts, strict=True)
    ]


def _if_certain(needed: float, outcome: int, forecast: Forecast) -> int | TooLittle:
    if outcome > 0 and needed > MOST_TIMES * outcome / forecast.mean:
        return TooLittle(_TOO_UNCERTAIN.format(times=MOST_TIMES, trials=f"{forecast.own_exposure:.0f}"))
    return max(0, int(needed))


def chance(outcome: int, trials: int, forecast: Forecast) -> float:
    """The probability of *outcome* successes or more from *trials*."""
    import numpy as np  # late: the command line starts without it

    if outcome <= 0:
        return 1.0
    if outcome > trials:
        return 0.0
    _, more, _ = beta_binomial_tails(*(np.array([float(each)]) for each in (outcome, trials, forecast.alpha, forecast.beta)))
    return float(more[0])


def promised_count(confidence: float, trials: int, forecast: Forecast) -> tuple[int, float]:
    """The most successes that *trials* bring with probability *confidence*, and the probability that this count has.

    Counts are whole, so that probability is *confidence* or more.
    """
    return promised_counts((confidence,), [trials], [forecast])[0][0]


def promised_counts(
    confidences: Sequence[float], trials: Sequence[int], forecasts: Sequence[Forecast]
) -> list[tuple[tuple[int, float], ...]]:
    """`promised_count` of each of *forecasts*, at each of *confidences*: those of as many trials are worked out together."""
    for confidence in confidences:
        _check_confidence(confidence)
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(trials):
        places[number].append(place)
    found: dict[int, tuple[tuple[int, float], ...]] = {}
    for number, its in places.items():
        work_out = _listed if number <= MOST_LISTED else _searched
        found |= zip(its, work_out(confidences, number, [forecasts[place] for place in its]), strict=True)
    return [found[place] for place in range(len(trials))]


def _listed(confidences: Sequence[float], trials: int, forecasts: Sequence[Forecast]) -> Iterator[tuple[tuple[int, float], ...]]:
    import numpy as np

    alphas, betas = (np.array([[getattr(each, name)] for each in forecasts]) for name in ("alpha", "beta"))
    reached = at_least(trials, alphas, betas)  # falls with the count
    rows, columns = np.arange(len(forecasts)), []
    for confidence in confidences:
        counts = (reached >= confidence - _DUST).sum(axis=-1) - 1
        columns.append(zip(counts.tolist(), np.minimum(1.0, reached[rows, counts]).tolist(), strict=True))
    return zip(*columns, strict=True)


def _searched(confidences: Sequence[float], trials: int, forecasts: Sequence[Forecast]) -> Iterator[tuple[tuple[int, float], ...]]:
    """Halved until one count is left: 30 steps for a thousand million."""
    for forecast in forecasts:
        found = []
        for confidence in confidences:
            count = bisect_left(range(1, trials + 1), True, key=lambda each: chance(each, trials, forecast) < confidence - _DUST)
            found.append((count, chance(count, trials, forecast)))
        yield tuple(found)


def _check_confidence(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ArgumentError("confidence", confidence, _CONFIDENCE_RULE, _CONFIDENCE_REMEDY)


_MORE_THAN_TRIALS = Text("は母数（試行数）を超えています", "is more than there were trials")
_ATTRIBUTE = Text(
    "成果を、その元になった活動の月に割り当ててください", "Attribute the successes to the month of the activity they came from"
)
_FEW_TRIALS = Text(
    "実績が{least}件に満たないため、率を見積もれません（現在{trials}件）",
    "Fewer than {least} trials on record ({trials}): too few for a rate",
)
_NO_SUCCESS = Text(
    "{trials}件のうち成果がまだ1件もなく、率を見積もれません", "No success yet (trials: {trials}): there is no rate to estimate"
)
_TOO_UNCERTAIN = Text(
    "率の幅が広すぎて見積もれません：本人の実績は{trials}件で、単純計算の{times}倍の活動量でも、指定の確率に届きません",
    "The rate is too uncertain: with few trials on record ({trials}), even {times} times the simple count does not reach that probability",
)
_CONFIDENCE_RULE = Text("確率は0%より大きく100%未満です", "a probability is above 0% and below 100%")
_CONFIDENCE_REMEDY = Text("80%は「80%」または「0.8」と入力してください", "Write 80% as 80% or 0.8")
