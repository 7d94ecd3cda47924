"""Insight: for everybody of a monthly report where the goal is heading, what the gap costs, and what to do next.

Joins the calculations of this room for a `MonthlyReport`. The report's own query counts twelve months more; two others
per role tell how its months usually go and what each day of this one brought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from kpi_xl.activity import Log
from kpi_xl.attainment.activity_rates import ActivityRates, is_of_wins
from kpi_xl.attainment.actuals import actual_of
from kpi_xl.attainment.advice import Advice, Trend, advise
from kpi_xl.attainment.bottleneck import StageCount, gap_by_stage
from kpi_xl.attainment.deals import deals_won
from kpi_xl.attainment.history import DailyCounts, History, count_of, counted_rate, daily_counts, daily_totals
from kpi_xl.attainment.landing import Landing, MonthSoFar, count_landing, dispersion, landing_together, yen_landing
from kpi_xl.attainment.lead_outlook import LeadOutlook, TargetOf, lead_outlook, win_rate
from kpi_xl.attainment.lead_time import WonDeal
from kpi_xl.attainment.model import MonthlyReport, Result, RoleBlock, StageRow
from kpi_xl.attainment.next_month import ActivityNeeded, activities_needed
from kpi_xl.attainment.order_size import OrderSizes
from kpi_xl.attainment.pacing import grows, to_date
from kpi_xl.attainment.profile import Profile
from kpi_xl.attainment.volume_forecast import volume_forecasts
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.rate_forecast import promised_count, rate_forecasts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Kpi, Ratio, RoleTemplate, Single, Tallied, Tally
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.targets import Member, Thresholds
from kpi_xl.units import Unit
from kpi_xl.workdays import WorkCalendar

TREND_MONTHS = 3
"""What "usual" means: the three months before; fewer follow the season, more forget it."""
NOTICEABLE = 0.95
"""A rate that fell by less is not looked into."""
UNUSUAL = 0.9
"""So few successes come up by chance in less than one month in ten."""


@dataclass(frozen=True)
class Insight:
    """What the numbers of one owner say."""

    result: Result
    paced: Result  #: against the part of the targets that is due by now
    landing: Landing | TooLittle  #: of the KGI
    probability: float | None  #: of reaching the KGI's target; None without a landing or a target
    needed_per_day: float | None  #: of the KGI, on each working day left; None where no day is left or nothing is planned
    day_made: date | None  #: on which the KGI's target was made (a member's) or is expected to be; None: not this month
    gaps: Mapping[str, int]  #: KPI id -> yen of the KGI's gap, negative is lost; empty where the KGI is not in yen
    rates: Mapping[str, Forecast]  #: KPI id -> the rate expected this month, from the months before
    share_done: float  #: of the month's target: what is usually done by now
    volume: Forecast | None  #: of what the KGI counts, per working day, from the months before; None without any
    next_month: ActivityNeeded | None  #: None without a rate to go by
    advice: tuple[Advice, ...]
    lead: LeadOutlook | TooLittle | None = None  #: of a role's members together; None elsewhere, or where nobody wins deals


@dataclass(frozen=True)
class ReportInsights:
    """The insights of a whole report."""

    profiles: Mapping[str, Profile]  #: role key -> how its months usually go
    deals: Sequence[WonDeal]  #: of everybody, won in the months of the history or since
    _of_results: Mapping[tuple[str, str, str], Insight]
    _of_blocks: Mapping[tuple[str, RoleTemplate], Insight]

    def of(self, result: Result) -> Insight:
        """The insight of a member or a manager."""
        return self._of_results[_key(result)]

    def of_block(self, block: RoleBlock) -> Insight:
        """The insight of a role's members in one team together."""
        return self._of_blocks[block.total.team, block.role]


def insights(
    log: Log, report: MonthlyReport, history: History, target_of: TargetOf = lambda block, kpi, month: None
) -> ReportInsights:
    """The insights of everybody in *report*, which was built from *log* with the counts of *history*.

    Args:
        target_of: what the plan asks of a block in months to come.
    """
    blocks = [block for team in report.teams for block in team.blocks]
    deals = deals_won(log, history.months[0].start, report.as_of) if any(win_rate(block.role) for block in blocks) else ()
    found: dict[tuple[str, str, str], Insight] = {}
    profiles: dict[str, Profile] = {}
    for key in dict.fromkeys(block.role.key for block in blocks):
        members = [result for block in blocks if block.role.key == key for result in block.members]
        role = _RoleInsights(log, report, history, members, deals)
        profiles[key] = role.so_far.profile
        found |= {_key(result): role.of(result) for result in members}
    joined = _Joined(report, profiles, history.calendar)
    of_blocks = {
        (block.total.team, block.role): replace(
            joined.of(block.total, [found[_key(each)] for each in block.members]),
            lead=lead_outlook(block, report, history, deals, target_of),
        )
        for block in blocks
    }
    for team in report.teams:
        members_of_team = [found[_key(each)] for each in team.members]
        found |= {_key(lead): joined.of(lead, members_of_team) for lead in team.led}
    return ReportInsights(profiles, deals, found, of_blocks)


