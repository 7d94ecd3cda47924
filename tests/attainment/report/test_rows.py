"""Rows of the report: less is better of some KPIs, last year had other days, and who came later has months without a figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment import Status, build_report
from kpi_xl.attainment.report.rows import attainment_row
from kpi_xl.definitions import load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Plan, Thresholds
from tests.activity.logs import NOVEMBER, write_log
from tests.attainment.plans import FIELD, field_plan, member, report_of, result


@pytest.mark.parametrize(("churn", "rate", "sign"), [(0.04, 1.2, Status.GOOD), (0.06, 0.8, Status.FAIR), (0.10, 0.0, Status.POOR)])
def test_of_churn_less_is_better(churn: float, rate: float, sign: Status):
    """4% where 5% was allowed is 20% better than it had to be, 6% is 20% worse, twice as much is nothing attained."""
    row = attainment_row(load_role("customer_success").kpi("annual_churn"), 0.05, churn, Thresholds())
    assert (row.rate, row.status) == (pytest.approx(rate), sign)


def test_last_years_month_is_spread_over_its_own_days(tmp_path: Path):
    """November 2025 had 18 working days (文化の日, and the 24th for the 23rd): 180 calls were 10 a day."""
    lines = ["2025-11-04,田中,東,架電,180,,,,", "2026-11-04,田中,東,架電,190,,,,"]
    row = result(report_of(tmp_path, Plan.standard(load_role("inside_sales:bdr")), *lines), "田中").row("calls_per_day")
    assert (row.year_before, row.actual) == (10, 10)


def test_two_months_of_trend_look_a_year_back_as_six_do(tmp_path: Path):
    """Only a report of one month alone looks at nothing else."""
    path = write_log(tmp_path, "2025-11-04,山田,東,受注,1,700000,,A,", "2026-10-05,山田,東,受注,1,600000,,B,", "2026-11-04,山田,東,受注,1,500000,,C,")
    with open_log(path) as log:
        found = [build_report(log, Plan.standard(FIELD), NOVEMBER, months=months) for months in (1, 2, 6)]
    rows = [result(report, "山田").kgi for report in found]
    assert [(row.actual, row.before, row.year_before) for row in rows] == [
        (500_000, None, None), (500_000, 600_000, 700_000), (500_000, 600_000, 700_000),
    ]  # fmt: skip


def test_months_before_somebody_came_stand_in_the_trend_without_a_figure(tmp_path: Path):
    """Joined on 1 September: June to August are there, and empty; they are not 0%."""
    plan = field_plan(replace(member("山田"), joined=date(2026, 9, 1)), amount=1_000_000)
    trend = result(report_of(tmp_path, plan, "2026-06-05,佐藤,東,受注,1,100000,,,", "2026-11-04,山田,東,受注,1,500000,,C,"), "山田").trend
    assert [point.month for point in trend] == [Month(2026, month) for month in range(6, 12)]
    assert [point.actual for point in trend] == [None, None, None, 0, 0, 500_000]
