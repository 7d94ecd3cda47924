"""The month of a company of nine people, counted by hand: its goal, its flow, its teams, the year to date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.activity.store import StoredResult
from kpi_xl.attainment import Status
from kpi_xl.attainment.company.course import PeriodKind, PeriodToDate
from kpi_xl.attainment.company.flow import Flow
from kpi_xl.attainment.company.model import CompanyMonth
from kpi_xl.attainment.company.stored import with_stored_plans
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.definitions import RoleTemplate, load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Member, Plan, RolePlan, Team
from tests.activity.logs import write_log
from tests.attainment.plans import field_plan, member
from tests.targets.test_company import COMPANY, FIELD, MEMBERS, NOVEMBER, SUCCESS, plan_of

INSIDE = load_role("inside_sales")
AS_OF = date(2026, 11, 16)
"""The tenth of 18 working days: the 3rd and 23rd are holidays, the 24th is the company's."""
LOG = (
    "2026-11-10,佐藤,,受注,4,3440000,,,", "2026-11-11,高橋,,受注,2,1600000,,,", "2026-11-04,佐藤,,商談,20,,,,", "2026-11-05,高橋,,商談,16,,,,",
    "2026-11-05,田中,,商談,20,,,,", "2026-11-05,伊藤,,商談,14,,,,", "2026-11-06,渡辺,,商談,11,,,,",
    "2026-11-05,田中,,アポイント,18,,,,資料請求", "2026-11-05,伊藤,,アポイント,16,,,,資料請求", "2026-11-06,渡辺,,アポイント,12,,,,架電",
    "2026-11-02,田中,,資料請求,120,,,,", "2026-11-02,伊藤,,資料請求,111,,,,", "2026-11-02,渡辺,,架電,246,,,,",
    "2026-11-12,山本,,継続,11,1320000,,,", "2026-11-12,山本,,アップセル,2,250000,,,",
    "2026-11-13,山本,,クロスセル,1,180000,,,", "2026-11-13,山本,,商談,21,,,,",
)  # fmt: skip
"""504万 from 6 deals of 36 meetings; 45 of 46 appointments handed over; 175万 from existing customers."""
BEFORE = (
    "2026-04-10,佐藤,,受注,10,8000000,,,", "2026-05-10,高橋,,受注,10,9000000,,,", "2026-09-10,佐藤,,受注,10,12000000,,,",
    "2026-10-10,高橋,,受注,10,11000000,,,", "2026-10-11,山本,,継続,10,2500000,,,",
)  # fmt: skip


def company(folder: Path, *lines: str, plan: Plan | None = None, as_of: date | None = AS_OF) -> CompanyMonth:
    with open_log(write_log(folder, *lines)) as log:
        found = measured_month(log, plan or plan_of(), NOVEMBER, as_of).company
    assert found is not None
    return found


def test_revenue_is_judged_by_what_is_due_after_ten_of_18_days(tmp_path: Path):
    """679万 of 833万 due is 81.5%, though it is 45.3% of the month's 1,500万."""
    month = company(tmp_path, *LOG)
    assert month.kgi.due == pytest.approx(15_000_000 * 10 / 18)
    assert (month.kgi.target, month.kgi.actual, month.kgi.status) == (15_000_000, 6_790_000, Status.FAIR)
    assert (month.kgi.pace, month.kgi.rate) == (pytest.approx(0.8148), pytest.approx(0.45267, abs=1e-5))
    assert month.new is not None
    assert month.existing is not None
    assert (month.new.actual, month.new.target, month.existing.actual, month.existing.target) == (5_040_000, 12_000_000, 1_750_000, 3_000_000)
    assert (month.people, month.places, month.unassigned) == (9, ("東京", "大阪"), 0)


def done(flow: Flow | None) -> dict[str, tuple[float | None, float | None]]:
    assert flow is not None
    return {stage.id: (stage.standing.target, stage.standing.actual) for stage in flow.stages}


