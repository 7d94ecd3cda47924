"""The split of a gap: about the shortfall alone, exact, and no part larger than the goal; counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpi_xl.attainment import Result
from kpi_xl.attainment.diagnosis.bottleneck import StageCount, gap_by_stage
from kpi_xl.attainment.diagnosis.split import GapSplit, gap_split
from kpi_xl.attainment.report.model import StageRow
from kpi_xl.attainment.report.rows import attainment_row
from kpi_xl.definitions import RoleTemplate, load_role
from kpi_xl.language import Text
from kpi_xl.targets import Thresholds

FIELD = load_role("field_sales")
MEETINGS_AND_DEALS = FIELD.without({"visits_per_week", "key_person_rate", "win_rate"})
TEN_THOUSAND = 10_000


def seller(
    role: RoleTemplate = FIELD, goal: float = 300, price: float = 50, share_due: float = 1.0, **counts: tuple[float, float]
) -> Result:
    """Yen in 万円; *counts* gives (target, actual) of a stage of the funnel, and of revenue as *won*."""
    won = counts.pop("won")
    targets = {"revenue": goal * TEN_THOUSAND, "average_order": price * TEN_THOUSAND}
    deals = counts.get("deals", (0, 0))[1]
    actuals = {"revenue": won[1] * TEN_THOUSAND, "average_order": won[1] * TEN_THOUSAND / deals if deals else None}
    rows = tuple(
        attainment_row(kpi, targets.get(kpi.id, kpi.target), actuals.get(kpi.id), Thresholds(), share_due=share_due)
        for kpi in role.kpis
    )
    funnel = (
        StageRow(stage, counts[stage.id][0] if stage.kpi or stage.rate else None, counts[stage.id][1])
        for stage in role.funnel
        if stage.id in counts
    )
    return Result("佐藤", "東", role, rows, tuple(funnel), ())


def split_of(result: Result, share_due: float = 1.0) -> GapSplit:
    found = gap_split(result, share_due)
    assert isinstance(found, GapSplit)
    return found


def man(split: GapSplit) -> dict[str, float]:
    return {part.id: part.yen / TEN_THOUSAND for part in split.parts}


def test_two_factors_share_what_is_missing():
    """4 of 6 deals at 45 in place of 50: deals cost 2 x (50 + 45) / 2 = 95, the price 5 x (6 + 4) / 2 = 25; 180 - 300 = -120."""
    only_deals = FIELD.without({"visits_per_week", "key_person_rate", "win_rate", "meetings"})
    split = split_of(seller(only_deals, won=(300, 180), visits=(0, 9), meetings=(0, 9), deals=(6, 4)))
    assert man(split) == {"deals_won": -95, "average_order": -25}
    assert (split.gap, split.rounding) == (-1_200_000, 0)
    assert split.bottleneck is split.part("deals_won")


def test_whoever_is_above_the_goal_has_a_strength_and_a_risk_and_no_bottleneck():
    """6 deals of 6 from 40 meetings of 30, at 70 in place of 50: 420 of 300.

    Meetings x 4/3, rate x 3/4, price x 7/5. Of three factors a, b, c the part of a is (a - 1)(1/3 + (b + c)/6 + bc/3) of 300:
    meetings 1/3 x 1.0417 = +104.1667, rate -1/4 x 1.4111 = -105.8333, price 2/5 x 1.0139 = +121.6667; together +120.
    """
    split = split_of(seller(MEETINGS_AND_DEALS, won=(300, 420), visits=(0, 9), meetings=(30, 40), deals=(6, 6)))
    assert {part.id: part.yen for part in split.parts} == {"meetings": 1_041_667, "deals_won": -1_058_333, "average_order": 1_216_666}
    assert (split.bottleneck, split.reference, split.lost) == (None, None, {})
    assert (split.risk.id, split.strength.id) == ("deals_won", "average_order")


def test_no_stage_costs_more_than_the_goal():
    """Ten times the visits, of which little came, 100 of 300: the bare split says that the step after them cost more than the goal was."""
    counts = {"visits": (40, 400), "meetings": (30, 12), "key_persons": (24, 10), "deals": (6, 2)}
    bare = gap_by_stage([StageCount(stage, *counts[stage]) for stage in counts], 500_000, 500_000)
    assert min(part.yen for part in bare) < -3_000_000
    split = split_of(seller(won=(300, 100), **counts))
    assert min(part.yen for part in split.parts) == -3_000_000
    assert sum(part.yen for part in split.parts) + split.rounding == -2_000_000


VISITS_TOO = FIELD.without({"key_person_rate", "win_rate"})


@pytest.mark.parametrize("visits", [(44, 0), (44, 2), (44, 23), (20, 60)])
def test_meetings_without_a_visit_on_record_came_from_no_visit(visits: tuple[float, float]):
    """24 meetings of 30, 4 deals of 6 at 50: meetings x 0.8 and rate x 5/6 cost 0.2 x (1 + 5/6) / 2 and 1/6 x (1 + 0.8) / 2 of 300.

    So it is with no visit, with fewer visits than meetings, and where the plan wants fewer visits than meetings.
    """
    split = split_of(seller(VISITS_TOO, won=(300, 200), visits=visits, meetings=(30, 24), deals=(6, 4)))
    assert man(split) == {"meetings": -55, "deals_won": -45, "average_order": 0}
    assert split.bottleneck is split.part("meetings")


def test_visits_from_which_the_meetings_came_are_a_stage():
    """22 of 44 visits, 22 of 33 meetings, 4 of 6 deals: visits x 1/2, rate x 4/3, deals as planned, of 300.

    Visits: -1/2 x (1 + 4/3) / 2 = -175; the step into meetings 1/3 x (1 + 1/2) / 2 = +75.
    """
    split = split_of(seller(VISITS_TOO, won=(300, 200), visits=(44, 22), meetings=(33, 22), deals=(6, 4)))
    assert man(split) == {"visits_per_week": -175, "meetings": 75, "deals_won": 0, "average_order": 0}


def test_rounding_the_plan_up_is_a_part_of_its_own():
    """A goal of 311 takes 7 deals at 50 = 350: 5 deals at 50 are short by 61: two deals cost 100, the plan's 39 more come back."""
    only_deals = FIELD.without({"visits_per_week", "key_person_rate", "win_rate", "meetings"})
    split = split_of(seller(only_deals, goal=311, won=(311, 250), deals=(7, 5)))
    assert (man(split), split.rounding, split.gap) == ({"deals_won": -100, "average_order": 0}, 390_000, -610_000)


