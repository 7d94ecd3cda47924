"""Whose forecasts a page is about: a team's goal, or the company's; and whether there is enough to tell for a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kpi_xl.attainment.forecast.record.accuracy import Accuracy
from kpi_xl.attainment.forecast.record.records import ForecastRecord, ForecastRecords
from kpi_xl.attainment.month.insights import adding_up, flow, teams_led
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import RoleBlock, TeamResult
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.sheets.monthly.parts import wording
from kpi_xl.units import Unit

WON = "won"
"""The kind of a deal won."""
LEAST_ROWS = 4
"""Earlier forecasts and past months together; of fewer there is no page."""
Part = tuple[str, Accuracy | TooLittle]
"""A member, or a team: the name, and what came of the past forecasts."""


@dataclass(frozen=True)
class Followed:
    """What a page shows."""

    record: ForecastRecord
    name: Text | str  #: the team's, or that of the company
    blocks: tuple[RoleBlock, ...]  #: whose goals add up to this one
    parts: tuple[Part, ...]
    is_of_teams: bool = False  #: the parts are teams: of the company, or of a manager of several
    is_closed: bool = False  #: the month is over: the last of its forecasts is what came

    @property
    def about(self) -> str:
        """What is forecast, and of whom: 売上：フィールドセールス4名."""
        roles = dict.fromkeys(str(block.role.title) for block in self.blocks)
        people = {title: {each.name for block in self.blocks if str(block.role.title) == title for each in block.members} for title in roles}
        of = wording.listed(str(_ROLE.format(role=title, people=wording.people(len(people[title])))) for title in roles)
        return str(_ABOUT.format(kgi=self.record.kpi.label, of=of))

    @property
    def are_deals(self) -> bool:
        """True where all that counts is deals won."""
        tallies = [flow(block.role.kgi) for block in self.blocks]
        return all(tally is not None and set(tally.kinds) == {WON} for tally in tallies)


def followed_team(team: TeamResult, month: MeasuredMonth) -> Followed | TooLittle | None:
    """Of the goal that stands for the team; why there is no page, or None where nothing is forecast."""
    record = record_of(team, month)
    if record is None:
        return None
    blocks = _blocks_of(record, team, month)
    if team.is_of_several:
        teams = dict.fromkeys(block.total.team for block in blocks)
        return _if_enough(Followed(record, _names(teams), tuple(blocks), tuple(_of_teams(teams, record, month)), True, month.report.is_complete))
    parts = [part for found in map(_records(month).of_block, blocks) if found for part in found.members]
    return _if_enough(Followed(record, wording.team_name(team.name), tuple(blocks), tuple(parts), is_closed=month.report.is_complete))


def followed_company(month: MeasuredMonth) -> Followed | TooLittle | None:
    record = _records(month).company
    if record is None:
        return None
    blocks = [block for team in month.report.own_teams for block in team.blocks if block.role.kgi.unit is record.kpi.unit]
    parts = _of_teams([team.name for team in month.report.own_teams], record, month)
    return _if_enough(Followed(record, wording.COMPANY, tuple(blocks), tuple(parts), True, month.report.is_complete))


def _of_teams(names: Collection[str], record: ForecastRecord, month: MeasuredMonth) -> Iterator[Part]:
    """Each team with what came of its past forecasts, where its goal is in the unit of *record*."""
    for team in month.report.own_teams:
        found = record_of(team, month) if team.name in names else None
        if found and found.kpi.unit is record.kpi.unit:
            yield wording.team_name(team.name), found.accuracy


def _names(teams: Iterable[str]) -> str:
    return wording.listed(str(wording.team_name(each)) for each in teams)


def _records(month: MeasuredMonth) -> ForecastRecords:
    return month.closed if month.report.is_complete else month.forecasts


def record_of(team: TeamResult, month: MeasuredMonth) -> ForecastRecord | None:
    """Of the manager; where that goal is not made of the members', of the first role in the order in which goals stand for a team."""
    blocks = sorted(team.blocks, key=lambda block: block.role.kgi.unit is not Unit.YEN)
    records = _records(month)
    found = [*map(records.of, team.led[:1]), *map(records.of_block, blocks)]
    return next((record for record in found if record), None)


def _blocks_of(record: ForecastRecord, team: TeamResult, month: MeasuredMonth) -> list[RoleBlock]:
    """The role whose goal it is; of a manager's goal, those that it is made of."""
    own = [block for block in team.blocks if block.role == record.role]
    if own:
        return own
    led = frozenset(name for lead in team.led for name in teams_led(lead)) if team.is_of_several else {team.name}
    blocks = [block for each in month.report.teams if each.name in led for block in each.blocks]
    members = [member for block in blocks for member in block.members]
    roles = {each.role for each in adding_up(record.kpi, record.track.now.target, members)}
    return [block for block in blocks if block.role in roles]


def _if_enough(found: Followed) -> Followed | TooLittle | None:
    """Why there is none is said while the month runs: of one that is over nothing more is to come."""
    accuracy = found.record.accuracy
    rows = len(found.record.track.steps) + (len(accuracy.months) if isinstance(accuracy, Accuracy) else 0)
    if rows >= LEAST_ROWS:
        return found
    return None if found.is_closed else TooLittle(_TOO_FEW)


TITLE = Text("見込みの推移と精度", "How the forecast moved and held")
_ABOUT, _ROLE = Text("{kgi}：{of}", "{kgi}: {of}"), Text("{role}{people}", "{role} ({people})")
_TOO_FEW = Text(
    "今月のこれまでの見込みと、結果の出た過去の見込みがまだ少ないため、このページは作っていません。",
    "No such page yet: too few forecasts earlier this month, and too few past ones to compare with what came.",
)
