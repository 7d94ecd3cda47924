"""Restraint: a blank that would read oddly stays out of the goal; the plain cases keep theirs."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals

TODAY = date(2026, 11, 30)


def rewritten(text: str) -> list[str]:
    return [goal.rewritten for goal in check_goals(text, today=TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        "提案資料のひな型を12/18までに作成",
        "Finish the onboarding guide by Dec 18",
        "1月売上900万（新車600万、中古300万）",
        "40 SQLs by Dec 31 (25 inbound, 15 outbound)",
        "訪問を増やして12月に受注6件",
        "Call 30 leads a day to book 12 demos in December",
        "①訪問→②提案→③見積の流れで12月に成約3件",
        "そこから商談8件を12月末までに作る",
        "今週中に失注リスト120件→架電完了",
        "follow up every lead within 12h",
        "3x outbound demos vs Sep, by end of Jan",
        "新規契約4社（3月末）",
        "営業力の強化",
        "なるべく早めに提案書を出す",
    ],
)
def test_a_blank_in_doubt_is_left_out(text: str) -> None:
    """Of a sum with its parts, a way, a task, a rule or a wish nobody could say what the blank is about."""
    assert rewritten(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("解約率1.5%以下 12月末まで", "解約率1.5%以下 12月末まで（現在は〔現在値〕）"),
        ("架電 70件/日", "架電 70件/日（現在は〔現在値〕）"),
        ("12月に受注5件", "12月に受注5件（直近は〔実績〕）"),
        ("12月末までに新規口座6社", "12月末までに新規口座6社（直近は〔実績〕）"),
        ("受注9件", "〔期限〕までに、受注9件"),
        ("win rate 27% by Dec 31", "win rate 27% by Dec 31 (now [current value])"),
        ("25 demos in December", "25 demos in December (last month: [result])"),
        ("CSAT 4.5 (4.2 now)", "CSAT 4.5 by [deadline] (4.2 now)"),
        ("Close $70k by 12/28. $41k so far.", "Close $70k by 12/28. $41k so far."),
    ],
)
def test_a_plain_goal_keeps_its_blank(text: str, sentence: str) -> None:
    """What stands at a value is asked for its value of now, a month's figure for the last month's."""
    assert rewritten(text) == [sentence]


def test_nothing_is_taken_from_another_goal() -> None:
    """A verb, a rhythm and a past result belong to the goal that they are typed with."""
    assert rewritten("年内：ARR あと90万円積む、更新率85％、QBR 4社実施")[1] == "年内：更新率85％（現在は〔現在値〕）"
    assert rewritten("Q4でチーム受注額9,000万円\n若手1on1を毎週実施\n新人3名の独り立ち")[-1] == "〔期限〕までに、新人3名の独り立ち"
    assert rewritten("架電を週80件に増やし、12月の成約を6件にする（11月は4件）")[0] == "架電を〔現在値〕から週80件に増やす"


def test_a_deadline_said_for_all_is_in_each_sentence() -> None:
    """※2月末までに到達 behind the last point is meant for all."""
    goals = rewritten("①新規商談 月15件（現状9件）②受注 月4件（現状3件）※2月末までに到達")
    assert goals == ["2月末までに、新規商談 月15件（現状9件）", "2月末までに、受注 月4件（現状3件）"]
