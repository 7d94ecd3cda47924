"""SMART in cells: a goal sentence judged letter by letter.

Columns decide over the text: where kpi, target, deadline, baseline and target, or purpose are filled in, their letters are
judged by them, in plain Excel as in Python. Only Python reads the text for the letters whose columns are
empty, and asks the KPI tree of the role; plain Excel shows ？ for these. A cell of several goals has the verdict of the weakest.
In a workbook of a company's own role, Excel with Python reads the text with the words of the definition beside the workbook.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kpi_xl.activity.days import parse_day
from kpi_xl.definitions import RoleTemplate
from kpi_xl.functions.definition.parameters import Parameter, Shape
from kpi_xl.functions.definition.registry import Category, spreadsheet_function
from kpi_xl.functions.library.roles import role_named, role_of_workbook
from kpi_xl.language import Text
from kpi_xl.smart import CellCheck, GoalCheck, GoalColumns, check_cell
from kpi_xl.smart.columns import LARGE_STEP
from kpi_xl.units import parse_number

TEXT = Parameter("text", Shape.TEXT, Text("目標文", "goal sentence"))
KPI = Parameter("kpi", Shape.TEXT, Text("KPIの名前", "the KPI's name"), default="")
BASELINE = Parameter("baseline", Shape.TEXT, Text("現在値", "current value"), default="")
TARGET = Parameter("target", Shape.TEXT, Text("目標値", "target"), default="")
DEADLINE = Parameter("deadline", Shape.TEXT, Text("期限（日付か言葉）", "deadline, a date or words"), default="")
PURPOSE = Parameter("purpose", Shape.TEXT, Text("目的", "purpose"), default="")
ROLE = Parameter("role", Shape.TEXT, Text("役割（KPIツリーでRを判定）", "role whose KPI tree judges R"), default="")
FIRST_MONTH = Parameter("first_month", Shape.NUMBER, Text("年度の最初の月", "first month of the fiscal year"), default=4.0)
GOAL = (TEXT, KPI, BASELINE, TARGET, DEADLINE, PURPOSE, ROLE, FIRST_MONTH)

# --- plain Excel -----------------------------------------------------------------------------------------------------


def _filled(parameter: str) -> str:
    return f'TRIM({{{parameter}}}&"")<>""'


_PAST = 'IF(ISNUMBER({deadline}),{deadline}<TODAY(),IFERROR(DATEVALUE({deadline}&"")<TODAY(),FALSE))'
_SAME = "{target}={baseline}"
_LARGE = f"({{baseline}}>0)*({{target}}>{LARGE_STEP:g}*{{baseline}})"
_HAS_STEP = "ISNUMBER({baseline})*ISNUMBER({target})"


def _letters(good: str, fair: str, poor: str, open_: str) -> dict[str, str]:
    """A formula for each letter, with what stands for ○, △, × and ？."""
    missing = f"IF({_filled('text')},{open_},{poor})"
    return {
        "S": f"IF({_filled('kpi')},{good},{missing})",
        "M": f"IF(ISNUMBER({{target}}),{good},IF({_filled('target')},{fair},{missing}))",
        "A": f"IF({_HAS_STEP},IF({_SAME},{fair},IF({_LARGE},{fair},{good})),{open_})",
        "R": f"IF({_filled('purpose')},{good},{open_})",
        "T": f"IF({_filled('deadline')},IF({_PAST},{fair},{good}),{missing})",
    }


def _signs_twin() -> str:
    letters = _letters('"○"', '"△"', '"×"', '"？"')
    return '&" "&'.join(f'"{letter}"&{formula}' for letter, formula in letters.items())


def _score_twin() -> str:
    return "+".join(_letters("1", "0.5", "0", "0").values())


# --- functions -------------------------------------------------------------------------------------------------------


@spreadsheet_function(
    "KPI_SMART", Category.SMART, *GOAL,
    help=Text("目標のSMART判定（○ △ × ？）", "SMART status of a goal, letter by letter (○ △ × ?)"),
    example=Text('=KPI_SMART("営業成績を向上させる")', '=KPI_SMART("Grow our sales")'),
    twin=_signs_twin(), computes_cells=True,
)  # fmt: skip
def smart(*goal: Any) -> str:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_SMART", "営業成績を向上させる")
    'S× M× A？ R？ T×'
    >>> call("KPI_SMART", "", "新規商談数", 30, 50, date(2999, 11, 30), "売上1,000万円を達成する")
    'S○ M○ A○ R○ T○'
    >>> call("KPI_SMART", "1日50件架電する", "", "", "", "", "", "inside_sales:bdr")
    'S○ M○ A？ R○ T○'
    >>> call("KPI_SMART", "1日50件架電する", "", "", "", "", "", "manager")
    'S○ M○ A？ R△ T○'
    >>> call("KPI_SMART", "商談50件、受注10件を来月末までに")
    'S○ M○ A？ R○ T○（目標2件）'
    """
    return str(_check(*goal).signs)