def test_the_flow_has_what_the_month_asks_for_and_what_was_done_at_each_stage(tmp_path: Path):
    """A meeting is one held, handed over or with a customer by whose it is: 36, 45 and 21 of 102."""
    month = company(tmp_path, *LOG)
    assert done(month.flow) == {
        "new": (12_000_000, 5_040_000), "deals": (15, 6), "meetings": (84, 36), "handovers": (84, 45), "appointments": (84, 46),
        "requests": (374, 231), "calls": (560, 246),
    }  # fmt: skip
    assert {stage.id: (stage.standing.target, stage.standing.actual) for stage in month.customers} == {
        "existing": (3_000_000, 1_750_000), "renewals": (20, 11), "added": (4, 3), "customer_meetings": (40, 21),
    }  # fmt: skip


def test_the_place_that_breaks_is_told_with_its_part_of_the_gap(tmp_path: Path):
    """Nine of 45 hand-overs became no meeting: 9 x 14.4万 = 129.6万, eight tenths of the 162.7万 that new business is short of."""
    month = company(tmp_path, *LOG)
    assert month.flow is not None
    assert month.breaks is not None
    assert {link.id: link.yen for link in month.flow.links} == {
        "unit_price": 240_000, "win_rate": -384_000, "meeting_rate": -1_296_000, "handover_rate": -144_000, "appointments": -96_000,
    }  # fmt: skip
    assert (month.flow.rest, month.flow.total) == (53_333, -1_626_667)
    assert (month.breaks.link.id, month.breaks.link.yen, month.breaks.link.missing) == ("meeting_rate", -1_296_000, 9)
    assert month.breaks.share == pytest.approx(0.797, abs=0.001)
    assert [(part.by_rate, part.by_volume) for part in month.flow.links[-1].parts] == [(-93_600, 509_600), (-43_200, -468_800)]


def test_the_broken_hand_over_of_one_team_is_found_where_the_company_hides_it(tmp_path: Path):
    """東京 hands over more than it made, 大阪 14 of 23: together nothing is wrong."""
    lines = [line for line in LOG if "アポイント" not in line and ",商談,1" not in line and ",商談,20" not in line]
    made = ("2026-11-05,田中,,アポイント,30,,,,", "2026-11-05,伊藤,,アポイント,23,,,,")
    handed = ("2026-11-05,田中,,商談,39,,,,", "2026-11-05,伊藤,,商談,14,,,,")
    held = ("2026-11-05,高橋,,商談,28,,,,", "2026-11-05,佐藤,,商談,50,,,,")
    month = company(tmp_path, *lines, *made, *handed, *held, as_of=None)
    assert [(team, link.id, link.missing) for team, link in month.broken_handovers] == [("大阪", "handover_rate", 9)]
    flow = month.flow_of("大阪")
    assert flow is not None
    assert sum(link.yen for link in flow.links) + flow.rest == flow.total == 1_600_000 - 5_140_000


def test_a_team_is_not_blamed_for_hand_overs_that_other_teams_owe_it(tmp_path: Path):
    """大阪 owes 36 of 84 meetings and hands over 28: 8 a month come from 東京. Of 45 hand-overs by now 19.29 are 大阪's part; it held 16 meetings,
    3.29 too few, and handed over 14, to which its plan adds 4.44. The nine that are missing are 3.29 and 5.71, as many as the company's.
    """
    month = company(tmp_path, *LOG)
    osaka = month.flow_of("大阪")
    assert osaka is not None
    held, between = osaka.link("meeting_rate"), osaka.link("other_teams")
    assert held is not None
    assert between is not None
    assert held.missing == pytest.approx(45 * 36 / 84 - 16)
    assert held.yen == round((16 - 45 * 36 / 84) * 144_000)
    assert between.yen == round((45 * 36 / 84 - 14 - 8 * 10 / 18) * 144_000)
    assert sum(link.yen for link in osaka.links) + osaka.rest == osaka.total
    assert month.breaks is not None
    assert sum(month.breaks.missing.values()) == pytest.approx(month.breaks.link.missing)
    assert month.flow is not None
    assert month.flow.link("other_teams") is None, "the company has nobody beside it"


