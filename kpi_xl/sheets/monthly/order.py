"""The order in which members stand on the sheets."""

from __future__ import annotations

from dataclasses import replace

from kpi_xl.attainment.report.model import TeamResult


def planned_first(team: TeamResult) -> TeamResult:
    """The team; members whom no plan lists stand at the end of their block, roles of one person, who has a page, at the team's."""
    blocks = (
        replace(block, members=tuple(sorted(block.members, key=lambda member: not member.is_planned)))
        for block in sorted(team.blocks, key=lambda block: block.is_one_person and block is not team.front_block)
    )
    return replace(team, blocks=tuple(blocks))
