"""The insights of a month: for everybody of a monthly report where the goal is heading, what the gap costs, and what to do next.

Joins the calculations of this room for a `MonthlyReport`. The report's own query counts twelve months more; two others
per role tell how its months usually go and what each day of this one brought.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import starmap

from kpi_xl.activity import Log
from kpi_xl.attainment.deals.lead_outlook import TargetOf, lead_outlook
from kpi_xl.attainment.diagnosis.advice import advise
from kpi_xl.attainment.diagnosis.split import gap_split
from kpi_xl.attainment.forecast.group_landing import joined_landing
from kpi_xl.attainment.forecast.landing import Landing, MonthSoFar
from kpi_xl.attainment.forecast.next_month import ActivityNeeded
from kpi_xl.attainment.forecast.profile import Profile
from kpi_xl.attainment.forecast.role_course import RoleCourse
from kpi_xl.attainment.month.guide import Deals, month_rates, next_months
from kpi_xl.attainment.month.insight import Insight, ReportInsights, owner_key
from kpi_xl.attainment.month.month_line import MonthLine
from kpi_xl.attainment.month.trends import RoleTrends, Trends
from kpi_xl.attainment.report.history import DailyCounts, History, count_of, daily_counts
from kpi_xl.attainment.report.model import MonthlyReport, Result, RoleBlock
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Kpi, Single, Tallied, Tally
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.rounding import exact_sum, is_zero
from kpi_xl.targets import Member
from kpi_xl.workdays import WorkCalendar


def insights(
    log: Log, report: MonthlyReport, history: History, target_of: TargetOf = lambda block, kpi, month: None
) -> ReportInsights:
    """The insights of everybody in *report*, which was built from *log* with the counts of *history*.

    Args:
        target_of: what the plan asks of a block in months to come.
    """
    blocks = [block for team in report.teams for block in team.blocks]
    deals = Deals.of(log, report, history)
    of_owners: dict[tuple[str, str, str], Insight] = {}
    courses: dict[str, RoleCourse | None] = {}
    profiles: dict[str, Profile] = {}
    daily: dict[tuple[str, str, str], Mapping[date, float]] = {}
    for key in dict.fromkeys(block.role.key for block in blocks):
        members = [result for block in blocks if block.role.key == key for result in block.members]
        role = _RoleInsights(log, report, history, members, deals)
        courses[key], profiles[key] = role.course, role.so_far.profile
        of_owners |= zip(map(owner_key, members), role.of(members), strict=True)
        daily |= {owner_key(result): role.daily_of(result) for result in members}
    joined = _Joined(report, courses, history.calendar, daily)
    of_blocks = {
        (block.total.team, block.role): replace(
            joined.of(block.total, [of_owners[owner_key(each)] for each in block.members]),
            lead=lead_outlook(block, report, history, deals.won, target_of, deals.begun),
        )
        for block in blocks
    }
    for lead in (lead for team in report.teams for lead in team.led):
        led = teams_led(lead)
        of_owners[owner_key(lead)] = joined.of(lead, [of_owners[owner_key(each)] for each in report.members if each.team in led])
    roles = dict.fromkeys(block.role for block in blocks)
    of_roles = {role: joined.of_role([block for block in blocks if block.role == role], of_owners) for role in roles}
    return ReportInsights(profiles, deals.won, of_owners, of_blocks, of_roles, courses, deals.begun)


@dataclass(frozen=True)
class _OwnMonths:
    """What a member's months before say; nothing is said of members together."""

    rates: Mapping[str, Forecast] = field(default_factory=dict)
    volume: Forecast | None = None
    next_month: ActivityNeeded | None = None
    trends: Trends = field(default_factory=dict)


def _insight(
    result: Result, landing: Landing | TooLittle, day_made: date | None, own: _OwnMonths, line: MonthLine | None, report: MonthlyReport
) -> Insight:
    """What follows from landing, rates and trends."""
    share_due, days_left = report.share_due_of(result), report.days_left_of(result)
    found = gap_split(result, share_due)
    split, lacks = (found, None) if not isinstance(found, Text) else (None, found)
    target, probability, needed = result.kgi.target, None, None
    if isinstance(landing, Landing) and target is not None:
        probability, needed = landing.probability(target), landing.needed_per_day(target, days_left)
    advice = advise(result, split.lost if split else {}, own.trends, days_left, share_due, split.cases if split else {})
    return Insight(
        result, landing, probability, needed, day_made, split, lacks, own.rates, share_due, own.volume,
        own.next_month, advice, line=line,
    )  # fmt: skip


