"""XlsxWriter's workbook and worksheet, quicker with packing, with formulas and with charts, titles quoted as everywhere else.

XlsxWriter looks for each of 29 newer functions in every formula, and for each that spills, which takes longer than all else that it does with
the cell. Whether it finds one depends on the names before the brackets alone, so once for each combination will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from io import StringIO
from types import FunctionType
from typing import Any, ClassVar
from zipfile import ZipFile, ZipInfo

from xlsxwriter import Workbook, workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
    re_dynamic_function,
)

from kpi_xl.sheets.charts import ChartPatterns, LateChart
from kpi_xl.sheets.references import column_letters, quoted_title

_CALLED = re.compile(r"(?<![\w.])[\w.]+\(")
_SHARED = ' t="s">'
SPANNED = 16
"""Rows that say together from which column to which they have cells."""


LEVEL = 4
"""Packs in half the time of the usual 6, a twentieth to an eighth larger."""


class QuickZip(ZipFile):
    """A package that is packed quickly."""

    def writestr(self, part: str | ZipInfo, content: str | bytes, *_: Any) -> None:  # type: ignore[override]
        super().writestr(part, content, compresslevel=LEVEL)


class QuickWorkbook(Workbook):
    """A workbook that is packed quickly and trusts its titles: `kpi_xl.sheets.titles` makes them legal and unique.

    XlsxWriter compares each title with all before it, which for 1,000 sheets takes as long as drawing 100 of them.
    """

    # XlsxWriter has no option for the package: its own method, with ours by the name that it asks for
    _store_workbook = FunctionType(Workbook._store_workbook.__code__, {**vars(workbook), "ZipFile": QuickZip})

    @cached_property
    def _patterns(self) -> ChartPatterns:
        return ChartPatterns(self)

    def add_chart(self, options: dict[str, Any]) -> LateChart:
        chart = LateChart(options, self._patterns)
        self.charts.append(chart)
        return chart

    def _check_sheetname(self, sheetname: str, is_chartsheet: bool = False) -> str:
        self.sheetname_count += 1
        return sheetname


class QuickWorksheet(Worksheet):
    """A worksheet that remembers which combinations of functions XlsxWriter leaves as they are."""

    repeat_row_range: str
    long_table: Sequence[str] = ()
    fh: Any
    _left_alone: ClassVar[dict[tuple[Any, ...], bool]] = {}

    # as XlsxWriter's own, without its looks at each cell: for an address like B5 in place of row and column, for a text that is too long,
    # for a number that is none (the canvas has looked), for the sheet's bounds (which `_assemble_xml_file` finds for all cells at once)

    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> Any:
        self.table[row][col] = CellStringTuple(self.str_table._get_shared_string_index(string), cell_format)

    def write_number(self, row: int, col: int, number: float, cell_format: Format | None = None) -> Any:
        self.table[row][col] = CellNumberTuple(number, cell_format)

    def write_blank(self, row: int, col: int, blank: Any, cell_format: Format | None = None) -> Any:
        self.table[row][col] = CellBlankTuple(cell_format)

    def write_blanks(self, row: int, first_col: int, last_col: int, cell_format: Format) -> None:
        """Blank cells of one format beside each other."""
        self.table[row].update(dict.fromkeys(range(first_col, last_col + 1), CellBlankTuple(cell_format)))

    _write_blank = write_blank
    """Of an area that is merged, too."""

    def _prepare_formula(self, formula: str, *expand: Any) -> str:
        return formula.removeprefix("=") if self._is_left_alone(formula, *expand) else str(super()._prepare_formula(formula, *expand))

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Format | None = None, value: Any = 0) -> Any:
        if not formula or not self._is_left_alone(formula):
            return super()._write_formula(row, col, formula, cell_format, value)
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0

    write_formula = _write_formula

    def _is_left_alone(self, formula: str, *expand: Any) -> bool:
        """Whether XlsxWriter writes a formula as it stands; what it does depends on nothing but the functions that are called."""
        called = _called(formula)
        if called is None:
            return False
        combination = (self.use_future_functions, *expand, called)
        if combination not in self._left_alone:
            prepared = super()._prepare_formula(formula, *expand) == formula.removeprefix("=")
            self._left_alone[combination] = prepared and not re_dynamic_function.search(formula)
        return self._left_alone[combination]

    def end_with(self, rows: Sequence[str], first_row: int, first_col: int, last_col: int) -> None:
        """Rows below all that are written cell by cell, as they stand in the file."""
        self.long_table = rows
        for row in (first_row, first_row + len(rows) - 1) if rows else ():
            self._check_dimensions(row, first_col)
            self._check_dimensions(row, last_col)
        self.str_table.count += "".join(rows).count(_SHARED)

    def _assemble_xml_file(self) -> None:
        """With the bounds of all cells, which no cell has told when it was written."""
        for row, cells in self.table.items():
            if cells:
                for col in (min(cells), max(cells)):
                    if self._check_dimensions(row, col):
                        raise ValueError(f"{self.name}: no sheet has a row {row + 1} or a column {col + 1}")
        super()._assemble_xml_file()

    def _write_rows(self) -> None:
        """All rows as XlsxWriter writes them, without a look at each place where there might be a cell."""
        self._calculate_spans()
        if self.dim_rowmin is not None:
            for row in range(self.dim_rowmin, self.dim_rowmax + 1):
                cells, info, span = self.table.get(row), self.row_info.get(row), self.row_spans.get(row // SPANNED)
                if cells:
                    self._write_row(row, span, info)
                    self._write_cells(row, cells)
                    self.fh.write("</row>")
                elif info is not None or row in self.comments:
                    self._write_empty_row(row, span, info)
        self.fh.writelines(self.long_table)

    def _write_cells(self, row: int, cells: dict[int, Any]) -> None:
        """The kinds of cell that nearly all are, each in one piece."""
        number, write = row + 1, self.fh.write
        for col in sorted(cells):
            cell = cells[col]
            written = _WRITTEN.get(type(cell))
            look = cell.format
            found = written(cell) if written and look is not None else None
            if found is None:
                self._write_cell(row, col, cell)
            else:
                style = look._get_xf_index() if look.xf_index is None else look.xf_index
                write(f'<c r="{column_letters(col + 1)}{number}" s="{style}"{found}')

    def _calculate_spans(self) -> None:
        if self.comments:
            super()._calculate_spans()
            return
        blocks: dict[int, list[int]] = {}
        for row, cells in self.table.items():
            if cells:
                blocks.setdefault(row // SPANNED, []).extend((min(cells), max(cells)))
        self.row_spans = {block: f"{min(cols) + 1}:{max(cols) + 1}" for block, cols in blocks.items()}

    def begun_row(self, mark: str) -> str:
        """How a row begins that has the usual height; *mark* stands for its number."""
        written, self.fh = self.fh, StringIO()
        self._write_row(0, None)
        begun, self.fh = self.fh.getvalue(), written
        return str(begun.replace('r="1"', f'r="{mark}"', 1))

    def stored_formula(self, formula: str) -> str:
        """A formula as it stands in the file."""
        return str(self._escape_data(self._prepare_formula(formula)))

    def stored_result(self, text: str) -> str:
        """A text that a formula computed, as it stands in the file."""
        return str(self._escape_data(text))

    def stored_text(self, text: str) -> int:
        """Where a cell's text stands in the file; `end_with` counts the cells that hold it."""
        found = int(self.str_table._get_shared_string_index(text))
        self.str_table.count -= 1
        return found

    def repeat_rows(self, first_row: int, last_row: int | None = None) -> None:
        super().repeat_rows(first_row, last_row)
        self.repeat_row_range = self._quoted(self.repeat_row_range)

    def _convert_name_area(self, *corners: int) -> str:
        """Of the print area and of filters."""
        return self._quoted(super()._convert_name_area(*corners))

    def _quoted(self, reference: str) -> str:
        return f"{quoted_title(self.name)}!{reference.rpartition('!')[2]}"


@lru_cache(maxsize=16_384)
def _called(formula: str) -> tuple[str, ...] | None:
    """The functions that a formula calls; None where XlsxWriter is to look at more than that. A thousand members have the same formulas."""
    return None if "_xlfn." in formula or "{" in formula or "}" in formula else tuple(_CALLED.findall(formula))


def _written_formula(cell: CellFormulaTuple) -> str | None:
    """None where the result has a type of its own in the file: TRUE, FALSE and errors."""
    value = cell.value
    if isinstance(value, str):
        if value.startswith("#"):
            return None
        told, value = ' t="str"' if value else "", _escaped(value)
    elif isinstance(value, bool):
        return None
    else:
        told = ""
    return f"{told}><f>{_escaped(cell.formula)}</f><v>{value}</v></c>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_WRITTEN: dict[type, Callable[[Any], str | None]] = {
    CellStringTuple: lambda cell: f"{_SHARED}<v>{cell.string}</v></c>",
    CellNumberTuple: lambda cell: f"><v>{cell.number:.16G}</v></c>",
    CellBlankTuple: lambda cell: "/>",
    CellFormulaTuple: _written_formula,
}
"""Of each kind what follows the style; None where XlsxWriter is to write it."""
