"""Stages: the counts between a goal and the day, each worked back from a role's inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpi_xl.definitions import FROM_CUSTOMERS, WAY_BACK, Stage
from kpi_xl.targets.customers import added_deals, customer_meetings, renewals
from kpi_xl.targets.reverse import Rounding, required_deals, reverse_funnel


def required_stage(stage: Stage, inputs: Mapping[str, float], rounding: Rounding = Rounding.STAGE) -> int:
    """The count of *stage* that KGI_AMOUNT takes, with the rates of *inputs*; a show rate not given is 100%.

    >>> inputs = {"KGI_AMOUNT": 10_000_000, "UNIT_PRICE": 500_000, "WIN_RATE": 0.2, "APPOINTMENT_RATE": 0.05}
    >>> [required_stage(stage, inputs) for stage in (Stage.DEALS, Stage.MEETINGS, Stage.CALLS)]
    [20, 100, 2000]
    >>> required_stage(Stage.RENEWALS, {"CUSTOMERS_DUE": 25, "RENEWAL_RATE": 0.8})
    20
    """
    if stage in FROM_CUSTOMERS:
        return int(_from_customers(stage, inputs))
    rates = [inputs.get(name, 1.0) if name == "SHOW_RATE" else inputs[name] for name in WAY_BACK[stage]]
    if rounding is Rounding.STAGE or not rates:
        deals = float(required_deals(inputs["KGI_AMOUNT"], inputs["UNIT_PRICE"]))
    else:
        deals = inputs["KGI_AMOUNT"] / inputs["UNIT_PRICE"]
    return reverse_funnel(deals, rates, rounding)[-1] if rates else int(deals)


def stages_within_reach(inputs: Iterable[str]) -> tuple[Stage, ...]:
    """The stages that can be worked back to with these inputs."""
    known = frozenset(inputs)
    return tuple(stage for stage in Stage if stage.inputs <= known)


def _from_customers(stage: Stage, inputs: Mapping[str, float]) -> float:
    if stage is Stage.CUSTOMER_MEETINGS:
        return customer_meetings(inputs["CUSTOMERS"], inputs["MEETINGS_PER_CUSTOMER"])
    renewed = renewals(inputs["CUSTOMERS_DUE"], inputs["RENEWAL_RATE"])
    if stage is Stage.RENEWALS:
        return renewed
    return added_deals(inputs["KGI_AMOUNT"], renewed, inputs["RENEWAL_AMOUNT"], inputs["ADDED_AMOUNT"])
