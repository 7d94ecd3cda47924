"""Formulas of the role workbook, as text. Arguments are names or cell addresses; none begins with ``=``."""

from __future__ import annotations

from datetime import date

from kpi_xl.definitions import Direction, Kpi
from kpi_xl.periods import Period
from kpi_xl.rounding import SMALLEST
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.role.parts import names

NONE = f'"{NOTHING}"'
"""What a formula gives where there is nothing: a cell that carries "" cannot be told from one that carries no value."""

ZERO = f"{SMALLEST:.0E}"
"""Nearer to 0 than this a number counts as 0, as in `kpi_xl.rounding.is_zero`."""


def worked_back(kpi: Kpi, amount: str, month: str, people: str = "1", everybody: str = "1") -> str | None:
    """The team's target as it follows from the goal: a stage worked back, or an input; None where neither.

    A KPI of one track is worked back from the part of the goal that its *people* of *everybody* carry.
    The twin of `RolePlan.team_target` before overrides and standards.
    """
    if kpi.input == names.KGI_AMOUNT:
        return amount
    if kpi.input:
        return kpi.input
    if kpi.reverse is None:
        return None
    part = f"*{people}/{everybody}" if kpi.track else ""
    count = f"{kpi.reverse.function}({f'{amount}{part}' if kpi.reverse.takes_amount else ''})"
    if kpi.period is Period.DAY:
        return f"KPI_PER_DAY({count},{month})"
    if kpi.period is Period.WEEK:
        return f"KPI_PER_WEEK({count},{month})"
    return count


def adopted(kpi: Kpi, worked: str | None, standard: str, override: str, people: str) -> str:
    """The target that holds: typed by hand, else worked back, else the standard."""
    times = f"*{people}" if kpi.is_additive else ""
    return f'IF({override}="",{worked or standard + times},{override}{times})'


def attainment(kpi: Kpi, actual: str, target: str) -> str:
    """Attainment, a dash while either is missing; a zero target is pass or fail."""
    if kpi.direction is Direction.LOWER:
        passed, quotient = f"{actual}<{ZERO}", f"2-{actual}/{target}"
    else:
        passed, quotient = f"{actual}>-{ZERO}", f"{actual}/{target}"
    return f"IF(COUNT({actual},{target})<2,{NONE},IF(ABS({target})<{ZERO},IF({passed},1,0),{quotient}))"


def sign(rate: str) -> str:
    """○, △ or × of a rate, a dash where there is none."""
    rounded = f"ROUND({rate},9)"
    fair = f'IF({rounded}>={names.THRESHOLD_FAIR},"△","×")'
    return f'IF(ISNUMBER({rate}),IF({rounded}>={names.THRESHOLD_GOOD},"○",{fair}),{NONE})'


def serial(day: date) -> int:
    """A day as Excel counts it.

    >>> serial(date(2026, 12, 1))
    46357
    """
    return (day - date(1899, 12, 30)).days
