"""What stands beside goals and is none: means in a list, grounds, a week's spread, whom a goal is for, what is said of all."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kpi_xl.smart import Sense, check_goal, check_goals

TODAY = date(2026, 11, 30)
_FILLED_IN = re.compile(r"（(?:直近|現在)は〔[^〕]+〕）|[、／]直近は〔[^〕]+〕")


def goals(text: str):
    return check_goals(text, today=TODAY)


def read(text: str):
    return check_goal(text, today=TODAY).statement


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("3月末までに契約6件。\n・名簿を毎週更新\n・朝礼後に20分電話\n・断られた先は3か月後に再訪", ["3月末までに契約6件。"]),
        ("年度末までに取扱店を14店に増やす\n→週次で巡回\n→試食会を開催", ["年度末までに取扱店を14店に増やす"]),
        ("Win 7 tenants by March\n- refresh the list weekly\n- 20 min of calls every morning\n- revisit lost ones after 2 months",
         ["Win 7 tenants by March"]),
        ("Renewal rate 96% by March\n- currently 91%\n- 4 of the 22 clients are at risk",
         ["Renewal rate 96% by March\n- currently 91%\n- 4 of the 22 clients are at risk"]),
        ("Sign 9 leases in Q1. Pipeline has 31 prospects and our win rate is 29%.",
         ["Sign 9 leases in Q1. Pipeline has 31 prospects and our win rate is 29%."]),
        ("来期は新規9社。手持ちの案件が40件あり、勝率は25%です。", ["来期は新規9社。手持ちの案件が40件あり、勝率は25%です。"]),
        ("契約4件！毎日15軒回ればいけると思う", ["契約4件！毎日15軒回ればいけると思う"]),
        ("90 visits/wk, 30 Mon, 30 Wed, 30 Fri", ["90 visits/wk, 30 Mon, 30 Wed, 30 Fri"]),
        ("週90件架電、月曜30件、水曜30件、金曜30件", ["週90件架電、月曜30件、水曜30件、金曜30件"]),
        ("book 12 viewings in Jan by doing 20 dials and 15 texts every morning",
         ["book 12 viewings in Jan by doing 20 dials and 15 texts every morning"]),
    ],
)  # fmt: skip
def test_it_is_no_goal_of_its_own(text, own):
    assert [goal.text for goal in goals(text)] == own


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("今期契約9件\n・1月までに提案書を刷新\n・2月までに研修を終える", 3),
        ("今月の目標 売上400万\n・禁煙\n・机の整理", 3),
        ("win 4 clients by March by calling 20 leads a day and renew 3 contracts", 2),
        ("月曜 架電20件、水曜 訪問5件", 2),
        ("By end of May run 8 tastings & write £60k of orders", 2),
        ("In Q1 fit 20 boilers & sell 8 service plans", 2),
        ("i want to do 45 calls per day and 15 min of yoga every morning", 2),
        ("目標1　解約率を1.2%以下に抑える\n目標2　休眠先を9社から4社に減らす", 2),
        ("1- renewals 93% in Q1\n2- upsell 80k in Q1", 2),
    ],
)
def test_what_has_its_own_figure_or_day_is_a_goal(text, count):
    assert len(goals(text)) == count


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("架電250件、契約3件。全部1月中に。", ["1月中に、架電250件", "1月中に、契約3件"]),
        ("売上900万円、契約6件。すべて年度末まで。", ["年度末までに、売上900万円", "年度末までに、契約6件"]),
        ("契約9件、紹介4件。2つとも今期中。", ["今期中に、契約9件", "今期中に、紹介4件"]),
        ("年内に、買取3件の契約と査定先12社への郵送を完了する。", ["年内に、買取3件の契約を完了する", "年内に、査定先12社への郵送を完了する"]),
        ("訪問45件・契約4件・失注2割減　@1月", ["訪問45件（1月）", "契約4件（1月）", "失注2割減　@1月"]),
    ],
)
def test_what_is_said_of_all_is_said_of_each(text, rewritten):
    assert [_FILLED_IN.sub("", goal.rewritten) for goal in goals(text)] == rewritten


@pytest.mark.parametrize(
    ("text", "number", "sense"),
    [
        ("訪問45件・契約4件・失注2割減　@1月", 45, Sense.TO),
        ("部下3名との同席を各人毎月2回行う", 2, Sense.TO),
        ("メンバー4名との1on1を月2回行う", 2, Sense.TO),
        ("若手3名の育成：新規契約を各2件以上", 2, Sense.AT_LEAST),
        ("Train 2 new reps: 3 solo deals each by June", 3, Sense.TO),
        ("CSAT 93 by June, now 88 (n=40 replies, 1 survey a year)", 93, Sense.TO),
        ("解約率 現在2.0%（8月2.4%、9月2.2%）→3月末に1.6%以下", 0.016, Sense.FROM_TO),
        ("導入後60日以内の初回利用率85%以上", 0.85, Sense.AT_LEAST),
        ("follow up rate 90%+", 0.9, Sense.AT_LEAST),
        ("First order within 30 days of sign up: 60% by June", 0.6, Sense.TO),
        ("新規訪問15件いじょう", 15, Sense.AT_LEAST),
        ("解約3件いかに抑える", 3, Sense.AT_MOST),
        ("クレーム△3件（現状8件）", 3, Sense.BY),
        ("lose 9 lbs by June", 9, Sense.BY),
        ("体重を4kg落とす（現在72kg）", 4, Sense.BY),
        ("今期中に有休を4日消化する", 4, Sense.TO),
    ],
)
def test_the_figure_to_reach_and_how_it_is_meant(text, number, sense):
    first = goals(text)[0].statement
    assert (first.target.value, first.sense) == (number, sense)


def test_a_quarter_before_the_word_now_is_no_figure():
    """Q2 is the deadline, and 22% the figure of today."""
    goal = read("win rate to 27% by Q2, currently 21%")
    assert (goal.baseline.value, goal.target.value) == (0.21, 0.27)


def test_a_half_year_told_of_is_no_deadline():
    assert read("上期は解約が11社出た。下期の解約は8社以下におさえる").last_day == date(2027, 3, 31)


def test_how_things_stand_is_the_ground_of_a_goal():
    goal = check_goal("Sign 9 leases in Q1. Pipeline has 31 prospects and our win rate is 29%.", today=TODAY)
    assert goal.letters["A"] is True


@pytest.mark.parametrize("text", ["既存のお客様からもっと信頼されるようになる", "取引先に信頼される営業になる"])
def test_to_be_trusted_is_not_specific(text):
    assert check_goal(text, today=TODAY).letters["S"] is False


def test_a_rhythm_is_not_lent_where_others_have_their_own():
    rates = goals("毎日架電50件、接続率14%、毎月アポ18件")[1]
    assert (rates.statement.times, rates.letters["T"]) == ((), False)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("12月末までに花束25本、鉢植え9鉢、定期便3件を売る", ["12月末までに花束25本", "鉢植え9鉢", "定期便3件を売る"]),
        ("自費率を38%に上げる＆口コミを月4件もらう", ["自費率を38%に上げる", "口コミを月4件もらう"]),
        ("【12月】予約 300台（昨年280台）【1月】福袋 90個", ["【12月】予約 300台（昨年280台）", "【1月】福袋 90個"]),
        ("1月末：P社更新／2月末：Q社更新／3月末：R社新規", ["1月末：P社更新", "2月末：Q社更新", "3月末：R社新規"]),
        ("P案件を12月中に受注、Q案件は1月に提案", ["P案件を12月中に受注", "Q案件は1月に提案"]),
        ("Hit $80k in Jan, $95k in Feb and $110k in March", ["Hit $80k in Jan", "$95k in Feb", "$110k in March"]),
        ("Gross margin 41%+ and zero write-offs this quarter", ["Gross margin 41%+", "zero write-offs this quarter"]),
        ("East team: 50 SQLs/mo. West team: 70 SQLs/mo.", ["East team: 50 SQLs/mo", "West team: 70 SQLs/mo."]),
        ("$12k/wk in sales, $3k of it from repeat customers", ["$12k/wk in sales, $3k of it from repeat customers"]),
    ],
)
def test_a_month_a_team_or_an_amount_of_its_own_makes_a_goal(text, own):
    assert [goal.text for goal in goals(text)] == own


def test_the_figure_before_the_brackets_is_reached_from_the_one_in_them():
    goal = read("有料会員450人（いま360人）。月15人ずつ増やす。")
    assert (goal.baseline.value, goal.target.value) == (360, 450)


def test_a_dash_before_a_figure_makes_no_span_of_days():
    assert read("12 installs by Jan 31 — 4 per crew").last_day == date(2027, 1, 31)


@pytest.mark.parametrize("text", ["cut refunds in half by March", "cut refunds by half by March"])
def test_in_half_is_a_change(text):
    assert read(text).is_change


def test_a_verb_that_is_a_noun_too_is_not_given_another():
    assert goals("Raise avg ticket to $45 & sell 50 memberships by May")[1].rewritten.startswith("sell 50 memberships")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("月末までに点検35件の実施、見積9件の提出", ["月末までに点検35件の実施", "見積9件の提出"]),
        ("社長面談を3件（1/20まで）、そのあと見積提出を2/10までに", ["社長面談を3件（1/20まで）", "そのあと見積提出を2/10までに"]),
        ("Q1 - 12 roofs, Q2 - 20 roofs", ["Q1 - 12 roofs", "Q2 - 20 roofs"]),
        ("4kg痩せる、売上は月180万", ["4kg痩せる", "売上は月180万"]),
        ("試食90名／回、購入率3割", ["試食90名／回", "購入率3割"]),
        ("Win two partners a month; one must be a lawyer", ["Win two partners a month; one must be a lawyer"]),
        ("- listings: 6 by Jan 31\n- closings: 4 by Mar 31\nstretch: 5 closings", ["listings: 6 by Jan 31", "closings: 4 by Mar 31"]),
        ("- 電話 1日25本\n- ブログ 週2本\n→ 問い合わせ月18件", ["電話 1日25本", "ブログ 週2本", "問い合わせ月18件"]),
    ],
)
def test_deeds_and_labels_part_goals(text, own):
    assert [goal.text for goal in goals(text)] == own


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Grow the list to 5k by June, currently 3,200, adding ~300/mo", 5000),
        ("月1回の勉強会を開き、資格取得者を3名出す", 3),
    ],
)
def test_a_step_on_the_way_is_not_the_figure_to_reach(text, number):
    (goal,) = goals(text)
    assert goal.statement.target.value == number


def test_one_hour_before_is_no_half_year():
    assert read("Raise the show rate to 70% by sending reminders 24h and 1h before").times == ()


def test_a_bound_of_the_last_goal_is_not_lent():
    assert [goal.statement.sense for goal in goals("目標は「新規5件、継続18件、休会2名まで」")] == [Sense.TO, Sense.TO, Sense.AT_MOST]


def test_a_rate_is_not_sent():
    assert goals("入力率100%、提案書は48時間以内に送る")[0].rewritten.startswith("〔期限〕までに、入力率100%（")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Get returns down and grow subscriptions", 2),
        ("年内に、紹介4件の契約と過去客30名へのはがき送付を完了します。", 2),
        ("send quotes within 3h of the visit, chase every quote within 2 days", 2),
        ("2-3 site walks a week, 1 of them with an engineer; $120k in change orders by 6/30", 2),
        ("オプション売上400万円。目安は1組10万×40組。", 1),
        ("契約あと6件を12月中に取り切る。見込みは9社あり", 1),
    ],
)
def test_how_many_goals(text, count):
    assert len(goals(text)) == count


def test_a_thing_to_list_is_no_noun_of_the_verb_before_it():
    assert goals("Pass the real estate exam by 2/20 and list 10 homes by end of Q2.")[1].rewritten == "list 10 homes by end of Q2."


def test_done_the_same_day_is_no_deadline():
    assert read("リードタイム短縮 平均4日→1日（入力の当日化）").last_day is None


@pytest.mark.parametrize(
    "text",
    [
        "部下2名と面談を月1回",
        "来店数45組の獲得と成約率22%の維持を両立する",
        "P社3件の提案とQ社2件の提案を通じて受注2件",
        "Close 9 policies in Q1 — that's 1 a week — mostly from referrals",
        "Increase the average order to $70 by bundling and upselling 2 items per order",
        "Run 4 workshops to win 9 clients by May",
        "Book 8 tours by Friday. The market is slow and 2 reps are out.",
    ],
)
def test_one_goal_stays_one(text):
    assert len(goals(text)) == 1


def test_a_record_that_a_goal_is_set_from_is_where_it_starts():
    goal = read("訪問18件の実績をもとに月24件の訪問を目指す")
    assert (goal.baseline.value, goal.target.value) == (18, 24)
