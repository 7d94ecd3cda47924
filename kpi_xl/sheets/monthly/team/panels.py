"""The charts of a team: from what was to be done to what was, and its six months."""

from __future__ import annotations

from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.team_outlook import gap_steps, losing_block
from kpi_xl.sheets.monthly.charts.course import course_panel
from kpi_xl.sheets.monthly.charts.funnel import funnel_panel
from kpi_xl.sheets.monthly.charts.months import months_panel, write_months
from kpi_xl.sheets.monthly.charts.panels import Panel, place_panels
from kpi_xl.sheets.monthly.outlook.running_month import course_of
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.team.drawn import DrawnResult, DrawnTeam
from kpi_xl.sheets.monthly.team.waterfall import waterfall_of, waterfall_panel


def draw_team_panels(aside: Aside, team: DrawnTeam, month: MeasuredMonth, row: int, rows: int) -> None:
    """Two charts, their headings in *row*."""
    front = team.front
    if front is None:
        return
    panels = _waterfall(aside, team, month) or _course(aside, team, front, month) or _funnel(aside, team)
    months = months_panel(aside, front.result, write_months(aside, front.result, front.table), wording.whose(team.team, team.team.front_block))
    place_panels(aside.sheet, row, rows, [*panels, months], looks.TEAM_WIDTHS)


def _waterfall(aside: Aside, team: DrawnTeam, month: MeasuredMonth) -> list[Panel]:
    """From what was to be sold to what was, step by step; none where the gap is not known in yen."""
    block = losing_block(team.team, month.insights)
    insight = month.insights.of_block(block) if block else None
    steps = gap_steps(insight.split) if insight and insight.split and insight.split.is_told else []
    if block is None or insight is None or not steps:
        return []
    drawn = waterfall_of(block.total, steps, insight.share_due)
    return [waterfall_panel(aside, block.role.kgi, drawn, wording.whose(team.team, block))]


def _course(aside: Aside, team: DrawnTeam, front: DrawnResult, month: MeasuredMonth) -> list[Panel]:
    """How the month went day by day."""
    insight = _insight(front, month)
    course = course_of(insight, month.report) if insight else None
    return [course_panel(aside, course, wording.whose(team.team, team.team.front_block))] if course else []


def _insight(front: DrawnResult, month: MeasuredMonth) -> Insight | None:
    """Of a manager, or of a role's members together."""
    blocks = (block for team in month.report.teams for block in team.blocks if block.total is front.result)
    block = next(blocks, None)
    return month.insights.of_block(block) if block else month.insights.of(front.result)


def _funnel(aside: Aside, team: DrawnTeam) -> list[Panel]:
    """The funnel of the only role, or of the manager; several roles without a manager have no funnel in common."""
    shown = [block.total for block in team.blocks] if len(team.blocks) == 1 else team.leads
    results = [drawn.result for drawn in shown]
    return [funnel_panel(aside, result) for result in results[:1] if result.funnel]
