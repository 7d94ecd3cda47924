"""Next month's activity: the member's own rate, at the confidence asked for."""

from __future__ import annotations

import pytest

from kpi_xl.attainment.forecast.next_month import activities_needed
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.rate_forecast import required_trials
from kpi_xl.periods import Month
from tests.sheets.monthly.report_fixture import FIELD, field_members, result


def forecast(member: str, mean: float, trials: float = 300) -> Forecast:
    return Forecast(member, Month(2026, 11), mean, trials, mean * trials, trials)


def test_many_at_once_are_the_same_as_one_by_one():
    """The fast path must promise what the slow one promises."""
    forecasts = [forecast("a", 0.2), forecast("b", 0.35, 40), forecast("c", 0.05, 2)]
    for confidence in (0.8, 0.9):
        assert required_trials(confidence, [6, 0, 3], forecasts) == [
            required_trials(confidence, [outcome], [each])[0] for outcome, each in zip([6, 0, 3], forecasts, strict=True)
        ]


def test_each_member_by_the_own_rate():
    """6 deals at 20% are 30 meetings on average; who wins more needs fewer, and 90% takes more than 80%."""
    members = field_members()[:2]
    rates = {"win_rate": {"佐藤 花子": forecast("佐藤 花子", 0.2), "鈴木 一郎": forecast("鈴木 一郎", 0.25)}}
    found = activities_needed(members, rates)
    assert [found[each.name].expected for each in members] == [30, 24]
    assert all(each.expected < each.at[0.8] < each.at[0.9] for each in found.values())


def test_whoever_tried_often_and_never_won_gets_no_guide():
    """0 of 301 deals is 0.3% by what the others win: 1,989 new deals would be no help to anybody. 0 of 5 is too early to say so."""
    never, new = Forecast("佐藤 花子", Month(2026, 11), 0.003, 300, 0, 301), Forecast("鈴木 一郎", Month(2026, 11), 0.2, 300, 0, 5)
    rates = {"win_rate": {each.member: each for each in (never, new)}}
    assert list(activities_needed(field_members()[:2], rates)) == ["鈴木 一郎"]


@pytest.mark.parametrize("rates", [{}, {"win_rate": {}}])
def test_without_a_rate_nothing_is_said(rates: dict[str, dict[str, Forecast]]):
    assert activities_needed([result(FIELD, "新人", [None] * 7)], rates) == {}
