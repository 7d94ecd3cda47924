"""Cells as people type them: several acts with days of their own, forms, notes in brackets, means in a line or sentence beside the goal."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.language import speaking
from kpi_xl.smart import check_goal, check_goals

TODAY = date(2026, 11, 30)


def goals(text: str):
    return check_goals(text, today=TODAY, first_month=4)


def read(text: str, first_month: int = 4):
    return check_goal(text, today=TODAY, first_month=first_month).statement


@pytest.mark.parametrize(
    ("text", "own", "days"),
    [
        ("Place 5 nurses in January, and trim time-to-offer from 12 days to 8 by 26 Feb",
         ["Place 5 nurses in January", "trim time-to-offer from 12 days to 8 by 26 Feb"], [date(2027, 1, 31), date(2027, 2, 26)]),
        ("Visit 6 farms a week through to end of April and lift basket size up from €40 to €52 by 12 March.",
         ["Visit 6 farms a week through to end of April", "lift basket size up from €40 to €52 by 12 March."],
         [date(2027, 4, 30), date(2027, 3, 12)]),
        ("More demos!! also reach 98% of plan in February", ["More demos", "reach 98% of plan in February"], [None, date(2027, 2, 28)]),
        ("日報の入力率を60%→90%（1月末）／料金表を見直して2月10日までに配布",
         ["日報の入力率を60%→90%（1月末）", "料金表を見直して2月10日までに配布"], [date(2027, 1, 31), date(2027, 2, 10)]),
        ("Reply rate 60% → 90% (end of Jan) / Publish the new price list by Feb 10",
         ["Reply rate 60% → 90% (end of Jan)", "Publish the new price list by Feb 10"], [date(2027, 1, 31), date(2027, 2, 10)]),
        ("1月：求人掘り起こし12社、職場見学8件、推薦25名", ["1月：求人掘り起こし12社", "職場見学8件", "推薦25名"], [date(2027, 1, 31)] * 3),
    ],
)  # fmt: skip
def test_each_act_is_a_goal_with_its_own_day(text, own, days):
    found = goals(text)
    assert ([goal.text for goal in found], [goal.statement.last_day for goal in found]) == (own, days)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("営業枠を20〜25件／月で埋める（1月〜3月）", 20),
        ("見積単価を平均80万円から95万円に。部長承認を200万円超から適用する。2027年2月末", 950_000),
        ("全30社のお客様に、契約更新の面談を2月末までに各社2回行う", 30),
        ("問い合わせ数を前期比20%増とする。展示会（3月・大阪）の名刺80枚に電話することで達成する。", 0.2),
        ("サポートの継続率95%以上。更新2か月前と2週間前の2回連絡する。今年度内。現在91%", 0.95),
        ("2月の成約18件（先月14件、前年2月16件）。決算前の需要を取り込む。", 18),
        ("2月の成約18件（先月14件、前年2月16件）。早割の案内を配る。", 18),
        ("Shorten onboarding from 20 days to 12 by mid March, scripts for the 4 most frequent questions", 12),
        ("目標：来店数 月40組 / 期限：2月末 / 現状：月28組 / 手段：電話1日20件、翌日までに返信", 40),
        ("Goal: 9 renewals a month / Due: end of Feb / Now: 6 / How: send 30 emails and 5 gifts", 9),
        ("解約率を3.1%から2.0%以下に。毎月15社のレビュー会で実現する。3月末まで。", 0.02),
        ("Raise pick-up rate from 20% to 26% by Feb, calling between 8 and 10", 0.26),
        ("来期は売上3億円で着地させる", 3e8),
        ("Use 5 partners to source 40 leads by March", 40),
        ("To lift the show rate from 55% to 68% by end of February, by texting between 8 and 9 and using a reminder call", 0.68),
    ],
)
def test_means_beside_it_neither_part_a_goal_nor_give_its_figure(text, number):
    (goal,) = goals(text)
    assert goal.statement.target.value == pytest.approx(number)


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("部品の売上 1,300万円以上（昨年Q4：1,180万円）", 11_800_000, 13_000_000),
        ("2月の成約18件（先月14件、前年2月16件）", 14, 18),
        ("2月の成約18件（前年2月16件）", 16, 18),
        ("Q2 services revenue $90k (LY Q2 $81k)", 81_000, 90_000),
        ("Tidy up stale opportunities in the CRM (about 640) down to under 100 by 22 Jan", 640, 100),
        ("今月12件の商談を来月18件にする", 12, 18),
        ("未入力の案件（約120件）を20件以下に、1月29日まで", 120, 20),
        ("目標：新規10社／期限：3月末／状況：4社", 4, 10),
        ("Goal: win back 8 lapsed accounts / Due: 26 Feb / Status: 3 back", 3, 8),
        ("目標：休眠顧客の再開 10社\n期限：2月末\n進捗：3社", 3, 10),
    ],
)
def test_a_note_says_where_the_figure_stands(text, baseline, target):
    (goal,) = goals(text)
    assert (goal.statement.baseline.value, goal.statement.target.value) == pytest.approx((baseline, target))


@pytest.mark.parametrize("text", ["今月10件の商談を来月に5件持ち越す", "重点顧客（12社）を5社訪問"])
def test_what_leads_to_no_other_figure_is_no_baseline(text):
    assert read(text).baseline is None


@pytest.mark.parametrize(
    "text",
    [
        "Goal: win back 8 lapsed accounts / Due: 26 Feb / Status: 3 back\nGoal: move 5 of them to annual billing / Due: 12 Mar / Status: 1",
        "目標：休眠顧客の再開 10社\n期限：2月26日\n進捗：3社\n\n目標：年契約への切替 6社\n期限：3月12日\n進捗：1社",
    ],
)
def test_each_form_has_its_own_status(text):
    stated = [goal.statement for goal in goals(text)]
    assert [each.baseline.value for each in stated] == [3, 1]
    assert [each.last_day for each in stated] == [date(2027, 2, 26), date(2027, 3, 12)]


@pytest.mark.parametrize(
    "text",
    [
        "① February revenue $90k\n② renewal rate 80% → 86%, same period",
        "① February revenue $90k\n② renewal rate 80% → 86% by the same deadline",
        "目標：新規契約 月8件\n期限：2月末\n\n目標：継続率 96%以上\n期限：同上",
        "①2月末までに新規契約8件\n②継続率96%以上（同じ期限）",
    ],
)
def test_the_same_period_is_that_of_the_goal_before(text):
    found = goals(text)
    assert [goal.statement.last_day for goal in found] == [date(2027, 2, 28)] * 2
    assert "同上" not in found[1].rewritten
    assert "same" not in found[1].rewritten


def test_the_same_period_of_the_year_before_is_no_deadline():
    found = goals("① February revenue $90k\n② 20 renewals, 15 in the same period last year")
    assert found[1].statement.last_day is None


@pytest.mark.parametrize(
    ("text", "first_month", "last_day"),
    [
        ("Bring no-shows from 15% to under 9% by 28/02/27", 1, date(2027, 2, 28)),
        ("Bring no-shows from 15% to under 9% by 02/28/27", 1, date(2027, 2, 28)),
        ("Finish FY at $2M booked", 4, date(2027, 3, 31)),
        ("Close the quarter on 12 wins", 1, date(2026, 12, 31)),
        ("End our fiscal year above 2.1M ARR", 1, date(2026, 12, 31)),
        ("受注10件／月末まで", 4, date(2026, 11, 30)),
    ],
)
def test_a_day_is_read_as_typed(text, first_month, last_day):
    assert read(text, first_month).last_day == last_day


@pytest.mark.parametrize("text", ["見積の回答を2営業日以内にする", "問い合わせへの返信を1営業日以内に短縮", "出荷を3営業日以内に徹底"])
def test_how_fast_is_no_deadline(text):
    goal = read(text)
    assert (goal.times, goal.sense.value) == ((), "at most")


@pytest.mark.parametrize("text", ["請求先一覧を3営業日以内に作る", "見積書を5営業日以内に出す"])
def test_what_is_made_once_is_due_within_days(text):
    assert read(text).last_day is not None


@pytest.mark.parametrize(
    "text",
    [
        "担当先の院長ともっと仲良くなる", "業界知識を深め、自信を持って説明できるようになること",
        "Get closer to my buyers", "Pitch our plans with more confidence",
    ],
)  # fmt: skip
def test_getting_on_well_says_nothing_of_what_is_done(text):
    with speaking("ja"):
        assert check_goal(text, today=TODAY).letters["S"] is False


@pytest.mark.parametrize("text", ["提案型の営業スタイルを年度内に定着させる", "Build a consultative selling style by March"])
def test_when_a_style_is_reached_nobody_sees(text):
    assert check_goal(text, today=TODAY).letters["M"] is False


@pytest.mark.parametrize("text", ["Get the AWS architect cert done by March 3", "料金表を見直して2月10日までに配布"])
def test_a_deed_with_its_day_shows_whether_it_was_done(text):
    letters = check_goal(text, today=TODAY).letters
    assert (letters["S"], letters["M"], letters["T"]) == (True, True, True)


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        ("初回連絡を20分以内にする、今は平均2時間", 120),
        ("Cut first reply to 20 minutes, now 2 hours", 120),
        ("見積作成を90分から1時間に短縮", 1.5),
        ("Cut the demo set-up from 40 min to 25 min", 40),
    ],
)
def test_hours_and_minutes_are_compared_as_one(text, baseline):
    goal = check_goal(text, today=TODAY)
    assert goal.statement.baseline.value == baseline
    assert goal.letters["A"] is not False


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("受注10件！商談40件！今月中！", "今月中に、受注10件（直近は〔実績〕）"),
        ("売上1000万円!粗利300万円!", "〔期限〕までに、売上1000万円"),
        ("More demos!! also reach 98% of plan in February", "More demos (from [current value] to [target] by [deadline])"),
    ],
)
def test_an_exclamation_is_lent_to_no_other_goal(text, rewritten):
    assert goals(text)[0].rewritten == rewritten


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("2月末までに受注20件（前年同月16件、課平均14件）", 16, 20),
        ("Win 20 orders in February (16 last year, team average 14)", 16, 20),
        ("Open 30 accounts in Q2 (24 last Q2)", 24, 30),
        ("Run 30 demos in March (22 last March)", 22, 30),
        ("昨年12月は22件、今年12月は28件の成約", 22, 28),
        ("来年2月の商談は55件にする。去年の2月の商談は40件", 40, 55),
        ("2月に成約20件。去年の2月は15件、ただし1名が休んでいた", 15, 20),
        ("Close 20 deals in February; last February we closed 15, but one rep was on leave", 15, 20),
        ("滞納を2割減らす。今300万円。月末締めの前に連絡、だめなら訪問。2月末", 3_000_000, 0.2),
    ],
)
def test_what_is_told_beside_the_figure_is_no_target(text, baseline, target):
    (goal,) = goals(text)
    assert (goal.statement.baseline.value, goal.statement.target.value) == pytest.approx((baseline, target))


@pytest.mark.parametrize(
    ("text", "number", "baseline"),
    [
        ("直近30件の解約理由を1月末までに調査する", 30, None),
        ("Analyse the last 30 lost deals by 22 January", 30, None),
        ("直近30件の商談を40件に増やす", 40, 30),
        ("新しい値札の説明を全8店舗で実施", 8, None),
        ("Get the new price tags installed in 8 stores by 22 January", 8, None),
        ("2月末までに試飲会60回を8店舗で実施", 60, None),
        ("Get 5 products listed in 8 stores by March", 5, None),
    ],
)
def test_the_count_of_a_deeds_objects_is_its_figure(text, number, baseline):
    (goal,) = goals(text)
    assert (goal.statement.target.value, goal.statement.baseline and goal.statement.baseline.value) == (number, baseline)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("前年比110%、2,200万円の粗利を目指す。2月末まで", ["前年比110%、2,200万円の粗利を目指す。2月末まで"]),
        ("直近20件の商談を分析し、2月末までに成約率を30%にする", ["直近20件の商談を分析し、2月末までに成約率を30%にする"]),
        ("前年比110%、解約は3件以下", ["前年比110%", "解約は3件以下"]),
        ("新規の契約20件、ついでにデスクの掃除も", ["新規の契約20件", "ついでにデスクの掃除も"]),
        ("売上500万円、ついでに既存顧客にも", ["売上500万円、ついでに既存顧客にも"]),
        ("12 wins in January. Also keep the desk clean. 30 calls a week.",
         ["12 wins in January", "Also keep the desk clean", "30 calls a week."]),
        ("Visit 20 customers. 3 meetings each.", ["Visit 20 customers. 3 meetings each."]),
        ("粗利：月300万\n架電：1日30件\n禁煙", ["粗利：月300万", "架電：1日30件", "禁煙"]),
        ("Revenue: $30k a month\nCalls: 30 a day\nwake up early", ["Revenue: $30k a month", "Calls: 30 a day", "wake up early"]),
    ],
)  # fmt: skip
def test_what_is_wanted_besides_is_a_goal_and_one_figure_said_twice_is_one(text, own):
    assert [goal.text for goal in goals(text)] == own


@pytest.mark.parametrize("text", ["上司に言われたので、売上を今の200万円から2000万円にする。来月", "売上を今の200万円から2000万円にする。来月"])
def test_to_have_been_told_is_no_ground_for_a_leap(text):
    assert check_goal(text, today=TODAY).letters["A"] is False


@pytest.mark.parametrize("text", ["社用車の洗車 月2回", "7月末までに富士山に登る", "learn to play the guitar", "Wash the company car every week"])
def test_a_matter_of_ones_own_is_not_of_sales(text):
    assert check_goal(text, today=TODAY).letters["R"] is False


@pytest.mark.parametrize("text", ["112% of last year, $290k in revenue by June", "前年比112%、2,900万円の売上を6月末まで"])
def test_a_rate_of_last_year_is_a_ground_and_no_amount_to_start_from(text):
    (goal,) = goals(text)
    assert (goal.statement.baseline, goal.letters["A"]) == (None, True)
