"""Open deals: which are open on a day, what became of earlier ones, and what the landing holds of them; counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from kpi_xl.activity import ActivityLog, TallyTable, open_log
from kpi_xl.attainment.forecast.group_landing import joined_landing
from kpi_xl.attainment.forecast.landing import Course, Landing, MonthSoFar, opened
from kpi_xl.attainment.forecast.open.conversion import Conversion
from kpi_xl.attainment.forecast.open.deal import OpenDeal
from kpi_xl.attainment.forecast.open.listing import ListedDeal, Listing
from kpi_xl.attainment.forecast.open.now import OpenNow
from kpi_xl.attainment.forecast.open.part import OpenPart
from kpi_xl.attainment.forecast.order_size import OrderSize
from kpi_xl.attainment.forecast.profile import Profile
from kpi_xl.attainment.forecast.remainder import CountRemainder, YenRemainder
from kpi_xl.attainment.forecast.role_months import days_with
from kpi_xl.attainment.report.history import History
from kpi_xl.periods import Month
from kpi_xl.workdays import WorkCalendar
from tests.activity.logs import NOVEMBER, write_log

TENTH = date(2026, 11, 10)


@contextmanager
def log_of(folder: Path, *rows: str) -> Iterator[ActivityLog]:
    """Rows as ``day kind account amount count``, of 佐藤 unless a name stands behind."""
    lines = []
    for row in rows:
        day, kind, account, amount, count, *who = row.split()
        lines.append(f"2026-{day},{who[0] if who else '佐藤'},東,{kind},{count},{'' if amount == '-' else amount},,{account},")
    with open_log(write_log(folder, *lines)) as log:
        yield log


def listed(folder: Path, *rows: str, day: date = TENTH) -> dict[str, ListedDeal]:
    with log_of(folder, *rows) as log:
        return {each.account: each for each in Listing.read(log, [day]).deals.get(day, ())}


def test_what_is_open_on_a_day(tmp_path: Path):
    """B was won, C lost, D closed in the list, E dropped from the next list; A is there twice, F has no amount."""
    found = listed(
        tmp_path,
        "11-01 案件 A 800000 1", "11-01 案件 B 500000 1", "11-01 案件 C 500000 1", "11-01 案件 D 500000 1", "11-01 案件 E 500000 1",
        "11-05 受注 B 480000 1", "11-06 失注 C - 1",
        "11-09 案件 A 900000 1", "11-09 案件 D 0 0", "11-09 案件 F - 1", "11-12 案件 G 100000 1",
    )  # fmt: skip
    assert {account: each.amount for account, each in found.items()} == {"A": 900_000, "F": None}


def test_a_single_row_is_no_list(tmp_path: Path):
    """Who adds one deal in the middle of the month has not closed the others; nor does another member's list."""
    found = listed(
        tmp_path, "11-01 案件 A 800000 1", "11-01 案件 B 500000 1", "11-09 案件 C 300000 1", "11-09 案件 X 1 1 鈴木", "11-09 案件 Y 1 1 鈴木"
    )
    assert sorted(found) == ["A", "B", "C", "X", "Y"]


def test_how_far_and_how_old_a_deal_is(tmp_path: Path):
    """By what was done with the customer since the last order; what comes after the day is not known yet."""
    found = listed(
        tmp_path,
        "06-01 商談 A - 1", "07-01 受注 A 100000 1", "10-01 商談 A - 1", "10-20 提案 A - 1", "11-02 案件 A 800000 1", "11-02 案件 B 800000 1",
        "11-05 商談 B - 1", "11-20 提案 B - 1", "11-25 受注 B 700000 1",
    )  # fmt: skip
    assert (found["A"].stage, found["A"].age) == (3, (TENTH - date(2026, 10, 1)).days)
    assert (found["B"].stage, found["B"].age) == (1, 8)
    assert (found["B"].won, found["B"].won_amount) == (1, 700_000)


def test_a_list_of_last_spring_is_forgotten(tmp_path: Path):
    """Nobody has said for two months that they are still open."""
    assert listed(tmp_path, "04-01 案件 A 800000 1", "04-01 案件 B 800000 1", "11-05 商談 A - 1") == {}


