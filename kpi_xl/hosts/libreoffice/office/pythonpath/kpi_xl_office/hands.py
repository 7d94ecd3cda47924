"""Hands: what a command asks of LibreOffice, question by question; see `kpi_xl.hosts.libreoffice.remote_host`."""

from __future__ import annotations

from typing import Any

import uno
from com.sun.star.beans import PropertyValue

from kpi_xl_office import book, dialogues
from kpi_xl_office.insertion.changes import Changes

FULL = 100


class Hands:
    """The workbook that was in front when the command was chosen, and the person before it."""

    def __init__(self, context: Any, frame: Any, step: str) -> None:
        self._context, self._frame = context, frame
        self._document = frame.Controller.Model
        self._window = frame.ContainerWindow
        self._changes = Changes(self._document, step)
        self._indicator = frame.createStatusIndicator()
        self._indicator.start(step, FULL)
        self._steps = 0

    def end(self) -> None:
        self._changes.end()
        self._indicator.end()

    # --- the workbook ------------------------------------------------------------------------------------------------

    def workbook(self) -> tuple:
        return book.workbook(self._document)

    def names(self) -> dict:
        return book.names(self._document)

    def tables(self) -> dict:
        return book.tables(self._document)

    def contents(self, area: tuple) -> list:
        return book.contents(self._document, area)

    def sheet_titles(self) -> tuple:
        return self._document.Sheets.ElementNames

    def other_names(self) -> dict:
        return book.other_names(self._document)

    def sheet_names(self) -> dict:
        return book.sheet_names(self._document)

    # --- changes -----------------------------------------------------------------------------------------------------

    def write(self, area: tuple, values: list) -> None:
        self._changes.write(area, values)

    def insert_sheets(self, package: str, replaced: list) -> None:
        source = self._load(package, Hidden=True)
        try:
            self._changes.insert(source, replaced)
        finally:
            source.close(True)

    def keep(self) -> None:
        self._changes.keep()

    def take_back(self) -> None:
        self._changes.take_back()

    def recalculate(self) -> None:
        self._document.calculateAll()

    # --- files -------------------------------------------------------------------------------------------------------

    def open(self, path: str) -> None:
        self._load(path)

    def save(self) -> None:
        """As it is on the disk where nothing was changed: saving writes the whole file anew."""
        if self._document.isModified():
            self._document.store()

    def save_pdf(self, titles: list, path: str) -> None:
        """Only what these sheets have to print; Calc would print hidden sheets as well."""
        selected = self._document.createInstance("com.sun.star.sheet.SheetCellRanges")
        for title in titles:
            for area in self._document.Sheets.getByName(title).getPrintAreas():
                selected.addRangeAddress(area, False)
        data = uno.Any("[]com.sun.star.beans.PropertyValue", _properties(Selection=selected))
        url = uno.systemPathToFileUrl(path)
        self._document.storeToURL(url, _properties(FilterName="calc_pdf_Export", FilterData=data))

    def _load(self, path: str, **properties: Any) -> Any:
        desktop = self._context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self._context)
        document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, _properties(**properties))
        if document is None:
            raise OSError(f"LibreOffice does not open {path}")
        return document

    # --- the person --------------------------------------------------------------------------------------------------

    def progress(self, step: str) -> None:
        self._steps += 1
        self._indicator.setText(step)
        self._indicator.setValue(FULL * self._steps // (self._steps + 5))  # nobody knows how many steps there will be

    def tell(self, message: str, is_error: bool) -> None:
        dialogues.tell(self._context, self._window, message, is_error)

    def ask(self, question: str) -> bool:
        return dialogues.ask(self._context, self._window, question)

    def choose(self, question: str, choices: list) -> Any:
        return dialogues.choose(self._context, self._window, question, choices)

    def pick_files(self, question: str) -> list:
        return dialogues.pick_files(self._context, question)

    def show_sheet(self, title: str) -> None:
        self._frame.Controller.setActiveSheet(self._document.Sheets.getByName(title))

    def show_cell(self, area: tuple) -> None:
        title, row, column = area[:3]
        self._frame.Controller.select(self._document.Sheets.getByName(title).getCellByPosition(column - 1, row - 1))


def _properties(**values: Any) -> tuple:
    made = []
    for name, value in values.items():
        prop = PropertyValue()
        prop.Name, prop.Value = name, value
        made.append(prop)
    return tuple(made)
