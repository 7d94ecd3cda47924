"""The named cells of a workbook, as what stands in for omitted inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kpi_xl.functions.definition.cell_errors import NO_SUCH_NAME
from kpi_xl.hosts.excel.functions.cell_values import from_excel

if TYPE_CHECKING:
    import xlwings


class WorkbookNames(Mapping[str, Any]):
    """Name -> value, each asked of Excel once.

    Made anew for every call: nobody tells us when a cell changes, and a few questions cost less than the call itself.
    A name may stand for a cell, a range, or a constant. A copied sheet brings names of its own that are spelled alike:
    those are not meant.
    """

    def __init__(self, book: xlwings.Book) -> None:
        self._book = book
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = self._value(name)
        if self._known[name] == NO_SUCH_NAME:
            raise KeyError(name)
        return self._known[name]

    def _value(self, name: str) -> Any:
        if name not in self._book.names:
            return NO_SUCH_NAME
        defined: xlwings.Name | None = self._book.names[name]
        if defined and _is_of_a_sheet(defined):  # Excel gives either, the active sheet's before the workbook's
            own = (each for each in self._book.names if each.name.casefold() == name.casefold())
            defined = next(own, None)
        if defined is None:
            return NO_SUCH_NAME
        found = self._book.sheets[0].api.Evaluate(defined.refers_to)
        return from_excel(getattr(found, "Value", found))

    def __iter__(self) -> Iterator[str]:
        return (each.name for each in self._book.names)

    def __len__(self) -> int:
        return len(self._book.names)

    def __bool__(self) -> bool:
        return True  # without counting the names, which would ask Excel for each


def _is_of_a_sheet(defined: xlwings.Name) -> bool:
    return "!" in defined.name
