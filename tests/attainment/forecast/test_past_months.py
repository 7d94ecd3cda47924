"""How far a goal's step is: the best past month, and the chance of the target by the forecast."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.forecast.past_months import past_months
from kpi_xl.periods import Month
from kpi_xl.smart import PastMonths
from tests.activity.logs import write_log
from tests.attainment.plans import field_plan, member

DECEMBER = Month(2026, 12)
MEETINGS = {7: (9, 9), 8: (10, 8), 9: (16, 14), 10: (12, 12), 11: (14, 14)}
"""Meetings of two members by month of 2026."""
WON = 4


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PastMonths]:
    folder: Path = tmp_path_factory.mktemp("past")
    lines = [
        f"2026-{month:02d}-10,{name},東,商談,{count},,,," for month, counts in MEETINGS.items()
        for name, count in zip(("山田", "佐藤"), counts, strict=True)
    ] + [f"2026-{month:02d}-20,山田,東,受注,{WON},2000000,,," for month in MEETINGS]  # fmt: skip
    with open_log(write_log(folder, *lines)) as log:
        return past_months(log, field_plan(member("山田"), member("佐藤")), DECEMBER, date(2026, 12, 1))


def test_the_team_counts_together_month_by_month(past):
    meetings = past["meetings"]
    assert (meetings.best, meetings.months) == (30, 5)
    assert meetings.mean == pytest.approx(sum(map(sum, MEETINGS.values())) / 5)


def test_rates_are_pooled_and_their_best_month_is_the_highest(past):
    """4 of 18 meetings won is the best, though no member has more."""
    assert past["win_rate"].best == pytest.approx(WON / 18)
    assert past["win_rate"].chance is None


def test_the_chance_falls_with_the_target(past):
    chance = past["meetings"].chance
    said = [chance(target) for target in (10, 24, 60)]
    assert said == sorted(said, reverse=True)
    assert said[0] > 0.9
    assert said[2] < 0.1


def test_a_month_that_is_not_over_counts_for_nothing(tmp_path):
    """Half of December must not pass for a bad month."""
    lines = ["2026-11-10,山田,東,商談,20,,,,", "2026-12-01,山田,東,商談,3,,,,"]
    with open_log(write_log(tmp_path, *lines)) as log:
        past = past_months(log, field_plan(member("山田")), Month(2027, 1), date(2026, 12, 5))
    assert (past["meetings"].months, past["meetings"].mean) == (1, 20)
