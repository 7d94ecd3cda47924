"""The company on the page: headline figures, the flow, the teams, the year to date, the months."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.company.flow import Flow, FlowLink, FlowStage
from kpi_xl.attainment.company.model import CompanyMonth, TeamStanding
from kpi_xl.handouts.page.figures import NOTHING, Figure, figure_of, plain_number, signed, told
from kpi_xl.language import Text, counted
from kpi_xl.units import Unit


@dataclass(frozen=True)
class Box:
    """A stage of the flow."""

    label: str
    unit: str
    figure: Figure


@dataclass(frozen=True)
class Arrow:
    """A step between two stages."""

    effect: str
    notes: tuple[str, ...]
    is_cut: bool


@dataclass(frozen=True)
class FlowView:
    """Boxes and arrows, the goal first; the first contacts share the last box."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]  #: one after each box but the last
    contacts: tuple[Box, ...]
    total: str


@dataclass(frozen=True)
class TeamRow:
    """A row of the teams' table."""

    name: str
    people: str
    figure: Figure
    link: str = ""  #: the id of its section


@dataclass(frozen=True)
class PeriodRow:
    label: str
    figure: Figure


@dataclass(frozen=True)
class MonthBar:
    """A month's column in the chart, in its units."""

    label: str
    value: str
    height: float  #: of 100
    plan: float | None
    is_now: bool


CONTACTS = "requests", "calls"


def flow_view(flow: Flow) -> FlowView:
    stages = [stage for stage in flow.stages if stage.id not in CONTACTS]
    contacts = [stage for stage in flow.stages if stage.id in CONTACTS]
    arrows = tuple(_arrow(link, link is flow.breaks) for link in flow.links)
    return FlowView(tuple(map(_box, stages)), arrows, tuple(map(_box, contacts)), signed(flow.total))


def _box(stage: FlowStage) -> Box:
    unit = "" if stage.unit is Unit.YEN else str(_OF_STAGE.get(stage.unit, stage.unit.label))
    return Box(str(stage.label), unit, figure_of(stage.standing, stage.unit, is_bare=True))


def _arrow(link: FlowLink, is_cut: bool) -> Arrow:
    notes = [f"{link.label} {_rate(link, link.actual)}", f"{PLANNED} {_rate(link, link.planned)}"] if link.before else [str(link.label)]
    notes += [f"{_LANES[part.id]} {Unit.RATE.show(part.actual)}" for part in link.parts]
    return Arrow(signed(link.yen), tuple(notes), is_cut)


def _rate(link: FlowLink, value: float | None) -> str:
    if value is None:
        return NOTHING
    return told(value) if link.id == "unit_price" else Unit.RATE.show(value)


def team_rows(company: CompanyMonth, links: dict[str, str]) -> list[TeamRow]:
    whole = figure_of(company.kgi, Unit.YEN, company.outlook.known, company.outlook.probability)
    return [TeamRow(str(COMPANY), str(people_words(company.people)), whole), *(_team(each, links) for each in company.teams)]


def _team(team: TeamStanding, links: dict[str, str]) -> TeamRow:
    unit = team.kpi.unit
    people = f"{team.role.label} {people_words(team.people)}" + ("" if unit is Unit.YEN else str(_OF_COUNTS.format(kpi=team.kpi.label)))
    figure = figure_of(team.kgi, unit, team.outlook.known, team.outlook.probability, team.kpi.decimals)
    return TeamRow(team.team.strip() or str(TEAM), people, figure, links.get(team.team, ""))


def period_rows(company: CompanyMonth) -> list[PeriodRow]:
    return [PeriodRow(str(each.label), figure_of(each.standing, Unit.YEN)) for each in company.course.periods]


def month_bars(company: CompanyMonth) -> list[MonthBar]:
    points = company.course.so_far
    most = max([value for point in points for value in (point.actual, point.plan) if value], default=0.0) or 1.0
    return [
        MonthBar(
            str(point.month.short_label), "" if point.actual is None else told(point.actual),
            max(0.0, 100 * (point.actual or 0.0) / most), None if point.plan is None else 100 * point.plan / most,
            point.month == company.course.month,
        )
        for point in points
    ]  # fmt: skip


def people_words(count: int) -> Text:
    return Text(f"{count}名", counted(count, "person", "people"))


def needed_per_day(company: CompanyMonth, days_left: int) -> Text | None:
    needed = company.outlook.needed_per_day
    if needed is None or days_left <= 0:
        return None
    amounts = {"amount": plain_number(needed / 10_000), "thousands": plain_number(needed / 1_000)}
    return (_NEEDED if needed else _MADE).format(days=days_left, days_left=counted(days_left, "working day"), **amounts)


COMPANY, TEAM = Text("全社", "Company"), Text("チーム", "Team")
PLANNED = Text("前提", "planned")
_LANES = {"requests": Text("資料請求", "requests"), "calls": Text("架電", "calls")}
_OF_COUNTS = Text("（{kpi}）", " ({kpi})")
_MADE = Text("残り{days}稼働日、目標は達成済み", "{days_left} left, target made")
_NEEDED = Text("残り{days}稼働日で1日{amount}万円", "{days_left} left, ¥{thousands}k a day")
_OF_STAGE = {Unit.COUNT: Text("件", "")}
