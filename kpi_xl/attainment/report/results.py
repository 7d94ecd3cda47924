"""Results: what one owner did against the targets of the month, with the months before beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from kpi_xl.activity import TallyTable
from kpi_xl.attainment.report.actuals import actual_of, cases_and_events, unrecorded
from kpi_xl.attainment.report.model import AttainmentRow, OwnDays, Result, StageRow, TrendPoint, share_due
from kpi_xl.attainment.report.owners import Targets
from kpi_xl.attainment.report.pacing import ALL_DAYS, DueShares, part_due
from kpi_xl.attainment.report.rows import attainment_row, funnel_rows
from kpi_xl.attainment.report.team_counts import Tallies
from kpi_xl.definitions import Direction, Kpi, RoleTemplate, Single, Tally
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member, Plan

BRINGS = ("won",)
"""The kind of activity that an open deal ends in."""
Counted = Callable[[Month], Tallies]
"""What somebody did in a month."""


class Results:
    """Results of one month, from what was counted of each owner."""

    def __init__(
        self, plan: Plan, months: Sequence[Month], last: date, counted: TallyTable, first_day: date | None = None,
        logged: Collection[str] | None = None,
    ) -> None:  # fmt: skip
        self.thresholds, self.months = plan.thresholds, months
        self.first_day = first_day  #: of the log; nothing is known of the months before
        self.counted = counted
        self.logged = logged  #: kinds that the log has
        self._of_roles: dict[RoleTemplate, tuple[Collection[Kpi], Mapping[str, float]]] = {}
        self.is_complete = last + timedelta(days=1) >= months[-1].end
        calendar = self.calendar = plan.calendar
        self.days = [calendar.days_in(month) for month in months]
        self.full_days = calendar.days_in(months[-1])
        elapsed = calendar.count(months[-1].start, last + timedelta(days=1))
        self.days[-1] = max(1, elapsed)  # a month that is not over is spread over the days that are gone
        self.share_due = share_due(elapsed, self.full_days)
        self.whole = OwnDays(self.share_due, max(0, self.full_days - elapsed))
        self.last_year = months[-1].plus(-12)

    @cached_property
    def days_last_year(self) -> int:
        return self.calendar.days_in(self.last_year)

    @cached_property
    def seen(self) -> Mapping[Tally, Month]:
        """The month from which a tally is on record; a list of one month never asks."""
        return first_seen(self.counted)

    def result(
        self, name: str, member: Member, counted: Counted, targets: Sequence[Targets] | None, shares: DueShares = ALL_DAYS
    ) -> Result:
        role, tallies = member.role, counted(self.months[-1])
        wanted = None if targets is None else targets[-1]
        before, year_before = self._before(role, counted), self._year_before(role, counted)
        missing, due = self.of_role(role)
        rows = tuple(
            attainment_row(
                kpi, None if wanted is None else wanted.get(kpi.id), None if kpi in missing else actual_of(kpi, tallies, self.days[-1]),
                self.thresholds, before.get(kpi.id), year_before.get(kpi.id), self.share_due,
                *_cases(kpi, tallies, kpi in missing), shares.by_kpi.get(kpi.id, due[kpi.id]),
            )
            for kpi in role.kpis
        )  # fmt: skip
        return Result(
            name, member.team, role, rows, self._funnel(role, tallies, wanted), self._trend(member, counted, targets), member.joined,
            targets is not None, own_days=shares.days,
        )  # fmt: skip

    def of_role(self, role: RoleTemplate) -> tuple[Collection[Kpi], Mapping[str, float]]:
        """The KPIs of which the log has no row, and KPI id -> the part that is due; found once a role, not once a member."""
        if role not in self._of_roles:
            self._of_roles[role] = unrecorded(role, self.logged), {kpi.id: part_due(kpi, self.share_due) for kpi in role.kpis}
        return self._of_roles[role]

    def _funnel(self, role: RoleTemplate, tallies: Tallies, wanted: Targets | None) -> tuple[StageRow, ...]:
        """None for a list of the month alone."""
        return () if len(self.months) == 1 else funnel_rows(role, tallies, wanted, self.full_days)

    def _before(self, role: RoleTemplate, counted: Counted) -> dict[str, float | None]:
        """KPI id -> last month's actual; empty where the log does not reach it."""
        if len(self.months) == 1 or self._is_unknown(self.months[-2]):
            return {}
        tallies = counted(self.months[-2])
        return {kpi.id: self._actual(kpi, tallies, self.months[-2], self.days[-2]) for kpi in role.kpis}

    def _is_unknown(self, month: Month) -> bool:
        """True before the log begins: no row is no 0 there."""
        return self.first_day is not None and month.end <= self.first_day

    def _actual(self, kpi: Kpi, tallies: Tallies, month: Month, days: int) -> float | None:
        """What a month before came to; unknown where nobody had anything of the kind on record yet.

        A log of calls to which the deals are joined later has no month of 0円. Losses may well be none from the first.
        """
        begins = [self.seen.get(tally) for tally in kpi.measure.tallies]
        if kpi.direction is Direction.HIGHER and any(begin is None or month < begin for begin in begins):
            return None
        return actual_of(kpi, tallies, days)

    def _year_before(self, role: RoleTemplate, counted: Counted) -> dict[str, float | None]:
        """KPI id -> the actual of the same month of last year; empty where the log does not reach it."""
        tallies = counted(self.last_year)
        return {kpi.id: self._actual(kpi, tallies, self.last_year, self.days_last_year) for kpi in role.kpis} if tallies else {}

    def _of_trend(self, kgi: Kpi, tallies: Tallies, index: int) -> float | None:
        """The report's month as it is, a month before it where it is known."""
        if index == len(self.months) - 1:
            return actual_of(kgi, tallies, self.days[index])
        return self._actual(kgi, tallies, self.months[index], self.days[index])

    def _trend(self, member: Member, counted: Counted, targets: Sequence[Targets] | None) -> tuple[TrendPoint, ...]:
        if len(self.months) == 1:
            return ()
        kgi, points = member.role.kgi, []
        for index, month in enumerate(self.months):
            if member.joined and month.end <= member.joined:  # not there yet: no 0% that nobody owed
                points.append(TrendPoint(month, None, None, None))
                continue
            known = None if self._is_unknown(month) else counted(month)
            actual = None if known is None else self._of_trend(kgi, known, index)
            target = None if targets is None else targets[index].get(kgi.id)
            row = attainment_row(kgi, target, actual, self.thresholds)
            points.append(TrendPoint(month, target, actual, row.rate))
        return tuple(points)


