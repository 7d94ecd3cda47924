"""What to do next: the sentence follows from the numbers, quotes them, and is never more than three."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.attainment import Result
from kpi_xl.attainment.diagnosis.adoption import first_kpis
from kpi_xl.attainment.diagnosis.advice import MOST_SENTENCES, Advice, Reason, Trend, advise
from kpi_xl.attainment.report.pacing import grows
from kpi_xl.attainment.report.rows import attainment_row
from kpi_xl.definitions import RoleTemplate, all_roles, load_role
from kpi_xl.targets import Thresholds

FIELD, BDR, SUCCESS = load_role("field_sales"), load_role("inside_sales:bdr"), load_role("customer_success")


def owner(role: RoleTemplate, share_due: float = 1.0, **actuals: float) -> Result:
    """Everything exactly on target, but for *actuals*; *share_due* of the month is over."""
    rows = tuple(
        attainment_row(kpi, kpi.target, actuals.get(kpi.id, kpi.target), Thresholds(), share_due=share_due) for kpi in role.kpis
    )
    return Result("佐藤", "東", role, rows, (), ())


def said(found: tuple[Advice, ...]) -> list[tuple[Reason, str]]:
    return [(each.reason, each.kpi.id) for each in found]


def test_the_table_of_the_method():
    """Too few meetings: the activity that makes them; poor quality of meetings: the win rate."""
    few = advise(owner(FIELD, revenue=2e6, meetings=18, visits_per_week=6))
    poor = advise(owner(FIELD, revenue=2e6, win_rate=0.12))
    assert said(few) == [(Reason.PROBLEM, "meetings"), (Reason.LEVER, "visits_per_week")]
    assert said(poor)[0] == (Reason.PROBLEM, "win_rate")
    assert poor[0].text.ja == "成約率は12.0%です（目標20.0%、達成率60.0%）。確認したい点：商談の質が低い"
    assert poor[0].text.en == "Win rate: 12.0% against the target of 20.0% (60.0%). Worth checking: Poor quality of meetings"
    inside = advise(owner(BDR, handovers=30, new_appointments=30, target_account_appointment_rate=0.04, calls_per_day=50))
    assert inside[0].text.ja.startswith("新規アポイント数は30件です（目標50件")
    assert said(inside)[1] == (Reason.LEVER, "target_account_appointment_rate")


def test_what_costs_most_yen_comes_first():
    """A win rate at 90% may cost more than visits at 50%; the yen are told."""
    result = owner(FIELD, revenue=2e6, win_rate=0.18, visits_per_week=5)
    assert said(advise(result))[0] == (Reason.PROBLEM, "visits_per_week")
    (first, *_) = advise(result, {"win_rate": 612_345.0, "visits_per_week": 200_000.0})
    assert (first.kpi.id, first.yen) == ("win_rate", 612_345)
    assert "61.2万円" in first.text.ja
    assert "¥612,000" in first.text.en


def test_a_kpi_on_target_is_not_blamed_even_if_it_costs_yen():
    """A Shapley part can be negative by rounding of targets; what reads as reached is no problem."""
    found = advise(owner(FIELD, revenue=2e6, win_rate=0.12), {"meetings": 50_000.0})
    assert said(found)[0] == (Reason.PROBLEM, "win_rate")
    hair = advise(owner(BDR, target_account_appointment_rate=0.04999))
    assert said(hair) == [(Reason.REACHED, "handovers")]


def test_quality_comes_before_volume_where_there_is_enough_volume():
    """Calls are made, appointments are not: no sentence may ask for more calls."""
    found = advise(owner(BDR, handovers=20, target_account_appointment_rate=0.02))
    assert said(found) == [(Reason.PROBLEM, "target_account_appointment_rate"), (Reason.LEVER, "target_account_appointment_rate")]
    assert found[1].text.ja == "1日あたり架電数は50件で目標50件に届いています。件数を増やすよりターゲット企業アポイント率の改善が先です"


def test_a_guard_speaks_when_more_calls_bring_less():
    """Calls up by a fifth, the appointment rate down by more than chance; not when it is within chance."""
    result = owner(BDR, handovers=40, calls_per_day=60, target_account_appointment_rate=0.035)
    trends = {"calls_per_day": Trend(50, 3, 60, False), "target_account_appointment_rate": Trend(0.05, 3, 0.035, True)}
    (guard,) = [each for each in advise(result, trends=trends) if each.reason is Reason.GUARD]
    assert guard.text.ja == (
        "1日あたり架電数は50件から60件に増えましたが、ターゲット企業アポイント率は5.0%から3.5%に下がっています（過去3か月平均比）"
    )
    by_chance = {**trends, "target_account_appointment_rate": Trend(0.05, 3, 0.035, False)}
    assert not [each for each in advise(result, trends=by_chance) if each.reason is Reason.GUARD]


def test_falling_activity_is_told_while_the_goal_is_still_reached():
    """Activity falls first: the result of this month was made by the visits of the last."""
    found = advise(owner(FIELD), trends={"visits_per_week": Trend(12, 3, 9, False)})
    assert said(found) == [(Reason.REACHED, "revenue"), (Reason.LEADING, "visits_per_week")]
    assert "12件から9件" in found[1].text.ja


def test_a_month_that_is_not_over_is_measured_by_what_is_due():
    """15 of 30 meetings on the tenth of twenty days is on target; 10 are not, and the rest is told by day."""
    assert said(advise(owner(FIELD, 0.5, revenue=1.5e6, deals_won=3, meetings=15), share_due=0.5)) == [(Reason.REACHED, "revenue")]
    behind = advise(owner(FIELD, 0.5, revenue=1.0e6, deals_won=3, meetings=10), share_due=0.5, remaining_days=10)
    assert behind[0].text.ja == "商談数は10件です（ここまでの目安15件、ペース比66.7%）。確認したい点：商談の数が足りない"
    assert behind[1].text.ja == "目標まであと20件です。残り10稼働日で、商談数が1日あたり2件必要です"
    assert advise(owner(FIELD, 0.0, revenue=0), share_due=0) == ()


def test_shares_of_customers_grow_too_and_loss_limits_do_not():
    """40% of the customers have bought again by mid-month: on the way to 80%. A churn limit is one all month."""
    half = owner(SUCCESS, 0.5, repeat_rate=0.40, annual_churn=0.05)
    assert half.row("repeat_rate").pace == pytest.approx(1)
    assert half.row("annual_churn").pace == pytest.approx(1)
    assert [kpi.id for kpi in SUCCESS.kpis if grows(kpi)] == [
        "existing_revenue", "repeat_rate", "upsell_rate", "cross_sell_rate", "customer_meetings",
    ]  # fmt: skip


def test_a_manager_is_not_judged_by_members_attaining_before_the_month_ends():
    """By whole months' targets nobody attains anything on the tenth."""
    manager = load_role("manager")
    result = owner(manager, members_attaining=0.0, pipeline_coverage=2.0)
    assert said(advise(result))[1] == (Reason.RISK, "members_attaining")
    row = attainment_row(manager.kpi("members_attaining"), 0.8, None, Thresholds(), share_due=0.5)
    assert (row.pace, row.status) == (None, None)


