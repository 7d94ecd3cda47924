"""目標を逆算: checks the inputs, computes the workbook anew and says what the goal takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kpi_xl.definitions import RoleTemplate
from kpi_xl.hosts.base import Host
from kpi_xl.hosts.commands.open_plan import OpenPlan, read_open_plan
from kpi_xl.hosts.commands.planning.revisions import keep_revisions
from kpi_xl.language import Text, counted
from kpi_xl.periods import Period
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.stages import stage_label
from kpi_xl.targets import per_period, required_stage, stages_within_reach
from kpi_xl.targets.company_overview import CompanyOverview
from kpi_xl.units import Unit


def work_back(host: Host, today: date) -> str:
    """The targets are live formulas; what a person wants of the button is to know that they rest on sound inputs.

    What was changed since the last time goes into the revision log.
    """
    open_plan = read_open_plan(host.cells)
    host.recalculate()
    kept = [str(line) for line in keep_revisions(host, open_plan.plan, today)]
    host.show_cell(names.KGI_AMOUNT if open_plan.plan.company else names.target_name(open_plan.role.kgi.id))
    return "\n".join([*map(str, way_back(open_plan)), *([""] if kept else []), *kept])


def way_back(open_plan: OpenPlan) -> Iterator[Text]:
    """The month's goal and what it takes, stage by stage; each KPI's target where nothing can be worked back."""
    if open_plan.plan.company is not None:
        yield from _companys_way(open_plan)
        return
    plan, month, calendar = open_plan.plan.roles[0], open_plan.month, open_plan.plan.calendar
    first_month, days = open_plan.plan.first_month, calendar.days_in(month)
    yield _HEAD.format(month=month.label, role=plan.role.title, days=days, working_days=counted(days, "working day"))
    stages = stages_within_reach(plan.inputs)
    if stages:
        amount = plan.kgi_amount(month, first_month)
        yield _LINE.format(what=_amount_label(plan.role), value=Unit.YEN.show(amount))
        inputs = {**plan.inputs, "KGI_AMOUNT": amount}
        for stage in stages:
            count = required_stage(stage, inputs)
            day = int(per_period(count, Period.DAY, days))
            yield _STAGE.format(what=stage_label(stage), count=f"{count:,}", day=f"{day:,}")
        return
    for kpi in plan.role.kpis:
        target = open_plan.plan.total(plan.role, kpi, month)
        yield _LINE.format(what=kpi.label, value=kpi.show(target))


def _companys_way(open_plan: OpenPlan) -> Iterator[Text]:
    """The company's goal, then lane by lane what is to be done in the month, and what one of its people does a day."""
    chain = CompanyOverview.of(open_plan.plan, open_plan.month).chain
    working_days = counted(chain.working_days, "working day")
    yield _COMPANY_HEAD.format(
        month=chain.month.label, goal=Unit.YEN.in_words(chain.goal), days=chain.working_days, working_days=working_days
    )
    for lane in chain.lanes:
        yield _LANE.format(role=lane.role.title, people=lane.people, weight=f"{lane.weight:.1f}")
        for link in lane.links:
            value = Unit.YEN.in_words(link.count) if link.step.unit is Unit.YEN else Unit.COUNT.in_words(link.count)
            yield _LINK.format(what=link.step.label, value=value)
        if (each := lane.daily.per_person_day) is not None:
            yield _EACH.format(what=lane.daily.step.label, each=f"{each:g}")


def _amount_label(role: RoleTemplate) -> Text:
    """What the yen are called: those who hand meetings over have a KGI that is none."""
    amount = role.input("KGI_AMOUNT")
    return role.kgi.label if role.kgi.unit is Unit.YEN or amount is None else amount.label


_HEAD = Text(
    "{month}の逆算（{role}・チーム合計、稼働日{days}日）", "{month} worked back ({role}, whole team, {working_days})"
)
_COMPANY_HEAD = Text("{month}の逆算（会社・{goal}、稼働日{days}日）", "{month} worked back (the company's {goal}, {working_days})")
_LANE = Text("{role}（{people}名、換算{weight}名）", "{role} ({people}, ramped {weight})")
_LINK = Text("　→ {what} {value}", "  → {what} {value}")
_EACH = Text("　＝ 1人1日 {what} {each}件", "  = {what}: {each} a day each")
_LINE = Text("{what}：{value}", "{what}: {value}")
_STAGE = Text("　→ {what} {count}件（1日{day}件）", "  → {what} {count} ({day} a day)")