def _key(result: Result) -> tuple[str, str, str]:
    return result.team, result.name, result.role.key


def _insight(
    result: Result, landing: Landing | TooLittle, day_made: date | None, so_far: MonthSoFar,
    rates: Mapping[str, Forecast], volume: Forecast | None, next_month: ActivityNeeded | None, trends: Mapping[str, Trend],
    thresholds: Thresholds,
) -> Insight:  # fmt: skip
    """What follows from landing, rates and trends."""
    gaps = yen_by_kpi(result, so_far.share_done)
    lost = {kpi: float(-yen) for kpi, yen in gaps.items() if yen < 0}
    target, probability, needed = result.kgi.target, None, None
    if isinstance(landing, Landing) and target is not None:
        probability, needed = landing.probability(target), landing.needed_per_day(target)
    paced = to_date(result, so_far.share_done, thresholds)
    advice = advise(result, lost, trends, so_far.remaining_days, so_far.share_done, thresholds, paced)
    return Insight(
        result, paced, landing, probability, needed, day_made, gaps, rates, so_far.share_done, volume, next_month, advice
    )


class _RoleInsights:
    """The members of one role, with what they share: how a month goes, how volumes, rates and orders are."""

    def __init__(
        self, log: Log, report: MonthlyReport, history: History, results: Sequence[Result], deals: Sequence[WonDeal]
    ) -> None:
        self.report, self.history = report, history
        self.role = results[0].role
        self.members = {_key(each): Member(each.name, each.team, each.role, each.joined) for each in results}
        everybody = list({each.name: each for each in self.members.values()}.values())  # one who is in two teams counts once
        self.rates = {kpi.id: _rates(kpi, history, everybody, deals, report.as_of) for kpi in self.role.kpis}
        self.next_months = activities_needed(results, self.rates)
        self.tally = _flow(self.role.kgi)
        self.daily: DailyCounts = {}
        self.volumes: Mapping[str, Forecast] = {}
        self.sizes: OrderSizes | TooLittle | None = None
        profile = Profile.linear()
        if self.tally is not None:
            count = count_of(self.tally)
            names = [history.spelled(member) for member in everybody]
            totals = daily_totals(log, count, names, history.months[0].start, history.now.start - timedelta(days=1))
            profile = Profile.of(totals, history.months, history.calendar)
            self.daily = daily_counts(log, self.tally, history.now.start, report.as_of)
            self.volumes = volume_forecasts(history.volumes(count, everybody))
            if self.tally.tallied is Tallied.SUM:
                self.sizes = OrderSizes.from_months(history.orders(self.tally, everybody))
        self.days_of_trend = [history.calendar.days_in(month) for month in history.months[-TREND_MONTHS:]]
        self.so_far = MonthSoFar(report.month, report.elapsed_days, report.working_days, profile)
        self.dispersion = 1.0 if self.sizes is not None else dispersion(self._days(member) for member in everybody)

    def of(self, result: Result) -> Insight:
        member = self.members[_key(result)]
        landing, target = self._landing(result, member), result.kgi.target
        daily = self.daily.get(self.history.spelled(member), {})
        day_made = None
        if isinstance(landing, Landing) and target is not None:
            day_made = landing.day_made(target, daily, self.history.calendar)
        rates = {kpi: found[member.name] for kpi, found in self.rates.items() if member.name in found}
        trends = self._trends(result, member, rates)
        volume, next_month = self.volumes.get(member.name), self.next_months.get(member.name)
        return _insight(
            result, landing, day_made, self.so_far, rates, volume, next_month, trends, self.report.thresholds
        )

    def _landing(self, result: Result, member: Member) -> Landing | TooLittle:
        done, tally = result.kgi.actual, self.tally
        if tally is None or done is None:
            return TooLittle(_NO_LANDING)
        forecast = self.volumes.get(member.name)
        if self.sizes is None:
            return count_landing(done, self.so_far, forecast, self.dispersion)
        size = self.sizes if isinstance(self.sizes, TooLittle) else self.sizes.of(member.name)
        orders = self.history.value(member, self.history.now, count_of(tally))
        return yen_landing(done, orders, self.so_far, forecast, size)

    def _days(self, member: Member) -> list[float]:
        """The counts of the working days that are over."""
        daily = self.daily.get(self.history.spelled(member), {})
        end = self.report.as_of + timedelta(days=1)
        return [daily.get(day, 0.0) for day in self.history.calendar.working_days(self.report.month.start, end)]

    def _trends(self, result: Result, member: Member, rates: Mapping[str, Forecast]) -> dict[str, Trend]:
        """Each KPI against its average of the months before, where at least two have a value."""
        trends = {}
        rows = zip(self.history.rows(member)[-TREND_MONTHS:], self.days_of_trend, strict=True)
        known = [(tallies, days) for tallies, days in rows if tallies]
        for row in result.rows:
            values = [value for tallies, days in known if (value := actual_of(row.kpi, tallies, days)) is not None]
            if row.actual is None or len(values) < 2:
                continue
            before = sum(values) / len(values) * (self.so_far.share_done if grows(row.kpi) else 1.0)
            is_less = row.actual < before * NOTICEABLE
            trends[row.kpi.id] = Trend(before, len(values), row.actual, is_less and self._is_unusual(row.kpi, member, rates))
        return trends

    def _is_unusual(self, kpi: Kpi, member: Member, rates: Mapping[str, Forecast]) -> bool:
        """Fewer successes than the rate of the months before lets expect in nine months of ten."""
        measure = counted_rate(kpi)
        if measure is None or kpi.id not in rates:
            return False
        done, tried = (int(self.history.value(member, self.history.now, tally)) for tally in (measure.of, measure.to))
        return promised_count(UNUSUAL, tried, rates[kpi.id])[0] > done


