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

from kpi_xl.chance.beta_binomial import log_gamma
from kpi_xl.chance.incomplete_beta import Array, beta_quantile, beta_tails, log_gamma_ratio
from kpi_xl.rounding import round_up

DUST = 1e-11
"""A chance that misses the confidence by this share of what may fail has reached it: 0.1 is not 1 - 0.9 in binary."""
JEFFREYS = 0.5
LONGEST_STEP = 1.4
"""Of Newton's method, in the logarithm of the count: four times or a quarter."""
NEWTON_STEPS = 20
"""After these the bracket is halved instead."""
BLOCK = 128
"""Terms computed at once for each row."""
MOST_CELLS = 1 << 15
"""Of a block of rows and terms: what fits into the processor's cache takes half the time."""

Evaluation = Callable[[Array, Array], tuple[Array, Array, Array]]
"""Rows and a count n for each: P(too few within n), P(the last one comes at n), P(it comes at n + 1)."""


def required_at(confidence: Any, outcome: Any, rate: Any) -> Any:
    """The smallest number of trials that brings *outcome* successes at *rate* with *confidence*. Scalars and arrays.

    >>> float(required_at(0.8, 20, 0.2)), float(required_at(0.9, 20, 0.2))  # on average 100 would do
    (116.0, 126.0)
    """
    shape, (sure, wanted, chance) = _rows(confidence, outcome, rate)
    needed = round_up(wanted)
    result = needed.copy()  # right where every trial succeeds, or nothing is wanted
    open_rows = (needed > 0) & (chance < 1)
    if open_rows.any():
        sure, needed, chance = sure[open_rows], needed[open_rows], chance[open_rows]
        start = _cornish_fisher(sure, needed, chance)
        result[open_rows] = _smallest(start, needed, sure, _binomial(needed, chance))
    return result.reshape(shape)


def required_at_seen(confidence: Any, outcome: Any, successes: Any, trials: Any) -> Any:
    """As `required_at` where the rate is known only from *successes* in *trials*. Scalars and arrays.

    >>> float(required_at_seen(0.8, 20, 4, 20)), float(required_at_seen(0.9, 20, 4, 20))
    (148.0, 191.0)
    """
    shape, (sure, wanted, seen, tried) = _rows(confidence, outcome, successes, trials)
    needed = round_up(wanted)
    result = needed.copy()
    open_rows = needed > 0
    if open_rows.any():
        sure, needed, alpha, beta = (
            each[open_rows] for each in (sure, needed, seen + JEFFREYS, tried - seen + JEFFREYS)
        )
        start = _log_normal(sure, needed, alpha, beta)
        result[open_rows] = _smallest(start, needed, sure, _beta_binomial(needed, alpha, beta))
    return result.reshape(shape)


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
        result[is_open] = beta_tails(left / (left + days_seen), missing, shape_seen)[0]
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


def _smallest(start: Array, least: Array, confidence: Array, evaluate: Evaluation) -> Array:
    """For each row the smallest count, *least* or more, within which too few come with at most 1 - *confidence*.

    Newton's method on the logarithm of what may fail, within a bracket; each evaluation judges n - 1, n and n + 1.
    """
    allowed = (1 - confidence) * (1 + DUST)
    result, rows = np.empty_like(start), np.arange(start.size)
    count, below, enough = np.maximum(np.round(start), least), least - 1, np.full_like(start, np.inf)
    step_number = 0
    while rows.size:
        too_few, at_count, at_next = evaluate(rows, count)
        limit = allowed[rows]
        reaches, reached_before, next_reaches = too_few <= limit, too_few + at_count <= limit, too_few - at_next <= limit
        found = np.where(reaches, ~reached_before, next_reaches)
        result[rows[found]] = (count + ~reaches)[found]
        below, enough = np.where(reaches, below, count + 1), np.where(reaches, count - 1, enough)
        step_number += 1
        count = _next_count(count, below, enough, too_few, at_count, limit, step_number <= NEWTON_STEPS)
        rows, count, below, enough = (each[~found] for each in (rows, count, below, enough))
    return result


