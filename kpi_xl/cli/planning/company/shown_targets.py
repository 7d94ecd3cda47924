"""``targets`` of a company's workbook: the chain through all roles, then what each member owes."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kpi_xl.cli.terminal.options import Attempts, known, read_month
from kpi_xl.cli.terminal.tables import console, new_table
from kpi_xl.definitions import ChainPart
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month
from kpi_xl.targets import Plan
from kpi_xl.targets.company.lanes import Link
from kpi_xl.targets.company_overview import CompanyOverview, MemberTarget
from kpi_xl.units import Unit


def show_company_targets(path: Path, month: str | None, as_json: bool) -> None:
    """Print the targets that the workbook states for its month, or for another of its year."""
    attempt = Attempts()
    plan = attempt(read_plans, [path])
    wanted = attempt(read_month, month) if month else None
    attempt.done()
    company_plan = _companys(known(plan), path)
    overview, told = CompanyOverview.of(company_plan, wanted or _month(company_plan)), company_plan.contradictions
    for finding in told:
        click.echo(str(_CONTRADICTION.format(finding=finding)), err=True)
    if as_json:
        shown = {**overview.as_dict(), "contradictions": [str(finding) for finding in told]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        print_company(overview)


def _companys(plan: Plan, path: Path) -> Plan:
    if plan.company is None:
        raise InputError([Finding(path.name, NO_VALUE, _ROLE_BOOK, _NAME_ROLE)])
    return plan


def _month(plan: Plan) -> Month:
    assert plan.month is not None  # else the reader had refused it
    return plan.month


def print_company(overview: CompanyOverview) -> None:
    """A table of the chain, then one of the members for each role."""
    chain, out = overview.chain, console()
    heading = _HEADING.format(
        month=chain.month.label, goal=Unit.YEN.show(chain.goal), new=Unit.YEN.show(chain.new), existing=Unit.YEN.show(chain.existing),
        days=chain.working_days, working_days=counted(chain.working_days, "working day"),
    )  # fmt: skip
    out.print(str(heading), style="bold")
    way = new_table(*_CHAIN_HEADS, left=(0, 1))
    for lane in sorted(chain.lanes, key=lambda lane: _ORDER.index(lane.role.chain)):
        title = _LANE.format(role=lane.role.title, people=f"{lane.people:,}", weight=f"{lane.weight:.1f}")
        for place, link in enumerate(lane.links):
            way.add_row("" if place else str(title), str(link.step.label), *_counts(link, link is lane.daily))
    out.print(way)
    for role_id in dict.fromkeys(each.member.role.id for each in overview.members):
        _print_members([each for each in overview.members if each.member.role.id == role_id])


def _counts(link: Link, is_daily: bool) -> tuple[str, str, str, str]:
    if link.step.unit is Unit.YEN:
        return Unit.YEN.show(link.count), "", "", ""
    each = "" if link.per_person_day is None or not is_daily else f"{link.per_person_day:g}"
    return f"{link.count:,.0f}", f"{link.per_week:,.0f}", f"{link.per_day:,.0f}", each


def _print_members(members: list[MemberTarget]) -> None:
    kpis = list({kpi.id: kpi for each in members for kpi in each.member.role.kpis if kpi.is_additive}.values())
    role = members[0].member.role
    has_commitments = any(each.member.commitment is not None for each in members)
    heads = [_MEMBER, _TEAM, _WEIGHT, *(kpi.label for kpi in kpis), *((_COMMITMENT, _GAP) if has_commitments else ())]
    table = new_table(*heads, title=str(role.label), left=(0, 1))
    for each in members:
        shown = [kpi.show(each.targets.get(kpi.id)) for kpi in kpis]
        if has_commitments:
            shown += [role.kgi.show(each.member.commitment), role.kgi.show(each.gap)]
        team = "、".join(each.member.leads) or each.member.team
        table.add_row(each.member.name, team, f"{each.weight:.2f}", *shown)
    console().print(table)


_ORDER = (ChainPart.NEW_BUSINESS, ChainPart.HANDOVERS, ChainPart.CUSTOMERS, None)
"""From the goal down."""
_HEADING = Text(
    "会社：{month}の目標（{goal}＝新規{new}＋既存{existing}・稼働日{days}日）",
    "Company: targets for {month} ({goal}: new {new}, existing {existing}; {working_days})",
)
_LANE = Text("{role}（{people}名・換算{weight}）", "{role} ({people}, ramped {weight})")
_CHAIN_HEADS = (
    Text("役割", "Role"), Text("逆算", "Worked back"), Text("月", "Month"), Text("週", "Week"), Text("日", "Day"),
    Text("1人1日", "Each a day"),
)  # fmt: skip
_MEMBER, _TEAM, _WEIGHT = Text("担当者", "Member"), Text("チーム", "Team"), Text("換算", "Ramped")
_COMMITMENT, _GAP = Text("積み上げ", "Commitment"), Text("差", "Gap")
_CONTRADICTION = Text("計画ブックの食い違い：{finding}", "The planning workbook contradicts itself: {finding}")
_ROLE_BOOK = Text("は役割別の計画ブックです", "is the workbook of one role")
_NAME_ROLE = Text("「kpi-xl targets field_sales」のように役割を指定してください", "Name the role: kpi-xl targets field_sales")
