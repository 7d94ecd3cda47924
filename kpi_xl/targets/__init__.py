"""Targets: reverse calculation, allocation, and the plan that a report measures against."""

from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.given_shares import ShareFault, share_fault
from kpi_xl.targets.plan import Member, Plan, RolePlan, Thresholds, per_period, shares_of
from kpi_xl.targets.reverse import (
    Rounding,
    required_count,
    required_deals,
    required_stage,
    reverse_funnel,
    stages_within_reach,
)  # fmt: skip

__all__ = [
    "Member", "Plan", "RolePlan", "Rounding", "ShareFault", "Thresholds", "allocate", "per_period", "required_count",
    "required_deals", "required_stage", "reverse_funnel", "share_fault", "shares_of", "stages_within_reach",
]  # fmt: skip
