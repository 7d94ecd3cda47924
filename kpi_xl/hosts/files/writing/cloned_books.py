"""Books with many sheets that are alike: one of each shape is drawn, the others are clones of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from io import BytesIO
from pathlib import Path

from kpi_xl.hosts.files.stamp import Template
from kpi_xl.hosts.files.stamp.cloning import Clone, Cloning
from kpi_xl.hosts.files.stamp.model import ends_of
from kpi_xl.sheets.canvas import Book, Canvas, Drawn
from kpi_xl.sheets.sketch import HollowWorksheet, SheetSketch, Sketch

MODEL_TITLE = "\ue000{number}"
PARENT_TITLE = "\ue001"
"""What no sheet is called: these titles must stand for nothing but themselves."""


class CloningBook(Book):
    """A book that is drawn into as any other."""

    def __init__(self, path: Path, title: str, created: date) -> None:
        self._content = BytesIO()
        super().__init__(self._content, title, created)
        self._path = path
        self._order: list[str | Clone] = []
        self._models: dict[Hashable, tuple[str, list[tuple[int, int]]]] = {}  # shape -> title, cells with values

    def sheet(self, wanted_title: str) -> Canvas:
        sheet = super().sheet(wanted_title)
        self._order.append(sheet.title)
        return sheet

    def similar_sheet(self, wanted_title: str, draw: Callable[[Canvas, str], Drawn], parent: str) -> Drawn:
        sketch = Sketch(self.kind)
        canvas = Canvas(sketch, MODEL_TITLE)
        drawn = draw(canvas, PARENT_TITLE)
        model, places = self._model(sketch.shape, draw, canvas.sheet)
        canvas.title = self._new_title(wanted_title)  # what else refers to the sheet is drawn from now on
        titles = {model: canvas.title, PARENT_TITLE: parent}
        cells = dict(zip(places, canvas.sheet.values.values(), strict=True))  # keys that are there once
        self._order.append(Clone(model, titles, cells, ends_of(canvas.sheet)))
        canvas.book, canvas.sheet = self, None  # the sketch has served
        return drawn

    def _model(
        self, shape: Hashable, draw: Callable[[Canvas, str], object], sketched: SheetSketch
    ) -> tuple[str, list[tuple[int, int]]]:
        if shape not in self._models:
            title = MODEL_TITLE.format(number=len(self._models))
            draw(Canvas(self, title, HollowWorksheet), PARENT_TITLE)
            self._models[shape] = title, list(sketched.values)
        return self._models[shape]

    def close(self) -> None:
        super().close()
        template = Template(self._path, self._content.getvalue())
        Cloning(template.book, self._order).write(self._path)
