"""Pooling: the formula of its docstring computed a second way, and what it must never do."""

from __future__ import annotations

import math
import random

import pytest

from kpi_xl.chance import pooling
from kpi_xl.chance.beta_binomial import log_probability
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.rate_forecast import Rates, monthly_rate_forecasts
from kpi_xl.periods import Month

JANUARY = Month(2026, 1)


def made_up(seed: int, members: int = 5, months: int = 6) -> list[MonthlyCounts]:
    draw = random.Random(seed)
    return [
        MonthlyCounts(f"M{member}", JANUARY.plus(month), draw.randint(0, trials), trials, "AB"[member % 2])
        for month in range(months)
        for member in range(members)
        for trials in (draw.randint(0, 40),)
    ]


LIMIT = 60.0


def with_growths(monkeypatch: pytest.MonkeyPatch, *growths: float) -> None:
    monkeypatch.setattr(pooling, "GROWTHS", growths)
    monkeypatch.setattr(pooling, "GROWTHS_BEFORE", (1 / len(growths),) * len(growths))


def by_hand(
    history: list[MonthlyCounts], member: str, month: Month, worth: float, discount: float, growth: float = 1.0
) -> tuple[float, float]:
    """Mean and weight of one cell, straight from the formula: other teams, team mates, own months."""

    def age_of(each: MonthlyCounts) -> int:
        return (month.year - each.month.year) * 12 + month.month - each.month.month

    def known(of: str) -> tuple[float, float]:
        """(rate, what the member tells of the group)"""
        rows = [each for each in history if each.member == of and each.month < month]
        trials = sum(each.exposure for each in rows)
        carried = sum(growth ** age_of(each) * each.count for each in rows)
        return (min(carried / trials, 1.0), worth * trials / (worth + trials)) if trials else (0.0, 0.0)

    team_of = {each.member: each.team for each in history}
    others = [known(name) for name in team_of if team_of[name] != team_of[member]]
    mates = [known(name) for name in team_of if team_of[name] == team_of[member] and name != member]
    weight = 1 + sum(own for _, own in others)
    mean = (0.5 + sum(rate * own for rate, own in others)) / weight
    weight = worth * weight / (worth + weight)
    mean = (weight * mean + sum(rate * own for rate, own in mates)) / (weight + sum(own for _, own in mates))
    weight += sum(own for _, own in mates)
    weight = worth * weight / (worth + weight)
    count, total = weight * mean, weight
    for each in history:
        if each.member == member and each.month < month:
            age = age_of(each)
            told = LIMIT / (LIMIT + each.exposure)
            count += discount**age * growth**age * told * each.count
            total += discount**age * told * each.exposure
    return count / total, total * LIMIT / (total + LIMIT)


@pytest.mark.parametrize(
    ("worth", "discount", "growth"), [(3.0, 0.0, 1.0), (40.0, 0.6, 1.0), (1000.0, 1.0, 1.0), (40.0, 0.8, 0.94), (1000.0, 1.0, 0.97)]
)
def test_one_cell_is_the_formula(monkeypatch: pytest.MonkeyPatch, worth: float, discount: float, growth: float):
    """With a grid of one quadruple the forecast is that one's, computed here with plain loops."""
    with_growths(monkeypatch, growth)
    monkeypatch.setattr(Rates, "worths", (worth,))
    monkeypatch.setattr(Rates, "limits", (LIMIT,))
    monkeypatch.setattr(pooling, "DISCOUNTS", (discount,))
    history = made_up(1)
    for month, forecasts in monthly_rate_forecasts(history):
        for member, forecast in forecasts.items():
            mean, weight = by_hand(history, member, month, worth, discount, growth)
            assert (forecast.mean, forecast.weight) == (pytest.approx(mean), pytest.approx(weight))


def test_cells_are_weighed_by_what_they_foretold(monkeypatch: pytest.MonkeyPatch):
    """The mixture of two cells: likelihoods of all later months multiplied, mean and variance mixed."""
    with_growths(monkeypatch, 1.0)
    monkeypatch.setattr(Rates, "worths", (20.0,))
    monkeypatch.setattr(Rates, "limits", (LIMIT,))
    monkeypatch.setattr(pooling, "DISCOUNTS", (0.3, 0.9))
    history = made_up(2)
    last = JANUARY.plus(6)
    merits = []
    for discount in (0.3, 0.9):
        merit = 0.0
        for each in history:
            if each.month > JANUARY:
                mean, weight = by_hand(history, each.member, each.month, 20.0, discount)
                merit += float(log_probability(each.count, each.exposure, mean * weight, (1 - mean) * weight))
        merits.append(merit)
    shares = [1 / (1 + math.exp(merits[1] - merits[0])), 1 / (1 + math.exp(merits[0] - merits[1]))]
    cells = [by_hand(history, "M0", last, 20.0, discount) for discount in (0.3, 0.9)]
    mean = sum(share * cell[0] for share, cell in zip(shares, cells, strict=True))
    variance = sum(
        share * (cell[0] * (1 - cell[0]) / (cell[1] + 1) + (cell[0] - mean) ** 2)
        for share, cell in zip(shares, cells, strict=True)
    )
    *_, (_, forecasts) = monthly_rate_forecasts(history)
    assert forecasts["M0"].mean == pytest.approx(mean)
    assert forecasts["M0"].weight == pytest.approx(mean * (1 - mean) / variance - 1)


