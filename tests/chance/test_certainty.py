"""Certainty against a second implementation: sums of exact fractions, and of 60 digits where counts are large."""

from __future__ import annotations

import random
from decimal import Decimal, localcontext
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi_xl.chance.certainty import chance_of_target, rate_range, required_at, required_at_seen, required_at_uncertain
from kpi_xl.errors import ArgumentError

HALF = Fraction(1, 2)
MOST = 400
"""Counts beyond are left to the test with 60 digits."""

CONFIDENCES = st.one_of(st.sampled_from([500, 800, 900, 950, 990, 750]), st.integers(1, 999)).map(lambda n: Fraction(n, 1000))


def smallest(confidence: Fraction, outcome: int, rate: Fraction) -> int:
    """Chance by chance that the last success comes with the n-th trial, until they suffice."""
    count, chance = outcome, rate**outcome
    total = chance
    while total < confidence:
        chance = chance * (1 - rate) * count / (count + 1 - outcome)
        count += 1
        total += chance
    return count


def smallest_seen(confidence: Fraction, outcome: int, alpha: Fraction, beta: Fraction) -> int | None:
    """The same with a rate that follows Beta(alpha, beta); None beyond `MOST`."""
    chance = Fraction(1)
    for success in range(outcome):
        chance *= (alpha + success) / (alpha + beta + success)
    count, total = outcome, chance
    while total < confidence and count <= MOST:
        chance = chance * count / (count - outcome + 1) * (beta + count - outcome) / (alpha + beta + count)
        count += 1
        total += chance
    return count if total >= confidence else None


@given(CONFIDENCES, st.integers(1, 25), st.integers(25, 1000).map(lambda n: Fraction(n, 1000)))
def test_required_count_is_the_exact_one(confidence, outcome, rate):
    """Not one more, not one fewer, and a tie such as 75% of two coins suffices."""
    assert required_at(float(confidence), outcome, float(rate)) == smallest(confidence, outcome, rate)


@given(CONFIDENCES, st.integers(1, 20), st.integers(0, 30), st.integers(0, 30).filter(bool))
def test_required_count_of_a_rate_that_was_seen_is_the_exact_one(confidence, outcome, successes, failures):
    """Successes of 0 too: Jeffreys' prior still knows that some will come."""
    exact = smallest_seen(confidence, outcome, successes + HALF, failures + HALF)
    ours = required_at_seen(float(confidence), outcome, successes, successes + failures)
    assert ours == exact if exact else ours > MOST


def test_a_column_is_what_its_rows_are():
    """100,000 rows are computed together; the n-th must not depend on its neighbours."""
    chance = random.Random(5)
    rows = [(chance.randint(500, 999), chance.randint(0, 20), chance.randint(30, 1000)) for _ in range(300)]
    confidence, outcome, rate = (np.array(column) for column in zip(*rows, strict=True))
    together = required_at(confidence / 1000, outcome, rate / 1000)
    assert together.tolist() == [smallest(Fraction(c, 1000), k, Fraction(p, 1000)) if k else 0 for c, k, p in rows]


@pytest.mark.parametrize(
    ("confidence", "outcome", "rate"),
    [("0.9", 2000, "0.2"), ("0.5", 1500, "0.05"), ("0.999", 300, "0.004"), ("0.8", 3000, "0.93"), ("0.05", 40, "0.001")],
)
def test_large_counts_are_exact_too(confidence, outcome, rate):
    """Normal approximations are off by dozens here; the sum with 60 digits is not."""
    with localcontext(prec=60):
        wanted, p = Decimal(confidence), Decimal(rate)
        count, chance = outcome, p**outcome
        total = chance
        while total < wanted:
            chance = chance * (1 - p) * count / (count + 1 - outcome)
            count += 1
            total += chance
    assert required_at(float(confidence), outcome, float(rate)) == count