def test_records_of_a_system_are_no_lists(tmp_path: Path):
    """An export shows each deal as it stands today; those won meanwhile are missing from its past."""
    path = write_log(tmp_path, "2026-11-02,佐藤,案件,800000,A,d1", "2026-11-02,佐藤,案件,800000,B,d2", header="日付,担当者,種別,金額,取引先,記録ID")
    with open_log(path) as log:
        assert Listing.read(log, [TENTH]) == Listing({}, {})


def past(number: int, won: int, stage: int = 0, age: int = 10, month: int = 8) -> list[ListedDeal]:
    day = date(2026, month, 10)
    brought = [float(place < won) for place in range(number)]
    return [ListedDeal(day, "佐藤", f"{stage}-{month}-{place}", 800_000, stage, age, each, 720_000 * each) for place, each in enumerate(brought)]


def test_chances_by_hand():
    """Of three months 60 deals that were merely listed, 3 won, and 20 with a proposal, 12 won: each as if with 20 of the common chance."""
    merely = [each for month in (8, 9, 10) for each in past(20, 1, month=month)]
    deals = [*merely, *past(7, 4, 3, month=8), *past(7, 4, 3, month=9), *past(6, 4, 3, month=10)]
    conversion = Conversion.of(deals, wins=30)
    assert conversion is not None
    assert (conversion.deals, conversion.months) == (80, 3)
    common = 15.5 / 81
    assert conversion.chance(past(1, 0, stage=3)[0]) == pytest.approx((12 + 20 * common) / 40)
    assert conversion.chance(past(1, 0)[0]) == pytest.approx((3 + 20 * common) / 80)
    assert conversion.chance(past(1, 0, stage=2)[0]) == pytest.approx(common)
    assert conversion.covered == 0.5
    assert conversion.paid == pytest.approx((15 * 720 + 5 * 800) / (20 * 800))


@pytest.mark.parametrize(
    "deals",
    [
        [*past(40, 10, month=9), *past(40, 10, month=10)],  # two months
        [each for month in (8, 9, 10) for each in past(13, 5, month=month)],  # 39 deals
        [*past(30, 3, month=8), *past(30, 2, month=9), *past(30, 2, month=10)],  # 7 wins
    ],
)
def test_little_history_is_not_used(deals: list[ListedDeal]):
    """A chance of three months' lists is the least that is better than none."""
    assert Conversion.of(deals, wins=60) is None


def test_nothing_counts_twice():
    """The landing of 4 orders to come at 80万, of which open deals stand for half: 2 to come, and the deals by their own chances."""
    so_far = MonthSoFar(NOVEMBER, 10, 20, Profile.linear())
    orders = CountRemainder(4, 6)
    size = OrderSize(800_000, 1e10, 1e8, 50)
    remainder = YenRemainder.of_orders(orders, size.mean, size.variance, size.error)
    landing = Landing(3_360_000, so_far, remainder, Course(5, None, size), orders=5, orders_to_come=4, counted=orders)
    deals = [OpenDeal("佐藤", "A", "", 1_000_000, 0.5, 1_000_000), OpenDeal("佐藤", "B", "", None, 0.25, 800_000)]
    part = OpenPart.of(deals, size.variance)
    found = opened(landing, part, 0.5)
    assert (found.done, found.open, found.to_come) == (3_360_000, 700_000, pytest.approx(1_600_000))
    assert found.middle == pytest.approx(found.done + found.open + found.to_come)
    assert found.orders_to_come == 2
    relative = 2 / 16  # how little is known of the 4: whole with what is to come, half with what is open
    to_come = 2 * 1e10 + (2 + relative * 4) * 800_000**2 + 4 * 1e8
    of_open = 0.25 * 1_000_000**2 + 0.25 * 0.75 * 800_000**2 + 0.25 * 1e10 + relative * (350_000**2 + 2 * 350_000 * 1_600_000)
    assert isinstance(found.remainder, YenRemainder)
    assert found.remainder.variance == pytest.approx(to_come + of_open)
    assert found.remainder.nothing == pytest.approx(CountRemainder(2, 2 + relative * 4).nothing * 0.5 * 0.75)


