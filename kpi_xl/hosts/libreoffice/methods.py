"""Methods: what the Calc add-in calls each spreadsheet function, and what Calc must know of its arguments."""

from __future__ import annotations

from typing import Any

from kpi_xl.functions import Function, catalogue

MODULE = "kpixl"
INTERFACE = f"{MODULE}.XFunctions"
SERVICE = f"{MODULE}.Functions"
"""Stands before a method in files that LibreOffice saves, so it never changes."""


def method_of(name: str) -> str:
    """The method's name: UNO takes no underscore there.

    >>> method_of("KPI_REQUIRED_CALLS")
    'kpiRequiredCalls'
    """
    first, *others = name.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def argument_of(name: str) -> str:
    """A parameter's name as UNO takes it.

    >>> argument_of("unit_price"), argument_of("rate1")
    ('unitPrice', 'rate1')
    """
    return method_of(name)


def long_name(name: str) -> str:
    """A function as LibreOffice itself stores it, in upper case."""
    return f"{SERVICE}.{method_of(name)}".upper()


def methods() -> dict[str, dict[str, Any]]:
    """What the add-in reads when it starts, by method."""
    return {method_of(function.name): _told(function) for function in catalogue()}


def _told(function: Function) -> dict[str, Any]:
    """The function, and the named cells that stand in for its arguments."""
    inputs = [parameter.input for parameter in function.parameters] if function.reads_names else []
    return {"name": function.name, "inputs": inputs}
