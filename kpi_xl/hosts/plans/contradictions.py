"""Contradictions: what a workbook says in two places and not alike. They stop nothing; they are told.

The goal sentence is typed and does not follow the cells; parts of a goal are typed beside the whole; teams come and go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_xl.definitions import ChainPart, Kpi, RoleTemplate
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import Finding
from kpi_xl.hosts.plans.cells import PlanCells
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.company.parts import names as company_names
from kpi_xl.sheets.role.parts import names
from kpi_xl.smart import GoalCheck, check_cell
from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.targets import Chain, Company, Member, Plan
from kpi_xl.targets.given_shares import SLACK
from kpi_xl.targets.members import is_every_team
from kpi_xl.units import Unit

MONTHS = 12
SMALLEST_YEN = 1.0


def of_sentence(cells: PlanCells, plan: Plan, month: Month, left_out: Sequence[Kpi]) -> Iterator[Finding]:
    """What the goal sentence says otherwise than the cells: the amount, the month, a KPI that nobody follows."""
    cell = cells.cell(names.KGI_TEXT)
    if cell is None or cell.is_blank:
        return
    goals = check_cell(cell.text, today=month.start, first_month=plan.first_month).goals
    for goal in goals:
        for found in (_amount(goal, plan, month, cell.place), _deadline(goal, month, cell.place)):
            if found is not None:
                yield found
    for kpi in left_out:
        if any(folded(word) in folded(cell.text) for word in kpi.label.both()):
            yield Finding(cell.place, str(kpi.label), _NOT_FOLLOWED, _FOLLOW_OR_CUT)


def _amount(goal: GoalCheck, plan: Plan, month: Month, place: str) -> Finding | None:
    """An amount of yen that is neither the month's goal, nor an average month's, the year's, or one of a company's parts."""
    target = goal.statement.target
    known = set(_amounts(plan, month, goal.text))
    if target is None or goal.statement.is_change or target.scale is not Scale.YEN or not known:
        return None
    if any(abs(target.value - amount) < SMALLEST_YEN for amount in known):
        return None
    return Finding(place, target.words, _OTHER_AMOUNT.format(amount=Unit.YEN.in_words(_goal(plan))), _ONE_AMOUNT)


PARTS = ("新規", "既存", "new", "existing")
"""Of a sentence that speaks of a part of the company's goal."""


def _amounts(plan: Plan, month: Month, text: str) -> Iterator[float]:
    if plan.company is not None:
        company = plan.company
        yield from (company.goal, company.goal * MONTHS, company.goal_of(month, plan.first_month))
        if any(word in folded(text) for word in PARTS):
            yield from (company.new_amount, company.existing_amount, *company.parts_of(month, plan.first_month))
        return
    own = plan.roles[0]
    if names.KGI_AMOUNT in own.inputs:
        amount = own.inputs[names.KGI_AMOUNT]
        yield from (amount, amount * MONTHS, own.kgi_amount(month, plan.first_month))


def _goal(plan: Plan) -> float:
    return plan.company.goal if plan.company is not None else plan.roles[0].inputs[names.KGI_AMOUNT]


def _deadline(goal: GoalCheck, month: Month, place: str) -> Finding | None:
    """A date in another month than the one that is planned."""
    days = [(time.last_day, time.words) for time in goal.statement.times if time.last_day and not time.is_start and not time.every]
    if not days or any(Month.of(day) == month for day, _ in days if day):
        return None
    return Finding(place, days[0][1], _OTHER_MONTH.format(month=month.label), _ONE_MONTH)


# --- a company --------------------------------------------------------------------------------------------------------


def of_company(cells: PlanCells, plan: Plan, managers: Sequence[tuple[Member, str]]) -> Iterator[Finding]:
    """Parts that do not add up, shares of teams, teams without people, and managers of teams that nobody is in.

    Args:
        managers: each with the cell of the teams that are led.
    """
    company = plan.company
    assert company is not None
    yield from _parts(cells, company)
    yield from _teams(cells, company, plan.members)
    if plan.members and plan.month is not None:
        yield from _lanes(cells, plan, Chain.of(company, plan.members, plan.month, plan.calendar, plan.first_month))
    teams = {member.team for member in plan.members if not member.role.is_team}
    for member, place in managers:
        for team in member.leads or (member.team,):
            if team not in teams and not is_every_team(team):
                yield Finding(place, team, _NOBODY_LED.format(name=member.name), _CORRECT_TEAM)


def _parts(cells: PlanCells, company: Company) -> Iterator[Finding]:
    parts = company.new_amount + company.existing_amount
    if abs(parts - company.goal) >= SMALLEST_YEN:
        cell = cells.cell(names.KGI_AMOUNT)
        said = _OTHER_SUM.format(parts=Unit.YEN.in_words(parts))
        yield Finding(cell.place if cell else names.KGI_AMOUNT, Unit.YEN.show(company.goal), said, _ADD_UP)
    for part, amount, what in (
        (ChainPart.NEW_BUSINESS, company.new_amount, _NEW), (ChainPart.CUSTOMERS, company.existing_amount, _EXISTING),
    ):  # fmt: skip
        if amount and not company.does(part):
            yield Finding(_place(cells, names.KGI_AMOUNT), Unit.YEN.show(amount), _NO_ROLE.format(what=what), _SPLIT_OTHERWISE)


