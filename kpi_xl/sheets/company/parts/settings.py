"""What a company workbook is begun with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kpi_xl.periods import Month
from kpi_xl.sheets.company.parts.inputs import INPUTS
from kpi_xl.sheets.role.parts.settings import BookSettings
from kpi_xl.targets import Company, Member, Thresholds
from kpi_xl.workdays import WorkCalendar


@dataclass(frozen=True)
class CompanySettings:
    """The inputs of a new company workbook; whatever is left out is the method's default."""

    month: Month  #: the month that is planned
    company: Company
    members: tuple[Member, ...] = ()
    calendar: WorkCalendar | None = None  #: None: national holidays and the usual days at the year's end
    thresholds: Thresholds = Thresholds()
    first_month: int = 4  #: of the fiscal year
    overrides: Mapping[str, float] = field(default_factory=dict)  #: KPI id -> target per person
    goal: str = ""  #: the goal sentence; "": made from the figures
    with_log: bool = False  #: a sheet into which the teams type their activity log

    @cached_property
    def whole(self) -> Company:
        """The company with the defaults of all inputs that nobody typed."""
        usual = {each.name: each.default for each in INPUTS.values() if each.default is not None}
        return replace(self.company, inputs={**usual, **self.company.inputs})

    @cached_property
    def as_role(self) -> BookSettings:
        """The company's own goal and calendar as a role workbook is begun with them."""
        return BookSettings(
            self.month, {"KGI_AMOUNT": self.company.goal}, self.members, self.calendar, self.thresholds, self.first_month,
            self.company.month_weights, self.overrides, self.with_log,
        )  # fmt: skip

    @property
    def work_calendar(self) -> WorkCalendar:
        return self.as_role.work_calendar
