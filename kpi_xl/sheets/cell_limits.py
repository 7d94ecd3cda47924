"""What a cell can hold: finite numbers, texts of whole characters that are not too long."""

from __future__ import annotations

import math
from typing import NamedTuple

from kpi_xl.language import Text

LONGEST_TEXT = 32_767
"""UTF-16 units, which is how Excel counts."""


class ValueProblem(NamedTuple):
    """Why a value cannot stand in a cell."""

    rule: Text
    remedy: Text


def number_problem(number: float) -> ValueProblem | None:
    """
    >>> number_problem(1e300) is None, str(number_problem(math.inf).remedy)
    (True, '有限の数値にするか、空にしてください')
    """
    return None if math.isfinite(number) else _NOT_A_NUMBER


def text_problem(text: str) -> ValueProblem | None:
    """
    >>> text_problem("商談") is None, str(text_problem("x" * 40_000).rule)
    (True, 'は32,767文字を超えています')
    """
    if len(text) <= LONGEST_TEXT // 2 and text.isprintable():  # nearly all; half a character is not printable
        return None
    try:
        units = len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        return _HALF_CHARACTER
    return _TOO_LONG if units > LONGEST_TEXT else None


_NOT_A_NUMBER = ValueProblem(
    Text("は数値として保存できません", "is not a number that Excel can hold"),
    Text("有限の数値にするか、空にしてください", "Give a finite number, or nothing"),
)
_TOO_LONG = ValueProblem(
    Text("は32,767文字を超えています", "is longer than 32,767 characters"), Text("短くしてください", "Shorten it")
)
_HALF_CHARACTER = ValueProblem(
    Text("に文字の一部だけが含まれています", "has half a character"),
    Text("その文字を入力し直してください", "Type that character again"),
)
