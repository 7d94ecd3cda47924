"""A company's plan: one goal, through all roles, down to each member and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_xl.definitions import load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Chain, Company, Member, Plan, RolePlan, Team
from kpi_xl.workdays import WorkCalendar

NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
DAY_OFF = WorkCalendar(frozenset({date(2026, 11, 24)}))
FIELD, SDR, BDR = load_role("field_sales"), load_role("inside_sales:sdr"), load_role("inside_sales:bdr")
SUCCESS, MANAGER = load_role("customer_success"), load_role("manager")
ROLES = (load_role("inside_sales"), FIELD, SUCCESS, MANAGER)

INPUTS = {
    "UNIT_PRICE": 800_000, "WIN_RATE": 0.18, "SHOW_RATE": 1.0, "REQUEST_RATE": 0.15, "APPOINTMENT_RATE": 0.05,
    "CUSTOMERS": 40, "CUSTOMERS_DUE": 25, "RENEWAL_RATE": 0.8, "RENEWAL_AMOUNT": 120_000, "ADDED_AMOUNT": 150_000,
    "MEETINGS_PER_CUSTOMER": 1,
}  # fmt: skip
COMPANY = Company(ROLES, 15_000_000, INPUTS, new=12_000_000, existing=3_000_000)
MEMBERS = (
    Member("佐藤", "東京", FIELD), Member("鈴木", "東京", FIELD), Member("高橋", "大阪", FIELD),
    Member("新人", "大阪", FIELD, joined=date(2026, 10, 1)),
    Member("田中", "東京", SDR), Member("伊藤", "大阪", SDR), Member("渡辺", "東京", BDR),
    Member("山本", "東京", SUCCESS), Member("中村", "東京", MANAGER, leads=("東京", "大阪")),
)  # fmt: skip


def plan_of(company: Company = COMPANY, members: tuple[Member, ...] = MEMBERS, calendar: WorkCalendar = DAY_OFF) -> Plan:
    roles = tuple(RolePlan(role, {**role.defaults, **company.inputs}) for role in company.roles)
    return Plan(roles, members, calendar, company=company)


def chain_of(company: Company = COMPANY, members: tuple[Member, ...] = MEMBERS, month: Month = NOVEMBER) -> Chain:
    return Chain.of(company, members, month, DAY_OFF)


def counts(chain: Chain) -> dict[str, float]:
    return {link_id: link.count for link_id, link in chain.links.items()}


def kpi(plan: Plan, month: Month, kpi_id: str) -> dict[str, float]:
    targets = zip(plan.members, plan.all_targets(month), strict=True)
    return {member.name: each[kpi_id] for member, each in targets if kpi_id in each}


def test_the_goal_reaches_every_roles_day_by_hand():
    """1,200万 / 80万 = 15 deals; 15 / 18% = 83.3, 84 meetings, all of them handed over. Of three people in inside sales two are
    SDRs: 56 of 84, which take 56 / 15% = 373.3, 374 requests; the BDR's 28 take 28 / 5% = 560 calls, 31.1 a day over 18 days, 32.
    25 customers due x 80% x 12万 = 240万; 60万 left / 15万 = 4 more orders; 40 customers met once.
    """
    chain = chain_of()
    assert chain.working_days == 18
    assert counts(chain) == {
        "new": 12_000_000, "deals": 15, "meetings": 84, "handovers_sdr": 56, "appointments_sdr": 56, "requests": 374,
        "handovers_bdr": 28, "appointments_bdr": 28, "calls": 560, "existing": 3_000_000, "renewals": 20, "added": 4,
        "customer_meetings": 40,
    }  # fmt: skip
    assert (chain.goal, chain.handovers) == (15_000_000, 84)
    assert (chain.links["calls"].per_day, chain.links["calls"].per_person_day) == (32, 32)


def test_what_one_person_does_a_day_counts_a_new_member_as_half():
    """84 meetings over 3.5 full members and 18 days are 1.33 each, so 1.4; 374 requests of two SDRs 10.4, so 11; 40 customer meetings 2.3."""
    links = chain_of().links
    assert (links["meetings"].crew.people, links["meetings"].crew.weight) == (4, 3.5)
    assert [links[each].per_person_day for each in ("meetings", "requests", "customer_meetings")] == [1.4, 11, 2.3]


def test_a_typed_split_between_sdr_and_bdr_holds_instead_of_people():
    """75 : 25 of 84 is 63 and 21: 63 / 15% = 420 requests, 21 / 5% = 420 calls."""
    found = counts(chain_of(replace(COMPANY, sdr_share=0.75)))
    assert [found[each] for each in ("handovers_sdr", "handovers_bdr", "requests", "calls")] == [63, 21, 420, 420]


def test_members_have_whole_man_yen_and_whole_counts_that_sum_to_the_chains():
    """In November the new member counts half: 1,200万 / 3.5 = 342.86万, and three hundredths of a 万円 stay with nobody."""
    plan = plan_of()
    assert kpi(plan, NOVEMBER, "revenue") == {"佐藤": 3_430_000, "鈴木": 3_430_000, "高橋": 3_430_000, "新人": 1_710_000}
    assert kpi(plan, NOVEMBER, "meetings") == {"佐藤": 24, "鈴木": 24, "高橋": 24, "新人": 12}
    assert sum(kpi(plan, NOVEMBER, "deals_won").values()) == 15
    assert kpi(plan, NOVEMBER, "handovers") == {"田中": 28, "伊藤": 28, "渡辺": 28}
    assert kpi(plan, NOVEMBER, "calls_per_day") == {"渡辺": 32}
    assert kpi(plan, NOVEMBER, "existing_revenue") == {"山本": 3_000_000}
    assert kpi(plan, NOVEMBER, "customer_meetings") == {"山本": 40}


def test_the_ramp_rises_month_by_month():
    """75% in December: 1,200万 / 3.75 = 320万 each and 240万; from January on everybody has the same."""
    plan = plan_of()
    assert kpi(plan, DECEMBER, "revenue") == {"佐藤": 3_200_000, "鈴木": 3_200_000, "高橋": 3_200_000, "新人": 2_400_000}
    assert set(kpi(plan, Month(2027, 1), "revenue").values()) == {3_000_000}
    assert kpi(plan, Month(2026, 9), "revenue")["新人"] == 0


def test_a_manager_owes_what_the_teams_led_owe_together():
    """One manager of both teams has the whole goal, one of Osaka what its two people in field sales have: 343万 and 171万."""
    assert kpi(plan_of(), NOVEMBER, "team_revenue") == {"中村": 15_000_000}
    osaka = (*MEMBERS[:-1], Member("中村", "大阪", MANAGER))
    assert kpi(plan_of(members=osaka), NOVEMBER, "team_revenue") == {"中村": 5_140_000}


@pytest.mark.parametrize(
    ("new", "existing", "amounts"),
    [
        (None, None, (12_000_000, 3_000_000)), (0.7, None, (10_500_000, 4_500_000)), (None, 5_000_000, (10_000_000, 5_000_000)),
        (12_000_000, 2_000_000, (12_000_000, 2_000_000)), (80, 20, (12_000_000, 3_000_000)), (0, None, (0, 15_000_000)), (1, None, (15_000_000, 0)),
    ],
)  # fmt: skip
def test_the_goal_is_split_by_amounts_or_shares(new: float | None, existing: float | None, amounts: tuple[float, float]):
    """80 : 20 unless typed; one typed part leaves the rest; two are believed as they stand, even where they do not add up."""
    company = replace(COMPANY, new=new, existing=existing)
    assert (company.new_amount, company.existing_amount) == amounts


def test_new_and_existing_keep_their_proportion_in_every_month():
    """December twice as heavy: 2 of 13 parts of the year's 18,000万 are 27,692,307.7 yen (rounded down: the other months lose
    more by it), 80% of them 22,153,846; existing business has what is left of the goal."""
    company = replace(COMPANY, month_weights={12: 2.0})
    goal, (new, existing) = company.goal_of(DECEMBER), company.parts_of(DECEMBER)
    assert (goal, new) == (27_692_307, 22_153_846)
    assert new + existing == goal
    assert COMPANY.parts_of(DECEMBER) == (12_000_000, 3_000_000)


def test_a_company_without_customer_success_plans_all_of_its_goal_as_new_business():
    """Nobody would owe the 20% otherwise."""
    company = replace(COMPANY, roles=(FIELD,), new=None, existing=None)
    assert (company.new_amount, company.existing_amount) == (15_000_000, 0)


def test_meetings_that_field_sales_wins_itself_are_not_handed_over():
    """10 of 84 leave 74: 49 and 25 by people. More than all leave none."""
    found = counts(chain_of(replace(COMPANY, own_meetings=10)))
    assert (found["meetings"], found["handovers_sdr"], found["handovers_bdr"]) == (84, 49, 25)
    assert chain_of(replace(COMPANY, own_meetings=100)).handovers == 0


def test_two_equal_teams_need_no_more_than_the_company():
    """600万 each is 7.5 deals: rounded up team by team it would be 16 deals and 89 meetings."""
    teams = (Team("東京", 0.5), Team("大阪", 0.5))
    links = chain_of(replace(COMPANY, teams=teams)).links
    assert (links["deals"].count, links["meetings"].count) == (15, 84)
    assert links["deals"].counts.by_team == {"東京": 8, "大阪": 7}
    assert links["new"].counts.by_team == {"東京": 6_000_000, "大阪": 6_000_000}


def test_a_team_with_a_price_or_rate_of_its_own_is_worked_back_by_itself():
    """Osaka: 600万 / 100万 = 6 deals / 25% = 24 meetings. Tokyo with the company's: 7.5, 8 deals / 18% = 44.4, 45 meetings."""
    teams = (Team("東京", 0.5), Team("大阪", 0.5, {"UNIT_PRICE": 1_000_000, "WIN_RATE": 0.25}))
    links = chain_of(replace(COMPANY, teams=teams)).links
    assert links["deals"].counts.by_team == {"東京": 8, "大阪": 6}
    assert links["meetings"].counts.by_team == {"東京": 45, "大阪": 24}
    assert links["meetings"].count == 69
    assert kpi(plan_of(replace(COMPANY, teams=teams)), NOVEMBER, "win_rate") == {"佐藤": 0.18, "鈴木": 0.18, "高橋": 0.25, "新人": 0.25}


