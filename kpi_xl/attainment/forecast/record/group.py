"""Groups: whose landing together is followed back over the month, and over this point of the months before.

A group is of members whose goals add up in one figure; groups of several figures (a company's roles, all in yen) are joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
    """Some members, at least one; who belongs to it is who belongs to it today."""

    members: Sequence[tuple[RoleRecord, str]]  #: each with the record of the own role
    teams: Sequence[str] = ()  #: of the members, in their order; none: they are one team
    others: float = 0.0  #: done in its name by nobody of it: by visitors, or by those who have left

    def then(self, day: date) -> Landing | TooLittle:
        """Where it was heading on an earlier day of the month."""
        course, _ = self.members[0][0].at(day)
        parts = [record.at(day)[1][name] for record, name in self.members]
        return course.together(parts, self.others + exact_sum(record.done(name, day) for record, name in self.members), self.teams)

    def past(self, month: Month) -> tuple[date, Landing, float] | None:
        """The day that this point of a past month was, the landing, and what came; None where nobody was there."""
        teams = self.teams or [""] * len(self.members)
        there = [
            (record, name, team)
            for (record, name), team in zip(self.members, teams, strict=True)
            if month in record.past and name in record.past[month][2]
        ]
        if not there:
            return None
        day, course, _ = there[0][0].past[month]
        done = exact_sum(record.done(name, day) for record, name, _ in there)
        landing = course.together([record.past[month][2][name] for record, name, _ in there], done, [team for *_, team in there])
        return None if isinstance(landing, TooLittle) else (day, landing, self.came(month, [(record, name) for record, name, _ in there]))

    def came(self, month: Month, members: Sequence[tuple[RoleRecord, str]] | None = None) -> float:
        return exact_sum(record.came(name, month) for record, name in (self.members if members is None else members))

    def deals(self, day: date) -> tuple[OpenDeal, ...]:
        """That were open on a day of the month."""
        return tuple(deal for record, name in self.members if record.listing.deals for deal in record.at(day)[0].deals(name))

    def won(self, after: date, until: date) -> list[WonSince]:
        """What each member won after a day, up to another."""
        found = []
        for record, name in self.members:
            before, now = record.standings.of(name, after), record.standings.of(name, until)
            found.append(WonSince(name, now[1] - before[1], now[0] - before[0], record.brought(name, after, until)))
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
