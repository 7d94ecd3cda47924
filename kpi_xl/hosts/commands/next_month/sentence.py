"""The goal sentence of a later month, and what was checked of it."""

from __future__ import annotations

from kpi_xl.definitions import RoleTemplate
from kpi_xl.hosts.commands.next_month.model import Turning
from kpi_xl.hosts.commands.open_plan import OpenPlan
from kpi_xl.hosts.plans import PlanCells, Value
from kpi_xl.hosts.plans.places import placed
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE
from kpi_xl.sheets.role.parts import names
from kpi_xl.smart import CellCheck, GoalColumns, check_cell
from kpi_xl.smart.rewriting.next_month import moved_to


def turn_sentence(cells: PlanCells, open_plan: OpenPlan, month: Month, turning: Turning) -> None:
    """Move the sentence to *month*, and keep the verdict beside it where it had one."""
    goal = next(iter(placed(cells, names.KGI_TEXT)), None)
    if goal is None or not isinstance(goal.cell.value, str) or goal.cell.is_blank:
        return
    typed = goal.cell.value
    moved = moved_to(typed, open_plan.month, month, open_plan.plan.first_month)
    if not moved.changes:
        turning.notes.append(_UNMOVED.format(month=open_plan.month.label))
        return
    if not turning.put(goal, moved.text):
        return
    turning.changes += [_MOVED.format(before=before, after=after) for before, after in moved.changes]
    checked = cells.cell(names.KGI_CHECKED_TEXT)
    if checked is not None and checked.value == typed:
        _keep(cells, _check(cells, open_plan, month, moved.text, turning), turning)


def _check(cells: PlanCells, open_plan: OpenPlan, month: Month, text: str, turning: Turning) -> CellCheck:
    role: RoleTemplate = open_plan.role if open_plan.plan.company is None else COMPANY_ROLE
    place = next(iter(placed(cells, names.baseline_name(role.kgi.id))), None)
    baseline: Value = None if place is None else turning.fills.get(place.address, place.cell.value)
    columns = GoalColumns(baseline=float(baseline) if isinstance(baseline, (int, float)) else None)
    return check_cell(text, today=month.start, role=role, columns=columns, first_month=open_plan.plan.first_month)


def _keep(cells: PlanCells, check: CellCheck, turning: Turning) -> None:
    kept = {
        names.KGI_CHECKED_TEXT: check.text, names.KGI_CHECKED_SMART: str(check.signs), names.KGI_CHECKED_ADVICE: str(check.advice),
    }  # fmt: skip
    for name, value in kept.items():
        for place in placed(cells, name)[:1]:
            turning.put(place, value)


_MOVED = Text("目標文：{before} → {after}", "Goal sentence: {before} → {after}")
_UNMOVED = Text(
    "目標文に{month}の月や日付がないため、目標文はそのままです。期限を確認してください。",
    "The goal sentence names no day of {month} and stays as it is. Check its deadline.",
)
