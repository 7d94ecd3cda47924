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
    A name may stand for a cell, a range, or a constant.
    """

    def __init__(self, book: xlwings.Book) -> None:
        self._book = book
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            found = self._book.sheets[0].api.Evaluate(name)
            self._known[name] = from_excel(getattr(found, "Value", found))
        if self._known[name] == NO_SUCH_NAME:
            raise KeyError(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return (each.name for each in self._book.names)

    def __len__(self) -> int:
        return len(self._book.names)

    def __bool__(self) -> bool:
        return True  # without counting the names, which would ask Excel for each