def test_half_a_month_is_measured_by_half_the_goal():
    """On day 10 of 20: 150 are due, 3 deals; 2 at 50 are 50 short, all of it deals."""
    only_deals = FIELD.without({"visits_per_week", "key_person_rate", "win_rate", "meetings"})
    split = split_of(seller(only_deals, share_due=0.5, won=(300, 100), deals=(6, 2)), 0.5)
    assert (man(split), split.gap) == ({"deals_won": -50, "average_order": 0}, -500_000)


def test_without_the_price_the_goal_by_the_last_stage_stands_for_it():
    """Meetings alone are followed: 300 by 30 meetings are 10 each; 20 meetings that brought 160 are 8 each.

    20 - 30 meetings at (10 + 8) / 2 cost 90, 8 - 10 yen at (30 + 20) / 2 meetings cost 50: 160 - 300 = -140.
    """
    only_meetings = FIELD.without({"visits_per_week", "key_person_rate", "win_rate", "deals_won", "average_order"})
    split = split_of(seller(only_meetings, won=(300, 160), visits=(0, 9), meetings=(30, 20), key_persons=(0, 9), deals=(0, 4)))
    assert man(split) == {"meetings": -90, "yen_per_meetings": -50}
    assert str(split.parts[1].label) == "商談1件あたりの売上"


def test_where_no_stage_is_followed_it_says_what_is_lacking():
    """A reader who sees nothing would think that nothing is wrong."""
    nothing = FIELD.without({kpi.id for kpi in FIELD.kpis})
    counts = {"visits": (0, 9), "meetings": (0, 9), "key_persons": (0, 9), "deals": (0, 4)}
    found = gap_split(seller(nothing, won=(300, 160), **counts))
    assert isinstance(found, Text)
    assert found.ja.startswith("訪問・商談・キーパーソン接触・受注のどれにも目標がないため")


def test_one_meeting_is_a_reference_without_yen():
    """One meeting of one, no deal of one: the rate would cost all 50, but it rests on n = 1."""
    result = seller(MEETINGS_AND_DEALS, goal=50, won=(50, 0), visits=(0, 0), meetings=(1, 1), deals=(1, 0))
    split = split_of(result)
    assert split.bottleneck is None
    assert (split.reference.id, split.reference.cases, split.reference.is_told) == ("deals_won", 1, False)
    assert split.lost == {}


