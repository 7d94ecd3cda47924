"""Models: workbooks of our own drawing that are filled with what a sketch of the same shape holds.

A model comes from memory or from a file alike. Cells are found by sheet, row and column, as they are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from kpi_xl.errors import Finding, InputError
from kpi_xl.hosts.files.stamp.chart_form import Cells, ChartForm
from kpi_xl.hosts.files.stamp.filling.form import Blank, SheetForm
from kpi_xl.hosts.files.stamp.template import Template
from kpi_xl.hosts.files.stamp.workbook.book import TemplateBook
from kpi_xl.hosts.files.stamp.workbook.values import EMPTY, Value, ValueProblem, content, result
from kpi_xl.sheets.references import address
from kpi_xl.sheets.sketch import SheetSketch, Sketch

CORE_PROPERTIES = "docProps/core.xml"
Place = tuple[int, int]
"""Row and column, counted from 0."""


class SheetModel:
    """A sheet and its charts with blanks."""

    def __init__(self, book: TemplateBook, index: int, places: Sequence[Place]) -> None:
        self._book, self._places = book, places
        self.title, self.part = book.sheets[index].title, book.sheets[index].part
        sheet = book.sheet(index)
        self._blanks = [Blank((row + 1, col + 1), (row + 1, col + 1) in sheet.formula_at) for row, col in places]
        self._form = SheetForm(sheet, self._blanks)
        self._values: list[Value] = [None] * len(places)  # of the last filling, with what they became
        self._contents = [EMPTY] * len(places)
        self.drawing = _part_of(book, self.part, "drawing")
        charts = [] if self.drawing is None else _charts(book, self.drawing)
        self.charts = {part: ChartForm(book.package.read(part), self.title) for part in charts}

    def filled(self, cells: Cells, ends: Sequence[Sequence[float]]) -> dict[str, bytes]:
        """The sheet's part, then its charts'; *ends* are those of each chart's axes.

        Raises:
            InputError: all values that cannot stand in a cell.
        """
        findings = []
        for number, (place, (_, keeps_formula)) in enumerate(zip(self._places, self._blanks, strict=True)):
            value = cells[place]
            if value is self._values[number]:  # a label, most often
                continue
            found = (result if keeps_formula else content)(value, self._book.is_1904)
            if isinstance(found, ValueProblem):
                where = f"{self.title}!{address(place[0] + 1, place[1] + 1)}"
                findings.append(Finding(where, value, found.rule, found.remedy))
            else:
                self._values[number], self._contents[number] = value, found
        if findings:
            raise InputError(findings)
        charts = zip(self.charts.items(), ends, strict=True)
        return {
            self.part: self._form.filled(self._contents),
            **{part: chart.filled(cells, its_ends) for (part, chart), its_ends in charts},
        }


class Model:
    """A workbook and what it was drawn from."""

    def __init__(self, template: Template, drawn: Sketch | None = None) -> None:
        """*drawn*: what the workbook holds; None where all its cells are blanks."""
        self._template, self._drawn = template, drawn
        self._forms: dict[int, tuple[tuple[Place, ...], SheetModel]] = {}  # of the last stamp, by sheet

    @cached_property
    def shape(self) -> Hashable:
        """What a sketch must have in common with the model; None where nobody knows."""
        return None if self._drawn is None else self._drawn.shape

    def stamp(self, output: Path, sketch: Sketch, created: date | None = None) -> None:
        """Write the workbook that drawing what was sketched would give.

        Raises:
            InputError: all values that cannot stand in a cell.
        """
        changed: dict[str, bytes | None] = {}
        for sheet in sketch.sheets:
            places = tuple(self._differing(sheet))
            if places:
                changed.update(self._form(sheet, places).filled(sheet.values, ends_of(sheet)))
        if created is not None:
            core = self._template.book.package.read(CORE_PROPERTIES)
            changed[CORE_PROPERTIES] = _CREATED.sub(rb"\g<1>%sT00:00:00Z" % created.isoformat().encode(), core)
        self._template.write(output, changed)

    def _differing(self, sheet: SheetSketch) -> Iterable[Place]:
        if self._drawn is None:
            return sheet.values
        held: Mapping[Place, Value] = self._drawn.sheets[sheet.index].values
        return [place for place, value in sheet.values.items() if held[place] != value]

    def _form(self, sheet: SheetSketch, places: tuple[Place, ...]) -> SheetModel:
        index = self._template.book.sheet_index(sheet.title)
        if index is None:
            raise ValueError(f"the model has no sheet {sheet.title}")
        if index not in self._forms or self._forms[index][0] != places:
            self._forms[index] = places, SheetModel(self._template.book, index, places)
        return self._forms[index][1]


def ends_of(sheet: SheetSketch) -> list[list[float]]:
    return [chart.ends for chart in sheet.charts]


def _part_of(book: TemplateBook, part: str, kind: str) -> str | None:
    return next((target for its_kind, target in book.relations(part).values() if its_kind == kind), None)


def _charts(book: TemplateBook, drawing: str) -> list[str]:
    """The charts of a drawing, in the order in which they were put there."""
    found = sorted(book.relations(drawing).items(), key=lambda relation: int(relation[0].removeprefix("rId")))
    return [part for _, (kind, part) in found if kind == "chart"]


_CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
