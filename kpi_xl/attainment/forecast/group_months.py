"""Past months of groups: how far they differed from what was expected of their members, and by when they were done.

From them a `kpi_xl.attainment.forecast.group_landing.Differing` is learned, for teams and for several together: the months of all
teams, each foretold from the months before it alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi_xl.attainment.forecast.profile import Profile
from kpi_xl.attainment.forecast.quarter import USUAL, QuarterCourse
from kpi_xl.chance.common_effect import Effect, GroupMonth, SharedMonth, common_effect
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.pooling import Forecast, MonthForecasts
from kpi_xl.chance.share_effect import Check, Point, share_effect
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.workdays import WorkCalendar

WATCHED = 150
"""Members of whole teams whose past months are looked at; the teams of a company of thousands behave like its first ones."""
LOOKED_AT = (0.25, 0.5, 0.75)
"""Parts of a month's working days: a single day of few months may by chance have seen the same share in all of them."""
EACH_TELLS = 0.5
"""Of them: the shares done by three quarters of a Brownian bridge tell as much as one and a half that are independent."""

Groups = Mapping[str, Sequence[str]]
"""The name of a group -> its members."""


def watched_teams(history: Sequence[MonthlyCounts]) -> Groups:
    """The first teams, whole, until `WATCHED` members are reached; a member belongs to the team of the last record."""
    team_of = {each.member: each.team for each in sorted(history, key=lambda each: (each.month.year, each.month.month))}
    members: dict[str, list[str]] = defaultdict(list)
    for member, team in team_of.items():
        members[team].append(member)
    teams: dict[str, list[str]] = {}
    for team, its in members.items():
        if sum(map(len, teams.values())) < WATCHED:
            teams[team] = its
    return teams


@dataclass(frozen=True)
class GroupMonths:
    """What is known of the past months of the watched members."""

    counts: Mapping[tuple[str, Month], MonthlyCounts]
    forecasts: Sequence[MonthForecasts]  #: of past months, each from the months before
    daily: Mapping[str, Mapping[date, float]]  #: member -> day -> count
    calendar: WorkCalendar
    course: QuarterCourse = USUAL  #: of the quarter, that the forecasts follow

    def common(self, teams: Groups) -> Effect:
        """By how much the months of *teams* differ, relative to what was expected of their members."""
        return common_effect([found for each in self.forecasts if (found := self._month(*each, teams))])

    def _month(self, month: Month, forecasts: Mapping[str, Forecast], teams: Groups) -> SharedMonth | None:
        found = [team for members in teams.values() if (team := self._team(month, forecasts, members))]
        return SharedMonth(found, self.course.without(month).error(month)) if found else None

    def _team(self, month: Month, forecasts: Mapping[str, Forecast], members: Sequence[str]) -> GroupMonth | None:
        pairs = [
            (forecasts[member], counts)
            for member in members
            if member in forecasts and (counts := self.counts.get((member, month))) and counts.exposure
        ]
        if not pairs:
            return None
        mean = exact_sum(forecast.mean * counts.exposure for forecast, counts in pairs)
        variance = exact_sum(forecast.mean / forecast.weight * counts.exposure**2 for forecast, counts in pairs)
        return GroupMonth(exact_sum(counts.count for _, counts in pairs), mean, variance)

    def share_effect(self, teams: Groups, profile: Profile) -> Effect:
        """By how much the share done by a day differs from *profile*'s beyond what counting alone brings, as `share_effect` has it.

        Next month differs from the mean of n months by 1 + 1/n times what months differ by, they themselves by 1 - 1/n times.
        """
        months = sorted({month for (_, month), each in self.counts.items() if each.exposure})
        checks = [check for part in LOOKED_AT for check in self._checks(teams, months, profile, part)]
        effect = share_effect(checks, EACH_TELLS, profile.months)
        return effect.times(1 + 1 / profile.months) if profile.months else effect

    def _checks(self, teams: Groups, months: Sequence[Month], profile: Profile, part: float) -> Iterator[Check]:
        """Each month when *part* of its working days was over: what each team had counted, and in all of it."""
        share = profile.share_at(part)
        if 0 < share < 1:
            by_team = [list(self._points(members, months, part)) for members in teams.values()]
            yield from (Check(share, points) for points in zip(*by_team, strict=True))

    def _points(self, members: Sequence[str], months: Sequence[Month], part: float) -> Iterator[Point]:
        by_month = self._days_of(tuple(members))
        for month in months:
            days = list(self.calendar.working_days(month.start, month.end)) or [month.start]
            last = days[max(1, round(part * len(days))) - 1]
            counts = by_month.get((month.year, month.month), ())
            yield exact_sum(count for day, count in counts if day <= last), exact_sum(count for _, count in counts)

    def _days_of(self, members: tuple[str, ...]) -> Mapping[tuple[int, int], Sequence[tuple[date, float]]]:
        """What a group counted, by month; asked again for each part that is looked at."""
        if members not in self._by_group:
            together: Counter[date] = Counter()
            for member in members:
                together.update(self.daily.get(member, {}))
            by_month = self._by_group.setdefault(members, defaultdict(list))
            for day, count in together.items():
                by_month[day.year, day.month].append((day, count))
        return self._by_group[members]

    @cached_property
    def _by_group(self) -> dict[tuple[str, ...], defaultdict[tuple[int, int], list[tuple[date, float]]]]:
        return {}
