"""The targets of one role at a glance: the way back, each KPI's target, the year by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kpi_xl.definitions import Kpi, RoleTemplate, Stage
from kpi_xl.periods import Month, Period, fiscal_year_months
from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.reverse import Rounding
from kpi_xl.targets.role_plan import RolePlan, per_period
from kpi_xl.targets.stages import required_stage, stages_within_reach
from kpi_xl.workdays import WorkCalendar


@dataclass(frozen=True)
class StageTarget:
    """One stage of the way back, of everybody together."""

    stage: Stage
    per_month: int
    per_week: int
    per_day: int
    shares: tuple[int, ...]  #: of the month, one per member


@dataclass(frozen=True)
class KpiTarget:
    """One KPI's target of one member's standard and of the goal."""

    kpi: Kpi
    standard: float  #: the method's, of one person
    target: float  #: worked back from the goal where that is possible; of everybody together if additive


@dataclass(frozen=True)
class TargetOverview:
    """What ``kpi-xl targets`` shows."""

    role: RoleTemplate
    month: Month
    working_days: int
    inputs: Mapping[str, float]
    stages: tuple[StageTarget, ...]
    kpis: tuple[KpiTarget, ...]
    months: tuple[tuple[Month, float], ...]  #: KGI amount by month of the fiscal year

    @classmethod
    def of(
        cls, role: RoleTemplate, inputs: Mapping[str, float], month: Month, rounding: Rounding, members: int,
        weights: Mapping[int, float], calendar: WorkCalendar = WorkCalendar(),
    ) -> TargetOverview:  # fmt: skip
        """Work back from ``inputs["KGI_AMOUNT"]``, the goal of *members* together in an average month."""
        plan = RolePlan(role, inputs, month_weights=weights)
        days = calendar.days_in(month)
        amounts: Mapping[str, float] = {}
        year: tuple[tuple[Month, float], ...] = ()
        if "KGI_AMOUNT" in inputs:  # a role of one's own may have a goal that is no revenue
            amounts = {**inputs, "KGI_AMOUNT": plan.kgi_amount(month)}
            year = tuple((each, plan.kgi_amount(each)) for each in fiscal_year_months(month))
        stages = []
        for stage in stages_within_reach(inputs):
            count = required_stage(stage, amounts, rounding)
            shares = tuple(int(part) for part in allocate(count, [1] * members))
            week, day = per_period(count, Period.WEEK, days), per_period(count, Period.DAY, days)
            stages.append(StageTarget(stage, count, int(week), int(day), shares))
        kpis = tuple(KpiTarget(kpi, kpi.target, plan.team_target(kpi, members, month, calendar)) for kpi in role.kpis)
        return cls(role, month, days, inputs, tuple(stages), kpis, year)

    def as_dict(self) -> dict[str, object]:
        """Plain values for ``--json``: rates as shares, money in yen."""
        return {
            "role": self.role.key,
            "month": str(self.month),
            "working_days": self.working_days,
            "inputs": dict(self.inputs),
            "stages": [{**asdict(stage), "stage": stage.stage.key, "shares": list(stage.shares)} for stage in self.stages],
            "kpis": [{"kpi": each.kpi.id, "standard": each.standard, "target": each.target} for each in self.kpis],
            "months": {str(month): amount for month, amount in self.months},
        }
