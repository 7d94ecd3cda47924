"""Who has which part of a company's goal: roles that do the same, teams with and without a share, tracks, and people who come and go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_xl.definitions import load_role
from kpi_xl.targets import Chain, Company, Member, Plan, RolePlan, Team
from kpi_xl.targets.given_shares import ShareFault, share_fault
from tests.targets.test_company import (
    BDR,
    COMPANY,
    DAY_OFF,
    DECEMBER,
    FIELD,
    INPUTS,
    MEMBERS,
    NOVEMBER,
    SDR,
    SUCCESS,
    chain_of,
    counts,
    kpi,
)

PARTNERS = replace(FIELD, id="partner_sales")
"""A second role that wins new business."""


def test_two_roles_that_win_new_business_share_it_by_their_people():
    """Of 1,000万円 one of three full members has a third in whole 万円: 333万, the two in field sales 667万."""
    company = replace(COMPANY, roles=(FIELD, PARTNERS), new=10_000_000, existing=0)
    members = (Member("佐藤", "東京", FIELD), Member("鈴木", "東京", FIELD), Member("代理", "東京", PARTNERS))
    lanes = {lane.role.id: lane for lane in Chain.of(company, members, NOVEMBER, DAY_OFF).lanes}
    assert {role: lane.links[0].count for role, lane in lanes.items()} == {"field_sales": 6_670_000, "partner_sales": 3_330_000}
    assert lanes["partner_sales"].people == 1
    alone = Chain.of(company, (), NOVEMBER, DAY_OFF).lanes  # nobody is there: equal parts
    assert [lane.links[0].count for lane in alone] == [5_000_000, 5_000_000]


def test_teams_without_a_share_have_what_the_shares_leave_by_their_people():
    """Tokyo has half of 1,200万; of the other half Osaka with one of four people has 150万 and Nagoya with three 450万."""
    members = tuple(
        Member(f"{team}{number}", team, FIELD) for team, people in (("東京", 2), ("大阪", 1), ("名古屋", 3)) for number in range(people)
    )
    links = chain_of(replace(COMPANY, teams=(Team("東京", 0.5),)), members).links
    assert links["new"].counts.by_team == {"東京": 6_000_000, "大阪": 1_500_000, "名古屋": 4_500_000}


def test_what_existing_customers_take_is_shared_by_the_teams_amounts():
    """300万 for one person in each of two teams are 150万 each; 20 renewals 10 each, 40 customer meetings 20 each."""
    members = (Member("山本", "東京", SUCCESS), Member("小林", "大阪", SUCCESS))
    chain = chain_of(members=members)
    assert chain.existing == 3_000_000
    by_team = {link_id: chain.links[link_id].counts.by_team for link_id in ("existing", "renewals", "added", "customer_meetings")}
    assert by_team == {
        "existing": {"東京": 1_500_000, "大阪": 1_500_000}, "renewals": {"東京": 10, "大阪": 10}, "added": {"東京": 2, "大阪": 2},
        "customer_meetings": {"東京": 20, "大阪": 20},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "daily", "count"),
    [
        (SDR, "requests", 560),  # 84 / 15%
        (BDR, "calls", 1_680),  # 84 / 5%
    ],
)
def test_a_company_that_has_only_one_track_hands_all_over_by_it(role, daily, count):
    """All 84 meetings come from the one track, done by its one person on 18 days."""
    company = replace(COMPANY, roles=(role, FIELD))
    members = (Member("佐藤", "東京", FIELD), Member("田中", "東京", role))
    chain = Chain.of(company, members, NOVEMBER, DAY_OFF)
    assert chain.links[f"handovers_{role.track}"].count == 84
    assert (chain.links[daily].count, chain.links[daily].crew.people) == (count, 1)
    assert chain.links[daily].counts.by_team == {"東京": count}


def test_a_role_without_tracks_hands_over_by_appointments_alone():
    """Nothing says what it does all day."""
    plain = replace(load_role("inside_sales"), id="callers", tracks=())
    company = replace(COMPANY, roles=(plain, FIELD), new=15_000_000, existing=0)
    chain = Chain.of(company, (Member("田中", "東京", plain),), NOVEMBER, DAY_OFF)
    # 1,500万 / 80万 is 18.75, 19 deals; 19 / 18% is 105.6
    assert counts(chain) == {"handovers_callers": 106, "appointments_callers": 106, "new": 15_000_000, "deals": 19, "meetings": 106}


def test_somebody_of_no_track_counts_half_in_each_beside_others():
    """Two SDRs and one who does both are 2.5 and 0.5: of 84 hand-overs 70 and 14."""
    both = load_role("inside_sales")
    members = (Member("佐藤", "東京", FIELD), Member("田中", "東京", SDR), Member("伊藤", "東京", SDR), Member("両方", "東京", both))
    found = chain_of(members=members)
    assert (found.links["handovers_sdr"].count, found.links["handovers_bdr"].count) == (70, 14)
    assert (found.links["handovers_sdr"].crew.weight, found.links["handovers_bdr"].crew.weight) == (2.5, 0.5)


def test_every_link_is_told_by_week_and_day():
    """56 hand-overs on 18 days are 3.1 a day, so 4; in 3.6 weeks 15.6, so 16; by team as the two SDRs are."""
    link = chain_of().links["handovers_sdr"]
    assert (link.per_day, link.per_week) == (4, 16)
    assert link.counts.by_team == {"東京": 28, "大阪": 28}
    assert chain_of().links["new"].per_day == 666_667  # 1,200万 / 18


def test_who_was_there_before_days_were_noted_is_not_new_after_a_change_of_team():
    """The first line has no day of joining: somebody who has always been there."""
    moved = (
        Member("異動", "東京", FIELD, until=date(2026, 11, 14)), Member("異動", "大阪", FIELD, joined=date(2026, 11, 15)),
    )  # fmt: skip
    for members in (moved, moved[::-1]):
        assert chain_of(members=members).links["meetings"].crew.weights == (0.5, 0.5)


def planned(company: Company, role_id: str, overrides: dict[str, float], members: tuple[Member, ...] = MEMBERS) -> Plan:
    """With targets typed by hand in one role's section."""
    roles = tuple(
        RolePlan(role, {**role.defaults, **company.inputs}, overrides if role.id == role_id else {}) for role in company.roles
    )
    return Plan(roles, members, DAY_OFF, company=company)


