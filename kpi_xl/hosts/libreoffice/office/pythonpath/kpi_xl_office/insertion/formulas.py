"""Formulas of cells, and of ranges that one formula fills together (array formulas)."""

from __future__ import annotations

from typing import Any, Callable, Iterator

FORMULA = 16  # com.sun.star.sheet.CellFlags


def reading(titles: Any) -> Callable[[str], bool]:
    """Whether a formula reads one of these sheets."""
    marks = tuple(f"{spelled}." for title in titles for spelled in (title, title.replace("'", "''") + "'"))
    return lambda formula: any(mark in formula for mark in marks)


def formulas_with(sheet: Any, is_wanted: Callable[[str], Any]) -> Iterator[Any]:
    """The cells whose formula is wanted; of a range that a formula fills the whole, once."""
    for area in sheet.queryContentCells(FORMULA):
        for row, line in enumerate(area.getFormulaArray()):
            for column, formula in enumerate(line):
                if is_wanted(formula):
                    cell = area.getCellByPosition(column, row)
                    whole = _filled_with(sheet, cell)
                    if _begins(whole, cell):
                        yield whole


def in_place_of(cells: Any, sheet: Any) -> Any:
    """The same cell, or range that a formula fills, on another sheet."""
    place = cells.getRangeAddress()
    if cells.getArrayFormula():
        return sheet.getCellRangeByPosition(place.StartColumn, place.StartRow, place.EndColumn, place.EndRow)
    return sheet.getCellByPosition(place.StartColumn, place.StartRow)


def formula_of(cells: Any) -> str:
    return cells.getArrayFormula() or cells.getFormula()


def put_formula(cells: Any, formula: str) -> None:
    if formula.startswith("{"):
        cells.setArrayFormula(formula[1:-1])
    else:
        cells.setFormula(formula)


def _filled_with(sheet: Any, cell: Any) -> Any:
    """The cell, or the range that its formula fills."""
    if not cell.getArrayFormula():
        return cell
    whole = sheet.createCursorByRange(cell)
    whole.collapseToCurrentArray()
    return whole


def _begins(area: Any, cell: Any) -> bool:
    place, first = cell.getCellAddress(), area.getRangeAddress()
    return (place.Row, place.Column) == (first.StartRow, first.StartColumn)
