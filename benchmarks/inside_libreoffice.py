"""What benchmarks/libreoffice.py measures; runs on a Python that has `uno`.

``inside_libreoffice.py REGISTERING SOFFICE PROFILE WORKBOOK [EXTENSION]`` prints one line of JSON: seconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

ROWS, RUNS = (50, 1) if os.environ.get("KPI_XL_BENCH") == "tiny" else (100_000, 10)  # as benchmarks.size, out of reach here
ARRAY = f"=KPI_REQUIRED_CALLS(A1:A{ROWS};500000;0.2;0.05)"
NATIVE = "=ROUNDUP(ROUNDUP(ROUNDUP(A1/500000;0)/0.2;0)/0.05;0)"


def main(registering: str, soffice: str, profile: str, workbook: str, *extension: str) -> None:
    sys.path.insert(0, registering)
    from own_office import OwnOffice
    from register import add

    if extension:
        with OwnOffice(soffice, Path(profile)) as office:
            add(office, Path(*extension))
    with OwnOffice(soffice, Path(profile)) as office:  # a LibreOffice that has just installed something is slower
        seconds = {"load": quickest(lambda: load(office, workbook))}
        if extension:
            seconds.update(columns(office))
    print(json.dumps(seconds))


def load(office, workbook):
    """Open a workbook and read one cell of it."""
    document = _opened(office, Path(workbook).as_uri())
    assert document.NamedRanges.getByName("KGI_AMOUNT").getReferredCells().getDataArray()[0][0]
    document.close(True)


def columns(office):
    """A column of results computed anew: as one array formula of ours, and by a native formula in each cell."""
    from com.sun.star.sheet.FillDirection import TO_BOTTOM

    document = _opened(office, "private:factory/scalc")
    sheet = document.Sheets.getByIndex(0)
    sheet.getCellRangeByName(f"A1:A{ROWS}").setDataArray(tuple((1_000_000.0 + row,) for row in range(ROWS)))
    ours, native = (sheet.getCellRangeByName(f"{column}1:{column}{ROWS}") for column in "BC")
    ours.setArrayFormula(ARRAY)
    our_seconds, our_results = quickest(lambda: recalculated(document, ours)), ours.getDataArray()
    ours.clearContents(1023)
    native.getCellByPosition(0, 0).setFormula(NATIVE)
    native.fillAuto(TO_BOTTOM, 1)
    native_seconds = quickest(lambda: recalculated(document, native))
    assert native.getDataArray() == our_results
    document.close(True)
    return {"array": our_seconds, "native": native_seconds}


def recalculated(document, cells):
    document.calculateAll()
    cells.getCellByPosition(0, ROWS - 1).getValue()


def quickest(work):
    """The quickest of several runs, after one that warms up: what else the machine does only adds to them."""
    seconds = []
    for _ in range(RUNS + 1):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return min(seconds[1:])


def _opened(office, url):
    from com.sun.star.beans import PropertyValue

    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    return office.desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))


if __name__ == "__main__":
    main(*sys.argv[1:])
