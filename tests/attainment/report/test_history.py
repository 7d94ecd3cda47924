"""What the log tells of earlier months: small logs counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.activity import open_log
from kpi_xl.attainment.report.history import History, OrderMonth, carried_back, counted_rate, daily_counts, daily_totals
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.definitions import Kpi, Ratio, Single, load_role, tallies_of
from kpi_xl.periods import Month
from kpi_xl.targets import Member
from kpi_xl.workdays import WorkCalendar
from tests.activity.logs import NOVEMBER, write_log

FIELD, INSIDE = load_role("field_sales"), load_role("inside_sales:bdr")
CALENDAR = WorkCalendar()
SATO, SUZUKI = Member("佐藤 花子", "東", FIELD), Member("鈴木", "東", FIELD, date(2026, 10, 1))

LINES = [
    "2026-08-03,佐藤 花子,東,商談,10,,,A社,",
    "2026-08-20,佐藤 花子,東,受注,2,1000000,,A社,",
    "2026-09-03,佐藤 花子,東,商談,8,,,B社,",
    "2026-09-04,佐藤 花子,東,受注,1,600000,,C社,",
    "2026-10-05,佐藤　花子,東,商談,2,,,C社,",
    "2026-10-06,佐藤　花子,東,受注,3,1500000,,C社,",
    "2026-10-07,鈴木,東,商談,4,,,D社,",
    "2026-11-02,佐藤 花子,東,商談,5,,,E社,",
    "2026-11-03,佐藤 花子,東,商談,1,,,E社,",
    "2026-11-03,鈴木,東,商談,2,,,E社,",
]


def read(folder: Path, *lines: str) -> History:
    with open_log(write_log(folder, *lines)) as log:
        return History.read(log, tallies_of(FIELD), date(2026, 11, 30), CALENDAR, months=4)


def measure(kpi: str) -> Ratio:
    found = counted_rate(FIELD.kpi(kpi))
    assert found is not None
    return found


def volume(kpi: Kpi) -> Single:
    assert isinstance(kpi.measure, Single)
    return kpi.measure


def test_successes_and_trials_by_month(tmp_path: Path):
    """October's third win came of September's meetings: no month wins more than it met. The report's month is left out."""
    counts = read(tmp_path, *LINES).rates(measure("win_rate"), [SATO])
    assert counts == [
        MonthlyCounts("佐藤 花子", Month(2026, month), won, met, "東")
        for month, won, met in ((7, 0, 0), (8, 2, 10), (9, 2, 8), (10, 2, 2))
    ]


def test_volumes_count_from_the_first_whole_month(tmp_path: Path):
    """佐藤 is there from the log's first month, 鈴木 joined on the 1st of October; before that both have 0 of 0 days."""
    meetings = volume(FIELD.kpi("meetings")).tally
    counts = read(tmp_path, *LINES).volumes(meetings, [SATO, SUZUKI])
    assert [(each.count, each.exposure) for each in counts] == [
        (0, 0), (10, 20), (8, 19), (2, 21),
        (0, 0), (0, 0), (0, 0), (4, 21),
    ]  # fmt: skip


def test_who_appears_later_counts_from_the_month_after(tmp_path: Path):
    """Nobody said when 鈴木 joined: a first month may be half a month."""
    unknown = Member("鈴木", "東", FIELD)
    meetings = volume(FIELD.kpi("meetings")).tally
    counts = read(tmp_path, *LINES, "2026-09-28,鈴木,東,訪問,1,,,,").volumes(meetings, [unknown])
    assert [(each.count, each.exposure) for each in counts] == [(0, 0), (0, 0), (0, 0), (4, 21)]


def test_orders_and_their_yen(tmp_path: Path):
    """What order sizes are learned from."""
    revenue = volume(FIELD.kgi).tally
    orders = read(tmp_path, *LINES).orders(revenue, [SATO])
    assert orders[1:] == [
        OrderMonth("佐藤 花子", Month(2026, 8), 2, 1_000_000),
        OrderMonth("佐藤 花子", Month(2026, 9), 1, 600_000),
        OrderMonth("佐藤 花子", Month(2026, 10), 3, 1_500_000),
    ]


