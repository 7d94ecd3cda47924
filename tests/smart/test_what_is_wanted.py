"""Which figure of a text is wanted, how it is meant and where it starts, in the ways people type it; counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import Sense, check_goals

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "baseline", "target", "sense"),
    [
        # ranges
        ("12月に往訪20〜25件", None, (20, 25), Sense.TO),
        ("受注3台〜4台（1月末）", None, (3, 4), Sense.TO),
        ("売上1〜2億", None, (1e8, 2e8), Sense.TO),
        ("Book $60k-$75k in Q1", None, (60_000, 75_000), Sense.TO),
        ("between 30 and 40 demos by March", None, (30, 40), Sense.TO),
        # a noun of change before an amount, and a net change
        ("既存の単価アップ5%", None, 0.05, Sense.BY),
        ("交際費の削減20%", None, 0.2, Sense.BY),
        ("成約率アップ25%へ", None, 0.25, Sense.TO),
        ("保守契約を12件純増", None, 12, Sense.BY),
        # what is told, and what is wanted
        ("商談化率、今10%→14%、これを1月中に！", 0.1, 0.14, Sense.FROM_TO),
        ("Q3売上1.1億（達成率95%）→Q4は1.3億", 1.1e8, 1.3e8, Sense.FROM_TO),
        ("対前年＋300万円の4,300万円を今期売上とする", None, 4.3e7, Sense.TO),
        ("3/31までに累計契約90件（現在64件、残り26件）", 64, 90, Sense.TO),
        ("歩留まりが悪い（15%弱）ので年内に25%以上へ", 0.15, 0.25, Sense.AT_LEAST),
        ("得意先に依存しているので（売上の5割）、来年度末に4割未満にしたい", 0.5, 0.4, Sense.AT_MOST),
        ("既存深耕　今半期で500万　前半期430万", 4.3e6, 5e6, Sense.TO),
        ("テレアポ1日40件を続けて、毎月アポ6件獲得", None, 6, Sense.TO),
        ("新規4社を開拓して、売上900万円を達成する", None, 9e6, Sense.TO),
        ("粗利 200万/月 × 3ヶ月 = 600万（4Q）", None, 6e6, Sense.TO),
        ("Churn: 2.8% now, want 2.2% by June", 0.028, 0.022, Sense.TO),
        ("Get 8+ reviews (have 5) by 31 Jan", 5, 8, Sense.AT_LEAST),
        ("Beat last year's Dec ($50k) by 8%", 50_000, 0.08, Sense.BY),
        ("Upgrade 25% of basic users by Sept; at 19% today", 0.19, 0.25, Sense.TO),
        ("Active dealers: atleast 12 by 31-03-2027, presently 7", 7, 12, Sense.AT_LEAST),
        ("keep reply time under 2 hrs; was averaging 3 in Nov", 3, 2, Sense.AT_MOST),
        ("目標: book 25 demos by 1/31 (now 18)", 18, 25, Sense.TO),  # a Japanese label before an English goal
        ("SQL→商談 転換率 33% (now 27%) by end of Jan", 0.27, 0.33, Sense.TO),
        ("モデル棟来場50組→次アポ15組（30%）を1月に", None, 15, Sense.TO),  # the one comes of the other
        ("Handling of RFPs: 9 days → 6 days. 3 RFPs/month.", 9, 6, Sense.FROM_TO),
        ("Less time on admin: 9h/wk -> 5h/wk", 9, 5, Sense.FROM_TO),
        ("Q2 bookings 12% above Q1", None, 0.12, Sense.BY),
        ("Close rate to 1 in 4 (currently 1 in 5)", 0.2, 0.25, Sense.TO),
        ("More referrals. Target 3 a month.", None, 3, Sense.TO),
        ("顧客アンケート平均4.4点（前回4.1点）以上", 4.1, 4.4, Sense.AT_LEAST),
        ("Make sure no invoice is overdue by more than 20 days", None, 20, Sense.AT_MOST),
        ("退会理由の聞き取り毎月4社 → 退会率 3%→2%（6月）", 0.03, 0.02, Sense.FROM_TO),
        ("粗利率 27%（前年は2.2億）", None, 0.27, Sense.TO),  # an amount is nothing that a rate starts from
        ("受注目標1,200万に対し残300万、12/28までに", None, 3e6, Sense.BY),
        # units that are no powers of ten and no names
        ("生コン出荷量 毎月900㎥", None, 900, Sense.TO),
        ("出荷700t→820t（下期計）", 700, 820, Sense.FROM_TO),
        ("追加ライセンス25ID", None, 25, Sense.TO),
        ("在庫回転を4回転→5回転、来年度", 4, 5, Sense.FROM_TO),
    ],
)
def test_the_figure_that_is_wanted(text, baseline, target, sense):
    (goal,) = check_goals(text, today=TODAY)
    read = goal.statement
    value, upper = target if isinstance(target, tuple) else (target, None)
    assert (read.baseline and read.baseline.value, read.sense) == (baseline, sense)
    assert (read.target.value, read.target.upper) == (pytest.approx(value), upper)


def test_a_range_is_told_with_its_upper_end():
    from kpi_xl.cli.planning.goal_records import reading_record

    (goal,) = check_goals("12月に往訪20〜25件", today=TODAY)
    assert reading_record(goal)["target"] == {"number": 20, "upper": 25, "unit": "件", "sense": "to"}


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("win rate 22% -> 26% by EOQ1", date(2027, 3, 31)),
        ("Retention 93%+ by YE", date(2026, 12, 31)),
        ("Cut quote turnaround from 6 days to 3, in 90 days", date(2027, 2, 28)),
        ("call back the 9 lapsed ones by weds", date(2026, 12, 2)),
        ("春分の日までにデモ12回", date(2027, 3, 21)),
        ("成人の日前に得意先20件へ電話", date(2027, 1, 10)),
        ("今週中に見積4件", date(2026, 12, 4)),  # a working week ends on Friday
        ("this week: 6 quotes", date(2026, 12, 4)),
        ("週末までに見積4件", date(2026, 12, 6)),
        ("未訪問の9施設を12月第3週まで(12/18)に一巡", date(2026, 12, 18)),  # the day in the brackets
        ("新契約　目標:9件　実績:5件(11/27時点)　締切:12/28仕事納め", date(2026, 12, 28)),
        ("回収サイト 45日→35日 3月決算まで", date(2027, 3, 31)),
        ("EC売上を前年の1.4倍に、12月商戦で", date(2026, 12, 31)),
        ("問合せの当日返信率を60%→90%へ", None),  # how fast, not by when
        ("見積後フォローは3日以内100%実施", None),
        ("予兆のある9社へ今月中にヒアリング。結果は翌週共有。", date(2026, 11, 30)),
        ("メール返信は24h以内、クレームは当日対応", None),
        ("3か月以内に25%の売上増", date(2027, 2, 28)),
        ("12/18契約", date(2026, 12, 18)),
        ("400 leads (Dec)", date(2026, 12, 31)),
        ("12月11日AMまでに上期総括を提出。", date(2026, 12, 11)),
        ("Reduce the sales cycle by 2 weeks, from 9 to 7, before Christmas", date(2026, 12, 24)),
        ("Have the pricing deck ready Friday", date(2026, 12, 4)),
        ("DM反応率1.1%を1.6%へ。2月号から見直す。", None),
    ],
)
def test_the_day_it_is_wanted_by(text, last_day):
    (goal,) = check_goals(text, today=TODAY, first_month=1 if text.isascii() else 4)
    assert goal.statement.last_day == last_day


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("I will call 30 leads a day. I will log every call. I will book 6 demos by Dec 18.", 2),  # no figure and no day: no goal of its own
        ("We need 9 wins this quarter. Last quarter we had 7. The team is two reps short.", 1),
        ("Raise win rate to 28%. We will do this with 2 call reviews a week.", 1),
        ("Dials: 70/day. Convos: 9/day. Meetings: 1/day", 3),
        ("1 case study / quarter", 1),
        ("Objectives: 1. $500k ARR 2. 22% win rate 3. <9% churn. Deadline for all: Dec 31.", 3),
        ("パート採用2名、シフト充足率93%、どちらも12月20日まで", 2),
        ("求人公開から3日以内に初回紹介、80%以上", 1),
        ("目標　前年比115%　根拠　新店2つ", 1),
        ("$2M pipe created; $600k closed - H1", 2),
        ("売上2,400万(3月)、往訪は毎日2件、タバコをやめる", 3),
        ("12/4までに見積、12/11までに役員プレゼン、12/18契約", 3),
        ("①売上 ②粗利 ③件数 すべて前年比104%", 1),  # without the figure none of them says anything
        ("Win rate ≥ 24%, cycle ≤ 40 days, ACV ≥ $16k (all by end of FY27)", 3),
        ("revenue: $200k; margin: 31%; headcount: +2", 3),
        ("Leads: 300 (Dec), SQLs: 50, wins: 8", 3),
        ("売上高 第3四半期 5億、第4四半期 6億", 2),
        ("1/8までに提案骨子、1/29までに最終提案", 2),
        ("No. of proposals: 9/month. Avg value: $25k.", 2),
        ("Jan-Mar: 40 discos, 15 proposals, 6 closed-won", 3),
        ("仕入先2社と価格交渉し、原価率を61%→59%に（3Q中）", 1),
    ],
)
def test_how_many_goals_there_are(text, own):
    goals = check_goals(text, today=TODAY)
    assert len(goals) == own
    if "12月20日" in text or "Dec 31" in text:
        assert {goal.statement.last_day for goal in goals} in ({date(2026, 12, 20)}, {date(2026, 12, 31)})
