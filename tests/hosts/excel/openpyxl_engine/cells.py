"""Cells of openpyxl as this Excel reads and writes them, and sheets as formulas name them."""

from __future__ import annotations

import re

from openpyxl.worksheet.formula import ArrayFormula


class Refused(RuntimeError):
    """Error 1004."""


def filled(sheet) -> list:
    """The cells that hold something; openpyxl's own iteration makes every empty one between them."""
    return [cell for _, cell in sorted(sheet._cells.items()) if cell.value is not None]


def formula_of(cell) -> str:
    return cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value


def set_formula(cell, text: str) -> None:
    if isinstance(cell.value, ArrayFormula):
        cell.value.text = text
    else:
        cell.value = text


def quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def mentions(title: str) -> re.Pattern[str]:
    """The places of a formula that name a sheet of the same workbook."""
    plain = rf"(?<![\w\]'.]){re.escape(title)}!"
    return re.compile(rf"{re.escape(quoted(title))}!|{plain}")
