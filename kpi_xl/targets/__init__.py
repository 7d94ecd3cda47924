"""Targets: reverse calculation, allocation, and the plan that a report measures against."""

from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.plan import Member, Plan, RolePlan, Thresholds, per_period, shares_of
from kpi_xl.targets.reverse import (
    Rounding,
    required_count,
    required_deals,
    required_stage,
    reverse_funnel,
    stages_within_reach,
)  # fmt: skip
from kpi_xl.targets.rounding import TOLERANCE, round_up

__all__ = [
    "TOLERANCE", "Member", "Plan", "RolePlan", "Rounding", "Thresholds", "allocate", "per_period", "required_count",
    "required_deals", "required_stage", "reverse_funnel", "round_up", "shares_of", "stages_within_reach",
]  # fmt: skip
