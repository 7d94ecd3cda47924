"""Expressions of our functions, computed without a spreadsheet: ``KPI_PER_DAY(KPI_REQUIRED_CALLS(),PLAN_MONTH)``."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from types import NoneType
from typing import Any

import numpy as np

from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.functions.calling.call import call
from kpi_xl.language import Text

_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.USub: operator.neg, ast.UAdd: operator.pos,
}  # fmt: skip

_SCALED_OR_STRING = re.compile(r'"(?:[^"]|"")*"|(?<![\d.])(\d+(?:\.\d+)?|\.\d+)([%万億])')
_SCALES = {"%": "/100", "万": "*10000", "億": "*100000000"}
_OMITTED_ARGUMENT = re.compile(r'"(?:[^"]|"")*"|(?<=[(,])(?=\s*,)|(?<=,)(?=\s*\))')
_FROM_A_FILE = re.compile(r""" "(?:[^"]|"")*" | @?(?:'(?:[^']|'')*'|\[\d+\]|[^\W\d][\w.]*)!(?=KPI_) | @(?=KPI_) """, re.VERBOSE)
"""What Excel shows in front of our functions: @, and the path of an add-in that it does not find."""
LONGEST = 8192
"""Excel's own limit for a formula."""


def evaluate(expression: str, names: Mapping[str, Any] | None = None) -> Any:
    r"""Compute a formula made of our functions, numbers, texts, ``{1,2,3}`` arrays, + - * / and workbook names.

    Raises:
        InputError: it is no such formula, or names what *names* does not hold.
        KpiError: what the functions say about their arguments.

    >>> evaluate("=KPI_REQUIRED_CALLS(10000000, 500000, 20%, 5%)")
    2000
    >>> evaluate(r"='C:\Users\hanako\kpi_xl.xlam'!KPI_REQUIRED_DEALS(3000000, 50万)+@KPI_GAP(2, 1)")
    7.0
    >>> evaluate("KPI_REQUIRED_DEALS(,UNIT_PRICE)", {"KGI_AMOUNT": 3_000_000, "UNIT_PRICE": 500_000})
    6
    """
    text = expression.strip().removeprefix("=").strip()
    if not text:
        raise InputError([Finding(Text("式", "expression"), NO_VALUE, _EMPTY, _EXAMPLE)])
    try:
        tree = _parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise InputError([Finding(Text("式", "expression"), expression, _NO_FORMULA, _EXAMPLE)]) from error
    try:
        return _Evaluator(expression, names or {}).value(tree.body)
    except RecursionError as error:
        raise InputError([Finding(Text("式", "expression"), expression, _TOO_DEEP, _SHORTEN)]) from error


def _parsed(text: str) -> ast.Expression:
    """The formula as Python reads it: 20% is (20/100), 50万 is (50*10000), an argument left out is None."""
    if len(text) > LONGEST:
        raise SyntaxError
    text = _FROM_A_FILE.sub(lambda match: match[0] if match[0].startswith('"') else "", text)
    python = _SCALED_OR_STRING.sub(lambda match: f"({match[1]}{_SCALES[match[2]]})" if match[1] else match[0], text)
    return ast.parse(_OMITTED_ARGUMENT.sub(lambda match: match[0] or "None", python), mode="eval")


def _is_finite(value: Any) -> bool:
    return isinstance(value, float) and math.isfinite(value)


class _Evaluator:
    def __init__(self, expression: str, names: Mapping[str, Any]) -> None:
        self.expression, self.names = expression, names

    def value(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value) if isinstance(value, (int, str, NoneType)) or _is_finite(value):
                return value
            case ast.Name(id=name):
                return self.named(name)
            case ast.Set(elts=items):
                return [self.value(item) for item in items]
            case ast.Call(func=ast.Name(id="DATE"), args=[year, month, day], keywords=[]):
                return self.date(*(self.value(part) for part in (year, month, day)))
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return call(name, *(self.value(argument) for argument in arguments), names=self.names)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return self.arithmetic(_OPERATORS[type(op)], left, right)
            case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
                return self.arithmetic(_OPERATORS[type(op)], operand)
        raise InputError([Finding(Text("式", "expression"), self.expression, _NO_FORMULA, _EXAMPLE)])

    def named(self, name: str) -> Any:
        if name in self.names:
            return self.names[name]
        remedy = did_you_mean(name, sorted(self.names)) if self.names else _SET_IT.format(name=name)
        raise InputError([Finding(Text("式", "expression"), name, _NO_NAME, remedy)])

    def date(self, year: Any, month: Any, day: Any) -> date:
        try:
            return date(year, month, day)
        except (TypeError, ValueError) as error:
            raise InputError([Finding("DATE", f"{year},{month},{day}", _NO_DATE, _DATE_EXAMPLE)]) from error

    def arithmetic(self, operation: Callable[..., Any], *operands: ast.expr) -> Any:
        values = [self.value(operand) for operand in operands]
        arrays = [np.asarray(value) if isinstance(value, list) else value for value in values]
        try:
            if any(isinstance(value, str) for value in values):
                raise TypeError  # Python would repeat "a" a thousand million times
            with np.errstate(all="ignore"):
                result = operation(*arrays)
            if not np.isfinite(result).all():
                raise OverflowError
        except (TypeError, ValueError, ZeroDivisionError, OverflowError) as error:
            raise InputError([Finding(Text("式", "expression"), self.expression, _NO_RESULT, _CHECK)]) from error
        return result.tolist() if isinstance(result, np.ndarray) else result


_EMPTY = Text("が空です", "is empty")
_SET_IT = Text("数で書くか、--set {name}=値 を付けてください", "Write a number, or add --set {name}=VALUE")
_NO_FORMULA = Text("は式として読めません", "is not a formula that can be computed here")
_EXAMPLE = Text(
    "「KPI_REQUIRED_CALLS(10000000,500000,20%,5%)」のように書いてください",
    "Write it as KPI_REQUIRED_CALLS(10000000,500000,20%,5%)",
)
_NO_NAME = Text("という名前はありません", "is not a known name")
_NO_DATE = Text("は日付になりません", "is not a date")
_DATE_EXAMPLE = Text("「DATE(2026,11,30)」のように書いてください", "Write it as DATE(2026,11,30)")
_TOO_DEEP = Text("は長すぎて計算できません", "is too long to be computed")
_SHORTEN = Text("いくつかの式に分けてください", "Split it into several")
_NO_RESULT = Text("は計算できません", "cannot be computed")
_CHECK = Text("0で割らない、桁あふれしない式にしてください", "Write a formula that does not divide by 0 or overflow")
