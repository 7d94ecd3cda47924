"""What the stages of a company's chain are counted by, whichever KPIs its roles follow."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.definitions import ChainPart, Stage, Tallied, Tally
from kpi_xl.targets import Company

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


def chain_tallies(company: Company | None) -> tuple[Tally, ...]:
    """Everything that a chain may be measured by; nothing without a company."""
    parts = dict.fromkeys(role.chain for role in company.roles if role.chain) if company else {}
    return tuple(dict.fromkeys(tally for part in parts for stage in _OF_PART[part] for tally in STAGE_TALLIES[stage]))
