"""One filling: from values to the parts that change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import product

from kpi_xl.errors import NO_VALUE, InputError
from kpi_xl.hosts.files.stamp.filling.calculation import (
    CALC_CHAIN,
    Link,
    with_chain,
    with_full_calculation,
    without_override,
    without_relation,
)
from kpi_xl.hosts.files.stamp.filling.cells import Edit, SheetEdits
from kpi_xl.hosts.files.stamp.filling.formulas import Formulas
from kpi_xl.hosts.files.stamp.filling.growth import Stretching
from kpi_xl.hosts.files.stamp.filling.refilling import Refilling
from kpi_xl.hosts.files.stamp.filling.tables import Rows, TableFilling
from kpi_xl.hosts.files.stamp.filling.targets import Block, Places, Target
from kpi_xl.hosts.files.stamp.workbook import wording
from kpi_xl.hosts.files.stamp.workbook.book import WORKBOOK, TemplateBook
from kpi_xl.hosts.files.stamp.workbook.sheet import Formula
from kpi_xl.hosts.files.stamp.workbook.values import EMPTY, Content, Value, content, result
from kpi_xl.sheets.references import Area, address

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"


class Filling:
    """Collects the edits of every sheet, then applies them."""

    def __init__(self, book: TemplateBook, formulas: Callable[[], Formulas], allow_formulas: bool) -> None:
        self._book = book
        self._formulas = formulas
        self._allow_formulas = allow_formulas
        self._places = Places(book)
        self._edits: defaultdict[int, SheetEdits] = defaultdict(SheetEdits)
        self._filled: list[Target] = []
        self._known: list[Target] = []
        self._stretching: Stretching | None = None
        self._is_stale = False  #: whether Excel has to calculate

    def changed_parts(
        self, fills: Mapping[str, Value | Block], tables: Mapping[str, Rows], known: Mapping[str, Value | Block]
    ) -> dict[str, bytes | None]:
        """Part -> its new content; None where the part goes.

        Raises:
            InputError: all that is wrong.
        """
        self._fill_cells(fills)
        grown = self._fill_tables(tables)
        self._raise_findings()
        filled = [
            (sheet, Area(row, column, row, column))
            for sheet, edits in self._edits.items()
            for row, column in edits.cells
        ]
        values = self._fill_known(known)
        self._raise_findings()
        self._stretch_formulas()
        self._renew_formulas([*filled, *grown], values)
        return self._parts()

    def require_fillable(self, fills: Mapping[str, Value | Block]) -> None:
        """
        Raises:
            InputError: all that is wrong with the cells and their values.
        """
        self._fill_cells(fills)
        self._raise_findings()

    def refilling(self, changed: Mapping[str, bytes | None]) -> Refilling:
        """What fills the same places again; *changed* is what this filling changed."""
        return Refilling(self._book, self._edits, (self._filled, self._known), changed)

    def _raise_findings(self) -> None:
        if self._places.findings:
            raise InputError(self._places.findings)

    # --- values ------------------------------------------------------------------------------------------------------
    def _fill_cells(self, fills: Mapping[str, Value | Block]) -> None:
        for target, value in self._places.spread(fills).items():
            self._filled.append(target)
            found = self._places.content(target, content(value, self._book.is_1904), value)
            if self._places.allows(target, self._allow_formulas) and found is not None:
                self._edits[target.sheet].cells[target.row, target.column] = Edit(found)

    def _fill_tables(self, tables: Mapping[str, Rows]) -> list[tuple[int, Area]]:
        """The areas of the tables that grow, before and after."""
        filling = TableFilling(self._places, self._allow_formulas)
        for name, rows in tables.items():
            filling.fill(name, rows)
        for sheet, edits in filling.edits.items():
            mine = self._edits[sheet]
            for place in sorted(mine.cells.keys() & edits.cells.keys()):
                self._places.report(
                    self._places.cell_name(sheet, *place), NO_VALUE, wording.DOUBLE, wording.ONE_OF_THEM
                )
            mine.cells.update(edits.cells)
            mine.row_tags.update(edits.row_tags)
        if filling.growths:
            self._stretching = Stretching(self._book, filling.growths)
        return [(growth.table.sheet, growth.table.area._replace(bottom=growth.bottom)) for growth in filling.growths]

    # --- formulas ----------------------------------------------------------------------------------------------------
    def _fill_known(self, known: Mapping[str, Value | Block]) -> dict[tuple[int, int, int], Content]:
        found = {}
        for target, value in self._places.spread(known).items():
            self._known.append(target)
            computed = self._places.content(target, result(value, self._book.is_1904), value)
            if not self._is_computed(*target[:3]):
                self._places.report(self._places.where(target), NO_VALUE, wording.NO_FORMULA, wording.FILL_INSTEAD)
            elif computed is not None:
                found[target[:3]] = computed
        return found

    def _is_computed(self, sheet: int, row: int, column: int) -> bool:
        edit = self._edits[sheet].cells.get((row, column))
        if edit is not None:
            return edit.formula is not None
        part = self._book.sheet(sheet)
        return (row, column) in part.formula_at or any(array.area.holds(row, column) for array in part.arrays)

    def _stretch_formulas(self) -> None:
        """Formulas that point at the data of a table that grows."""
        if self._stretching is None:
            return
        stretch = self._stretching.text
        for sheet, edits in self._edits.items():
            for place, edit in edits.cells.items():
                if edit.formula is not None:  # of a new row
                    edits.cells[place] = edit._replace(formula=stretch(edit.formula, sheet, place))
        texts, groups = {}, set()
        for sheet, formula, _ in self._formulas().nodes:
            place, old = (formula.row, formula.column), self._book.sheet(sheet).text(formula)
            texts[sheet, place] = stretch(old, sheet, place)
            if texts[sheet, place] != old:
                groups.add((sheet, formula.group or place))
        for sheet, formula, _ in self._formulas().nodes:
            place, group = (formula.row, formula.column), formula.group
            if (sheet, group or place) in groups and place not in self._edits[sheet].cells:
                # each cell of a shared formula gets its own: not all of them may stretch
                self._edits[sheet].cells[place] = Edit(keeps_formula=not group, formula=texts[sheet, place])
                self._is_stale = True

    def _renew_formulas(self, filled: list[tuple[int, Area]], known: Mapping[tuple[int, int, int], Content]) -> None:
        """Write the computed values that are known; drop the others that may have changed."""
        new = {
            (sheet, *place)
            for sheet, edits in self._edits.items()
            for place, edit in edits.cells.items()
            if edit.formula
        }
        dependent = self._formulas().depending_on(filled) if filled else []
        places = {(node.sheet, *place) for node in dependent for place in places_of(node.formula)}
        for sheet, row, column in sorted(places | new | known.keys()):
            edits = self._edits[sheet].cells
            before = edits.get((row, column))
            if before is not None and before.formula is None:
                continue  # filled with a value
            computed = known.get((sheet, row, column))
            self._is_stale = self._is_stale or computed is None
            if before is not None:
                edits[row, column] = Edit(computed or EMPTY, before.keeps_formula, before.formula, before.style)
            else:
                edits[row, column] = Edit(computed or EMPTY, keeps_formula=True)

    # --- parts -------------------------------------------------------------------------------------------------------
    def _parts(self) -> dict[str, bytes | None]:
        changed: dict[str, bytes | None] = dict(self._stretching.parts()) if self._stretching else {}
        for entry in self._book.sheets:
            if entry.is_worksheet and (entry.index in self._edits or self._stretching):
                changed[entry.part] = self._sheet_part(entry.index)
        self._chain(changed)
        if self._is_stale:
            changed[WORKBOOK] = with_full_calculation(changed.get(WORKBOOK) or self._book.package.read(WORKBOOK))
        return {part: data for part, data in changed.items() if data is None or data != self._book.package.read(part)}

    def _sheet_part(self, index: int) -> bytes:
        sheet = self._book.sheet(index)
        data = self._edits[index].apply(sheet)
        if self._stretching is None:
            return data
        at = len(data) - (len(sheet.data) - sheet.end)
        return data[:at] + self._stretching.tail(index, data[at:])

    def _chain(self, changed: dict[str, bytes | None]) -> None:
        """Keep the calculation chain true: Excel repairs a workbook whose chain names a cell without a formula."""
        if CALC_CHAIN not in self._book.package:
            return
        gone, new = set(self._links(is_new=False)), list(self._links(is_new=True))
        if not gone and not new:
            return
        changed[CALC_CHAIN] = with_chain(self._book.package.read(CALC_CHAIN), gone, new)
        if changed[CALC_CHAIN] is None:
            read = self._book.package.read
            changed[CONTENT_TYPES] = without_override(read(CONTENT_TYPES), CALC_CHAIN)
            changed[WORKBOOK_RELATIONS] = without_relation(read(WORKBOOK_RELATIONS), "calcChain")

    def _links(self, is_new: bool) -> Iterator[Link]:
        for sheet, edits in self._edits.items():
            for place, edit in edits.cells.items():
                if edit.keeps_formula:
                    continue
                had_one = place in self._book.sheet(sheet).formula_at
                if had_one != is_new and (edit.formula is not None) == is_new:
                    yield self._book.sheets[sheet].sheet_id, address(*place)


def places_of(formula: Formula) -> Iterator[tuple[int, int]]:
    """The cells that show a formula's results."""
    if formula.kind not in ("array", "dataTable"):
        yield formula.row, formula.column
        return
    area = formula.area
    yield from product(range(area.top, area.bottom + 1), range(area.left, area.right + 1))
