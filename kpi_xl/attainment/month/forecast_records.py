"""Forecast records of a report: every team, every manager and the company followed over the month, and judged by the months before.

Earlier days are those that the store kept; where it kept none of the month they are worked out from the log, as past months are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import islice, pairwise

from kpi_xl.activity import Log
from kpi_xl.activity.store import Kept
from kpi_xl.attainment.company.model import CompanyMonth
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.record.accuracy import MOST_MONTHS, Accuracy, JudgedMonth
from kpi_xl.attainment.forecast.record.group import Group, joined, judged
from kpi_xl.attainment.forecast.record.point import ForecastPoint
from kpi_xl.attainment.forecast.record.records import COMPANY, ForecastRecord, ForecastRecords, Subject
from kpi_xl.attainment.forecast.record.role_record import RoleRecord, judged_months
from kpi_xl.attainment.forecast.record.stored import StoredForecasts
from kpi_xl.attainment.forecast.record.track import MOST_POINTS, ForecastTrack, Step, spread_days, thinned
from kpi_xl.attainment.month.insight import ReportInsights
from kpi_xl.attainment.month.insights import adding_up, flow, teams_led
from kpi_xl.attainment.report.history import History, daily_counts
from kpi_xl.attainment.report.model import MonthlyReport, Result
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member
from kpi_xl.units import Unit

MOST_PEOPLE = 20
"""Members of a team who are judged one by one; of more nobody reads a line, and a company of a thousand waits."""


def forecast_records(
    log: Log, report: MonthlyReport, history: History, insights: ReportInsights, kept: Kept | None, company: CompanyMonth | None = None
) -> ForecastRecords:
    """Of a report that was built from *log* with the counts of *history*; empty where the month is over.

    Args:
        kept: what the store holds; None without one, and then nothing is prepared for it.
        company: whose goal and landing are followed, too.
    """
    if report.is_complete:
        return ForecastRecords()
    return _Records(log, report, history, insights, StoredForecasts(kept or Kept(), history.calendar), kept is not None, company).found()


def closed_records(
    log: Log, report: MonthlyReport, history: History, insights: ReportInsights, kept: Kept | None, company: CompanyMonth | None = None
) -> ForecastRecords:
    """Of a month that is over: how its forecasts moved to what came, each of them judged by it; empty of one that is not."""
    if not report.is_complete:
        return ForecastRecords()
    found = _Records(log, report, history, insights, StoredForecasts(kept or Kept(), history.calendar), False, company).found()
    return replace(found, today={})


@dataclass(frozen=True)
class _Followed:
    """Whose landing is followed."""

    subject: Subject
    role: RoleTemplate | None
    kpi: Kpi
    target: float | None
    landing: Landing
    groups: Sequence[Group]
    results: Sequence[Result] = ()  #: of the members, whose accuracy is told one by one

    def point(self, landing: Landing, day: date) -> ForecastPoint:
        chance = None if self.target is None else landing.probability(self.target)
        return ForecastPoint(
            day, self.target, landing.done, landing.orders, landing.open, landing.to_come, landing.orders_to_come, *landing.range(),
            *landing.range(0.9), chance, landing.is_pace, deals=tuple(deal for group in self.groups for deal in group.deals(day)),
        )  # fmt: skip

    @property
    def names(self) -> set[str]:
        return {name for group in self.groups for name in group.names}


@dataclass(frozen=True)
class _Records:
    log: Log
    report: MonthlyReport
    history: History
    insights: ReportInsights
    stored: StoredForecasts
    has_store: bool
    company: CompanyMonth | None

    def found(self) -> ForecastRecords:
        followed = sorted(self._blocks(), key=lambda each: each.target is not None)
        # whom no plan lists stand in the same team and role as those it does
        blocks = list({each.subject: each for each in followed}.values())
        records = {each.subject: self._record(each) for each in blocks}
        for lead, teams, roles in self._leads():
            own = [records[each.subject].track for each in blocks if each.subject.team in teams and each.role in roles]
            records[lead.subject] = self._record(lead, own if len(roles) > 1 else ())
        company = self._company(followed)
        if company is not None:
            parts = [records[each.subject].track for each in blocks if each.role in self._earning]
            records[COMPANY] = self._record(company, parts)
        today = {subject: (each.kpi, each.track.now) for subject, each in records.items()}
        return ForecastRecords(records, {**today, **(self._members() if self.has_store else {})})

    def _members(self) -> dict[Subject, tuple[Kpi, ForecastPoint]]:
        """Of everybody, as the store keeps them."""
        found = {}
        for one in filter(None, map(self._one, self.report.members)):
            found[one.subject] = one.kpi, one.point(one.landing, self.report.as_of)
        return found

    def _one(self, result: Result) -> _Followed | None:
        """A member, where anything is forecast."""
        insight = self.insights.of(result)
        if insight is None or not isinstance(insight.landing, Landing):
            return None
        return _Followed(Subject.of(result), result.role, result.kgi.kpi, result.kgi.target, insight.landing, [self._alone(result)])

    def _blocks(self) -> Iterator[_Followed]:
        for team in self.report.teams:
            for block in team.blocks:
                insight = self.insights.of_block(block)
                if insight is not None and isinstance(insight.landing, Landing) and block.members:
                    groups, kgi = self._groups(insight.landing, block.members), block.total.kgi
                    yield _Followed(Subject.of_block(block), block.role, kgi.kpi, kgi.target, insight.landing, groups, block.members)

    def _leads(self) -> Iterator[tuple[_Followed, Collection[str], list[RoleTemplate]]]:
        """Managers, each with the teams and the roles whose goals add up to the manager's."""
        for team in self.report.teams:
            for lead in team.led:
                insight = self.insights.of(lead)
                led = teams_led(lead)
                members = adding_up(lead.role.kgi, lead.kgi.target, [each for each in self.report.members if each.team in led])
                if insight is not None and isinstance(insight.landing, Landing) and members:
                    groups = self._groups(insight.landing, members)
                    found = _Followed(Subject.of(lead), lead.role, lead.kgi.kpi, lead.kgi.target, insight.landing, groups)
                    yield found, led, list(dict.fromkeys(each.role for each in members))

    def _groups(self, landing: Landing, results: Sequence[Result]) -> list[Group]:
        """A group a role; what nobody of them did belongs to the first."""
        by_role: dict[str, list[Result]] = {}
        for each in results:
            by_role.setdefault(each.role.key, []).append(each)
        groups = [Group(self.roles[key], [each.name for each in its], [each.team for each in its]) for key, its in by_role.items()]
        return self._with_others(landing, groups)

    def _with_others(self, landing: Landing, groups: list[Group]) -> list[Group]:
        done = exact_sum(done for group in groups for done, _ in group.record.standings.each(group.names, self.report.as_of))
        return [replace(groups[0], others=landing.done - done), *groups[1:]]

    def _company(self, blocks: Sequence[_Followed]) -> _Followed | None:
        """All yen: the members of a role, whatever their team, and then the roles."""
        landing = self.company.outlook.known if self.company else None
        by_role = {role: [each for each in blocks if each.role == role] for role in self._earning}
        groups = [_one_group(its) for its in by_role.values() if its]
        if landing is None or self.company is None or not groups:
            return None
        kpi = next(each.kpi for each in blocks if each.role in self._earning)
        return _Followed(COMPANY, None, kpi, self.company.outlook.target, landing, self._with_others(landing, groups))

    @cached_property
    def _earning(self) -> list[RoleTemplate]:
        """Whose yen are the company's."""
        earning = {each.role.id for each in self.company.teams if each.kpi.unit is Unit.YEN} if self.company else set()
        roles = dict.fromkeys(block.role for team in self.report.teams for block in team.blocks)
        return [role for role in roles if role.id in earning]

    def _record(self, followed: _Followed, parts: Sequence[ForecastTrack] = ()) -> ForecastRecord:
        """*parts*: of the goals that *followed* adds up."""
        people = followed.results if len(followed.results) <= MOST_PEOPLE else ()
        track = self._track(followed, parts)
        if self.report.is_complete:
            accuracy, members = self._of_its_days(track.points), self._days_of(people)
        else:
            accuracy = self._accuracy(followed.subject, followed.groups)
            members = tuple((each.name, self._accuracy(Subject.of(each), [self._alone(each)])) for each in people)
        return ForecastRecord(followed.subject, followed.role, followed.kpi, track, accuracy, members)

    def _days_of(self, people: Sequence[Result]) -> tuple[tuple[str, Accuracy | TooLittle], ...]:
        """Of each of them: the month's forecasts, judged by what came."""
        followed = [one for each in people if (one := self._one(each))]
        points = [[*self._earlier(each), each.point(each.landing, self.report.as_of)] for each in followed]
        return tuple((each.subject.owner, self._of_its_days(its)) for each, its in zip(followed, points, strict=True))

    def _of_its_days(self, points: Sequence[ForecastPoint]) -> Accuracy | TooLittle:
        """A month's forecasts, the last of which is what came."""
        came, month = points[-1].landing, self.report.month
        return Accuracy.of(JudgedMonth(month, each.as_of, each.landing, each.low_80, each.high_80, came, each.is_kept) for each in points[-2::-1])

    def _track(self, followed: _Followed, parts: Sequence[ForecastTrack]) -> ForecastTrack:
        points = [*self._earlier(followed), followed.point(followed.landing, self.report.as_of)]
        return ForecastTrack(tuple(points), tuple(self._step(followed, before, now, parts) for before, now in pairwise(points)))

    def _step(self, followed: _Followed, before: ForecastPoint, now: ForecastPoint, parts: Sequence[ForecastTrack]) -> Step:
        won = [each for group in followed.groups for each in group.won(before.as_of, now.as_of)]
        steps = [step for track in parts if (step := track.step(before.as_of, now.as_of))]
        if steps and len(steps) == len(parts):
            return Step.together(before, now, steps, won)
        return Step.of(before, now, won)

    def _earlier(self, followed: _Followed) -> list[ForecastPoint]:
        """As they were kept; where none is, as they come out of the log."""
        kept = self.stored.points(followed.subject, self.report, followed.names)
        if kept:
            return thinned(kept, MOST_POINTS - 1)
        landings = ((day, joined([group.then(day) for group in followed.groups])) for day in self._spread[:-1])
        return [followed.point(landing, day) for day, landing in landings if isinstance(landing, Landing)]

    def _accuracy(self, subject: Subject, groups: Sequence[Group]) -> Accuracy | TooLittle:
        months = {month for group in groups for month in judged_months(group.record.course.basis)}
        found = (self._judged(subject, groups, month) for month in sorted(months | self.stored.months(subject), reverse=True))
        return Accuracy.of(islice((each for each in found if each is not None), MOST_MONTHS))

    def _judged(self, subject: Subject, groups: Sequence[Group], month: Month) -> JudgedMonth | None:
        if month >= self.report.month:
            return None
        kept = None
        if month in self.stored.months(subject):
            came = exact_sum(group.came(month) for group in groups) if month in self.history.months else None
            kept = self.stored.judged(subject, month, self.report.elapsed_days, came)
        return kept or judged(groups, month)

    def _alone(self, result: Result) -> Group:
        return Group(self.roles[result.role.key], [result.name])

    @cached_property
    def roles(self) -> Mapping[str, RoleRecord]:
        """By role key: of those whose goal builds up over the month."""
        found = {}
        for key, course in self.insights.courses.items():
            results = [each for each in self.report.members if each.role.key == key]
            tally = flow(results[0].role.kgi)
            if course is not None and tally is not None:
                # one who is in two teams counts once
                members = list({each.name: Member(each.name, each.team, each.role, each.joined) for each in results}.values())
                daily = {} if course.basis.before.is_yen else daily_counts(self.log, tally, self.history.now.start, self.report.as_of)
                found[key] = RoleRecord.read(self.log, self.history, tally, members, course, daily, self._days)
        return found

    @cached_property
    def _days(self) -> list[date]:
        kept = (each.as_of for each in self.stored.kept.forecasts if each.month == self.report.month and each.as_of < self.report.as_of)
        return sorted({*kept, *self._spread})

    @cached_property
    def _spread(self) -> list[date]:
        """Days of the month, today's last."""
        days = list(self.history.calendar.working_days(self.report.month.start, self.report.as_of + timedelta(days=1)))
        return [*spread_days(days)[:-1], self.report.as_of]


def _one_group(blocks: Sequence[_Followed]) -> Group:
    groups = [each.groups[0] for each in blocks]
    return Group(groups[0].record, [name for each in groups for name in each.names], [team for each in groups for team in each.teams])
