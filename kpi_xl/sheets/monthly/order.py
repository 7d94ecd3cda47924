"""The order in which members stand on the sheets."""

from __future__ import annotations

from dataclasses import replace

from kpi_xl.attainment.report.model import TeamResult


def planned_first(team: TeamResult) -> TeamResult:
    """The team; members whom no plan lists stand at the end of their block."""
    blocks = (
        replace(block, members=tuple(sorted(block.members, key=lambda member: not member.is_planned)))
        for block in team.blocks
    )
    return replace(team, blocks=tuple(blocks))
