"""How much more the members must aim at: exact sums, simulation, and the ladder's shape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.attainment.diagnosis import over_assignment
from kpi_xl.attainment.diagnosis.over_assignment import over_needed, rung, team_probability
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.rate_forecast import chance
from kpi_xl.periods import Month


def forecast(mean: float, weight: float = 200.0) -> Forecast:
    return Forecast("佐藤", Month(2026, 11), mean, weight, 0, 0)


TEAM = [forecast(0.15), forecast(0.2), forecast(0.25), forecast(0.2, 40)]


def test_the_teams_chance_against_simulation():
    """Each member's rate drawn, then the successes, then added up."""
    draw, trials = np.random.default_rng(1), [40, 50, 30, 20]
    total = sum(
        draw.binomial(number, draw.beta(each.alpha, each.beta, 300_000)) for number, each in zip(trials, TEAM, strict=True)
    )
    for goal in (15, 25, 27, 30, 40):
        assert team_probability(goal, trials, TEAM) == pytest.approx(float((total >= goal).mean()), abs=0.003)


def test_a_team_of_one_is_the_member():
    """The sum of one is the beta-binomial itself."""
    assert team_probability(12, [60], [forecast(0.2)]) == pytest.approx(chance(12, 60, forecast(0.2)))
    assert team_probability(0, [], []) == 1


@settings(max_examples=30)
@given(goal=st.integers(1, 60), weight=st.floats(20, 5_000))
def test_aiming_higher_never_hurts(goal: int, weight: float):
    """Each rung is likelier than the one below; the ladder begins near a coin toss."""
    team = [forecast(0.2, weight)] * 3
    rungs = [rung(goal, team, [1, 1, 1], over) for over in (0.0, 0.1, 0.2, 0.3, 0.5)]
    chances = [each.probability for each in rungs]
    assert chances == sorted(chances)
    assert sum(rungs[0].targets) == goal
    assert 0.45 < chances[0] < 0.9


def test_the_needed_margin_is_the_lowest_that_suffices():
    """One percent less is too little; a team as certain as this needs about the published 20%."""
    found = over_needed(18, [forecast(0.2, 300)] * 3, [1, 1, 1], 0.8)
    assert found is not None
    assert 0.1 < found.over < 0.25
    assert found.probability >= 0.8
    assert rung(18, [forecast(0.2, 300)] * 3, [1, 1, 1], found.over - 0.01).probability < 0.8


def test_a_goal_beyond_any_margin_is_said_so():
    """Rates known from two trials each: even twice the goal is no 99%."""
    assert over_needed(20, [forecast(0.2, 2)] * 2, [1, 1], 0.99) is None


def test_large_teams_are_summed_by_the_normal(monkeypatch: pytest.MonkeyPatch):
    """A thousand members: the approximation and the exact convolution agree to half a point."""
    trials, team = [30] * 40, [forecast(0.2)] * 40
    exact = [team_probability(goal, trials, team) for goal in (220, 240, 255)]
    monkeypatch.setattr(over_assignment, "EXACT_UP_TO", 0)
    assert [team_probability(goal, trials, team) for goal in (220, 240, 255)] == pytest.approx(exact, abs=0.005)
