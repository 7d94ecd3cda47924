"""The plan: what the team owes, what each member owes, and that the two always agree."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.definitions import Kpi, all_roles, load_role
from kpi_xl.periods import Month, Period, fiscal_year_months
from kpi_xl.targets import Member, Plan, RolePlan, Rounding, per_period, shares_of
from kpi_xl.targets.overview import TargetOverview
from kpi_xl.workdays import WorkCalendar

NOVEMBER = Month(2026, 11)
FIELD = load_role("field_sales")


def plan_of(role_id: str, shares: list[float | None], amount: float, weights: dict[int, float] | None = None) -> Plan:
    role = load_role(role_id)
    members = tuple(Member(f"m{index}", "東", role, share=share) for index, share in enumerate(shares))
    return Plan((RolePlan(role, {**role.defaults, "KGI_AMOUNT": amount}, month_weights=weights or {}),), members)


def whole(targets: list[dict[str, float]], kpi: Kpi) -> Fraction:
    return sum((Fraction(each[kpi.id]) for each in targets), Fraction(0))


@settings(max_examples=60)
@given(
    role_id=st.sampled_from(["field_sales", "inside_sales", "customer_success"]),
    shares=st.lists(st.none() | st.integers(0, 100).map(lambda percent: percent / 100), min_size=1, max_size=9),
    amount=st.integers(1, 10**9),
    weights=st.dictionaries(st.integers(1, 12), st.integers(10, 300).map(lambda percent: percent / 100), max_size=12),
    month=st.sampled_from(fiscal_year_months(NOVEMBER)),
)
def test_members_targets_sum_exactly_to_the_teams(
    role_id: str, shares: list[float | None], amount: int, weights: dict[int, float], month: Month
):
    """Whatever the shares: nobody has to explain a yen or a call that is in no one's target."""
    plan = plan_of(role_id, shares, amount, weights)
    targets = plan.all_targets(month)
    (role_plan,) = plan.roles
    for kpi in role_plan.role.kpis:
        team = role_plan.team_target(kpi, len(shares), month, plan.calendar)
        if kpi.is_additive:
            assert whole(targets, kpi) == Fraction(team), kpi.id
        else:
            assert {each[kpi.id] for each in targets} == {team}, kpi.id


@settings(max_examples=60)
@given(
    amount=st.integers(1, 10**10),
    weights=st.dictionaries(st.integers(1, 12), st.integers(0, 300).map(lambda percent: percent / 100), max_size=11),
    first_month=st.sampled_from([1, 4, 7, 10]),
)
def test_the_months_of_a_year_sum_exactly_to_the_year(amount: int, weights: dict[int, float], first_month: int):
    """A seasonal spread moves money between months and never makes or loses any."""
    role_plan = RolePlan(FIELD, {**FIELD.defaults, "KGI_AMOUNT": amount}, month_weights=weights)
    months = fiscal_year_months(NOVEMBER, first_month)
    assert sum(Fraction(role_plan.kgi_amount(month, first_month)) for month in months) == 12 * amount


def test_a_month_gets_its_own_weight():
    """December twice as heavy as the other eleven: 2 of 13 parts of the year, and November stays at 1."""
    role_plan = RolePlan(FIELD, {**FIELD.defaults, "KGI_AMOUNT": 1_300_000}, month_weights={12: 2.0})
    months = fiscal_year_months(NOVEMBER)
    assert [role_plan.kgi_amount(month) for month in months] == [1_200_000] * 8 + [2_400_000] + [1_200_000] * 3
    assert months[8] == Month(2026, 12)


def test_a_tracks_calls_are_worked_back_from_its_part_of_the_goal():
    """1,500万 / 50万 / 20% / 5% = 3,000 calls in 20 days; two BDRs of three people owe 2,000 of them, 100 a day."""
    inside = load_role("inside_sales")
    role_plan = RolePlan(inside, {**inside.defaults, "KGI_AMOUNT": 15_000_000})
    calls = next(kpi for kpi in inside.kpis if kpi.id == "calls_per_day")
    assert calls.track == "bdr"
    assert role_plan.team_target(calls, 2, NOVEMBER, TWENTY_DAYS, everybody=3) == 100
    assert role_plan.team_target(calls, 3, NOVEMBER, TWENTY_DAYS, everybody=3) == 150


def test_a_tracks_calls_follow_from_the_appointments_that_its_people_owe():
    """1,500万 / 80万 = 19 deals / 18% = 106 appointments, 36, 35 and 35 of three people. The BDR's 35 take 700 calls at 5%, 39 a day over
    18 days; the third part of the goal, worked back by itself, would take 44, which nobody's appointments explain."""
    inside = load_role("inside_sales")
    members = tuple(Member(track, "東", inside.for_track(track)) for track in ("sdr", "sdr", "bdr"))
    inputs = {**inside.defaults, "KGI_AMOUNT": 15_000_000, "UNIT_PRICE": 800_000, "WIN_RATE": 0.18}
    plan = Plan((RolePlan(inside, inputs),), members, WorkCalendar(frozenset({date(2026, 11, 24)})))
    targets = plan.all_targets(NOVEMBER)
    assert [each["new_appointments"] for each in targets] == [36, 35, 35]
    assert targets[2]["calls_per_day"] == 39
    assert plan.total(inside, inside.kpi("calls_per_day"), NOVEMBER) == 39


