"""English cells as sales people type them: deeds with their own day, rules without a figure, and what is said beside a goal."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.cli.planning.goal_records import reading_record
from kpi_xl.smart import check_cell
from kpi_xl.smart.goal_check import GoalCheck
from kpi_xl.smart.reading.sense import Sense

TODAY = date(2026, 12, 1)


def goals(text: str) -> tuple[GoalCheck, ...]:
    return check_cell(text, today=TODAY, first_month=1).goals


def passes(goal: GoalCheck, letter: str) -> bool:
    return any(f"{letter}{sign}" in goal.signs for sign in "○△")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pass the HubSpot exam by March; log every visit daily", ["Pass the HubSpot exam by March", "log every visit daily"]),
        (
            "Recruit 3 BDRs by mid January and get them certified by end of March",
            ["Recruit 3 BDRs by mid January", "get them certified by end of March"],
        ),
        (
            "Update the battlecards by Jan 15 and have all AEs using them in Feb",
            ["Update the battlecards by Jan 15", "have all AEs using them in Feb"],
        ),
        (
            "Monthly check-in with each dealer; 6 store visits a month; fill rate 96%",
            ["Monthly check-in with each dealer", "6 store visits a month", "fill rate 96%"],
        ),
        (
            "Demo the press at 3 plants by Oct 30; move St. Anne's and Lakeside to a yearly contract by year end",
            ["Demo the press at 3 plants by Oct 30", "move St. Anne's and Lakeside to a yearly contract by year end"],
        ),
        (
            "Get 12 Yelp reviews this month, answer all reviews within 2 days",
            ["Get 12 Yelp reviews this month", "answer all reviews within 2 days"],
        ),
        (
            "Finish the pricing course by 1/18 and score every open deal > $40k by 1/29",
            ["Finish the pricing course by 1/18", "score every open deal > $40k by 1/29"],
        ),
        (
            "Build a mentor program with 8 alumni by April; pay out the first grants in May",
            ["Build a mentor program with 8 alumni by April", "pay out the first grants in May"],
        ),
        (
            "Return rate < 6% (9% last yr), all complaints answered same day",
            ["Return rate < 6% (9% last yr)", "all complaints answered same day"],
        ),
        (
            "1on1 w/ Tess: write a plan for the new region by Monday, shadow 3 sales calls this week, own the first pitch by Dec 17",
            [
                "1on1 w/ Tess: write a plan for the new region by Monday",
                "shadow 3 sales calls this week",
                "own the first pitch by Dec 17",
            ],
        ),
        (
            "Sign the Baker lease before Feb 1, fill the two empty bays by summer",
            ["Sign the Baker lease before Feb 1", "fill the two empty bays by summer"],
        ),
        (
            "Weekly deal review with the team + 2 coaching sessions per rep a month",
            ["Weekly deal review with the team", "2 coaching sessions per rep a month"],
        ),
        ("3 wins a month, $40K average", ["3 wins a month", "$40K average"]),
        (
            "Q2 priorities: close Meyer Foods, launch the dealer portal, hire an SDR manager by May 28",
            ["Q2 priorities: close Meyer Foods", "launch the dealer portal", "hire an SDR manager by May 28"],
        ),
        (
            "Write a sales playbook for the vet vertical by Jan 22, train the team in Feb",
            ["Write a sales playbook for the vet vertical by Jan 22", "train the team in Feb"],
        ),
        (
            "Hold time below 3 min, first contact resolution 75%, both by end of Q2",
            ["Hold time below 3 min", "first contact resolution 75%, both by end of Q2"],
        ),
    ],
)
def test_deeds_with_a_day_or_rhythm_of_their_own_are_goals(text: str, words: list[str]) -> None:
    assert [goal.text for goal in goals(text)] == words


@pytest.mark.parametrize(
    "text",
    [
        "Win 7 accounts a quarter. Done by June 30.",
        "Cross-sell cover to 14 borrowers by end of month, maybe 18 if rates fall",
        "Reach 300 paying shops by April 1, currently 170, growing about 25 a month",
        "Cut cost per demo from $90 to $70 in Q1, spend stays at $15k/mo",
        "10 store checks in Q1, one per rep",
        "Finish the year at $1.4M, i.e. another $160k this month",
        "Get my call score to 4.4/5 by end of Q1. It is 3.8 now; listening to 3 calls a week with Dana.",
        "Add 5 whitespace deals in the top 8 accounts, $250k total, by 3/31",
    ],
)
def test_what_is_said_beside_a_goal_is_none(text: str) -> None:
    assert len(goals(text)) == 1


@pytest.mark.parametrize(
    ("text", "number", "sense"),
    [
        ("stop giving rebates over 12% without sign-off", 0.12, Sense.AT_MOST),
        ("nobody under 60% of quota", 0.6, Sense.AT_LEAST),
        ("no rep below 20 demos", 20, Sense.AT_LEAST),
        ("Keep my diary at 5 visits/day min", 5, Sense.AT_LEAST),
        ("run it past 4 customers", 4, Sense.TO),
    ],
)
def test_none_beyond_a_figure_is_a_bound(text: str, number: float, sense: Sense) -> None:
    goal = goals(text)[0].statement
    assert goal.target is not None
    assert (goal.target.value, goal.sense) == (number, sense)


@pytest.mark.parametrize("text", ["No more missed callbacks", "Hit quota.", "ask every guest for a review", "update Zoho same day"])
def test_none_every_and_the_plan_show_whether_they_are_reached(text: str) -> None:
    assert passes(goals(text)[0], "M")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("certify all by Jan 31", "certify all by Jan 31"),
        ("No orders leaving the depot without a signed form", "No orders leaving the depot without a signed form"),
        ("nobody under 60% of quota", "nobody under 60% of quota"),
        ("Host a dealer day in Austin on March 5 with 50+ attendees", "Host a dealer day in Austin on March 5 with 50+ attendees"),
        ("Bigger orders", "Bigger orders"),
        ("Hold margin at 43%", "Hold margin at 43% until [deadline] (now [current value])"),
        ("Write 2 email sequences by Dec 17", "Write 2 email sequences by Dec 17"),
        ("Ask for introductions", "Ask for introductions"),
        ("Every AE at 3x coverage by Feb 1, review it with me in our 1:1", "Every AE at 3x coverage by Feb 1, review it with me in our 1:1"),
        ("Raise lead volume without raising spend", "Raise lead volume from [current value] to [target] by [deadline] without raising spend"),
        ("Improve how we hand over leads", "Improve how we hand over leads"),
        ("Have 9 customers on the advisory board by January", "Have 9 customers on the advisory board by January"),
        (
            "Reduce ramp time for new CSMs to 3 months. Last two took 5.",
            "Reduce ramp time for new CSMs to 3 months by [deadline]. Last two took 5.",
        ),
        ("Train 4 new reps on the demo by Jan 15", "Train 4 new reps on the demo by Jan 15"),
        (
            "Cut the average rebate from 16% to 11% - sign-off is mine now",
            "Cut the average rebate from 16% to 11% by [deadline] - sign-off is mine now",
        ),
    ],
)
def test_what_a_goal_says_is_kept_and_nothing_odd_is_asked(text: str, expected: str) -> None:
    assert goals(text)[0].rewritten == expected


def test_a_day_is_lent_by_the_last_goal_only() -> None:
    first, second, third = goals("Auto expo: 60 badge scans, 20 follow-up calls in 2 weeks, 4 quotes")
    assert [goal.statement.last_day for goal in (first, second, third)] == [None, date(2026, 12, 15), None]


def test_a_rule_of_how_soon_takes_no_day_from_its_neighbour() -> None:
    assert goals("Get 12 Yelp reviews this month, answer all reviews within 2 days")[1].statement.last_day is None
    assert goals("Get proposals out within a day")[0].statement.last_day is None


@pytest.mark.parametrize("text", ["Be a better partner to our growers", "more responsive with key accounts"])
def test_manner_alone_is_not_specific(text: str) -> None:
    assert not passes(goals(text)[0], "S")


def test_progress_so_far_is_no_level_to_multiply() -> None:
    assert passes(goals("Move 12 members from monthly to annual this quarter. 3 done so far.")[0], "A")


def test_what_a_day_is_compared_with_is_no_deadline() -> None:
    assert goals("Double the store demos in December compared to November")[0].statement.last_day == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Launch the fall catalog Feb 1, presales of $60k by Feb 26", "presales of $60k by Feb 26"),
        ("Pass the CFA exam by August, then lead one audit by October", "lead one audit by October"),
        ("Hit 90% of activity targets each week, log visits within 24 hrs", "log visits within 24 hrs"),
        ("Recruit 9 agents by March 31 and activate 6 of them within 30 days of signing", "activate 6 of them within 30 days of signing"),
    ],
)
def test_a_goal_with_its_own_verb_is_lent_none(text: str, second: str) -> None:
    assert goals(text)[1].rewritten == second


def test_what_is_joined_before_a_time_has_it_too() -> None:
    assert all(goal.statement.last_day == date(2027, 1, 31) for goal in goals("Book 11 intro calls + 5 on-sites in Jan, push 4 to proposal")[:2])
    assert all(goal.statement.times for goal in goals("email 20 owners + call 12 owners each morning"))


def test_a_multiple_said_with_its_end_is_that_end() -> None:
    target = goals("Double our newsletter readers to 3,000 by June")[0].statement.target
    assert target is not None
    assert target.value == 3000


def test_before_a_quarter_is_the_day_before_it() -> None:
    assert goals("Meet all 6 plant managers before Q2")[0].statement.last_day == date(2027, 3, 31)


@pytest.mark.parametrize(
    "text",
    [
        "Get buy-in from legal on the new terms by the 15th",
        "be shortlisted at Kroger by Jan 20",
        "Grow Midwest by 12% next year",
        "Exceed $400K in H1",
        "Hire AE #3 in Q1",
        "onboard them by March 3",
        "get the draft to legal by next Tuesday",
        "Get all reps to enter close dates on every quote by the end of the month",
        "Start a monthly dealer roundtable in February",
        "get it under contract within 45 days",
    ]
)
def test_deeds_and_regions_are_specific(text: str) -> None:
    assert passes(goals(text)[0], "S")


@pytest.mark.parametrize(
    "text",
    [
        "Draft a partner plan by Jan 22",
        "Develop a sales playbook by Jan 22",
        "launch them in February",
        "Upgrade our top 15 accounts from email support to a named CSM by April 1",
    ],
)
def test_a_deed_with_its_day_shows_whether_it_is_done(text: str) -> None:
    assert passes(goals(text)[0], "M")


@pytest.mark.parametrize(
    "text",
    [
        "Call 25 past guests who have not booked in a year each week",
        "Have my pipeline cleaned by EOD Fridays",
        "Close 45% of deals in the quarter they're created (30% now)",
    ],
)
def test_what_is_no_day_of_the_goal_gives_it_none(text: str) -> None:
    assert goals(text)[0].statement.last_day is None


def test_what_is_named_beside_a_number_is_what_it_counts() -> None:
    assert goals("Sell 9 hot tubs in January")[0].statement.target is not None
    assert goals("weekly check-ins with Tom until he's back above 85%")[0].statement.target is None
    assert goals("Sign an agreement with one of the big three grocers in 2027")[0].statement.target is None


def test_a_rank_has_no_unit_of_money() -> None:
    record = reading_record(goals("Make the top 8 in the spring sales contest")[0])
    assert record["target"] == {"number": 8, "unit": "", "sense": "to"}
