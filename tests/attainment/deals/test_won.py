"""Deals that were won: the query over the log, and the same row by row in Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.deals.lead_time import WonDeal
from kpi_xl.attainment.deals.won import deals_won
from kpi_xl.definitions import KINDS
from kpi_xl.periods import Month
from tests.activity.logs import write_log
from tests.attainment.deals.deals_by_hand import Touch, won_deals

DAY, LAST = date(2026, 1, 5), date(2026, 12, 31)


def touch(days: int, kind: str, account: str = "A社", member: str = "佐藤") -> Touch:
    return Touch(account, DAY + timedelta(days=days), kind, member)


def found(folder: Path, touches: Sequence[Touch]) -> list[WonDeal]:
    """What both ways find."""
    lines = (f"{each.day},{each.member},東,{KINDS[each.kind].label.ja},1,,,{each.account}," for each in touches)
    with open_log(write_log(folder, *lines)) as log:
        by_query = deals_won(log, DAY, LAST)
    by_hand = won_deals(touches)
    assert sorted(map(repr, by_query)) == sorted(map(repr, by_hand))
    return list(by_query)


@pytest.mark.parametrize(
    ("touches", "days"),
    [
        ([touch(30, "won"), touch(0, "appointment"), touch(9, "meeting"), touch(40, "meeting"), touch(45, "won")], [30, 5]),
        ([touch(0, "meeting"), touch(5, "lost"), touch(20, "meeting"), touch(30, "won")], [10]),
        ([touch(0, "meeting"), touch(200, "meeting"), touch(230, "won")], [30]),
        ([touch(0, "meeting"), touch(180, "meeting"), touch(190, "won")], [190]),
        ([touch(0, "won"), touch(3, "meeting", account=""), touch(5, "won", account="")], []),
        ([touch(0, "won"), touch(0, "meeting")], [0]),
        ([touch(0, "meeting"), touch(9, "lost"), touch(9, "won")], [9]),
        ([touch(0, "appointment", member="渡辺"), touch(10, "meeting"), touch(30, "won")], [20]),
        ([touch(0, "call"), touch(10, "visit"), touch(12, "won")], [2]),
    ],
    ids=[
        "the next deal begins after the win", "a loss ends a deal", "so does half a year of silence", "which 180 days are not yet",
        "without an activity or an account nobody can tell", "a day's meeting comes before its win", "and the win before the loss",
        "the seller's own part of a deal that was handed over", "a call begins nothing",
    ],
)  # fmt: skip
def test_a_deal_runs_from_its_first_activity_to_the_win(tmp_path: Path, touches: list[Touch], days: list[int]):
    """Lead times, rates by month and cohorts all rest on where a deal begins."""
    assert [deal.days for deal in found(tmp_path, touches)] == days


def test_a_deal_belongs_to_the_month_of_its_activity(tmp_path: Path):
    """February's win is January's work."""
    (deal,) = found(tmp_path, [touch(20, "meeting"), touch(31, "won")])
    assert (deal.member, deal.account, deal.activity_month, Month.of(deal.won)) == ("佐藤", "A社", Month(2026, 1), Month(2026, 2))


def test_the_query_finds_what_a_reader_of_every_row_finds(tmp_path: Path):
    """4,000 random touches of 60 accounts and three members: all orders of wins, losses, pauses and equal days."""
    draw = random.Random(11)
    kinds = ["meeting", "visit", "proposal", "appointment", "won", "lost", "call", "key_person"]
    touches = [
        touch(draw.randrange(355), draw.choice(kinds), f"会社{draw.randrange(60)}" if draw.random() > 0.02 else "", draw.choice("甲乙丙"))
        for _ in range(4_000)
    ]
    assert len(found(tmp_path, touches)) > 300


def test_only_the_period_asked_for_counts(tmp_path: Path):
    """A year's history is asked for: what lies before it, and what comes after the day that is judged, is not seen."""
    touches = [touch(0, "meeting"), touch(40, "meeting"), touch(50, "won"), touch(60, "meeting"), touch(70, "won")]
    lines = (f"{each.day},佐藤,東,{KINDS[each.kind].label.ja},1,,,A社," for each in touches)
    with open_log(write_log(tmp_path, *lines)) as log:
        (deal,) = deals_won(log, DAY + timedelta(days=30), DAY + timedelta(days=65))
    assert deal.days == 10
