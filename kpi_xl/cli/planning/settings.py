"""``--set NAME=VALUE``: inputs by their workbook names, or by what the workbook calls them (成約率=18%)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kpi_xl.definitions import Input
from kpi_xl.definitions.kinds import folded
from kpi_xl.definitions.labels import names_by_label, plain_label
from kpi_xl.errors import ArgumentError, Finding, InputError, did_you_mean
from kpi_xl.language import Text
from kpi_xl.units import Unit, read_quantity

DIVIDED_BY = ("UNIT_PRICE", "ADDED_AMOUNT")
"""Amounts that something is divided by."""


_PARTS = re.compile(r"(\d+(?:\.\d+)?)\s*:\s*(\d+(?:\.\d+)?)")
"""75:25, the first of two parts."""


def read_settings(settings: Sequence[str], inputs: Sequence[Input]) -> dict[str, float]:
    """``NAME=VALUE`` pairs as numbers in the unit of the input they name.

    Raises:
        InputError: everything that is wrong with them.
    """
    known, words = {item.name: item for item in inputs}, names_by_label(inputs)
    values: dict[str, float] = {}
    findings = []
    for setting in settings:
        typed_name, equals, typed = setting.partition("=")
        name = words.get(folded(typed_name), typed_name.strip().upper())
        if not equals:
            findings.append(Finding("--set", setting, _SET_RULE, _SET_REMEDY))
        elif name not in known:
            labels = [plain_label(str(item.label)) for item in inputs]
            findings.append(Finding("--set", name, _NO_INPUT, did_you_mean(name, known if name.isascii() else labels)))
        else:
            try:
                values[name] = _quantity(known[name], typed)
            except ArgumentError as error:
                findings.append(error.finding)
    if findings:
        raise InputError(findings)
    return values


def _quantity(item: Input, typed: str) -> float:
    if item.unit is Unit.RATE and (parts := _PARTS.fullmatch(unicodedata.normalize("NFKC", typed).strip())):
        first, second = float(parts[1]), float(parts[2])
        typed = str(first / (first + second)) if first + second else typed
    value = read_quantity(f"--set {item.name}", typed, item.unit)
    if item.name in DIVIDED_BY and not value:
        raise ArgumentError(f"--set {item.name}", typed, _ABOVE_ZERO, _PRICE_REMEDY)
    return value


_SET_RULE = Text("は「名前=値」の形ではありません", "is not NAME=VALUE")
_SET_REMEDY = Text("「--set KGI_AMOUNT=1,000万」のように指定してください", "Write it as --set KGI_AMOUNT=10000000")
_ABOVE_ZERO = Text("0より大きい数が必要です", "must be above 0")
_PRICE_REMEDY = Text("「50万」のように指定してください", "Write it as 500000")
_NO_INPUT = Text("という入力はこのブックにありません", "is not an input of this workbook")
