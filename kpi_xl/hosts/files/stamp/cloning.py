"""Cloning sheets inside a package of our own drawing: a model sheet becomes as many sheets as there are clones.

A model's title stands where a clone's own title belongs, and nowhere else; so may others, for titles of other sheets.
The model itself does not stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from kpi_xl.hosts.files.outputs import written_beside
from kpi_xl.hosts.files.stamp.chart_form import Cells
from kpi_xl.hosts.files.stamp.model import SheetModel
from kpi_xl.hosts.files.stamp.workbook.book import TemplateBook, relations_of
from kpi_xl.hosts.files.stamp.workbook.inventory import ListedSheet, renewed_inventory, xml_attribute
from kpi_xl.hosts.files.stamp.workbook.package import Packed, pack
from kpi_xl.sheets.references import quoted_title


class Clone(NamedTuple):
    """A sheet that is to be made of a model."""

    model: str  #: the title of the model
    titles: Mapping[str, str]  #: title in the model -> that in the clone, its own among them
    cells: Cells
    ends: Sequence[Sequence[float]]  #: of each chart's axes

    @property
    def title(self) -> str:
        return self.titles[self.model]


class Cloning:
    """A workbook with models, and the clones that take their place."""

    def __init__(self, book: TemplateBook, order: Sequence[str | Clone]) -> None:
        """*order*: the sheets as they are to be: titles of those that stay, and clones."""
        self._book, self._order = book, order
        self._models: dict[str, SheetModel] = {}
        for clone in order:
            if isinstance(clone, Clone) and clone.model not in self._models:
                self._models[clone.model] = SheetModel(book, _index(book, clone.model), tuple(clone.cells))
        self._gone = frozenset(part for model in self._models.values() for part in _parts_of(model))
        self._numbers = {kind: self._free(kind) for kind in ("worksheets/sheet", "drawings/drawing", "charts/chart")}
        self._drawings = {
            model.drawing: pack(book.package.read(model.drawing)) for model in self._models.values() if model.drawing
        }

    def write(self, path: Path) -> None:
        """Write the workbook.

        Raises:
            InputError: all values of a clone that cannot stand in a cell.
        """
        sheets, added = [], []
        for number, each in enumerate(self._order, start=1):
            if isinstance(each, str):
                sheets.append(ListedSheet(each, each, self._book.sheets[_index(self._book, each)].part))
            else:
                parts = list(self._cloned(each, number))
                sheets.append(ListedSheet(each.title, each.model, parts[0][0]))
                added += parts
        names = [name for name, _ in added]
        changed = renewed_inventory(self._book.package, sheets, self._gone, names)
        with written_beside(path) as temporary, temporary.open("wb") as file:
            self._book.package.write(file, changed, self._gone, added)

    def _free(self, kind: str) -> Iterator[str]:
        """Parts that are not there once the models are gone."""
        staying = self._book.package.members.keys() - self._gone
        return (part for number in count(1) if (part := f"xl/{kind}{number}.xml") not in staying)

    def _cloned(self, clone: Clone, number: int) -> Iterator[tuple[str, Packed]]:
        """The parts that the clone adds, its sheet first; *number* is the sheet's."""
        model = self._models[clone.model]
        content, *charts = model.filled(clone.cells, clone.ends).values()
        part = next(self._numbers["worksheets/sheet"])
        yield part, pack(_titled(_RULE_ID.sub(rb"\g<1>%04X" % number, content), clone))
        if model.drawing is None:
            return
        drawing = next(self._numbers["drawings/drawing"])
        yield drawing, self._drawings[model.drawing]
        yield relations_of(part), self._led_to(model.part, {model.drawing: drawing})
        names = [next(self._numbers["charts/chart"]) for _ in charts]
        yield relations_of(drawing), self._led_to(model.drawing, dict(zip(model.charts, names, strict=True)))
        for name, chart in zip(names, charts, strict=True):
            yield name, pack(_titled(chart, clone))

    def _led_to(self, part: str, targets: Mapping[str, str]) -> Packed:
        """The relations of *part*, led to other parts of the same folders."""
        last = {_last(old): _last(new) for old, new in targets.items()}
        content = self._book.package.read(relations_of(part))
        return pack(_TARGET.sub(lambda match: match[1] + last.get(match[2], match[2]) + match[3], content))


def _titled(part: bytes, clone: Clone) -> bytes:
    """The part with the clone's titles, in formulas with the quotes that they need."""
    for old, new in clone.titles.items():
        for before, after in ((quoted_title(old), quoted_title(new)), (old, new)):
            part = part.replace(before.encode(), xml_attribute(after).encode())
    return part


def _index(book: TemplateBook, title: str) -> int:
    index = book.sheet_index(title)
    if index is None:
        raise ValueError(f"no sheet {title}")
    return index


def _parts_of(model: SheetModel) -> Iterator[str]:
    yield from (model.part, *model.charts)
    if model.drawing is not None:
        yield from (model.drawing, relations_of(model.part), relations_of(model.drawing))


def _last(part: str) -> bytes:
    return part.rpartition("/")[2].encode()


_TARGET = re.compile(rb'(Target="[^"]*/)([^"/]*)(")')
_RULE_ID = re.compile(rb"(\{DA7ABA51-AAAA-BBBB-)[0-9A-F]{4}")
"""XlsxWriter's ids of data bars, which hold the number of their sheet."""