def test_a_target_per_person_is_halved_for_who_counts_half():
    """12 visits a week typed for each: the new member of October counts half in November."""
    plan = planned(COMPANY, "field_sales", {"visits_per_week": 12})
    assert kpi(plan, NOVEMBER, "visits_per_week") == {"佐藤": 12, "鈴木": 12, "高橋": 12, "新人": 6}


def test_what_nobody_typed_is_the_methods_standard_per_person():
    """10 visits a week; half of it for who counts half."""
    assert kpi(planned(COMPANY, "", {}), NOVEMBER, "visits_per_week") == {"佐藤": 10, "鈴木": 10, "高橋": 10, "新人": 5}


def test_a_target_typed_for_one_track_is_owed_by_that_track():
    """60 calls a day are the BDR's; SDRs call nobody."""
    plan = planned(COMPANY, "inside_sales", {"calls_per_day": 60})
    assert kpi(plan, NOVEMBER, "calls_per_day") == {"渡辺": 60}


def test_an_input_that_nobody_gave_is_missed_but_for_the_show_rate():
    """Every appointment is kept unless somebody says otherwise; a win rate cannot be guessed."""
    company = replace(COMPANY, inputs={name: value for name, value in INPUTS.items() if name not in ("SHOW_RATE", "WIN_RATE")})
    assert company.input("SHOW_RATE") == 1.0
    with pytest.raises(KeyError):
        company.input("WIN_RATE")
    assert replace(COMPANY, inputs={**INPUTS, "SHOW_RATE": 0.9}).input("SHOW_RATE") == 0.9


def test_two_halves_of_an_odd_month_are_the_month():
    """Half of 27,692,307 yen rounds up twice; the second half has what is left."""
    company = replace(COMPANY, new=7_500_000, existing=7_500_000, month_weights={12: 2.0})
    assert company.parts_of(DECEMBER) == (13_846_154, 13_846_153)


def test_parts_that_do_not_make_the_goal_stay_as_they_are_in_every_month():
    """Of 1,500万 only 1,200万 and 200万 are planned: in December 12/15 and 2/15 of 27,692,307 yen."""
    company = replace(COMPANY, new=12_000_000, existing=2_000_000, month_weights={12: 2.0})
    assert company.parts_of(DECEMBER) == (22_153_846, 3_692_308)


@pytest.mark.parametrize(
    ("shares", "fault"),
    [
        ([0.5, 0.505], None), ([0.5, 0.506], ShareFault.OVER), ([0.5, 0.495], None), ([0.5, 0.494], ShareFault.UNDER), ([0.7, 0.7], ShareFault.OVER),
        ([0.4, 0.4], ShareFault.UNDER), ([0.7], ShareFault.UNDER), ([0.4, None], None), ([], None), ([None, None], None), ([1.0, None], None),
    ],
)  # fmt: skip
def test_shares_are_the_whole_to_half_a_percent(shares: list[float | None], fault: ShareFault | None):
    """33.3% three times is meant to be the whole, and so is what misses it by 0.5% to the very border."""
    assert share_fault(shares) is fault


def test_who_joins_in_a_later_year_is_not_there_yet():
    later = (Member("来年", "東京", FIELD, joined=date(2027, 2, 1)), Member("佐藤", "東京", FIELD))
    assert chain_of(members=later).links["meetings"].crew.people == 1
