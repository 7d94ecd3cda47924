"""The charts of a team: its members, its funnel, its six months."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.attainment.month.insight import ReportInsights
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.team_outlook import gap_steps, losing_block
from kpi_xl.attainment.report.model import Result
from kpi_xl.language import Text
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.areas import count_from, known
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import Live, difference, number
from kpi_xl.sheets.monthly.parts import charts, looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside, Bar, write_bars, write_trend
from kpi_xl.sheets.monthly.parts.header import BODY_ROW
from kpi_xl.sheets.monthly.parts.panels import Panel, funnel_panel, place_panels, trend_panel
from kpi_xl.sheets.monthly.team.drawn import DrawnTeam
from kpi_xl.sheets.monthly.team.waterfall import waterfall_of, write_waterfall

MOST_BARS = 12
"""Up to so many members each have a bar; more are counted by class."""

CLASSES = (1.0, 0.8, 0.6, 0.4, 0.0)
"""Lower limits of the classes of mean attainment, which never exceeds 100%."""


def draw_team_panels(aside: Aside, team: DrawnTeam, limits: Limits, month: MeasuredMonth, rows: int) -> None:
    panels = [*_members(aside, team, limits)]
    panels += _waterfall(aside, team, month.insights) or _funnel(aside, team)
    panels = [*panels, *_trends(aside, team)][:3]
    if panels:
        place_panels(aside.sheet, BODY_ROW, rows, panels, looks.TEAM_WIDTHS)


def _waterfall(aside: Aside, team: DrawnTeam, insights: ReportInsights) -> list[Panel]:
    """From what was to be sold to what was, step by step; none where the gap is not known in yen."""
    block = losing_block(team.team, insights)
    insight = insights.of_block(block) if block else None
    steps = gap_steps(insight.split) if insight else []
    if block is None or insight is None or not steps:
        return []
    title = str(Text("{kgi}：目標から実績までの内訳", "{kgi}: from target to actual").format(kgi=block.role.kgi.label))
    names, *areas = write_waterfall(aside, waterfall_of(block.total, steps, insight.share_due))
    return [Panel(charts.waterfall(aside.sheet.book, title, names, areas), title)]


def _trends(aside: Aside, team: DrawnTeam) -> list[Panel]:
    """The team's KGI; without a manager that of each role."""
    shown = team.leads[:1] or [block.total for block in team.blocks]
    panels = []
    for drawn in shown[:2]:
        owner = drawn.result.role.title if len(shown) > 1 else ""
        panels.append(trend_panel(aside.sheet, drawn.result, write_trend(aside, drawn.result, drawn.table), owner))
    return panels


def _funnel(aside: Aside, team: DrawnTeam) -> list[Panel]:
    """The funnel of the only role, or of the manager; several roles without a manager have no funnel in common."""
    shown = [block.total for block in team.blocks] if len(team.blocks) == 1 else team.leads
    results = [drawn.result for drawn in shown]
    return [funnel_panel(aside, result) for result in results[:1] if result.funnel]


def _members(aside: Aside, team: DrawnTeam, limits: Limits) -> list[Panel]:
    drawn = [
        (member, block.heatmap.overall_cell(place))
        for block in team.blocks
        for place, member in enumerate(block.members)
        if member.overall is not None
    ]
    if not drawn:
        return []
    return [_bars(aside, drawn, limits) if len(drawn) <= MOST_BARS else _classes(aside, team)]


def _bars(aside: Aside, drawn: Sequence[tuple[Result, Live]], limits: Limits) -> Panel:
    """A bar for each member."""
    title = str(Text("担当者別の平均達成率", "Average attainment by member"))
    row = aside.take(1 + len(drawn))
    bars = []
    for place, (member, cell) in enumerate(drawn, start=row + 1):
        aside.sheet.text(place, aside.col, wording.person(member.name, 20), looks.ASIDE)
        bars.append(Bar(cell, attainment.sign(cell, limits)))
    names, columns = aside.area(row + 1, 0, len(drawn)), write_bars(aside, row, bars)
    rates = [member.overall or 0.0 for member, _ in drawn]
    return Panel(charts.attainment_bars(aside.sheet.book, title, names, columns, rates), title)


def _classes(aside: Aside, team: DrawnTeam) -> Panel:
    """How many members are in each class."""
    title = str(Text("平均達成率の分布（人数）", "Members by average attainment"))
    row = aside.take(1 + len(CLASSES))
    aside.heads(row, [Text("平均達成率", "Average"), Text("人数", "Members")])
    above: float | None = None
    for place, low in enumerate(CLASSES, start=row + 1):
        # a lower-is-better rate can be negative, so the last class has no lower limit
        within = count_from(team.overalls, number(low)) if low else known(team.overalls)
        if above is not None:
            within = difference(within, count_from(team.overalls, number(above)))
        aside.sheet.text(place, aside.col, _class_name(low, above), looks.ASIDE)
        aside.sheet.live(place, aside.col + 1, within, looks.ASIDE)
        above = low
    names, counts = aside.area(row + 1, 0, len(CLASSES)), aside.area(row + 1, 1, len(CLASSES))
    return Panel(charts.counts_columns(aside.sheet.book, title, names, counts, str(Text('0"名"', "0"))), title)


def _class_name(low: float, above: float | None) -> Text:
    if above is None:
        return Text(f"{low:.0%}", f"{low:.0%}")
    if low == 0:
        return Text(f"{above:.0%}未満", f"< {above:.0%}")
    return Text(f"{low * 100:.0f}〜{above * 100 - 1:.0f}%", f"{low * 100:.0f}-{above * 100 - 1:.0f}%")