@spreadsheet_function(
    "KPI_SMART_SCORE", Category.SMART, *GOAL,
    help=Text("SMART判定の点数（5点満点：○1、△0.5）", "SMART score of five: ○ counts 1, △ 0.5"),
    example=Text('=KPI_SMART_SCORE("今月の新規商談を50件にする")', '=KPI_SMART_SCORE("Book 50 demos this month")'),
    twin=_score_twin(), computes_cells=True,
)  # fmt: skip
def smart_score(*goal: Any) -> float:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_SMART_SCORE", "営業成績を向上させる"), call("KPI_SMART_SCORE", "今月の新規商談を50件にする")
    (0.0, 4.0)
    """
    return _check(*goal).score


@spreadsheet_function(
    "KPI_SMART_ADVICE", Category.SMART, *GOAL,
    help=Text("目標をSMARTにするために次に直すこと", "What to fix next to make a goal SMART"),
    example=Text('=KPI_SMART_ADVICE("テレアポを頑張る")', '=KPI_SMART_ADVICE("Make more calls")'),
    twin=None, computes_cells=True,
)  # fmt: skip
def smart_advice(*goal: Any) -> str:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_SMART_ADVICE", "テレアポを頑張る")
    'S：何を何件するかに置き換える'
    """
    return str(_check(*goal).advice)


@spreadsheet_function(
    "KPI_SMART_CHECK", Category.SMART, *GOAL,
    help=Text("SMARTの5行：文字・判定・理由", "Five rows: letter, status, reason"),
    example=Text('=KPI_SMART_CHECK("テレアポを頑張る")', '=KPI_SMART_CHECK("Make more calls")'),
    twin=None, is_table=True,
)  # fmt: skip
def smart_check(*goal: Any) -> list[list[str]]:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_SMART_CHECK", "テレアポを頑張る")[1]
    ['M', '×', '達成したかどうかを決める数字がない']
    >>> [row[:2] for row in call("KPI_SMART_CHECK", "①商談を月50件にする ②もっと頑張る")][5:7]
    [['2 S', '×'], ['2 M', '×']]
    """
    goals = _check(*goal).goals
    return [row for number, each in enumerate(goals, start=1) for row in _rows(each, f"{number} " if len(goals) > 1 else "")]


def _rows(goal: GoalCheck, number: str) -> list[list[str]]:
    """Letter, verdict and reason; where a cell holds several goals, the letter has the goal's number before it."""
    return [[f"{number}{finding.letter.name}", finding.verdict.sign, str(finding.reason)] for finding in goal.findings]


def _check(
    text: str, kpi: str, baseline: str, target: str, deadline: str, purpose: str, role: str, first_month: float
) -> CellCheck:
    columns = GoalColumns(
        kpi=kpi or None,
        baseline=parse_number(baseline),
        target=_target(target),
        deadline=parse_day(deadline) or deadline or None,
        purpose=purpose or None,
    )
    return check_cell(text, today=date.today(), role=_role(role), columns=columns, first_month=int(first_month))


def _role(cell: str) -> RoleTemplate | None:
    """A role, or one with its track: inside_sales:bdr. Where none is named, the company's own role of the open workbook."""
    name, _, track = cell.partition(":")
    return role_named(name).for_track(track or None) if name else role_of_workbook()


def _target(cell: str) -> float | str | None:
    number = parse_number(cell)
    return number if number is not None else cell or None
