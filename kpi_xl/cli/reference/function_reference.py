"""What the reference says about a function, in words; the pages in docs/ and the terminal show it."""

from __future__ import annotations

import re
from typing import Any

from kpi_xl.functions import Function, evaluate
from kpi_xl.functions.definition.parameters import Parameter
from kpi_xl.functions.twins.expansion import twin_of
from kpi_xl.hosts.excel.functions.argument_help import stand_in
from kpi_xl.language import Text
from kpi_xl.units import Unit

_RANGE = re.compile(r"\b[A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+\b")


def when_omitted(parameter: Parameter) -> Text:
    """What stands in, or that nothing does."""
    return stand_in(parameter) or (_NOT_NEEDED if parameter.is_optional else _REQUIRED)


def example_result(function: Function) -> str | None:
    """What the example gives; None where it names cells of a sheet, which only that sheet can tell.

    >>> from kpi_xl.functions import find
    >>> example_result(find("KPI_REQUIRED_CALLS")), example_result(find("KPI_ATTAINMENT"))
    ('2,000', '0.8（80.0%）')
    """
    if _RANGE.search(function.example):
        return None
    result = evaluate(function.example)
    if isinstance(result, list):
        return " / ".join(" ".join(map(_shown, row)) if isinstance(row, list) else _shown(row) for row in result)
    if function.unit is Unit.RATE:
        return str(_AS_READ.format(value=_shown(result), read=function.unit.show(result)))
    return _shown(result)


def plain_formula(function: Function) -> str | None:
    """The same in plain Excel, arguments by name; None where plain Excel cannot.

    >>> from kpi_xl.functions import find
    >>> "actual/elapsed*total" in plain_formula(find("KPI_LANDING"))
    True
    """
    if not function.has_twin:
        return None
    return "=" + twin_of(function).format(**{parameter.name: parameter.name for parameter in function.parameters})


def without_add_in(function: Function) -> Text:
    """Whether the function works where only the .xlsx workbook is."""
    if not function.has_twin:
        return _ADD_IN_ONLY
    return _EVERYWHERE if function.twin_takes_ranges else _CELL_BY_CELL


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, (str, bool)) else f"{round(value, 4):,.15g}"


_AS_READ = Text("{value}（{read}）", "{value} ({read})")
_EVERYWHERE = Text("使えます", "works")
_CELL_BY_CELL = Text("使えます（範囲ではなく1セルずつ）", "works, for one cell at a time rather than a range")
_ADD_IN_ONLY = Text("使えません（.xlsm かアドインが必要です）", "does not work; needs the .xlsm or the add-in")
_REQUIRED = Text("省略できません", "required")
_NOT_NEEDED = Text("なくても計算します", "does without")
