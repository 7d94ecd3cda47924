"""One command in Excel: quiet while it works, and everything as it was afterwards."""

from __future__ import annotations

import sys
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
    book = calling_book()
    with quiet(book.app):
        yield ExcelHost(book)


def calling_book() -> xw.Book:
    """The workbook that VBA names as it starts Python. xlwings cuts a name at ``=``, and then finds no such workbook."""
    named = {key: value for argument in sys.argv for key, _, value in [argument.strip().partition("=")]}
    name = named.get("--wb", "")
    if "=" not in name:
        return xw.Book.caller()
    apps = [app for app in xw.apps if str(app.hwnd) == named.get("--hwnd")] or list(xw.apps)
    found = (book for app in apps for book in app.books if book.name.casefold() == name.casefold())
    return next(found, None) or xw.Book.caller()


@contextmanager
def quiet(app: xw.App) -> Iterator[None]:
    """Excel's settings are restored whatever happens, each even where another cannot be (xlwings' own `properties`
    gives up at the first)."""
    with ExitStack() as restored:
        for attribute, value in WHILE_WORKING.items():
            restored.callback(setattr, app, attribute, getattr(app, attribute))
            setattr(app, attribute, value)
        yield
