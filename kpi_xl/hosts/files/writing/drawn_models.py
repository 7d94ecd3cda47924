"""Models drawn as they are needed: one for each shape, and a stamp of it for every drawing of that shape."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from io import BytesIO
from pathlib import Path

from kpi_xl.hosts.files.stamp.model import Model
from kpi_xl.hosts.files.writing.drawn_books import Draw
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.sketch import HollowWorksheet, Sketch


class HollowBook(Book):
    """A book with placeholders where a drawing puts values: nothing of whoever is drawn first gets into the file."""

    def sheet(self, wanted_title: str) -> Canvas:
        return Canvas(self, self._new_title(wanted_title), HollowWorksheet)


class Stamps:
    """Workbooks of one title that are alike but for their values, or nearly so."""

    def __init__(self, title: object, created: date) -> None:
        self._title, self._created = str(title), created
        self._models: dict[Hashable, Model] = {}

    def write(self, draw: Draw, path: Path) -> None:
        """Write what *draw* draws into a book, at once into the file.

        Raises:
            InputError: all values that no cell can hold; nothing is written then.
        """
        sketch = Sketch()
        draw(sketch)
        sketch.check()
        shape = sketch.shape
        if shape not in self._models:
            self._models[shape] = self._model(draw)
        self._models[shape].stamp(path, sketch)

    def _model(self, draw: Draw) -> Model:
        content = BytesIO()
        book = HollowBook(content, self._title, self._created)
        draw(book)
        book.close()
        return Model(content.getvalue())
