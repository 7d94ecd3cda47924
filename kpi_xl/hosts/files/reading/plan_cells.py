"""The cells of a workbook on disk, read by openpyxl.

It opens the workbook twice, for the values that were saved and for the formulas; only sheets that are asked for are
read, and a stray value in XFD1048576 costs nothing.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.hosts.plans.cells import PlanCells, SheetArea, TableArea, Value, filled_up, read_reference
from kpi_xl.language import Text
from kpi_xl.packages import BROKEN, damaged
from kpi_xl.sheets.references import Area

if TYPE_CHECKING:
    from openpyxl import Workbook

WORKBOOK_PART = "xl/workbook.xml"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
"""The namespace of a workbook saved as Strict Open XML, which openpyxl takes for an empty one."""
PIECE_ROWS, PIECE_COLUMNS = 1_000, 200
"""Of a sheet, what is read at once and kept; an area that lies in no such piece is read when it is asked for."""


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
        self._pieces: dict[tuple[str, int], list[list[tuple[Value, bool]]]] = {}
        with ExitStack() as undo, self._damage_named():
            # ours, for what openpyxl opens itself it leaves open when it fails
            self._file = undo.enter_context(path.open("rb"))
            if STRICT in zipfile.ZipFile(self._file).read(WORKBOOK_PART):
                raise UnreadableWorkbookError(Finding(path.name, NO_VALUE, _STRICT, _SAVE_PLAIN))
            self._typed, self._shown = self._opened(data_only=False), self._opened(data_only=True)
            undo.pop_all()

    def close(self) -> None:
        self._file.close()

    # --- what a reader asks for ---------------------------------------------------------------------------------

    @property
    def sheet_titles(self) -> list[str]:
        """Of its worksheets, hidden ones too."""
        return [sheet.title for sheet in self._typed.worksheets]

    @cached_property
    def names(self) -> Mapping[str, SheetArea]:
        areas = {name.upper(): read_reference(each.attr_text or "") for name, each in self._typed.defined_names.items()}
        sheets = {sheet.title for sheet in self._typed.worksheets}
        return {name: area for name, area in areas.items() if area and area[0] in sheets}

    @cached_property
    def other_names(self) -> Mapping[str, str]:
        texts = {name.upper(): each.attr_text or "" for name, each in self._typed.defined_names.items()}
        return {name: text for name, text in texts.items() if name not in self.names}

    @cached_property
    def tables(self) -> Mapping[str, TableArea]:
        with self._damage_named():
            return dict(_tables(zipfile.ZipFile(self._file)))

    @cached_property
    def counts_from_1904(self) -> bool:  # type: ignore[override]
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        return bool(self._typed.epoch == CALENDAR_MAC_1904)

    def contents(self, area: SheetArea) -> list[list[tuple[Value, bool]]]:
        title, top, left, bottom, right = area
        piece = (top - 1) // PIECE_ROWS
        if piece != (bottom - 1) // PIECE_ROWS or right > PIECE_COLUMNS:
            return filled_up(self._read(title, top, left, bottom, right), bottom - top + 1, right - left + 1)
        above = piece * PIECE_ROWS
        if (title, piece) not in self._pieces:
            self._pieces[title, piece] = self._read(title, above + 1, 1, above + PIECE_ROWS, PIECE_COLUMNS)
        rows = [row[left - 1 : right] for row in self._pieces[title, piece][top - 1 - above : bottom - above]]
        return filled_up(rows, bottom - top + 1, right - left + 1)

    # --- openpyxl -----------------------------------------------------------------------------------------------

    def _opened(self, data_only: bool) -> Workbook:
        from openpyxl import load_workbook  # late: a goal typed as a sentence needs no workbook

        return load_workbook(self._file, read_only=True, data_only=data_only, keep_links=False)

    def _read(self, title: str, top: int, left: int, bottom: int, right: int) -> list[list[tuple[Value, bool]]]:
        """The rows of an area, as far down as the sheet has any."""
        bounds = {"min_row": top, "min_col": left, "max_row": bottom, "max_col": right}
        with self._damage_named():
            typed, shown = self._typed[title].iter_rows(**bounds), self._shown[title].iter_rows(**bounds, values_only=True)
            return [
                [(_plain(value, self._shown.epoch), cell.data_type == "f") for cell, value in zip(*rows, strict=True)]
                for rows in zip(typed, shown, strict=True)
            ]

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
