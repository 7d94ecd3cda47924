"""Teams and members on the page: what the sheets say of them, section by section."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import AttainmentRow, Result, TeamResult
from kpi_xl.handouts.page.figures import Figure, figure_of
from kpi_xl.language import Text
from kpi_xl.sheets.monthly.member.points import member_points
from kpi_xl.sheets.monthly.team.points import team_points
from kpi_xl.units import Unit


@dataclass(frozen=True)
class KpiRow:
    """One KPI of somebody."""

    label: str
    is_rate: bool  #: told below the count that it belongs to
    figure: Figure


@dataclass(frozen=True)
class PersonSection:
    """A member, a manager, or everybody of a role in a team."""

    name: str
    role: str
    kgi: KpiRow
    rows: tuple[KpiRow, ...]
    points: tuple[str, ...]


@dataclass(frozen=True)
class TeamSection:
    """One team."""

    id: str
    name: str
    points: tuple[str, ...]
    totals: tuple[PersonSection, ...]  #: its roles, then its managers
    members: tuple[PersonSection, ...]


def team_section(team: TeamResult, month: MeasuredMonth, section_id: str) -> TeamSection:
    lead = team.led[0] if team.led else None
    totals = [_person(block.total, month.insights.of_block(block), str(block.role.title)) for block in team.blocks]
    leads = [_person(each, month.insights.of(each), str(each.role.title), each.name) for each in team.led]
    members = [_member(member, month) for member in team.members]
    said = _said(team_points(team, lead or (team.blocks[0].total if team.blocks else None), month))
    return TeamSection(section_id, team.name.strip() or str(TEAM), said, (*totals, *leads), tuple(members))


def _member(member: Result, month: MeasuredMonth) -> PersonSection:
    insight = month.insights.of(member)
    return _person(member, insight, str(member.role.title), member.name, _said(member_points(member, insight, month.report)))


def _person(result: Result, insight: Insight | None, role: str, name: str = "", points: tuple[str, ...] = ()) -> PersonSection:
    known = insight.landing if insight and isinstance(insight.landing, Landing) else None
    kgi = _row(result.kgi, known, insight.probability if insight else None)
    return PersonSection(name, role, kgi, (kgi, *(_row(row) for row in result.rows[1:])), points)


def _row(row: AttainmentRow, landing: Landing | None = None, probability: float | None = None) -> KpiRow:
    is_rate = row.kpi.unit not in (Unit.YEN, Unit.COUNT)
    return KpiRow(str(row.kpi.label), is_rate, figure_of(row, row.kpi.unit, landing, probability, row.kpi.decimals, in_full=True))


def _said(points: list[Text]) -> tuple[str, ...]:
    return tuple(map(str, points))


TEAM = Text("チーム", "Team")
