"""Whom the meeting's text names, and what stands beside figures of a month that is not over."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.attainment.month.team_outlook import members_in_need
from kpi_xl.handouts.meeting import meeting_of
from kpi_xl.language import speaking
from kpi_xl.sheets.monthly.parts.wording import log_line
from tests.sheets.monthly.outlook_fixture import demo_month

DAYS = [date(2026, 11, 10), date(2026, 11, 16), None]


@pytest.mark.parametrize("day", DAYS)
def test_the_text_names_whom_the_teams_page_says_to_support_first(day: date | None):
    """One list, in one order: whoever reads both asks else which of them is right."""
    month = demo_month(day)
    blocks = {str(block.title): block for block in meeting_of(month).blocks}
    for team in month.report.teams:
        named = [str(action).partition("：")[0].partition(": ")[0] for action in blocks[team.name].actions]
        assert named == [each.result.name for each in members_in_need(team, month.insights)]
        assert named


def test_a_log_that_goes_on_says_up_to_which_day_it_is_counted():
    month = demo_month(DAYS[0])
    assert "（このレポートは2026/11/10まで）" in log_line(month.report.log, month.report.as_of).ja
    with speaking("en"):
        assert "up to" in str(log_line(month.report.log, month.report.as_of))
    over = demo_month(None)
    assert "まで）" not in log_line(over.report.log, over.report.as_of).ja


def test_the_loss_of_one_customer_decides_the_sooner_the_less_of_the_month_is_over():
    """One of 260 is 4.5% a year once the month is over, and nobody knows on the tenth; 1 of 2,000 is 0.6% on any day."""
    for day, is_judged in ((DAYS[0], False), (None, True)):
        team = next(each for each in demo_month(day).report.teams if each.name == "東京")
        row = next(block.total.row("annual_churn") for block in team.blocks if block.role.id == "customer_success")
        assert (row.events, row.cases, row.status is not None) == (1, 260, is_judged)
