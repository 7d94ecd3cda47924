"""A company's plan: one goal, the chain through all roles, and what each member owes of it."""

from kpi_xl.targets.company.chain import Chain, team_weights
from kpi_xl.targets.company.crews import Crew, crew_of, days_part
from kpi_xl.targets.company.lanes import Counts, Lane, Link, Step, rounded_per_head
from kpi_xl.targets.company.member_targets import MemberTargets
from kpi_xl.targets.company.model import MAN_YEN, Capacity, Company, Ramp, Team

__all__ = [
    "MAN_YEN", "Capacity", "Chain", "Company", "Counts", "Crew", "Lane", "Link", "MemberTargets", "Ramp", "Step", "Team", "crew_of",
    "days_part", "rounded_per_head", "team_weights",
]  # fmt: skip
