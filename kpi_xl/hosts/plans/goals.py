"""The goals of a role workbook: the sentence in ① and each KPI that is followed, judged letter by letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.plans.cells import PlanCells
from kpi_xl.hosts.plans.merging import plan_of
from kpi_xl.hosts.plans.reader import read_book
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE
from kpi_xl.sheets.role.kpis.goal_sentences import columns_of
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.wording import purpose_words
from kpi_xl.smart import CellCheck, GoalCheck, GoalColumns, PastMonths, check_cell, check_goal
from kpi_xl.smart.check import NO_PASTS
from kpi_xl.targets import Plan

PastsOf = Callable[[Plan, Month], Mapping[str, PastMonths]]
"""A plan and its month -> past months by KPI id."""


@dataclass(frozen=True)
class BookGoals:
    """What a workbook wants to reach."""

    sentence: CellCheck  #: the goal in ①, which may hold several
    kpis: tuple[tuple[Kpi, GoalCheck], ...]  #: the KPIs of ③ that are followed, without the KGI that the sentence is about
    contradictions: tuple[Finding, ...] = ()  #: what the workbook says in two places, not alike


def goals_of(cells: PlanCells, today: date, pasts_of: PastsOf | None = None) -> BookGoals:
    """Judge the goals that a workbook holds.

    Args:
        pasts_of: what the KPIs were in past months, where a log is at hand: A then says how far the step is.

    Raises:
        InputError: it is no role workbook, something in it cannot be read, or it has no goal sentence.
    """
    findings: list[Finding] = []
    reading = read_book(cells, findings)
    plan = plan_of([reading], findings)
    assert reading is not None  # else there were findings
    assert reading.month is not None
    pasts = pasts_of(plan, reading.month) if pasts_of else NO_PASTS
    role = plan.roles[0].role if plan.company is None else COMPANY_ROLE
    columns = GoalColumns(baseline=_baseline(cells, role.kgi))
    sentence = check_cell(_sentence(cells), today=today, role=role, columns=columns, first_month=plan.first_month, pasts=pasts)
    return BookGoals(sentence, tuple(_kpis(cells, plan, reading.month, today, pasts)), plan.contradictions)


def _sentence(cells: PlanCells) -> str:
    cell = cells.cell(names.KGI_TEXT)
    if cell is None or cell.is_blank:
        place = cell.place if cell else f"{cells.label}: {names.KGI_TEXT}"
        raise InputError([Finding(place, NO_VALUE, _NO_SENTENCE, _WRITE_ONE)])
    return str(cell.value)


def _kpis(
    cells: PlanCells, plan: Plan, month: Month, today: date, pasts: Mapping[str, PastMonths]
) -> Iterator[tuple[Kpi, GoalCheck]]:
    for role in (own.role for own in plan.roles):
        for kpi in role.kpis if plan.company is not None else role.kpis[1:]:
            columns = _columns(cells, plan, role, month, kpi)
            if plan.company is not None and kpi is role.kgi and not columns.target:
                continue  # nobody owes it: a manager whose teams nobody is in
            yield kpi, check_goal("", today=today, columns=columns, past=pasts.get(kpi.id))


def _columns(cells: PlanCells, plan: Plan, role: RoleTemplate, month: Month, kpi: Kpi) -> GoalColumns:
    """What ② and ③ hold of a KPI: the target of the whole team, due at the end of the month that is planned."""
    target = plan.total(role, kpi, month)
    return columns_of(kpi, _baseline(cells, kpi), target, month.end - timedelta(days=1), _purpose(cells, role, kpi))


def _baseline(cells: PlanCells, kpi: Kpi) -> float | None:
    """What ② says the KPI is today; whatever is no number counts as missing."""
    cell = cells.cell(names.baseline_name(kpi.id))
    return cell.value if cell and isinstance(cell.value, float) else None


def _purpose(cells: PlanCells, role: RoleTemplate, kpi: Kpi) -> str:
    """What ③ says the KPI is for; a company's own workbook need not have the cell."""
    cell = cells.cell(names.purpose_name(kpi.id))
    return purpose_words(role, kpi) if cell is None else cell.text


_NO_SENTENCE = Text("目標文がありません", "the goal sentence is missing")
_WRITE_ONE = Text(
    "「いつまでに・何を・いくらにする」を1文で書いてください", "Say in one sentence what will be reached, how much and by when"
)
