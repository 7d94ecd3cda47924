"""Models drawn as they are needed: one for each shape, and a stamp of it for every drawing of that shape."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from io import BytesIO
from pathlib import Path

from kpi_xl.hosts.files.stamp import Template
from kpi_xl.hosts.files.stamp.model import Model
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.sketch import HollowWorksheet, Sketch

Draw = Callable[[Book], object]


class HollowBook(Book):
    """A book with placeholders where a drawing puts values: nothing of whoever is drawn first gets into the file."""

    def sheet(self, wanted_title: str) -> Canvas:
        return Canvas(self, self._new_title(wanted_title), HollowWorksheet)


class Stamps:
    """Workbooks of one title that are alike but for their values, or nearly so."""

    def __init__(self, title: str, created: date) -> None:
        self._title, self._created = title, created
        self._models: dict[Hashable, Model] = {}

    def write(self, draw: Draw, path: Path) -> None:
        """Write what *draw* draws into a book."""
        sketch = sketched(draw)
        shape = sketch.shape
        if shape not in self._models:
            self._models[shape] = Model(drawn(draw, HollowBook, self._title, self._created))
        self._models[shape].stamp(path, sketch)


def sketched(draw: Draw, kind: FormulaKind = FormulaKind.LAMBDAS) -> Sketch:
    """What *draw* would put into a book of that *kind*."""
    sketch = Sketch(kind)
    draw(sketch)
    return sketch


def drawn(draw: Draw, book_type: type[Book], title: str, created: date, kind: FormulaKind = FormulaKind.LAMBDAS) -> Template:
    """A workbook in memory."""
    content = BytesIO()
    book = book_type(content, title, created, kind=kind)
    draw(book)
    book.close()
    return Template(Path(f"{title}.xlsx"), content.getvalue())
