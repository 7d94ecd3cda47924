"""The overview of a role's targets, to the last figure of what ``kpi-xl targets --json`` hands on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from kpi_xl.definitions import load_role
from kpi_xl.errors import ArgumentError
from kpi_xl.periods import Month
from kpi_xl.targets import Plan, RolePlan
from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.overview import TargetOverview
from kpi_xl.targets.reverse import Rounding
from kpi_xl.workdays import WorkCalendar

FIELD = load_role("field_sales")
INPUTS = {
    "KGI_AMOUNT": 3_000_000, "UNIT_PRICE": 500_000, "WIN_RATE": 0.20, "SHOW_RATE": 1.0, "APPOINTMENT_RATE": 0.05,
    "REQUEST_RATE": 0.15,
}  # fmt: skip


def test_what_other_programs_get_is_said_whole():
    """300万円 at 50万円 are 6 deals, at 20% 30 meetings, at 5% 600 calls. October 2026 has 22 days from Monday to Friday, 21 of them
    working days (スポーツの日 is the 12th): 4.2 weeks."""
    overview = TargetOverview.of(FIELD, INPUTS, Month(2026, 10), Rounding.STAGE, 2, {})
    told = overview.as_dict()
    assert json.loads(json.dumps(told)) == told
    assert list(told) == ["role", "month", "working_days", "inputs", "stages", "kpis", "months"]
    assert (told["role"], told["month"], told["working_days"], told["inputs"]) == ("field_sales", "2026-10", 21, INPUTS)
    assert told["stages"] == [  # 6 / 4.2 weeks is 1.4, 30 / 4.2 is 7.1, 600 / 4.2 is 142.9; 600 / 21 days is 28.6
        {"stage": "deals", "per_month": 6, "per_week": 2, "per_day": 1, "shares": [3, 3]},
        {"stage": "meetings", "per_month": 30, "per_week": 8, "per_day": 2, "shares": [15, 15]},
        {"stage": "appointments", "per_month": 30, "per_week": 8, "per_day": 2, "shares": [15, 15]},
        {"stage": "calls", "per_month": 600, "per_week": 143, "per_day": 29, "shares": [300, 300]},
        {"stage": "requests", "per_month": 200, "per_week": 48, "per_day": 10, "shares": [100, 100]},
    ]
    assert told["kpis"] == [
        {"kpi": "revenue", "standard": 3_000_000, "target": 3_000_000},
        {"kpi": "deals_won", "standard": 6, "target": 6},
        {"kpi": "average_order", "standard": 500_000, "target": 500_000},
        {"kpi": "meetings", "standard": 30, "target": 30},
        {"kpi": "win_rate", "standard": 0.20, "target": 0.20},
        {"kpi": "key_person_rate", "standard": 0.80, "target": 0.80},
        {"kpi": "visits_per_week", "standard": 10, "target": 20},  # of two people
    ]
    months = [*(f"2026-{month:02}" for month in range(4, 13)), "2027-01", "2027-02", "2027-03"]
    assert told["months"] == dict.fromkeys(months, 3_000_000)


def test_rounding_at_the_end_keeps_fractions_of_deals():
    """310万円 are 6.2 deals: stage by stage 7 deals take 35 meetings and 700 calls, with fractions kept 31 and 620."""
    inputs = {**INPUTS, "KGI_AMOUNT": 3_100_000}
    per_month = {
        rounding: [each.per_month for each in TargetOverview.of(FIELD, inputs, Month(2026, 10), rounding, 1, {}).stages]
        for rounding in Rounding
    }
    assert per_month == {Rounding.STAGE: [7, 35, 35, 700, 234], Rounding.END: [7, 31, 31, 620, 207]}


def test_a_season_gives_its_month_more_and_the_stages_follow():
    """Weights of 2 for December and 1 for the others make 13 parts: 3,600万円 / 13 is 2,769,230.8 yen, twice that 5,538,461.5: 12 deals.

    The 9 yen that whole yen leave go to the months that lose most by rounding down: .8 of a yen, not December's .5.
    """
    december = TargetOverview.of(FIELD, INPUTS, Month(2026, 12), Rounding.STAGE, 1, {12: 2.0})
    amounts = dict(december.months)
    assert sum(amounts.values()) == 36_000_000
    assert amounts[Month(2026, 12)] == 5_538_461
    assert {amount for month, amount in amounts.items() if month.month != 12} == {2_769_230, 2_769_231}
    assert [each.per_month for each in december.stages][:2] == [12, 60]


def test_the_standard_plan_asks_of_one_what_the_method_asks():
    """Its goal stands in its inputs, too: whoever works back from it starts at the method's 300万円."""
    plan = Plan.standard(FIELD)
    assert plan.roles[0].kgi_amount(Month(2026, 11)) == 3_000_000
    assert plan.roles[0].inputs == FIELD.defaults
    assert plan.targets_of_one(Month(2026, 11)) == {kpi.id: kpi.target for kpi in FIELD.kpis}
    assert plan.calendar == WorkCalendar()


def test_what_is_asked_of_one_is_worked_back_over_the_calendars_days():
    """500万円 at 50万円, 20% and 5% are 1,000 calls: 53 a day on November's 19 working days, 56 where the company closes on one."""
    bdr = load_role("inside_sales:bdr")
    plan = Plan((RolePlan(bdr, bdr.defaults),))
    assert plan.targets_of_one(Month(2026, 11))["calls_per_day"] == 53
    closed = replace(plan, calendar=WorkCalendar(frozenset({date(2026, 11, 2)})))
    assert closed.targets_of_one(Month(2026, 11))["calls_per_day"] == 56


def test_weights_that_share_nothing_are_told_as_they_stand():
    with pytest.raises(ArgumentError) as error:
        allocate(10, [0, 0])
    assert str(error.value) == "weights：「[0, 0]」は使えません。重みは0以上で、合計が0より大きい必要があります。重みを1つ以上入力してください。"
