"""Cells as people lay them out: pieces with a noun and a figure of their own are goals, whatever parts them and whatever they count."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import Sense, check_goals

TODAY = date(2026, 12, 1)
DEC, JAN, FEB, MARCH, JUNE = date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 6, 30)


def goals(text: str):
    return check_goals(text, today=TODAY, first_month=1 if text.isascii() else 4)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("普通車30台、軽自動車40台、車検60台（1月）", ["普通車30台", "軽自動車40台", "車検60台（1月）"]),
        ("アポ12件｜受注3件｜1月", ["アポ12件", "受注3件｜1月"]),
        ("売上1.5億（昨対108％）＆ 粗利4,000万", ["売上1.5億（昨対108％）", "粗利4,000万"]),
        ("新規導入：月4件、既存深耕：月3件", ["新規導入：月4件", "既存深耕：月3件"]),
        ("訪問を増やす。返信を速くする。", ["訪問を増やす", "返信を速くする"]),
        ("来店数を増やす、提案力を身につける", ["来店数を増やす", "提案力を身につける"]),
        ("雰囲気を良くしていきたい。一次回答は3時間以内を守る。", ["雰囲気を良くしていきたい", "一次回答は3時間以内を守る"]),
        ("紹介会の参加60社(2/19)、共同提案の件数を増やす", ["紹介会の参加60社(2/19)", "共同提案の件数を増やす"]),
        ("デスク整理と、月8件の訪問", ["デスク整理", "月8件の訪問"]),
        ("チーム売上を月900万円に乗せます。あわせて新人3名を2月末までに独り立ちさせます。",
         ["チーム売上を月900万円に乗せます", "あわせて新人3名を2月末までに独り立ちさせます"]),
        ("4Qの目標として、①大口3件の受注 ②休眠20社の再訪", ["大口3件の受注", "休眠20社の再訪"]),
        ("Reviews with top 12 accts (by 3/31) + 4 case studies (by 2/28)", ["Reviews with top 12 accts (by 3/31)", "4 case studies (by 2/28)"]),
        ("Coverage 3x by Jan 31 // slip rate < 8% // 90% of opps with next steps",
         ["Coverage 3x by Jan 31", "slip rate < 8%", "90% of opps with next steps"]),
        ("clean desk; inbox zero; 3 upsells a month", ["clean desk", "inbox zero", "3 upsells a month"]),
        ("By 30 June: 8 new dealers signed; sell-out up 12%; returns down to 3%",
         ["By 30 June: 8 new dealers signed", "sell-out up 12%", "returns down to 3%"]),
        ("Walk 8k steps daily, and make 20 calls daily", ["Walk 8k steps daily", "make 20 calls daily"]),
        ("More intros, better follow-up, and stronger ties", ["More intros", "better follow-up", "stronger ties"]),
    ],
)  # fmt: skip
def test_each_piece_with_its_end_is_a_goal(text, own):
    assert [goal.text for goal in goals(text)] == own


@pytest.mark.parametrize(
    "text",
    [
        "【目標】大型案件を年度末までに2件クローズ\n【条件】官公庁案件は含めない。1月中に見込みが立たない場合は見直す",
        "来店予約80組。昨年は66組、今年はチラシ配布を拡大",
        "10 opps a week - 4 outbound, 6 inbound",
        "Reach $900k in H1. Stretch: $1.1M.",
        "5 upsells a month, avg $3k",
    ],
)
def test_conditions_parts_and_what_is_done_about_it_are_none(text):
    assert len(goals(text)) == 1


@pytest.mark.parametrize(
    ("text", "number", "sense"),
    [
        ("休眠先70社に電話 → うち9社で再取引（年内）", 9, Sense.TO),
        ("月額1,200円プランの契約を4,000回線から6,000回線へ", 6000, Sense.FROM_TO),
        ("誤差 ±4%以内（10月は▲9%）", 0.04, Sense.AT_MOST),
        ("新規会員獲得 1店舗・1日あたり4名", 4, Sense.TO),
        ("チャーン1.2%切り", 0.012, Sense.AT_MOST),
        ("クレーム対応24h以内100%", 1, Sense.TO),
        ("Churnをhalfにする", 0.5, Sense.BY),
        ("冬売上 昨対106％ ※昨年は暖冬で93％に沈んだ", 1.06, Sense.TO),
        ("Call 30 lapsed accounts a day so that we get 5 reactivations per week", 5, Sense.TO),
        ("NPS 31 to 42 by June", 42, Sense.FROM_TO),
        ("Finish top 3 in the ranking by June", 3, Sense.TO),
        ("指標\t現状\t目標\n成約率\t18%\t24%\n継続率\t88%\t93%", 0.24, Sense.FROM_TO),
        ("Metric\tNow\tGoal\nWin rate\t18%\t24%\nShow rate\t61%\t70%\nDue\tEnd of Q1", 0.24, Sense.FROM_TO),
    ],
)
def test_the_figure_to_reach_is_found_where_it_stands(text, number, sense):
    goal = goals(text)[0].statement
    assert goal.target is not None
    assert (goal.target.value, goal.sense) == (number, sense)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("上期 24件 → 下期 36件（受注）", [MARCH]),
        ("上期で落とした大手3社を取り戻す", [None]),
        ("新人2名が1月に配属されるので、アポを月30件から45件に上げる", [None]),
        ("売上：前年比104%\n新規口座：9口\n※期限は来年3/20締め", [date(2027, 3, 20)] * 2),
        ("日報を当日中に入力", [None]),
        ("Every rep logs a next step by Friday noon, every week", [None]),
        ("Reduce churn by half, on or before June 30", [JUNE]),
        ("Keep discounting at or below 9% on average through Q2", [JUNE]),
        ("Expansion ARR +$200k, Q1-Q2", [JUNE]),
        ("Metric\tNow\tGoal\nWin rate\t18%\t24%\nShow rate\t61%\t70%\nDue\tEnd of Q1", [MARCH, MARCH]),
        ("Q1 - 7 deals, $300k. Q2 - 9 deals, $400k.", [MARCH, MARCH, JUNE, JUNE]),
        ("Deadline before the comma: 4 dealers signed by Jan 31; Feb 28: 6 dealers", [JAN, FEB]),
    ],
)
def test_each_goal_is_due_by_its_own_day(text, days):
    assert [goal.statement.last_day for goal in goals(text)] == days


@pytest.mark.parametrize("text", ["1日の訪問 4〜6件", "消耗品は月＋40万", "受注 900万/Q"])
def test_a_rhythm_is_a_time(text):
    assert goals(text)[0].letters["T"] is True


@pytest.mark.parametrize(
    "text",
    [
        "見積を週10件出して、受注を月4件取る",
        "媒介 月5件（チラシ週4,000枚の配布で）",
        "リピーターを増やし、2月に売上600万円を達成する",
        "年内に会員を900名増やす。レジ横の声かけで対応。",
        "入替案件の受注、4Qで3件。競合の保守切れが集中するため",
        "Get 5 referrals a month by asking at every review",
        "Migrate 100% of price lists by June (60% done)",
    ],
)
def test_means_and_grounds_make_a_step_achievable(text):
    assert goals(text)[0].letters["A"] is True


@pytest.mark.parametrize("text", ["Meetings: __ per week", "12月中に　　件受注"])
def test_a_figure_left_open_measures_nothing(text):
    assert goals(text)[0].letters["M"] is False
