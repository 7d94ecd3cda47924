"""A workbook in a window, as a person has it in front."""

from __future__ import annotations

from pathlib import Path

from documents import ERROR_RESULTS, block
from steps import put_into


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


def name_means(office, name, formula):
    """What somebody types for a name in the dialogue of names."""
    shown(office).NamedRanges.getByName(name).Content = formula


def put(office, title, contents):
    put_into(shown(office), shown(office).Sheets.getByName(title), contents)


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
