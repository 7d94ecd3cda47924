"""Grounds and means beside a goal's end: they make a step believable, and what they count is not the goal's figure."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "number", "last_day"),
    [
        ("2月に営業が3名増えるので、チームの商談を月60件にする", 60, None),
        ("問い合わせが1日15件に増えているため、年度末までに新規受注20件", 20, date(2027, 3, 31)),
        ("展示会（1/20-22）に出展するため、1月は名刺400枚を集める", 400, date(2027, 1, 31)),
        ("駅前に新店舗が2つできるので3月末までに法人契約を8社", 8, date(2027, 3, 31)),
        ("失注先150社へのメールで、1月中に商談6件", 6, date(2027, 1, 31)),
        ("週1回の勉強会を全員で実施し、成約率を25%にする", 0.25, None),
        ("Close 12 upsells by Feb 26 as the new module launches on Jan 15", 12, date(2027, 2, 26)),
        ("Call the lapsed list every morning and book 9 meetings a week", 9, None),
    ],
)
def test_a_step_with_its_ground(text: str, number: float, last_day: date | None) -> None:
    (goal,) = check_goals(text, today=TODAY)
    target = goal.statement.target
    assert target is not None
    assert target.value == number
    assert goal.letters["A"] is True
    assert goal.statement.last_day == last_day


@pytest.mark.parametrize(
    "text",
    [
        "売上を伸ばすため、訪問を月30件",  # a purpose is no ground
        "第4四半期で15社獲得",
        "受注を月20件",
        "Book 20 demos by Jan 31",
        "Respond to leads as soon as possible",
    ],
)
def test_what_is_no_ground(text: str) -> None:
    (goal,) = check_goals(text, today=TODAY)
    assert goal.letters["A"] is not True


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("見積を倍にする。2月から営業が2名増えるので3月末までに", ["見積を倍にする。2月から営業が2名増えるので3月末までに"]),
        ("客単価42万円＆契約を18件にする、1月中に", ["客単価42万円", "契約を18件にする、1月中に"]),  # 42万円 is no size of contracts
        ("受注を月6件から9件に増やす。訪問も週4件、1月中に。", ["受注を月6件から9件に増やす", "訪問も週4件、1月中に"]),
    ],
)
def test_a_piece_without_an_end_is_no_goal(text: str, own: list[str]) -> None:
    goals = check_goals(text, today=TODAY)
    assert [goal.text for goal in goals] == own
    assert all(goal.letters["T"] is True for goal in goals)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("受注を月9件にする（LPを3本追加）", "lpを3本追加"),
        ("契約を四半期で5件。付き合いの長い7社にこちらからお願いする", "付き合いの長い7社にこちらからお願いする"),
        ("失注先へ再提案し、3月末までに契約8件", "失注先へ再提案し"),
        ("展示会の名刺90枚を起点に、1月中に商談15件", "展示会の名刺90枚を起点に"),
        ("Win 9 deals in Q1 - we have 31 open quotes", "we have 31 open quotes"),
        ("Win 9 deals in Q1; three new dealers sign in February", "three new dealers sign in february"),
        ("We hired two closers, so we'll win 9 deals in Q1", "we hired two closers"),
    ],
)
def test_the_ground_that_is_quoted_is_the_one_left_out_of_the_target(text: str, quoted: str) -> None:
    (goal,) = check_goals(text, today=TODAY, first_month=1 if text.isascii() else 4)
    assert goal.statement.basis == quoted
    assert goal.statement.target is not None
    assert goal.statement.target.value in (5, 8, 9, 15)


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("受注12件を3月末までに。2月に新店がオープンする", date(2027, 3, 31)),
        ("受注12件を3月末までに（1月に新人が入る）", date(2027, 3, 31)),
        ("受注12件。2月に新店がオープンする", None),  # when the ground happens is no day of the goal
        ("After the January launch, win 9 deals this month", date(2026, 12, 31)),
    ],
)
def test_when_a_ground_happens_is_no_day_of_the_goal(text: str, last_day: date | None) -> None:
    (goal,) = check_goals(text, today=TODAY, first_month=1 if text.isascii() else 4)
    assert goal.statement.last_day == last_day


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Call every B-account once a month; bring pilot revenue to 200k; clean up the old list",
         ["Call every B-account once a month", "bring pilot revenue to 200k", "clean up the old list"]),
        ("Learn the new pricing + pass the exam on 12 January + hold the first demo by month-end",
         ["Learn the new pricing", "pass the exam on 12 January", "hold the first demo by month-end"]),
        ("More inbound calls, better handover, and 12 referrals by end of March",
         ["More inbound calls", "better handover", "12 referrals by end of March"]),
        ("応対の質を高める、残業を減らす、契約をあと4件積む（今月）", ["応対の質を高める", "残業を減らす", "契約をあと4件積む（今月）"]),
    ],
)  # fmt: skip
def test_deeds_and_wishes_that_are_listed_are_goals_each(text: str, own: list[str]) -> None:
    assert [goal.text for goal in check_goals(text, today=TODAY, first_month=1 if text.isascii() else 4)] == own


@pytest.mark.parametrize(
    "text",
    [
        "3月末までに新規5社。地銀のマッチング会に月1回顔を出す",
        "受注単価を8%上げる（オプションを標準構成に入れる）",
        "1月中に商談20件、土曜の展示場当番を増やして対応",
        "既存の追加受注を四半期600万円。保守点検の訪問時に必ず提案書を持参",
        "アポ率を5%に。受付突破のトークを録音して直す",
        "商談化率18%（現行15%、初回メールの件名をABテスト）",
        "解約を月2社以下。請求ミスが主因なので経理と二重チェック",
        "2月までに代理店4社、商工会議所の名簿を使う",
        "年度内に粗利1,500万、大口2社の見積が通れば届く",
        "クロージング率30%→35%　課長の同席を初回から",
        "Win 8 logos in H1. Our reseller in Leeds has six of them in contract stage.",
        "Lift show rate to 80% by March; confirmation texts go out the day before",
        "25 demos a month – the new landing page already converts at 4%",
        "Get ASP to $14k in Q2 by bundling support",
        "Reach $300k in renewals by June, most customers are on multi-year terms",
        "Close 10 mid-market deals in Q1 (14 are past the demo stage)",
        "Grow upsell revenue 15% this year. CSMs get a quota from January.",
        "Hold churn under 1.5%: onboarding calls now happen in week one",
        "20 partner leads a month, two distributors joined in November",
        "Cut response time to 2 hours, chat routing moves to the regional teams",
    ],
)
def test_how_and_why_stand_anywhere_beside_the_figure(text: str) -> None:
    (goal,) = check_goals(text, today=TODAY, first_month=1 if text[0].isascii() and text[-1].isascii() else 4)
    assert goal.letters["A"] is True


@pytest.mark.parametrize("text", ["今月アポ180件取る！先月は8件", "年間売上6億いきます（昨年5,500万）", "来月の売上を今の9倍にする"])
def test_where_the_figure_stood_is_no_ground_for_a_leap(text: str) -> None:
    (goal,) = check_goals(text, today=TODAY)
    assert goal.letters["A"] is not True
