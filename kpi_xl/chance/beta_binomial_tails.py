"""Tails of the beta-binomial distribution, on whole arrays, at a cost that does not grow with the counts.

Few successes are added up term by term. Beyond `MOST_TERMS`, fewer than k successes come of n trials where the rate p
lies below U, the k-th of n uniform numbers, which follows Beta(k, n - k + 1). P(p < U) is an integral of the narrower
density times the other's tail, over the log odds; there both are bells, and the trapezoidal rule over a whole bell is
right to all digits with two nodes a standard deviation (Trefethen and Weideman, SIAM Review 56 (2014) 385).
"""

from __future__ import annotations

import math

import numpy as np

from kpi_xl.chance.incomplete_beta import TINY, Array, beta_tails, log_beta_weight, logistic

MOST_TERMS = 128
MOST_NODES = 320
"""For the widest density, one failure of any number; 76 where there are hundreds of both."""
WIDEST_STEP = 0.3
"""Between nodes, in log odds: the poles of the logistic function lie pi away."""
DEVIATIONS, FALL = 13.0, 60.0
"""How far the nodes go on either side; what lies beyond is less than e^-60 of the top."""
LEAST_LOG = -600.0
"""Of a probability that can be multiplied up to 1 without a number beyond what a float holds."""
MOST_CELLS = 1 << 15
"""Of a block of rows and terms: what fits into the processor's cache takes half the time."""


def beta_binomial_tails(k: Array, trials: Array, alpha: Array, beta: Array) -> tuple[Array, Array, Array]:
    """P(fewer than k of *trials*), P(k or more) and P(k - 1), for arrays of one dimension and one size, 1 <= k <= trials.

    >>> [round(float(each[0]), 12) for each in beta_binomial_tails(*(np.array([each]) for each in (2.0, 3.0, 2.0, 2.0)))]
    [0.5, 0.5, 0.3]
    """
    log_top = _log_probability(k - 1, trials, alpha, beta)
    top = np.exp(log_top)
    fewer, more = np.empty_like(top), np.empty_like(top)
    by_length = np.argsort(k, kind="stable")
    few = int(np.searchsorted(k[by_length], MOST_TERMS, side="right"))
    for rows in _blocks(by_length[:few], MOST_TERMS):
        fewer[rows] = np.minimum(1.0, _sum_of_terms(log_top[rows], k[rows], trials[rows], alpha[rows], beta[rows]))
        more[rows] = 1 - fewer[rows]
    for rows in _blocks(by_length[few:], MOST_NODES):
        fewer[rows], more[rows] = _integrals(k[rows], trials[rows], alpha[rows], beta[rows])
    return fewer, more, top


def _blocks(rows: Array, width: int) -> list[Array]:
    size = MOST_CELLS // width
    return [rows[first : first + size] for first in range(0, rows.size, size)]


def _log_probability(successes: Array, trials: Array, alpha: Array, beta: Array) -> Array:
    """ln P(*successes* of *trials*): by Bayes' rule at any rate, here at the mean that they leave."""
    total = alpha + beta + trials
    rate, rest = (alpha + successes) / total, (beta + trials - successes) / total
    of_rate = log_beta_weight(rate, rest, alpha, beta) - log_beta_weight(
        rate, rest, alpha + successes, beta + trials - successes
    )
    of_trials = log_beta_weight(rate, rest, successes + 1, trials - successes + 1)
    return of_rate + of_trials - np.log(trials + 1) - np.log(rate) - np.log(rest)


def _sum_of_terms(log_top: Array, k: Array, trials: Array, alpha: Array, beta: Array) -> Array:
    """P(k - 1 or fewer): the terms from k - 1 down, each from the one before."""
    steps = np.arange(1, int(k.max()), dtype=float)
    done, n = np.maximum(k[:, None] - steps, 0.0), trials[:, None]  # from that many to one fewer; 0 ends the row
    a, b = alpha[:, None], beta[:, None]
    with np.errstate(all="ignore"):
        falls = done * (b + n - done) / ((n - done + 1) * (a + done - 1))
        falls[done == 0] = 0.0
        total = np.exp(log_top) * (1 + np.cumprod(falls, axis=1).sum(axis=1))
        far = (log_top < LEAST_LOG) | ~np.isfinite(total)  # where rare rates make k - 1 all but impossible
        logs = log_top[far, None] + np.log(falls[far]).cumsum(axis=1)
    total[far] = np.exp(log_top[far]) + np.exp(logs).sum(axis=1)
    return total


def _integrals(k: Array, trials: Array, alpha: Array, beta: Array) -> tuple[Array, Array]:
    """P(p < U) and P(U < p)."""
    misses = trials - k + 1
    is_rate_wider = _spread(alpha, beta) >= _spread(k, misses)
    a, other_a = np.where(is_rate_wider, k, alpha), np.where(is_rate_wider, alpha, k)
    b, other_b = np.where(is_rate_wider, misses, beta), np.where(is_rate_wider, beta, misses)
    deviation = np.sqrt(1 / a + 1 / b)
    left, right = DEVIATIONS * deviation + FALL / a, DEVIATIONS * deviation + FALL / b
    wanted = (left + right) / np.minimum(WIDEST_STEP, deviation / 2)
    nodes = min(MOST_NODES, math.ceil(float(wanted.max())))
    step = (left + right) / nodes
    odds = (np.log(a) - np.log(b) - left)[:, None] + step[:, None] * np.arange(nodes + 1)
    x, rest = np.maximum(logistic(odds), TINY).ravel(), np.maximum(logistic(-odds), TINY).ravel()
    a, b, other_a, other_b = (np.repeat(each, nodes + 1) for each in (a, b, other_a, other_b))
    weight = np.exp(log_beta_weight(x, rest, a, b))
    lower, upper, _ = beta_tails(x, other_a, other_b, rest)
    below, above = (((weight * tail).reshape(odds.shape).sum(axis=1) * step) for tail in (lower, upper))
    fewer, more = np.where(is_rate_wider, below, above), np.where(is_rate_wider, above, below)
    return np.minimum(fewer, 1.0), np.minimum(more, 1.0)


def _spread(a: Array, b: Array) -> Array:
    """About the variance of the log odds."""
    return 1 / a + 1 / b + 0.5 / (a * a) + 0.5 / (b * b)
