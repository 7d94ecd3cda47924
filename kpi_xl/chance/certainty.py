"""Certainty: how many it takes to be sure, how sure one may be, and what a rate seen in a few trials is worth.

Counts come as independent trials. A rate that is known makes them binomial; a rate that rests on s successes in n
trials is itself uncertain and follows Beta(s + 1/2, n - s + 1/2) (Jeffreys' prior), which makes them beta-binomial.
A pace that rests on the count so far follows Gamma(count + 1/2, days) (Jeffreys' prior for a Poisson rate), which
makes what the days left will bring negative binomial (Gelman et al., "Bayesian Data Analysis", sections 2.6 and 2.8).
All results are exact: no normal approximation decides.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import numpy as np

from kpi_xl.chance.beta_binomial_tails import beta_binomial_tails
from kpi_xl.chance.incomplete_beta import Array, beta_quantile, beta_tails
from kpi_xl.chance.smallest_count import MOST_COUNT, Trial, smallest_counts
from kpi_xl.errors import ArgumentError
from kpi_xl.language import Text
from kpi_xl.rounding import round_up

DUST = 1e-11
"""A chance that misses the confidence by this share of what may fail has reached it: 0.1 is not 1 - 0.9 in binary."""
JEFFREYS = 0.5

def required_at(confidence: Any, outcome: Any, rate: Any) -> Any:
    """The smallest number of trials that brings *outcome* successes at *rate* with *confidence*. Scalars and arrays.

    Infinite where it takes more than `MOST_COUNT`.

    >>> float(required_at(0.8, 20, 0.2)), float(required_at(0.9, 20, 0.2))  # on average 100 would do
    (116.0, 126.0)
    """
    shape, (sure, wanted, chance) = _rows(confidence, outcome, rate)
    needed, result = _needed(wanted)  # right where every trial succeeds, or nothing is wanted
    open_rows = (needed > 0) & (chance < 1) & np.isfinite(result)
    if open_rows.any():
        sure, needed, chance = sure[open_rows], needed[open_rows], chance[open_rows]
        start = _cornish_fisher(sure, needed, chance)
        result[open_rows] = _smallest(start, needed, sure, _binomial(needed, chance))
    return result.reshape(shape)


def required_at_seen(confidence: Any, outcome: Any, successes: Any, trials: Any) -> Any:
    """As `required_at` where the rate is known only from *successes* in *trials*. Scalars and arrays.

    >>> float(required_at_seen(0.8, 20, 4, 20)), float(required_at_seen(0.9, 20, 4, 20))
    (148.0, 191.0)

    Raises:
        ArgumentError: fewer successes than 0, or more than trials.
    """
    seen, tried = np.asarray(successes, dtype=float), np.asarray(trials, dtype=float)
    if not np.all((seen >= 0) & (seen <= tried)):
        raise ArgumentError("successes", f"{successes} / {trials}", _NOT_WITHIN, _LESS)
    return required_at_uncertain(confidence, outcome, seen + JEFFREYS, tried - seen + JEFFREYS)


def required_at_uncertain(confidence: Any, outcome: Any, alpha: Any, beta: Any) -> Any:
    """As `required_at` where the rate follows Beta(*alpha*, *beta*), both above 0. Scalars and arrays.

    An alpha below 1/2 knows less than nothing seen: the rate of a group in which nobody has won for months.
    """
    shape, (sure, wanted, a, b) = _rows(confidence, outcome, alpha, beta)
    if not ((a > 0) & (b > 0)).all():
        raise ArgumentError("alpha, beta", f"{alpha}, {beta}", _NOT_ABOVE_0, _MORE)
    needed, result = _needed(wanted)
    open_rows = (needed > 0) & np.isfinite(result)
    if open_rows.any():
        sure, needed, a, b = (each[open_rows] for each in (sure, needed, a, b))
        result[open_rows] = _smallest(_log_normal(sure, needed, a, b), needed, sure, _beta_binomial(needed, a, b))
    return result.reshape(shape)


def _needed(wanted: Array) -> tuple[Array, Array]:
    """The whole successes wanted, and the same where they can be counted, else infinite."""
    needed = round_up(wanted)
    return needed, np.where(needed <= MOST_COUNT, needed, np.inf)


def chance_of_target(
    actual: Any, target: Any, elapsed: Any, total: Any, past_count: Any = 0.0, past_days: Any = 0.0
) -> Any:
    """The probability of reaching *target* in *total* days with *actual* after *elapsed*. Scalars and arrays of counts.

    The pace is judged from *actual* in *elapsed* days, and from *past_count* in *past_days* before them where given;
    one of the two must not be 0. 1 where the target is reached, 0 where no day is left.

    >>> round(float(chance_of_target(24, 30, 14, 18)), 4), float(chance_of_target(30, 30, 14, 18))
    (0.6674, 1.0)
    """
    shape, (done, wanted, gone, days, past, before) = _rows(actual, target, elapsed, total, past_count, past_days)
    missing, left = round_up(wanted - done), days - gone
    result = (missing <= 0).astype(float)
    is_open = (missing > 0) & (left > 0)
    if is_open.any():
        missing, left = missing[is_open], left[is_open]
        shape_seen, days_seen = (done + past)[is_open] + JEFFREYS, (gone + before)[is_open]
        result[is_open] = beta_tails(left / (left + days_seen), missing, shape_seen, days_seen / (left + days_seen))[0]
    return result.reshape(shape)


def rate_range(successes: Any, trials: Any, confidence: Any = 0.9) -> tuple[Any, Any]:
    """The low and high end within which the true rate lies with *confidence*: Jeffreys' interval. Scalars and arrays.

    The low end is 0 without a success and the high end 1 without a failure (Brown, Cai and DasGupta, "Interval
    Estimation for a Binomial Proportion", Statistical Science 16, 2001).

    >>> [round(float(end), 4) for end in rate_range(4, 20)]
    [0.0873, 0.3727]
    """
    shape, (seen, tried, sure) = _rows(successes, trials, confidence)
    outside = (1 - sure) / 2
    alpha, beta = seen + JEFFREYS, tried - seen + JEFFREYS
    low = np.where(seen <= 0, 0.0, beta_quantile(outside, alpha, beta))
    high = np.where(seen >= tried, 1.0, beta_quantile(1 - outside, alpha, beta))
    return low.reshape(shape), high.reshape(shape)


def _rows(*values: Any) -> tuple[tuple[int, ...], list[Array]]:
    """The common shape, and each argument as one row of that many numbers."""
    spread = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values))
    return spread[0].shape, [each.ravel() for each in spread]


def _cornish_fisher(confidence: Array, needed: Array, rate: Array) -> Array:
    """Near the quantile of the negative binomial distribution, whatever its skewness."""
    z = _normal_quantile(confidence)
    deviation = np.sqrt(needed * (1 - rate)) / rate
    skewness = (2 - rate) / np.sqrt(needed * (1 - rate))
    kurtosis = (6 + rate * rate / (1 - rate)) / needed
    spread = z + skewness * (z * z - 1) / 6 + kurtosis * z * (z * z - 3) / 24 - skewness**2 * z * (2 * z * z - 5) / 36
    return needed / rate + deviation * spread


def _log_normal(confidence: Array, needed: Array, alpha: Array, beta: Array) -> Array:
    """As many as the mean rate takes, and more by what is uncertain in the rate and in the trials."""
    rate = alpha / (alpha + beta)
    variance = (1 - rate) / needed + 1 / alpha - 1 / (alpha + beta)
    return needed / rate * np.exp(np.minimum(_normal_quantile(confidence) * np.sqrt(variance), 25.0))


def _normal_quantile(probability: Array) -> Array:
    """Each value once: in a column the confidence is mostly the same."""
    values, places = np.unique(probability, return_inverse=True)
    standard = NormalDist()
    return np.array([standard.inv_cdf(float(value)) for value in values])[places]


Tails = Callable[[Array, Array], tuple[Array, Array, Array, Array]]
"""Rows and a count n for each: P(too few within n), P(enough), P(the last one comes at n), P(it comes at n + 1)."""


def _smallest(start: Array, least: Array, confidence: Array, tails: Tails) -> Array:
    """For each row the smallest count, *least* or more, that suffices with its confidence; infinite beyond `MOST_COUNT`."""

    def attempt(rows: Array, count: Array) -> Trial:
        too_few, enough, at_count, at_next = tails(rows, count)
        sure = confidence[rows]
        allowed, asked = (1 - sure) * (1 + DUST), sure * (1 - DUST)

        def suffices(more: Array) -> Array:
            # the smaller of the two sides has the digits to tell
            return np.where(sure < 0.5, enough + more >= asked, too_few - more <= allowed)

        with np.errstate(all="ignore"):
            step = np.log(too_few / allowed) * too_few / (at_count * count)
        step = np.where(np.isnan(step), np.where(too_few > allowed, np.inf, -np.inf), step)
        return Trial(suffices(np.zeros_like(count)), suffices(-at_count), suffices(at_next), step)

    return smallest_counts(start, least, attempt)


def _binomial(needed: Array, rate: Array) -> Tails:
    """The k-th success comes at n + 1: C(n, k - 1) p^k q^(n - k + 1), which is the beta weight / (n - k + 1)."""

    def tails(rows: Array, count: Array) -> tuple[Array, Array, Array, Array]:
        k, p = needed[rows], rate[rows]
        failures = count - k + 1
        enough, too_few, weight = beta_tails(p, k, failures)
        at_next = weight / failures
        return too_few, enough, at_next * failures / (count * (1 - p)), at_next

    return tails


def _beta_binomial(needed: Array, alpha: Array, beta: Array) -> Tails:
    """The k-th success comes at n + 1: P(k - 1 of n) (alpha + k - 1) / (alpha + beta + n)."""

    def tails(rows: Array, count: Array) -> tuple[Array, Array, Array, Array]:
        k, a, b = needed[rows], alpha[rows], beta[rows]
        too_few, enough, top = beta_binomial_tails(k, count, a, b)
        at_next = top * (a + k - 1) / (a + b + count)
        at_count = at_next * (count - k + 1) * (a + b + count) / (count * (b + count - k))
        return too_few, enough, at_count, at_next

    return tails


_NOT_WITHIN = Text("成功数は0以上、試行数以下です", "successes lie between 0 and the trials")
_NOT_ABOVE_0 = Text("0より大きい数が必要です", "must be above 0")
_LESS = Text("試行数以下の成功数を入力してください", "Enter successes of at most the trials")
_MORE = Text("0より大きい数を入力してください", "Enter numbers above 0")