class _Joined:
    """Members together: a role of a team, or a team under its manager."""

    def __init__(self, report: MonthlyReport, profiles: Mapping[str, Profile], calendar: WorkCalendar) -> None:
        self.report, self.profiles, self.calendar = report, profiles, calendar

    def of(self, result: Result, members: Sequence[Insight]) -> Insight:
        """The insight of *members* together; those count whose goal adds up to the one of *result*."""
        tally = _flow(result.role.kgi)
        parts = [each for each in members if tally is not None and _flow(each.result.role.kgi) == tally]
        landing: Landing | TooLittle = TooLittle(_NO_LANDING)
        if parts and result.kgi.actual is not None:
            landing = landing_together([each.landing for each in parts], result.kgi.actual)
        profile = self.profiles[parts[0].result.role.key] if parts else Profile.linear()
        so_far = MonthSoFar(self.report.month, self.report.elapsed_days, self.report.working_days, profile)
        expected = None
        if isinstance(landing, Landing) and result.kgi.target is not None:
            expected = landing.expected_day(result.kgi.target, self.calendar)
        return _insight(result, landing, expected, so_far, {}, None, None, {}, self.report.thresholds)


def _flow(kpi: Kpi) -> Tally | None:
    """What a KPI adds up over the month; None for quotients."""
    return kpi.measure.tally if isinstance(kpi.measure, Single) and kpi.period is Period.MONTH else None


def _rates(
    kpi: Kpi, history: History, members: Sequence[Member], deals: Sequence[WonDeal], as_of: date
) -> Mapping[str, Forecast]:
    measure = counted_rate(kpi)
    if measure is None:
        return {}
    by_activity = ActivityRates.of(history, measure, members, deals, as_of) if is_of_wins(measure) else None
    counts = by_activity.counts(as_of) if by_activity else None
    found = rate_forecasts(history.rates(measure, members) if counts is None else counts)
    return {} if isinstance(found, TooLittle) else found


def yen_by_kpi(result: Result, share_done: float = 1.0) -> dict[str, int]:
    """KPI id -> its part of the gap between the KGI's target and actual, in yen; negative is lost.

    The funnel's stages and the average order as `kpi_xl.attainment.bottleneck` splits them. A stage stands for the rate
    into it, so its part is told of the KPI that is this very rate, else of the KPI that counts the stage.
    Empty where the KGI is not in yen, or the role has no average order.

    Args:
        share_done: of the month; targets are measured by that part.
    """
    order = next((row for row in result.rows if _is_average_order(row.kpi)), None)
    stages = [row for row in result.funnel if row.target is not None]
    if result.kgi.kpi.unit is not Unit.YEN or order is None or order.target is None or not stages:
        return {}
    counts = [StageCount(row.stage.label, (row.target or 0.0) * share_done, row.actual) for row in stages]
    parts = gap_by_stage(counts, order.target, order.target if order.actual is None else order.actual)
    kpis = [stages[0].stage.kpi, *(_kpi_of(row, above, result.role) for above, row in pairwise(stages)), order.kpi.id]
    yen: dict[str, int] = {}
    for kpi, part in zip(kpis, parts, strict=True):
        if kpi is not None:
            yen[kpi] = yen.get(kpi, 0) + part.yen
    return yen


def _is_average_order(kpi: Kpi) -> bool:
    measure = kpi.measure
    return isinstance(measure, Ratio) and measure.of.tallied is Tallied.SUM and measure.to == count_of(measure.of)


def _kpi_of(row: StageRow, above: StageRow, role: RoleTemplate) -> str | None:
    """The KPI that a stage's part is told of."""
    for kpi in role.kpis:
        measure = counted_rate(kpi)
        if measure is not None and (measure.of, measure.to) == (row.stage.tally, above.stage.tally):
            return kpi.id
    return row.stage.kpi


def shown_probability(probability: float) -> Text:
    """A forecast is never certain: neither 100% nor 0%.

    >>> [str(shown_probability(each)) for each in (0.999, 0.41, 0.001)]
    ['99%以上', '41%', '1%未満']
    """
    if probability > 0.99:
        return Text("99%以上", "over 99%")
    return Text("1%未満", "under 1%") if probability < 0.01 else Text(f"{probability:.0%}", f"{probability:.0%}")


_NO_LANDING = Text("この目標は月内に積み上がる値ではないため見込みを出しません", "This goal does not add up over the month")
