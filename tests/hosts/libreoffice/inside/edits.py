"""A workbook edited row by row, as people edit lists."""

from __future__ import annotations

from pathlib import Path

import uno
from documents import opened, prop, save


def edited_step_by_step(office, path, steps, folder):
    """Open a workbook, do one step after the other as a person would, compute and save a copy after each.

    Steps are lists of (kind, details). Cells are named by a workbook name and how far right and down of its first cell they
    stand, so that a step finds them wherever the steps before have moved them.
    """
    made = []
    with opened(office, path) as document:
        for number, step in enumerate(steps):
            for kind, *details in step:
                EDITS[kind](document, *details)
            document.calculateAll()
            made.append(str(Path(folder) / f"step-{number:02}.xlsx"))
            save(document, made[-1])
    return made


def _start(document, name):
    """The sheet of a name, and its first row and column."""
    cells = document.NamedRanges.getByName(name).getReferredCells()
    return cells.Spreadsheet, cells.RangeAddress


def _delete_rows(document, name, down, count=1):
    sheet, place = _start(document, name)
    sheet.Rows.removeByIndex(place.StartRow + down, count)


def _insert_rows(document, name, down, count=1):
    sheet, place = _start(document, name)
    sheet.Rows.insertByIndex(place.StartRow + down, count)


def _insert_column(document, name, right):
    sheet, place = _start(document, name)
    sheet.Columns.insertByIndex(place.StartColumn + right, 1)


def _delete_cells(document, name, down):
    """The cells of one row of a list, what is under them moves up: as "delete table row" does."""
    from com.sun.star.sheet.CellDeleteMode import UP

    sheet, place = _start(document, name)
    row = sheet.getCellRangeByPosition(place.StartColumn, place.StartRow + down, place.EndColumn, place.StartRow + down)
    sheet.removeRange(row.RangeAddress, UP)


def _blank(document, name, down):
    sheet, place = _start(document, name)
    row = sheet.getCellRangeByPosition(place.StartColumn, place.StartRow + down, place.EndColumn, place.StartRow + down)
    row.clearContents(1 | 2 | 4 | 16)


def _move(document, name, down, to):
    """Cut the cells of one row and paste them at another."""
    sheet, place = _start(document, name)
    row = sheet.getCellRangeByPosition(place.StartColumn, place.StartRow + down, place.EndColumn, place.StartRow + down)
    target = sheet.getCellByPosition(place.StartColumn, place.StartRow + to).CellAddress
    sheet.moveRange(target, row.RangeAddress)


def _sort(document, name, count, column, ascending):
    """The rows under the heads of a list, by one of its columns."""
    from com.sun.star.table import TableSortField

    sheet, place = _start(document, name)
    rows = sheet.getCellRangeByPosition(place.StartColumn, place.StartRow + 1, place.EndColumn, place.StartRow + count)
    field = TableSortField()
    field.Field, field.IsAscending = column, ascending
    rows.sort((prop("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,))), prop("ContainsHeader", False)))


def _type(document, name, down, right, value):
    sheet, place = _start(document, name)
    cell = sheet.getCellByPosition(place.StartColumn + right, place.StartRow + down)
    if isinstance(value, str):
        cell.String = value
    else:
        cell.Value = value


def _copy_row(document, name, down, to, count=1):
    """Copy one whole row onto others."""
    sheet, place = _start(document, name)
    last = sheet.Columns.Count - 1
    row = sheet.getCellRangeByPosition(0, place.StartRow + down, last, place.StartRow + down).RangeAddress
    for offset in range(count):
        sheet.copyRange(sheet.getCellByPosition(0, place.StartRow + to + offset).CellAddress, row)


EDITS = {
    "delete_rows": _delete_rows, "insert_rows": _insert_rows, "insert_column": _insert_column, "delete_cells": _delete_cells,
    "blank": _blank, "move": _move, "sort": _sort, "type": _type, "copy_row": _copy_row,
}  # fmt: skip