def test_a_teams_row_holds_its_role_with_the_tracks_together(tmp_path: Path):
    """東京 hands over with an SDR and a BDR: 31 of 56, which is one row; those whose goal is revenue stand first."""
    rows = [(each.team, each.role.key, each.people, each.kgi.target, each.kgi.actual) for each in company(tmp_path, *LOG).teams]
    assert rows == [
        ("東京", "field_sales", 2, 6_860_000, 3_440_000), ("大阪", "field_sales", 2, 5_140_000, 1_600_000),
        ("東京", "customer_success", 1, 3_000_000, 1_750_000), ("東京", "inside_sales", 2, 56, 31), ("大阪", "inside_sales:sdr", 1, 28, 14),
    ]  # fmt: skip


def period(month: CompanyMonth, kind: PeriodKind) -> PeriodToDate:
    return next(each for each in month.course.periods if each.kind is kind)


def test_the_year_to_date_adds_whole_months_and_the_part_of_this_one_that_is_due(tmp_path: Path):
    """From April: 7 x 1,500万 + 833万 due; 800 + 900 + 1,200 + 1,100 + 250 + 679万 done. The quarter began in October with 1,350万."""
    month = company(tmp_path, *BEFORE, *LOG)
    year, quarter, half = (period(month, kind) for kind in (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.HALF))
    assert (year.standing.target, year.standing.actual) == (180_000_000, 49_290_000)
    assert year.standing.due == pytest.approx(7 * 15_000_000 + 15_000_000 * 10 / 18)
    assert (quarter.standing.target, quarter.standing.actual, quarter.months[0]) == (45_000_000, 20_290_000, Month(2026, 10))
    assert (half.standing.target, half.standing.actual) == (90_000_000, 20_290_000)
    assert [str(each.label) for each in (quarter, half, year)] == ["第3四半期（10〜12月）", "下期（10〜3月）", "年度（4月〜）"]


def test_seasonal_weights_are_those_of_each_month(tmp_path: Path):
    """November three times the others: twelve months at 1,500万 over 14 weights are 3,857万 in November and 1,286万 else."""
    plan = plan_of(replace(COMPANY, month_weights={11: 3.0}))
    month = company(tmp_path, *BEFORE, *LOG, plan=plan)
    plans = {point.month.month: point.plan for point in month.course.points}
    assert plans[11] == pytest.approx(180_000_000 * 3 / 14, abs=1)
    assert sum(plan or 0 for plan in plans.values()) == 180_000_000


def test_months_before_the_logs_first_day_are_unknown_and_not_zero(tmp_path: Path):
    """A log from September on says nothing of April; what was due then is not held against anybody."""
    month = company(tmp_path, *BEFORE[2:], *LOG)
    year = period(month, PeriodKind.YEAR)
    assert [str(each) for each in year.unknown] == ["2026-04", "2026-05", "2026-06", "2026-07", "2026-08"]
    assert year.standing.due == pytest.approx(2 * 15_000_000 + 15_000_000 * 10 / 18)
    assert year.standing.target == 180_000_000
    assert [point.actual for point in month.course.points][:6] == [None] * 5 + [12_000_000]


