"""The rules that use more than the sentence: history for A, the KPI tree for R, vague words for S."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.definitions import load_role
from kpi_xl.language import speaking
from kpi_xl.smart import GoalColumns, Letter, PastMonths, Verdict, check_goal, check_goals

TODAY = date(2026, 11, 23)
GOAL = "新規商談数を現在の月間30件から今月末までに月間50件に増やす"


def finding(letter: Letter, text: str, **known):
    return next(each for each in check_goal(text, today=TODAY, **known).findings if each.letter is letter)


def test_achievable_says_step_and_best_month():
    said = finding(Letter.A, GOAL, past=PastMonths.of([28, 38, 30, 27, 33]))
    assert said.verdict is Verdict.WARN
    assert str(said.reason) == "30→50件は+67%、過去最高は38件"


def test_achievable_says_the_chance_where_a_log_tells_it():
    said = finding(Letter.A, GOAL, past=PastMonths.of([28, 38, 30], chance=lambda target: 0.12 if target == 50 else 1.0))
    assert str(said.reason) == "30→50件は+67%、過去最高は38件、達成確率は12%"


def test_columns_say_how_far_the_step_is():
    """The verdict stays that of the columns; without a present value the mean of the months stands in."""
    columns = GoalColumns("商談数", 30, 36, show="{:g}件".format)
    said = finding(Letter.A, "", columns=columns, past=PastMonths.of([28, 38, 30]))
    assert (said.verdict, str(said.reason)) == (Verdict.PASS, "30件→36件（過去最高は38件）")
    said = finding(Letter.A, "", columns=GoalColumns("商談数", None, 50, show="{:g}件".format), past=PastMonths.of([28, 38, 30]))
    assert (said.verdict, str(said.reason)) == (Verdict.WARN, "平均32件→50件（過去最高は38件）")


def test_each_goal_of_a_cell_finds_its_own_past():
    pasts = {"meetings": PastMonths.of([28, 38, 30]), "deals_won": PastMonths.of([5, 8, 6])}
    role = load_role("field_sales")
    read = check_goals("商談を36件、受注を12件に増やす", today=TODAY, role=role, pasts=pasts)
    assert [str(goal.findings[2].reason) for goal in read] == ["32→36件は+12%、過去最高は38件", "6.3→12件は+89%、過去最高は8件"]
    daily = check_goals("商談を1日36件にする", today=TODAY, role=role, pasts=pasts)
    assert daily[0].letters["A"] is None


def test_a_target_that_was_reached_before_is_achievable():
    assert finding(Letter.A, GOAL, past=PastMonths.of([28, 52, 30])).verdict is Verdict.PASS


def test_a_target_far_beyond_all_months_is_not_achievable():
    assert finding(Letter.A, GOAL, past=PastMonths.of([30, 30, 31])).verdict is Verdict.FAIL


def test_a_reason_in_the_text_makes_a_far_target_a_warning():
    """Two people more: the past no longer tells."""
    text = "増員した2名と合わせ、新規商談数を月間30件から来月までに月間50件に増やす"
    assert finding(Letter.A, text, past=PastMonths.of([30, 30, 31])).verdict is Verdict.WARN


def test_a_lower_target_is_compared_with_the_lowest_month():
    past = PastMonths.of([0.05, 0.04, 0.06], is_lower_better=True)
    assert finding(Letter.A, "解約率を現在の5%から来月までに4.5%に下げる", past=past).verdict is Verdict.PASS


def test_a_change_is_put_on_top_of_the_baseline_of_the_workbook():
    """30% more than 30 is 39."""
    said = finding(Letter.A, "今月末までに新規商談数を30%増やす", columns=GoalColumns(baseline=30))
    assert said.verdict is Verdict.PASS
    assert str(said.reason) == "30→39（+30%）"


@pytest.mark.parametrize("text", ["来月の売上を8倍にする", "Triple revenue within one month"])
def test_a_leap_without_grounds_fails(text):
    assert check_goal(text, today=TODAY).letters["A"] is False


def test_relevant_follows_the_tree_of_the_role():
    said = finding(Letter.R, GOAL, role=load_role("field_sales"))
    assert said.verdict is Verdict.PASS
    assert str(said.reason) == "商談数→受注件数→売上（フィールドセールスのKGI）につながる。標準では1件で10万円"
    with speaking("en"):
        assert "Meetings → Deals won → Revenue" in str(said.reason)


def test_a_kpi_of_another_role_is_to_be_looked_at():
    """It holds, and says whose it is; what no role follows stays open."""
    said = finding(Letter.R, "架電を1日50件にする", role=load_role("manager"))
    assert said.verdict is Verdict.WARN
    assert "インサイドセールスのKGI" in said.reason.ja
    assert finding(Letter.R, "名刺の整理方法を見直す", role=load_role("manager")).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("inside_sales:bdr", "1日50件架電する"),
        ("inside_sales:sdr", "資料請求からの商談設定率を15%にする"),
        ("customer_success", "解約率を5%以下にする"),
        ("customer_success", "CSATを4.5にする"),
        ("manager", "新人との同行を月2回行う"),
        ("field_sales", "Raise the win rate to 25%"),
    ],
)
def test_a_roles_own_kpis_are_known_by_their_synonyms(role, text):
    assert finding(Letter.R, text, role=load_role(role)).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("新規商談数を2026年11月22日までに50件に増やす", Verdict.WARN),
        ("新規商談数を2026年11月23日までに50件に増やす", Verdict.PASS),
        ("新規商談数を2026年11月24日までに50件に増やす", Verdict.PASS),
    ],
)
def test_the_day_of_the_deadline_is_not_past(text: str, verdict: Verdict):
    """Whoever checks a goal on its last day (November 23) still has that day."""
    assert finding(Letter.T, text).verdict is verdict


@pytest.mark.parametrize(("day", "verdict"), [(22, Verdict.WARN), (23, Verdict.PASS), (24, Verdict.PASS)])
def test_a_deadline_in_its_own_cell_is_not_past_on_its_day(day: int, verdict: Verdict):
    """The date in the column 期限 is judged like the one in the sentence."""
    columns = GoalColumns(deadline=date(2026, 11, day))
    assert finding(Letter.T, "新規商談数を50件に増やす", columns=columns).verdict is verdict


def test_vague_words_warn_by_family_and_never_fail_a_concrete_goal():
    check = check_goal("積極的に架電し、アポを今月末までに月50件に増やすよう努力する", today=TODAY)
    assert [vague.family.id for vague in check.vague] == ["mood", "effort"]
    assert check.letters["S"] is True
    assert all(str(vague.remedy) for vague in check.vague)


def test_effort_alone_names_nothing():
    assert check_goal("新商品の販売に力を入れる", today=TODAY).letters["S"] is False


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("テレアポを頑張る", "頑張る"), ("顧客管理を頑張ります", "頑張ります"), ("商談数に力を入れて取り組む", "力を入れて"),
     ("提案資料を強化する", "強化")],
)
def test_a_vague_verb_is_quoted_with_its_ending(text: str, quoted: str):
    """頑張 alone is no word that anybody typed."""
    vague = check_goal(text, today=TODAY).vague
    assert f"「{quoted}」" in str(vague[0].words_shown)


@pytest.mark.parametrize(
    "text",
    [
        "Close ¥12M in December", "Win $90k this quarter", "Land €80k by March", "今月300万円を決める",
        "来期に九州で特約店10店", "取扱代理店を5社増やす",
        "Sign 4 dealers by March", "get onto the preferred vendor list at Toyo by Jan 15", "A社の指定業者に登録される", "商談→提案の移行率を50%に",
        "初回商談→提案の歩留まり30%→40%", "meeting-to-proposal rate 40% -> 50%", "reach out to every lapsed acct by Friday", "解約客20社に連絡する",
        "win back 5 churned accounts",
    ],
)  # fmt: skip
def test_what_sellers_do_and_bring_in_needs_no_purpose(text):
    """Money that is closed is revenue, a win-back brings meetings, a step between stages brings orders: nobody writes that down."""
    letters = check_goal(text, today=TODAY).letters
    assert (letters["S"], letters["R"]) == (True, True)


@pytest.mark.parametrize("text", ["とにかく行動量を増やす！！", "活動量を上げる", "営業量をもっと増やす", "とにかく動く"])
def test_more_of_everything_is_not_specific(text):
    assert check_goal(text, today=TODAY).letters["S"] is False


def test_a_joint_visit_with_the_new_rep_is_no_reason_to_believe_it():
    """The new rep comes along; new reps would be hands that help."""
    assert check_goal("one joint visit a week with the new rep", today=TODAY).letters["A"] is None
    assert check_goal("50 demos a week with two new reps", today=TODAY).letters["A"] is True
