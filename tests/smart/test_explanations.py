"""Beside its goal a cell says why, how, from where and of what parts; none of that is a second goal."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals

TODAY = date(2026, 11, 30)


def goals(text: str):
    return check_goals(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("客単価を3割上げる。そのために3つのセットを全員が勧める。", 0.3),
        ("来月の訪問数を25件にする。先月は19件だったが、紹介が30件あるため届く見込み。", 25),
        ("粗利率を28%に上げる。理由は値上げが1月に決まったため。", 0.28),
        ("粗利率を28%に上げる。これにより利益が300万円増える。", 0.28),
        ("商談を月20件にする。具体的には架電を1日40件、メールを1日20通行う。", 20),
        ("受注率を30%にする。現状は24%、昨年は22%。", 0.3),
        ("成約率を25%に上げる。なお前期は19%でした。", 0.25),
        ("展示会で名刺200枚を集める。昨年は150枚、一昨年は120枚だった。", 200),
        ("3月末までに受注12件。すでに商談が30件あり、成約率は40%なので十分可能。", 12),
        ("来月のアポ30件。先月実績は24件で、リストは200件用意済み。", 30),
        ("来月は訪問40件。1日2件なら無理なく回れる。", 40),
        ("単価を50万円に上げる。手段は梅竹松の3プラン提示。", 500_000),
        ("商談を20件にする、そのために架電を月400件行う", 20),
        ("Raise win rate to 30%. To do this, run 2 call reviews a week.", 0.3),
        ("Raise win rate to 30%. We will do this with 2 call reviews a week and 3 role plays a month.", 0.3),
        ("Book 20 demos in December. Last month: 14 demos, 5 POCs.", 20),
        ("Book 20 demos in December. There are 40 leads from the expo and 15 referrals.", 20),
        ("Close 8 deals by March. That is 4 per rep.", 8),
        ("Win 10 deals by March. Our pipeline has 40 opps and 12 proposals are out.", 10),
    ],
)
def test_a_sentence_that_explains_is_no_goal(text, target):
    """Its figures are grounds and means: judged as goals, they would be asked for deadlines that nobody meant."""
    (goal,) = goals(text)
    assert goal.statement.target.value == pytest.approx(target)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Land 3 enterprise + 5 SMB deals, 8 total, in Q3", 8),
        ("Close 8 deals by March: 5 new and 3 renewals", 8),
        ("5 new + 3 renewals, 8 altogether by March", 8),
        ("12 deals in total this quarter: 7 partner, 5 direct", 12),
        ("新規5社、既存3社で合計8社の受注", 8),
        ("新規5社と既存3社、全部で8社受注", 8),
        ("東京で5件、大阪で3件、あわせて8件を受注", 8),
        ("3月までに売上5,000万円。既存3,000万円、新規2,000万円。", 50_000_000),
    ],
)
def test_a_total_with_its_parts_is_one_goal(text, target):
    (goal,) = goals(text)
    assert goal.statement.target.value == target


@pytest.mark.parametrize(
    "text", ["訪問30件、提案20件、受注10件", "訪問30件。提案20件。受注10件。", "30 visits, 20 proposals, 10 wins", "①訪問30件 ②提案20件 ③受注10件"]
)
def test_steps_that_happen_to_add_up_stay_apart(text):
    assert len(goals(text)) == 3


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("売上を伸ばす、雰囲気を良くする", ["売上を伸ばす", "雰囲気を良くする"]),
        ("解約を減らす、満足度を上げる、売上を伸ばす", ["解約を減らす", "満足度を上げる", "売上を伸ばす"]),
        ("売上拡大、粗利改善", ["売上拡大", "粗利改善"]),
        ("売上アップ、経費削減、チーム強化", ["売上アップ", "経費削減", "チーム強化"]),
        ("売上を伸ばす。チームワークを良くする。", ["売上を伸ばす", "チームワークを良くする"]),
        ("increase revenue, improve morale", ["increase revenue", "improve morale"]),
        ("increase revenue; improve teamwork", ["increase revenue", "improve teamwork"]),
        ("Improve skills, grow sales, and reduce churn", ["Improve skills", "grow sales", "reduce churn"]),
        ("Build more pipeline, and improve teamwork with product", ["Build more pipeline", "improve teamwork with product"]),
        ("Improve onboarding and strengthen partner relationships", ["Improve onboarding", "strengthen partner relationships"]),
        ("休眠顧客のフォローを強化する。新規の開拓にも力を入れる。", ["休眠顧客のフォローを強化する", "新規の開拓にも力を入れる"]),
    ],
)
def test_wishes_in_one_line_are_each_told(text, own):
    assert [goal.text for goal in goals(text)] == own


@pytest.mark.parametrize(
    "text",
    [
        "トークを見直し、成約率を上げる",
        "もっと提案力をつけて、お客様に信頼される営業になる",
        "お客様が満足する、質の高い提案をする",
        "売上を伸ばす、強いチームを作る",
        "信頼を深める、長く続く関係を築く",
        "値引きに頼らない、提案型の営業をする",
        "報連相の徹底、情報共有の強化により売上を伸ばす",
        "顧客満足度を上げる、そのためにアンケートを取る",
        "improve teamwork, communication",
        "Improve teamwork between service and sales",
        "improve customer service, increase sales by doing more",
    ],
)
def test_a_wish_with_its_means_or_its_quality_is_one(text):
    assert len(goals(text)) == 1


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("（1）代理店訪問 月4回（2）勉強会を四半期に1回", ["代理店訪問 月4回", "勉強会を四半期に1回"]),
        ("(1)新規5社(2)解約2社以内(3)NPS40以上", ["新規5社", "解約2社以内", "NPS40以上"]),
        ("(a) raise ASP from $7k to $8k (b) keep discount under 12%", ["raise ASP from $7k to $8k", "keep discount under 12%"]),
        ("a) 20 demos/mo b) 4 POCs/mo", ["20 demos/mo", "4 POCs/mo"]),
        ("(i) book 20 demos (ii) close 4 deals", ["book 20 demos", "close 4 deals"]),
        ("25 demos/mo\n5 POCs/mo\n3 wins/mo", ["25 demos/mo", "5 POCs/mo", "3 wins/mo"]),
        ("Q4 goals - 30 demos / 12 proposals / 5 POCs", ["30 demos", "12 proposals", "5 POCs"]),
        ("売上2,000万円かつ粗利率28%以上を3Qで", ["売上2,000万円", "粗利率28%以上を3Qで"]),
        ("30 dials/day\n3 closes/mo", ["30 dials/day", "3 closes/mo"]),
        ("架電 50/日\nアポ 5/週\n受注 2/月", ["架電 50/日", "アポ 5/週", "受注 2/月"]),
        ("1月末まで：・アポ20件・商談12件・受注3件", ["アポ20件", "商談12件", "受注3件"]),
    ],
)
def test_markers_of_every_kind_part(text, own):
    assert [goal.text for goal in goals(text)] == own


@pytest.mark.parametrize("text", ["売上（1）を伸ばす", "・商談・受注を10件増やす", "Plan (b) for 10 deals", "Grow sales (see 2)"])
def test_what_looks_like_a_marker_parts_nothing(text):
    assert len(goals(text)) == 1


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("(a) raise ASP to $8k (b) keep discount under 12% - both for Q3", date(2026, 12, 31)),
        ("a) 20 demos b) 4 POCs, all by end of March", date(2027, 3, 31)),
        ("①商談50件 ②受注10件（いずれも来月末まで）", date(2026, 12, 31)),
        ("1月末まで：・アポ20件・商談12件・受注3件", date(2027, 1, 31)),
        ("Win $90k new business this quarter and keep gross margin at 40% or more", date(2026, 12, 31)),
        ("商談を来月50件、受注10件", date(2026, 12, 31)),
        ("NRR 110%以上\nNPS 40\n(すべて来期末)", date(2028, 3, 31)),
        ("①新規商談 15件 ②成約 5件 ③失注 3件以下 （1月）", date(2027, 1, 31)),
        ("①新規商談15件②成約5件【1月末まで】", date(2027, 1, 31)),
        ("Q4：新規ARR 400万円／解約率 1.2%以下（今1.9%）", date(2027, 3, 31)),
        ("【1月】架電500件／アポ25件", date(2027, 1, 31)),
        ("Feb: 18 discovery calls / 9 proposals / 2 signed contracts", date(2027, 2, 28)),
        ("Jan-Mar: $900k bookings & 94% gross retention", date(2027, 3, 31)),
        ("継続率93%以上とアップセル200万円を年度末までに達成します", date(2027, 3, 31)),
        ("チャーン2%未満＆アップセル150万を3月末までに", date(2027, 3, 31)),
        ("展示会（2/3〜5）で名刺150枚、その場でのアポ12件", date(2027, 2, 5)),
    ],
)
def test_an_ending_or_a_deadline_of_the_first_holds_for_all(text, last_day):
    assert {goal.statement.last_day for goal in goals(text)} == {last_day}


def test_a_verb_of_one_figure_is_not_lent_to_another():
    """Nobody holds a margin down to 27%."""
    first, second = goals("粗利率24%→27%、値引率は平均6%以内に抑える。下期中")
    assert (first.rewritten, first.statement.last_day) == ("粗利率24%→27%（下期中）", date(2027, 3, 31))
    assert second.statement.last_day == date(2027, 3, 31)


def test_a_deadline_of_one_sentence_is_not_that_of_the_next():
    assert [goal.statement.last_day for goal in goals("Sign 4 partners by March; book 20 demos")] == [date(2027, 3, 31), None]


def test_an_english_goal_in_a_japanese_cell_gets_a_japanese_deadline():
    """NPS 40 by 来期末 is no sentence in any language."""
    assert goals("NRR 110%以上\nNPS 40\n(すべて来期末)")[1].rewritten.startswith("来期末までに、NPS 40")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("(a) book 20 demos (b) close 4 deals - both for Q3", "close 4 deals in Q3 (last quarter: [result])"),
        ("Q4 goals - 30 demos / 12 proposals", "12 proposals in Q4"),
        ("December: 25 visits and 8 quotes", "8 quotes in December (last month: [result])"),
        ("- 50 demos\n- 10 deals\nAll by end of March", "10 deals by end of March"),
        ("来月の目標：\n商談 50件\n受注 10件", "来月中に、受注 10件（直近は〔実績〕）"),
        ("①商談50件 ②受注10件（いずれも来月末まで）", "来月末までに、受注10件（直近は〔実績〕）"),
        ("O: 長く使ってもらう\nKR1 NRR 104→108%\nKR2 更新率 +3pt（今88%）\n期限はすべて3/31", "KR2 更新率 +3pt（今88%、3/31まで）"),
        ("受注率を15%から22%に、提案数も30件→45件へ（3月末まで）", "提案数を30件→45件へ（3月末まで）"),
        ("展示会（2/3〜5）で名刺150枚、その場でのアポ12件", "2/3〜5に、その場でのアポ12件"),
    ],
)
def test_what_is_said_for_all_is_put_as_a_person_would(text, sentence):
    """For Q3 is not by Q3, and 来月の目標 is not 来月までに."""
    assert goals(text)[-1].rewritten == sentence
