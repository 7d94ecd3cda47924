"""Clauses with a day of their own and last sentences that wish for something are goals; reasons, resources and asides are none."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("月末までに入力漏れゼロ、来月15日までに未収2社の回収を終わらせる", ["月末までに入力漏れゼロ", "来月15日までに未収2社の回収を終わらせる"]),
        ("来週水曜までにD社へ再見積、再来週木曜にE社の契約書締結", ["来週水曜までにD社へ再見積", "再来週木曜にE社の契約書締結"]),
        ("パート2名採用と、配送単価の見直し 平均-30円　どちらも年度内", ["パート2名採用", "配送単価の見直し 平均-30円　どちらも年度内"]),
        ("renew the Hart & Co and Lee Ltd plans by the 18th, and collect 4 open fees by the 9th",
         ["renew the Hart & Co and Lee Ltd plans by the 18th", "collect 4 open fees by the 9th"]),
        ("Squad: 3 of 5 reps at quota by Q4 close, call accuracy within 8%, hire 1 AE by 8 Feb",
         ["Squad: 3 of 5 reps at quota by Q4 close", "call accuracy within 8%", "hire 1 AE by 8 Feb"]),
        ("Retention 93%+ by YE. Expansion ARR $180K by YE. Also want to be kinder on calls",
         ["Retention 93%+ by YE", "Expansion ARR $180K by YE", "Also want to be kinder on calls"]),
        ("定着率を85%にする。今四半期の解約は1社以内に抑える。あと、朝会に出たい。",
         ["定着率を85%にする", "今四半期の解約は1社以内に抑える", "朝会に出たい"]),
        ("往訪を増やす。書類の不備を減らす。勉強会に毎月参加。", ["往訪を増やす", "書類の不備を減らす", "勉強会に毎月参加"]),
        ("単価を上げる、離反を減らす、利益を残す", ["単価を上げる", "離反を減らす", "利益を残す"]),
        ("Cut no. of late quotes to <4; EBRs done with all key accounts by mid Feb",
         ["Cut no. of late quotes to <4", "EBRs done with all key accounts by mid Feb"]),
        ("get 4 intros from members this month. also call back the 11 lapsed ones by weds. stop eating at my desk",
         ["get 4 intros from members this month", "also call back the 11 lapsed ones by weds", "stop eating at my desk"]),
    ],
)  # fmt: skip
def test_what_has_its_own_day_or_sentence_is_a_goal(text, own):
    assert [goal.text for goal in check_goals(text, today=TODAY)] == own


@pytest.mark.parametrize(
    "text",
    [
        "Grow area revenue 12% vs LY, mostly from the two clinic groups in York",
        "Land 3 mid-size deals, ideally one in food and one in retail, by 20 Jan",
        "返信の速さを改善。平均18時間かかっているのを、年末までに8時間以内に",
        "得意先1社に依存しているので（売上の5割）、来年度末にはその比率を4割未満にしたい",
        "一人当たり粗利を年900万円→1,000万円へ。営業4名、27年度で。",
        "はがき300通送付し反響6件（反響率2%）が目標、送付は12/8、反響は1月末まで",
        "Push avg basket past $80 - we sit at 71 - using bundles. End of Feb",
        "値引き率を平均11%→8%以内に。1月見積分から適用",
    ],
)
def test_reasons_resources_and_asides_part_nothing(text):
    assert len(check_goals(text, today=TODAY)) == 1


def test_the_day_of_one_sentence_is_not_lent_to_another():
    """Nobody said when the accuracy is due."""
    goals = check_goals("Squad: 3 reps at quota by Q4 close, call accuracy within 8%, hire 1 AE by 8 Feb", today=TODAY, first_month=1)
    assert [goal.statement.last_day for goal in goals] == [date(2026, 12, 31), None, date(2027, 2, 8)]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("1月20日までに提案書のひな形を作成する", {"M": True}),
        ("update the CRM daily", {"M": True}),
        ("失注理由を分析する", {"M": False}),  # no day
        ("3月までに成約率を高める", {"M": False}),  # a change, not a deed
        ("4月から勉強会に参加する", {"M": False}),  # from when, not by when
        ("机の整理整頓", {"S": True, "R": False}),
        ("I want to lose 6 kg by 1 June", {"S": True, "M": True, "R": False}),
        ("売上1,000万円を達成するために、早起きして毎朝8時から架電する", {"R": True}),
    ],
)
def test_a_deed_shows_whether_it_was_done_and_a_private_matter_is_none_of_sales(text, letters):
    said = check_goals(text, today=TODAY)[0].letters
    assert {letter: said[letter] for letter in letters} == letters


def test_a_deed_asks_for_no_present_value():
    (goal,) = check_goals("1月20日までにE社の契約書を回収する", today=TODAY)
    assert goal.rewritten == goal.text
    assert goal.advice.ja == "このままで使えます"
