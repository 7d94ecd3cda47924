"""Several goals in one cell, by whatever parts them: plus signs, brackets with days, months and names as headings, wishes, kana."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals

TODAY = date(2026, 11, 30)
JANUARY, FEBRUARY, MARCH = date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)


def goals(text: str):
    return check_goals(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("成約9件＋口コミ4件", ["成約9件", "口コミ4件"]),
        ("まず訪問を週8件に増やす。次に、提案率を40%から50%に上げる。", ["まず訪問を週8件に増やす", "提案率を40%から50%に上げる"]),
        ("D社に概算提示（1/8）、E社に最終提案（1/15）、F社と契約締結（1/29）",
         ["D社に概算提示（1/8）", "E社に最終提案（1/15）", "F社と契約締結（1/29）"]),
        ("1/8 現地調査、1/15 見積提出、1/29 契約", ["1/8 現地調査", "1/15 見積提出", "1/29 契約"]),
        ("ア．架電90件　イ．アポ9件　ウ．受注2件", ["架電90件", "アポ9件", "受注2件"]),
        ("(ア)架電90件(イ)アポ9件", ["架電90件", "アポ9件"]),
        ("1月：中古車7台・点検20台・保険9件", ["1月：中古車7台", "点検20台", "保険9件"]),
        ("学会参加2回/月、説明会6回/月、採用病院+2", ["学会参加2回/月", "説明会6回/月", "採用病院+2"]),
        ("解約ゼロ・増席4件・定例9社", ["解約ゼロ", "増席4件", "定例9社"]),
        ("P商品90個、Q商品70個を年末商戦で売る", ["P商品90個", "Q商品70個を年末商戦で売る"]),
        ("仙台支店7,000万、福岡支店6,000万（3Q）", ["仙台支店7,000万", "福岡支店6,000万（3Q）"]),
        ("木村：成約3件、山本：成約4件（1月）", ["木村：成約3件", "山本：成約4件（1月）"]),
        ("ブログ月3回配信＆相談会月2回開催", ["ブログ月3回配信", "相談会月2回開催"]),
        ("架電を日40件に増やして、接続率も15%→18%に上げます", ["架電を日40件に増やして", "接続率も15%→18%に上げます"]),
        ("成約4/紹介3/口コミ2（1月）", ["成約4", "紹介3", "口コミ2（1月）"]),
        ("・架電 90／日\n・アポ 4／日", ["架電 90／日", "アポ 4／日"]),
        ("1）継続率95％以上\n　現状92％。年度末まで\n2）増席9件\n　今期中、現状6件",
         ["継続率95％以上\n　現状92％。年度末まで", "増席9件\n　今期中、現状6件"]),
        ("個人目標：成約4件\nチーム目標：成約20件\n期間：Q4", ["個人目標：成約4件", "チーム目標：成約20件"]),
        ("【定量】成約9件／月 【定性】商談の質を高める", ["【定量】成約9件／月", "【定性】商談の質を高める"]),
        ("1月までに：新規6社、NPS40", ["1月までに：新規6社", "NPS40"]),
        ("来期の目標は、売上を8%伸ばすことと、新規を9社増やすことです。", ["来期の目標は、売上を8%伸ばすことと", "新規を9社増やすことです"]),
        ("成約2件取る！あと、週報は毎週書く", ["成約2件取る", "週報は毎週書く"]),
        ("More referrals, fewer discounts", ["More referrals", "fewer discounts"]),
        ("Cut churn & grow upsell", ["Cut churn", "grow upsell"]),
        ("Fewer cancellations!! and win 7 deals", ["Fewer cancellations", "win 7 deals"]),
        ("Improve my pitching skills, and hold 9 demos a week", ["Improve my pitching skills", "hold 9 demos a week"]),
        ("Sign Fabrikam by Wednesday, Contoso by Jan 15", ["Sign Fabrikam by Wednesday", "Contoso by Jan 15"]),
        ("90 dials/day. 4 new opps/week", ["90 dials/day", "4 new opps/week"]),
        ("Cut no-shows to 8% — and get NPS up to 50 by March", ["Cut no-shows to 8%", "get NPS up to 50 by March"]),
        ("Prospecting: 2h every morning; Demos: 9 per week", ["Prospecting: 2h every morning", "Demos: 9 per week"]),
    ],
)
def test_each_goal_is_told_apart(text, own):
    assert [goal.text for goal in goals(text)] == own


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("1月は成約4件、2月は5件、3月は7件", ["1月は成約4件", "2月は成約5件", "3月は成約7件"]),
        ("成約件数：1月4件、2月5件", ["成約件数：1月4件", "2月の成約件数5件"]),
        ("今期売上9,000万円（前期8,000万円）、粗利率は26%→28%へ",
         ["今期売上9,000万円（前期8,000万円）", "今期粗利率は26%→28%へ"]),
        ("成約率30%、ついでに机の片づけも", ["〔期限〕までに、成約率30%", "机の片づけ"]),
        ("成約率を1月末に30%にする\nそれと、増席を2月末に9件にする", ["成約率を1月末に30%にする", "増席を2月末に9件にする"]),
        ("First, finish the deck by Jan 8. Then call all 40 accounts by Jan 29.",
         ["Finish the deck by Jan 8", "Call all 40 accounts by Jan 29"]),
        ("First meetings 9 a month, second meetings 5 a month", ["First meetings 9 a month", "second meetings 5 a month"]),
        ("来週までに企画書を提出し、1月15日までに社内承認を得る", ["来週までに企画書を提出する", "1月15日までに社内承認を得る"]),
        ("1月末までに売上を前年比108％、粗利を200万円増やす", ["1月末までに売上を前年比108％", "1月末までに粗利を200万円増やす"]),
        ("【架電】月90件 【成約】月3件 【期限】1/29", ["【架電】月90件（1/29まで", "【成約】月3件（1/29まで"]),
        ("Sign Fabrikam by Wednesday, Contoso by Jan 15", ["Sign Fabrikam by Wednesday", "Sign Contoso by Jan 15"]),
        ("Close $90k MRR (now $80k) and keep NRR at 105%+ thru FY-end", ["Close $90k MRR (now $80k) thru FY-end", "keep NRR at 105%+ thru FY-end"]),
        ("訪問20件・提案8件をそれぞれ毎月達成", ["訪問20件を毎月達成", "提案8件を毎月達成"]),
        ("hire 3 CSMs by Jan 29 + ramp all to 60% quota by May 28", ["hire 3 CSMs by Jan 29", "ramp all to 60% quota by May 28"]),
    ],
)
def test_each_goal_says_by_itself_what_is_meant(text, sentences):
    """110% of last year is a level: it does not grow by the verb of the next goal."""
    assert [goal.rewritten.startswith(sentence) for goal, sentence in zip(goals(text), sentences, strict=True)] == [True] * len(sentences)


def test_what_is_wanted_more_than_last_year_is_no_present_value():
    _, share = goals("前年比9%増の売上と、利益率3pt改善")
    assert (share.statement.target.value, share.statement.baseline) == (3, None)


def test_months_that_only_name_their_figure_have_each_their_own_day():
    assert [goal.statement.last_day for goal in goals("1月は成約4件、2月は5件、3月は7件")] == [JANUARY, FEBRUARY, MARCH]


@pytest.mark.parametrize(
    "text",
    [
        "新規成約月9件（現状月6件）を1月末までに。ロープレを週2回やる",
        "成約を9件取る（そのために商談を30件こなす）",
        "SQL月20件、うち9件を商談化",
        "仙台9件、福岡4件、札幌3件の成約を1月末まで",
        "1日9件×20日で月180件訪問する",
        "Win 9 deals by Jan 31 (currently 6), because we hired 3 SDRs",
        "Improve discovery calls and demos to win 4 deals",
        "Send 40 quotes by Jan 15, 9 of which to hospitals",
    ],
)
def test_means_and_parts_are_no_goals_of_their_own(text):
    assert len(goals(text)) == 1


@pytest.mark.parametrize(
    ("text", "number", "baseline"),
    [
        ("成約を9件取る（そのために商談を30件こなす）", 9, None),
        ("SQL月20件、うち9件を商談化", 20, None),
        ("1日9件×20日で月180件訪問する", 180, None),
        ("単価20万円×9件で180万円の売上を1月に達成", 1_800_000, None),
        ("40 dials x 20 days = 800 dials in Jan", 800, None),
        ("Win 9 deals by Jan 31 (currently 6), because we hired 3 SDRs", 9, 6),
        ("We closed 5 deals last month. This month I want 7.", 7, 5),
        ("成約を月7件にする（3か月平均5件）", 7, 5),
        ("成約を来月9件にする（今月7件）", 9, 7),
        ("1月は成約9件（11月7件、10月6件）", 9, 7),
        ("$12k/mo in add-ons by April, from about $8k", 12_000, 8_000),
        ("予算比106%で着地", 1.06, None),
        ("Up 4 points from 23% win rate by June", 4, 0.23),
        ("1月末までに、6名の部下全員が達成率100%以上", 1.0, None),
    ],
)
def test_the_figure_wanted_and_the_one_it_starts_from(text, number, baseline):
    (goal,) = goals(text)
    read = goal.statement
    assert (read.target.value, read.baseline and read.baseline.value) == (pytest.approx(number), baseline)


@pytest.mark.parametrize(
    ("text", "last_day", "recurs"),
    [
        ("27/1/29までに成約9件", date(2027, 1, 29), False),
        ("1日最低30件架電", None, True),
        ("Hold at least 9 demos/week, as in October", None, True),
        ("win 2 deals/wk thru Mar", MARCH, True),
        ("週次：架電90件", None, True),
        ("日々の架電40件", None, True),
        ("Response time < 2h", None, False),
    ],
)
def test_when_it_is_due(text, last_day, recurs):
    (goal,) = goals(text)
    assert goal.statement.last_day == last_day
    assert any(phrase.is_recurring for phrase in goal.statement.times) == recurs


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("銀河一売る", {"S": False}),
        ("Build rapport with key accounts", {"S": False}),
        ("キーマンとの信頼関係を強化する", {"S": False}),
        ("Get promoted to team lead by August", {"S": False, "R": None}),
        ("1月中に社内承認を得る", {"S": True, "M": True}),
        ("Dinner with a client every month", {"S": True, "M": True, "R": True}),
        ("仙台支店7,000万", {"S": True, "R": True}),
        ("1月末までに200万円", {"S": False, "R": None}),
        ("着地精度を95%にする", {"R": True}),
        ("推薦40名", {"R": True}),
        ("take 6 days of leave before April", {"M": True, "R": False}),
        ("3割コスト削減", {"M": True, "A": True, "R": True}),
    ],
)
def test_letters_of_few_words(text, letters):
    (goal,) = goals(text)
    assert {letter: goal.letters[letter] for letter in letters} == letters
