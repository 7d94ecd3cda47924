"""What the tests have LibreOffice do. Runs on a Python that has `uno`; takes and gives plain values."""

from __future__ import annotations

import time
from pathlib import Path

import register
from documents import block, calls_and_errors, opened, save

FILLED = 1 | 2 | 4 | 16
"""Numbers, days, texts and formulas."""


def install(office, extension):
    register.add(office, Path(extension))


def sleep(office, seconds):
    time.sleep(seconds)


def values_of(office, path, title, address):
    """Open a workbook and read a block."""
    with opened(office, path) as document:
        return block(document.Sheets.getByName(title).getCellRangeByName(address))


def edit_and_save(office, path, saved, values, rows_at):
    """Open a workbook, change named cells, insert two rows in each sheet (title -> row), compute anew and save it.

    Gives how many cells call our functions and which show an error, before and after.
    """
    with opened(office, path) as document:
        before = calls_and_errors(document)
        for name, value in values.items():
            document.NamedRanges.getByName(name).getReferredCells().getCellByPosition(0, 0).Value = value
        for title, row in rows_at.items():
            document.Sheets.getByName(title).Rows.insertByIndex(row, 2)
        document.calculateAll()
        after = calls_and_errors(document)
        save(document, saved)
        return before, after


def insert_in_vain(office, path, package, replaced, reader):
    """Insert sheets in place of others, fail when all of them are there, and take it back.

    Gives titles, workbook names and the formula of *reader* (title, address): before, when it failed, and after.
    """
    from kpi_xl_office.insertion import changes, sheets

    def failing(*_):
        raise OSError("no space left")

    with opened(office, path) as document, opened(office, package) as source:
        cell = document.Sheets.getByName(reader[0]).getCellRangeByName(reader[1])
        states = [_state(document, cell)]
        complete, sheets.complete = sheets.complete, failing
        made = changes.Changes(document, "a test")
        try:
            made.insert(source, replaced)
        except OSError:
            states.append(_state(document, cell))
        finally:
            sheets.complete = complete
        made.end()
        return [*states, _state(document, cell)]


def shown_otherwise_when_inserted(office, package):
    """Each cell of the workbook *package* that shows another text when its sheet is inserted: title, cell, text drawn, text now."""
    from kpi_xl_office.insertion import changes

    with opened(office, "private:factory/scalc") as document, opened(office, package) as source:
        changes.Changes(document, "a test").insert(source, [])
        found = []
        for drawn in source.Sheets:
            sheet = document.Sheets.getByName(drawn.Name)
            for cell in drawn.queryContentCells(FILLED).Cells:
                place = cell.CellAddress
                now = sheet.getCellByPosition(place.Column, place.Row).String
                if now != cell.String:
                    found.append((drawn.Name, cell.AbsoluteName, cell.String, now))
        return found


def conditions_when_inserted(office, package):
    """title -> the conditional formats of a sheet as drawn in the workbook *package*, and inserted into another."""
    from kpi_xl_office.insertion import changes

    with opened(office, "private:factory/scalc") as document, opened(office, package) as source:
        drawn = {sheet.Name: _conditions(sheet) for sheet in source.Sheets}
        changes.Changes(document, "a test").insert(source, [])
        return {title: (formats, _conditions(document.Sheets.getByName(title))) for title, formats in drawn.items()}


def _conditions(sheet):
    """(cells, (kind, formula) of each condition) in the order of their numbers, which cells name."""
    formats = sorted(sheet.ConditionalFormats.ConditionalFormats, key=lambda each: each.ID)
    return [(each.ID, each.Range.RangeAddressesAsString, tuple(_entries(each))) for each in formats]


def _entries(format):
    for number in range(format.Count):
        entry = format.getByIndex(number)
        yield entry.getType(), getattr(entry, "Formula1", "")


def _state(document, cell):
    names = {name: document.NamedRanges.getByName(name).Content for name in document.NamedRanges.ElementNames}
    return list(document.Sheets.ElementNames), names, cell.Formula