def test_without_weights_every_month_has_the_goal_as_it_was_typed():
    """No rounding where nothing has to be spread."""
    role_plan = RolePlan(FIELD, {**FIELD.defaults, "KGI_AMOUNT": 1_000_001})
    assert {role_plan.kgi_amount(month) for month in fiscal_year_months(NOVEMBER)} == {1_000_001}


@pytest.mark.parametrize(
    ("given_shares", "weights"),
    [
        ([None, None], [0.5, 0.5]),
        ([0.5, None, None], [0.5, 0.25, 0.25]),
        ([0.6, 0.4], [0.6, 0.4]),
        ([0.6, 0.6, None], [0.6, 0.6, 0.0]),  # more than all is given: nothing is left for the third
        ([0.0, None], [0.0, 1.0]),
        ([0.0, 0.0], [1.0, 1.0]),  # nobody named: equal
    ],
)
def test_a_share_left_blank_gets_what_the_others_leave(given_shares: list[float | None], weights: list[float]):
    """New members are entered without a share first."""
    members = [Member(str(index), "", FIELD, share=share) for index, share in enumerate(given_shares)]
    assert shares_of(members) == pytest.approx(weights)


def test_the_number_of_people_multiplies_what_is_not_worked_back():
    """10 visits a week each are 30 for three; rates stay rates."""
    plan = plan_of("field_sales", [None] * 3, 9_000_000)
    (role_plan,) = plan.roles
    team = {kpi.id: role_plan.team_target(kpi, 3, NOVEMBER, plan.calendar) for kpi in FIELD.kpis}
    assert team == {
        "revenue": 9_000_000, "deals_won": 18, "average_order": 500_000, "meetings": 90, "win_rate": 0.2,
        "key_person_rate": 0.8, "visits_per_week": 30,
    }  # fmt: skip


@pytest.mark.parametrize("role", all_roles(), ids=lambda role: role.id)
def test_one_person_with_the_standard_goal_gets_the_methods_standard(role):
    """Worked back from the default inputs, the targets are the defaults: the method ties together in code, too."""
    plan = Plan((RolePlan(role, role.defaults),), (Member("a", "", role),), calendar=TWENTY_DAYS)
    (targets,) = plan.all_targets(NOVEMBER)
    assert targets == {kpi.id: kpi.target for kpi in role.kpis}


class _TwentyDays(WorkCalendar):
    def days_in(self, month: Month) -> int:
        return 20


TWENTY_DAYS = _TwentyDays()
"""The method's month: 50 calls a day x 20 days."""


def test_a_role_without_workbook_falls_back_on_the_standard():
    """A manager listed in a field-sales workbook has the method's goals until theirs is planned."""
    manager = load_role("manager")
    plan = Plan((RolePlan(FIELD, FIELD.defaults),), (Member("a", "東", FIELD), Member("b", "東", manager)))
    own, boss = plan.all_targets(NOVEMBER)
    assert own["revenue"] == 3_000_000
    assert boss == {kpi.id: kpi.target for kpi in manager.kpis}
    assert plan.targets(plan.members[1], NOVEMBER) == boss


@pytest.mark.parametrize(
    ("count", "period", "days", "each"),
    [
        (1_000, Period.DAY, 20, 50), (1_000, Period.DAY, 19, 53), (1_000, Period.WEEK, 20, 250), (40, Period.WEEK, 19, 11),
        (0, Period.DAY, 20, 0), (21, Period.MONTH, 19, 21), (1, Period.DAY, 20, 1), (9, Period.DAY, 3, 3),
    ],
)  # fmt: skip
def test_a_month_is_spread_over_its_days_and_weeks_rounding_up(count: int, period: Period, days: int, each: int):
    """A week is five working days; a target that is rounded down would miss the month."""
    assert per_period(count, period, days) == each


@given(count=st.integers(0, 10**6), days=st.integers(1, 23))
def test_days_and_weeks_reach_the_month_and_not_much_more(count: int, days: int):
    """Doing the daily target every day is enough; one less a day would not be."""
    day, week = per_period(count, Period.DAY, days), per_period(count, Period.WEEK, days)
    assert day * days >= count > (day - 1) * days or day == count == 0
    assert Fraction(week) * days / 5 >= count


def test_the_overview_works_back_from_1000_man():
    """December 2026 has 23 working days: 2,000 calls are 87 a day; three people share 667, 667 and 666."""
    inputs = {**FIELD.defaults, "KGI_AMOUNT": 10_000_000}
    overview = TargetOverview.of(FIELD, inputs, Month(2026, 12), Rounding.STAGE, 3, {})
    rows = {stage.stage.key: (stage.per_month, stage.per_week, stage.per_day, stage.shares) for stage in overview.stages}
    assert rows == {
        "deals": (20, 5, 1, (7, 7, 6)),
        "meetings": (100, 22, 5, (34, 33, 33)),
        "appointments": (100, 22, 5, (34, 33, 33)),
        "calls": (2_000, 435, 87, (667, 667, 666)),
        "requests": (667, 145, 29, (223, 222, 222)),
    }
    assert overview.working_days == 23


def test_the_overview_of_a_goal_that_is_no_revenue_has_no_way_back():
    """A role of one's own may follow a count; that is no reason to crash."""
    from dataclasses import replace

    role = replace(FIELD, kpis=(replace(FIELD.kpi("visits_per_week"), drives=None),), inputs=(), funnel=())
    overview = TargetOverview.of(role, {}, NOVEMBER, Rounding.STAGE, 1, {})
    assert overview.stages == ()
    assert overview.months == ()
    assert overview.as_dict()["kpis"] == [{"kpi": "visits_per_week", "standard": 10.0, "target": 10.0}]
