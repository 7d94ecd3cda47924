"""Rates of wins by the month of the activity: simulated deals that take two months, and what the months' own counts say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.deals.activity_rates import ActivityRates
from kpi_xl.attainment.deals.won import deals_won
from kpi_xl.attainment.forecast.backtest import Kept, backtest
from kpi_xl.attainment.report.history import History, counted_rate
from kpi_xl.chance.rate_forecast import rate_forecasts
from kpi_xl.definitions import load_role, tallies_of
from kpi_xl.periods import Month, months_up_to
from kpi_xl.targets import Member
from kpi_xl.workdays import WorkCalendar
from tests.activity.logs import write_log

FIELD = load_role("field_sales")
MEASURE = counted_rate(FIELD.kpi("win_rate"))
TRUE_RATE = 0.2
MONTHS = months_up_to(Month(2026, 12), 13)
LAST = date(2026, 12, 31)
MEMBERS = [Member(f"担当{number}", "東", FIELD) for number in range(8)]


def growing(wait_days: float) -> Iterator[str]:
    """Meetings that grow by 12% a month; one in five wins, after a gamma time of *wait_days* on average."""
    draw = np.random.default_rng(4)
    number = 0
    for place, month in enumerate(MONTHS):
        for member in MEMBERS:
            for _ in range(draw.poisson(8 * 1.12**place)):
                day = month.start + timedelta(days=int(draw.integers(0, (month.end - month.start).days)))
                number += 1
                yield f"{day},{member.name},東,商談,1,,,会社{number},"
                won = day + timedelta(days=int(draw.gamma(4, wait_days / 4)))
                if draw.random() < TRUE_RATE and won <= LAST:
                    yield f"{won},{member.name},東,受注,1,500000,,会社{number},"


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> tuple[History, ActivityRates | None]:
    return of_log(tmp_path_factory.mktemp("slow"), 60)


def of_log(folder: Path, wait_days: float) -> tuple[History, ActivityRates | None]:
    assert MEASURE is not None
    with open_log(write_log(folder, *growing(wait_days))) as log:
        history = History.read(log, tallies_of(FIELD), LAST, WorkCalendar())
        deals = deals_won(log, history.months[0].start, LAST)
    return history, ActivityRates.of(history, MEASURE, MEMBERS, deals, LAST)


def test_a_growing_team_is_not_taken_for_a_worse_one(slow: tuple[History, ActivityRates | None]):
    """Deals take 60 days and meetings grow: the months' own quotient is 16%, by the months of the activity it is 20%."""
    history, rates = slow
    assert MEASURE is not None
    assert rates is not None
    counts = rates.counts(LAST)
    assert counts is not None
    own, by_activity = (
        sum(each.count for each in found) / sum(each.exposure for each in found)
        for found in (history.rates(MEASURE, MEMBERS), counts)
    )
    assert own < 0.17
    assert by_activity == pytest.approx(TRUE_RATE, abs=0.02)
    assert isinstance(rate_forecasts(counts), dict)


def test_promises_by_activity_hold(slow: tuple[History, ActivityRates | None]):
    """Each mature month foretold from what was known when it began: 80% and 90% hold within what chance allows."""
    _, rates = slow
    assert rates is not None
    test = backtest(rates.checkable(LAST), method=rates.foretold)
    for confidence in (0.8, 0.9):
        account = test.kept(confidence)
        assert isinstance(account, Kept)
        assert abs(account.share - account.meant) < 3 * account.error


def test_nothing_is_foretold_from_what_came_later(slow: tuple[History, ActivityRates | None]):
    """The months known on a day are those that were over, with no more wins than had come."""
    _, rates = slow
    assert rates is not None
    early = rates.counts(date(2026, 6, 30))
    assert early is not None
    assert max(each.month for each in early) == Month(2026, 6)
    wins = [deal for deal in rates.deals if deal.won <= date(2026, 6, 30)]
    assert sum(each.count for each in early) <= len(wins)


def test_where_deals_are_quick_the_months_own_counts_serve(tmp_path: Path):
    """Half of the wins come within two weeks: nothing is gained by looking further, so the plainer figure is shown."""
    assert of_log(tmp_path, 8)[1] is None


def test_where_most_wins_have_no_account_nothing_is_claimed(tmp_path: Path):
    """Their months are unknown, and rates without them too low by as much."""
    assert MEASURE is not None
    lines = [line.rsplit(",", 2)[0] + ",," if "受注" in line and number % 3 else line for number, line in enumerate(growing(60))]
    with open_log(write_log(tmp_path, *lines)) as log:
        history = History.read(log, tallies_of(FIELD), LAST, WorkCalendar())
        deals = deals_won(log, history.months[0].start, LAST)
    assert len(deals) > 20
    assert ActivityRates.of(history, MEASURE, MEMBERS, deals, LAST) is None
