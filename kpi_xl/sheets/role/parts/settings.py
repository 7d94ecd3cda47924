"""What a role workbook is begun with, beside the role's own defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_xl.definitions import RoleTemplate
from kpi_xl.periods import Month, fiscal_year_months
from kpi_xl.targets import Member, Thresholds
from kpi_xl.workdays import WorkCalendar, year_end_days


@dataclass(frozen=True)
class BookSettings:
    """The inputs of a new workbook; whatever is left out is the role's or the method's default."""

    month: Month  #: the month that is planned
    inputs: Mapping[str, float] = field(default_factory=dict)  #: input name -> value
    members: tuple[Member, ...] = ()
    calendar: WorkCalendar | None = None  #: None: national holidays and the usual days at the year's end
    thresholds: Thresholds = Thresholds()
    first_month: int = 4  #: of the fiscal year
    month_weights: Mapping[int, float] = field(default_factory=dict)  #: month of the year -> seasonality weight
    overrides: Mapping[str, float] = field(default_factory=dict)  #: KPI id -> target per person
    with_log: bool = False  #: a sheet into which the team types its activity log

    @classmethod
    def standard(
        cls,
        role: RoleTemplate,
        month: Month,
        inputs: Mapping[str, float] | None = None,
        members: tuple[Member, ...] = (),
        with_log: bool = False,
    ) -> BookSettings:
        """The role's defaults for *month*, some inputs changed."""
        return cls(month, {**role.defaults, **(inputs or {})}, members, with_log=with_log)

    @property
    def fiscal_months(self) -> tuple[Month, ...]:
        """The twelve months of the fiscal year that is planned."""
        return fiscal_year_months(self.month, self.first_month)

    @property
    def listed_months(self) -> tuple[Month, ...]:
        """The months whose holidays the workbook lists: this fiscal year and the next."""
        months = self.fiscal_months
        return months + tuple(month.plus(12) for month in months)

    @property
    def work_calendar(self) -> WorkCalendar:
        if self.calendar is not None:
            return self.calendar
        ends = {day for month in self.listed_months for day in year_end_days(month)}
        first, last = self.listed_months[0].start, self.listed_months[-1].end
        return WorkCalendar(frozenset(day for day in ends if first <= day < last))
