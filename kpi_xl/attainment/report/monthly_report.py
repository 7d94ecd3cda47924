"""The monthly report: everybody's actuals against the plan, by team and role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_xl.activity import DaysAsked, Log, ReadSummary
from kpi_xl.attainment.report.building import Builder
from kpi_xl.attainment.report.history import HISTORY_MONTHS, History
from kpi_xl.attainment.report.model import (
    MonthlyReport,
    Result,
)
from kpi_xl.attainment.report.owners import Owner, leads_of_the_log, owners_of
from kpi_xl.attainment.report.plan_notes import with_plan_notes, with_unrecorded_note
from kpi_xl.attainment.report.team_counts import Places, TeamCounts
from kpi_xl.definitions import Tally, tallies_of, tallies_of_part
from kpi_xl.periods import Month, months_up_to
from kpi_xl.targets import Member, Plan

TREND_MONTHS = 6


def build_report(log: Log, plan: Plan, month: Month, as_of: date | None = None, months: int = TREND_MONTHS) -> MonthlyReport:
    """Measure *month* against *plan*, counting days up to and including *as_of* (the month's last day when None).

    Args:
        months: that the trend shows; with 1 there is neither a trend nor a figure of other months, and less to count.
    """
    return CountedMonth.of(log, plan, month, as_of, months).report()


@dataclass(frozen=True)
class CountedMonth:
    """What the log holds of everybody in the month and in the months before it."""

    plan: Plan
    trend: tuple[Month, ...]  #: the months that the trend shows, the report's month last
    last: date  #: the last day that counts
    owners: tuple[Owner, ...]
    history: History
    counts: TeamCounts
    summary: ReadSummary

    @classmethod
    def of(
        cls, log: Log, plan: Plan, month: Month, as_of: date | None = None, months: int = TREND_MONTHS
    ) -> CountedMonth:
        """Count with one query; with a trend a year back, which last year's figures and every forecast need."""
        days = days_asked(month, as_of, months)
        counted, last, trend = month.plus(-_months_back(months)).start, days.month[-1], months_up_to(month, months)
        recent = log.members(*days.listed)
        owners = owners_of(recent, plan, trend)
        tallies = asked_of(plan, [owner.member for owner in owners])
        history = History.read(log, tallies, last, plan.calendar, _months_back(months))
        places = Places.of(owners, plan, recent, recent if days.named == days.listed else log.members(counted, last))
        counts = TeamCounts.read(log, history.counted, places, counted, last)
        owners += leads_of_the_log(_not_listed(owners, counts.teams_of_month(month)), plan, trend)
        return cls(plan, tuple(trend), last, tuple(owners), history, counts, with_plan_notes(log.summary(month, last), plan, month))

    def of_leads(self) -> list[Result]:
        """What the first manager of each team did."""
        builder = self._builder()
        return [result for team in builder.by_team for result in builder.led(team)]

    def of_roles(self) -> list[Result]:
        """What the plan's members of each role did together, whatever their teams; without a list of members each team of the log."""
        builder = self._builder()
        if not self.plan.lists_nobody:
            return list(builder.everybody())
        return [result for team in builder.by_team for result in builder.totals(team)]

    def _builder(self) -> Builder:
        return Builder(self.plan, self.trend, self.last, self.counts, self.owners, self.summary)

    def report(self) -> MonthlyReport:
        """The counts against the plan."""
        month, calendar, builder = self.trend[-1], self.plan.calendar, self._builder()
        teams = dict.fromkeys([*(owner.member.team for owner in self.owners), *self.counts.teams_of_month(month)])
        return MonthlyReport(
            month=month,
            as_of=self.last,
            working_days=calendar.days_in(month),
            elapsed_days=calendar.count(month.start, self.last + timedelta(days=1)),
            thresholds=self.plan.thresholds,
            teams=tuple(map(builder.team, teams)),
            log=with_unrecorded_note(self.summary, [owner.member.role for owner in self.owners]),
        )


def days_asked(month: Month, as_of: date | None = None, months: int = TREND_MONTHS) -> DaysAsked:
    """The days that a count of *month* asks about: whoever did anything in half a year is listed."""
    last = min(as_of or month.end, month.end - timedelta(days=1))
    listed = months_up_to(month, TREND_MONTHS)[0].start, last
    named = (month.plus(-_months_back(months)).start, last) if months > 1 else listed
    return DaysAsked(listed, named, (month.start, last))


def _months_back(months: int) -> int:
    """How many months before the report's are counted."""
    return HISTORY_MONTHS if months > 1 else 0


def asked_of(plan: Plan, members: Iterable[Member] = ()) -> tuple[Tally, ...]:
    """What has to be counted for the plan's roles and those of *members*."""
    roles = dict.fromkeys([*(member.role for member in (*members, *plan.members)), *(part.role for part in plan.roles)])
    of_roles = (tally for role in roles for tally in tallies_of(role))
    parts = dict.fromkeys(role.chain for role in plan.company.roles if role.chain) if plan.company else ()
    return tuple(dict.fromkeys([*of_roles, *(tally for part in parts for tally in tallies_of_part(part))]))


def _not_listed(owners: Iterable[Owner], teams: Iterable[str]) -> list[str]:
    known = {owner.member.team for owner in owners}
    return [team for team in teams if team not in known]