def test_past_plans_come_from_the_store_where_it_has_them(tmp_path: Path):
    """October was measured against 1,400万 (800 and 600万 of two teams): the plan of today does not know it. April's 700万 only the store knows."""
    stored = [
        StoredResult(Month(2026, 10), date(2026, 10, 31), "東京", "", "field_sales", "revenue", 8_000_000, 1.0),
        StoredResult(Month(2026, 10), date(2026, 10, 31), "大阪", "", "field_sales", "revenue", 6_000_000, 1.0),
        StoredResult(Month(2026, 10), date(2026, 10, 31), "大阪", "高橋", "field_sales", "revenue", 6_000_000, 1.0),
        StoredResult(Month(2026, 10), date(2026, 10, 31), "東京", "", "inside_sales:sdr", "handovers", 30, 28),
        StoredResult(Month(2026, 4), date(2026, 4, 30), "東京", "", "field_sales", "revenue", 9_000_000, 7_000_000),
        StoredResult(Month(2026, 5), date(2026, 5, 20), "東京", "", "field_sales", "revenue", 9_000_000, 2_000_000),
    ]  # fmt: skip
    month = with_stored_plans(company(tmp_path, *BEFORE[2:], *LOG), stored)
    points = {str(point.month): point for point in month.course.points}
    assert [(points[each].plan, points[each].is_from_store, points[each].actual) for each in ("2026-04", "2026-05", "2026-09", "2026-10")] == [
        (9_000_000, True, 7_000_000), (9_000_000, True, None), (15_000_000, False, 12_000_000), (14_000_000, True, 13_500_000),
    ]  # fmt: skip
    tokyo = next(each for each in month.teams if (each.team, each.role.id) == ("東京", "inside_sales"))
    assert tokyo.course is not None
    assert [point.plan for point in tokyo.course.points if point.is_from_store] == [30]


def test_whoever_no_plan_lists_counts_for_the_company_alone(tmp_path: Path):
    """A deal under a name that nobody knows is the company's money; no team's row may hold it, and the page can say so."""
    month = company(tmp_path, *LOG, "2026-11-10,中村,,受注,1,500000,,,", "2026-11-10,誰か,,受注,1,700000,,,", "2026-11-10,誰か,,商談,3,,,,")
    assert month.unassigned == 1_200_000
    assert done(month.flow)["new"][1] == 6_240_000
    assert done(month.flow)["meetings"][1] == 39
    assert sum(each.kgi.actual or 0 for each in month.teams if each.kpi.unit.name == "YEN") == 6_790_000


def test_somebody_of_no_track_counts_once(tmp_path: Path):
    """Whoever answers requests and calls, too, hands over a meeting once, not once for each lane."""
    both = Member("両方", "東京", load_role("inside_sales"))
    lines = ("2026-11-05,両方,,商談,5,,,,", "2026-11-05,両方,,アポイント,7,,,,", "2026-11-05,両方,,資料請求,10,,,,", "2026-11-05,両方,,架電,20,,,,")
    month = company(tmp_path, *LOG, *lines, plan=plan_of(members=(*MEMBERS, both)))
    found = done(month.flow)
    assert [found[each][1] for each in ("handovers", "appointments", "requests", "calls")] == [50, 53, 241, 266]
    assert month.flow is not None
    assert sum(link.yen for link in month.flow.links) + month.flow.rest == month.flow.total


def test_a_chain_is_shown_whichever_kpis_are_followed(tmp_path: Path):
    """A company that follows hand-overs alone has appointments and calls in its log all the same."""
    bare = tuple(role.without([kpi.id for kpi in role.kpis[1:]]) for role in COMPANY.roles)
    people = tuple(replace(each, role=each.role.without([kpi.id for kpi in each.role.kpis[1:]])) for each in MEMBERS)
    month = company(tmp_path, *LOG, plan=plan_of(replace(COMPANY, roles=bare), people))
    assert [found[1] for found in done(month.flow).values()] == [5_040_000, 6, 36, 45, 46, 231, 246]


def test_a_team_with_its_own_price_is_measured_by_it(tmp_path: Path):
    """大阪 plans 40万 a deal: 80万 each is twice that, and the company's steps still sum to its gap."""
    plan = plan_of(replace(COMPANY, teams=(Team("大阪", own={"UNIT_PRICE": 400_000}),)))
    month = company(tmp_path, *LOG, plan=plan)
    osaka = month.flow_of("大阪")
    assert osaka is not None
    assert osaka.link("unit_price") is not None
    assert (osaka.links[0].planned, osaka.links[0].yen) == (400_000, 800_000)
    assert month.flow is not None
    assert month.flow.links[0].yen == 800_000 + 240_000
    assert sum(link.yen for link in month.flow.links) + month.flow.rest == month.flow.total


