"""Books that are drawn: in memory, then written beside and renamed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from kpi_xl.hosts.base import Progress
from kpi_xl.hosts.files.outputs import written_beside
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.formula_kind import FormulaKind

Draw = Callable[[Book], object]


def write_drawn(
    path: Path, title: object, created: date, draw: Draw, *,
    kind: FormulaKind = FormulaKind.LAMBDAS, on_sheet: Progress | None = None,
) -> None:  # fmt: skip
    """Write what *draw* draws into a book.

    Args:
        title: what the file's properties call it.
        on_sheet: told the title of each sheet begun.

    Raises:
        InputError: all values that no cell can hold; nothing is written then.
    """
    content = BytesIO()
    book = Book(content, str(title), created, kind=kind)
    book.on_sheet = on_sheet
    draw(book)
    book.close()
    with written_beside(path) as temporary:
        temporary.write_bytes(content.getvalue())
