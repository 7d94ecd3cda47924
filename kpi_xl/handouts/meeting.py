"""The meeting's text as plain records: a block for the company, one a team. Nothing in them knows how it will be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kpi_xl.attainment.company.model import CompanyMonth
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.month.insight import Insight, shown_probability
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.team_outlook import members_in_need
from kpi_xl.attainment.report.model import AttainmentRow, MonthlyReport, Result, RoleBlock, TeamResult
from kpi_xl.handouts import wording
from kpi_xl.handouts.moves import moved_line
from kpi_xl.language import Text
from kpi_xl.sheets.monthly.company.points import break_sentences
from kpi_xl.sheets.monthly.outlook.split_words import told
from kpi_xl.units import Unit

MOST_ACTIONS = 3


@dataclass(frozen=True)
class MeetingBlock:
    """What is said of the company, or of one team."""

    title: Text
    lines: tuple[Text, ...]
    actions: tuple[Text, ...] = ()  #: at most three, each with a name


@dataclass(frozen=True)
class MeetingText:
    """What is said in the meeting."""

    title: Text
    subtitle: Text
    blocks: tuple[MeetingBlock, ...]


def meeting_of(month: MeasuredMonth) -> MeetingText:
    """The text of a measured month: the company first, where there is one, then each team."""
    report = month.report
    company = [_company(month.company, month)] if month.company else []
    teams = [_team(team, month) for team in report.teams if team.blocks]
    subtitle = wording.COMPLETE if report.is_complete else wording.UP_TO
    return MeetingText(
        wording.TITLE.format(month=report.month.label), subtitle.format(**wording.day_words(report)), (*company, *teams, *_about(report))
    )


def _about(report: MonthlyReport) -> Iterator[MeetingBlock]:
    """What whoever reads the figures aloud must know of the data."""
    if report.log.notes:
        yield MeetingBlock(wording.ABOUT, tuple(note.text for note in report.log.notes))


def _company(company: CompanyMonth, month: MeasuredMonth) -> MeetingBlock:
    first = wording.standing(wording.REVENUE, Unit.YEN, company.kgi, month.report)
    return MeetingBlock(wording.COMPANY, (first, *company_lines(month)))


def company_lines(month: MeasuredMonth) -> tuple[Text, ...]:
    """Where the company is heading, what moved that, where its flow breaks, in the words of the report's page; nothing of one team."""
    company = month.company
    if company is None:
        return ()
    lines = [
        _landing(company.outlook.known, company.outlook.probability, Unit.YEN, month.report),
        moved_line(month.forecasts.company, Unit.YEN),
        *break_sentences(company),
    ]  # fmt: skip
    return tuple(line for line in lines if line)


def _team(team: TeamResult, month: MeasuredMonth) -> MeetingBlock:
    blocks = sorted(team.blocks, key=lambda block: block.role.kgi.unit is not Unit.YEN)  # revenue first
    insights = {id(block): month.insights.of_block(block) for block in blocks}
    lines: list[Text | None] = []
    for block in blocks:
        lines += _block(block, insights[id(block)], month.report, is_alone=len(blocks) == 1)
        if block is blocks[0]:
            lines += [moved_line(month.forecasts.of_block(block), block.role.kgi.unit), _bottleneck(insights[id(block)])]
    name = team.name.strip()
    actions = tuple(islice(_actions(team, month), MOST_ACTIONS))
    return MeetingBlock(Text(name, name) if name else wording.TEAM, tuple(line for line in lines if line), actions)


def _block(block: RoleBlock, insight: Insight | None, report: MonthlyReport, is_alone: bool) -> Iterator[Text | None]:
    row = block.total.kgi
    label = row.kpi.label if is_alone else wording.OF_ROLE.format(role=block.role.title, kpi=row.kpi.label)
    yield wording.standing(label, row.kpi.unit, row, report)
    known = insight.landing if insight and isinstance(insight.landing, Landing) else None
    yield _landing(known, insight.probability if insight else None, row.kpi.unit, report)


def _landing(landing: Landing | None, probability: float | None, unit: Unit, report: MonthlyReport) -> Text | None:
    if landing is None or report.is_complete:
        return None
    middle, low, high = (wording.amount(unit, value) for value in (landing.middle, landing.low, landing.high))
    chance = wording.CHANCE.format(chance=shown_probability(probability)) if probability is not None else wording.NOTHING
    return (wording.BY_PACE if landing.is_pace else wording.LANDING).format(middle=middle, low=low, high=high, chance=chance)


def _bottleneck(insight: Insight | None) -> Text | None:
    """One, in yen; none where nothing is short, or few cases would say so."""
    part = insight.split.bottleneck if insight and insight.split else None
    return wording.BOTTLENECK.format(part=told(part)) if part else None


def _actions(team: TeamResult, month: MeasuredMonth) -> Iterator[Text]:
    """Whom to talk to about what: those whom the team's page says to support first, in its order."""
    for member in (each.result for each in members_in_need(team, month.insights)):
        insight = month.insights.of(member)
        part = insight.split.bottleneck if insight and insight.split else None
        row = _row(member, part.id) if part else member.worst
        if part is not None:
            yield wording.action(member.name, part.label, row, part.yen, month.report, part.cases)
        elif row is not None:
            yield wording.action(member.name, row.kpi.label, row, None, month.report, row.cases)


def _row(member: Result, kpi_id: str) -> AttainmentRow | None:
    return next((row for row in member.rows if row.kpi.id == kpi_id), None)
