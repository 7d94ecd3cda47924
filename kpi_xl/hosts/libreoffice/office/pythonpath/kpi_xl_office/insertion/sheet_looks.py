"""What Calc leaves behind when it copies a sheet from another workbook: names, page style, print areas, frozen panes, and
formulas that read sheets which come later.
"""

from __future__ import annotations

from typing import Any

import uno
from com.sun.star.table import CellAddress
from com.sun.star.uno import RuntimeException

from kpi_xl_office.insertion.formulas import formula_of, formulas_with, in_place_of, put_formula, reading

CENTRE = 2  # com.sun.star.table.CellVertJustify2
OF_A_PAGE = (
    "IsLandscape", "Width", "Height", "LeftMargin", "RightMargin", "TopMargin", "BottomMargin", "CenterHorizontally",
    "CenterVertically", "PrintGrid", "PrintHeaders", "HeaderIsOn", "HeaderHeight", "HeaderBodyDistance", "FooterIsOn",
    "FooterHeight", "FooterBodyDistance", "LeftPageHeaderContent", "RightPageHeaderContent", "LeftPageFooterContent",
    "RightPageFooterContent",
)  # fmt: skip


def part_styles(document: Any, source: Any) -> None:
    """Give the cell styles of *source* names that *document* does not have: of two of one name Calc keeps one, and the
    colours of conditional formats would be those of other sheets.
    """
    theirs = source.StyleFamilies.getByName("CellStyles")
    ours = document.StyleFamilies.getByName("CellStyles").ElementNames
    number = next(number for number in range(1, 10_000) if not any(name.startswith(f"kpi-xl {number} ") for name in ours))
    for name in theirs.ElementNames:
        style = theirs.getByName(name)
        if style.isUserDefined():
            style.setName(f"kpi-xl {number} {name}")
            style.VertJustify = CENTRE  # as all cells of ours; else the copy puts the usual, the bottom, on over it


def complete(document: Any, sheet: Any, source: Any, original: Any) -> None:
    """Make *sheet* of *document* what *original* is in *source*."""
    _name_cells(sheet, original)
    _read_other_sheets(sheet, source, original)
    _format_numbers(document, sheet, source, original)
    sheet.PageStyle = _page_style(document, source.StyleFamilies.getByName("PageStyles").getByName(original.PageStyle))
    _print_alike(document, sheet, original)
    _label_charts(sheet, original)
    _view_alike(document, sheet, source, original)


def _name_cells(sheet: Any, original: Any) -> None:
    for name in original.NamedRanges.ElementNames:
        if not sheet.NamedRanges.hasByName(name):
            named = original.NamedRanges.getByName(name)
            sheet.NamedRanges.addNewByName(name, named.Content, CellAddress(), named.Type)


def _read_other_sheets(sheet: Any, source: Any, original: Any) -> None:
    """When the sheet was copied, the sheets that it reads may not have been there yet."""
    others = [title for title in source.Sheets.ElementNames if title != original.Name]
    for cells in formulas_with(original, reading(others)):
        put_formula(in_place_of(cells, sheet), formula_of(cells))


def _format_numbers(document: Any, sheet: Any, source: Any, original: Any) -> None:
    """Some formats of numbers are lost on the way: of 71.4% in the format 0.0% comes 0.714285714285714."""
    ours, theirs = document.NumberFormats, source.NumberFormats
    groups = original.UniqueCellFormatRanges
    for group in (groups.getByIndex(number) for number in range(groups.Count)):
        drawn = theirs.getByKey(group.NumberFormat)
        for place in group.RangeAddresses:
            cells = sheet.getCellRangeByPosition(place.StartColumn, place.StartRow, place.EndColumn, place.EndRow)
            if _text_of(ours, cells.NumberFormat) != drawn.FormatString:
                cells.NumberFormat = _key_of(ours, drawn)


def _text_of(formats: Any, key: int) -> str:
    """The format of a key; "" of one that the workbook does not know: a copied sheet may bring keys of the other workbook."""
    try:
        return str(formats.getByKey(key).FormatString)
    except RuntimeException:
        return ""


def _key_of(formats: Any, drawn: Any) -> int:
    """The key of a format in a workbook, which may be new to it."""
    known = formats.queryKey(drawn.FormatString, drawn.Locale, False)
    return known if known >= 0 else formats.addNew(drawn.FormatString, drawn.Locale)


def _page_style(document: Any, style: Any) -> str:
    """A page style of the workbook like *style*; its name."""
    styles = document.StyleFamilies.getByName("PageStyles")
    name = next(name for name in (f"kpi-xl {number}" for number in range(1, 10_000)) if not styles.hasByName(name))
    styles.insertByName(name, document.createInstance("com.sun.star.style.PageStyle"))
    made = styles.getByName(name)
    for each in OF_A_PAGE:
        setattr(made, each, getattr(style, each))
    for each in ("ScaleToPagesX", "ScaleToPagesY") if style.ScaleToPagesX or style.ScaleToPagesY else ("PageScale",):
        setattr(made, each, getattr(style, each))  # each of these puts the others out of force
    return name


def _print_alike(document: Any, sheet: Any, original: Any) -> None:
    areas = original.getPrintAreas()
    for area in areas:
        area.Sheet = sheet.RangeAddress.Sheet
    sheet.setPrintAreas(areas)
    if original.getPrintTitleRows():
        sheet.setPrintTitleRows(True)
        sheet.setTitleRows(original.getTitleRows())


def _label_charts(sheet: Any, original: Any) -> None:
    """The names of series that are no cells are lost on the way."""
    for ours, theirs in zip(sheet.Charts, original.Charts):
        provider = ours.EmbeddedObject.getDataProvider()
        for made, series in zip(_series(ours), _series(theirs)):
            for sequence, other in zip(made.getDataSequences(), series.getDataSequences()):
                label = other.getLabel()
                if sequence.getLabel() is None and label is not None:
                    named = provider.createDataSequenceByRangeRepresentation(label.getSourceRangeRepresentation())
                    sequence.setLabel(named)
        ours.EmbeddedObject.setModified(True)  # painted anew


def _series(chart: Any) -> Any:
    for system in chart.EmbeddedObject.getFirstDiagram().getCoordinateSystems():
        for kind in system.getChartTypes():
            yield from kind.getDataSeries()


def _view_alike(document: Any, sheet: Any, source: Any, original: Any) -> None:
    """Grid and frozen panes belong to the view of a sheet, which has to be in front."""
    view, model = document.CurrentController, source.CurrentController
    model.setActiveSheet(original)
    view.setActiveSheet(sheet)
    if not _shows_grid(source, original.Name):
        _dispatcher().executeDispatch(view.Frame, ".uno:ToggleSheetGrid", "", 0, ())
    if model.hasFrozenPanes():
        view.freezeAtPosition(model.getSplitColumn(), model.getSplitRow())
    first = sheet.Rows.getByIndex(0)
    height = first.Height
    first.Height = height + 100  # until a height changes, charts are painted where they would be among rows of the usual
    first.Height = height


def _dispatcher() -> Any:
    context = uno.getComponentContext()
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)


def _shows_grid(document: Any, title: str) -> bool:
    """The controller's own ShowGrid speaks of sheets to come."""
    views = document.getViewData()
    of_first_view = {each.Name: each.Value for each in views.getByIndex(0)} if views and views.Count else {}
    tables = of_first_view.get("Tables")
    if tables is None or not tables.hasByName(title):
        return True
    return {each.Name: each.Value for each in tables.getByName(title)}.get("ShowGrid", True)