class _RoleInsights:
    """The members of one role, with what they share: how a month goes, how volumes, rates and orders are."""

    def __init__(
        self, log: Log, report: MonthlyReport, history: History, results: Sequence[Result], deals: Deals
    ) -> None:
        self.report, self.history = report, history
        self.role = results[0].role
        self.members = {owner_key(each): Member(each.name, each.team, each.role, each.joined) for each in results}
        everybody = list({each.name: each for each in self.members.values()}.values())  # one who is in two teams counts once
        self.rates = {kpi.id: month_rates(kpi, history, everybody) for kpi in self.role.kpis}
        self.next_months = next_months(self.role, results, everybody, history, self.rates, deals, report)
        self.tally = flow(self.role.kgi)
        self.daily: DailyCounts = {}
        self.course: RoleCourse | None = None  #: None for a goal that does not add up over the month
        self.so_far = MonthSoFar(report.month, report.elapsed_days, report.working_days, Profile.linear())
        if self.tally is not None:
            self.daily = daily_counts(log, self.tally, history.now.start, report.as_of)
            self.course = RoleCourse.of(log, history, self.tally, everybody, report.as_of, self.daily)
            self.so_far = self.course.so_far

    def of(self, results: Sequence[Result]) -> Iterator[Insight]:
        """Of each of the *results* of the role."""
        trends = RoleTrends(self.history, self.so_far.share_done, self.rates)
        owners = [(each, self.members[owner_key(each)]) for each in results]
        return starmap(self._of, zip(results, trends.of(owners), strict=True))

    def _of(self, result: Result, trends: Trends) -> Insight:
        member = self.members[owner_key(result)]
        landing, target = self._landing(result, member), result.kgi.target
        daily = self.daily_of(result)
        day_made = None
        if isinstance(landing, Landing) and target is not None:
            day_made = landing.day_made(target, daily, self.history.calendar)
        rates = {kpi: found[member.name] for kpi, found in self.rates.items() if member.name in found}
        volume = self.course.volumes.get(member.name) if self.course else None
        own = _OwnMonths(rates, volume, self.next_months.get(member.name), trends)
        return _insight(result, landing, day_made, own, self._line(result, daily), self.report)

    def _line(self, result: Result, daily: Mapping[date, float]) -> MonthLine | None:
        if self.tally is None or result.kgi.actual is None:
            return None
        return MonthLine.of(daily, self.report.month, self.report.as_of, self.history.calendar)

    def daily_of(self, result: Result) -> Mapping[date, float]:
        """What the KGI came to on each day of the month."""
        return self.daily.get(self.history.spelled(self.members[owner_key(result)]), {})

    def _landing(self, result: Result, member: Member) -> Landing | TooLittle:
        done, tally = result.kgi.actual, self.tally
        if tally is None or self.course is None or done is None:
            return TooLittle(_NO_LANDING)
        orders = self.history.value(member, self.history.now, count_of(tally)) if tally.tallied is Tallied.SUM else done
        return self.course.landing(member.name, done, orders)


