"""Cases: on how many a KPI's figure rests."""

from __future__ import annotations

from itertools import pairwise

from kpi_xl.attainment.report.model import Result
from kpi_xl.definitions import Ratio


def cases_of(result: Result, kpi_id: str) -> int | None:
    """On how many cases the KPI's part of a gap rests: what it was tried on, else what it counts; None where unknown."""
    row = result.row(kpi_id)
    if isinstance(row.kpi.measure, Ratio):
        counts = {each.stage.tally: each.actual for each in result.funnel}
        known = counts.get(row.kpi.measure.to)
    else:
        above = (before.actual for before, each in pairwise(result.funnel) if each.stage.kpi == kpi_id)
        known = next(above, row.actual)
    return None if known is None else round(known)