def _cases(kpi: Kpi, tallies: Tallies, is_missing: bool) -> tuple[int | None, int | None]:
    """Of what nobody logs, only that there is no case, not how many it was not logged of."""
    cases, events = cases_and_events(kpi, tallies)
    return (None, None) if is_missing and cases else (cases, events)


def first_seen(counted: TallyTable) -> Mapping[Tally, Month]:
    """The month from which anybody has anything of a tally on record."""
    found: dict[Tally, Month] = {}
    for (_, month), tallies in counted.values.items():
        for tally, value in tallies.items():
            if value and ((first := found.get(tally)) is None or month < first):
                found[tally] = month
    return found


def left_to_win(kgi: AttainmentRow, results: Sequence[Result]) -> float | None:
    """What the members whose goal is deals won are still short of together; without any, what the manager is short of.

    Open deals bring no renewals: a team that also keeps customers is asked for its new business alone.
    """
    sellers = [each.kgi for each in results if _wins_deals(each.role) and each.kgi.target is not None] or [kgi]
    if sellers[0].target is None:
        return None
    return max(0.0, exact_sum((row.target or 0.0) - (row.actual or 0.0) for row in sellers))


def _wins_deals(role: RoleTemplate) -> bool:
    measure = role.kgi.measure
    return not role.is_team and isinstance(measure, Single) and measure.tally.kinds == BRINGS
