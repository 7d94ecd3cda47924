"""What a neighbour does every week is no deadline, a noun is no yen, and short forms end no sentence."""

from __future__ import annotations

import pytest

from tests.smart.records import goals


def test_what_is_done_the_same_day_is_not_due_when_a_neighbour_comes_again():
    last = goals("- 25 calls a day\n- 4 site visits a week\n- log notes same day")[-1]
    assert (last["deadline"], last["rewritten"]) == (None, "log notes same day")


def test_the_same_deadline_is_that_of_the_goal_before():
    assert [each["deadline"] for each in goals("- Close 4 deals by Dec 18\n- Hand over the files, same deadline")] == ["2026-12-18"] * 2


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Sell out the autumn range: 650 units by April 30", ""), ("売上 300万円", "円"), ("Revenue $40k in January", "$")],
)
def test_what_is_counted_is_not_yen_where_its_noun_stands_behind_it(text: str, unit: str):
    target = goals(text)[0]["target"]
    assert target["unit"] == unit


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("Grow upsell, esp. the care plans", "Grow upsell, esp. the care plans from [current value] to [target] by [deadline]"),
        ("Cut quote time 5 → 2 days, mainly by reusing templates", "Cut quote time 5 → 2 days by [deadline], mainly by reusing templates"),
    ],
)
def test_what_is_missing_stands_before_the_means_and_after_short_forms(text: str, rewritten: str):
    assert [each["rewritten"] for each in goals(text)] == [rewritten]


@pytest.mark.parametrize("bracket", ["今の成約率なら商談60件で足りる", "見込み案件が手元に15件ある"])
@pytest.mark.parametrize(("goal", "number"), [("受注12件以上", 12), ("平均単価55万円", 550_000)])
def test_a_bracket_beside_a_figure_makes_it_no_description(goal: str, number: int, bracket: str):
    (found,) = goals(f"{goal}（{bracket}）")
    assert found["target"]["number"] == number


@pytest.mark.parametrize(
    "text",
    [
        "毎月第2金曜に既存顧客向け勉強会を開催（集客20名）",
        "毎月第1・第3火曜に同行",
        "展示会後のフォロー電話を3営業日以内に全件完了",
        "Send proposals within 2 days",
    ],
)
def test_what_comes_again_or_says_how_soon_has_no_day(text: str):
    assert [each["deadline"] for each in goals(text)] == [None]


def test_what_is_finished_by_its_day_shows_when_it_is():
    (goal,) = goals("来週水曜までにA社とB社の提案書を仕上げる")
    assert (goal["letters"]["M"], goal["rewritten"]) == (True, "来週水曜までにA社とB社の提案書を仕上げる")


def test_what_is_kept_lends_nothing_to_what_is_raised():
    first, second = goals("電話→アポ率3%を5%に、アポ→受注20%は維持")
    assert first["rewritten"].endswith("電話→アポ率3%を5%に")
    assert second["rewritten"].startswith("〔期限〕まで、アポ→受注20%は維持")


@pytest.mark.parametrize(
    ("text", "baseline"),
    [("win rate 22% (from 17%)", 0.17), ("NPS 40 (from 31)", 31), ("受注率22%（17%から）", 0.17)],
)
def test_from_where_in_brackets(text: str, baseline: float):
    (goal,) = goals(text)
    assert (goal["baseline"], goal["target"]["sense"], goal["letters"]["A"]) == (baseline, "from-to", True)


def test_a_month_beside_the_number_of_goals_is_that_of_each():
    assert [each["deadline"] for each in goals("今月の目標は3つ。訪問30件、見積10件、受注3件")] == ["2026-12-31"] * 3


def test_none_of_them_is_a_goal_beside_figures():
    assert [each["target"]["number"] for each in goals("新規8件・アップセル4件・解約ゼロ（いずれも下期）")] == [8, 4, 0]


@pytest.mark.parametrize(
    ("text", "number", "sense"),
    [
        ("部下3人の同行をそれぞれ月2回", 2, "to"),
        ("Answer inbound leads within 15 minutes, 95% of the time", 15, "at most"),
        ("Pipeline 3x", 3, "to"),
    ],
)
def test_what_is_to_be_and_for_whom(text: str, number: float, sense: str):
    (goal,) = goals(text)
    assert (goal["target"]["number"], goal["target"]["sense"]) == (number, sense)
