"""A workbook filled, and the values of the formulas that follow from it.

A formula's new value is written where the engine came to the same as the workbook with the old inputs, or where the
workbook said nothing; any other that may have changed loses its value. Excel computes everything when it opens the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from math import isclose
from pathlib import Path

from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.recalculation.carried import value_at
from kpi_xl.hosts.files.recalculation.charts import renewed_charts
from kpi_xl.hosts.files.recalculation.engine import POISON, Engine, without_typed_blanks
from kpi_xl.hosts.files.recalculation.own_functions import answered, own_calls, with_lambda_names
from kpi_xl.hosts.files.recalculation.titles import QuotedTitles
from kpi_xl.hosts.files.recalculation.translations import is_unsure, takes_areas, translated
from kpi_xl.hosts.files.stamp import Template
from kpi_xl.hosts.files.stamp.filling.calculation import with_full_calculation
from kpi_xl.hosts.files.stamp.filling.fill import places_of
from kpi_xl.hosts.files.stamp.filling.formulas import Formulas
from kpi_xl.hosts.files.stamp.filling.targets import Places
from kpi_xl.hosts.files.stamp.workbook.book import WORKBOOK, SheetEntry, TemplateBook
from kpi_xl.hosts.files.stamp.workbook.package import Package
from kpi_xl.hosts.files.stamp.workbook.sheet import Sheet
from kpi_xl.hosts.files.stamp.workbook.values import Value
from kpi_xl.hosts.plans.places import address_of
from kpi_xl.sheets.references import Area

Cell3 = tuple[int, int, int]
"""Sheet, row and column."""


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
    changed = template.changed_parts(fills, allow_formulas=True)
    known = dict(_known(template, fills))
    if known:
        changed = template.changed_parts(fills, known=known, allow_formulas=True)
    workbook = changed.get(WORKBOOK) or template.book.package.read(WORKBOOK)
    changed[WORKBOOK] = with_full_calculation(workbook)
    template.write(output, changed | renewed_charts(template.book, changed))


def computed(path: Path, content: bytes, fills: Mapping[str, Value]) -> Engine | None:
    """The workbook as it computes with cells filled; None where no engine can."""
    return _engine(Template(path, content), fills)


def _known(template: Template, fills: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """The new value of each formula that may have changed or carries none, where the engine is to be believed."""
    book = template.book
    cells = set(_followers(template.book, template.formulas, fills)) | set(_without_value(book))
    before, after = _engine(template, {}), _engine(template, fills)
    if before is None or after is None:
        return
    cells -= _unsure(template)
    own = {(each.title, each.row, each.column) for each in own_calls(book)}
    for sheet, row, column in sorted(cells):
        title = book.sheets[sheet].title
        if address_of(title, row, column) in fills:
            continue
        value, old = after.value(title, row, column), _carried(book, sheet, row, column)
        is_believed = (title, row, column) in own or _same(old, before.value(title, row, column))
        if value is not None and (is_believed if old is not None else not _is_error(value)):
            yield address_of(title, row, column), value


def _unsure(template: Template) -> set[Cell3]:
    """The cells of which the engine is not to be believed, and what follows from them."""
    begun = [
        (sheet, Area(formula.row, formula.column, formula.row, formula.column))
        for sheet, part in _worksheets(template.book)
        for formula in part.formulas
        if is_unsure(part.text(formula))
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


def _engine(template: Template, fills: Mapping[str, Value]) -> Engine | None:
    """The workbook computed with *fills*, every value destroyed that a formula carried."""
    book = template.book
    destroyed = {
        address_of(book.sheets[sheet].title, row, column): POISON
        for sheet, part in _worksheets(book)
        for formula in part.formulas
        for row, column in places_of(formula)
    }
    kept = {key: value for key, value in destroyed.items() if key not in fills}
    parts = template.changed_parts(fills, known=kept, allow_formulas=True)
    workbook = with_lambda_names(book, parts.get(WORKBOOK) or book.package.read(WORKBOOK))
    titles = QuotedTitles(sheet.title for sheet in book.sheets)
    plain = {sheet.part: without_typed_blanks(parts.get(sheet.part) or part.data) for sheet, part in _sheets(book)}
    read = {name: titles.in_part(part) for name, part in {**plain, WORKBOOK: workbook}.items()}
    engine = Engine.of(_packed(book.package, parts | read))
    if engine is None:
        return None
    for sheet, part in _worksheets(book):
        for formula in part.formulas:
            text = part.text(formula)
            if formula.kind in ("", "shared") and ((said := translated(text)) != text or takes_areas(text)):
                engine.say(book.sheets[sheet].title, formula.row, formula.column, titles.in_formula(said))
    if not engine.compute():
        return None
    answered(engine, list(own_calls(book)), _named_cells(book))
    return engine


def _packed(package: Package, parts: Mapping[str, bytes | None]) -> bytes:
    written = BytesIO()
    left_out = frozenset(part for part, content in parts.items() if content is None)
    package.write(written, {part: content for part, content in parts.items() if content is not None}, left_out)
    return written.getvalue()


def _named_cells(book: TemplateBook) -> dict[str, tuple[str, int, int]]:
    """The names of single cells, folded."""
    found: dict[str, tuple[str, int, int]] = {}
    for name in book.names:
        place: tuple[int, Area] | None = book.area_of(name)
        if place is not None and place[1].is_cell:
            found[name.name.casefold()] = (book.sheets[place[0]].title, place[1].top, place[1].left)
    return found
