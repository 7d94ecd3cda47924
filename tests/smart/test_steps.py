"""Steps: where a goal starts, where it ends and how far that is, counted by hand and shown in what the figure is counted in."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.definitions import load_role
from kpi_xl.language import Text
from kpi_xl.smart import GoalColumns, Letter, LetterFinding, PastMonths, Verdict, check_goal
from kpi_xl.smart.judging import wording

TODAY = date(2026, 11, 23)


def found(letter: Letter, text: str, **known) -> LetterFinding:
    return next(each for each in check_goal(text, today=TODAY, **known).findings if each.letter is letter)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("新規商談数を月間30件から今月末までに月間50件に増やす", Text("30→50件（+67%）", "30 → 50件 (+67%)")),  # 50/30 is 1.667
        ("新規商談数を月間30件から今月末までに5件増やす", Text("30→35件（+17%）", "30 → 35件 (+17%)")),
        ("失注を30件から今月末までに5件減らす", Text("30→25件（-17%）", "30 → 25件 (-17%)")),
        ("新規商談数を月間30件から今月末までに20%増やす", Text("30→36件（+20%）", "30 → 36件 (+20%)")),
        ("解約を月間30件から来月末までに20%減らす", Text("30→24件（-20%）", "30 → 24件 (-20%)")),
        ("商談を月間30件から来月までに2倍にする", Text("30→60件（+100%）", "30 → 60件 (+100%)")),
        ("売上を500万円から来月までに10%増やす", Text("500万円→550万円（+10%）", "500万円 → 550万円 (+10%)")),
        ("売上を500万円から来月までに2倍にする", Text("500万円→1,000万円（+100%）", "500万円 → 1,000万円 (+100%)")),
        ("売上を1億円から来月までに1.25億円に増やす", Text("1億円→1.25億円（+25%）", "1億円 → 1.25億円 (+25%)")),
        ("売上を500万円から来月までに7,654,321円に増やす", Text("5,000,000円→7,654,321円（+53%）", "5,000,000円 → 7,654,321円 (+53%)")),
        ("成約率を20%から来月までに25%に上げる", Text("20%→25%（+25%）", "20% → 25% (+25%)")),
        ("成約率を20%から来月までに5ポイント上げる", Text("20%→25%（+25%）", "20% → 25% (+25%)")),
        ("解約率を20%から来月までに5ポイント下げる", Text("20%→15%（-25%）", "20% → 15% (-25%)")),
        ("成約率を20%から来月までに5%上げる", Text("20%→21%（+5%）", "20% → 21% (+5%)")),
        ("解約率を12.34%から来月までに6.78%に下げる", Text("12.3%→6.8%（-45%）", "12.3% → 6.8% (-45%)")),  # 6.78/12.34 is .549
    ],
)
def test_a_step_is_shown_in_what_the_figure_is_counted_in(text, step):
    """30 meetings and 20% more are 36 meetings; as "3000%→3600%" nobody could compare it with the log."""
    said = found(Letter.A, text)
    assert (said.verdict, said.reason) == (Verdict.PASS, step)


@pytest.mark.parametrize(
    ("text", "now", "step"),
    [
        ("今月末までに20%増やす", 30, "30→36（+20%）"),  # it does not even say what
        ("今月末までに新規商談数を30%増やす", 30, "30→39（+30%）"),
        ("今月末までに商談を5件増やす", 30, "30→35件（+17%）"),
        ("今月末までに解約を5件減らす", 30, "30→25件（-17%）"),
        ("今月末までに売上を10%増やす", 5_000_000, "5,000,000円→5,500,000円（+10%）"),
        ("今月末までに成約率を10%上げる", 0.20, "20%→22%（+10%）"),
        ("今月末までに成約率を5ポイント上げる", 0.20, "20%→25%（+25%）"),
    ],
)
def test_a_change_is_put_on_top_of_what_the_workbook_says_of_today(text, now, step):
    """The sentence names no value of today, so what the figure is counted in is told by its name."""
    said = found(Letter.A, text, columns=GoalColumns(baseline=now))
    assert said.reason is not None
    assert (said.verdict, said.reason.ja) == (Verdict.PASS, step)


def test_a_step_from_nothing_has_no_share():
    """No share of 0 makes 50; the step is no warning either, for everybody starts from 0 once."""
    said = found(Letter.A, "新規商談数を月間0件から今月末までに月間50件に増やす")
    assert (said.verdict, said.reason) == (Verdict.PASS, Text("0→50件", "0 → 50件"))


def test_a_target_that_is_todays_value_is_no_step():
    said = found(Letter.A, "新規商談数を月間50件から今月末までに月間50件にする")
    assert (said.verdict, said.remedy) == (Verdict.WARN, wording.SAY_TARGET)
    assert said.reason == Text("現在値と目標値が同じ（50件）", "Target and current value are the same (50件)")


@pytest.mark.parametrize(("target", "verdict"), [(90, Verdict.PASS), (91, Verdict.FAIL)])
def test_more_than_three_times_today_is_a_large_step(target, verdict):
    """Three times as much is still said to be possible; the border itself belongs to what is."""
    said = found(Letter.A, f"新規商談数を月間30件から今月末までに月間{target}件に増やす")
    assert said.verdict is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("新規契約を月2件から来月末までに月7件に増やす", Verdict.WARN),  # of few a few more are many times
        ("新規契約を月2件から来月末までに月12件に増やす", Verdict.FAIL),
        ("営業2名の増員により、商談を月20件から来月末までに月70件に増やす", Verdict.WARN),
        ("Grow revenue from $40k to $300k by June", Verdict.FAIL),
    ],
)
def test_a_large_step_of_few_or_with_its_ground_is_only_to_be_looked_at(text, verdict):
    assert found(Letter.A, text).verdict is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("来月末までに商談化率を130%にする", Verdict.FAIL),
        ("Reply rate of 120% by March", Verdict.FAIL),
        ("来月末までに売上を前年比130%にする", Verdict.PASS),  # a comparison
        ("粗利率を目標の120%にする", Verdict.UNKNOWN),
        ("NRR 115% by June", Verdict.UNKNOWN),
    ],
)
def test_no_share_is_more_than_all(text, verdict):
    assert found(Letter.A, text).verdict is verdict


def test_a_large_step_says_so_and_asks_for_stages():
    said = found(Letter.A, "新規商談数を月間20件から今月末までに月間100件に増やす")
    assert (said.verdict, said.remedy) == (Verdict.FAIL, wording.SAY_STAGES)
    assert said.reason == Text("20→100件（+400%）は大きな伸び", "20 → 100件 (+400%) is a large step")


PAST = PastMonths.of([28, 30, 32])
"""On average 30; each month lies 2 beside the next: a standard deviation of 2."""


@pytest.mark.parametrize(
    ("target", "verdict", "share"),
    [(31, Verdict.PASS, "+3%"), (32, Verdict.PASS, "+7%"), (33, Verdict.WARN, "+10%"), (38, Verdict.WARN, "+27%"), (39, Verdict.FAIL, "+30%")],
)
def test_a_target_is_compared_with_the_best_month_and_how_much_months_vary(target, verdict, share):
    """The best was 32, and 38 lies three standard deviations beyond: the last that is not out of reach."""
    said = found(Letter.A, f"新規商談数を月間30件から今月末までに月間{target}件に増やす", past=PAST)
    assert said.reason is not None
    assert said.verdict is verdict
    assert said.reason.ja.startswith(f"30→{target}件は{share}、過去最高は32件")
    assert said.reason.en.startswith(f"30 → {target}件 is {share}; the best month was 32件")
    assert said.remedy == (None if verdict is Verdict.PASS else wording.SAY_STAGES)


def test_what_is_out_of_reach_says_how_much_months_vary():
    said = found(Letter.A, "新規商談数を月間30件から今月末までに月間39件に増やす", past=PAST)
    assert said.reason == Text(
        "30→39件は+30%、過去最高は32件。これまでの変動（±2件）では届かない",
        "30 → 39件 is +30%; the best month was 32件, beyond the variation so far (±2件)",
    )


def test_without_a_value_of_today_the_mean_of_the_months_stands_in():
    said = found(Letter.A, "今月末までに新規商談数を月間33件にする", past=PAST)
    assert said.reason == Text("30→33件は+10%、過去最高は32件", "30 → 33件 is +10%; the best month was 32件")


def test_vague_words_are_quoted_with_what_they_leave_open():
    """Each of them, apart from what is to change, and what to write instead."""
    said = found(Letter.S, "商談数をもっと増やす")
    assert said.verdict is Verdict.WARN
    assert said.reason == Text("何を：商談数（「もっと」では程度が分からない）", "What: 商談数 ('もっと' does not say how much)")
    assert said.remedy is not None
    assert said.remedy.ja == "数字で程度を書く"
    said = found(Letter.S, "商談数を大幅に増やし、成約率を改善する")
    assert said.reason == Text(
        "何を：成約率（「大幅に」「改善」では程度が分からない）", "What: 成約率 ('大幅に', '改善' do not say how much)"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("提案書を作る", Text("何を：提案書", "What: 提案書")),
        ("成約率を25%にする", Text("何を：成約率", "What: 成約率")),
        ("売上を1000万円にする", Text("数字がついて具体的になっている", "Specific by its number")),
    ],
)
def test_what_a_goal_is_about_is_said_in_its_own_words(text, reason):
    said = found(Letter.S, text)
    assert (said.verdict, said.reason) == (Verdict.PASS, reason)


GOALS = [
    "", "がんばる", "売上を上げる", "商談を増やす", "商談数をもっと増やす", "50件", "売上を1000万円にする", "成約率を25%にする", "提案書を作る",
    "来月の売上を8倍にする", "新規商談数を月間50件から今月末までに月間50件にする", "新規商談数を月間30件から昨日までに月間500件に増やす",
    "Sell more", "Be the best", "Book 50 meetings", "Raise the win rate from 20% to 25% by the end of this month",
]  # fmt: skip


@pytest.mark.parametrize("text", GOALS)
@pytest.mark.parametrize("past", [None, PAST])
@pytest.mark.parametrize("role", [None, "field_sales"])
def test_every_letter_has_a_reason_and_what_is_not_good_a_remedy(text, past, role):
    """A sign alone helps nobody: each says why, in both languages, and what to do about a warning or a failure."""
    findings = check_goal(text, today=TODAY, past=past, role=load_role(role) if role else None).findings
    assert [each.letter for each in findings] == list(Letter)
    for each in findings:
        assert isinstance(each.reason, Text)
        assert all(each.reason.both())
        if each.verdict in (Verdict.WARN, Verdict.FAIL):
            assert isinstance(each.remedy, Text)
            assert all(each.remedy.both())


def test_times_of_a_goal_are_listed_as_its_language_does():
    said = found(Letter.T, "Report by 30 November and every month")
    assert said.reason == Text("期限：by 30 November, every month（2026/11/30）", "When: by 30 November, every month (2026-11-30)")
