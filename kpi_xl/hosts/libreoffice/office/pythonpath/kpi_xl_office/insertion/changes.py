"""The changes of one command, and how they are taken back.

What takes a change back is noted before the change is made. Cells can be undone by the person as well, in one step.
Sheets cannot: Calc keeps no note of sheets that come from another workbook, so what it noted before is forgotten too.
"""

from __future__ import annotations

from typing import Any, Callable

from kpi_xl_office.insertion.sheets import delete_sheets, insert_package


class Changes:
    """Changes to *document*; *step* is what the person can undo, in words."""

    def __init__(self, document: Any, step: str) -> None:
        self._document, self._step = document, step
        self._take_back: list = []
        self._replaced: list = []
        self._has_new_sheets = False
        self._is_open = True
        document.UndoManager.enterUndoContext(step)

    def write(self, area: tuple, values: list) -> None:
        """Write *values* from the first cell of *area* down; None leaves a cell as it is. A text is never a formula."""
        title, top, left = area[:3]
        sheet = self._document.Sheets.getByName(title)
        for row, value in enumerate(values, start=top - 1):
            if value is not None:
                cell = sheet.getCellByPosition(left - 1, row)
                self.noted(cell.setFormula, cell.getFormula())
                if isinstance(value, str):
                    cell.String = value
                else:
                    cell.Value = value

    def insert(self, source: Any, replaced: list) -> None:
        """Put all sheets of the workbook *source* into ours; those called *replaced* are set aside until `keep`."""
        self._has_new_sheets = True
        self._document.UndoManager.lock()
        try:
            self._replaced += insert_package(self._document, source, replaced, self.noted)
        finally:
            self._document.UndoManager.unlock()

    def noted(self, take_back: Callable, *arguments: Any) -> None:
        """Before a change: what takes it back."""
        self._take_back.append((take_back, arguments))

    def keep(self) -> None:
        if self._has_new_sheets:
            delete_sheets(self._document, self._replaced)
        self._close()

    def take_back(self) -> None:
        """Everything as it was, last change first."""
        while self._take_back:
            take_back, arguments = self._take_back.pop()
            take_back(*arguments)
        self._close()
        manager = self._document.UndoManager
        if manager.isUndoPossible() and manager.getCurrentUndoActionTitle() == self._step:
            manager.undo()  # changes nothing any more: the step is to go
        manager.clearRedo()

    def end(self) -> None:
        """Where nobody said what is to become of the changes: the command broke off."""
        if self._is_open:
            self.take_back()

    def _close(self) -> None:
        self._is_open = False
        self._document.UndoManager.leaveUndoContext()
        if self._has_new_sheets:
            self._document.UndoManager.clear()
