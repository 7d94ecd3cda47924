"""Everybody's insight on the made-up company: it agrees with the report, adds up, and says when it cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import ActivityLog, open_log
from kpi_xl.attainment import MonthlyReport, build_report
from kpi_xl.attainment.diagnosis.advice import Reason
from kpi_xl.attainment.diagnosis.split import gap_split
from kpi_xl.attainment.forecast.backtest import Kept
from kpi_xl.attainment.forecast.hit_rate import hit_rates
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.month.insight import ReportInsights
from kpi_xl.attainment.month.insights import insights
from kpi_xl.attainment.report.history import History
from kpi_xl.chance.rate_forecast import required_trials
from kpi_xl.definitions import load_role, tallies_of
from kpi_xl.demo.year import LAST_MONTH, demo_calendar, demo_members, write_demo_log
from kpi_xl.targets import Member, Plan, RolePlan
from tests.activity.logs import write_log
from tests.attainment.plans import FIELD, field_plan, member, report_of, result

MID_MONTH = date(2026, 11, 16)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ActivityLog]:
    path = tmp_path_factory.mktemp("demo") / "log.csv"
    write_demo_log(path)
    with open_log(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def plan() -> Plan:
    members = demo_members()
    roles = [load_role(name) for name in ("field_sales", "inside_sales", "customer_success", "manager")]
    people = {role.id: sum(each.role.id == role.id for each in members) for role in roles}
    plans = [RolePlan(role, {**role.defaults, "KGI_AMOUNT": role.defaults["KGI_AMOUNT"] * people[role.id]}) for role in roles]
    return Plan(tuple(plans), members, demo_calendar())


def history_of(log: ActivityLog, report: MonthlyReport, plan: Plan) -> History:
    """What the report's own query counts."""
    roles = {block.role.key: block.role for team in report.teams for block in team.blocks}
    tallies = dict.fromkeys(tally for role in roles.values() for tally in tallies_of(role))
    return History.read(log, tuple(tallies), report.as_of, plan.calendar)


def both(log: ActivityLog, plan: Plan, as_of: date | None) -> tuple[MonthlyReport, ReportInsights]:
    report = build_report(log, plan, LAST_MONTH, as_of)
    return report, insights(log, report, history_of(log, report, plan))


def test_everybody_has_an_insight_that_agrees_with_the_report(log: ActivityLog, plan: Plan):
    """Half way through the month: each landing starts from the report's own actual, and its range holds its middle."""
    report, found = both(log, plan, MID_MONTH)
    for each in report.results:
        insight = found.of(each)
        assert insight.result is each
        assert isinstance(insight.landing, Landing)
        assert insight.landing.done == each.kgi.actual
        assert insight.landing.low <= insight.landing.middle <= insight.landing.high
        assert insight.probability is not None
        assert 0 <= insight.probability <= 1
        assert len(insight.advice) <= 3


def test_the_range_told_at_mid_month_holds_the_months_end(log: ActivityLog, plan: Plan):
    """14 members' goals, 80% ranges from half a month: at least 10 ended inside."""
    report, found = both(log, plan, MID_MONTH)
    whole, _ = both(log, plan, None)
    ends = {each.name: each.kgi.actual for team in whole.teams for each in team.members}
    inside = 0
    for team in report.teams:
        for each in team.members:
            landing = found.of(each).landing
            assert isinstance(landing, Landing)
            inside += landing.low <= (ends[each.name] or 0) <= landing.high
    assert len(ends) == 14
    assert inside >= 10


def test_what_is_learned_keeps_the_members_in_their_order(log: ActivityLog, plan: Plan):
    """Fractions added in another order end in another digit: one log must not give other forecasts at its next reading."""
    _, found = both(log, plan, MID_MONTH)
    months = [course.basis.before for course in found.courses.values() if course is not None]
    for each in months:
        assert list(each.watched) == [name for team in each.teams.values() for name in team if name in each.watched]
    assert any(len(each.watched) > 2 for each in months)


def test_a_month_that_is_over_is_certain(log: ActivityLog, plan: Plan):
    """Probability 0 or 1, the landing is the actual, and the day it was made lies in the month."""
    report, found = both(log, plan, None)
    for team in report.teams:
        for each in team.members:
            insight = found.of(each)
            assert each.kgi.rate is not None
            is_made = each.kgi.rate >= 1
            assert insight.probability == float(is_made)
            assert (insight.day_made is not None) is is_made
            assert insight.needed_per_day == (0 if is_made else None)


def test_the_yen_of_the_gap_add_up(log: ActivityLog, plan: Plan):
    """Every yen that field sales misses is some KPI's, or comes from rounding the plan's deals up."""
    report, found = both(log, plan, None)
    for team in report.teams:
        for block in team.blocks:
            for each in block.members:
                split = found.of(each).split
                if block.role.id != "field_sales":
                    assert split is None
                    continue
                planned = (each.row("deals_won").target or 0) * (each.row("average_order").target or 0)
                assert split.rounding == round(planned - each.kgi.target)
                assert sum(part.yen for part in split.parts) + split.rounding == round(each.kgi.actual - each.kgi.target)


