"""What the stages of a company's chain are counted by, whichever KPIs its roles follow."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.definitions.measures import Tallied, Tally
from kpi_xl.definitions.model import ChainPart
from kpi_xl.definitions.stages import Stage

STAGE_TALLIES: Mapping[Stage, tuple[Tally, ...]] = {
    Stage.DEALS: (Tally(Tallied.COUNT, ("won",)),),
    Stage.MEETINGS: (Tally(Tallied.COUNT, ("meeting",)),),
    Stage.APPOINTMENTS: (Tally(Tallied.COUNT, ("appointment",)),),
    Stage.REQUESTS: (Tally(Tallied.COUNT, ("request",)),),
    Stage.CALLS: (Tally(Tallied.COUNT, ("call",)),),
    Stage.RENEWALS: (Tally(Tallied.COUNT, ("repeat",)),),
    Stage.ADDED_DEALS: (Tally(Tallied.COUNT, ("upsell",)), Tally(Tallied.COUNT, ("cross_sell",))),
    Stage.CUSTOMER_MEETINGS: (Tally(Tallied.COUNT, ("meeting",)),),
}

_OF_PART = {
    ChainPart.NEW_BUSINESS: (Stage.DEALS, Stage.MEETINGS),
    ChainPart.HANDOVERS: (Stage.MEETINGS, Stage.APPOINTMENTS, Stage.REQUESTS, Stage.CALLS),
    ChainPart.CUSTOMERS: (Stage.RENEWALS, Stage.ADDED_DEALS, Stage.CUSTOMER_MEETINGS),
}


def tallies_of_part(part: ChainPart) -> tuple[Tally, ...]:
    """Everything that a part of the chain may be measured by."""
    return tuple(tally for stage in _OF_PART[part] for tally in STAGE_TALLIES[stage])
