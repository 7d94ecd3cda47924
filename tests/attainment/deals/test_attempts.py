"""Attempts: follow-up meetings are no further deals, repeat accounts are; cohorts counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.deals.attempts import DealAttempts, DealCohort, deal_cohorts
from kpi_xl.attainment.deals.won import deals_won
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.cli.reporting.outlook import outlook_dicts
from kpi_xl.definitions import Tallied, Tally
from kpi_xl.demo.year import write_demo_log
from kpi_xl.functions import call
from kpi_xl.language import speaking
from kpi_xl.periods import Month
from kpi_xl.sheets.monthly.outlook.basis import next_month_line
from tests.activity.logs import NOVEMBER, write_log
from tests.attainment.plans import field_plan, member, result

MEETINGS = Tally(Tallied.COUNT, ("meeting",))
OCTOBER, FIRST, LAST = Month(2026, 10), date(2025, 11, 1), date(2026, 11, 30)
TWICE = [
    *(f"2026-10-{5 + number % 20:02},佐藤,東,商談,1,,,A{number}" for number in range(30)),
    *(f"2026-11-{2 + number % 20:02},佐藤,東,商談,1,,,A{number}" for number in range(30)),
    *(f"2026-11-27,佐藤,東,受注,1,500000,,A{number}" for number in range(10)),
]
"""Thirty accounts met in October and again in November; ten of them won at the end of November."""


def cohorts_of(folder: Path, *lines: str, last: date = LAST) -> list[DealCohort]:
    with open_log(write_log(folder, *lines)) as log:
        return list(deal_cohorts(log, MEETINGS, FIRST, last))


def month_of(folder: Path, *lines: str) -> MeasuredMonth:
    with open_log(write_log(folder, *lines)) as log:
        return measured_month(log, field_plan(member("佐藤"), amount=3_000_000), NOVEMBER)


def test_a_second_meeting_is_no_second_chance(tmp_path: Path):
    """30 deals begun in October, 60 meetings, 10 won: a third of the deals, two meetings each. None was begun in November."""
    (found,) = cohorts_of(tmp_path, *TWICE)
    assert found == DealCohort("佐藤", OCTOBER, 30, 60.0, 10)
    assert DealAttempts.of([found]).per_deal == 2.0


def test_next_months_guide_goes_by_deals_and_says_how_it_comes_to_its_figure(tmp_path: Path):
    """6 deals at 10 of 30 take 18 new deals and 36 meetings; month by month it was 0 of 30, 3.1% and 194 meetings."""
    month = month_of(tmp_path, *TWICE)
    insight = month.insights.of(result(month.report, "佐藤"))
    needed = insight.next_month
    assert needed.attempts == DealAttempts(30, 60.0, 10)
    assert needed.forecast.mean == pytest.approx(1 / 3, abs=0.02)
    assert (needed.wanted, needed.expected, needed.activities(needed.expected)) == (6, 18, 36)
    line = next_month_line(insight)
    assert line.startswith("来月の目安（目標が今月と同じ場合）：受注6件には新しい案件が平均18件（商談36件）、80%の確率で届くには")
    assert line.endswith("これまでの案件30件のうち受注10件、1案件に商談2.0件）")
    with speaking("en"):
        assert next_month_line(insight).startswith("Next month (same target): 6 Deals won need 18 new deals (36 Meetings) on average, ")


def test_the_function_takes_the_guides_rate_and_promises_the_same(tmp_path: Path):
    """KPI_REQUIRED_AT with the pooled, drifting rate: as the successes and trials that it is worth, the report's own counts come out."""
    month = month_of(tmp_path, *TWICE)
    (guide,) = [each["next_month"] for each in outlook_dicts(month) if each["kind"] == "person"]
    for confidence in (0.8, 0.9):
        seen = call("KPI_REQUIRED_AT", confidence, guide["outcome"], guide["rate_as"]["successes"], guide["rate_as"]["trials"])
        assert seen == guide["deals"]["at"][f"{confidence:g}"]


