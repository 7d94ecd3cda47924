"""Heads that stand over goals, ways that stand beside them, and steps that are ends of their own."""

from __future__ import annotations

import pytest

from tests.smart.records import goals


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("新規アポ 月18件(昨年度平均12件)、リスト架電を1日50件に増やして達成", 1),
        ("商談の初回接触まで48時間→24時間。担当割を自動化して年度内に実現", 1),
        ("包装機の更新案件を年度末までに受注5台。対象は導入12年超の35社、既に6社から引合いあり", 1),
        ("Raise GRR from 91% to 95% by March; reviews with all 14 top accounts in January are the way there", 1),
        ("見積回答を平均3日から1日へ短縮し、リピート率は38%から45%へ引き上げる。期限はどちらも年内。", 2),
        ("1月15日までに全取引先30社へ年始の挨拶訪問、あわせて2月6日の内覧会に8組を集客", 2),
        ("Onboarding\nTime to live: 40 days -> 25 days\n\nAdoption\n60% weekly active users by June 30", 2),
        ("two things for January - 30 cold calls a day, and get the 4 stalled quotes to a yes or no", 2),
        ("Three goals this quarter: 5 demos, 3 trials, 1 win", 3),
    ],
)
def test_how_many_goals_there_are(text: str, told: int):
    assert len(goals(text)) == told


def test_how_it_is_reached_says_when_too():
    (goal,) = goals("商談の初回接触まで48時間→24時間。担当割を自動化して年度内に実現")
    target = goal["target"]
    assert (target["number"], target["sense"], goal["baseline"], goal["deadline"]) == (24, "from-to", 48, "2027-03-31")


@pytest.mark.parametrize("head", ["two things for January", "My 2 priorities in January"])
def test_how_many_there_are_is_no_figure_and_their_month_is_that_of_each(head: str):
    first, second = goals(f"{head} - 30 cold calls a day, and 4 visits to distributors")
    assert [(each["target"]["number"], each["deadline"]) for each in (first, second)] == [(30, "2027-01-31"), (4, "2027-01-31")]


def test_what_stands_below_quantity_and_quality_is_a_goal_each():
    amount, wish = goals("■定量\n受注額 1,500万円(1〜3月)\n■定性\n後輩に頼られる存在になる")
    assert (amount["target"]["number"], amount["deadline"]) == (15_000_000, "2027-03-31")
    assert (wish["letters"]["S"], wish["letters"]["M"], wish["deadline"]) == (False, False, None)


def test_what_names_a_month_is_no_day():
    assert [each["deadline"] for each in goals("2月満期の火災保険の更改52件、1月中に全件面談を終える")] == ["2027-01-31"]


def test_so_many_at_least():
    assert goals("既存顧客からの紹介を四半期ごとに4件はもらう")[0]["target"]["sense"] == "at least"


def test_to_book_is_not_to_read():
    assert goals("Book 20 trade-in appraisals by the end of the month")[0]["letters"]["R"] is True
