"""Made-up logs whose months are shared: teams that rise and fall together, quarters that are closed, markets that cool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.size import sized
from kpi_xl.periods import Month
from kpi_xl.workdays import WorkCalendar

TEAMS, MEMBERS_OF_TEAM, MONTHS = 3, 6, sized(13, 5)
FIRST_MONTH = Month(2025, 10)
CALENDAR = WorkCalendar()
ORDER, ORDER_SPREAD = 500_000, 0.6


@dataclass(frozen=True)
class Kind:
    """How the months of a company behave. Spreads are of the logarithm: 0.2 is about a fifth."""

    name: str
    orders: float = 8.0  #: a member's, a month
    between: float = 0.3  #: spread between members
    drift: float = 0.05  #: spread of a member's change from month to month, which lasts
    team: float = 0.2  #: spread of a team's months
    company: float = 0.1  #: spread of everybody's months
    tilt: float = 0.15  #: spread of how late in the month orders come
    quarter: float = 0.0  #: from the first month of a quarter to its last
    trend: float = 0.0  #: everybody's change a month
    listed: float = 0.0  #: share of the orders whose deal was listed every Monday until it was won

    def write(self, path: Path, seed: int) -> None:
        """One company's orders as a log, the same for the same seed."""
        draw = np.random.RandomState(seed)  # whose numbers NumPy promises never to change (NEP 19)
        level = np.log(self.orders) + draw.normal(0, self.between, TEAMS * MEMBERS_OF_TEAM)
        lines, month = ["date,member,team,kind,count,amount,account"], FIRST_MONTH
        for _ in range(MONTHS + (BEYOND if self.listed else 0)):
            lines += self._month(draw, month, level)
            level = level + draw.normal(0, self.drift, len(level)) + self.trend
            month = month.next
        if self.listed:
            lines += with_deals(lines, draw, self.listed)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _month(self, draw: np.random.RandomState, month: Month, level: np.ndarray) -> list[str]:
        days = list(CALENDAR.working_days(month.start, month.end))
        place = np.linspace(-0.5, 0.5, len(days))
        everybody = draw.normal(0, self.company) + self.quarter * ((month.month - 1) % 3 - 1) / 2
        lines = []
        for team in range(TEAMS):
            shared = everybody + draw.normal(0, self.team)
            weights = np.exp((0.6 + 2 * draw.normal(0, self.tilt)) * place)
            for member in range(team * MEMBERS_OF_TEAM, (team + 1) * MEMBERS_OF_TEAM):
                counts = draw.poisson(np.exp(level[member] + shared) * weights / weights.sum())
                for day, count in zip(days, counts, strict=True):
                    yen = np.exp(draw.normal(0, ORDER_SPREAD, count)) * ORDER
                    lines += [f"{day},M{member:02d},T{team},won,1,{amount:.0f}," for amount in yen]
        return lines


BEYOND = 4
"""Months after the log's last, whose deals are open before it ends."""
LOST = 1.5
"""Deals lost for each one that was listed and won."""
WON_LEAD, LOST_LEAD = 20, 35
"""Days that a deal is open, on average, beyond the first three."""


def with_deals(lines: list[str], draw: np.random.RandomState, listed: float) -> list[str]:
    """Give a share of the orders in *lines* a customer, in place; what was listed of those and of lost ones, and who had a proposal."""
    added: list[str] = []
    for place in range(1, len(lines)):
        if draw.random_sample() >= listed:
            continue
        day, member, team, _, _, amount, _ = lines[place].split(",")
        lines[place] += f"C{place}"
        added += _deal(draw, date.fromisoformat(day), (member, team, f"C{place}"), float(amount), WON_LEAD, 0.8)
        for number in range(draw.poisson(LOST)):
            ending, account = date.fromisoformat(day) + timedelta(days=int(draw.randint(-15, 16))), f"L{place}-{number}"
            added += _deal(draw, ending, (member, team, account), np.exp(draw.normal(0, ORDER_SPREAD)) * ORDER, LOST_LEAD, 0.4)
            added.append(f"{ending},{member},{team},lost,1,,{account}")
    first, last = FIRST_MONTH.start.isoformat(), FIRST_MONTH.plus(MONTHS).start.isoformat()
    lines[1:] = [line for line in lines[1:] if line[:10] < last]
    return [line for line in added if first <= line[:10] < last]


def _deal(draw: np.random.RandomState, ending: date, who: tuple[str, str, str], amount: float, lead: int, proposed: float) -> list[str]:
    """The Mondays on which a deal is listed before it ends, and its proposal."""
    member, team, account = who
    began = ending - timedelta(days=3 + int(draw.exponential(lead)))
    days = [began + timedelta(days=number) for number in range((ending - began).days)]
    named = amount * np.exp(draw.normal(0, 0.2))
    rows = [f"{day},{member},{team},pipeline,1,{named:.0f},{account}" for day in days if day.weekday() == 0]
    half = days[len(days) // 2]
    return [*rows, f"{half},{member},{team},proposal,1,,{account}"] if draw.random_sample() < proposed else rows


LISTED = Kind("seven of ten orders were listed as open deals", listed=0.7)
KINDS = (
    Kind("months shared by teams and by everybody"),
    Kind("shared by everybody above all", team=0.1, company=0.25),
    Kind("the first, quarters closed", quarter=0.6),
    Kind("the first, all fall 5% a month", trend=-0.05),
    Kind("nothing shared", team=0.0, company=0.0, tilt=0.0),
    LISTED,
)
