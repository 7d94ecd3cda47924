"""Several goals in one cell: each judged by itself, what is said for all holds for all, single ones never parted."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.smart import OWN, labelled
from kpi_xl.language import speaking
from kpi_xl.smart import GoalColumns, check_cell, check_goals

TODAY = date(2026, 11, 23)
DECEMBER, MARCH = date(2026, 12, 31), date(2027, 3, 31)


def goals(text: str):
    return check_goals(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("①商談を50件にする ②受注を10件にする", ["商談を50件にする", "受注を10件にする"]),
        ("・商談を月30件から50件\n・受注を月5件から8件", ["商談を月30件から50件", "受注を月5件から8件"]),
        ("今月の目標\n1. 商談 50件\n2. 受注 10件", ["商談 50件", "受注 10件"]),
        ("(1)訪問を週10件 (2)見積を月5件 (3)受注を月2件", ["訪問を週10件", "見積を月5件", "受注を月2件"]),
        ("商談50件、受注10件を来月末までに", ["商談50件", "受注10件を来月末までに"]),
        ("商談50件と受注10件を来月末までに達成する", ["商談50件", "受注10件を来月末までに達成する"]),
        ("商談を50件に増やし、成約率を20%に上げる", ["商談を50件に増やし", "成約率を20%に上げる"]),
        ("売上1,000万円、粗利300万円を達成する", ["売上1,000万円", "粗利300万円を達成する"]),
        ("商談50件／受注10件", ["商談50件", "受注10件"]),
        ("営業力を強化する\n顧客満足度を上げる", ["営業力を強化する", "顧客満足度を上げる"]),
        ("- Book 50 demos\n- Close 10 deals", ["Book 50 demos", "Close 10 deals"]),
        ("Book 50 demos and close 10 deals by March", ["Book 50 demos", "close 10 deals by March"]),
        ("Book 50 demos; close 10 deals", ["Book 50 demos", "close 10 deals"]),
        ("A. 訪問30件 B. 提案12件 C. 受注4件", ["訪問30件", "提案12件", "受注4件"]),
        ("3月末までに：①新規5社 ②解約2社以内 ③NPS40以上", ["新規5社", "解約2社以内", "NPS40以上"]),
        ("improve teamwork / increase revenue", ["improve teamwork", "increase revenue"]),
        ("接続率15%→20%、アポ率3%→4% 1月末まで", ["接続率15%→20%", "アポ率3%→4% 1月末まで"]),
        ("12/11までにリスト100社作成。12/25までに全社へ初回架電。1月末までに商談10件。",
         ["12/11までにリスト100社作成", "12/25までに全社へ初回架電", "1月末までに商談10件"]),
        ("毎日40件架電する。また、12/18までに提案書を改訂する。", ["毎日40件架電する", "12/18までに提案書を改訂する"]),
        ("訪問を週8件する。あと、1月末までに導入事例を作る。", ["訪問を週8件する", "1月末までに導入事例を作る"]),
        ("商談の質を上げる\n訪問を増やす\n1月末までに新規契約12件", ["商談の質を上げる", "訪問を増やす", "1月末までに新規契約12件"]),
        ("Improve teamwork. Cut churn to 3% by March.", ["Improve teamwork", "Cut churn to 3% by March."]),
        ("Finish the demo script by Dec 9 and train all 12 reps on it by Dec 22",
         ["Finish the demo script by Dec 9", "train all 12 reps on it by Dec 22"]),
        ("a) 商談 30件 b) 受注 4件 ※いずれも1月末", ["商談 30件", "受注 4件"]),
    ],
)
def test_every_goal_of_a_cell_is_told(text, own):
    assert [goal.text for goal in goals(text)] == own


@pytest.mark.parametrize(
    "text",
    [
        "新規商談数を\n月間50件に増やす",
        "目標：新規商談を月50件\n期限：12月末\n現状：月30件\n目的：売上1億円のため",
        "売上1,000万円を達成するため、毎日30件電話する",
        "先期は受注18件で終わった。今期は受注25件を取る",
        "①ヒアリング ②提案 ③クロージング の流れをそろえ、成約率を18%から24%に 来年2月末",
        "Run 1) discovery 2) demo 3) proposal in one flow",
        "目標：資料請求120件\n内訳：関東70、関西50\n締切：1/20",
        "商談60件、内訳は新規40件、既存20件",
        "商談は9月14件、10月12件。これを12月は18件にする。",
        "受注を8件に増やす。理由は2名増員したため。1月末まで",
        "Using email, phone and three webinars, win 20 new customers by Jan 31",
        "Via referrals, events and two partners, book 40 demos in January",
        "25 case studies (11 so far) - due 31 Jan - via interviews, surveys",
        "Book 30 demos by Jan 15; it's because the three SDRs we hired are now ramped.",
        "Win back 20 customers by mid-January, we won back 9 last spring",
        "従業員100名以上、年商10億円以上の企業から受注10件を取る",
        "解約率を昨年の5%から、3%に下げる",
        "離職率が20%と高いので、新人研修を月2回実施する",
        "テレアポを1日50件、月1,000件",
        "商談・受注を10件増やす",
        "成約率を現在の12%から、来月末までに18%へ上げる",
        "A社、B社、C社の3社から受注する",
        "Grow revenue 10% by hiring 2 reps",
        "Win 5 new logos, $50k each",
        "Grow demos, calls and visits by 20%",
        "1. 商談を50件にする",
        "What: demos\nHow many: 20 per month\nBy when: March 31",
        "- KPI: show rate\n- Now: 68%\n- Target: 80%\n- Due: 15 Jan 2027",
        "12月中に新規訪問20件、うち飛び込み8件",
        "新規顧客を5社、既存顧客からの紹介を3件、合計8件の受注を3月末までに",
        "東京5件、大阪3件、名古屋2件の受注を2月末まで",
        "成約率20%を維持しながら、商談数を月40件に増やす",
        "毎週月〜金で計80コール、1日あたりにすると16コール",
        "Win 10 deals by March. Last quarter we won 7.",
        "Shorten quote turnaround from 3 days to 1; this frees 5 hours a week for calls.",
    ],
)
def test_a_single_goal_is_never_parted(text):
    assert len(goals(text)) == 1


def test_goals_of_one_sentence_stay_whole():
    """Of our own labelled goals each is one."""
    parted = [goal.text for goal in labelled(OWN) if len(goals(goal.text)) > 1]
    assert parted == []


@pytest.mark.parametrize(
    ("text", "last_days"),
    [
        ("商談50件、受注10件を来月末までに", [DECEMBER, DECEMBER]),
        ("来月末までに商談50件、受注10件", [DECEMBER, DECEMBER]),
        ("①商談を50件にする\n②受注を10件にする\n（いずれも来月末まで）", [DECEMBER, DECEMBER]),
        ("来月の目標\n1. 商談 50件\n2. 受注 10件", [DECEMBER, DECEMBER]),
        ("商談を50件、受注を10件に増やす（12月末まで）", [DECEMBER, DECEMBER]),
        ("①来月末までに商談を50件 ②3月末までに受注を10件", [DECEMBER, MARCH]),
        ("- Book 50 demos\n- Close 10 deals\nAll by end of March", [MARCH, MARCH]),
        ("Book 50 demos and close 10 deals by March", [MARCH, MARCH]),
        ("①来月末までに商談を50件 ②受注を10件", [DECEMBER, None]),
    ],
)
def test_a_deadline_said_for_all_holds_for_all(text, last_days):
    assert [goal.statement.last_day for goal in goals(text)] == last_days


@pytest.mark.parametrize(
    ("text", "baselines"),
    [
        ("商談50件\n受注10件\n※現状は商談30件、受注5件", [30, 5]),
        ("現在の商談30件、成約率10%から、商談50件、成約率15%にする", [30, 0.1]),
        ("Goals for Q1:\n1) 50 demos\n2) 10 deals\nCurrently 30 demos and 6 deals", [30, 6]),
    ],
)
def test_present_values_find_their_goals(text, baselines):
    assert [goal.statement.baseline.value for goal in goals(text)] == pytest.approx(baselines)


def test_the_verb_and_the_bound_of_the_last_do_not_change_the_others():
    read = goals("来期の売上を2億円、粗利率を35%以上、解約率を3%以下にする")
    assert [goal.statement.sense.value for goal in read] == ["to", "at least", "at most"]
    assert read[0].statement.text == "来期の売上を2億円にする"


def test_the_cell_has_the_verdict_of_its_weakest_goal_and_says_how_many():
    cell = check_cell("①商談を今月末までに50件にする ②もっと頑張る", today=TODAY)
    assert str(cell.signs) == "S× M× A？ R？ T×（目標2件）"
    assert (cell.score, cell.passes) == (0, False)
    assert str(cell.advice).startswith("2件目 S：")
    with speaking("en"):
        assert str(cell.signs).endswith("(2 goals)")


def test_a_cell_with_one_goal_says_nothing_of_a_count():
    cell = check_cell("商談を今月末までに50件にする", today=TODAY)
    assert str(cell.signs) == "S○ M○ A？ R○ T○"


def test_the_columns_of_one_goal_part_nothing():
    """Columns with a KPI or target speak of one goal."""
    assert len(check_goals("商談50件、受注10件", today=TODAY, columns=GoalColumns("商談数", target=50.0))) == 1


def test_a_present_value_in_a_column_belongs_to_no_one_of_several():
    read = check_goals("商談50件、受注10件", today=TODAY, columns=GoalColumns(baseline=30.0, deadline=DECEMBER))
    assert [goal.letters["A"] for goal in read] == [None, None]
    assert [goal.letters["T"] for goal in read] == [True, True]


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("NRR105%\n新規ARR 6000万円 どっちも今期", None),
        ("pipeline +$300k, win rate up from 16% to 18%, both by end of Q4", "win rate up from 16% to 18% by end of Q4"),
        ("need to shave 5 days off our sales cycle, its averaging 41 rn",
         "need to shave 5 days off our sales cycle by [deadline], its averaging 41 rn"),
        ("cut turnaround to 1 day, and lift win rate to 27% (we're at 22) – both by end Feb", "lift win rate to 27% (we're at 22) by end Feb"),
        ("Lift margin to 38% by March (last q: 31%)", "Lift margin to 38% by March (last q: 31%)"),
        ("MRRあと60万積み増し 〜12/25(金)", "MRRあと60万積み増し ~12/25(金)（現在は〔現在値〕）"),
    ],
)
def test_a_goal_reads_well_by_itself(text, rewritten):
    """What was said of several is no longer said of one, and blanks do not part what belongs together."""
    found = [goal.rewritten for goal in goals(text)]
    assert not any("どっちも" in words or " both " in words for words in found)
    assert rewritten is None or found[-1].replace("〜", "~") == rewritten