@pytest.mark.parametrize(
    ("confidence", "outcome", "successes", "trials"),
    [("0.9", 20, 0, 20), ("0.8", 500, 40, 900), ("0.95", 1000, 5000, 10000), ("0.5", 2000, 3, 40), ("0.99", 60, 60, 60)],
)
def test_large_counts_of_a_rate_that_was_seen_are_exact_too(confidence, outcome, successes, trials):
    """50,662 trials for 20 successes where 20 trials brought none: heavy tails end exactly, too."""
    with localcontext(prec=60):
        alpha, beta = Decimal(successes) + Decimal("0.5"), Decimal(trials - successes) + Decimal("0.5")
        chance = Decimal(1)
        for success in range(outcome):
            chance *= (alpha + success) / (alpha + beta + success)
        count, total = outcome, chance
        while total < Decimal(confidence):
            chance = chance * count / (count - outcome + 1) * (beta + count - outcome) / (alpha + beta + count)
            count += 1
            total += chance
    assert required_at_seen(float(confidence), outcome, successes, trials) == count


def test_published_sales_quota():
    """Boost.Math, "Negative Binomial Sales Quota Example": P(8 houses or fewer for 5 sales at 40%) = 0.17367."""
    assert required_at(0.17367, 5, 0.4) == 8
    assert required_at(0.17368, 5, 0.4) == 9
    assert required_at(0.9, 5, 0.4) == 18


@pytest.mark.parametrize(
    ("arguments", "count"),
    [((0.9, 0, 0.2), 0), ((0.9, 7, 1.0), 7), ((0.9, 6.2, 1.0), 7), ((0.75, 1, 0.5), 2)],
)
def test_limits(arguments, count):
    """Nothing wanted takes nothing; a sure thing takes what is wanted."""
    assert required_at(*arguments) == count


@given(st.integers(1, 60), st.integers(5, 95), st.integers(5, 95), st.integers(1, 30), st.integers(0, 30))
def test_surer_takes_more(outcome, percent, other, successes, failures):
    """Monotonicity in the confidence, for a rate that is known and one that was seen."""
    low, high = sorted((percent / 100, other / 100))
    assert required_at(low, outcome, 0.3) <= required_at(high, outcome, 0.3)
    trials = successes + failures
    assert required_at_seen(low, outcome, successes, trials) <= required_at_seen(high, outcome, successes, trials)


def chance_by_terms(actual: int, target: int, elapsed: int, total: int) -> float:
    """1 - P(fewer than what is missing), negative binomial term by term from the gamma-Poisson recurrence."""
    shape, past, left = actual + 0.5, Fraction(elapsed, total), Fraction(total - elapsed, total)
    term, fewer = float(past) ** shape, 0.0
    for count in range(target - actual):
        fewer += term
        term *= float((Fraction(actual) + HALF + count) / (count + 1) * left)
    return 1 - fewer


@given(st.integers(0, 60), st.integers(1, 40), st.integers(1, 19))
def test_chance_of_the_target_is_the_sum_of_all_ways_to_make_it(actual, missing, elapsed):
    """What the days left bring, given the pace, is negative binomial."""
    chance = chance_of_target(actual, actual + missing, elapsed, 20)
    assert chance == pytest.approx(chance_by_terms(actual, actual + missing, elapsed, 20), rel=1e-9, abs=1e-11)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 20), st.integers(0, 30), st.integers(1, 60))
def test_chance_of_the_target_grows_with_what_is_done(actual, target, elapsed, past_count, past_days):
    """One more in hand never lowers it, and it is a probability."""
    chances = [chance_of_target(actual + more, target, elapsed, 20, past_count, past_days) for more in (0, 1)]
    assert 0 <= chances[0] <= chances[1] <= 1


def test_reached_is_certain_and_too_late_is_lost():
    """Exactly 1 and 0, so that a cell shows 100% and 0%."""
    assert chance_of_target([30, 31, 29, 0], [30, 30, 30, 0], [5, 0, 20, 20], 20).tolist() == [1.0, 1.0, 0.0, 1.0]


def test_history_stands_in_before_the_first_day():
    """On the first morning the pace of last month is all there is: 30 of 30 more in 20 days after 30 in 20."""
    assert chance_of_target(0, 30, 0, 20, 30, 20) == pytest.approx(chance_by_terms(30, 60, 20, 40), rel=1e-12)


