"""Who differs by more than chance: false alarms counted, real outliers found, small n left alone."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from kpi_xl.attainment.diagnosis.spread import MemberSpread, Standing, spread
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.periods import Month

NOVEMBER = Month(2026, 11)


def judged(*counts: tuple[int, int]) -> tuple[MemberSpread, ...]:
    found = spread(MonthlyCounts(f"M{place}", NOVEMBER, *each) for place, each in enumerate(counts))
    assert isinstance(found, tuple)
    return found


def test_alike_members_are_rarely_called_outliers():
    """Twelve equal members in each of 300 companies: at most one in twenty lies beyond the 95% limits, one in 500 far beyond."""
    draw = np.random.default_rng(1)
    standings = [
        each.standing
        for _ in range(300)
        for each in judged(*((int(draw.binomial(n, 0.2)), int(n)) for n in draw.integers(40, 120, 12)))
    ]
    assert sum(standing.is_outlier for standing in standings) / len(standings) < 0.05
    assert sum(standing in (Standing.FAR_ABOVE, Standing.FAR_BELOW) for standing in standings) / len(standings) < 0.002


def test_one_bad_member_stands_out_and_does_not_hide_behind_the_line():
    """5% against 20%: found, although the member's own meetings pull the team's rate down."""
    *others, last = judged(*[(16, 80)] * 5, (10, 200))
    assert last.standing is Standing.FAR_BELOW
    assert last.others_rate == pytest.approx(0.2, abs=0.002)
    assert all(each.standing is Standing.WITHIN for each in others)


def test_few_trials_are_not_judged():
    """None of five meetings won is no sign at 20%; five of five is."""
    *_, nothing = judged((20, 100), (22, 100), (0, 5))
    *_, everything = judged((20, 100), (22, 100), (5, 5))
    *_, absent = judged((20, 100), (22, 100), (0, 0))
    assert nothing.standing is Standing.TOO_FEW
    assert everything.standing.is_outlier
    assert (absent.standing, absent.rate) == (Standing.TOO_FEW, None)


def test_the_tail_by_exact_fractions():
    """4 of 60 where the others have 20 of 100: P(4 or fewer) under Beta(20.5, 80.5) lies below 2.5%, P(5 or fewer) above."""

    def rising(start: Fraction, steps: int) -> Fraction:
        product = Fraction(1)
        for step in range(steps):
            product *= start + step
        return product

    alpha, beta = Fraction(41, 2), Fraction(161, 2)
    each = [comb(60, k) * rising(alpha, k) * rising(beta, 60 - k) / rising(alpha + beta, 60) for k in range(6)]
    assert 0.001 < sum(each[:5]) < 0.025 < sum(each)
    assert judged((20, 100), (4, 60))[1].standing is Standing.BELOW
    assert judged((20, 100), (5, 60))[1].standing is Standing.WITHIN


def test_the_limits_hold_95_percent():
    """A rate at the limit is still within chance; one success beyond is not."""
    member = judged((40, 200), (10, 50))[1]
    low, high = round(member.low * 50), round(member.high * 50)
    assert judged((40, 200), (low, 50))[1].standing is Standing.WITHIN
    assert judged((40, 200), (high, 50))[1].standing is Standing.WITHIN
    assert judged((40, 200), (low - 1, 50))[1].standing is Standing.BELOW
    assert judged((40, 200), (high + 1, 50))[1].standing is Standing.ABOVE


def test_months_add_up_and_one_member_alone_is_not_compared():
    """Over a quarter there is more to see than in a month."""
    rows = [MonthlyCounts("A", NOVEMBER.plus(-month), 2, 30) for month in range(3)]
    assert isinstance(spread(rows), TooLittle)
    found = spread([*rows, MonthlyCounts("B", NOVEMBER, 20, 90)])
    assert isinstance(found, tuple)
    assert [(each.member, each.successes, each.trials) for each in found] == [("A", 6, 90), ("B", 20, 90)]
