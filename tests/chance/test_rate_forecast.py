"""Rates next month and the counts that promises take: published cases, a second way of computing, and properties."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.chance import rate_forecast
from kpi_xl.chance.beta_binomial import probabilities
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.rate_forecast import chance, promised_count, rate_forecasts, required_trials
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.errors import ArgumentError
from kpi_xl.periods import Month

JANUARY = Month(2026, 1)
REFERENCE = tomllib.loads((Path(__file__).parent / "reference_promises.toml").read_text(encoding="utf-8"))


def forecast(mean: float, weight: float) -> Forecast:
    return Forecast("佐藤", JANUARY, mean, weight, 0, 0)


def required_at(confidence: float, outcome: int, rate: Forecast) -> int | TooLittle:
    """`required_trials` of one member."""
    return required_trials(confidence, [outcome], [rate])[0]


def months(member: str, *counts: tuple[int, int], team: str = "") -> list[MonthlyCounts]:
    """(successes, trials) from January on."""
    return [MonthlyCounts(member, JANUARY.plus(place), *each, team) for place, each in enumerate(counts)]


@pytest.mark.parametrize("case", REFERENCE["known_rate"], ids=lambda case: f"{case['outcome']} at {case['rate']:.0%}")
def test_published_counts_of_a_known_rate(case: dict[str, Any]):
    """A weight of a billion trials is a known rate."""
    known = forecast(case["rate"], 1e9)
    told = case["probability_of"]
    assert chance(case["outcome"], told["trials"], known) == pytest.approx(told["is"], abs=1e-5)
    for confidence, trials in case["required"].items():
        assert required_at(float(confidence), case["outcome"], known) == trials


@pytest.mark.parametrize("case", REFERENCE["observed_rate"], ids=lambda case: f"{case['successes']} of {case['trials']}")
def test_counts_of_an_observed_rate(case: dict[str, Any]):
    """A rate from 20 trials takes half as many calls again as the same rate known for sure."""
    weight = case["trials"] + 1
    observed = forecast((case["successes"] + 0.5) / weight, weight)
    for confidence, trials in case["required"].items():
        assert required_at(float(confidence), case["outcome"], observed) == trials


@settings(max_examples=60)
@given(
    outcome=st.integers(1, 25), mean=st.floats(0.03, 0.9), weight=st.floats(30, 1e5), confidence=st.sampled_from((0.5, 0.8, 0.9))
)
def test_the_required_count_is_the_smallest_that_keeps_the_promise(
    outcome: int, mean: float, weight: float, confidence: float
):
    """Checked by summing the whole distribution, at the count and at one less."""
    needed = required_at(confidence, outcome, forecast(mean, weight))
    if isinstance(needed, TooLittle):
        return
    for trials, is_enough in ((needed, True), (needed - 1, False)):
        reached = float(probabilities(trials, mean * weight, (1 - mean) * weight)[outcome:].sum())
        assert (reached >= confidence - 1e-9) is is_enough or reached == pytest.approx(confidence, abs=1e-9)


@given(trials=st.integers(0, 200), mean=st.floats(0.02, 0.98), weight=st.floats(2, 1e4))
def test_a_promised_count_has_at_least_the_confidence_promised(trials: int, mean: float, weight: float):
    """And one more success would not."""
    each = forecast(mean, weight)
    count, meant = promised_count(0.8, trials, each)
    assert meant >= 0.8 - 1e-9
    assert meant == pytest.approx(chance(count, trials, each), abs=1e-9)
    assert count == trials or chance(count + 1, trials, each) < 0.8


def test_less_certain_rates_take_more():
    """The same rate on ever less evidence, and a higher confidence: never fewer trials."""
    needed = [required_at(0.8, 10, forecast(0.2, weight)) for weight in (1e6, 500, 100, 40)]
    assert needed == sorted(needed)
    assert required_at(0.9, 10, forecast(0.2, 500)) > needed[1]


def test_a_new_member_gets_the_teams_rate():
    """One win of two is not 50%, and a member without any trial is no gap in the plan."""
    team = months("佐藤", *[(6, 30)] * 6) + months("鈴木", *[(7, 30)] * 6)
    found = rate_forecasts([*team, MonthlyCounts("田中", JANUARY.plus(5), 0, 0), *months("伊藤", (1, 2))])
    assert not isinstance(found, TooLittle)
    assert found["田中"].mean == pytest.approx(13 / 60, abs=0.015)
    assert found["伊藤"].mean < 0.26
    assert found["田中"].weight < found["佐藤"].weight
    assert (found["佐藤"].own_count, found["佐藤"].own_exposure) == (36, 180)


def test_the_team_counts_before_the_role():
    """A newcomer in a team that wins 40% is not expected to win the 10% of another team."""
    strong = [each for name in "ABCD" for each in months(name, *[(40, 100)] * 6, team="東")]
    weak = [each for name in "EFGH" for each in months(name, *[(10, 100)] * 6, team="西")]
    newcomers = [MonthlyCounts("東の新人", JANUARY.plus(5), 0, 0, "東"), MonthlyCounts("西の新人", JANUARY.plus(5), 0, 0, "西")]
    found = rate_forecasts([*strong, *weak, *newcomers])
    assert not isinstance(found, TooLittle)
    assert found["東の新人"].mean > 0.32
    assert found["西の新人"].mean < 0.18


def test_too_few_trials_give_a_reason():
    """Instead of a rate from 19 calls."""
    found = rate_forecasts(months("佐藤", (3, 10), (2, 9)))
    assert isinstance(found, TooLittle)
    assert "19件" in str(found)
    assert isinstance(rate_forecasts([]), TooLittle)


def test_a_promise_that_nobody_can_make_gives_a_reason():
    """Half a success of one trial: no number of calls is safe."""
    needed = required_at(0.9, 20, replace(forecast(0.2, 3), own_exposure=2))
    assert isinstance(needed, TooLittle)
    assert "2件" in str(needed)


def test_wins_without_meetings_are_refused():
    """They belong to earlier months; a rate above 100% would break every formula below."""
    with pytest.raises(ArgumentError, match="佐藤 2026-01"):
        rate_forecasts(months("佐藤", (31, 30)))


@pytest.mark.parametrize("confidence", [0.0, 1.0, 80])
def test_a_confidence_is_a_share(confidence: float):
    """80 is how people type 80%."""
    with pytest.raises(ArgumentError, match="80%"):
        required_at(confidence, 5, forecast(0.2, 100))


@given(trials=st.integers(1, 3000), mean=st.floats(0.02, 0.98), weight=st.floats(2, 1e4))
def test_promises_are_the_same_listed_or_searched(trials: int, mean: float, weight: float):
    """A log with millions of calls in a month is searched: no list of a thousand million chances."""
    each = forecast(mean, weight)
    listed = promised_count(0.8, trials, each)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rate_forecast, "MOST_LISTED", 0)
        searched = promised_count(0.8, trials, each)
    assert searched == (listed[0], pytest.approx(listed[1], rel=1e-9))


def test_a_million_million_trials_are_answered():
    """Typed by mistake, and no list of as many chances is made: four fifths of the rates lie above 18.5%."""
    assert promised_count(0.8, 10**12, forecast(0.2, 500))[0] == pytest.approx(0.185e12, rel=0.01)
