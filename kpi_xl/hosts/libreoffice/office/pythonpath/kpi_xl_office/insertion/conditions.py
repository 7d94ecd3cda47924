"""Conditional formats of a sheet that is copied from another workbook.

Of formats that say the same Calc keeps one and numbers the rest anew; but the cells go on naming the numbers that they had,
and are painted with whatever has those numbers then. So all are told apart while they are copied.
"""

from __future__ import annotations

from typing import Any

CONDITION = 0  # com.sun.star.sheet.ConditionEntryType


def tell_apart(sheet: Any) -> dict:
    """Give each format of a sheet another condition that says the same; what `say_again` needs to know."""
    formulas = {}
    for format in _formats(sheet):
        entry = _condition(format)
        if entry is not None:
            formulas[format.ID] = entry.Formula1
            entry.Formula1 = f"IF({format.ID};{entry.Formula1})"  # a number above 0 holds
    return formulas


def say_again(sheet: Any, formulas: dict) -> None:
    """Give the formats of a sheet that was copied their own conditions again."""
    for format in _formats(sheet):
        if format.ID in formulas:
            _condition(format).Formula1 = formulas[format.ID]


def _formats(sheet: Any) -> tuple:
    return tuple(sheet.ConditionalFormats.ConditionalFormats)


def _condition(format: Any) -> Any:
    """The first condition of a format; None where it has bars only, for instance, which Calc never joins."""
    entries = (format.getByIndex(number) for number in range(format.Count))
    return next((entry for entry in entries if entry.getType() == CONDITION), None)
