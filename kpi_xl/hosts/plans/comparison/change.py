"""A difference between two plans, and the plan that it alone would make of the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from kpi_xl.language import Text
from kpi_xl.targets import Plan


class About(Enum):
    """What a change is about, in the order in which changes are told."""

    MONTH = "month"
    INPUT = "input"
    MEMBER = "member"
    KPI = "kpi"
    TARGET = "target"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class Change:
    """One difference."""

    about: About
    id: str  #: the input's name, the member's, the KPI's id
    label: Text
    before: str  #: as it is shown
    after: str
    applied: Callable[[Plan], Plan]  #: the first plan with this change alone