def test_weights_and_percent_mean_the_same():
    """1, 1, 1, 0.5 and 28.57%, 28.57%, 28.57%, 14.29% are one plan; percent of 100% are as many full members as there are people."""
    full = tuple(replace(member, joined=None) for member in MEMBERS)
    weights, percent = ([1.0, 1.0, 1.0, 0.5], [2 / 7, 2 / 7, 2 / 7, 1 / 7])
    found = [
        plan_of(members=tuple(replace(member, weight=weight) for member, weight in zip(full[:4], given, strict=True)))
        for given in (weights, percent)
    ]
    assert kpi(found[0], NOVEMBER, "revenue") == kpi(found[1], NOVEMBER, "revenue")
    assert list(kpi(found[0], NOVEMBER, "meetings").values()) == [24, 24, 24, 12]
    heads = [chain_of(members=plan.members).links["meetings"].crew.weight for plan in found]
    assert heads == pytest.approx([3.5, 4])


def test_somebody_who_changes_team_is_one_person_and_not_new_again():
    """Nine of November's 18 working days in Tokyo, nine in Osaka: half a member in each, one head, no ramp."""
    change = date(2026, 11, 14)
    moved = (
        Member("異動", "東京", FIELD, joined=date(2020, 4, 1), until=change),
        Member("異動", "大阪", FIELD, joined=date(2026, 11, 15)),
        Member("佐藤", "東京", FIELD),
    )
    crew = chain_of(members=moved).links["meetings"].crew
    assert crew.people == 2
    assert crew.weights == (0.5, 0.5, 1.0)


def test_somebody_of_no_track_does_a_part_of_each():
    """One person alone in inside sales owes all 84 hand-overs, half of them from requests and half from calls."""
    both = (Member("一人", "東京", load_role("inside_sales")),)
    plan = plan_of(members=both)
    found = counts(chain_of(members=both))
    assert (found["handovers_sdr"], found["handovers_bdr"], found["requests"], found["calls"]) == (42, 42, 280, 840)
    assert kpi(plan, NOVEMBER, "handovers") == {"一人": 84}
    assert kpi(plan, NOVEMBER, "calls_per_day") == {"一人": 47}


def test_without_members_the_company_still_has_its_counts():
    """A new workbook knows nobody yet: what one person does is not known, what is to be done is."""
    chain = chain_of(members=())
    assert counts(chain)["meetings"] == 84
    assert chain.links["meetings"].per_person_day is None
    assert plan_of(members=()).all_targets(NOVEMBER) == []
