"""The cells of a workbook on disk, read by openpyxl.

Only sheets that are asked for are read, each row once, as far down as it is asked; a stray value in XFD1048576 costs nothing.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.hosts.plans.cells import PlanCells, SheetArea, TableArea, Value, read_reference
from kpi_xl.language import Text
from kpi_xl.packages import BROKEN, damaged
from kpi_xl.sheets.references import Area

if TYPE_CHECKING:
    from openpyxl import Workbook

    from kpi_xl.hosts.files.reading.sheet_rows import Cells, SheetRows

WORKBOOK_PART = "xl/workbook.xml"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
"""The namespace of a workbook saved as Strict Open XML, which openpyxl takes for an empty one."""
KEPT_ROWS, KEPT_COLUMNS = 3_000, 200
"""Of a sheet, what is kept once it is read; an area beyond is read when it is asked for."""


class UnreadableWorkbookError(Exception):
    """A package that passed for a workbook cannot be read as one."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class PlanBook(PlanCells):
    """One workbook, opened for reading. The package was checked before.

    Raises:
        UnreadableWorkbookError: when it is opened, and from any of its methods.
    """

    def __init__(self, path: Path) -> None:
        self.label, self.folder, self._path = path.name, path.parent, path
        self._sheets: dict[str, SheetRows] = {}
        with ExitStack() as undo, self._damage_named():
            # ours, for what openpyxl opens itself it leaves open when it fails
            self._file = undo.enter_context(path.open("rb"))
            if STRICT in zipfile.ZipFile(self._file).read(WORKBOOK_PART):
                raise UnreadableWorkbookError(Finding(path.name, NO_VALUE, _STRICT, _SAVE_PLAIN))
            self._book = self._opened()
            undo.pop_all()

    def close(self) -> None:
        self._file.close()

    # --- what a reader asks for ---------------------------------------------------------------------------------

    @property
    def sheet_titles(self) -> list[str]:
        """Of its worksheets, hidden ones too."""
        return [sheet.title for sheet in self._book.worksheets]

    @cached_property
    def names(self) -> Mapping[str, SheetArea]:
        areas = {name.upper(): read_reference(each.attr_text or "") for name, each in self._book.defined_names.items()}
        sheets = {sheet.title for sheet in self._book.worksheets}
        return {name: area for name, area in areas.items() if area and area[0] in sheets}

    @cached_property
    def other_names(self) -> Mapping[str, str]:
        texts = {name.upper(): each.attr_text or "" for name, each in self._book.defined_names.items()}
        return {name: text for name, text in texts.items() if name not in self.names}

    @cached_property
    def tables(self) -> Mapping[str, TableArea]:
        with self._damage_named():
            return dict(_tables(zipfile.ZipFile(self._file)))

    @cached_property
    def counts_from_1904(self) -> bool:  # type: ignore[override]
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        return bool(self._book.epoch == CALENDAR_MAC_1904)

    def contents(self, area: SheetArea) -> list[list[tuple[Value, bool]]]:
        title, top, left, bottom, right = area
        with self._damage_named():
            return [self._line(cells, left, right) for cells in self._rows(title, top, bottom, right)]

    def _line(self, cells: Cells, left: int, right: int) -> list[tuple[Value, bool]]:
        line: list[tuple[Value, bool]] = [(None, False)] * (right - left + 1)
        for col, (value, is_formula) in cells.items():
            if left <= col <= right:
                line[col - left] = _plain(value, self._book.epoch), is_formula
        return line

    def _rows(self, title: str, top: int, bottom: int, right: int) -> Iterator[Cells]:
        from kpi_xl.hosts.files.reading.sheet_rows import SheetRows, rows_of  # late, like openpyxl

        if bottom > KEPT_ROWS or right > KEPT_COLUMNS:
            found = {number: cells for number, cells in takewhile(lambda row: row[0] <= bottom, rows_of(self._book[title], right)) if number >= top}
            yield from (found.get(number, {}) for number in range(top, bottom + 1))
            return
        if title not in self._sheets:
            self._sheets[title] = SheetRows(self._book[title], KEPT_COLUMNS)
        yield from map(self._sheets[title].row, range(top, bottom + 1))

    # --- openpyxl -----------------------------------------------------------------------------------------------

    def _opened(self) -> Workbook:
        from openpyxl import load_workbook  # late: a goal typed as a sentence needs no workbook

        return load_workbook(self._file, read_only=True, data_only=True, keep_links=False)

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        """openpyxl warns of what it would not write back, and has no errors of its own for what it cannot read."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                yield
            except _refusals() as error:
                raise UnreadableWorkbookError(damaged(self._path)) from error


def _refusals() -> tuple[type[Exception], ...]:
    """What openpyxl raises on a part that is broken, or contradicts another."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import TranslatorError

    broken = (SyntaxError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
    return (*broken, *BROKEN, TokenizerError, TranslatorError)


def _tables(package: zipfile.ZipFile) -> Iterator[tuple[str, TableArea]]:
    """Every table with its name: a workbook that openpyxl opens for reading only does not show them."""
    from openpyxl.packaging.relationship import get_dependents, get_rels_path
    from openpyxl.reader.workbook import WorkbookParser
    from openpyxl.worksheet.table import Table
    from openpyxl.xml.functions import fromstring

    parser = WorkbookParser(package, WORKBOOK_PART, keep_links=False)
    parser.parse()
    parts = set(package.namelist())
    for sheet, relation in parser.find_sheets():
        beside = get_rels_path(relation.target)
        for each in get_dependents(package, beside) if beside in parts else ():
            if each.Type.endswith("/table"):
                table = Table.from_tree(fromstring(package.read(each.target)))
                area = Area.parse(table.ref) or (1, 1, 1, 1)
                yield table.displayName, TableArea((sheet.name, *area), table.totalsRowCount or 0)


def _plain(value: Any, epoch: Any) -> Value:
    """Numbers are floats, a day is its serial number."""
    from openpyxl.utils.datetime import to_excel

    if value is None or isinstance(value, (str, bool)):
        return value
    return float(value if isinstance(value, (int, float)) else to_excel(value, epoch))


_STRICT = Text("「Strict Open XML」形式のブックです", "is a Strict Open XML workbook")
_SAVE_PLAIN = Text("Excelで開き、「Excelブック（.xlsx）」として保存し直してください", "Save it from Excel as Excel Workbook (.xlsx)")
