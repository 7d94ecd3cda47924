"""Groups: whose landing together is followed back over the month, and over this point of the months before.

A group is of members whose goals add up in one figure; groups of several figures (a company's roles, all in yen) are joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat

from kpi_xl.attainment.forecast.group_landing import joined_landing
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.open.deal import OpenDeal
from kpi_xl.attainment.forecast.record.accuracy import JudgedMonth
from kpi_xl.attainment.forecast.record.role_record import RoleRecord
from kpi_xl.attainment.forecast.record.track import WonSince
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum


@dataclass(frozen=True)
class Group:
    """Some members of one role, at least one; who belongs to it is who belongs to it today."""

    record: RoleRecord
    names: Sequence[str]  #: of the members
    teams: Sequence[str] = ()  #: of the members, in their order; none: they are one team
    others: float = 0.0  #: done in its name by nobody of it: by visitors, or by those who have left

    def then(self, day: date) -> Landing | TooLittle:
        """Where it was heading on an earlier day of the month."""
        course, parts = self.record.at(day)
        return course.together([parts[name] for name in self.names], self.others + self.done(day), self.teams)

    def past(self, month: Month) -> tuple[date, Landing, float] | None:
        """The day that this point of a past month was, the landing, and what came; None where nobody was there."""
        if month not in self.record.past:
            return None
        day, course, parts = self.record.past[month]
        there = [(name, team) for name, team in zip(self.names, self.teams or repeat("", len(self.names)), strict=True) if name in parts]
        if not there:
            return None
        names = [name for name, _ in there]
        landing = course.together([parts[name] for name in names], self.done(day, names), [team for _, team in there])
        return None if isinstance(landing, TooLittle) else (day, landing, self.came(month, names))

    def done(self, day: date, names: Sequence[str] | None = None) -> float:
        """In the month of *day*, up to it, by the members of *names*; None: by all."""
        return exact_sum(done for done, _ in self.record.standings.each(self.names if names is None else names, day))

    def came(self, month: Month, names: Sequence[str] | None = None) -> float:
        """The same in a whole month."""
        return exact_sum(self.record.came(self.names if names is None else names, month))

    def deals(self, day: date) -> tuple[OpenDeal, ...]:
        """That were open on a day of the month."""
        if not self.record.listing.deals:
            return ()
        course, _ = self.record.at(day)
        return tuple(deal for name in self.names for deal in course.deals(name))

    def won(self, after: date, until: date) -> list[WonSince]:
        """What each member who won anything won after a day, up to another."""
        found, standings = [], self.record.standings
        for name, before, now in zip(self.names, standings.each(self.names, after), standings.each(self.names, until), strict=True):
            deals = self.record.brought(name, after, until)
            if deals or before != now:
                found.append(WonSince(name, now[1] - before[1], now[0] - before[0], deals))
        return found


def joined(landings: Sequence[Landing | TooLittle]) -> Landing | TooLittle:
    """The landing of several groups, with what they have done."""
    return joined_landing(landings, exact_sum(each.done for each in landings if isinstance(each, Landing)))


def judged(groups: Sequence[Group], month: Month) -> JudgedMonth | None:
    """The landing of *groups* together at this point of a past month; None where one was not there."""
    found = [past for group in groups if (past := group.past(month)) is not None]
    landing = joined([each for _, each, _ in found]) if found else None
    if len(found) < len(groups) or not isinstance(landing, Landing):
        return None
    return JudgedMonth(month, found[0][0], landing.middle, *landing.range(), exact_sum(came for _, _, came in found))
