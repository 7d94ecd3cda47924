"""Documents in LibreOffice: open until a block ends, saved, and what their cells hold, as plain values."""

from __future__ import annotations

from pathlib import Path

from com.sun.star.beans import PropertyValue

FORMULA_CELLS, ERROR_RESULTS = 16, 4
ERRORS = {32767: "#N/A", 503: "#NUM!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 521: "#NULL!"}
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".ods": "calc8"}


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
