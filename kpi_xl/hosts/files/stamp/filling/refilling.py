"""Filling the same places again, as for member after member: they are found and checked once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from kpi_xl.hosts.files.stamp.filling.cells import SheetEdits
from kpi_xl.hosts.files.stamp.filling.form import Blank, SheetForm
from kpi_xl.hosts.files.stamp.filling.targets import Block, Target, block_of
from kpi_xl.hosts.files.stamp.workbook.book import TemplateBook
from kpi_xl.hosts.files.stamp.workbook.sheet import Sheet
from kpi_xl.hosts.files.stamp.workbook.values import Content, Value, content, result
from kpi_xl.sheets.cell_limits import ValueProblem

Keys = tuple[tuple[str, tuple[int, ...]], ...]
"""Each key with the length of each row of its values; nothing for a single value."""


def keys_of(values: Mapping[str, Value | Block]) -> Keys:
    """What must be equal for two fillings to fill the same places."""
    return tuple((key, _lengths(value)) for key, value in values.items())


def _lengths(value: Value | Block) -> tuple[int, ...]:
    block = block_of(value)
    return () if block is None else tuple(map(len, block))


class Refilling:
    """The parts that a filling changed, with blanks where it put values."""

    def __init__(
        self,
        book: TemplateBook,
        edits: Mapping[int, SheetEdits],
        targets: tuple[Sequence[Target], Sequence[Target]],
        changed: Mapping[str, bytes | None],
    ) -> None:
        """
        Args:
            book: what was filled.
            edits: all that the filling changed in cells.
            targets: the places of values and those of computed values, in the order of both.
            changed: the parts that the filling changed.
        """
        filled, known = targets
        self._converters: list[Callable[[Value], Content | ValueProblem]] = [
            *(partial(content, is_1904=book.is_1904) for _ in filled),
            *(partial(result, is_1904=book.is_1904) for _ in known),
        ]
        self._forms: list[tuple[str, SheetForm, list[int]]] = []
        places = {target[:3]: number for number, target in enumerate((*filled, *known))}
        for index, its_edits in edits.items():
            mine = {place: places[index, *place] for place in its_edits.cells if (index, *place) in places}
            if mine:
                constant = {place: edit for place, edit in its_edits.cells.items() if place not in mine}
                sheet = Sheet(SheetEdits(constant).apply(book.sheet(index)))
                form = SheetForm(sheet, [Blank(place, its_edits.cells[place].keeps_formula) for place in mine])
                self._forms.append((book.sheets[index].part, form, list(mine.values())))
        with_blanks = {part for part, *_ in self._forms}
        self._constant = {part: content for part, content in changed.items() if part not in with_blanks}

    def changed_parts(
        self, fills: Mapping[str, Value | Block], known: Mapping[str, Value | Block]
    ) -> dict[str, bytes | None] | None:
        """Part -> its new content; None where a value does not fit, which a filling from scratch says better."""
        values = [*_flat(fills), *_flat(known)]
        contents = []
        for convert, value in zip(self._converters, values, strict=True):
            found = convert(value)
            if isinstance(found, ValueProblem):
                return None
            contents.append(found)
        parts = {part: form.filled([contents[number] for number in numbers]) for part, form, numbers in self._forms}
        return {**self._constant, **parts}


def _flat(values: Mapping[str, Value | Block]) -> Iterator[Value]:
    for value in values.values():
        block = block_of(value)
        if block is None:
            yield value  # type: ignore[misc]
        else:
            for row in block:
                yield from row
