"""Checking goals: the five letters of one goal, of each goal of a cell, and of the cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Required, TypedDict, Unpack

from kpi_xl.definitions import RoleTemplate
from kpi_xl.smart.columns import NO_COLUMNS, GoalColumns, column_findings, missing
from kpi_xl.smart.goal_check import CellCheck, GoalCheck
from kpi_xl.smart.judging.circumstances import Circumstances
from kpi_xl.smart.judging.rules import RULES
from kpi_xl.smart.judging.tree import place_of
from kpi_xl.smart.past_months import PastMonths
from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.times.time_phrase import Recurrence
from kpi_xl.smart.verdict import Letter, LetterFinding
from kpi_xl.smart.words.lexicon import own_subjects

if TYPE_CHECKING:
    from kpi_xl.smart.reading.statement import GoalStatement

NO_PASTS: Mapping[str, PastMonths] = MappingProxyType({})


class Beside(TypedDict, total=False):
    """What is known beside a goal's text; `today` always is."""

    today: Required[date]  #: from which 今月末 and "by Q2" are counted
    role: RoleTemplate | None  #: whose KPI tree R asks; without it, a purpose in the text or the shipped roles' KPIs
    past: PastMonths | None  #: the months that went before: A compares the target with the best of them
    columns: GoalColumns  #: what the workbook holds beside the text; a filled column decides over the text
    first_month: int  #: of the fiscal year, whose quarters Q1 and 上期 are; "the year" and 年内 are the calendar's
    pasts: Mapping[str, PastMonths]  #: by KPI id, for whatever goal counts that KPI


class _Known(NamedTuple):
    """The same, with what holds where nothing is said."""

    today: date
    role: RoleTemplate | None = None
    past: PastMonths | None = None
    columns: GoalColumns = NO_COLUMNS
    first_month: int = 4
    pasts: Mapping[str, PastMonths] = NO_PASTS

    @property
    def day(self) -> Today:
        return Today(self.today, self.first_month)

    def of(self, goal: GoalStatement, day: Today, *, is_one_of_several: bool = False) -> Circumstances:
        """What is known of one goal; a baseline and past months that go with the whole text belong to none of several."""
        past, baseline = (None, None) if is_one_of_several else (self.past, self.columns.baseline)
        return _with_past(Circumstances(day, self.role, past, baseline), goal, self.pasts)


def check_goal(text: str, **beside: Unpack[Beside]) -> GoalCheck:
    """Judge a text as one goal, Japanese or English. Any text can be judged; nothing is raised.

    >>> check_goal("営業成績を向上させる", today=date(2026, 11, 23)).signs
    'S× M× A？ R？ T×'
    >>> goal = "新規商談数を現在の月間30件から今月末(11月30日)までに月間50件に増やす"
    >>> check_goal(goal, today=date(2026, 11, 23)).signs
    'S○ M○ A○ R○ T○'
    """
    from kpi_xl.smart.reading.sentence import (
        read_goal,  # late: it makes patterns that a workbook without goals needs not
    )

    known = _Known(**beside)
    day = known.day
    statement = read_goal(text, day, own_subjects(known.role))
    return _judged(text, statement, day, known.of(statement, day), known.columns)


def check_goals(text: str, **beside: Unpack[Beside]) -> tuple[GoalCheck, ...]:
    """Judge every goal of a text by itself: lines, points (①, ・, 1.) and clauses that can stand alone; one or more.

    A deadline or baseline that is said once for all holds for each. Columns that name a KPI or a target speak of one goal, and
    so do a baseline and the past months: where there are several goals, these two are left aside.

    >>> text = "商談50件、受注10件を来月末までに"
    >>> [(goal.text, goal.signs) for goal in check_goals(text, today=date(2026, 11, 23))]
    [('商談50件', 'S○ M○ A？ R○ T○'), ('受注10件を来月末までに', 'S○ M○ A？ R○ T○')]
    """
    from kpi_xl.smart.splitting.cell import goals_in

    known = _Known(**beside)
    day, columns = known.day, known.columns
    if columns.kpi or columns.target is not None or not text.strip():
        return (check_goal(text, **beside),)
    goals = goals_in(text, day, own_subjects(known.role))
    are_several = len(goals) > 1
    if are_several:
        columns = GoalColumns(deadline=columns.deadline, purpose=columns.purpose)
    return tuple(
        [_judged(goal.own, goal.statement, day, known.of(goal.statement, day, is_one_of_several=are_several), columns) for goal in goals]
    )


def check_cell(text: str, **beside: Unpack[Beside]) -> CellCheck:
    """Judge a cell: each of its goals as `check_goals` does, and one verdict, that of the weakest.

    >>> cell = check_cell("①商談を月50件にする ②もっと頑張る", today=date(2026, 11, 23))
    >>> str(cell.signs)
    'S× M× A？ R？ T×（目標2件）'
    """
    return CellCheck(text, check_goals(text, **beside))


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