def test_how_little_past_lists_tell_makes_the_landing_less_sure():
    """Of 4 orders, half of them covered with an error of 0.01: 0.16; of half a deal whose chance is known to a fifth: 0.25 x 0.04."""
    so_far = MonthSoFar(NOVEMBER, 10, 20, Profile.linear())
    orders, deal = CountRemainder(4, 6), OpenDeal("佐藤", "A", "", None, 0.5, 1.0)
    landing = Landing(5, so_far, orders, Course(5, None), orders=5, orders_to_come=4, counted=orders)
    sure, unsure = (opened(landing, OpenPart.of([deal], 0, error), 0.5, cover) for error, cover in ((0.0, 0.0), (0.04, 0.01)))
    assert unsure.middle == sure.middle
    assert unsure.remainder.variance - sure.remainder.variance == pytest.approx(0.16 + 0.01)


def test_what_past_lists_tell_is_known_by_their_number():
    """30 wins of 120 deals, and 20 wins besides: the beta distributions' own variances."""
    found = Conversion.of([each for month in (8, 9, 10) for each in past(40, 10, month=month)], wins=50)
    assert found is not None
    common = 30.5 / 121
    assert found.error == pytest.approx(common * (1 - common) / 122 / common**2)
    assert found.cover_error == pytest.approx(0.6 * 0.4 / 51)


def test_the_same_point_of_a_past_month_is_as_many_working_days_with_its_end():
    """With 10 days left, October's day is the 16th, after which 10 of its 21 are; the last day is never looked back to."""
    history = History((Month(2026, 9), Month(2026, 10)), NOVEMBER, TallyTable({}), WorkCalendar())
    assert days_with(history, 10) == {Month(2026, 9): date(2026, 9, 11), Month(2026, 10): date(2026, 10, 16)}
    assert days_with(history, 0)[Month(2026, 10)] == date(2026, 10, 29)
    assert days_with(history, 40)[Month(2026, 10)] == date(2026, 10, 1)


def test_of_counts_a_win_is_worth_one():
    """Where deals are counted and not yen."""
    so_far = MonthSoFar(Month(2026, 11), 10, 20, Profile.linear())
    orders = CountRemainder(4, 6)
    landing = Landing(5, so_far, orders, Course(5, None), orders=5, orders_to_come=4, counted=orders)
    found = opened(landing, OpenPart.of([OpenDeal("佐藤", "A", "", 900_000, 0.5, 1.0)], 0), 0.25)
    assert (found.open, found.to_come, found.middle) == (0.5, 3, 8.5)


def test_what_comes_after_the_day_changes_no_chance(tmp_path: Path):
    """The chances of today come from months that were over; the day's own deals, won later in a whole log, tell nothing."""
    rows = [f"{month:02}-01 案件 C{month}-{number} 500000 1" for month in range(7, 12) for number in range(20)]
    rows += [f"{month:02}-20 受注 C{month}-{number} 400000 1" for month in range(7, 11) for number in range(6)]
    later = [f"11-20 受注 C11-{number} 400000 1" for number in range(20)]
    found = []
    for lines in (rows, [*rows, *later]):
        with log_of(tmp_path, *lines) as log:
            days = [TENTH - timedelta(days=31 * back) for back in (1, 2, 3, 4)]
            found.append(OpenNow.of(Listing.read(log, [TENTH, *days]), TENTH, days, {"佐藤": "佐藤"}).deals("佐藤", True, 1.0))
    assert found[0] == found[1]
    assert len(found[0]) == 20
    assert found[0][0].chance > 0


def test_figures_that_are_joined_keep_their_parts():
    """Two roles' landings in one: orders, what is open and what is to come are the sums."""
    so_far = MonthSoFar(NOVEMBER, 10, 20, Profile.linear())
    remainder = YenRemainder(900.0, 400.0, 0.1)
    one = Landing(100, so_far, remainder, orders=2, orders_to_come=3, open=250.0)
    other = Landing(50, so_far, remainder, orders=1, orders_to_come=4, open=50.0)
    found = joined_landing([one, other], 160)
    assert isinstance(found, Landing)
    assert (found.done, found.orders, found.orders_to_come, found.open, found.to_come, found.counted) == (160, 3, 7, 300, 1500, None)
