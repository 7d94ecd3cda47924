"""The worksheets of a workbook, each with its cells as they were typed, and what the file says of rows, merged cells and formats."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from kpi_xl.activity.files.sheet_pieces import read_in_pieces, rows_of
from kpi_xl.activity.files.sparse_sheets import NoSheetError, SparseSheet, sparse_sheet
from kpi_xl.activity.files.worksheet_xml import (
    LARGEST_AREA,
    WorksheetXml,
    styles_with_units,
    untitled_worksheets,
    worksheet_paths,
)
from kpi_xl.activity.words.money import MoneyUnit
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.packages import BROKEN, damaged

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


@dataclass(frozen=True)
class Worksheet:
    """One sheet as it was read."""

    title: str
    is_visible: bool
    rows: list[list[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()  #: ((first row, first column), (last row, last column)), from 0
    hidden_rows: frozenset[int] = frozenset()  #: from 1
    units: Mapping[tuple[int, int], MoneyUnit] | None = None  #: (row from 1, column from 0) -> what its number format says
    first_row: int = 1  #: the number of the first of the rows
    hidden_columns: frozenset[int] = frozenset()  #: from 0
    not_computed: int = 0  #: formulas without a value

    @property
    def is_empty(self) -> bool:
        return not any(cell not in ("", None) for row in self.rows for cell in row)

    @cached_property
    def filled(self) -> int:
        """Rows with anything in them."""
        return sum(1 for row in self.rows if any(cell not in ("", None) for cell in row))


def worksheets_of(path: Path) -> list[Worksheet]:
    """Each sheet with its cells; error values stay visible as #N/A and the like.

    Raises:
        InputError: it is damaged, or its cells lie too far apart.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with zipfile.ZipFile(path) as package:
            parts = {title: WorksheetXml(package.read(part)) for title, part in worksheet_paths(package).items()}
            sparse = {title: sparse_sheet(part.content) for title, part in parts.items() if part.is_sparse()}
            if any(WorksheetXml(package.read(part)).is_sparse() for part in untitled_worksheets(package)):
                raise InputError([damaged(path)])
            if any(part.is_too_large() for title, part in parts.items() if title not in sparse) or any(
                each.area > LARGEST_AREA for each in sparse.values()
            ):
                raise InputError([Finding(path.name, NO_VALUE, _TOO_WIDE, _CLEAR_STRAY)])
            parts |= {title: WorksheetXml(each.content) for title, each in sparse.items()}
            styles = styles_with_units(package)
            pieces = _in_pieces(package, parts)
            whole = {title: part for title, part in parts.items() if title not in pieces}
            changed = {title: part.with_errors_as_text for title, part in whole.items() if title in sparse or part.is_to_change}
            book = CalamineWorkbook.from_object(_with_sheets(package, changed, pieces) if changed else path)
        sheets: list[Worksheet] = []
        for each in book.sheets_metadata:
            if each.typ != SheetTypeEnum.WorkSheet:
                continue
            part = parts.get(each.name, WorksheetXml(b""))
            read = pieces.get(each.name) or [book.get_sheet_by_name(each.name)]
            found = Worksheet(
                each.name, each.visible == SheetVisibleEnum.Visible,
                rows_of(read) if len(read) > 1 else read[0].to_python(skip_empty_area=False), read[0].merged_cell_ranges or (),
                part.hidden_rows(), part.cells_with(styles), hidden_columns=part.hidden_columns(), not_computed=part.not_computed,
            )  # fmt: skip
            sheets.append(_spread(found, sparse[each.name]) if each.name in sparse else found)
    except (CalamineError, ElementTree.ParseError, ExpatError, NoSheetError, *BROKEN) as error:
        raise InputError([damaged(path)]) from error
    return sheets


def _in_pieces(package: zipfile.ZipFile, parts: Mapping[str, WorksheetXml]) -> dict[str, list[CalamineSheet]]:
    """Title -> pieces, of the sheets that are large."""
    paths = worksheet_paths(package)
    read = {title: read_in_pieces(package, paths[title], title, part.with_errors_as_text) for title, part in parts.items()}
    return {title: pieces for title, pieces in read.items() if pieces}


def _spread(sheet: Worksheet, sparse: SparseSheet) -> Worksheet:
    """A sheet that was read without its gaps, each row where it stood."""
    units = sparse.where_it_stood(sheet.units or {})
    return replace(
        sheet, rows=sparse.spread(sheet.rows), merged=sparse.merged, hidden_rows=sparse.hidden_rows, units=units,
        hidden_columns=frozenset(),  # columns were pushed together
    )  # fmt: skip


def _with_sheets(package: zipfile.ZipFile, changed: Mapping[str, bytes], left_out: Collection[str]) -> io.BytesIO:
    """A copy of the workbook with *changed* sheets, without those *left_out*, which nobody reads from it."""
    paths, copy = worksheet_paths(package), io.BytesIO()
    contents, without = {paths[title]: content for title, content in changed.items()}, {paths[title] for title in left_out}
    with zipfile.ZipFile(copy, "w") as target:
        for item in package.namelist():
            if item not in without:
                target.writestr(item, contents[item] if item in contents else package.read(item))
    copy.seek(0)
    return copy


_TOO_WIDE = Text("表から遠く離れたセルに値があります", "holds a value far away from the table")
_CLEAR_STRAY = Text("Excelで Ctrl+End を押し、表の外にある値を消してください", "Press Ctrl+End in Excel and clear what lies outside the table")
