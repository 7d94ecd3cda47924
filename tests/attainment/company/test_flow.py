"""The flow of new business: what each step does to revenue, by hand; and that the steps always sum to what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.company.flow import Flow, FlowStage, LaneWorth, Worth, flow_of
from kpi_xl.attainment.company.standing import Standing
from kpi_xl.language import Text
from kpi_xl.units import Unit

PRICE, WIN, SHOW = 800_000, 0.18, 1.0
EACH = PRICE * WIN
"""What a meeting is to bring: 14.4万."""


def stage(stage_id: str, due: float, done: float, unit: Unit = Unit.COUNT) -> FlowStage:
    return FlowStage(stage_id, Text(stage_id, stage_id), unit, Standing.of(due, due, done))


def flow(due: tuple[float, ...], done: tuple[float, ...], lanes: tuple[LaneWorth, ...] = ()) -> Flow:
    """The flow of (revenue, deals, meetings, hand-overs, appointments)."""
    new, deals, meetings, handed, made = (
        stage(name, *counts, Unit.YEN if name == "new" else Unit.COUNT)
        for name, *counts in zip(("new", "deals", "meetings", "handovers", "appointments"), due, done, strict=True)
    )
    worths = (
        Worth(new, due[0], done[0]), Worth(deals, due[1] * PRICE, done[1] * PRICE, PRICE), Worth(meetings, due[2] * EACH, done[2] * EACH, WIN),
        Worth(handed, due[3] * EACH, done[3] * EACH, 1.0), Worth(made, due[4] * SHOW * EACH, done[4] * SHOW * EACH, SHOW),
    )  # fmt: skip
    return flow_of((new, deals, meetings, handed, made), worths, lanes)


DUE = (12_000_000 * 10 / 18, 15 * 10 / 18, 84 * 10 / 18, 84 * 10 / 18, 84 * 10 / 18)
"""After 10 of 18 working days, of 1,200万 and 15 deals from 84 meetings."""


def yen(made: Flow) -> dict[str, int]:
    return {link.id: link.yen for link in made.links}


def test_each_step_is_worth_what_the_plan_makes_of_it():
    """6 deals of 84万 instead of 80: +24万. 36 meetings were to bring 6.48 deals: 0.48 x 80万 lost. 45 hand-overs became 36 meetings:
    9 x 14.4万. 46 appointments became 45 hand-overs: 14.4万. 46 appointments where 46.67 were due: 9.6万. 46.67 x 14.4万 is 5.3万 more
    than the 666.7万 due: the plan's rounding. Together 504 - 666.7 = -162.7万.
    """
    found = flow(DUE, (5_040_000, 6, 36, 45, 46))
    assert yen(found) == {
        "unit_price": 240_000, "win_rate": -384_000, "meeting_rate": -1_296_000, "handover_rate": -144_000, "appointments": -96_000,
    }  # fmt: skip
    assert (found.rest, found.total) == (53_333, -1_626_667)
    assert found.breaks is found.link("meeting_rate")
    broken = found.link("meeting_rate")
    assert broken is not None
    assert (broken.before, broken.after, broken.planned, broken.actual, broken.cases, broken.missing) == ("handovers", "meetings", 1.0, 0.8, 45, 9)


def test_a_lane_parts_the_last_step_into_rate_and_volume():
    """231 requests were to make 34.65 appointments and made 34: 0.65 x 14.4万 lost; 31.11 were due, so 3.54 more than due: +50.96万.
    246 calls: 12.3 and 12, 4.32万 lost; 15.56 due, 46.88万 lost by too few calls. Together the 9.6万 of the step.
    """
    lanes = (
        LaneWorth(stage("requests", 374 * 10 / 18, 231), 0.15, 56 * 10 / 18, 34, EACH),
        LaneWorth(stage("calls", 560 * 10 / 18, 246), 0.05, 28 * 10 / 18, 12, EACH),
    )
    found = flow(DUE, (5_040_000, 6, 36, 45, 46), lanes).links[-1]
    assert [(part.by_rate, part.by_volume) for part in found.parts] == [(-93_600, 509_600), (-43_200, -468_800)]
    assert [part.actual for part in found.parts] == [pytest.approx(0.1472, abs=1e-4), pytest.approx(0.0488, abs=1e-4)]
    assert sum(part.by_rate + part.by_volume for part in found.parts) == found.yen == -96_000
    assert found.cases == 477
    assert found.costliest == (found.parts[1], False), "too few calls, not what became of them"


def test_who_is_at_the_due_has_a_strength_and_no_break():
    """To name a place that breaks in a month that is made sends people to mend what works."""
    found = flow(DUE, (7_200_000, 8, 40, 50, 50))
    assert found.total > 0
    assert (found.breaks, found.weakest_handover) == (None, None)
    assert found.strength is found.link("unit_price")


def test_no_place_is_named_from_one_or_two_cases():
    """Two hand-overs of which none became a meeting are two calls to make, not the place where the company breaks."""
    few = flow(DUE, (0, 0, 0, 2, 2))
    assert few.breaks is few.link("appointments"), "two of 47 due are no few cases: the number itself is short"
    assert flow((1_000_000, 1, 5, 5, 5), (0, 0, 0, 2, 5)).breaks is not None
    assert flow((200_000, 1, 2, 2, 2), (0, 0, 0, 2, 2)).breaks is None


def test_the_hand_over_that_stays_behind_is_named_beside_what_costs_most():
    """23 appointments of which 14 are handed over lose less than 28 meetings that win 3 deals, but they are calls to make tomorrow."""
    due = (4_620_000, 6, 32, 28, 28)
    found = flow(due, (2_050_000, 3, 28, 14, 23))
    assert (found.breaks, found.weakest_handover) == (found.link("win_rate"), found.link("handover_rate"))
    assert flow(due, (2_050_000, 3, 28, 21, 23)).weakest_handover is None, "two missing are no place"
    assert flow(due, (5_000_000, 6, 34, 14, 23)).weakest_handover is None, "the revenue is made"
    assert found.furthest_behind is found.stage("handovers"), "of deals and hand-overs, both at half, the one that comes first in the work"


def test_a_stage_that_nobody_recorded_is_passed_over():
    """Without appointments on record the hand-overs themselves are compared with what was due, and none is called a gain of 100%."""
    found = flow(DUE, (5_040_000, 6, 36, 45, 0))
    assert [link.id for link in found.links] == ["unit_price", "win_rate", "meeting_rate", "handovers"]
    assert yen(found)["handovers"] == round((45 - 84 * 10 / 18) * EACH)
    gap = flow(DUE, (5_040_000, 6, 36, 0, 46))
    assert [link.id for link in gap.links] == ["unit_price", "win_rate", "handover_rate", "appointments"]
    assert sum(yen(gap).values()) + gap.rest == gap.total


def test_no_step_costs_more_than_the_goal():
    """300 meetings without a deal would lose 4,320万 of a goal of 100万 that the same meetings gained before: neither was ever there."""
    found = flow((1_000_000, 1, 7, 7, 7), (0, 0, 300, 300, 300))
    assert min(yen(found).values()) == -1_000_000
    assert sum(yen(found).values()) + found.rest == found.total == -1_000_000


def test_more_refunds_than_revenue_are_told_as_they_are():
    """A month of ▲300万 against a goal of 100万 is short of more than its goal: the deal that went back is what it is."""
    found = flow((1_000_000, 1, 7, 7, 7), (-3_000_000, 1, 7, 7, 7))
    assert yen(found)["unit_price"] == -3_800_000
    assert sum(yen(found).values()) + found.rest == found.total == -4_000_000


counts = st.integers(0, 500)


@given(
    due=st.tuples(st.floats(0, 1e9), counts, counts, counts, counts),
    done=st.tuples(st.integers(0, 10**10), counts, counts, counts, counts),
    share=st.floats(0, 1),
)
def test_the_steps_always_sum_to_what_is_missing_and_none_costs_more_than_the_goal(due: tuple[float, ...], done: tuple[float, ...], share: float):
    """In whole yen, whatever was done or not recorded: a sum that is one yen off makes a reader doubt all of it."""
    found = flow(tuple(each * share for each in due), done)
    assert sum(yen(found).values()) + found.rest == found.total
    assert abs(found.total - (done[0] - due[0] * share)) <= 0.5 + 1e-6 * max(1, done[0])
    assert min(yen(found).values()) >= -due[0] * share - len(found.links) - 1
