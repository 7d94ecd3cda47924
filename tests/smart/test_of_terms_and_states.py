"""Terms below one head, days of what is held, how things stand beside a goal, and steps to a bound."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.cli.planning.goal_records import cell_record
from kpi_xl.smart import check_cell
from tests.smart.records import goals


@pytest.mark.parametrize("today", [date(2026, 4, 2), date(2026, 12, 1)])
def test_terms_below_one_head_are_goals_each_whenever_they_are_read(today: date):
    """In April the last second half has just ended; the one behind 上期 is the next."""
    first, second = cell_record(check_cell("契約目標　上期40件、下期55件", today=today))["goals"]
    assert [(each["target"]["number"], each["deadline"]) for each in (first, second)][1] == (55, "2027-03-31")
    assert second["rewritten"].startswith("下期の契約目標55件")


def test_a_month_before_this_one_is_told_though_it_follows():
    assert goals("12月受注18件、11月14件")[0]["baseline"] == 14


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("勉強会の参加者60名（1/22開催）　2月末までに個別面談9件", ["2027-01-22", "2027-02-28"]),
        ("来場予約25組　1/20までに再訪8組", [None, "2027-01-20"]),
    ],
)
def test_blanks_part_goals_of_which_one_has_its_day(text: str, days: list[str | None]):
    assert [each["deadline"] for each in goals(text)] == days


@pytest.mark.parametrize(
    ("text", "target", "baseline"),
    [
        ("初回返信 平均9時間 → 3時間以内", 3, 9),
        ("返品率を3.1%から2%以下に下げる", 0.02, 0.031),
        ("成約率22%から28%以上へ", 0.28, 0.22),
        ("Raise CSAT from 72 to 80 points by March", 80, 72),
    ],
)
def test_from_where_to_which_bound(text: str, target: float, baseline: float):
    (goal,) = goals(text)
    assert (goal["target"]["number"], goal["target"]["sense"], goal["baseline"]) == (target, "from-to", baseline)


@pytest.mark.parametrize("text", ["At 5 of 9 for January, need 4 more deals by month end", "At 22 of 30 renewals; get 8 more by March"])
def test_at_so_many_of_so_many_is_where_it_stands(text: str):
    (goal,) = goals(text)
    assert (goal["target"]["sense"], goal["letters"]["A"]) == ("by", True)


@pytest.mark.parametrize(
    "text",
    [
        "上期中に売上3,100万円を達成する。前年同期2,700万円。既存の増額で900万、残りは新規6社で積む",
        "Win 4 new schools within 60 days. Have 11 open quotes there already, 3 in final review",
        "Close $300k in new business by March. Pipeline currently 1.1M, win rate 31%",
        "stay curious and keep smiling",
    ],
)
def test_how_it_is_made_up_and_how_things_stand_are_no_goals(text: str):
    assert len(goals(text)) == 1


def test_what_stands_below_a_half_is_parted():
    assert len(goals("This half: sign 3 new dealers in the north, and 18 partner-sourced leads")) == 2


def test_the_experience_of_somebody_is_a_matter_of_taste_that_serves_customers():
    letters = goals("Improve the checkout experience for new customers")[0]["letters"]
    assert (letters["S"], letters["R"]) == (False, True)


@pytest.mark.parametrize("text", ["お客様に寄り添った営業をする", "来年度は優良なお客様をもっと増やしたい"])
def test_what_is_for_customers_serves_sales(text: str):
    assert goals(text)[0]["letters"]["R"] is True


@pytest.mark.parametrize(
    ("text", "day", "ground"),
    [
        ("Make plan this quarter ($280k). $190k booked so far plus $70k in commit.", "2026-12-31", True),
        ("Hit quota in January ($90k)", "2027-01-31", None),
    ],
)
def test_what_stands_before_the_bracket_with_its_figure_is_the_goal(text: str, day: str, ground: bool | None):
    (goal,) = goals(text)
    assert (goal["deadline"], goal["letters"]["A"]) == (day, ground)


@pytest.mark.parametrize(
    ("text", "number", "sense"),
    [
        ("Raise lead-to-demo conversion 4 points by June", 4, "by"),
        ("若手3名が単独で初回訪問を各12件こなす", 12, "to"),
        ("担当36店舗を月2回ずつ訪問する", 2, "to"),
        ("4 introductions a month from existing clients, got 2 in November", 4, "to"),
    ],
)
def test_which_figure_is_wanted_and_how(text: str, number: float, sense: str):
    (goal,) = goals(text)
    assert (goal["target"]["number"], goal["target"]["sense"]) == (number, sense)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("平均単価を38万円以上にする/入力率を100%にする(どちらも3月末まで)", 2),
        ("1月の展示会で名刺150枚。そこから2月末までに商談20件", 2),
        ("1月の展示会で名刺150枚。そこから商談20件", 1),
        ("work harder, stay positive", 1),
        ("Build a $1M pipeline for Iberia by March 31; 30 target accounts split between three reps", 1),
        ("Close 7 deals by Easter, 4 verbal commits in hand", 1),
        ("Close 6 deals in March, 3 signed already", 1),
    ],
)
def test_how_many_goals_there_are(text: str, told: int):
    assert len(goals(text)) == told


@pytest.mark.parametrize("text", ["飛び込みを頑張る", "追客を強化する", "お客様に寄り添った提案を心がける"])
def test_effort_for_an_activity_says_not_how_much_of_it(text: str):
    assert goals(text)[0]["letters"]["S"] is False


def test_what_is_done_thoroughly_is_done():
    assert goals("商談前の下調べを徹底する")[0]["letters"]["S"] is True


@pytest.mark.parametrize(
    "text",
    ["売れる営業になる", "インサイドの架電リストを整備する", "Build a battlecard for our top competitor by March 5", "More customers by summer"],
)
def test_what_is_of_selling_serves_it(text: str):
    assert goals(text)[0]["letters"]["R"] is True
