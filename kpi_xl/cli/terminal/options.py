"""What options take; a wrong value is a finding like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from kpi_xl.errors import ArgumentError, Finding, InputError, UnknownNameError, did_you_mean
from kpi_xl.language import Text

if TYPE_CHECKING:
    from kpi_xl.periods import Month


P = ParamSpec("P")
T = TypeVar("T")


class Attempts:
    """Reads several options and says everything that is wrong with them at once."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def __call__(self, read: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T | None:
        """What *read* returns; None where it finds fault, which is kept for `done`."""
        try:
            return read(*arguments, **named)
        except InputError as error:
            self.findings += error.findings
        except (ArgumentError, UnknownNameError) as error:
            self.findings.append(error.finding)
        return None

    def done(self) -> None:
        """Raise what was found."""
        if self.findings:
            raise InputError(self.findings)


def known(value: T | None) -> T:
    """What an attempt read, once `Attempts.done` has let it pass."""
    assert value is not None
    return value


class OneOf(click.Choice[str]):
    """One of a few words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in self.choices:
            return str(value)
        remedy = did_you_mean(str(value), [str(choice) for choice in self.choices])
        raise InputError([Finding(_place(param), value, _NOT_A_CHOICE, remedy)])


class Whole(click.ParamType[int]):
    """A whole number from *least* to *most*; full-width digits are read too."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from kpi_xl.units import parse_number  # late: help needs no numbers

        number = parse_number(str(value))
        if number is not None and number.is_integer() and self.least <= number <= self.most:
            return int(number)
        limits = {"least": f"{self.least:,}", "most": f"{self.most:,}"}
        raise InputError([Finding(_place(param), value, _NOT_WHOLE.format(**limits), _WRITE_WHOLE)])


def read_month(text: str) -> Month:
    """The month that ``--month`` names.

    Raises:
        InputError: it names none.
    """
    from kpi_xl.periods import PLANNED_YEARS, Month  # late, as above

    try:
        month = Month.parse(text)
    except ArgumentError as error:
        raise InputError([replace(error.finding, place="--month")]) from error
    if month.year not in PLANNED_YEARS:
        raise InputError([Finding("--month", text, _NO_MONTH, _THIS_MONTH)])
    return month


def _place(param: click.Parameter | None) -> str:
    return param.opts[0] if param else ""


_NOT_A_CHOICE = Text("という選択肢はありません", "is not one of the choices")
_NO_MONTH = Text("は計画できる月ではありません（1950年から2200年まで）", "is not a month that is planned (1950 to 2200)")
_THIS_MONTH = Text("「2026-11」のように指定してください", "Write it as 2026-11")
_NOT_WHOLE = Text("は{least}から{most}までの整数ではありません", "is not a whole number from {least} to {most}")
_WRITE_WHOLE = Text("「3」のように指定してください", "Write it as 3")
