"""Documents: made to compute when they are opened, and left readable for Excel when they are saved."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import Any, Iterator

import uno
import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.table import CellAddress
from com.sun.star.task import XJob

from kpi_xl_office import dialogues, settings
from kpi_xl_office.calls.worker import WORKER, WorkerError
from kpi_xl_office.insertion.formulas import formula_of, formulas_with, put_formula

DUMMY = "KPI_XL_RECOMPILE"
WITH_MACROS = "Calc MS Excel 2007 VBA XML"
EXCEL_FILTERS = ("Calc MS Excel 2007 XML", WITH_MACROS, "Calc MS Excel 2007 XML Template")

CALL = re.compile(r"(?<![\w.])KPI_\w+\(", re.IGNORECASE)
"""A call that does not go to the add-in: such a one has the add-in's name."""

ADDIN = "/kpi_xl.xlam"
BOUND = re.compile(r"(?:\[\d+\]|'[^']*')!(?=KPI_\w|KPIXL\.)", re.IGNORECASE)
"""What Excel saves in front of a call that it has bound to its add-in: the number, or the path, of the add-in's file."""

OF_ROLE_WORKBOOKS = "BOOK_ROLE"
OF_PLAIN_ONES = "BOOK_FORMULAS"
"""A name that stands in workbooks that need the worker: it is started while they are still being shown."""
LAMBDAS: dict = {}
"""Document -> the names that stood for our functions in it as LAMBDAs, which Calc cannot compute."""


class DocumentJob(unohelper.Base, XServiceInfo, XJob):
    """Called by LibreOffice when a document was opened or saved."""

    NAME = "kpixl.DocumentJobImplementation"
    SERVICES = ("kpixl.DocumentJob",)

    def __init__(self, context: Any) -> None:
        self.context = context

    def execute(self, arguments: Any) -> None:
        about = {each.Name: each.Value for each in uno_values(arguments, "Environment")}
        document = about.get("Model")
        if document is not None and document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            _EVENTS[about["EventName"]](self.context, document)

    def getImplementationName(self) -> str:
        return self.NAME

    def supportsService(self, name: str) -> bool:
        return name in self.SERVICES

    def getSupportedServiceNames(self) -> tuple:
        return self.SERVICES


def uno_values(arguments: Any, name: str) -> Any:
    return next((each.Value for each in arguments if each.Name == name), ())


def opened(context: Any, document: Any) -> None:
    """Have the calls of our functions found, which LibreOffice 7.4 does not look for in Excel's files.

    When a name comes or goes, Calc reads the formulas again that it could not make out. Our functions' LAMBDA names go:
    they would hide the add-in.
    """
    names = document.NamedRanges
    if names.hasByName(OF_ROLE_WORKBOOKS):
        WORKER.start()
    theirs = {name.upper(): name for name in names.ElementNames}
    lambdas = tuple(theirs[name] for name in settings.lambda_names() if name in theirs)
    if lambdas:
        LAMBDAS[document.RuntimeUID] = lambdas
    with _unnoticed(document):
        names.addActionLock()  # read again once, not for each of the names
        if not lambdas:
            names.addNewByName(DUMMY, "1", CellAddress(), 0)
        for name in lambdas or (DUMMY,):
            names.removeByName(name)
        names.removeActionLock()
        if any(link.lower().endswith(ADDIN) for link in document.ExternalDocLinks.ElementNames):
            _unbind(document)
        if uno_values(document.getArgs(), "FilterName") == WITH_MACROS:
            _call_no_macros(document)


@contextmanager
def _unnoticed(document: Any) -> Iterator[None]:
    """What is done is neither a change to be saved nor a step to be undone."""
    was_modified = document.isModified()
    document.UndoManager.lock()
    try:
        yield
    finally:
        document.UndoManager.unlock()
        document.setModified(was_modified)


def _call_no_macros(document: Any) -> None:
    """In a workbook with macros Calc takes our calls for calls of its VBA functions, which are Excel's.

    A formula that is put in again calls the add-in.
    """
    for sheet in document.Sheets:
        for cells in formulas_with(sheet, CALL.search):
            put_formula(cells, formula_of(cells))


def _unbind(document: Any) -> None:
    """Call our functions by their names where Excel calls them in the file of its add-in, which Calc cannot open."""
    for sheet in document.Sheets:
        for cells in formulas_with(sheet, BOUND.search):
            put_formula(cells, BOUND.sub("", formula_of(cells)))


def saved(context: Any, document: Any) -> None:
    """Let an Excel workbook call our functions by their own names, and have its LAMBDA names again."""
    if uno_values(document.getArgs(), "FilterName") in EXCEL_FILTERS and document.getURL().startswith("file:"):
        path = uno.fileUrlToSystemPath(document.getURL())
        try:
            WORKER.ask("saved", path, _lambdas(document))
        except WorkerError:
            window = document.CurrentController.Frame.ContainerWindow
            dialogues.tell(context, window, settings.words(context, "not_restored"), is_error=True)


def _lambdas(document: Any) -> Any:
    """The LAMBDA names that the saved file is to have; None: those of a role workbook, which has lost them on its way
    through another file format, or its macros.
    """
    names = document.NamedRanges
    is_role_workbook = names.hasByName(OF_ROLE_WORKBOOKS) and not names.hasByName(OF_PLAIN_ONES)
    has_macros = uno_values(document.getArgs(), "FilterName") == WITH_MACROS
    return LAMBDAS.get(document.RuntimeUID, None if is_role_workbook and not has_macros else ())


_EVENTS = {"OnLoadFinished": opened, "OnSaveDone": saved, "OnSaveAsDone": saved}