def test_a_months_rate_is_that_of_the_deals_begun_in_it(tmp_path: Path):
    """Twenty of the thirty are won: two thirds of October's deals, and none of November's, though it had thirty meetings, too."""
    month = month_of(tmp_path, *TWICE, *(f"2026-11-27,佐藤,東,受注,1,500000,,A{number}" for number in range(10, 20)))
    lead = month.insights.of_block(month.report.teams[0].blocks[0]).lead
    assert lead.are_deals
    assert [(each.month, each.trials, each.wins) for each in lead.cohorts if each.trials] == [(OCTOBER, 30, 20)]


def test_an_account_that_buys_again_is_a_deal_again(tmp_path: Path):
    """A is met on 5 and 20 October and won on 2 November, met again on the 10th and lost on the 20th: two deals, three meetings."""
    lines = [
        "2026-10-05,佐藤,東,商談,1,,,A", "2026-10-20,佐藤,東,商談,1,,,A", "2026-11-02,佐藤,東,受注,1,500000,,A",
        "2026-11-10,佐藤,東,商談,1,,,A", "2026-11-20,佐藤,東,失注,1,,,A",
    ]  # fmt: skip
    assert cohorts_of(tmp_path, *lines) == [DealCohort("佐藤", OCTOBER, 1, 2.0, 1), DealCohort("佐藤", NOVEMBER, 1, 1.0, 0)]


def test_who_is_silent_for_half_a_year_begins_anew(tmp_path: Path):
    """B is met in March and, 200 days later, in October; won. C is visited and won without a meeting. D has an appointment only."""
    lines = [
        "2026-03-10,佐藤,東,商談,1,,,B", "2026-10-01,佐藤,東,商談,2,,,B", "2026-10-09,佐藤,東,受注,1,500000,,B",
        "2026-10-05,佐藤,東,訪問,1,,,C", "2026-10-06,佐藤,東,受注,1,500000,,C", "2026-10-07,佐藤,東,アポ,1,,,D",
    ]  # fmt: skip
    assert cohorts_of(tmp_path, *lines) == [DealCohort("佐藤", Month(2026, 3), 1, 1.0, 0), DealCohort("佐藤", OCTOBER, 2, 2.0, 2)]


def test_each_members_contacts_are_deals_of_their_own_and_blank_accounts_none(tmp_path: Path):
    """佐藤 and 鈴木 both meet A; a meeting with nobody named is no deal."""
    lines = ["2026-10-05,佐藤,東,商談,1,,,A", "2026-10-06,鈴木,東,商談,1,,,A", "2026-10-07,鈴木,東,商談,5,,,"]
    assert cohorts_of(tmp_path, *lines) == [DealCohort("佐藤", OCTOBER, 1, 1.0, 0), DealCohort("鈴木", OCTOBER, 1, 1.0, 0)]


def test_what_came_later_is_not_known_before(tmp_path: Path):
    """As of the 20th of November none of the ten is won, and the meetings after it are not held."""
    (found,) = cohorts_of(tmp_path, *TWICE, last=date(2026, 11, 20))
    assert (found.deals, found.won) == (30, 0)
    assert found.attempts == 30 + 29  # A19 is met on the 21st


def test_without_accounts_the_months_own_counts_stand_in_and_are_called_so(tmp_path: Path):
    """60 meetings in September and October without a name, 10 won: nobody knows which deals these were."""
    lines = [f"2026-{month}-05,佐藤,東,商談,30,,," for month in ("09", "10")]
    lines += [f"2026-{month}-20,佐藤,東,受注,5,2500000,," for month in ("09", "10")]
    month = month_of(tmp_path, *lines, "2026-11-04,佐藤,東,商談,1,,,")
    insight = month.insights.of(result(month.report, "佐藤"))
    assert insight.next_month.attempts is None
    assert "同じ月どうしの成約率" in next_month_line(insight)


def test_every_deal_that_was_won_is_a_deal_that_was_begun(tmp_path: Path):
    """The two queries tell one story of a year of a made-up company."""
    path = tmp_path / "year.csv"
    write_demo_log(path)
    with open_log(path) as log:
        found = deal_cohorts(log, MEETINGS, date(2025, 12, 1), LAST)
        won = deals_won(log, date(2025, 12, 1), LAST)
    assert sum(each.won for each in found) == len(won) > 200
    assert sum(each.deals for each in found) > len(won)
