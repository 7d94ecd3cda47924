"""What the tests have LibreOffice do. Runs on a Python that has `uno`; takes and gives plain values."""

from __future__ import annotations

import time
from pathlib import Path

import register
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import CellAddress

FORMULA_CELLS, ERROR_RESULTS = 16, 4
ERRORS = {32767: "#N/A", 503: "#NUM!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 521: "#NULL!"}
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".ods": "calc8"}


def install(office, extension):
    register.add(office, Path(extension))


def sleep(office, seconds):
    time.sleep(seconds)


def values_of(office, path, title, address):
    """Open a workbook and read a block."""
    with opened(office, path) as document:
        return block(document.Sheets.getByName(title).getCellRangeByName(address))


def on_a_sheet(office, steps, begins=None):
    """Do the steps one after the other on a new sheet; what the reading ones read.

    ("put", {address: content}), ("array", {address: formula}), ("name", {name: address}), ("read", address, ...)
    """
    read = []
    with opened(office, "private:factory/scalc") as document:
        if begins:
            document.NullDate = uno.createUnoStruct("com.sun.star.util.Date", *begins)
        for kind, *details in steps:
            found = STEPS[kind](document, document.Sheets.getByIndex(0), *details)
            read += [] if found is None else [found]
    return read


def _put(document, sheet, contents):
    for address, content in contents.items():
        cell = sheet.getCellRangeByName(address)
        if isinstance(content, str):
            cell.Formula = content
        else:
            cell.Value = content


def _array(document, sheet, formulas):
    for address, formula in formulas.items():
        sheet.getCellRangeByName(address).ArrayFormula = formula


def _name(document, sheet, names):
    for name, address in names.items():
        if document.NamedRanges.hasByName(name):
            document.NamedRanges.removeByName(name)
        document.NamedRanges.addNewByName(name, f"${sheet.Name}.{address}", CellAddress(), 0)


def _read(document, sheet, *addresses):
    """The first cell of each address, or the rows of a block."""
    blocks = [block(sheet.getCellRangeByName(address)) for address in addresses]
    return [cells if ":" in address else cells[0][0] for address, cells in zip(addresses, blocks)]


STEPS = {"put": _put, "array": _array, "name": _name, "read": _read}


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


def save(document, path):
    document.storeAsURL(Path(path).as_uri(), (prop("FilterName", FILTERS[Path(path).suffix]),))


def calls_and_errors(document):
    calls, errors = 0, []
    for sheet in document.Sheets:
        for area in sheet.queryContentCells(FORMULA_CELLS):
            calls += sum("KPIXL." in formula.upper() for row in area.getFormulaArray() for formula in row)
        errors += sheet.queryFormulaCells(ERROR_RESULTS).getRangeAddressesAsString().split(";")
    return calls, [each for each in errors if each]


class opened:
    """The open workbook, until the block ends. No generator: LibreOffice's exceptions do not pass through one unchanged."""

    def __init__(self, office, path):
        url = path if path.startswith("private:") else Path(path).as_uri()
        self.document = office.desktop.loadComponentFromURL(url, "_blank", 0, (prop("Hidden", True),))
        if self.document is None:
            raise RuntimeError(f"LibreOffice does not open {path}")

    def __enter__(self):
        return self.document

    def __exit__(self, *_):
        self.document.close(True)


def block(area):
    """The cells of an area as rows: numbers, texts, and errors as ("#N/A",)."""
    return [
        [_error(area.getCellByPosition(across, down)) if value is None else value for across, value in enumerate(row)]
        for down, row in enumerate(area.getDataArray())
    ]


def _error(cell):
    return (ERRORS.get(cell.getError(), cell.getError()),)


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


# --- a workbook in a window ------------------------------------------------------------------------------------------


def show(office, path):
    """Open a workbook in a window that fills the screen; it stays open."""
    document = office.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, ())
    window = document.CurrentController.Frame.ContainerWindow
    window.setPosSize(0, 0, 1600, 1000, 15)
    window.setFocus()


def close_all(office):
    for document in list(office.desktop.Components):
        document.close(True)


def save_shown(office):
    shown(office).store()


def shown(office):
    """The workbook in front; right after it was opened the window may not yet be."""
    return office.desktop.CurrentComponent or next(iter(office.desktop.Components))