def test_no_month_knows_a_later_one():
    """A backtest that peeks promises too much: forecasts must not change when later months are taken away."""
    history = made_up(3)
    whole = dict(monthly_rate_forecasts(history))
    for months in range(1, 6):
        end = JANUARY.plus(months)
        part = dict(monthly_rate_forecasts([each for each in history if each.month < end]))
        for member, forecast in part[end].items():
            assert forecast.mean == pytest.approx(whole[end][member].mean, rel=1e-12)
            assert forecast.weight == pytest.approx(whole[end][member].weight, rel=1e-9)


def test_the_order_of_the_rows_does_not_matter():
    """Logs come sorted by anything."""
    history = made_up(4)
    shuffled = random.Random(0).sample(history, len(history))
    *_, (_, first) = monthly_rate_forecasts(history)
    *_, (_, second) = monthly_rate_forecasts(shuffled)
    for member, forecast in first.items():
        assert second[member].mean == pytest.approx(forecast.mean)
        assert second[member].weight == pytest.approx(forecast.weight)


def test_past_months_are_foretold_of_those_who_are_watched():
    """The monthly report asks for the month to come, and for the past of a few; what it gets is the same."""
    history = made_up(5)
    *before, last = monthly_rate_forecasts(history)
    assert list(monthly_rate_forecasts(history, watched=())) == [last]
    some = {each.member for each in history[:3]}
    *past, again = monthly_rate_forecasts(history, watched=some)
    assert again == last
    for (month, few), (same, everybody) in zip(past, before, strict=True):
        assert (month, set(few)) == (same, some)
        for member in some:
            assert few[member].mean == pytest.approx(everybody[member].mean)
            assert few[member].weight == pytest.approx(everybody[member].weight)


def test_drifting_rates_are_foretold_with_less_weight():
    """The same number of calls says less where the rate has moved: that is what keeps 90% at 90%."""
    steady = [MonthlyCounts("A", JANUARY.plus(month), 50, 1000) for month in range(12)]
    moving = [MonthlyCounts("A", JANUARY.plus(month), 50 + 30 * (-1) ** (month // 3), 1000) for month in range(12)]
    weights = []
    for history in (steady, moving):
        *_, (_, forecasts) = monthly_rate_forecasts(history)
        weights.append(forecasts["A"].weight)
    assert weights[0] > 4 * weights[1]


def test_months_that_differ_keep_the_prediction_wide_and_the_mean_steady():
    """Up and down by half with no direction: less certain than a steady rate, yet not a follower of the last month."""
    jumping = [MonthlyCounts(name, JANUARY.plus(month), 50 + 25 * (-1) ** (month + place), 1000)
               for place, name in enumerate("ABCDEF") for month in range(12)]  # fmt: skip
    steady = [MonthlyCounts(each.member, each.month, 50, 1000) for each in jumping]
    *_, (_, wild) = monthly_rate_forecasts(jumping)
    *_, (_, calm) = monthly_rate_forecasts(steady)
    assert wild["A"].weight < calm["A"].weight / 8
    assert abs(wild["A"].mean - 0.05) < 0.006  # the last month was 2.5%


def test_a_thousand_members_settle_the_grid_like_a_hundred():
    """Only every tenth member weighs the cells; the forecasts stay near those of everybody."""
    history = made_up(6, members=1000, months=8)
    *_, (_, some) = monthly_rate_forecasts(history)
    some_means = [forecast.mean for forecast in some.values()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pooling, "WEIGHING_MEMBERS", 10_000)
        *_, (_, everybody) = monthly_rate_forecasts(history)
    assert some_means == pytest.approx([forecast.mean for forecast in everybody.values()], abs=0.02)


@pytest.mark.parametrize("growth", [0.95, 1.05])
def test_what_moves_everybody_is_carried_on(growth: float):
    """Eight members who all lose (or gain) 5% a month: next month is foretold from where they will be, not where they were."""
    history = [
        MonthlyCounts(f"M{member}", JANUARY.plus(month), round(2_000 * 0.05 * growth**month), 2_000)
        for month in range(12)
        for member in range(8)
    ]
    *_, (_, forecasts) = monthly_rate_forecasts(history)
    assert forecasts["M0"].mean == pytest.approx(0.05 * growth**12, rel=0.02)
