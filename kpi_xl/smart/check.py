"""Checking goals: the five letters of one goal, of each goal of a cell, and of the cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from kpi_xl.definitions import RoleTemplate
from kpi_xl.smart.columns import NO_COLUMNS, GoalColumns, column_findings, missing
from kpi_xl.smart.goal_check import CellCheck, GoalCheck
from kpi_xl.smart.judging.rules import RULES, Circumstances
from kpi_xl.smart.judging.tree import place_of
from kpi_xl.smart.past_months import PastMonths
from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.times.time_phrase import Recurrence
from kpi_xl.smart.verdict import Letter, LetterFinding
from kpi_xl.smart.words.lexicon import own_subjects

if TYPE_CHECKING:
    from kpi_xl.smart.reading.statement import GoalStatement

NO_PASTS: Mapping[str, PastMonths] = MappingProxyType({})


def check_goal(
    text: str,
    *,
    today: date,
    role: RoleTemplate | None = None,
    past: PastMonths | None = None,
    columns: GoalColumns = NO_COLUMNS,
    first_month: int = 4,
) -> GoalCheck:
    """Judge a text as one goal, Japanese or English. Any text can be judged; nothing is raised.

    Args:
        today: the day from which 今月末 and "by Q2" are counted.
        role: R then asks the role's KPI tree; without it, a purpose in the text or the shipped roles' KPIs.
        past: the months that went before; A then compares the target with the best of them.
        columns: what the workbook holds beside the text; a filled column decides over the text.
        first_month: of the fiscal year, whose quarters Q1 and 上期 are; "the year" and 年内 are the calendar's.

    >>> check_goal("営業成績を向上させる", today=date(2026, 11, 23)).signs
    'S× M× A？ R？ T×'
    >>> goal = "新規商談数を現在の月間30件から今月末(11月30日)までに月間50件に増やす"
    >>> check_goal(goal, today=date(2026, 11, 23)).signs
    'S○ M○ A○ R○ T○'
    """
    from kpi_xl.smart.reading.sentence import (
        read_goal,  # late: it makes patterns that a workbook without goals needs not
    )

    day = Today(today, first_month)
    return _judged(text, read_goal(text, day, own_subjects(role)), day, Circumstances(day, role, past, columns.baseline), columns)


def check_goals(
    text: str,
    *,
    today: date,
    role: RoleTemplate | None = None,
    past: PastMonths | None = None,
    columns: GoalColumns = NO_COLUMNS,
    first_month: int = 4,
    pasts: Mapping[str, PastMonths] = NO_PASTS,
) -> tuple[GoalCheck, ...]:
    """Judge every goal of a text by itself: lines, points (①, ・, 1.) and clauses that can stand alone; one or more.

    A deadline or baseline that is said once for all holds for each. Columns that name a KPI or a target speak of one goal, and
    so do a baseline and the past months: where there are several goals, these two are left aside. *pasts*, by KPI id, belong to
    whatever goal counts that KPI.

    >>> text = "商談50件、受注10件を来月末までに"
    >>> [(goal.text, goal.signs) for goal in check_goals(text, today=date(2026, 11, 23))]
    [('商談50件', 'S○ M○ A？ R○ T○'), ('受注10件を来月末までに', 'S○ M○ A？ R○ T○')]
    """
    from kpi_xl.smart.splitting.cell import goals_in

    day = Today(today, first_month)
    if columns.kpi or columns.target is not None or not text.strip():
        return (check_goal(text, today=today, role=role, past=past, columns=columns, first_month=first_month),)
    goals = goals_in(text, day, own_subjects(role))
    if len(goals) > 1:
        past, columns = None, GoalColumns(deadline=columns.deadline, purpose=columns.purpose)
    known = Circumstances(day, role, past, columns.baseline)
    return tuple([_judged(goal.own, goal.statement, day, _with_past(known, goal.statement, pasts), columns) for goal in goals])


def check_cell(
    text: str,
    *,
    today: date,
    role: RoleTemplate | None = None,
    past: PastMonths | None = None,
    columns: GoalColumns = NO_COLUMNS,
    first_month: int = 4,
    pasts: Mapping[str, PastMonths] = NO_PASTS,
) -> CellCheck:
    """Judge a cell: each of its goals as `check_goals` does, and one verdict, that of the weakest.

    >>> cell = check_cell("①商談を月50件にする ②もっと頑張る", today=date(2026, 11, 23))
    >>> str(cell.signs)
    'S× M× A？ R？ T×（目標2件）'
    """
    goals = check_goals(text, today=today, role=role, past=past, columns=columns, first_month=first_month, pasts=pasts)
    return CellCheck(text, goals)


def _with_past(known: Circumstances, goal: GoalStatement, pasts: Mapping[str, PastMonths]) -> Circumstances:
    """With the past of the KPI that the goal counts by the month; what is said per day or year is another figure."""
    place = place_of(goal.indicator, known.role) if pasts else None
    if place is None or place.via or known.past is not None or goal.every not in (None, Recurrence.MONTH):
        return known
    return known._replace(past=pasts.get(place.kpi.id))


def _judged(own: str, statement: GoalStatement, day: Today, known: Circumstances, columns: GoalColumns) -> GoalCheck:
    findings: list[LetterFinding]
    if columns.is_empty:
        return GoalCheck(own, statement, columns, day, tuple([rule(statement, known) for rule in RULES]))
    decided = column_findings(columns, day.day, known.past)
    if statement.plain:
        findings = [decided.get(finding.letter, finding) for finding in (rule(statement, known) for rule in RULES)]
    else:
        findings = [decided.get(letter) or missing(letter) for letter in Letter]
    return GoalCheck(own, statement, columns, day, tuple(findings))
