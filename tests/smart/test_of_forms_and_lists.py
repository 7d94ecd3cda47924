"""Goals of goal sheets and memos: months in brackets, rows with their day, plans, lists that deeds end, times that qualify a noun."""

from __future__ import annotations

import pytest

from tests.smart.records import goals


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Fee per job £90 (now £80) by 12/31. Add 4 landlords by Jan 31. No more late invoices. Be a calmer team lead.", 4),
        ("pitch 30 shops a day, 3 orders a week, send every owner a sample, stay curious", 4),
        ("注残 年度末で8億円。部内の連携活性化。", 2),
        ("【1月】新車5台、中古車2台、車検8件", 3),
        ("来月やること\n・新規開拓 12社\n・既存訪問 25件", 2),
        ("名刺150枚 年内に全件架電 / 値上げ交渉 対象18社すべて1月末までに妥結 / 在庫3台を3月までに売り切る", 3),
    ],
)
def test_what_a_manager_would_follow_by_itself_is_told(text: str, told: int):
    assert len(goals(text)) == told


@pytest.mark.parametrize(
    "text",
    [
        "契約切れ間近の36社を1月中に全部回る。1日3社ペース",
        "1月末までに入札2件で内示を獲得する。12月に試用、1月に説明会3回を予定。",
        "Reply rate from 2% to 5% by end of Jan - rewriting intros and A/B testing 3 subject lines a week",
    ],
)
def test_pace_plan_and_means_are_of_the_goal_before_them(text: str):
    assert len(goals(text)) == 1


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("契約満了が半年以内の40社を1月中に回る", ["2027-01-31"]),
        ("年内に既存25社へ来期の導入計画をヒアリング完了", ["2026-12-31"]),
        ("忘年会受注：50件／12月20日まで（昨年41件）\n新年会受注：15件／1月20日まで", ["2026-12-20", "2027-01-20"]),
        ("[Jan] 3 fleets sold\n[Feb] 4 fleets sold", ["2027-01-31", "2027-02-28"]),
        ("Stores live within 10 days of signing", [None]),
    ],
)
def test_the_day_is_the_goals_own(text: str, days: list[str | None]):
    assert [each["deadline"] for each in goals(text)] == days


@pytest.mark.parametrize(
    ("text", "target", "baseline"),
    [
        ("粗利率 21%（同19.8%）", 0.21, 0.198),
        ("1,800 room nights (1,620 Q3 last yr)", 1800, 1620),
        ("売り場を3尺から6尺に広げてもらう", 6, 3),
        ("Stores live within 10 days of signing (avg is 17 today)", 10, 17),
    ],
)
def test_where_it_stands_and_where_it_ends(text: str, target: float, baseline: float):
    (goal,) = goals(text)
    assert (goal["target"]["number"], goal["baseline"]) == (target, baseline)


def test_added_ones_are_a_difference_and_each_of_them_no_figure():
    assert [each["target"]["sense"] for each in goals("Add 3 resellers by June")] == ["by"]
    assert [each["target"] for each in goals("一社一社に丁寧な対応")] == [None]


@pytest.mark.parametrize(
    "text", ["Get the Marlow deal signed by Jan 28", "Get every January reminder out by Dec 31", "Get the cider line into Tesco by March"]
)
def test_what_is_got_done_shows_when_it_is(text: str):
    letters = goals(text)[0]["letters"]
    assert (letters["S"], letters["M"], letters["T"]) == (True, True, True)


@pytest.mark.parametrize("text", ["週次ミーティングで案件の進捗を確認する", "月次の新規訪問を18件以上キープ", "週次の1on1を全員と実施"])
def test_what_comes_every_week_or_month_is_timed(text: str):
    letters = goals(text)[0]["letters"]
    assert letters["T"] is True


def test_a_bound_with_its_period_is_a_bound():
    assert goals("Cut lost accounts to 2 a quarter or fewer")[0]["target"]["sense"] == "at most"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("By Jan 15: all 6 reps certified on the new pitch, old price list switched off", 2),
        ("By Dec 31: logo churn under 4%, expansion revenue up 12% on 2025", 2),
        ("January: 5 site visits, 3 proposals out, expenses filed", 3),
        ("年度末までに、未回収を0件、店舗の在庫一覧を提出", 2),
        ("Q4 goals: close $420k; onboard Mika so she runs demos alone; zero overdue tasks", 3),
    ],
)
def test_what_stands_below_one_heading_is_told(text: str, told: int):
    assert len(goals(text)) == told


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Improve my close rate (currently 22%) to 28% in Q1", 0.28),
        ("追加注文を20店から取る、昨年は17店", 20),
        ("顧客への連絡を3営業日以内に", 3),
        ("Call the top 25 dormant accounts by Friday", 25),
    ],
)
def test_what_is_wanted_is_the_target(text: str, number: float):
    (goal,) = goals(text)
    assert goal["target"]["number"] == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Upsell 6 accounts by March 31 – 9 have hit their limit", "2027-03-31"),
        ("Send the forecast every Thursday by noon", None),
        ("月末ぎりぎりの受注を減らす", None),
        ("Run the roadshow March 3-9", "2027-03-09"),
    ],
)
def test_a_day_is_no_count_and_a_rhythm_no_day(text: str, day: str | None):
    assert goals(text)[0]["deadline"] == day


def test_all_of_them_shows_when_it_is_done():
    letters = goals("失注理由を全件記録する")[0]["letters"]
    assert letters["M"] is True


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("問い合わせ対応は当日中に。議事録の提出率100%。", 2),
        ("既存：単価8%アップ 新規：6社", 2),
        ("定量：受注12件　定性：説明力を上げる", 2),
        ("売上：400万 期限：12月末", 1),
        ("担当：鈴木 目標：受注4件", 1),
    ],
)
def test_rules_and_labels_of_ones_own_part_goals(text: str, told: int):
    assert len(goals(text)) == told


def test_what_is_done_so_soon_is_done_to_the_last_alone():
    assert [each["rewritten"] for each in goals("見積提出を週5件、提出後2日以内に必ず電話")] == [
        "見積提出を週5件（現在は〔現在値〕）", "提出後2日以内に必ず電話",
    ]


def test_a_level_is_not_improved():
    assert goals("Improve close rate to 30%, average deal $20k")[1]["rewritten"] == "average deal $20k by [deadline] (now [current value])"


@pytest.mark.parametrize(
    "text",
    [
        "Call the top 20 lapsed accounts by Friday",
        "Close 3 of the open deals this month",
        "解約リスクの高い15社と今月面談",
        "A社・B社の2社から今月内示をもらう",
    ],
)
def test_nobody_asks_what_was_done_last_month_to_those_who_are_known(text: str):
    assert [each["rewritten"] for each in goals(text)] == [text]


def test_the_day_stands_before_with_what():
    (goal,) = goals("Reduce no-shows from 25% to 12% with a reminder call the day before")
    assert goal["rewritten"] == "Reduce no-shows from 25% to 12% by [deadline] with a reminder call the day before"
