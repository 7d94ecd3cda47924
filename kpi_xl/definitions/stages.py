"""Stages: the counts that are worked back from a goal, and what each takes."""

from __future__ import annotations

from enum import Enum


class Stage(Enum):
    """A count that is worked back from the KGI amount, and the spreadsheet function that does it."""

    DEALS = "KPI_REQUIRED_DEALS"
    MEETINGS = "KPI_REQUIRED_MEETINGS"
    APPOINTMENTS = "KPI_REQUIRED_APPOINTMENTS"
    CALLS = "KPI_REQUIRED_CALLS"
    REQUESTS = "KPI_REQUIRED_REQUESTS"
    RENEWALS = "KPI_RENEWALS"
    ADDED_DEALS = "KPI_ADDED_DEALS"
    CUSTOMER_MEETINGS = "KPI_CUSTOMER_MEETINGS"

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def function(self) -> str:
        return self.value

    @property
    def inputs(self) -> frozenset[str]:
        """The inputs that it takes; without SHOW_RATE every appointment becomes a meeting."""
        if self in FROM_CUSTOMERS:
            return frozenset(FROM_CUSTOMERS[self])
        return frozenset({"KGI_AMOUNT", "UNIT_PRICE", *WAY_BACK[self]} - {"SHOW_RATE"})

    @property
    def takes_amount(self) -> bool:
        """False where the amount of the goal does not matter: customers are met however much they are to bring."""
        return "KGI_AMOUNT" in self.inputs


WAY_BACK: dict[Stage, tuple[str, ...]] = {
    Stage.DEALS: (),
    Stage.MEETINGS: ("WIN_RATE",),
    Stage.APPOINTMENTS: ("WIN_RATE", "SHOW_RATE"),
    Stage.CALLS: ("WIN_RATE", "SHOW_RATE", "APPOINTMENT_RATE"),
    Stage.REQUESTS: ("WIN_RATE", "REQUEST_RATE"),
}
"""Stage -> the rates between it and the deals, by the name of their input."""

BEFORE: dict[Stage, Stage] = {
    Stage.MEETINGS: Stage.DEALS,
    Stage.APPOINTMENTS: Stage.MEETINGS,
    Stage.CALLS: Stage.APPOINTMENTS,
    Stage.REQUESTS: Stage.MEETINGS,
}
"""Stage -> the one that it is worked back from, by the last of its rates; deals come from the amount."""

FROM_CUSTOMERS: dict[Stage, tuple[str, ...]] = {
    Stage.RENEWALS: ("CUSTOMERS_DUE", "RENEWAL_RATE"),
    Stage.ADDED_DEALS: ("KGI_AMOUNT", "CUSTOMERS_DUE", "RENEWAL_RATE", "RENEWAL_AMOUNT", "ADDED_AMOUNT"),
    Stage.CUSTOMER_MEETINGS: ("CUSTOMERS", "MEETINGS_PER_CUSTOMER"),
}
"""Stage of those who earn from existing customers -> its inputs, in the order of its function's arguments."""
