"""One command in Excel: quiet while it works, and everything as it was afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import xlwings as xw

from kpi_xl.hosts.excel.live.host import TITLE, ExcelHost

WHILE_WORKING = {
    "status_bar": TITLE,
    "screen_updating": False,
    "display_alerts": False,
    "enable_events": False,
    "calculation": "manual",
}


@contextmanager
def excel_session() -> Iterator[ExcelHost]:
    """The workbook whose button was pressed, as a host."""
    book = xw.Book.caller()
    with quiet(book.app):
        yield ExcelHost(book)


@contextmanager
def quiet(app: xw.App) -> Iterator[None]:
    """Excel's settings are restored whatever happens, each even where another cannot be (xlwings' own `properties`
    gives up at the first)."""
    with ExitStack() as restored:
        for attribute, value in WHILE_WORKING.items():
            restored.callback(setattr, app, attribute, getattr(app, attribute))
            setattr(app, attribute, value)
        yield