def test_days_by_member_and_together(tmp_path: Path):
    """Two ways to the same sum; only members asked for, only days asked for."""
    meetings = volume(FIELD.kpi("meetings")).tally
    with open_log(write_log(tmp_path, *LINES)) as log:
        by_member = daily_counts(log, meetings, NOVEMBER.start, date(2026, 11, 30))
        together = daily_totals(log, meetings, ["佐藤 花子", "鈴木"], NOVEMBER.start, date(2026, 11, 30))
        one = daily_totals(log, meetings, ["鈴木"], date(2026, 10, 1), date(2026, 11, 2))
        yen = daily_totals(log, volume(FIELD.kgi).tally, ["佐藤 花子"], date(2026, 8, 1), date(2026, 8, 31))
    assert by_member == {"佐藤 花子": {date(2026, 11, 2): 5, date(2026, 11, 3): 1}, "鈴木": {date(2026, 11, 3): 2}}
    assert together == {date(2026, 11, 2): 5, date(2026, 11, 3): 3}
    assert one == {date(2026, 10, 7): 4}
    assert yen == {date(2026, 8, 20): 1_000_000}


def test_days_keep_to_a_tallys_sources(tmp_path: Path):
    """Appointments from requests are no BDR's; the daily counts must say the same as the monthly ones."""
    rate = counted_rate(INSIDE.kpi("target_account_appointment_rate"))
    assert rate is not None
    lines = [f"2026-11-0{day},佐藤,東,アポイント,1,,,,{source}" for day, source in ((2, "資料請求"), (3, "ターゲット企業"), (4, ""))]
    with open_log(write_log(tmp_path, *lines)) as log:
        days = daily_totals(log, rate.of, ["佐藤"], NOVEMBER.start, NOVEMBER.end)
    assert days == {date(2026, 11, 3): 1, date(2026, 11, 4): 1}


def test_what_did_not_happen_counts_nothing(tmp_path: Path):
    """In July nobody did anything, in September 鈴木 did not: no row is a 0, of every tally."""
    history = read(tmp_path, *LINES)
    for tally in tallies_of(FIELD):
        assert history.value(SATO, Month(2026, 7), tally) == history.value(SUZUKI, Month(2026, 9), tally) == 0.0
    assert history.value(SATO, Month(2026, 8), volume(FIELD.kgi).tally) == 1_000_000


def test_a_deal_without_an_amount_brings_nothing_on_its_day(tmp_path: Path):
    """Its day is a day of winning all the same: 0 yen, and no gap in the curve."""
    with open_log(write_log(tmp_path, "2026-11-02,佐藤,東,受注,1,,,A社,", "2026-11-04,佐藤,東,受注,1,300000,,B社,")) as log:
        tally, (first, last) = volume(FIELD.kgi).tally, (NOVEMBER.start, date(2026, 11, 30))
        wanted = {date(2026, 11, 2): 0.0, date(2026, 11, 4): 300_000.0}
        assert daily_totals(log, tally, ["佐藤"], first, last) == wanted
        assert daily_counts(log, tally, first, last) == {"佐藤": wanted}


@pytest.mark.parametrize(
    ("role", "kpi", "is_rate"),
    [
        ("field_sales", "win_rate", True), ("field_sales", "average_order", False), ("field_sales", "meetings", False),
        ("customer_success", "repeat_rate", True), ("customer_success", "annual_churn", False), ("manager", "members_attaining", False),
    ],
)  # fmt: skip
def test_which_kpis_are_counted_rates(role: str, kpi: str, is_rate: bool):
    """Only successes of trials follow a binomial; average orders, annualised churn and derived KPIs do not."""
    assert (counted_rate(load_role(role).kpi(kpi)) is not None) is is_rate


@given(pairs=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12))
def test_what_is_carried_back_is_neither_lost_nor_made_up(pairs: list[tuple[float, float]]):
    """No month has more successes than trials; none moves forward in time, and only what finds no room is left out."""
    result = carried_back(pairs)
    assert [trials for _, trials in result] == [trials for _, trials in pairs]
    assert all(0 <= successes <= trials for successes, trials in result)
    for end in range(len(pairs) + 1):
        assert sum(each for each, _ in result[end:]) <= sum(each for each, _ in pairs[end:])
    if sum(each for each, _ in result) < sum(each for each, _ in pairs):
        assert result[0][0] == result[0][1]  # the first month is full
