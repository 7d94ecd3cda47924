"""Trends remember what each month was measured against, and what the log at hand no longer holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.activity.store import StoredResult
from kpi_xl.attainment import MonthlyReport, build_report
from kpi_xl.attainment.report.stored_months import results_of, with_stored_months
from kpi_xl.definitions import load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Plan
from tests.activity.logs import NOVEMBER, write_log

OCTOBER = Month(2026, 10)
LINES = ("2026-11-02,山田,東,受注,1,1500000,,,", "2026-11-02,佐藤,東,商談,2,,,,")


@pytest.fixture
def report(tmp_path: Path) -> MonthlyReport:
    """November, from a log that holds nothing earlier."""
    return of_lines(tmp_path, *LINES)


def of_lines(folder: Path, *lines: str) -> MonthlyReport:
    with open_log(write_log(folder, *lines)) as log:
        return build_report(log, Plan.standard(load_role("field_sales")), NOVEMBER)


def stored(owner: str, target: float | None, actual: float | None, days_missing: int = 0) -> StoredResult:
    last = OCTOBER.end - timedelta(days=1 + days_missing)
    return StoredResult(OCTOBER, last, "東", owner, "field_sales", "revenue", target, actual)


def october(report: MonthlyReport, *known: StoredResult) -> list[tuple[float | None, float | None, float | None]]:
    """October's (target, actual, rate) in the trends of 山田, 佐藤 and both together."""
    made = with_stored_months(report, known)
    (block,) = made.teams[0].blocks
    points = [result.trend[-2] for result in (*block.members, block.total)]
    assert {point.month for point in points} == {OCTOBER}
    return [(point.target, point.actual, point.rate) for point in points]


def test_a_month_that_the_log_lacks_comes_from_the_store(report: MonthlyReport):
    """Members and the total, each against the target of that month."""
    known = (stored("山田", 2_000_000, 1_000_000), stored("佐藤", 500_000, 500_000), stored("", 2_500_000, 1_500_000))
    assert october(report, *known) == [(2e6, 1e6, 0.5), (5e5, 5e5, 1.0), (2.5e6, 1.5e6, 0.6)]


def test_what_the_log_counts_now_goes_before_what_was_counted_then(tmp_path: Path):
    """October was corrected since; the target is still the one that it was measured against."""
    report = of_lines(tmp_path, *LINES, "2026-10-02,山田,東,受注,1,1600000,,,")
    assert october(report, stored("山田", 2_000_000, 1_000_000))[0] == (2e6, 1.6e6, 0.8)


def test_half_a_month_is_not_taken_for_a_month(report: MonthlyReport):
    """What was reported on the 15th is no result of October."""
    assert october(report, stored("山田", 2_000_000, 1_000_000, days_missing=16))[0] == (2e6, None, None)


def test_the_months_own_figures_stay(report: MonthlyReport):
    """An earlier run of November's report says nothing about this one."""
    own = replace(stored("山田", 1.0, 1.0), month=NOVEMBER, as_of=NOVEMBER.end - timedelta(days=1))
    assert with_stored_months(report, [own]) == report


def test_what_others_left_is_not_ones_own(report: MonthlyReport):
    """Same name in another team, another role, another KPI."""
    mine = stored("山田", 2_000_000, 1_000_000)
    others = [replace(mine, team="西"), replace(mine, role="manager"), replace(mine, kpi="meetings")]
    assert with_stored_months(report, others) == report


def test_a_report_leaves_every_figure_once(report: MonthlyReport):
    """Two members and their total, seven KPIs each."""
    left = list(results_of(report))
    role = load_role("field_sales")
    assert len({(each.owner, each.kpi) for each in left}) == len(left) == 3 * len(role.kpis)
    revenue = {each.owner: (each.target, each.actual) for each in left if each.kpi == "revenue"}
    assert revenue == {"山田": (3e6, 1.5e6), "佐藤": (3e6, 0.0), "": (6e6, 1.5e6)}


def test_last_year_comes_from_the_store_where_the_log_is_too_short(report: MonthlyReport):
    """Nobody keeps old exports; a month that was not over when it was reported says nothing."""
    year = Month(2025, 11)
    of_a_whole_month = StoredResult(year, year.end - timedelta(days=1), "東", "山田", "field_sales", "revenue", 2e6, 1.2e6)
    cut_short = replace(of_a_whole_month, owner="佐藤", as_of=year.start)
    (block,) = with_stored_months(report, [of_a_whole_month, cut_short]).teams[0].blocks
    assert {each.name: each.kgi.year_before for each in block.members} == {"山田": 1.2e6, "佐藤": None}