ROLES = [role.for_track(track.id if track else None) for role in all_roles() for track in (role.tracks or (None,))]


@settings(max_examples=60)
@given(
    role=st.sampled_from(ROLES), factors=st.lists(st.floats(0, 1.6), min_size=8, max_size=8),
    share=st.floats(0, 1), changes=st.lists(st.floats(0.3, 2), min_size=8, max_size=8), lost=st.floats(0, 1e7),
)  # fmt: skip
def test_at_most_three_sentences_each_with_numbers_and_always_the_same(
    role: RoleTemplate, factors: list[float], share: float, changes: list[float], lost: float
):
    """Any role, any month: numbers in every sentence, both languages complete, no KPI named as two problems."""
    result = owner(role, share, **{kpi.id: kpi.target * factor for kpi, factor in zip(role.kpis, factors, strict=False)})
    trends = {
        kpi.id: Trend(kpi.target, 3, kpi.target * change, True) for kpi, change in zip(role.kpis, changes, strict=False)
    }
    yen: Mapping[str, float] = {role.kpis[-1].id: lost}
    found = advise(result, yen, trends, remaining_days=7, share_due=share)
    assert len(found) <= MOST_SENTENCES
    assert found == advise(result, yen, trends, remaining_days=7, share_due=share)
    for each in found:
        for words in each.text.both():
            assert re.search(r"\d", words)
            assert "{" not in words
            assert "None" not in words
    assert sum(each.reason is Reason.PROBLEM for each in found) <= 1


def test_kpis_are_brought_in_along_the_tree():
    """A path from the goal to a daily action, three at most; what lies furthest behind leads the way."""
    assert [kpi.id for kpi in first_kpis(FIELD)] == ["deals_won", "meetings", "visits_per_week"]
    weak = owner(FIELD, win_rate=0.1, key_person_rate=0.3)
    assert [kpi.id for kpi in first_kpis(FIELD, weak)][:1] == ["deals_won"]
    assert [kpi.id for kpi in first_kpis(FIELD, weak)][1:] == ["win_rate", "key_person_rate"]
    assert [kpi.id for kpi in first_kpis(FIELD, weak, {"average_order": 1e6})][:2] == ["average_order", "deals_won"]
    for role in ROLES:
        path = first_kpis(role)
        assert 1 <= len(path) <= 3
        assert path[0].drives == role.kgi.id
