"""Filling tables by column header: rows that are there, rows that are added, rows that are left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.errors import NO_VALUE, did_you_mean
from kpi_xl.hosts.files.stamp.filling.cells import Edit, SheetEdits
from kpi_xl.hosts.files.stamp.filling.growth import Growth
from kpi_xl.hosts.files.stamp.filling.targets import Places, Target
from kpi_xl.hosts.files.stamp.workbook import wording
from kpi_xl.hosts.files.stamp.workbook.book import TemplateTable
from kpi_xl.hosts.files.stamp.workbook.formula_text import shifted, tokens
from kpi_xl.hosts.files.stamp.workbook.markup import value_of
from kpi_xl.hosts.files.stamp.workbook.sheet import Sheet
from kpi_xl.hosts.files.stamp.workbook.values import Value, content
from kpi_xl.sheets.references import LAST_ROW, Area

Rows = Sequence[Mapping[str, Value]] | Sequence[Sequence[Value]]


@dataclass(frozen=True)
class TableRows:
    """Rows for a table, by column number within it. A column that no row gives is left alone."""

    table: TemplateTable
    rows: tuple[Mapping[int, Value], ...]
    given: frozenset[int]


class TableFilling:
    """The cells that tables' rows change, and the tables that grow."""

    def __init__(self, places: Places, allow_formulas: bool) -> None:
        self._places = places
        self._book = places.book
        self._allow_formulas = allow_formulas
        self.edits: dict[int, SheetEdits] = {}
        self.growths: list[Growth] = []

    def fill(self, name: str, rows: Rows) -> None:
        table = self._book.tables.get(name.casefold())
        if table is None:
            known = [each.name for each in self._book.tables.values()]
            place = self._book.package.path.name
            self._places.report(place, name, wording.UNKNOWN_TABLE, did_you_mean(name, known))
            return
        before = len(self._places.findings)
        filling = self._by_column(table, rows)
        capacity = table.data.bottom - table.data.top + 1
        growth = Growth(table, table.area.bottom + len(filling.rows) - capacity) if len(rows) > capacity else None
        if growth is not None:
            self._check_growth(growth)
        if len(self._places.findings) > before:
            return
        self._fill_present(filling, capacity)
        if growth is not None:
            self.growths.append(growth)
            self._add_rows(filling, capacity)

    def _by_column(self, table: TemplateTable, rows: Rows) -> TableRows:
        column_of = {header.casefold(): index for index, header in enumerate(table.columns)}
        unknown: dict[str, None] = {}
        found = []
        for row in rows:
            if isinstance(row, Mapping):
                unknown.update((key, None) for key in row if key.casefold() not in column_of)
                found.append({column_of[key.casefold()]: v for key, v in row.items() if key.casefold() in column_of})
            else:
                found.append(dict(enumerate(row)))
        for key in unknown:
            self._places.report(table.name, key, wording.UNKNOWN_COLUMN, did_you_mean(key, table.columns))
        given = frozenset(index for row in found for index in row)
        if given and max(given) >= len(table.columns):
            rule = wording.TOO_MANY_COLUMNS.format(columns=len(table.columns))
            self._places.report(table.name, max(given) + 1, rule, wording.FEWER_COLUMNS)
        return TableRows(table, tuple(found), given)

    # --- room to grow ------------------------------------------------------------------------------------------------
    def _check_growth(self, growth: Growth) -> None:
        table, report = growth.table, self._places.report
        capacity = table.data.bottom - table.data.top + 1
        if table.totals_rows:
            report(table.name, NO_VALUE, wording.TOTALS_ROW.format(rows=capacity), wording.REMOVE_TOTALS)
        elif growth.bottom > LAST_ROW:
            report(table.name, NO_VALUE, wording.SHEET_ENDS, wording.FEWER_ROWS)
        elif (obstacle := self._obstacle(growth)) is not None:
            cell = self._places.cell_name(table.sheet, *obstacle)
            report(table.name, NO_VALUE, wording.IN_THE_WAY.format(cell=cell), wording.MAKE_ROOM)

    def _obstacle(self, growth: Growth) -> tuple[int, int] | None:
        """The first cell below the table that is in use."""
        table, sheet = growth.table, self._book.sheet(growth.table.sheet)
        room = Area(table.area.bottom + 1, table.area.left, growth.bottom, table.area.right)
        others = [other.area for other in self._book.tables.values() if other.sheet == table.sheet]
        taken = [*others, *sheet.merges, *(array.area for array in sheet.arrays)]
        found = [(max(area.top, room.top), max(area.left, room.left)) for area in taken if area.meets(room)]
        return min([*found, *_filled_cells(sheet, room)], default=None)

    # --- cells -------------------------------------------------------------------------------------------------------
    def _edit(self, sheet: int, row: int, column: int, edit: Edit) -> None:
        self.edits.setdefault(sheet, SheetEdits()).cells[row, column] = edit

    def _fill_present(self, filling: TableRows, capacity: int) -> None:
        table, sheet = filling.table, self._book.sheet(filling.table.sheet)
        for offset in range(capacity):
            row = table.data.top + offset
            if offset < len(filling.rows):
                values = {index: filling.rows[offset].get(index) for index in filling.given}
            else:  # left over: a column's formula stays, it is part of the table
                columns = range(len(table.columns))
                values = {i: None for i in columns if (row, table.area.left + i) not in sheet.formula_at}
            for index, value in values.items():
                target = Target(table.sheet, row, table.area.left + index, f"{table.name}[{table.columns[index]}]")
                self._fill_cell(target, value, None, is_new=False)

    def _fill_cell(self, target: Target, value: Value, style: str | None, is_new: bool) -> None:
        found = self._places.content(target, content(value, self._book.is_1904), value)
        allowed = is_new or self._places.allows(target, self._allow_formulas)
        if found is not None and allowed:
            self._edit(target.sheet, target.row, target.column, Edit(found, style=style))

    def _add_rows(self, filling: TableRows, capacity: int) -> None:
        table, sheet = filling.table, self._book.sheet(filling.table.sheet)
        last = table.data.bottom
        template = sheet.row(last)
        tag = _height(template.tag) if template is not None else b""
        for index, header in enumerate(table.columns):
            column = table.area.left + index
            style = sheet.style(last, column)
            formula = None if index in filling.given else self._column_formula(table, index)
            if index in filling.given and self._book.is_locked(table.sheet, last, column):
                target = Target(table.sheet, last + 1, column, f"{table.name}[{header}]")
                self._places.report(self._places.where(target), NO_VALUE, wording.PROTECTED, wording.UNLOCK)
            for down, values in enumerate(filling.rows[capacity:], start=1):
                if formula is not None:
                    self._edit(
                        table.sheet, last + down, column, Edit(formula=shifted(formula, down), style=style or "0")
                    )
                else:
                    target = Target(table.sheet, last + down, column, f"{table.name}[{header}]")
                    self._fill_cell(target, values.get(index), style or "0", is_new=True)
        if tag:
            edits = self.edits.setdefault(table.sheet, SheetEdits())
            edits.row_tags.update(dict.fromkeys(range(last + 1, table.data.top + len(filling.rows)), tag))

    def _column_formula(self, table: TemplateTable, index: int) -> str | None:
        """The formula of the column in its last row, to be copied down."""
        sheet, row, column = self._book.sheet(table.sheet), table.data.bottom, table.area.left + index
        formula = sheet.formula_at.get((row, column))
        if formula is None:
            text = table.column_formulas[index]
            return text if text and not any(token.area for token in tokens(text)) else None
        if formula.kind in ("array", "dataTable"):
            rule = wording.ARRAY_COLUMN.format(column=table.columns[index])
            self._places.report(table.name, NO_VALUE, rule, wording.PLAIN_COLUMN)
            return None
        return sheet.text(formula) or None


def _filled_cells(sheet: Sheet, room: Area) -> Iterator[tuple[int, int]]:
    number = room.top
    while (row := sheet.row_from(number)) is not None and row.number <= room.bottom:
        for cell in sheet.cells(row):
            if room.left <= cell.column <= room.right and b"<" in cell.body:
                yield row.number, cell.column
        number = row.number + 1


def _height(tag: bytes) -> bytes:
    """The attributes of a row that new rows below take over."""
    taken = ((name, value_of(tag, name)) for name in ("ht", "customHeight"))
    return b"".join(b' %s="%s"' % (name.encode(), value.encode()) for name, value in taken if value)