def test_the_member_who_slips_is_told_why(log: ActivityLog, plan: Plan):
    """佐藤 meets ever fewer key persons: the story that the made-up year tells must come out, with its yen."""
    report, found = both(log, plan, None)
    slipping = next(each for each in report.results if each.name == "佐藤 花子")
    first = found.of(slipping).advice[0]
    assert (first.reason, first.kpi.id) == (Reason.PROBLEM, "key_person_rate")
    assert first.yen is not None
    assert first.yen > 1_000_000
    assert min(found.of(slipping).gaps, key=found.of(slipping).gaps.__getitem__) == "key_person_rate"


def test_a_team_is_its_members_together(log: ActivityLog, plan: Plan):
    """About their sum, its range narrower than the sum of theirs; a manager's goal is the sellers'.

    Only about: what they share of the month is seen in all of them together, not in one.
    """
    report, found = both(log, plan, MID_MONTH)
    for team in report.teams:
        sellers = next(block for block in team.blocks if block.role.id == "field_sales")
        parts = [found.of(each).landing for each in sellers.members]
        landings = [part for part in parts if isinstance(part, Landing)]
        together = found.of_block(sellers).landing
        assert isinstance(together, Landing)
        assert together.middle == pytest.approx(sum(part.middle for part in landings), rel=0.05)
        assert together.high - together.low < sum(part.high - part.low for part in landings)
        for lead in team.led:
            led = found.of(lead).landing
            assert isinstance(led, Landing)
            assert led.middle == pytest.approx(together.middle)


def test_rates_are_ready_for_next_months_promise(log: ActivityLog, plan: Plan):
    """Meetings for six deals at 80 and 90%: more than the 30 of the plain count, and 90% takes more."""
    report, found = both(log, plan, None)
    seller = next(each for each in report.results if each.name == "鈴木 一郎")
    rate = found.of(seller).rates["win_rate"]
    eighty, ninety = (required_trials(confidence, [6], [rate])[0] for confidence in (0.8, 0.9))
    assert isinstance(eighty, int)
    assert isinstance(ninety, int)
    assert 30 < eighty < ninety < 60


def test_the_hit_rate_of_the_own_log(log: ActivityLog, plan: Plan):
    """Promises of a year, checked: kept at least as often as promised (the made-up company is steadier than chance)."""
    report, _ = both(log, plan, None)
    found = hit_rates(report, history_of(log, report, plan))
    account = found["field_sales", "win_rate", 0.8]
    assert isinstance(account, Kept)
    assert account.promises >= 50
    assert account.share >= 0.8
    assert {key[:2] for key in found} >= {("inside_sales:bdr", "target_account_appointment_rate"), ("customer_success", "repeat_rate")}


def test_parts_are_told_of_the_kpi_that_is_the_rate(tmp_path: Path):
    """Key persons per meeting is a KPI; deals per key person is none, so its part is told of the deals."""
    lines = ["2026-11-02,佐藤,東,訪問,38,,,,", "2026-11-02,佐藤,東,商談,30,,,,", "2026-11-02,佐藤,東,キーパーソン接触,12,,,,",
             "2026-11-10,佐藤,東,受注,3,1500000,,A,"]  # fmt: skip
    report = report_of(tmp_path, field_plan(member("佐藤"), amount=3_000_000), *lines)
    split = gap_split(result(report, "佐藤"))
    gaps = {part.id: part.yen for part in split.parts}
    assert set(gaps) == {"visits_per_week", "meetings", "key_person_rate", "deals_won", "average_order"}
    assert str(split.part("meetings").label) == "訪問→商談"
    assert gaps["key_person_rate"] == -1_500_000  # 12 of 24 key persons, everything else as planned per key person
    assert sum(gaps.values()) == -1_500_000


def test_a_first_month_goes_by_its_pace(tmp_path: Path):
    """No history, one order of 50万円 in 4 of 19 days: its pace, called so, with a range that says how little that is.

    (1 + 0.5) orders in 4 days are 5.6 more in 15.
    """
    plan = field_plan(Member("佐藤", "東", FIELD))
    path = write_log(tmp_path, "2026-11-02,佐藤,東,商談,4,,,,", "2026-11-04,佐藤,東,受注,1,500000,,A,")
    with open_log(path) as log:
        report = build_report(log, plan, LAST_MONTH, date(2026, 11, 6))
        insight = insights(log, report, history_of(log, report, plan)).of(result(report, "佐藤"))
    landing = insight.landing
    assert isinstance(landing, Landing)
    assert landing.is_pace
    assert landing.middle == pytest.approx(500_000 + 1.5 / 4 * 15 * 500_000)
    assert landing.low < 600_000
    assert landing.high > 7_000_000
    assert insight.rates == {}
    assert insight.advice