class _Joined:
    """Members together: a role of a team, or a team under its manager."""

    def __init__(
        self, report: MonthlyReport, courses: Mapping[str, RoleCourse | None], calendar: WorkCalendar,
        daily: Mapping[tuple[str, str, str], Mapping[date, float]],
    ) -> None:  # fmt: skip
        self.report, self.courses, self.calendar = report, courses, calendar
        self.daily = daily  #: owner -> what the KGI came to on each day

    def of(self, result: Result, members: Sequence[Insight]) -> Insight:
        """The insight of *members* together; those count whose goal adds up to the one of *result*."""
        whose = {owner_key(each) for each in adding_up(result.role.kgi, result.kgi.target, [each.result for each in members])}
        parts = [each for each in members if owner_key(each.result) in whose]
        landing = self._landing(result, parts)
        day_made = None
        if isinstance(landing, Landing) and result.kgi.target is not None:
            day_made = landing.day_made(result.kgi.target, self._each_day(result, parts), self.calendar)
        return _insight(result, landing, day_made, _OwnMonths(), self._line(result, parts), self.report)

    def _line(self, result: Result, parts: Sequence[Insight]) -> MonthLine | None:
        """None where what the parts brought is not all that *result* counts."""
        daily = self._each_day(result, parts)
        is_known = bool(daily) or result.kgi.actual == 0
        return MonthLine.of(daily, self.report.month, self.report.as_of, self.calendar) if parts and is_known else None

    def _landing(self, result: Result, parts: Sequence[Insight]) -> Landing | TooLittle:
        """Of each role together, then of the roles: they win and renew for themselves."""
        by_role: dict[str, list[Insight]] = {}
        for each in parts:
            by_role.setdefault(each.result.role.key, []).append(each)
        done = result.kgi.actual
        if not by_role or done is None:
            return TooLittle(_NO_PARTS if flow(result.role.kgi) else _NO_LANDING)
        landings: list[Landing | TooLittle] = []
        for key, of_role in by_role.items():
            course = self.courses[key]
            own = done if len(by_role) == 1 else exact_sum(each.result.kgi.actual or 0.0 for each in of_role)
            teams = [each.result.team for each in of_role]
            landings.append(course.together([each.landing for each in of_role], own, teams) if course else TooLittle(_NO_LANDING))
        return landings[0] if len(landings) == 1 else joined_landing(landings, done)

    def _each_day(self, result: Result, parts: Sequence[Insight]) -> Mapping[date, float]:
        """What they brought on each day; empty where that is not all that *result* counts."""
        together: Counter[date] = Counter()
        for each in parts:
            together.update(self.daily.get(owner_key(each.result), {}))
        done, counted = result.kgi.actual or 0.0, exact_sum(together.values())
        return together if math.isclose(done, counted, rel_tol=1e-9, abs_tol=1e-9) else {}

    def of_role(self, blocks: Sequence[RoleBlock], of_owners: Mapping[tuple[str, str, str], Insight]) -> Landing | TooLittle:
        """Where the people of a role are heading, those of all teams together."""
        course = self.courses[blocks[0].role.key]
        members = [each for block in blocks for each in block.members]
        parts = [of_owners[owner_key(each)].landing for each in members]
        if course is None or not parts:
            return TooLittle(_NO_LANDING)
        done = exact_sum(block.total.kgi.actual or 0.0 for block in blocks)
        return course.together(parts, done, [each.team for each in members])


def teams_led(lead: Result) -> frozenset[str]:
    """The names of a manager's teams."""
    return frozenset(part.team for part in lead.parts) or frozenset({lead.team})


def adding_up(kgi: Kpi, target: float | None, results: Sequence[Result]) -> list[Result]:
    """Those whose goals add up to *kgi*: deals won and renewals to a team's revenue; nobody where some part of it is nobody's.

    A part is nobody's where more is asked than of all of them: renewals belong to a team's revenue, but sellers alone owe its whole
    *target* where the plan asks the team for no renewals.
    """
    whole = flow(kgi)
    flows = [(each, own) for each in results if whole is not None and (own := flow(each.role.kgi)) is not None]
    same = [each for each, own in flows if own == whole]
    if same or whole is None:
        return same
    within = [(each, own) for each, own in flows if own.tallied is whole.tallied and set(own.kinds) < set(whole.kinds)]
    is_whole = {kind for _, own in within for kind in own.kinds} == set(whole.kinds) or _is_asked_of(within, target)
    return [each for each, _ in within] if is_whole else []


def _is_asked_of(flows: Sequence[tuple[Result, Tally]], target: float | None) -> bool:
    return bool(target) and is_zero(exact_sum(each.kgi.target or 0.0 for each, _ in flows) - (target or 0.0))


def flow(kpi: Kpi) -> Tally | None:
    """What a KPI adds up over the month; None for quotients."""
    return kpi.measure.tally if isinstance(kpi.measure, Single) and kpi.period is Period.MONTH else None


_NO_PARTS = Text(
    "メンバーの目標を合わせてもこの目標にならないため、着地見込みは算出しません",
    "No forecast: the members' goals do not add up to this one",
)
_NO_LANDING = Text("月内に積み上がる値ではないため、着地見込みは算出しません", "No forecast: this figure does not build up over the month")
