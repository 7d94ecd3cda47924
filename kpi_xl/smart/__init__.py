"""SMART checks that read a goal: what, how much, from where, by when, what for.

    >>> from datetime import date
    >>> check_goal("テレアポを頑張る", today=date(2026, 11, 23)).letters
    {'S': False, 'M': False, 'A': None, 'R': True, 'T': False}
"""

from kpi_xl.smart.check import check_cell, check_goal, check_goals
from kpi_xl.smart.columns import GoalColumns
from kpi_xl.smart.goal_check import CellCheck, GoalCheck
from kpi_xl.smart.past_months import PastMonths
from kpi_xl.smart.reading.sense import Sense
from kpi_xl.smart.reading.statement import GoalKind, GoalStatement
from kpi_xl.smart.verdict import Letter, LetterFinding, Verdict

__all__ = [
    "CellCheck", "GoalCheck", "GoalColumns", "GoalKind", "GoalStatement", "Letter", "LetterFinding", "PastMonths", "Sense", "Verdict",
    "check_cell", "check_goal", "check_goals",
]  # fmt: skip
