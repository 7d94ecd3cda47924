"""What a report says where it knows little: a month without records, two activities, a month that is not over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.language import speaking
from kpi_xl.sheets.monthly.member.points import member_points
from kpi_xl.sheets.monthly.parts.wording import addressed, as_of, working_days
from kpi_xl.sheets.monthly.team.points import team_points
from kpi_xl.targets import Plan, RolePlan
from tests.attainment.plans import MANAGER, field_plan, member, month_of, report_of, result
from tests.sheets.monthly.test_monthly import cells, drawn

PLAN = field_plan(member("佐藤"), member("鈴木"), amount=6_000_000)
MEETING, WIN = "2026-11-02,佐藤,東,商談,1,", "2026-11-02,佐藤,東,受注,1,100000"


def test_a_month_before_the_log_is_unknown_and_not_0(tmp_path: Path):
    """0円 in October reads as a month in which nobody sold anything."""
    began = result(report_of(tmp_path, PLAN, MEETING, WIN), "佐藤")
    assert began.kgi.before is None
    assert [point.actual for point in began.trend] == [None] * 5 + [100_000]


def test_a_month_of_the_log_in_which_a_member_did_nothing_is_0(tmp_path: Path):
    quiet = result(report_of(tmp_path, PLAN, "2026-10-01,鈴木,東,受注,1,100000", MEETING, WIN), "佐藤")
    assert quiet.kgi.before == 0
    assert [point.actual for point in quiet.trend][-2:] == [0, 100_000]


def test_a_month_in_which_nobody_had_a_deal_on_record_yet_is_unknown(tmp_path: Path):
    """Calls and meetings are logged from October, deals from November: October is not 0円, nor 0% of its meetings won."""
    lines = ("2026-10-01,佐藤,東,商談,9,", MEETING, WIN)
    month = month_of(tmp_path, PLAN, *lines)
    began = result(month.report, "佐藤")
    assert (began.kgi.before, began.row("win_rate").before, began.row("meetings").before) == (None, None, 9)
    assert [point.actual for point in began.trend] == [None] * 5 + [100_000]
    said = [*member_points(began, month.insights.of(began), month.report), *team_points(month.report.teams[0], None, month)]
    assert not any("10月" in str(each) for each in said)


def test_few_cases_are_a_reference_and_name_nobody(tmp_path: Path):
    """One meeting says nothing about a person."""
    month = month_of(tmp_path, PLAN, MEETING, WIN)
    said = str(team_points(month.report.teams[0], None, month)[0])
    assert "参考値" in said
    assert "佐藤" not in said


@pytest.mark.parametrize(("day", "known"), [(date(2026, 11, 16), False), (None, True)])
def test_the_share_of_members_on_target_waits_for_the_end_of_the_month(tmp_path: Path, day: date | None, known: bool):
    """Against whole months' targets it is 0% until the last week, which is no news of anybody."""
    goal = RolePlan(MANAGER, {**MANAGER.defaults, "KGI_AMOUNT": 6_000_000})
    plan = Plan((*PLAN.roles, goal), (*PLAN.members, member("部長", role="manager")))
    row = result(report_of(tmp_path, plan, MEETING, WIN, as_of=day), "部長").row("members_attaining")
    assert (row.actual is not None, row.rate is not None, row.status is not None) == (known, known, known)


def test_a_month_that_is_not_over_says_so_on_every_page(tmp_path: Path):
    """Or a reader takes the signs of working day 10 for those of the month."""
    running, over = (report_of(tmp_path, PLAN, MEETING, as_of=day) for day in (date(2026, 11, 16), None))
    for language, by_now in (("ja", "判定は今日までの目標に対して"), ("en", "Status against what is due by now")):
        for monthly, is_said in ((running, True), (over, False)):
            pages = cells(drawn(tmp_path, monthly, language=language)).values()
            assert [by_now in page.values() for page in pages] == [is_said] * len(pages)
    assert (str(as_of(running)), str(working_days(running))) == ("11月16日（月）時点", "稼働日10/19日")
    with speaking("en"):
        assert (str(as_of(running)), str(working_days(running))) == ("As of Mon, Nov 16", "Working day 10 of 19")


def test_names_are_addressed_in_japanese_only():
    """An address with さん is no name."""
    assert [addressed(name) for name in ("佐藤 花子", "a@example.jp", "")] == ["佐藤 花子さん", "a@example.jp", "名前なし"]
    with speaking("en"):
        assert addressed("佐藤 花子") == "佐藤 花子"
