"""The demo's year: the same every time, read without a loss, and telling the story it is meant to tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kpi_xl.activity import ActivityLog, open_log
from kpi_xl.attainment import MonthlyReport, Result, Status, build_report
from kpi_xl.definitions import load_role
from kpi_xl.demo.accounts import ACCOUNTS
from kpi_xl.demo.people import OSAKA, TOKYO
from kpi_xl.demo.year import LAST_MONTH, MONTHS, demo_calendar, demo_members, write_demo_log
from kpi_xl.periods import Month, months_up_to
from kpi_xl.targets import Plan, RolePlan

OTHER_LAST_MONTHS = (Month(2026, 3), Month(2027, 1), Month(2027, 6))
STEADY = ("鈴木 一郎", "田中 美咲", "加藤 大輔", "吉田 直子")


def plan_of(last_month: Month) -> Plan:
    """Everybody against the method's standard for one person, each team against 1,000万円."""
    manager = load_role("manager")
    teams = RolePlan(manager, {**manager.defaults, "KGI_AMOUNT": 20_000_000})
    return Plan((teams,), demo_members(last_month), demo_calendar(last_month))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@contextmanager
def year(folder: Path, last_month: Month = LAST_MONTH) -> Iterator[ActivityLog]:
    path = folder / f"{last_month}.csv"
    if not path.exists():
        write_demo_log(path, last_month)
    with open_log(path) as log:
        yield log


def reports_of(folder: Path, last_month: Month, count: int = MONTHS) -> list[MonthlyReport]:
    """The reports of the last *count* months, in order."""
    with year(folder, last_month) as log:
        plan = plan_of(last_month)
        return [build_report(log, plan, month) for month in months_up_to(last_month, count)]


@pytest.fixture(scope="module")
def reports(folder: Path) -> list[MonthlyReport]:
    return reports_of(folder, LAST_MONTH)


def result_of(report: MonthlyReport, name: str) -> Result:
    return next(result for result in report.results if result.name == name)


def actuals(reports: list[MonthlyReport], name: str, kpi: str) -> list[float]:
    return [result_of(report, name).row(kpi).actual or 0.0 for report in reports]


def of_kind(folder: Path, kind: str) -> dict[Month, float]:
    """What the whole company did per working day, month by month."""
    with year(folder) as log:
        rows = log.connection.execute(
            "SELECT date_trunc('month', date), sum(count) FROM log WHERE kind = $kind GROUP BY 1", {"kind": kind}
        ).fetchall()
    return {Month.of(day): float(count) / demo_calendar().days_in(Month.of(day)) for day, count in rows}


