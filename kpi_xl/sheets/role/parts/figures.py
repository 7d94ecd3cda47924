"""The figures that the pages of a role workbook share, computed before any of them is drawn.

Targets come from the same `RolePlan` that a report measures against.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from kpi_xl.definitions import DerivedFrom, Kpi, RoleTemplate, Stage
from kpi_xl.definitions.measures import Derived
from kpi_xl.functions import call
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.live.values import Live
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.settings import BookSettings
from kpi_xl.targets import Plan, RolePlan, stages_within_reach
from kpi_xl.workdays import WorkCalendar, national_holiday_name


class Figures:
    """What the cells of one workbook show that other pages read by name."""

    def __init__(self, role: RoleTemplate, settings: BookSettings) -> None:
        self.role, self.settings = role, settings
        self.inputs: Mapping[str, float] = {**role.defaults, **settings.inputs}
        self.plan = RolePlan(role, self.inputs, settings.overrides, settings.month_weights)
        self.calendar: WorkCalendar = settings.work_calendar

    # --- the year and its months -------------------------------------------------------------------------------

    @property
    def has_amount(self) -> bool:
        """False for a company's own role whose goal is not worked back from an amount."""
        return names.KGI_AMOUNT in self.inputs

    @property
    def months(self) -> tuple[Month, ...]:
        return self.settings.fiscal_months

    @cached_property
    def amounts(self) -> list[float]:
        """KGI_AMOUNT of each fiscal month."""
        return [self.amount_of(month) for month in self.months]

    def amount_of(self, month: Month) -> float:
        return self.plan.kgi_amount(month, self.settings.first_month)

    @property
    def amount(self) -> float:
        """KGI_AMOUNT of the month that is planned."""
        return self.amount_of(self.settings.month)

    def weight(self, month: Month) -> float:
        return self.settings.month_weights.get(month.month, 1.0)

    @property
    def due(self) -> date:
        """The last day of the month."""
        return self.settings.month.end - timedelta(days=1)

    @cached_property
    def closing_days(self) -> dict[date, str]:
        """Day off -> its holiday's Japanese name, "" for a company day."""
        return {day: national_holiday_name(day) for day in self.calendar.closing_days(self.settings.listed_months)}

    # --- the way back -------------------------------------------------------------------------------------------

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that the way back shows; appointments only where they differ from meetings or lead on."""
        reached = stages_within_reach(self.inputs) if self.has_amount else ()
        shows = "SHOW_RATE" in self.inputs or Stage.CALLS in reached
        return tuple(stage for stage in reached if stage is not Stage.APPOINTMENTS or shows)

    @cached_property
    def named_values(self) -> dict[str, object]:
        """The workbook's named cells as the functions read them."""
        amount = {names.KGI_OF_MONTH: self.amount} if self.has_amount else {}
        return {
            **self.inputs,
            **amount,
            names.PLAN_MONTH: self.settings.month.start,
            names.HOLIDAYS: list(self.closing_days),
            names.THRESHOLD_GOOD: self.settings.thresholds.good,
            names.THRESHOLD_FAIR: self.settings.thresholds.fair,
            names.ATTAINING_THRESHOLD: self.attaining_threshold,
        }

    def called(self, function: str, *arguments: Live) -> Live:
        """One of our functions; inputs left out are the named cells."""
        found = call(function, *(each.value for each in arguments), names=self.named_values)
        written = ",".join(each.formula for each in arguments)
        return Live(f"{function}({written})", found if isinstance(found, str) else float(found))

    def stage(self, stage: Stage, amount: Live) -> Live:
        """A stage worked back from *amount*, where it depends on one."""
        return self.called(stage.function, *([amount] if stage.takes_amount else []))

    @property
    def attaining_threshold(self) -> float:
        """From which attainment on a member counts, as the role defines it."""
        measures = [kpi.measure for kpi in self.role.kpis if isinstance(kpi.measure, Derived)]
        attaining = [measure for measure in measures if measure.source is DerivedFrom.MEMBERS_ATTAINING]
        return attaining[0].threshold if attaining else 0.8

    # --- KPIs ---------------------------------------------------------------------------------------------------

    def target(self, kpi: Kpi, month: Month | None = None) -> float:
        """The target that holds, as TARGET_<KPI> shows it."""
        return self._whole.total(self.role, kpi, month or self.settings.month)

    def parts(self, kpi: Kpi) -> list[float | None]:
        """For each member the part of the team's target; None where the KPI is not theirs."""
        targets = self._whole.all_targets(self.settings.month)
        return [each.get(kpi.id) if is_one else None for each, is_one in zip(targets, self.sharing(kpi), strict=True)]

    @cached_property
    def _whole(self) -> Plan:
        """The plan that the workbook is read back as."""
        settings = self.settings
        return Plan((self.plan,), settings.members, self.calendar, settings.thresholds, settings.first_month, settings.month)

    def people(self, kpi: Kpi) -> int:
        """How many members share the KPI; at least one, so that a workbook without members plans for one."""
        return max(1, exact_sum(self.sharing(kpi)))

    def sharing(self, kpi: Kpi) -> list[bool]:
        """For each member whether the KPI is one of theirs."""
        return [member.role.id == self.role.id and member.role.has_kpi(kpi.id) for member in self.settings.members]
