"""The outlook of a team: what its funnel loses, who needs help first, who stands out, and what its goal takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi_xl.attainment.diagnosis.advice import Advice, Reason
from kpi_xl.attainment.diagnosis.capacity import RAMP, Capacity, Coverage, heads_missing
from kpi_xl.attainment.diagnosis.over_assignment import Rung, over_needed, rung
from kpi_xl.attainment.diagnosis.split import GapSplit, Part
from kpi_xl.attainment.diagnosis.spread import MemberSpread, spread
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.next_month import ActivityNeeded
from kpi_xl.attainment.month.insight import Insight, ReportInsights
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.few import has_just_begun
from kpi_xl.attainment.report.model import Result, RoleBlock, TeamResult
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Derived, DerivedFrom, Kpi
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member

PROMISED = 0.8
"""The confidence with which a team's goal is planned."""


@dataclass(frozen=True)
class InNeed:
    """A member who should be helped first."""

    result: Result
    expected_rate: float  #: the landing against the target; where nothing is foretold, the actual against what is due by now
    is_forecast: bool
    advice: Advice


def losing_block(team: TeamResult, insights: ReportInsights) -> RoleBlock | None:
    """The first of the team's roles whose gap is known in yen and short; else the first whose gap is known."""
    known = [(block, found.split) for block in team.blocks if (found := insights.of_block(block)) and found.split]
    short = (block for block, split in known if split.is_short)
    return next(short, known[0][0] if known else None)


def costs_most(block: RoleBlock, part_id: str, insights: ReportInsights) -> tuple[Result, Part] | None:
    """The member whose part of that loss is the largest; None where that is somebody at or above the own target, of whom nothing is asked."""
    splits = [(member, found.split) for member in block.members if (found := insights.of(member)) and found.split]
    parts = [(member, split, part) for member, split in splits if (part := split.part(part_id)) and part.is_told and part.yen < 0]
    worst = min(parts, key=lambda each: each[2].yen, default=None)
    return None if worst is None or not worst[1].is_short else (worst[0], worst[2])


def members_in_need(team: TeamResult, insights: ReportInsights, most: int = 3) -> list[InNeed]:
    """Those who are heading furthest below their targets, and have something to do about it."""
    in_need = []
    for member in team.members:
        insight = insights.of(member)
        rate, to_do = expected_rate(member, insight), _to_do(insight)
        if rate is not None and rate < 1 and insight and to_do:
            in_need.append(InNeed(member, rate, isinstance(insight.landing, Landing), to_do))
    return sorted(in_need, key=lambda each: each.expected_rate)[:most]


def _to_do(insight: Insight | None) -> Advice | None:
    """What to look into first; that the goal is reached by now is no help to whoever will miss it."""
    return next((each for each in insight.advice if each.reason is not Reason.REACHED), None) if insight else None


def expected_rate(result: Result, insight: Insight | None) -> float | None:
    """The landing forecast of the KGI against its target; where nothing is foretold, the actual against what is due by now."""
    landing, target = insight.landing if insight else None, result.kgi.target
    if isinstance(landing, Landing) and target:
        return landing.middle / target
    return result.kgi.pace


@dataclass(frozen=True)
class Outlier:
    """A member whose rate differs from the others' by more than chance."""

    kpi: Kpi
    spread: MemberSpread


def outliers(block: RoleBlock, month: MeasuredMonth) -> list[Outlier]:
    """Of the rate nearest to the goal, this month."""
    counts, kpi = [], block.role.kgi
    for member in block.members:
        insight = month.insights.of(member)
        needed = insight.next_month if insight else None
        if needed is not None:
            kpi, tried = needed.rate, int(needed.activity.actual)
            done = min(int(needed.outcome.actual), tried)  # deals may come from an earlier month's meetings
            counts.append(MonthlyCounts(member.name, month.report.month, done, tried, member.team))
    spreads = spread(counts)
    return [] if isinstance(spreads, TooLittle) else [Outlier(kpi, each) for each in spreads if each.standing.is_outlier]


@dataclass(frozen=True)
class GoalPlan:
    """The chance of the team's goal next month, if every member aims at the own target; and what makes it safe."""

    needed: ActivityNeeded  #: of the first member: the rate, the outcome
    goal: int
    plain: Rung
    safe: Rung | None  #: None where even twice the goal is not enough


def goal_plan(block: RoleBlock, insights: ReportInsights) -> GoalPlan | None:
    """Targets as they are this month; None without rates to go by."""
    needed = [insight.next_month for each in block.members if (insight := insights.of(each)) and insight.next_month]
    goal = exact_sum(each.wanted for each in needed)
    if not needed or not goal:
        return None
    forecasts, shares = [each.forecast for each in needed], [float(each.wanted) for each in needed]
    plain = rung(goal, forecasts, shares, 0.0)
    safe = _of_one(needed[0], plain) if len(needed) == 1 else over_needed(goal, forecasts, shares, PROMISED)
    return GoalPlan(needed[0], goal, plain, safe)


def _of_one(needed: ActivityNeeded, plain: Rung) -> Rung | None:
    """Of one member the very count that the own page tells."""
    count = needed.at[PROMISED]
    if isinstance(count, TooLittle):
        return None
    return replace(plain, over=count / exact_sum(plain.trials) - 1, trials=(count,), probability=PROMISED)


@dataclass(frozen=True)
class Heads:
    """How many more full members the goal takes."""

    per_head: float  #: of the KGI, that a full member brings
    full_members: float
    missing: int


def heads_needed(block: RoleBlock, month: MeasuredMonth) -> Heads | None:
    """From where the month is heading; None without a target or a landing, and where that is the pace of one or two deals."""
    insight, target = month.insights.of_block(block), block.total.kgi.target
    landing = insight.landing if insight else None
    members = [Member(each.name, each.team, each.role, each.joined) for each in block.members if each.is_planned]
    capacity = Capacity.of(members, month.report.month)
    if not isinstance(landing, Landing) or not target or capacity.full_members <= 0:
        return None
    if landing.is_pace and has_just_begun(round(landing.orders)):
        return None
    per_head = landing.middle / capacity.full_members
    missing = heads_missing(target, per_head, capacity, month.report.month.plus(1 - len(RAMP)))
    return None if isinstance(missing, TooLittle) else Heads(per_head, capacity.full_members, missing)


def coverage(led: Sequence[Result]) -> Coverage | None:
    """The open pipeline against what is left to win; None where no manager follows the multiple, and once the month is over."""
    for result in led:
        for row in result.rows:
            is_coverage = isinstance(row.kpi.measure, Derived) and row.kpi.measure.source is DerivedFrom.PIPELINE_COVERAGE
            found = result.pipeline if is_coverage else None
            if found is not None and found.left is not None and row.target is not None:
                return Coverage(found.open, found.left, 0.0, row.target)
    return None


def gap_steps(split: GapSplit | None) -> list[tuple[Text, int]]:
    """What each part is called, and its yen, from what is due to the actual; what whole deals in the plan leave over, where it matters, last."""
    if split is None:
        return []
    rounding = [(ROUNDING, split.rounding)] if split.rounding else []
    return [*((part.label, part.yen) for part in split.parts), *rounding]


ROUNDING = Text("計画の受注件数の端数", "Whole deals in the plan")