@settings(max_examples=30)
@given(st.integers(0, 50), st.integers(0, 50).filter(bool), st.integers(50, 99))
def test_the_range_holds_the_rate_that_was_seen(successes, failures, percent):
    """Jeffreys' interval; wider where one wants to be surer."""
    trials = successes + failures
    low, high = rate_range(successes, trials, percent / 100)
    wide_low, wide_high = rate_range(successes, trials, 0.995)
    assert 0 <= wide_low <= low <= successes / trials <= high <= wide_high <= 1


def test_ends_of_the_range_without_a_success_or_a_failure():
    """The convention of Brown, Cai and DasGupta."""
    low, _ = rate_range(0, 20)
    _, high = rate_range(20, 20)
    assert (low, high) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "count"),
    [((0.8, 1000, 1e-7), 10_265_125_346), ((0.9, 1_000_000, 0.2), 5_005_732), ((0.5, 1, 1e-9), 693_147_181)],
)
def test_counts_of_a_rare_success(arguments, count):
    """One trial more changes the tail by less than 1e-9 of it; the normal quantile and ln 2 / rate say about the same."""
    assert required_at(*arguments) == count


@pytest.mark.parametrize(("confidence", "outcome", "alpha", "beta"), [
    (0.99, 3000, 0.5, 5000.5), (0.999999, 1, 0.5, 100.5), (0.9, 6, 0.094, 20.806), (0.9, 129, 0.5, 40.5), (0.8, 2000, 300.5, 700.5),
])  # fmt: skip
def test_counts_beyond_any_sum_are_those_of_mpmath(confidence, outcome, alpha, beta):
    """At the count the tail of 50 digits is what may fail, and its slope turns 1e-9 of the count into what was missed."""
    found = float(required_at_uncertain(confidence, outcome, alpha, beta))
    with mpmath.workdps(50):
        a, b, n = mpmath.mpf(alpha), mpmath.mpf(beta), mpmath.mpf(found)
        term = mpmath.exp(mpmath.loggamma(b + n) - mpmath.loggamma(b) + mpmath.loggamma(a + b) - mpmath.loggamma(a + b + n))
        fewer = mpmath.mpf(0)
        for done in range(outcome):
            fewer += term
            term *= (n - done) / (done + 1) * (a + done) / (b + n - done - 1)
        allowed = 1 - mpmath.mpf(confidence)
        # the last term is P(outcome), which the next success makes of it
        slope = term * (a + outcome) / (a + b + n) / fewer
        missed = mpmath.log(fewer / allowed)
    assert float(abs(missed / slope)) < max(1.0, 1e-9 * found)


def test_more_than_anybody_can_count_is_infinite():
    """10^15 is where neighbours can no longer be told apart in a cell."""
    assert required_at([0.9, 0.9], [1, 10], [1e-300, 0.5]).tolist() == [np.inf, 26.0]
    assert float(required_at_seen(0.9, 1_000_000, 0, 1e8)) == np.inf
    assert float(required_at(0.9, 1e300, 1.0)) == np.inf


@pytest.mark.parametrize(("successes", "trials"), [(-0.406, 19.9), (21, 20), (float("nan"), 20)])
def test_successes_lie_between_none_and_all(successes, trials):
    """Below zero the distribution is none, and nothing that is computed from it means anything."""
    with pytest.raises(ArgumentError, match="成功数"):
        required_at_seen(0.9, 6, successes, trials)


@given(CONFIDENCES, st.integers(1, 3000), st.floats(1e-3, 1e6), st.floats(1e-3, 1e6))
@example(Fraction(1, 1000), 120, 0.001, 16481.0)  # 119 successes are all but impossible: the terms below grow beyond a float
def test_any_uncertain_rate_is_answered(confidence, outcome, alpha, beta):
    """A number that is at least what is wanted, or infinite."""
    assert required_at_uncertain(float(confidence), outcome, alpha, beta) >= outcome
