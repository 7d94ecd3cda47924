"""A workbook as an engine is asked for it: what may change is there as formulas that carry nothing, everything else as values.

A formula that does not follow from the filled cells gives what it carries: as a value it costs the engine nothing, neither to read nor to
compute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from io import BytesIO

from kpi_xl.hosts.files.recalculation.carried import value_at
from kpi_xl.hosts.files.recalculation.engine import POISON, Engine, without_typed_blanks
from kpi_xl.hosts.files.recalculation.own_functions import OwnCall, answered, own_calls, with_lambda_names
from kpi_xl.hosts.files.recalculation.titles import QuotedTitles
from kpi_xl.hosts.files.recalculation.translations import takes_areas, translated
from kpi_xl.hosts.files.stamp.filling.fill import places_of
from kpi_xl.hosts.files.stamp.filling.targets import Places
from kpi_xl.hosts.files.stamp.workbook.book import WORKBOOK, SheetEntry, TemplateBook
from kpi_xl.hosts.files.stamp.workbook.package import Package
from kpi_xl.hosts.files.stamp.workbook.sheet import Cell, Formula, Sheet
from kpi_xl.hosts.files.stamp.workbook.values import Content, Value, content

Cell3 = tuple[int, int, int]
"""Sheet, row and column."""


class AskedBook:
    """A workbook that an engine has read: computed as it is, then with other values in some cells.

    Args:
        cells: where formulas are that the engine computes.
    """

    def __init__(self, book: TemplateBook, cells: Set[Cell3]) -> None:
        self._book = book
        self._cells = {place for place, sheet, formula in _formulas(book) if place in cells or _must_compute(sheet, formula)}
        self._titles = QuotedTitles(sheet.title for sheet in book.sheets)
        self._own = [each for each in own_calls(book) if self._is_asked(each)]
        self._engine = self._read()

    @property
    def own(self) -> set[tuple[str, int, int]]:
        """The cells that Python answers."""
        return {(each.title, each.row, each.column) for each in self._own}

    def computed(self) -> Engine | None:
        """The engine, with everything computed; None where it cannot."""
        if self._engine is None or not self._engine.compute():
            return None
        answered(self._engine, self._own, _named_cells(self._book))
        return self._engine

    def fill(self, fills: Mapping[str, Value]) -> None:
        """Put values into cells, found by address; `computed` follows."""
        for target, value in Places(self._book).spread(fills).items():
            found = content(value, self._book.is_1904)
            if self._engine is not None and isinstance(found, Content):
                is_number = found.number and not found.kind
                place = self._book.sheets[target.sheet].title, target.row, target.column
                self._engine.put(*place, float(found.number) if is_number else value)  # a day counts as its number

    def _is_asked(self, call: OwnCall) -> bool:
        index = self._book.sheet_index(call.title)
        return (index, call.row, call.column) in self._cells

    def _read(self) -> Engine | None:
        read = {sheet.part: self._titles.in_part(without_typed_blanks(self._part(sheet))) for sheet in self._worksheets()}
        workbook = with_lambda_names(self._book, self._book.package.read(WORKBOOK))
        engine = Engine.of(_packed(self._book.package, read | {WORKBOOK: self._titles.in_part(workbook)}))
        if engine is not None:
            self._translate(engine)
        return engine

    def _translate(self, engine: Engine) -> None:
        for place, sheet, formula in _formulas(self._book):
            if place in self._cells and formula.kind in ("", "shared"):
                text = sheet.text(formula)
                if (said := translated(text)) != text or takes_areas(text):
                    engine.say(self._book.sheets[place[0]].title, *place[1:], self._titles.in_formula(said))

    def _worksheets(self) -> Iterator[SheetEntry]:
        return (sheet for sheet in self._book.sheets if sheet.is_worksheet)

    def _part(self, entry: SheetEntry) -> bytes:
        """The sheet with its formulas as they are asked for."""
        sheet, pieces, position = self._book.sheet(entry.index), list[bytes](), 0
        for cell, formula in _cells_of_formulas(sheet):
            is_asked = formula is None or (entry.index, cell.row, cell.column) in self._cells
            pieces += [sheet.data[position : cell.start], _destroyed(sheet, cell) if is_asked else _without_formula(sheet, cell)]
            position = cell.end
        return b"".join([*pieces, sheet.data[position:]])


def _formulas(book: TemplateBook) -> Iterator[tuple[Cell3, Sheet, Formula]]:
    for entry in book.sheets:
        if entry.is_worksheet:
            sheet = book.sheet(entry.index)
            yield from (((entry.index, formula.row, formula.column), sheet, formula) for formula in sheet.formulas)


def _must_compute(sheet: Sheet, formula: Formula) -> bool:
    """What carries nothing, and what several cells share."""
    cell = sheet.cell(formula.row, formula.column)
    return bool(formula.kind) or cell is None or value_at(sheet, cell) in (None, "")


def _cells_of_formulas(sheet: Sheet) -> Iterator[tuple[Cell, Formula | None]]:
    """In the order of the sheet, the cells of a formula that fills several with None after the first."""
    found = {place: formula if place == (formula.row, formula.column) else None for formula in sheet.formulas for place in places_of(formula)}
    for place in sorted(found):
        if (cell := sheet.cell(*place)) is not None:
            yield cell, found[place]


def _destroyed(sheet: Sheet, cell: Cell) -> bytes:
    p = sheet.patterns.prefix
    formula = sheet.patterns.formula.search(cell.body)
    inside = (formula[0] if formula else b"", p, repr(POISON).encode(), p)
    return b"<%sc%s>%s<%sv>%s</%sv></%sc>" % (p, sheet.bare_tag(cell), *inside, p)


def _without_formula(sheet: Sheet, cell: Cell) -> bytes:
    p = sheet.patterns.prefix
    return b"<%sc%s>%s</%sc>" % (p, cell.tag, sheet.patterns.formula.sub(b"", cell.body, count=1), p)


def _packed(package: Package, parts: Mapping[str, bytes]) -> bytes:
    written = BytesIO()
    package.write(written, dict(parts), frozenset())
    return written.getvalue()


def _named_cells(book: TemplateBook) -> dict[str, tuple[str, int, int]]:
    """The names of single cells, folded."""
    found: dict[str, tuple[str, int, int]] = {}
    for name in book.names:
        place = book.area_of(name)
        if place is not None and place[1].is_cell:
            found[name.name.casefold()] = (book.sheets[place[0]].title, place[1].top, place[1].left)
    return found
