"""The talks of a month: who speaks with whom, about what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.conversation.talk import Talk, talk_of
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.targets import Member


@dataclass(frozen=True)
class Round:
    """The talks of one manager; of a team nobody leads, under the team's name."""

    manager: str  #: "" where nobody leads
    team: str  #: the first that it is about
    talks: tuple[Talk, ...]

    @property
    def name(self) -> str:
        return self.manager or self.team


def rounds_of(month: MeasuredMonth, members: Sequence[Member]) -> list[Round]:
    """Everybody whom the plan lists, in the order of the report.

    Args:
        members: the plan's, who say who leads which team.
    """
    assert month.history is not None  # of a list, beside which no cards are drawn
    leads = [member for member in members if member.role.is_team and member.name]
    found: dict[tuple[str, str], Round] = {}
    for team in month.report.teams:
        manager = _manager(leads, team.name)
        key = (manager, "" if manager else team.name)
        talks = tuple(
            talk_of(member, block.members, month.insights.of(member), month.history)
            for block in team.blocks for member in block.members if member.is_planned
        )  # fmt: skip
        if talks:
            former = found.get(key, Round(manager, team.name, ()))
            found[key] = Round(manager, former.team, (*former.talks, *talks))
    return list(found.values())


def _manager(leads: Sequence[Member], team: str) -> str:
    """Somebody of that team before one who leads it beside others."""
    known = [lead for lead in leads if lead.is_leading(team)]
    return min(known, key=lambda lead: lead.team != team).name if known else ""
