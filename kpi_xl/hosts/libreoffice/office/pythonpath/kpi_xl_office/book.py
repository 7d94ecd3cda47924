"""What a command reads of the workbook in front. Rows and columns are counted from 1, an area is (sheet title, first row,
first column, last row, last column).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import uno

MAC_DAY_ZERO = date(1904, 1, 1)


def workbook(document: Any) -> tuple:
    """What it is called, the folder it lies in ("" where it was never saved to a disk), whether it counts from 1904."""
    path = Path(uno.fileUrlToSystemPath(document.getURL())) if document.getURL().startswith("file:") else None
    begin = document.NullDate
    counts_from_1904 = date(begin.Year, begin.Month, begin.Day) == MAC_DAY_ZERO
    return path.name if path else document.Title, str(path.parent) if path else "", counts_from_1904


def names(document: Any) -> dict:
    """The workbook names that stand for cells."""
    return dict(_areas(document.NamedRanges))


def other_names(document: Any) -> dict:
    """The names that stand for something else than one range of cells -> their formula."""
    named = document.NamedRanges
    found = {name: named.getByName(name) for name in named.ElementNames}
    return {name: each.Content for name, each in found.items() if each.getReferredCells() is None}


def sheet_names(document: Any) -> dict:
    """(sheet title, name) -> its cells, of the names of single sheets."""
    return {
        (sheet.Name, name): area for sheet in document.Sheets for name, area in _areas(sheet.NamedRanges)
    }


def tables(document: Any) -> dict:
    """The Excel tables, which are database ranges in Calc: name -> (area with heads and totals, rows of totals)."""
    ranges = document.DatabaseRanges
    return {
        name: (_area(document.Sheets, ranges.getByName(name).DataArea), int(ranges.getByName(name).TotalsRow))
        for name in ranges.ElementNames
    }


def contents(document: Any, area: tuple) -> list:
    """Row by row the value of each cell, and whether a formula gives it; as far down as the sheet is used. An error is the text
    that the cell shows.
    """
    title, top, left, bottom, right = area
    sheet = document.Sheets.getByName(title)
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    last = min(bottom - 1, max(top - 1, used.RangeAddress.EndRow))
    block = sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, last)
    return [
        [
            _content(block, across, down, value, formula.startswith(("=", "{=")))
            for across, (value, formula) in enumerate(zip(*both))
        ]
        for down, both in enumerate(zip(block.getDataArray(), block.getFormulaArray()))
    ]


def _content(block: Any, column: int, row: int, value: Any, is_formula: bool) -> tuple:
    if value is None:  # an error
        return block.getCellByPosition(column, row).String, is_formula
    return (None if value == "" and not is_formula else value), is_formula


def _areas(named: Any) -> Any:
    for name in named.ElementNames:
        cells = named.getByName(name).getReferredCells()
        if cells is not None:
            place = cells.getRangeAddress()
            yield name, (cells.Spreadsheet.Name, *_bounds(place))


def _area(sheets: Any, place: Any) -> tuple:
    return (sheets.getByIndex(place.Sheet).Name, *_bounds(place))


def _bounds(place: Any) -> tuple:
    return place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1