@pytest.mark.parametrize(("meetings", "is_told"), [(3, False), (4, False), (5, True)])
def test_three_meetings_and_one_won_are_a_reference_without_yen(meetings: int, is_told: bool):
    """All the meetings due, half the deals due, one won at its price: the rate costs all 50, which yen say from five meetings on."""
    result = seller(MEETINGS_AND_DEALS, goal=100, won=(100, 50), visits=(0, 0), meetings=(meetings, meetings), deals=(2, 1))
    split = split_of(result)
    assert man(split)["deals_won"] == -50
    assert (split.bottleneck is not None, split.reference is not None, bool(split.lost)) == (is_told, not is_told, is_told)
    assert (split.bottleneck or split.reference).cases == meetings


def test_what_enough_cases_say_goes_before_what_two_deals_say():
    """The average of 4 deals costs most; of the rest the missing meetings do, and that is what the card names."""
    only = FIELD.without({"visits_per_week", "key_person_rate"})
    split = split_of(seller(only, goal=300, won=(300, 60), visits=(0, 0), meetings=(30, 24), deals=(6, 4)))
    worst = min(split.parts, key=lambda part: part.yen)
    assert (worst.id, worst.is_told) == ("average_order", False)
    assert split.bottleneck is not None
    assert (split.bottleneck.id, split.bottleneck.is_told, split.reference) == ("meetings", True, None)


def test_a_stage_that_nobody_wrote_down_is_no_step():
    """No key person on record, yet 3 deals of 6 from 30 meetings: what is lost is lost from meeting to deal, n = 30."""
    split = split_of(seller(won=(300, 150), visits=(38, 38), meetings=(30, 30), key_persons=(24, 0), deals=(6, 3)))
    assert [(part.id, str(part.label), part.yen, part.cases) for part in split.parts if part.yen] == [("win_rate", "成約率", -1_500_000, 30)]


def test_a_count_that_is_short_needs_no_cases_but_more_than_one_row():
    """3 meetings of 30, one won: the count costs most. 1 of 30 may as well be a log that has just begun: n = 1, no yen."""
    counts = {"visits": (0, 0), "key_persons": (0, 0)}
    split = split_of(seller(MEETINGS_AND_DEALS, goal=300, won=(300, 50), meetings=(30, 3), deals=(6, 1), **counts))
    assert (split.bottleneck.id, split.bottleneck.cases) == ("meetings", None)
    begun = split_of(seller(MEETINGS_AND_DEALS, won=(300, 0), meetings=(30, 1), deals=(6, 0), **counts))
    assert (begun.bottleneck, begun.reference.cases, begun.lost) == (None, 1, {})


@pytest.mark.parametrize("role", ["inside_sales:bdr", "inside_sales:sdr", "customer_success", "manager"])
def test_what_is_no_product_of_a_funnel_is_not_split(role: str):
    """Repeats and upsells lie side by side, hand-overs are no yen, a manager has no funnel of his own."""
    template = load_role(role)
    rows = tuple(attainment_row(kpi, kpi.target, kpi.target * 0.5, Thresholds()) for kpi in template.kpis)
    funnel = tuple(StageRow(stage, 10.0, 5.0) for stage in template.funnel)
    assert gap_split(Result("佐藤", "東", template, rows, funnel, ())) is None


@pytest.mark.parametrize("share_due", [1.0, 0.0])
def test_without_a_target_or_a_day_there_is_nothing_to_split(share_due: float):
    """Members whom no plan lists; the first of the month."""
    result = seller(won=(300, 160), visits=(38, 9), meetings=(30, 9), key_persons=(24, 9), deals=(6, 4))
    if share_due:
        result = replace(result, rows=(replace(result.kgi, target=None), *result.rows[1:]))
    assert gap_split(result, share_due) is None


COUNT = st.tuples(st.integers(1, 200), st.integers(0, 400))


@example((1, 0), (1, 0), (1, 0), (1, 0), 0, 0.34375, 33)  # the gains are the excess, but for what rounding left
@given(COUNT, COUNT, COUNT, COUNT, st.integers(0, 3000), st.floats(0.05, 1.0), st.integers(10, 900))
def test_the_parts_are_the_gap_and_none_is_more_than_the_goal(visits, meetings, key_persons, deals, won, share_due, goal):
    """Whatever was recorded, to the last yen."""
    result = seller(
        goal=goal, share_due=share_due, won=(goal, won if deals[1] else 0),
        visits=visits, meetings=meetings, key_persons=key_persons, deals=deals,
    )  # fmt: skip
    split = split_of(result, share_due)
    assert sum(part.yen for part in split.parts) + split.rounding == split.gap == round(split.actual - split.due)
    assert min(part.yen for part in split.parts) >= -round(split.due) - 1
    assert (split.bottleneck is None) or split.gap < 0