def test_the_same_year_every_time(tmp_path: Path):
    """Screenshots, snapshots and the documentation quote its figures."""
    for name in ("once.csv", "again.csv"):
        write_demo_log(tmp_path / name)
    assert (tmp_path / "once.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()


def test_the_file_opens_in_excel_as_it_is(tmp_path: Path):
    """Excel takes a CSV for UTF-8 only when it begins with a BOM."""
    write_demo_log(tmp_path / "log.csv")
    first, second = (tmp_path / "log.csv").read_bytes().split(b"\r\n")[:2]
    assert first.decode("utf-8").removeprefix("\ufeff") == "日付,担当者,チーム,種別,件数,金額,評点,取引先,流入元"
    assert first.startswith(b"\xef\xbb\xbf")
    assert second.decode("utf-8").startswith("2025-12-01,佐藤 花子,東京,")


@pytest.mark.parametrize("last_month", [LAST_MONTH, *OTHER_LAST_MONTHS], ids=str)
def test_every_row_is_read(folder: Path, last_month: Month):
    with year(folder, last_month) as log:
        summary = log.summary(last_month, last_month.next.start)
        days = {day for (day,) in log.connection.execute("SELECT DISTINCT date FROM log").fetchall()}
    assert (summary.rejected, summary.skipped) == (0, 0)
    assert 20_000 < summary.read < 50_000
    assert summary.members == len(demo_members(last_month))
    first = last_month.plus(1 - MONTHS)
    assert days <= set(demo_calendar(last_month).working_days(first.start, last_month.end))
    assert {Month.of(day) for day in days} == set(months_up_to(last_month, MONTHS))


def test_two_teams_with_every_role_and_a_manager_each():
    roles = Counter((member.team, member.role.key) for member in demo_members())
    every = {"inside_sales:sdr", "inside_sales:bdr", "field_sales", "customer_success", "manager"}
    for team in (TOKYO, OSAKA):
        assert {role for its_team, role in roles if its_team == team} == every
        assert roles[team, "manager"] == 1
    assert len({member.name for member in demo_members()}) == len(demo_members())


def test_the_accounts_are_all_different():
    """Customers have one member each: two of the same name would count once."""
    assert len(set(ACCOUNTS)) == len(ACCOUNTS)


def test_new_members_ramp_up(reports: list[MonthlyReport]):
    """25, 50, 75 and 100% of a full member's activity in the first four months, nothing before."""
    joined = [member for member in demo_members() if member.joined]
    assert len(joined) == 2
    for member in joined:
        place = next(index for index, report in enumerate(reports) if report.month.start == member.joined)
        visits = actuals(reports, member.name, "visits_per_week")
        assert not any(visits[:place])
        for expected, seen in zip((0.25, 0.5, 0.75, 1.0), visits[place : place + 4], strict=False):
            assert seen / 10 == pytest.approx(expected, abs=0.25)
        assert visits[place : place + 3] == sorted(visits[place : place + 3])


def test_quiet_and_busy_months_show(folder: Path):
    """People look for August and the fiscal year's end in any sales figure."""
    calls = of_kind(folder, "call")
    usual = sum(calls.values()) / len(calls)
    by_month = {month.month: rate / usual for month, rate in calls.items()}
    assert by_month[8] == min(by_month.values())
    assert by_month[8] < 0.85
    assert by_month[12] < 0.97
    assert by_month[3] > 1.05
    assert by_month[9] > 1.05


@pytest.mark.parametrize("last_month", [LAST_MONTH, *OTHER_LAST_MONTHS], ids=str)
def test_key_person_contacts_fall_before_the_win_rate(folder: Path, last_month: Month):
    """The leading indicator falls a month before the result does; activity stays as it was."""
    reports = reports_of(folder, last_month, 6)
    contact_rates = actuals(reports, "佐藤 花子", "key_person_rate")
    win_rates = actuals(reports, "佐藤 花子", "win_rate")
    visits = actuals(reports, "佐藤 花子", "visits_per_week")
    assert min(contact_rates[:3]) > 0.78
    assert max(contact_rates[3:]) < 0.70
    assert contact_rates[3] > contact_rates[4] > contact_rates[5]
    assert sum(win_rates[:4]) / 4 > 0.18
    assert sum(win_rates[4:]) / 2 < 0.165
    assert min(visits) > 0.65 * max(visits)


def test_the_methods_numbers_are_about_reached(reports: list[MonthlyReport]):
    """300万円 a month is what 30 meetings, 20% and 50万円 give."""
    rates = sorted(result_of(report, name).kgi.rate or 0.0 for report in reports for name in STEADY)
    assert sum(rates) / len(rates) == pytest.approx(1.0, abs=0.15)
    assert rates[len(rates) // 10] > 0.6
    assert rates[-len(rates) // 10] < 1.5


def test_the_last_month_mixes_good_fair_and_poor(reports: list[MonthlyReport]):
    """A demo in which everything is green, or red, shows nothing."""
    signs = Counter(row.status for result in reports[-1].results for row in result.rows)
    known = sum(signs[status] for status in Status)
    assert min(signs[status] / known for status in Status) > 0.12


def test_one_inside_sales_member_is_strong_and_one_weak(reports: list[MonthlyReport]):
    inside = {
        result.name: sum(result_of(report, result.name).kgi.rate or 0.0 for report in reports) / len(reports)
        for result in reports[-1].results
        if result.role.id == "inside_sales"
    }
    assert max(inside, key=lambda name: inside[name]) == "渡辺 彩"
    assert inside["渡辺 彩"] > 1.05
    assert min(inside, key=lambda name: inside[name]) == "松本 亮"
    assert inside["松本 亮"] < 0.8


def test_customers_stay_and_buy_more_at_about_the_standard_rates(reports: list[MonthlyReport]):
    for name in ("中村 由美", "井上 恵", "木村 隆"):
        means = {
            kpi: sum(actuals(reports, name, kpi)) / len(reports)
            for kpi in ("repeat_rate", "upsell_rate", "cross_sell_rate", "satisfaction", "annual_churn")
        }
        assert means["repeat_rate"] == pytest.approx(0.80, abs=0.05)
        assert means["upsell_rate"] == pytest.approx(0.15, abs=0.02)
        assert means["cross_sell_rate"] == pytest.approx(0.10, abs=0.02)
        assert means["satisfaction"] == pytest.approx(4.5, abs=0.1)
        assert means["annual_churn"] < 0.07


def test_one_team_has_enough_open_deals_and_one_has_not(reports: list[MonthlyReport]):
    """Three times the goal is the standard."""
    coverage = {
        result.team: result.pipeline.open / result.kgi.target for result in reports[-1].results if result.role.is_team
    }
    assert coverage[TOKYO] > 3
    assert 1.5 < coverage[OSAKA] < 3
