"""What is due by now: nobody who is ahead of it gets a ×, whatever the whole month's target says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.report.actuals import annualised
from kpi_xl.attainment.report.model import AttainmentRow, Result, share_due
from kpi_xl.attainment.report.pacing import actual_in_words, due_in_words
from kpi_xl.attainment.report.rates import Status
from kpi_xl.attainment.report.rows import attainment_row
from kpi_xl.definitions import Direction, all_roles, load_role
from kpi_xl.language import speaking
from kpi_xl.targets import Thresholds
from tests.attainment.plans import field_plan, member, report_of, result

FIELD = load_role("field_sales")
SIXTEENTH = date(2026, 11, 16)
"""Of the 19 working days of November 2026 (two are holidays), ten are over on the 16th, a Monday."""


def sato(folder: Path, *lines: str, as_of: date | None = SIXTEENTH) -> Result:
    """One person against 300万円: 6 deals, 30 meetings at 20%."""
    return result(report_of(folder, field_plan(member("佐藤"), amount=3_000_000), *lines, as_of=as_of), "佐藤")


def shown(row: AttainmentRow) -> tuple[object, ...]:
    return row.target, row.actual, row.due, row.status


def test_whoever_is_ahead_by_mid_month_gets_no_cross(tmp_path: Path):
    """Due of 30 meetings after 10 of 19 days: 15.79. Sixteen held are 53.3% of the month and 101.3% of what is due: ○, not ×."""
    row = sato(tmp_path, "2026-11-10,佐藤,東,商談,16,").row("meetings")
    assert row.due == pytest.approx(30 * 10 / 19)
    assert (row.rate, row.pace) == (pytest.approx(16 / 30), pytest.approx(16 * 19 / 300))
    assert row.status is Status.GOOD


def test_a_small_count_is_due_in_parts(tmp_path: Path):
    """Of 6 deals 3.16 are due: three won are 95% of the way (△); rounded up to four they would be 75% and ×."""
    row = sato(tmp_path, "2026-11-10,佐藤,東,受注,3,1500000").row("deals_won")
    assert (row.pace, row.status) == (pytest.approx(3 * 19 / 60), Status.FAIR)
    assert str(due_in_words(row)) == "3.2件"
    with speaking("en"):
        assert str(due_in_words(sato(tmp_path, "2026-11-10,佐藤,東,商談,1,").kgi)) == "¥1,579,000"


def test_rates_and_amounts_a_week_are_due_whole(tmp_path: Path):
    """A win rate of 20% is one on every day. 12 visits in ten working days are 6 a week, of 10: 60%."""
    owner = sato(tmp_path, "2026-11-10,佐藤,東,商談,10,", "2026-11-10,佐藤,東,受注,1,500000", "2026-11-10,佐藤,東,訪問,12,")
    assert shown(owner.row("win_rate")) == (0.2, 0.1, 0.2, Status.POOR)
    assert shown(owner.row("visits_per_week")) == (10, pytest.approx(6), 10, Status.POOR)


def test_a_whole_month_is_due_on_its_last_day(tmp_path: Path):
    """On the 30th, and without a day, all of it: pace and attainment are one."""
    for day in (date(2026, 11, 30), None):
        row = sato(tmp_path, "2026-11-10,佐藤,東,商談,16,", as_of=day).row("meetings")
        assert (row.due, row.pace, row.status) == (30, row.rate, Status.POOR)


def test_before_the_first_working_day_nothing_is_due_and_nobody_is_judged(tmp_path: Path):
    """November 2026 begins on a Sunday: no ○ for having been asked nothing, no × either."""
    row = sato(tmp_path, "2026-11-01,佐藤,東,商談,1,", as_of=date(2026, 11, 1)).row("meetings")
    assert (row.due, row.pace, row.status) == (0, None, None)


def test_a_calendar_without_working_days_owes_everything():
    """A month that is all holidays has no part: no division by zero."""
    assert share_due(0, 0) == 1.0


KPIS = sorted({(role.id, kpi.id): kpi for role in all_roles() for kpi in role.kpis}.items())


@given(
    kpi=st.sampled_from([kpi for _, kpi in KPIS]), target=st.floats(0.01, 1e8), days=st.integers(1, 23), elapsed=st.integers(0, 23),
    actual=st.floats(0, 2e8),
)  # fmt: skip
def test_the_sign_never_contradicts_what_is_due(kpi, target, days, elapsed, actual):
    """○ where the actual is at what is due or better, for every KPI there is; at the month's end by the whole target."""
    row = attainment_row(kpi, target, actual, Thresholds(), share_due=share_due(min(elapsed, days), days))
    if row.pace is None:
        assert row.status is None
        return
    is_ahead = actual <= row.due if kpi.direction is Direction.LOWER else actual >= row.due
    assert not is_ahead or row.status is Status.GOOD
    if elapsed >= days:
        assert (row.due, row.pace) == (row.target, row.rate)


# --- few cases ----------------------------------------------------------------------------------------------------------

SUCCESS = load_role("customer_success")


def customer(lost: int, customers: int, target: float = 0.05) -> AttainmentRow:
    churn = annualised(lost / customers)
    return attainment_row(SUCCESS.kpi("annual_churn"), target, churn, Thresholds(), cases=customers, events=lost)


def test_one_customer_lost_of_forty_is_told_as_one_customer():
    """1 - (39 / 40)^12 = 26.2% a year. Against 5% that would be an attainment of 2 - 5.24 = -324%, from a single decision."""
    row = customer(1, 40)
    assert (row.rate, row.pace, row.status, row.is_few) == (None, None, None, True)
    assert str(actual_in_words(row)) == "1社解約（年換算26.2%、n=40）"
    with speaking("en"):
        assert str(actual_in_words(row)) == "1 customer lost (26.2% a year, n=40)"


def test_of_many_customers_churn_is_judged():
    """5% a year is 0.4265% a month: from 235 customers on one of them may go. 1 of 680 is 1.75% a year: ○."""
    assert (customer(0, 40).status, customer(1, 234).status) == (None, None)
    row = customer(1, 680)
    assert row.status is Status.GOOD
    assert row.rate == pytest.approx(2 - (1 - (679 / 680) ** 12) / 0.05)
    assert str(actual_in_words(row)) == "1.8%"


def test_a_rate_of_few_cases_has_its_n_and_is_no_headline(tmp_path: Path):
    """12 meetings: none with a key person (0 of 80%), one deal: 8.3% of 20%. Behind are the deals, 1 of 3.16 that are due: a count."""
    logged = ("2026-11-10,佐藤,東,訪問,19,", "2026-09-02,佐藤,東,キーパーソン接触,1,")
    owner = sato(tmp_path, "2026-11-10,佐藤,東,商談,12,", "2026-11-10,佐藤,東,受注,1,500000", *logged)
    row = owner.row("win_rate")
    assert (row.cases, row.events, row.is_few) == (12, 1, True)
    assert str(actual_in_words(row)) == "8.3%（n=12）"
    assert owner.row("key_person_rate").pace == 0
    assert owner.worst is owner.row("deals_won")
