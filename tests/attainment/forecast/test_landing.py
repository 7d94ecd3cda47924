"""Where the month ends: coverage on simulated months, the textbook's conjugate case, and the edges of a month."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.forecast.landing import Landing, MonthSoFar, count_landing, dispersion, yen_landing
from kpi_xl.attainment.forecast.order_size import OrderSize, OrderSizes
from kpi_xl.attainment.forecast.profile import Profile
from kpi_xl.attainment.forecast.volume_forecast import monthly_volume_forecasts
from kpi_xl.attainment.report.history import OrderMonth
from kpi_xl.chance.certainty import chance_of_target
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.periods import Month
from kpi_xl.workdays import WorkCalendar

NOVEMBER = Month(2026, 11)
LINEAR = Profile.linear()


def so_far(elapsed: int, days: int = 20) -> MonthSoFar:
    return MonthSoFar(NOVEMBER, elapsed, days, LINEAR)


def volume(mean: float, weight: float) -> Forecast:
    return Forecast("佐藤", NOVEMBER, mean, weight, 0, 0)


def landed(found: Landing | TooLittle) -> Landing:
    assert isinstance(found, Landing)
    return found


@given(done=st.integers(5, 60), target=st.integers(1, 90), elapsed=st.integers(1, 19))
def test_without_history_it_is_the_functions_probability(done: int, target: int, elapsed: int):
    """A straight month and no earlier one: what KPI_PROBABILITY says, computed there by the incomplete beta function."""
    landing = landed(count_landing(done, so_far(elapsed), None))
    assert landing.probability(target) == pytest.approx(float(chance_of_target(done, target, elapsed, 20)), abs=1e-7)


def company(seed: int, drift: float = 0.15, months: int = 13, members: int = 20) -> tuple[np.ndarray, np.ndarray]:
    """Counts by member, month and day (20 a month), orders of 0.2 to 1 a day whose level drifts; and their yen."""
    draw = np.random.default_rng(seed)
    level = draw.uniform(0.2, 1.0, members)
    counts, yen = np.zeros((members, months, 20)), np.zeros((members, months, 20))
    for month in range(months):
        counts[:, month] = draw.poisson(level[:, None] * np.linspace(0.5, 1.5, 20), (members, 20))
        yen[:, month] = 500_000 * draw.gamma(4 * np.maximum(counts[:, month], 1e-9)) / 4
        level = level * np.exp(draw.normal(0, drift, members))
    return counts, yen


def history_of(counts: np.ndarray) -> list[MonthlyCounts]:
    first = NOVEMBER.plus(1 - counts.shape[1])
    return [
        MonthlyCounts(f"M{member}", first.plus(month), float(counts[member, month].sum()), 20)
        for member in range(counts.shape[0])
        for month in range(counts.shape[1] - 1)
    ]


def volume_forecasts(history: list[MonthlyCounts]) -> Mapping[str, Forecast]:
    """Those of the month after the last."""
    return dict(monthly_volume_forecasts(history, watched=()))[NOVEMBER]


PROFILE = Profile(tuple(np.interp(np.linspace(0, 20, 21), range(21), np.append(0, np.linspace(0.5, 1.5, 20).cumsum())) / 20), 12, 1000)


@pytest.mark.parametrize("elapsed", [0, 5, 10, 15])
def test_the_range_of_a_count_holds_what_it_promises(elapsed: int):
    """80%, and a little more by the rounding to whole counts: 84 to 88% were seen, as meant.

    800 member-months with drifting volumes and busy month ends; the standard error is 1.3 points.
    """
    inside, meant = [], []
    for seed in range(40):
        counts, _ = company(seed)
        forecasts = volume_forecasts(history_of(counts))
        for member in range(20):
            month = counts[member, -1]
            now = MonthSoFar(NOVEMBER, elapsed, 20, PROFILE)
            landing = landed(count_landing(float(month[:elapsed].sum()), now, forecasts[f"M{member}"]))
            inside.append(landing.low <= month.sum() <= landing.high)
            meant.append(landing.probability(landing.low) - landing.probability(landing.high + 1))
    assert np.mean(inside) >= 0.80
    assert np.mean(inside) == pytest.approx(np.mean(meant), abs=0.03)


def test_probabilities_of_a_count_are_calibrated():
    """Of the targets said to be reached with 30 to 70%, as many are reached; likewise at either end."""
    said, made = [], []
    for seed in range(40):
        counts, _ = company(seed)
        forecasts = volume_forecasts(history_of(counts))
        for member in range(20):
            month, forecast = counts[member, -1], forecasts[f"M{member}"]
            landing = landed(count_landing(float(month[:8].sum()), MonthSoFar(NOVEMBER, 8, 20, PROFILE), forecast))
            target = round(forecast.mean * 20 * (0.8, 1.0, 1.2)[member % 3])
            said.append(landing.probability(target))
            made.append(month.sum() >= target)
    chances, reached = np.array(said), np.array(made)
    for low, high in ((0, 0.3), (0.3, 0.7), (0.7, 1.01)):
        these = (chances >= low) & (chances < high)
        assert these.sum() > 100
        assert reached[these].mean() == pytest.approx(chances[these].mean(), abs=0.06)


def test_the_range_of_yen_holds_what_it_promises():
    """Orders that spread by half around 50万円, sizes learned from monthly sums alone."""
    inside = []
    for seed in range(30):
        counts, yen = company(seed)
        history = history_of(counts)
        forecasts = volume_forecasts(history)
        months = [
            OrderMonth(each.member, each.month, each.count, float(yen[int(each.member[1:]), place % 12].sum()))
            for place, each in enumerate(history)
        ]
        sizes = OrderSizes.from_months(months)
        assert isinstance(sizes, OrderSizes)
        for member in range(20):
            name, now = f"M{member}", MonthSoFar(NOVEMBER, 10, 20, PROFILE)
            done, orders = float(yen[member, -1, :10].sum()), float(counts[member, -1, :10].sum())
            landing = landed(yen_landing(done, orders, now, forecasts[name], sizes.of(name)))
            inside.append(landing.low <= yen[member, -1].sum() <= landing.high)
    assert np.mean(inside) == pytest.approx(0.8, abs=0.035)


def test_history_steadies_a_young_month():
    """One lucky first day does not make twenty of them; without history it nearly does."""
    usual = landed(count_landing(8, so_far(1), volume(1.5, 200)))
    alone = landed(count_landing(8, so_far(1), None))
    assert 30 < usual.middle < 40
    assert alone.middle > 150


def test_a_month_that_is_over_lands_where_it_is():
    """No day is left: range, middle and probability collapse, nothing is needed that cannot be done."""
    over = landed(count_landing(24, so_far(20), volume(1.5, 200)))
    assert (over.low, over.middle, over.high) == (24, 24, 24)
    assert (over.probability(24), over.probability(25)) == (1, 0)
    assert (over.needed_per_day(24), over.needed_per_day(25)) == (0, None)


def test_need_by_hand():
    """24 of 30 after 14 of 18 days: 1.5 a day are needed."""
    landing = landed(count_landing(24, so_far(14, 18), None))
    assert landing.needed_per_day(30) == 1.5


def test_the_day_on_which_a_month_is_made():
    """By what was counted where it is reached; else by the expected course; None where it is not expected at all."""
    calendar = WorkCalendar()
    days = list(calendar.working_days(NOVEMBER.start, NOVEMBER.end))
    daily = dict.fromkeys(days[:10], 2.0)
    landing = landed(count_landing(20, MonthSoFar(NOVEMBER, 10, len(days), LINEAR), volume(2.0, 500)))
    assert landing.day_made(20, daily, calendar) == days[9]
    assert landing.day_made(7, daily, calendar) == days[3]
    assert landing.day_made(30, daily, calendar) == days[14]
    assert landing.day_made(60, daily, calendar) is None


def test_days_that_differ_widely_widen_the_range():
    """Ten calls on one day and none on the next say less of the pace than five and five."""
    steady = landed(count_landing(50, so_far(10), volume(5, 10)))
    wild = landed(count_landing(50, so_far(10), volume(5, 10), dispersion([[0, 10] * 5])))
    assert wild.high - wild.low > 1.5 * (steady.high - steady.low)
    assert dispersion([]) == dispersion([[0, 0]]) == dispersion([[3, 3, 3]]) == 1


def test_too_little_gives_a_reason():
    """No earlier month and no day of this one, no size of an order, or orders without amounts."""
    assert isinstance(count_landing(0, so_far(0), None), TooLittle)
    reason = TooLittle(LINEAR.basis)
    assert yen_landing(0, 0, so_far(10), volume(1, 10), reason) is reason
    assert isinstance(yen_landing(0, 5, so_far(10), volume(1, 10), OrderSize(0, 0, 0, 10)), TooLittle)


def test_volumes_hold_their_promises_too():
    """The forecast of whole months: at 80% and drifting volumes, 80% are reached."""
    below = []
    for seed in range(20):
        counts, _ = company(seed)
        table = {(each.member, each.month): each.count for each in history_of(counts)}
        for month, forecasts in list(monthly_volume_forecasts(history_of(counts)))[1:-1]:
            for member, forecast in forecasts.items():
                rest = landed(count_landing(0, so_far(0), forecast)).remainder
                below.append((table[member, month] >= rest.quantile(0.2), rest.at_least(rest.quantile(0.2))))
    kept, meant = np.mean(np.array(below, dtype=float), axis=0)
    assert kept == pytest.approx(meant, abs=0.03)
    assert kept >= 0.77


@pytest.mark.parametrize(("done", "elapsed"), [(0, 10), (1, 10), (4, 5), (15, 10)])
def test_without_earlier_months_the_pace_goes_on_and_the_range_is_wide(done: int, elapsed: int):
    """A new log in its first month: half a count more than the plain pace, called so, and as unsure as few counts are."""
    landing = landed(count_landing(done, so_far(elapsed), None))
    assert landing.is_pace
    assert landing.middle == pytest.approx(done + (done + 0.5) / elapsed * (20 - elapsed))
    assert landing.low < landing.middle < landing.high or done == 0
    assert not landed(count_landing(done, so_far(elapsed), volume(1.5, 200))).is_pace


def test_pace_keeps_its_range():
    """A new log of 4 to 40 counts a month: 80% of the months end within what the first ten days say."""
    draw, inside = np.random.RandomState(5), []
    for _ in range(1500):
        rate = draw.uniform(0.2, 2.0)
        done, rest = draw.poisson(rate * 10, 2)
        landing = landed(count_landing(float(done), so_far(10), None))
        inside.append(landing.low <= done + rest <= landing.high)
    assert 0.79 <= np.mean(inside) <= 0.9


def test_where_months_are_done_late_or_early_a_member_is_as_unsure_as_the_team():
    """8 of 10 by half of the month tell less of the member where the share done by then differs, and the rest differs more."""
    half = MonthSoFar(Month(2026, 11), 10, 20, Profile.linear())
    usual = Forecast("佐藤", Month(2026, 11), 1.0, 60, 60, 60)
    sure, unsure = (count_landing(8, half, usual, share_variance=variance) for variance in (0.0, 0.02))
    assert isinstance(sure, Landing)
    assert isinstance(unsure, Landing)
    assert sure.middle < unsure.middle < 8 + 10
    assert unsure.high - unsure.low > sure.high - sure.low
