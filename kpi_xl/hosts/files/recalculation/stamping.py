"""A workbook filled, and the values of the formulas that follow from it.

A formula's new value is written where the engine came to the same as the workbook with the old inputs, or where the
workbook said nothing; any other that may have changed loses its value. Excel computes everything when it opens the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from math import isclose
from pathlib import Path

from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.recalculation.asked import AskedBook, Cell3
from kpi_xl.hosts.files.recalculation.carried import value_at
from kpi_xl.hosts.files.recalculation.charts import renewed_charts
from kpi_xl.hosts.files.recalculation.translations import is_unsure
from kpi_xl.hosts.files.stamp import Template
from kpi_xl.hosts.files.stamp.filling.calculation import with_full_calculation
from kpi_xl.hosts.files.stamp.filling.fill import places_of
from kpi_xl.hosts.files.stamp.filling.formulas import Formulas
from kpi_xl.hosts.files.stamp.filling.targets import Places
from kpi_xl.hosts.files.stamp.workbook.book import WORKBOOK, SheetEntry, TemplateBook
from kpi_xl.hosts.files.stamp.workbook.sheet import Sheet
from kpi_xl.hosts.files.stamp.workbook.values import Value
from kpi_xl.hosts.plans.places import address_of
from kpi_xl.sheets.references import Area


def stamp_computed(path: Path, content: bytes, output: Path, fills: Mapping[str, Value]) -> None:
    """Fill cells, found by address, into a new file, with what all formulas then give.

    Args:
        path: what messages call the workbook.
        content: the workbook.

    Raises:
        InputError: all that is wrong with the workbook and the cells; nothing is written then.
    """
    check_output(output, (path.suffix.lower(),))
    template = Template(path, content)
    template.require_fillable(fills, allow_formulas=True)  # before the engine is asked, which takes a while
    changed = template.changed_parts(fills, known=dict(_known(template, fills)), allow_formulas=True)
    workbook = changed.get(WORKBOOK) or template.book.package.read(WORKBOOK)
    changed[WORKBOOK] = with_full_calculation(workbook)
    template.write(output, changed | renewed_charts(template.book, changed))


def _known(template: Template, fills: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """The new value of each formula that may have changed or carries none, where the engine is to be believed."""
    book = template.book
    cells = set(_followers(book, template.formulas, fills)) | set(_without_value(book))
    asked = AskedBook(book, cells | set(_volatile(template)))
    if (engine := asked.computed()) is None:
        return
    before = {cell: engine.value(book.sheets[cell[0]].title, *cell[1:]) for cell in cells}
    asked.fill(fills)
    if asked.computed() is None:
        return
    for sheet, row, column in sorted(cells - _unsure(template, cells)):
        title = book.sheets[sheet].title
        if address_of(title, row, column) in fills:
            continue
        value, old = engine.value(title, row, column), _carried(book, sheet, row, column)
        is_believed = (title, row, column) in asked.own or _same(old, before[sheet, row, column])
        if value is not None and (is_believed if old is not None else not _is_error(value)):
            yield address_of(title, row, column), value


def _volatile(template: Template) -> Iterator[Cell3]:
    """What depends on the day of opening: what it carries may be of another."""
    begun = [
        (sheet, Area(formula.row, formula.column, formula.row, formula.column))
        for sheet, part in _worksheets(template.book)
        for formula in part.formulas
        if _VOLATILE.search(formula.text)
    ]
    yield from ((sheet, area.top, area.left) for sheet, area in begun)
    for node in template.formulas.depending_on(begun) if begun else ():
        for row, column in places_of(node.formula):
            yield node.sheet, row, column


def _unsure(template: Template, cells: Set[Cell3]) -> set[Cell3]:
    """The cells of which the engine is not to be believed, and what follows from them; formulas that were not asked for have no say."""
    begun = [
        (sheet, Area(formula.row, formula.column, formula.row, formula.column))
        for sheet, part in _worksheets(template.book)
        for formula in part.formulas
        if (sheet, formula.row, formula.column) in cells and is_unsure(part.text(formula))
    ]
    following = template.formulas.depending_on(begun) if begun else []
    found = {(node.sheet, row, column) for node in following for row, column in places_of(node.formula)}
    return found | {(sheet, area.top, area.left) for sheet, area in begun}


def _followers(book: TemplateBook, formulas: Formulas, fills: Mapping[str, Value]) -> Iterator[Cell3]:
    places = Places(book)
    found = [place for key in fills if (place := places.find(key)) is not None]
    for node in formulas.depending_on([(sheet, area) for sheet, area in found]):
        for row, column in places_of(node.formula):
            yield node.sheet, row, column


def _without_value(book: TemplateBook) -> Iterator[Cell3]:
    """Formulas that carry nothing: what filled the workbook before dropped their values."""
    for sheet, part in _worksheets(book):
        for formula in part.formulas:
            cell = part.cell(formula.row, formula.column)
            if cell is not None and value_at(part, cell) is None:
                yield sheet, formula.row, formula.column


def _worksheets(book: TemplateBook) -> Iterator[tuple[int, Sheet]]:
    for sheet, part in _sheets(book):
        yield sheet.index, part


def _sheets(book: TemplateBook) -> Iterator[tuple[SheetEntry, Sheet]]:
    for sheet in book.sheets:
        if sheet.is_worksheet:
            yield sheet, book.sheet(sheet.index)


def _carried(book: TemplateBook, sheet: int, row: int, column: int) -> Value:
    part = book.sheet(sheet)
    cell = part.cell(row, column)
    return None if cell is None else value_at(part, cell)


def _same(carried: Value, now: Value) -> bool:
    """Numbers to 1e-9 of themselves."""
    if isinstance(carried, bool) or isinstance(now, bool):
        return carried is now
    if isinstance(carried, (int, float)) and isinstance(now, (int, float)):
        return isclose(carried, now, rel_tol=1e-9, abs_tol=1e-12)
    return carried == now


def _is_error(value: Value) -> bool:
    return isinstance(value, str) and value.startswith("#")


_VOLATILE = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|INFO|CELL)\(", re.IGNORECASE)
