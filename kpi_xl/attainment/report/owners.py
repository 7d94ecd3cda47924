"""Owners: whose results a month has, and what is expected of each, by the plan or by an equal share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpi_xl.activity import Teams
from kpi_xl.definitions import RoleTemplate
from kpi_xl.definitions.kinds import folded
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.targets import Member, Plan, allocate

Targets = Mapping[str, float]
"""KPI id -> target, in the KPI's unit."""


@dataclass(frozen=True)
class Owner:
    """A member with what is expected of them, month by month of the trend."""

    member: Member
    log_name: str  #: how the log spells the name
    targets: tuple[Targets, ...] | None  #: one per month of the trend; None: no plan lists the member


def owners_of(logged: Teams, plan: Plan, months: Sequence[Month]) -> list[Owner]:
    """Everybody of the plan, then everybody whom only the log knows: in the team that their latest rows name."""
    spelled = {folded(name): name for name in logged}
    if plan.lists_nobody:
        return _owners_of_the_log(logged, plan, months)
    by_month = [plan.all_targets(month) for month in months]
    owners = [
        Owner(_on_own_page(plan.members[place]), _spelling(plan.members[place], spelled), tuple(each[place] for each in by_month))
        for place in plan.present(months[-1])
    ]
    known = {folded(member.name) for member in plan.members}
    teams = {folded(member.team): member.team for member in plan.members}
    role = _role_of_the_unplanned(plan)
    owners += [
        Owner(Member(name, teams.get(folded(team), team), role), name, None)
        for name, (team, *_) in logged.items()
        if folded(name) not in known
    ]
    return owners


def _spelling(member: Member, spelled: Mapping[str, str]) -> str:
    return spelled.get(folded(member.name), member.name)


def _on_own_page(member: Member) -> Member:
    """A manager of several teams stands apart from each of them, under their names together."""
    if not member.role.is_team or not member.leads or member.leads == (member.team,):
        return member
    return replace(member, team="、".join(member.leads))


def _owners_of_the_log(logged: Teams, plan: Plan, months: Sequence[Month]) -> list[Owner]:
    """Everybody of the log, each as one person; under a manager's KPIs each against an equal share of the goal."""
    role = plan.roles[0].role
    targets = tuple(plan.targets_of_one(month) for month in months)
    latest = {name: team for name, (team, *_) in logged.items()}
    if not role.is_team:
        return [Owner(Member(name, team, role), name, targets) for name, team in latest.items()]
    own = goal_share_role(role)
    owners = []
    for team in dict.fromkeys(latest.values()):
        names = [name for name, its_team in latest.items() if its_team == team]
        shares = [allocate(each[role.kgi.id], [1] * len(names)) for each in targets]
        owners += [
            Owner(Member(name, team, own), name, tuple({own.kgi.id: share[place]} for share in shares))
            for place, name in enumerate(names)
        ]
        owners += leads_of_the_log([team], plan, months)
    return owners


def leads_of_the_log(teams: Sequence[str], plan: Plan, months: Sequence[Month]) -> list[Owner]:
    """What stands for the manager of each team where no plan lists any."""
    role = plan.roles[0].role
    if not plan.lists_nobody or not role.is_team:
        return []
    targets = tuple(plan.targets_of_one(month) for month in months)
    return [Owner(Member("", team, role), "", targets) for team in teams]


def goal_share_role(role: RoleTemplate) -> RoleTemplate:
    """What a member owes under a manager's KPIs where nothing else is planned: a share of the team's revenue."""
    kgi = replace(role.kgi, id="revenue", label=Text("売上", "Revenue"))
    label = Text("メンバー", "Member")
    return replace(role, id="member", label=label, kpis=(kgi,), funnel=(), is_team=False)


def _role_of_the_unplanned(plan: Plan) -> RoleTemplate:
    """The first role's KPIs under a heading of their own, so that the planned members' totals stay theirs."""
    roles = [part.role for part in plan.roles] + [member.role for member in plan.members]
    role = next((role for role in roles if not role.is_team), goal_share_role(roles[0]))
    return replace(role, label=Text("計画に未登録（ログのみ）", "Not in the plan (log only)"), tracks=(), track=None)