@pytest.mark.parametrize(
    ("roles", "stages"),
    [
        ((FIELD,), ["new", "deals", "meetings"]), ((INSIDE, FIELD), ["new", "deals", "meetings", "handovers", "appointments", "requests", "calls"]),
        ((SUCCESS,), None),
    ],
)  # fmt: skip
def test_a_company_has_the_flow_of_the_roles_that_it_has(tmp_path: Path, roles: tuple[RoleTemplate, ...], stages: list[str] | None):
    """Without inside sales the meetings are the first thing that is counted; whoever has customers alone has no flow of new business."""
    people = tuple(each for each in MEMBERS if each.role.id in {role.id for role in roles})
    month = company(tmp_path, *LOG, plan=plan_of(replace(COMPANY, roles=roles, new=None, existing=None), people))
    assert (None if month.flow is None else [stage.id for stage in month.flow.stages]) == stages
    assert month.kgi.target == 15_000_000
    if month.flow and stages:
        assert sum(link.yen for link in month.flow.links) + month.flow.rest == month.flow.total
        assert month.flow.links[-1].id == stages[:5][-1], "the number of the last stage that is worked back to"


def test_meetings_that_field_sales_wins_itself_need_no_hand_over(tmp_path: Path):
    """24 of 84 meetings are its own: 13.3 by now. 36 held less those leave 22.7 of 45 hand-overs, 22.3 missing."""
    month = company(tmp_path, *LOG, plan=plan_of(replace(COMPANY, own_meetings=24)))
    assert month.flow is not None
    link = month.flow.link("meeting_rate")
    assert link is not None
    assert link.missing == pytest.approx(45 - (36 - 24 * 10 / 18))
    assert link.yen == round((36 - 45 - 24 * 10 / 18) * 144_000)
    assert sum(each.yen for each in month.flow.links) + month.flow.rest == month.flow.total


def test_several_teams_without_a_companys_plan_have_totals_and_a_year_but_no_flow(tmp_path: Path):
    """Two role workbooks' teams: 900万 together; nobody says how one role's work leads to the next."""
    plan = field_plan(member("山田", "東"), member("佐藤", "西"))
    month = company(tmp_path, "2026-11-10,山田,東,受注,1,700000,,,", "2026-11-11,佐藤,西,受注,1,900000,,,", plan=plan, as_of=None)
    assert (month.kgi.target, month.kgi.actual, month.flow, month.new, month.customers) == (9_000_000, 1_600_000, None, None, ())
    assert period(month, PeriodKind.YEAR).standing.target == 108_000_000
    with open_log(tmp_path / "log.csv") as log:
        month = measured_month(log, field_plan(member("山田", "東")), NOVEMBER)
    assert month.company is None, "佐藤 of 西 is in no plan: one team is planned"


def test_teams_that_bring_no_yen_have_the_sum_of_what_they_bring(tmp_path: Path):
    """Two teams of SDRs hand over 9 and 5 meetings: 14, not 0円."""
    sdr = load_role("inside_sales:sdr")
    plan = Plan((RolePlan(load_role("inside_sales"), load_role("inside_sales").defaults),), (Member("田中", "東", sdr), Member("伊藤", "西", sdr)))
    month = company(tmp_path, "2026-11-10,田中,東,商談,9,,,,", "2026-11-11,伊藤,西,商談,5,,,,", plan=plan, as_of=None)
    assert (month.kgi.actual, month.unit.name, str(month.label)) == (14, "COUNT", "商談引き渡し数")
    assert period(month, PeriodKind.YEAR).standing.actual == 14


def test_before_anything_is_due_nobody_is_behind(tmp_path: Path):
    """On a Sunday the 1st no working day is over: neither a pace nor a sign, and no place that breaks."""
    month = company(tmp_path, *BEFORE, as_of=date(2026, 11, 1))
    assert (month.kgi.due, month.kgi.pace, month.kgi.status, month.breaks) == (0, None, None, None)