def labels(office):
    """The open workbooks."""
    return [document.Title for document in office.desktop.Components]


def type_in(office, contents):
    """Type into named cells: name -> text, number or formula."""
    for name, value in contents.items():
        cell = shown(office).NamedRanges.getByName(name).getReferredCells().getCellByPosition(0, 0)
        if isinstance(value, str):
            cell.Formula = value
        else:
            cell.Value = value


def put(office, title, contents):
    _put(shown(office), shown(office).Sheets.getByName(title), contents)


def contents(office, title, address):
    return block(shown(office).Sheets.getByName(title).getCellRangeByName(address))


def formula(office, title, address):
    return shown(office).Sheets.getByName(title).getCellRangeByName(address).Formula


def named(office, *names):
    """The cells of workbook names."""
    ranges = shown(office).NamedRanges
    return [block(ranges.getByName(name).getReferredCells()) for name in names]


def sheet_named(office, title, name):
    """The last cell in the first row of a sheet's name: (column, row) from 0."""
    place = shown(office).Sheets.getByName(title).NamedRanges.getByName(name).getReferredCells().RangeAddress
    return place.EndColumn, place.StartRow


def titles(office):
    return list(shown(office).Sheets.ElementNames)


def front_sheet(office):
    return shown(office).CurrentController.ActiveSheet.Name


def bring_to_front(office, title):
    shown(office).CurrentController.setActiveSheet(shown(office).Sheets.getByName(title))


def undo_titles(office):
    return list(shown(office).UndoManager.getAllUndoActionTitles())


def undo(office):
    shown(office).UndoManager.undo()


def looks(office):
    """title -> what a sheet of the workbook in front is made of."""
    view = shown(office).CurrentController
    front = view.ActiveSheet
    found = {sheet.Name: _looks(shown(office), view, sheet) for sheet in shown(office).Sheets}
    view.setActiveSheet(front)
    return found


def _looks(document, view, sheet):
    view.setActiveSheet(sheet)
    style = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    in_error = sheet.queryFormulaCells(ERROR_RESULTS).getRangeAddressesAsString()
    return {
        "charts": sheet.Charts.Count,
        "is_landscape": style.IsLandscape,
        "paper_in_mm": (round(style.Width / 100), round(style.Height / 100)),
        "pages_across": style.ScaleToPagesX,
        "has_print_area": len(sheet.PrintAreas) == 1,
        "repeats_rows": sheet.PrintTitleRows,
        "is_frozen": view.hasFrozenPanes(),
        "styles_of_conditions": sorted(_styles_of_conditions(document, sheet)),
        "series": [_series_names(chart) for chart in sheet.Charts],
        "in_error": [each for each in in_error.split(";") if each],
    }


def _styles_of_conditions(document, sheet):
    """(condition, colour of the text) of each conditional format."""
    styles = document.StyleFamilies.getByName("CellStyles")
    for formats in sheet.ConditionalFormats.ConditionalFormats:
        for number in range(formats.Count):
            entry = formats.getByIndex(number)
            if hasattr(entry, "StyleName"):
                yield entry.Formula1, styles.getByName(entry.StyleName).CharColor


def _series_names(chart):
    names = []
    for system in chart.EmbeddedObject.getFirstDiagram().getCoordinateSystems():
        for kind in system.getChartTypes():
            for series in kind.getDataSeries():
                labels = (sequence.getLabel() for sequence in series.getDataSequences())
                names += [label.getSourceRangeRepresentation() for label in labels if label is not None]
    return names


def said(office):
    """The texts of the dialogue in front, as a screen reader gets them."""
    toolkit = office.service("com.sun.star.awt.Toolkit")
    found = []
    for number in range(toolkit.getTopWindowCount()):
        window = toolkit.getTopWindow(number)
        if window.getAccessibleContext().getAccessibleName().startswith("kpi-xl"):
            found += _names(window.getAccessibleContext())
    return found


def _names(context):
    yield context.getAccessibleName()
    for number in range(context.getAccessibleChildCount()):
        yield from _names(context.getAccessibleChild(number).getAccessibleContext())


# --- a workbook edited row by row ----------------------------------------------------------------------------------------


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
