"""Open deals: what is left to win of a month, which they serve."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.attainment.report.model import AttainmentRow, Result
from kpi_xl.definitions import RoleTemplate, Single

BRINGS = ("won",)
"""The kind of activity that an open deal ends in."""


def left_to_win(kgi: AttainmentRow, results: Sequence[Result]) -> float | None:
    """What the members whose goal is deals won are still short of together; without any, what the manager is short of.

    Open deals bring no renewals: a team that also keeps customers is asked for its new business alone.
    """
    sellers = [each.kgi for each in results if _wins_deals(each.role) and each.kgi.target is not None] or [kgi]
    if sellers[0].target is None:
        return None
    return max(0.0, sum((row.target or 0.0) - (row.actual or 0.0) for row in sellers))


def _wins_deals(role: RoleTemplate) -> bool:
    measure = role.kgi.measure
    return not role.is_team and isinstance(measure, Single) and measure.tally.kinds == BRINGS
