"""Books that are drawn: in memory, then written beside and renamed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

from kpi_xl.hosts.base import Progress
from kpi_xl.hosts.files.outputs import written_beside
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.formula_kind import FormulaKind

Draw = Callable[[Book], object]
NEW_OBJECTS = 50_000
"""After so many Python looks for what is left over; usually after 700."""


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
    with _collecting_seldom():
        draw(book)
        book.close()
    with written_beside(path) as temporary:
        temporary.write_bytes(content.getvalue())


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Let Python look seldom for what nobody holds any more: a book keeps all that is drawn until it is closed."""
    usual = gc.get_threshold()
    if 0 < usual[0] < NEW_OBJECTS:  # 0: never, as the program around us wants it
        gc.set_threshold(NEW_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
