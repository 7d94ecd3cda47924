"""Targets: reverse calculation, allocation, and the plan that a report measures against."""

from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.company import Capacity, Chain, Company, Ramp, Team
from kpi_xl.targets.given_shares import ShareFault, share_fault
from kpi_xl.targets.members import Member, shares_of
from kpi_xl.targets.plan import Plan, Thresholds
from kpi_xl.targets.reverse import (
    Rounding,
    required_count,
    required_deals,
    reverse_funnel,
)  # fmt: skip
from kpi_xl.targets.role_plan import RolePlan, per_period
from kpi_xl.targets.stages import required_stage, stages_within_reach

__all__ = [
    "Capacity", "Chain", "Company", "Member", "Plan", "Ramp", "RolePlan", "Rounding", "ShareFault", "Team", "Thresholds", "allocate",
    "per_period", "required_count", "required_deals", "required_stage", "reverse_funnel", "share_fault", "shares_of",
    "stages_within_reach",
]  # fmt: skip
