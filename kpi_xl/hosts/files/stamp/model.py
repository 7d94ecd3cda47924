"""Models: workbooks of our own drawing that are filled with what sketches of the same shape hold.

Cells are found by sheet, row and column, as they are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi_xl.hosts.files.stamp.chart_form import ChartForm
from kpi_xl.hosts.files.stamp.filling.form import Blank, SheetForm
from kpi_xl.hosts.files.stamp.template import Template
from kpi_xl.hosts.files.stamp.workbook.book import TemplateBook
from kpi_xl.hosts.files.stamp.workbook.values import EMPTY, Content, Value, content, result
from kpi_xl.sheets.sketch import SheetSketch, Sketch

Place = tuple[int, int]
"""Row and column, counted from 0."""


class SheetModel:
    """A sheet and its charts with blanks."""

    def __init__(self, book: TemplateBook, index: int, places: Sequence[Place]) -> None:
        self._book, self._places = book, places
        self._part = book.sheets[index].part
        sheet = book.sheet(index)
        self._blanks = [Blank((row + 1, col + 1), (row + 1, col + 1) in sheet.formula_at) for row, col in places]
        self._form = SheetForm(sheet, self._blanks)
        self._values: list[Value] = [None] * len(places)  # of the last filling, with what they became
        self._contents = [EMPTY] * len(places)
        title = book.sheets[index].title
        self._charts = {part: ChartForm(book.package.read(part), title) for part in _charts(book, self._part)}

    def filled(self, sketch: SheetSketch) -> dict[str, bytes]:
        """The sheet's part and its charts'."""
        for number, (place, (_, keeps_formula)) in enumerate(zip(self._places, self._blanks, strict=True)):
            value = sketch.values[place]
            if value is self._values[number]:  # a label, most often
                continue
            found = (result if keeps_formula else content)(value, self._book.is_1904)
            assert isinstance(found, Content), f"{value!r} was drawn"
            self._values[number], self._contents[number] = value, found
        charts = zip(self._charts.items(), sketch.charts, strict=True)
        return {
            self._part: self._form.filled(self._contents),
            **{part: form.filled(sketch.values, chart.ends) for (part, form), chart in charts},
        }


class Model:
    """A workbook all of whose cells are blanks."""

    def __init__(self, content: bytes) -> None:
        self._template = Template(Path("model.xlsx"), content)
        self._sheets: dict[int, SheetModel] = {}

    def stamp(self, output: Path, sketch: Sketch) -> None:
        """Write the workbook that drawing what was sketched would give, at once into the file."""
        changed: dict[str, bytes] = {}
        for index, sheet in enumerate(sketch.sheets):
            if not sheet.values:
                continue
            if index not in self._sheets:
                self._sheets[index] = SheetModel(self._template.book, index, tuple(sheet.values))
            changed.update(self._sheets[index].filled(sheet))
        self._template.write_at(output, changed)


def _charts(book: TemplateBook, sheet: str) -> list[str]:
    """The charts of a sheet, in the order in which they were put there."""
    drawing = next((part for kind, part in book.relations(sheet).values() if kind == "drawing"), None)
    if drawing is None:
        return []
    found = sorted(book.relations(drawing).items(), key=lambda relation: int(relation[0].removeprefix("rId")))
    return [part for _, (kind, part) in found if kind == "chart"]
