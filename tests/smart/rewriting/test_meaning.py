"""What a rewritten goal says is what the goal said: read again, it has the same number, sense, start, day, indicator and rhythm."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import product

import pytest

from benchmarks.smart import OWN
from kpi_xl.smart import GoalCheck, check_goals

TODAY = date(2026, 11, 30)

FIGURES = (
    "商談30件", "売上を800万円", "成約率25%以上", "解約率2%以下", "訪問を週8件", "受注を4件から7件", "単価アップ5%",
    "往訪20〜25件", "在庫を半減",
)  # fmt: skip
TIMES = ("", "12月末までに", "今期中に", "1月〜3月に", "毎月", "年内に")
NOTES = ("", "（現状は前月並み）", "（前年は低調）", "。現状の打ち手は継続", "（担当：全員）")
ENGLISH_FIGURES = (
    "30 demos", "win rate to 25%", "churn under 2%", "revenue by $20k", "5 new logos", "20-25 quotes", "reply time within 4h",
    "double pipeline",
)  # fmt: skip
ENGLISH_TIMES = ("", " by end of Q1", " in December", " every week", " by Dec 18", " before Christmas")


def said(goal: GoalCheck):
    read = goal.statement
    target, indicator = read.target, read.indicator
    return (
        target and (target.value, target.unit, target.upper), read.sense, read.baseline and read.baseline.value,
        read.last_day, indicator and indicator.words, read.every,
    )  # fmt: skip


def changed(text: str) -> list[tuple[str, str]]:
    """The goals of a text that are read otherwise once they are rewritten."""
    found = []
    for goal in check_goals(text, today=TODAY):
        again = check_goals(goal.rewritten, today=TODAY)
        if [said(each) for each in again] != [said(goal)]:
            found.append((goal.text, goal.rewritten))
    return found


def test_our_own_goals_say_the_same_after_rewriting():
    texts = [row["text"] for row in tomllib.loads(OWN.read_text(encoding="utf-8"))["goal"]]
    assert [each for text in texts for each in changed(text)] == []


@pytest.mark.parametrize("time", TIMES)
def test_japanese_goals_say_the_same_whatever_stands_around_them(time):
    texts = [f"{time}{figure}{note}" for figure, note in product(FIGURES, NOTES)]
    texts += [f"{figure}、{other}を{time or '来月末までに'}" for figure, other in product(FIGURES[:4], ("粗利300万円", "NPS 40"))]
    assert [each for text in texts for each in changed(text)] == []


@pytest.mark.parametrize("time", ENGLISH_TIMES)
def test_english_goals_say_the_same_whatever_stands_around_them(time):
    texts = [f"{verb}{figure}{time}{note}" for verb, figure, note in product(("", "Get "), ENGLISH_FIGURES, ("", " (team goal)", ", with Ana"))]
    texts += [f"{figure} and {other}{time}" for figure, other in product(ENGLISH_FIGURES[:4], ("9 wins", "NPS of 40"))]
    assert [each for text in texts for each in changed(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "項目\t現状\t目標\n決定率\t24%\t30%\n見積\t20件\t26件",
        "目標　受注 9件 ／ 期限　12/25",
        "目標：商談24件\n期限：12月末",
        "12 calls/day min, no excuses :)",
        "月間粗利300万いきたい(^^)v",
        "アンケート回収率60％超",
        "受注単価60万円に（今52万）、件数は月8件キープ、期限:年度末",
        "This year: hit 110% of quota and bring churn under 5%.",
        "avg 3 touches per lead → 5, starting Jan",
        "Beat last year's Dec ($72k) by 10%",
        "SNS投稿週3、フォロワー1,500人（今1,180）春まで",
        "売上2,400万(3月)、往訪は毎日2件、タバコをやめる",
        "12/4までに見積、12/11までに役員プレゼン、12/18契約",
        "①売上 ②粗利 ③件数 すべて前年比104%",
        "Finish the checklist for 6 accounts by 12/20, and have kickoff calls with all 6 by 1/10",
        "Raise prices 4% on renewals from Jan 1",
        "成約後の紹介依頼を必ず行う（毎回）",
    ],
)
def test_forms_and_asides_say_the_same(text):
    assert changed(text) == []