def _lanes(cells: PlanCells, plan: Plan, chain: Chain) -> Iterator[Finding]:
    """Amounts and hand-overs that nobody is there for, and amounts of which targets by hand make another sum."""
    for lane in chain.lanes:
        start, kgi, own = lane.links[0], lane.role.kgi, plan.role_plan(lane.role)
        if start.count and not lane.crew.weight:
            said = _NOBODY_BRINGS.format(what=start.step.label, role=lane.role.title)
            yield Finding(_place(cells, names.KGI_AMOUNT), start.step.unit.show(start.count), said, _LIST_SOMEBODY)
        elif start.step.unit is Unit.YEN and own and kgi.id in own.overrides:
            total, said = plan.total(lane.role, kgi, chain.month), _OTHER_TOTAL.format(kpi=kgi.label, amount=Unit.YEN.in_words(start.count))
            if abs(total - start.count) >= SMALLEST_YEN:
                yield Finding(_place(cells, names.override_name(kgi.id)), Unit.YEN.show(total), said, _CLEAR_HAND)


def _place(cells: PlanCells, name: str) -> str:
    cell = cells.cell(name)
    return cell.place if cell else name


def _teams(cells: PlanCells, company: Company, members: Sequence[Member]) -> Iterator[Finding]:
    cell = cells.cell(company_names.TEAMS_LIST)
    place = cell.place if cell else company_names.TEAMS_LIST
    typed = [team.share for team in company.teams if team.share is not None]
    is_all = len(typed) == len(company.teams)
    total = exact_sum(typed)
    if typed and (total > 1 + SLACK or (is_all and total < 1 - SLACK)):
        yield Finding(place, f"{total:.1%}", _SHARES, _SHARES_REMEDY)
    sharing = {member.team for member in members if member.role.chain in (ChainPart.NEW_BUSINESS, ChainPart.CUSTOMERS)}
    for team in company.teams:
        if team.share and team.name not in sharing:
            yield Finding(place, team.name, _NOBODY_THERE, _CORRECT_TEAM)


def followed_nowhere(cells: PlanCells, roles: Sequence[RoleTemplate]) -> list[Kpi]:
    """The KPIs of the roles, as they are defined, whose mark in ③ was cleared."""
    marks = ((kpi, cells.cell(names.adopted_name(kpi.id))) for role in roles for kpi in role.kpis[1:])
    return [kpi for kpi, mark in marks if mark is not None and mark.is_blank]


_NOT_FOLLOWED = Text("は追わないKPIですが、目標文にあります", "is not followed, but the goal sentence speaks of it")
_FOLLOW_OR_CUT = Text("③で○にするか、目標文から外してください", "Mark it on sheet 3, or leave it out of the sentence")
_OTHER_AMOUNT = Text("は目標のセル（{amount}）と違います", "is not the amount of the goal's cell ({amount})")
_ONE_AMOUNT = Text("目標文か、目標のセルを直してください", "Correct the sentence or the cell")
_OTHER_MONTH = Text("は計画する月（{month}）の日付ではありません", "is not in the month that is planned ({month})")
_ONE_MONTH = Text("目標文か、対象月を直してください", "Correct the sentence or the month")
_OTHER_SUM = Text("は新規と既存の合計（{parts}）と違います", "is not what new and existing business add up to ({parts})")
_ADD_UP = Text("新規か既存の片方を空欄にすると、残りが入ります", "Leave one of the two blank: it is then the rest")
_NOBODY_BRINGS = Text("の{what}を担う{role}の担当者がいません", "of {what} is nobody's: no member is in {role}")
_NEW, _EXISTING = Text("新規", "new business"), Text("既存", "existing customers")
_NO_ROLE = Text("の{what}を担う役割がこのブックにありません", "of {what} is nobody's: no role of this workbook brings it")
_SPLIT_OTHERWISE = Text(
    "①の分け方を直すか、その役割のあるブックを作ってください", "Split the goal otherwise on sheet 1, or make a workbook with that role"
)
_LIST_SOMEBODY = Text("担当者を入れるか、①の分け方を直してください", "List somebody, or split the goal otherwise on sheet 1")
_OTHER_TOTAL = Text("は手入力した{kpi}の合計で、①の{amount}と違います", "is the sum of {kpi} by hand, not the {amount} of sheet 1")
_CLEAR_HAND = Text("④の手入力を空欄にするか、①の金額を直してください", "Clear the target by hand on sheet 4, or change the amount on sheet 1")
_SHARES = Text("はチームの配分の合計で、100%になりません", "is the sum of the teams' shares, not 100%")
_SHARES_REMEDY = Text("合計を100%にするか、空欄にして人数で分けてください", "Make them sum to 100%, or leave them blank to go by people")
_NOBODY_THERE = Text(
    "に配分がありますが、売上を担う担当者がいません", "has a share of the goal and nobody who brings revenue"
)
_NOBODY_LED = Text("は{name}さんの担当チームですが、だれもいません", "is led by {name}, but nobody is in it")
_CORRECT_TEAM = Text("チーム名を直すか、担当者を入れてください", "Correct the team's name, or list its members")
