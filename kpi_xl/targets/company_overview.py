"""A company's targets at a glance: the chain, lane by lane, and what every team and member owes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kpi_xl.periods import Month
from kpi_xl.targets.company.chain import Chain
from kpi_xl.targets.company.lanes import Lane, Link
from kpi_xl.targets.members import Member
from kpi_xl.targets.plan import Plan


@dataclass(frozen=True)
class MemberTarget:
    """What a member owes, and what the member says to reach."""

    member: Member
    weight: float  #: full members in this month, 0 for somebody who is not there
    targets: dict[str, float]

    @property
    def gap(self) -> float | None:
        """The commitment against the target of the role's KGI; None where nothing is promised."""
        if self.member.commitment is None:
            return None
        return self.member.commitment - self.targets.get(self.member.role.kgi.id, 0.0)


@dataclass(frozen=True)
class CompanyOverview:
    """What ``kpi-xl targets`` shows of a company's workbook."""

    chain: Chain
    members: tuple[MemberTarget, ...]

    @classmethod
    def of(cls, plan: Plan, month: Month) -> CompanyOverview:
        """The overview of one month.

        Args:
            plan: a company's.
        """
        assert plan.company is not None
        chain = Chain.of(plan.company, plan.members, month, plan.calendar, plan.first_month)
        weights = dict(zip(chain.everybody.places, chain.everybody.weights, strict=True))
        members = tuple(
            MemberTarget(member, weights.get(place, 0.0), targets)
            for place, (member, targets) in enumerate(zip(plan.members, plan.all_targets(month), strict=True))
        )
        return cls(chain, members)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for ``--json``: rates as shares, money in yen."""
        chain = self.chain
        return {
            "month": str(chain.month),
            "working_days": chain.working_days,
            "goal": {"total": chain.goal, "new": chain.new, "existing": chain.existing},
            "inputs": dict(chain.company.inputs),
            "handovers": chain.handovers,
            "lanes": [_lane_dict(lane) for lane in chain.lanes],
            "members": [_member_dict(each) for each in self.members],
        }


def _lane_dict(lane: Lane) -> dict[str, Any]:
    return {
        "role": lane.role.key,
        "people": lane.people,
        "full_members": lane.weight,
        "links": [_link_dict(link) for link in lane.links],
    }


def _link_dict(link: Link) -> dict[str, Any]:
    return {
        "link": link.step.id,
        "rate": link.step.rate,
        "per_month": link.count,
        "per_week": link.per_week,
        "per_day": link.per_day,
        "per_person_day": link.per_person_day,
        "teams": dict(link.counts.by_team),
    }


def _member_dict(each: MemberTarget) -> dict[str, Any]:
    member = each.member
    return {
        "member": member.name, "team": member.team, "role": member.role.key, "full_members": each.weight,
        "targets": each.targets, "commitment": member.commitment, "gap": each.gap,
    }  # fmt: skip