def _next_count(
    count: Array, below: Array, enough: Array, too_few: Array, at_count: Array, limit: Array, is_newton: bool
) -> Array:
    with np.errstate(all="ignore"):
        step = np.log(too_few / limit) * too_few / (at_count * count)
        step = np.where(np.isnan(step), np.where(too_few > limit, np.inf, -np.inf), step)
        wanted = np.round(count * np.exp(np.clip(step, -LONGEST_STEP, LONGEST_STEP)))
    middle = np.where(np.isfinite(enough), np.floor((below + enough + 1) / 2), count * 4)
    lies_within = (wanted > below) & (wanted <= enough)
    return np.where(lies_within & is_newton, wanted, middle)


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


def _binomial(needed: Array, rate: Array) -> Evaluation:
    """The k-th success comes at n + 1: C(n, k - 1) p^k q^(n - k + 1), which is the beta weight / (n - k + 1)."""

    def evaluate(rows: Array, count: Array) -> tuple[Array, Array, Array]:
        k, p = needed[rows], rate[rows]
        failures = count - k + 1
        _, too_few, weight = beta_tails(p, k, failures)
        at_next = weight / failures
        return too_few, at_next * failures / (count * (1 - p)), at_next

    return evaluate


def _beta_binomial(needed: Array, alpha: Array, beta: Array) -> Evaluation:
    """The k-th success comes at n + 1: P(k - 1 of n) (alpha + k - 1) / (alpha + beta + n)."""

    def evaluate(rows: Array, count: Array) -> tuple[Array, Array, Array]:
        k, a, b = needed[rows], alpha[rows], beta[rows]
        top = _log_top(count, k, a, b)
        too_few = np.minimum(1.0, np.exp(top + np.log(_terms_below(count, k, a, b))))
        at_next = np.exp(top) * (a + k - 1) / (a + b + count)
        at_count = at_next * (count - k + 1) * (a + b + count) / (count * (b + count - k))
        return too_few, at_count, at_next

    return evaluate


def _log_top(count: Array, k: Array, alpha: Array, beta: Array) -> Array:
    """ln P(k - 1 of *count*) of the beta-binomial distribution."""
    less, more = np.minimum(alpha, beta), np.maximum(alpha, beta)
    return (
        log_gamma_ratio(k, alpha - 1) + log_gamma_ratio(count - k + 2, beta - 1)
        - log_gamma_ratio(count + 1, alpha + beta - 1) + log_gamma_ratio(more, less) - log_gamma(less)
    )  # fmt: skip


def _terms_below(count: Array, k: Array, alpha: Array, beta: Array) -> Array:
    """P(k - 1 or fewer of *count*) / P(k - 1): the terms from k - 1 down, each from the one before."""
    result, by_length = np.empty_like(count), np.argsort(k)
    for first in range(0, count.size, MOST_CELLS // BLOCK):
        part = by_length[first : first + MOST_CELLS // BLOCK]
        columns = (each[part, None] for each in (count, k, alpha, beta))
        result[part] = _terms_of(*columns, width=int(min(BLOCK, k[part].max())))
    return result


def _terms_of(count: Array, k: Array, alpha: Array, beta: Array, *, width: int) -> Array:
    total, last = np.ones(count.shape[0]), np.ones_like(count)
    steps = np.arange(1, width + 1, dtype=float)
    top = k - 1
    while True:
        successes = np.maximum(top + 1 - steps, 0)  # from that many to one fewer; 0 ends the row
        with np.errstate(all="ignore"):
            falls = successes * (beta + count - successes) / ((count - successes + 1) * (alpha + successes - 1))
            falls[successes == 0] = 0.0
            terms = np.cumprod(falls, axis=1) * last
        total += terms.sum(axis=1)
        top, last = top - width, terms[:, -1:]
        if (last[:, 0] * np.maximum(top[:, 0], 0) <= 1e-18 * total).all():
            return total
