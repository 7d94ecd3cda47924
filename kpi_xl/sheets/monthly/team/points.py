"""今月のポイント of a team: its weakest KPI or bottleneck, the spread between members, what changed."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import Result, TeamResult
from kpi_xl.attainment.report.rates import Status, status_of
from kpi_xl.language import Text
from kpi_xl.sheets.monthly.member.points import change, lagging
from kpi_xl.sheets.monthly.parts.formulas import percent
from kpi_xl.sheets.monthly.parts.wording import whole_percent
from kpi_xl.sheets.monthly.team.notes import bottleneck_sentence, goal_of_front, landing_sentence
from kpi_xl.targets import Thresholds


def team_points(team: TeamResult, lead: Result | None, month: MeasuredMonth) -> list[Text]:
    """At most three sentences: the team's weakest KPI, the spread between members, what changed."""
    report, insights = month.report, month.insights
    moved = change(lead, report, goal_of_front(team, lead.kgi.kpi)) if lead else None
    sentences = [
        bottleneck_sentence(team, insights) or _weakest(_judged(team), report.is_complete),
        spread(list(team.members), report.thresholds, report.is_complete),
        moved if report.is_complete else landing_sentence(team, insights) or moved,
    ]
    return [sentence for sentence in sentences if sentence]


def _judged(team: TeamResult) -> Sequence[Result]:
    """The roles' totals; on the page of a manager of several teams, which has none, the manager's own KPIs."""
    return team.led if team.is_of_several else [block.total for block in team.blocks]


def _weakest(totals: Sequence[Result], is_complete: bool) -> Text | None:
    """The KPI furthest behind in any of the roles' totals."""
    behind = [(worst, total) for total in totals if (worst := total.worst)]
    if not behind:
        return None
    row, total = min(behind, key=lambda pair: pair[0].pace or 0.0)
    return lagging(row, is_complete, total.role.title if len(totals) > 1 else "")


def spread(members: Sequence[Result], thresholds: Thresholds, is_complete: bool = True) -> Text | None:
    """How far apart the members are, and how many are within reach."""
    known = sorted(rate for member in members if (rate := member.overall) is not None)
    if len(known) < 2:
        return None
    within = sum(status_of(rate, thresholds) is not Status.POOR for rate in known)
    low, high, against = known[0], known[-1], _OVERALL if is_complete else _PACE
    if percent(low) == percent(high):
        return Text("{against}は全員{rate}です。", "{against} is {rate} for everyone.").format(
            rate=percent(low), against=against
        )
    return Text(
        "{against}は{low}〜{high}で、{fair}以上は{known}名中{within}名です。",
        "{against} runs from {low} to {high}; {within} of {known} are at {fair} or more.",
    ).format(
        low=percent(low), high=percent(high), fair=whole_percent(thresholds.fair), known=len(known), within=within,
        against=against,
    )  # fmt: skip


_OVERALL = Text("平均達成率", "Average attainment")
_PACE = Text("ここまでの目安に対する平均ペース比", "Average pace (against what is due by now)")
