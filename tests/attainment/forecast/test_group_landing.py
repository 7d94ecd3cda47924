"""The landing of several together: members share their months, and the range of a team holds what it promises."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest

from benchmarks.forecast import of_companies
from benchmarks.simulated_months import Kind
from kpi_xl.attainment.forecast.group_landing import Differing, group_landing
from kpi_xl.attainment.forecast.group_months import GroupMonths, watched_teams
from kpi_xl.attainment.forecast.landing import Landing, MonthSoFar, count_landing, yen_landing
from kpi_xl.attainment.forecast.order_size import OrderSize
from kpi_xl.attainment.forecast.profile import Profile
from kpi_xl.chance.common_effect import Effect
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.share_effect import Check, share_effect
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.workdays import WorkCalendar

NOVEMBER = Month(2026, 11)
HALF = MonthSoFar(NOVEMBER, 10, 20, Profile.linear())


def volume(mean: float, weight: float = 200.0) -> Forecast:
    return Forecast("佐藤", NOVEMBER, mean, weight, mean * weight, weight)


def together(done: float, common: float, share: float = 0.0, so_far: MonthSoFar = HALF) -> Landing:
    """Ten members whose months before lead to expect 100 in the month, 50 by half of it."""
    parts = [count_landing(done / 10, so_far, volume(0.5)) for _ in range(10)]
    landing = group_landing(parts, done, Differing(Effect(common, 0.0), Effect(share, 0.0)))
    assert isinstance(landing, Landing)
    return landing


def test_where_months_are_shared_pace_counts_and_the_range_is_wide():
    """30 of 50 by half of the month: what everybody shares goes on, what chance did to each does not."""
    alone, shared = together(30, 1e-9), together(30, 0.15)
    assert alone.middle == pytest.approx(80, abs=3)
    assert 30 / 10 * 20 <= shared.middle < 70
    assert shared.high - shared.low > alone.high - alone.low


def test_by_hand():
    """Gamma with mean 5 a day and relative variance 1 / (10 x 200 x 0.5) + 0.1, after 30 in 10 days of 20."""
    relative = 10 * (0.5 / 200) / 25 + 0.1
    alpha, weight = 1 / relative + 30, 1 / relative / 5 + 10
    remainder = together(30, 0.1).remainder
    assert remainder.mean == pytest.approx(alpha / weight * 10)
    assert remainder.variance == pytest.approx(alpha / weight * 10 + alpha / weight**2 * 100)


def test_where_months_are_done_late_or_early_what_is_done_tells_less():
    """The rest of the month differs by as much as the share that is done."""
    sure, unsure = together(30, 0.1), together(30, 0.1, share=0.01)
    assert unsure.middle > sure.middle
    assert unsure.high - unsure.low > sure.high - sure.low


def test_one_member_is_a_team_of_one():
    """The member's page and the team's say the same."""
    alone = count_landing(8, HALF, volume(0.7))
    assert isinstance(alone, Landing)
    team = group_landing([alone], 8, Differing(Effect(0.2, 0.0), Effect(0.01, 0.0)))
    assert (team.middle, team.low, team.high) == (alone.middle, alone.low, alone.high)


def test_yen_come_from_the_mix_of_the_members_orders():
    """One sells at 100万円 and wins twice as often as the one who sells at 40万円: the order to come is 80万円."""
    large, small = OrderSize(1_000_000, 0, 0, 50), OrderSize(400_000, 0, 0, 50)
    parts = [yen_landing(0, 0, HALF, volume(1.0, 1e9), large), yen_landing(0, 0, HALF, volume(0.5, 1e9), small)]
    landing = group_landing(parts, 0, Differing(Effect(1e-9, 0.0)))
    assert isinstance(landing, Landing)
    assert landing.middle == pytest.approx(15 * 800_000, rel=1e-3)


def test_whoever_has_no_forecast_is_the_reason_of_all():
    reason = TooLittle(Text("短い", "short"))
    assert group_landing([count_landing(8, HALF, volume(0.7)), reason], 8, Differing(Effect(0.1, 0.0))) is reason


def test_without_any_history_the_month_speaks_for_itself():
    parts = [count_landing(8, HALF, None), count_landing(12, HALF, None)]
    landing = group_landing(parts, 20, Differing(Effect(0.1, 0.0)))
    assert isinstance(landing, Landing)
    assert landing.middle == pytest.approx(20 + 20.5)


def test_nothing_is_left_of_a_month_that_is_over():
    over = MonthSoFar(NOVEMBER, 20, 20, Profile.linear())
    landing = together(90, 0.2, 0.01, over)
    assert (landing.middle, landing.low, landing.high) == (90, 90, 90)


def test_what_is_a_teams_own_evens_out_over_several():
    """Ten members in teams of five, five and none, and of eight and two: e + o x sum p^2 is 0.02 + 0.1 x 0.5, or x 0.68."""
    parts = [count_landing(3, HALF, volume(0.5)) for _ in range(10)]

    def variance(teams: str) -> float:
        landing = group_landing(parts, 30, Differing(Effect(0.02, 0.1)), teams=list(teams))
        assert isinstance(landing, Landing)
        return landing.remainder.variance

    assert variance("A" * 10) == pytest.approx(together(30, 0.12).remainder.variance)
    assert variance("A" * 5 + "B" * 5) == pytest.approx(together(30, 0.07).remainder.variance)
    assert variance("A" * 8 + "B" * 2) == pytest.approx(together(30, 0.088).remainder.variance)


MONTHS = (Month(2026, 9), Month(2026, 10))


def days_of(*first_halves: float) -> GroupMonths:
    """Two months of 100, of which so many were done on the 2nd, and the rest on the 30th."""
    counts = {("佐藤", month): MonthlyCounts("佐藤", month, 100, 20, "東") for month in MONTHS}
    daily = {}
    for month, done in zip(MONTHS, first_halves, strict=True):
        daily |= {date(month.year, month.month, 2): done, date(month.year, month.month, 30): 100 - done}
    return GroupMonths(counts, [], {"佐藤": daily}, WorkCalendar())


def checks_of(*first_halves: float) -> list[Check]:
    """After a quarter, a half and three quarters of the month the first part alone was done."""
    return [Check(share, [(done, 100)]) for share in (0.25, 0.5, 0.75) for done in first_halves]


def test_how_late_months_are_done_is_learned_from_their_days():
    """Two months, the first half done on the 2nd in one and nearly all in the other, differ by more than two alike."""
    teams, linear = {"東": ["佐藤"]}, Profile.linear()
    alike, apart, far = (days_of(*each).share_effect(teams, linear).of() for each in ((50, 50), (30, 70), (5, 95)))
    assert alike < apart < far
    assert apart == pytest.approx(share_effect(checks_of(30, 70), 0.5).of())


def test_the_share_of_the_month_to_come_is_less_sure_than_those_it_was_learned_from():
    """The next month lies off the mean of two by what months differ by, and by what their mean is off: 1 + 1 / 2 times."""
    found = days_of(30, 70).share_effect({"東": ["佐藤"]}, Profile(Profile.linear().shares, months=2, count=200))
    assert found.of() == pytest.approx(share_effect(checks_of(30, 70), 0.5, fitted=2).of() * 1.5)


def test_whole_teams_are_watched_until_there_are_enough():
    """Half a team would seem to share nothing."""
    history = [MonthlyCounts(f"M{number:03}", NOVEMBER, 1, 20, f"T{number // 100}") for number in range(500)]
    assert {team: len(members) for team, members in watched_teams(history).items()} == {"T0": 100, "T1": 100}


def test_teams_keep_what_they_promise_where_months_are_shared(tmp_path: Path):
    """80% and 90%, of three made-up companies and nine teams; as independent members their sums kept 60 and 70%.

    252 team-months foretold at three days each, which are no independent ones: a team's three are nearly one.
    """
    found = of_companies(Kind("shared", orders=6.0), 3)
    teams = [each for (unit, _), landings in found.items() if unit == "team" for each in landings]
    error = math.sqrt(0.8 * 0.2 / (len(teams) / 3))
    assert sum(each.in_80 for each in teams) / len(teams) == pytest.approx(0.8, abs=2 * error)
    assert sum(each.in_90 for each in teams) / len(teams) == pytest.approx(0.9, abs=2 * error)
    assert sum(each.score for each in teams) < 0.75 * sum(each.naive for each in teams)
