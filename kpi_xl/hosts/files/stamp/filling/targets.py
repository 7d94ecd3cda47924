"""From what a person names to cells and what they shall hold; all that is wrong is noted, nothing raised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpi_xl.errors import NO_VALUE, Finding, did_you_mean
from kpi_xl.hosts.files.stamp.workbook import wording
from kpi_xl.hosts.files.stamp.workbook.book import TemplateBook
from kpi_xl.hosts.files.stamp.workbook.formula_text import split_sheet
from kpi_xl.hosts.files.stamp.workbook.values import Content, Value
from kpi_xl.language import counted
from kpi_xl.sheets.cell_limits import ValueProblem
from kpi_xl.sheets.references import Area, address

Block = Sequence[Sequence[Value]]


class Target(NamedTuple):
    """One cell and the key that led there."""

    sheet: int
    row: int
    column: int
    key: str


class Places:
    """Finds keys in a book and collects findings."""

    def __init__(self, book: TemplateBook) -> None:
        self.book = book
        self.findings: list[Finding] = []

    def report(self, place: object, value: object, rule: object, remedy: object) -> None:
        self.findings.append(Finding(place, value, rule, remedy))  # type: ignore[arg-type]

    def cell_name(self, sheet: int, row: int, column: int) -> str:
        return f"{self.book.sheets[sheet].title}!{address(row, column)}"

    # --- keys --------------------------------------------------------------------------------------------------------
    def find(self, key: str) -> tuple[int, Area] | None:
        """The sheet and area of a name or an address; None is reported."""
        sheet, rest = split_sheet(key)
        if sheet is None:
            return self._named(None, key, key)
        index = self.book.sheet_index(sheet)
        if index is None:
            self.report(key, sheet, wording.UNKNOWN_SHEET, did_you_mean(sheet, [s.title for s in self.book.sheets]))
            return None
        area = Area.parse(rest)
        if area is None or (":" in rest and not any(mark.isdigit() for mark in rest)):
            return self._named(index, rest, key)
        return self._on_worksheet(key, index, area)

    def _named(self, sheet: int | None, name: str, key: str) -> tuple[int, Area] | None:
        found = self.book.name_at.get((sheet, name.casefold()))
        if found is None:
            place = self.book.package.path.name
            self.report(place, key, wording.UNKNOWN_NAME, did_you_mean(key, self.book.public_names()))
            return None
        area = self.book.area_of(found)
        if area is None:
            self.report(key, f"={found.formula}", wording.NO_AREA, wording.POINT_TO_CELLS)
            return None
        return self._on_worksheet(key, *area)

    def _on_worksheet(self, key: str, sheet: int, area: Area) -> tuple[int, Area] | None:
        if not self.book.sheets[sheet].is_worksheet:
            self.report(key, self.book.sheets[sheet].title, wording.CHART_SHEET, wording.NAME_WORKSHEET)
            return None
        return sheet, area

    # --- keys with values --------------------------------------------------------------------------------------------
    def spread(self, values: Mapping[str, Value | Block]) -> dict[Target, Value]:
        """The value of each cell, whatever names lead to it."""
        found: dict[Target, Value] = {}
        keys: dict[tuple[int, int, int], str] = {}
        for key, value in values.items():
            place = self.find(key)
            for target, each in self._cells(key, *place, value) if place else ():
                other = keys.setdefault(target[:3], key)
                if other != key:
                    self.report(key, other, wording.DOUBLE, wording.ONE_OF_THEM)
                found[target] = each
        return found

    def _cells(self, key: str, sheet: int, area: Area, value: Value | Block) -> Iterator[tuple[Target, Value]]:
        is_merged = not area.is_cell and area in self.book.sheet(sheet).merges
        block = block_of(value)
        if block is None and (area.is_cell or is_merged):
            block = [[value]]  # type: ignore[list-item]
            area = Area(area.top, area.left, area.top, area.left)
        shape = (len(block), len(block[0]) if block else 0) if block is not None else None
        if shape != area.shape or any(len(row) != area.shape[1] for row in block or ()):
            rows, columns = area.shape
            given = NO_VALUE if shape is None else wording.SHAPE.format(**_counted(*shape))
            self.report(key, given, wording.WRONG_SHAPE.format(**_counted(rows, columns)), wording.SAME_SHAPE)
            return
        for down, row in enumerate(block or ()):
            for right, each in enumerate(row):
                yield Target(sheet, area.top + down, area.left + right, key), each

    def content(self, target: Target, found: Content | ValueProblem, value: Value) -> Content | None:
        """The content, or None where the value cannot stand in a cell."""
        if isinstance(found, ValueProblem):
            self.report(self.where(target), value, found.rule, found.remedy)
            return None
        return found

    def where(self, target: Target) -> str:
        """``KGI_AMOUNT (目標!B5)``, or the address alone where that is the key."""
        cell = self.cell_name(*target[:3])
        return cell if cell == target.key else f"{target.key} ({cell})"

    # --- what a cell allows ------------------------------------------------------------------------------------------
    def allows(self, target: Target, allow_formulas: bool) -> bool:
        """Whether the cell may be filled; what keeps it from that is reported."""
        sheet, row, column, _ = target
        if (sheet, row, column, allow_formulas) in self.book.allowed:
            return True
        part, before = self.book.sheet(sheet), len(self.findings)
        for merge in part.merges:
            if merge.holds(row, column) and (row, column) != merge[:2]:
                corner = address(merge.top, merge.left)
                rule = wording.COVERED.format(area=merge)
                self.report(self.where(target), NO_VALUE, rule, wording.FILL_CORNER.format(cell=corner))
        if header := self._header_of(sheet, row, column):
            self.report(self.where(target), NO_VALUE, wording.HEADER.format(table=header), wording.FILL_BELOW)
        if self.book.is_locked(sheet, row, column):
            self.report(self.where(target), NO_VALUE, wording.PROTECTED, wording.UNLOCK)
        if array := next((each for each in part.arrays if each.area.holds(row, column)), None):
            rule = wording.PART_OF_ARRAY.format(area=array.area)
            self.report(self.where(target), NO_VALUE, rule, wording.LET_FORMULA)
        elif formula := part.formula_at.get((row, column)):
            if not allow_formulas:
                self.report(self.where(target), f"={part.text(formula)}", wording.HAS_FORMULA, wording.LET_FORMULA)
            elif formula.kind == "shared" and formula.text and not formula.area.is_cell:
                rule = wording.SHARED_MASTER.format(area=formula.area)
                self.report(self.where(target), NO_VALUE, rule, wording.LET_FORMULA)
        if len(self.findings) > before:
            return False
        self.book.allowed.add((sheet, row, column, allow_formulas))
        return True

    def _header_of(self, sheet: int, row: int, column: int) -> str | None:
        """The table whose header the cell is: Excel repairs a workbook where the two differ."""
        for table in self.book.tables.values():
            if table.sheet == sheet and table.area.top <= row < table.data.top and table.area.holds(row, column):
                return table.name
        return None


def block_of(value: Value | Block) -> Block | None:
    """A block of values, or None for a single one."""
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return value
    return None


def _counted(rows: int, columns: int) -> dict[str, object]:
    return {"rows": rows, "columns": columns, "in_rows": counted(rows, "row"), "in_columns": counted(columns, "column")}
