"""Logs kept in an Excel workbook, read as texts: every visible sheet whose first rows hold the headers is a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain, compress
from operator import itemgetter
from pathlib import Path
from typing import Any

from kpi_xl.activity.columns.detection import LayOut
from kpi_xl.activity.columns.headings import is_grouped
from kpi_xl.activity.columns.layout import Layout
from kpi_xl.activity.files.csv_files import filled_down
from kpi_xl.activity.files.header_search import NoHeaderError, find_header
from kpi_xl.activity.files.source import Line, Source, as_line, csv_scan, rewritten, row_of
from kpi_xl.activity.files.uncollected import uncollected
from kpi_xl.activity.files.worksheets import Worksheet, worksheets_of
from kpi_xl.activity.notes import About, Note, file_note
from kpi_xl.activity.words.money import YEN, MoneyUnit
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.packages import package_finding

FEWEST_HEADINGS = 2
"""Headings of the first table that a second one below it has as well."""
LARGEST_UNPACKED = 2_000_000_000
"""A log of a million rows unpacks to a quarter of that."""


@uncollected()
def open_workbook(path: Path, lay_out: LayOut, folder: Path) -> list[tuple[Source, Layout]]:
    """Every visible table of a workbook whose headers fit.

    Args:
        folder: for the copies that DuckDB scans.

    Raises:
        InputError: no workbook, a bomb, or no sheet whose headers fit.
    """
    if finding := package_finding(path, LARGEST_UNPACKED):
        raise InputError([finding])
    sheets = worksheets_of(path)
    tables: list[tuple[Worksheet, list[tuple[Source, Layout]]]] = []
    problems: list[NoHeaderError] = []
    for sheet in (each for each in sheets if each.is_visible and not each.is_empty):
        try:
            tables.append((sheet, open_worksheet(path.name, sheet, lay_out, folder, len(tables))))
        except NoHeaderError as error:
            problems.append(error)
            tables.append((sheet, []))
    found, unfit = _sure(tables)
    if not found:
        raise max(problems, key=lambda problem: problem.nearness, default=None) or InputError(
            [Finding(path.name, NO_VALUE, _NO_ROWS, _ADD_ROWS)]
        )
    first = found[0][0]
    first.notes = (*_notes(path.name, sheets, unfit, [source for source, _ in found]), *first.notes)
    return found


def _sure(tables: Sequence[tuple[Worksheet, list[tuple[Source, Layout]]]]) -> tuple[list[tuple[Source, Layout]], list[Worksheet]]:
    """The tables that count, and the sheets that have none: beside logs and known exports a list that only looks like one is none."""
    has_sure = any(not layout.is_list for _, read in tables for _, layout in read)
    chosen = [(sheet, [each for each in read if not (has_sure and each[1].is_list)]) for sheet, read in tables]
    return [each for _, read in chosen for each in read], [sheet for sheet, read in chosen if not read]


def open_worksheet(name: str, sheet: Worksheet, lay_out: LayOut, folder: Path, number: int) -> list[tuple[Source, Layout]]:
    """The tables of a sheet: most have one, some begin another below, with a header of its own.

    Args:
        name: of the workbook, for messages.
        folder: for the copies that DuckDB scans.
        number: of the sheet, for the copies' names.

    Raises:
        NoHeaderError: its headers do not fit.
    """
    texts = _as_texts(sheet)
    read: list[tuple[Source, Layout]] = []
    first = hidden = 0
    while first < len(texts):
        place = partial(_place_of, name, sheet, first)
        header = find_header(texts[first:], lay_out, place, f"{name} {sheet.title}".rstrip())
        begin = first + header.index
        _fill_merged(texts, sheet, begin)
        end = _next_header(texts, begin, lay_out)
        below = texts[begin + 1 : end]
        rows = compress(enumerate(below, begin + 1 + sheet.first_row), map(any, below))
        source, lines = _source(name, sheet, rows, header.titles, folder / f"sheet{number}-{begin}.csv")
        hidden += len(sheet.hidden_rows.intersection(lines)) if sheet.hidden_rows else 0
        if read:
            source.notes = (Note(About.SHEET, _SECOND_TABLE.format(place=source.place(begin + sheet.first_row))),)
        read.append((source, header.layout))
        first = end
    _note_hidden(sheet, read)
    if hidden:
        note = Note(About.SHEET, _HIDDEN_ROWS.format(sheet=sheet.title, rows=f"{hidden:,}"), hidden)
        read[0][0].notes = (note, *read[0][0].notes)
    return read


def _note_hidden(sheet: Worksheet, read: Sequence[tuple[Source, Layout]]) -> None:
    """Say of columns that count though nobody sees them, and of formulas that nobody has computed."""
    notes = []
    for source, layout in read:
        used = [layout.titles[position] for position in sorted(layout.uses()) if position in sheet.hidden_columns]
        if used:
            notes.append((source, Note(About.SHEET, _HIDDEN_COLUMNS.format(sheet=sheet.title, titles=Text("、".join(used), ", ".join(used))))))
    if sheet.not_computed:
        text = _NOT_COMPUTED.format(sheet=sheet.title, cells=f"{sheet.not_computed:,}")
        notes.append((read[0][0], Note(About.AMOUNT, text)))
    for source, note in notes:
        source.notes = (*source.notes, note)


def _place_of(name: str, sheet: Worksheet, first: int, index: int) -> Text:
    return row_of(name, sheet.title, first + index + sheet.first_row)


def _next_header(texts: Sequence[Sequence[str]], begin: int, lay_out: LayOut) -> int:
    """The row below *begin* that is a header with other headings; the end of the sheet where there is none."""
    headings = {title for title in texts[begin] if title}
    if headings.isdisjoint(chain.from_iterable(texts[begin + 1 :])):  # most logs, told at once
        return len(texts)
    for row in range(begin + 1, len(texts)):
        if headings.isdisjoint(texts[row]) or len(headings.intersection(texts[row])) < FEWEST_HEADINGS:
            continue
        if any(cell and cell not in headings for cell in texts[row]) and _is_header(texts[row], lay_out):
            return row
    return len(texts)


def _is_header(row: Sequence[str], lay_out: LayOut) -> bool:
    try:
        lay_out(row, "")
    except InputError:
        return False
    return True


def _source(
    name: str, sheet: Worksheet, rows: Iterable[tuple[int, Sequence[str]]], titles: Sequence[str], copy: Path
) -> tuple[Source, list[int]]:
    """A table by its numbered rows below the header, and their numbers."""
    width, grouped = len(titles), [position for position, title in enumerate(titles) if is_grouped(title)]
    above = [""] * width
    if grouped:
        rows = ((row, filled_down(Line(row, cells, ""), above, grouped).cells) for row, cells in rows)
    lines = rewritten(rows, copy, width)
    scan, bound = csv_scan(copy, width)

    def walk() -> Iterator[Line]:
        with copy.open(encoding="utf-8", newline="") as file:
            records = csv.reader(file)
            next(records)
            for line, cells in zip(lines, records, strict=True):
                yield Line(line, cells, as_line(cells))

    return Source(name, scan, bound, walk, sheet=sheet.title, csv=copy), lines


def _as_texts(sheet: Worksheet) -> list[list[str]]:
    if units := sheet.units:
        return [
            [as_text(cell) if (unit := units.get((number, column))) is None else _with_unit(cell, unit) for column, cell in enumerate(row)]
            for number, row in enumerate(sheet.rows, 1)
        ]
    widths = set(map(len, sheet.rows))
    if len(widths) != 1:  # empty ones of a sheet with far cells are short
        return [list(map(as_text, row)) for row in sheet.rows]
    columns = (_column_as_texts(list(map(itemgetter(column), sheet.rows))) for column in range(widths.pop()))
    return list(map(list, zip(*columns, strict=True)))


def _column_as_texts(cells: list[Any]) -> Sequence[str]:
    kinds = set(map(type, cells))
    if kinds == {str}:
        return cells
    if len(kinds & {bool, int, float}) > 1:  # 1.0 is True for a dictionary, and no text of it
        return list(map(as_text, cells))
    return list(map(_Texts().__getitem__, cells))


class _Texts(dict[Any, str]):
    """Cell -> text, each made once: a log holds a few days and numbers many times."""

    def __missing__(self, cell: Any) -> str:
        self[cell] = text = as_text(cell)
        return text


def _with_unit(cell: Any, unit: MoneyUnit) -> str:
    """A number as its format shows it: with the currency, and as many yen as the unit has."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return as_text(cell)
    number = as_text(float(f"{cell * unit.factor:.15g}"))
    return f"{number}円" if unit.currency in ("", YEN) else f"{unit.currency} {number}"


def _fill_merged(texts: list[list[str]], sheet: Worksheet, header: int) -> None:
    """Put the value of merged cells into each of them; titles above the header stay."""
    for (top, left), (bottom, right) in sheet.merged:
        if top <= header or top >= len(texts) or left >= len(texts[top]) or not texts[top][left]:
            continue
        for row in texts[top : bottom + 1]:
            row[left : right + 1] = [texts[top][left]] * len(row[left : right + 1])


def _notes(name: str, sheets: Sequence[Worksheet], unfit: Sequence[Worksheet], read: Sequence[Source]) -> Iterator[Note]:
    """What of the workbook was read, and what was not."""
    for text, left in ((_UNFIT, unfit), (_HIDDEN, [each for each in sheets if not each.is_visible and each.filled > 1])):
        if left:
            shown = tuple(Text(f"{each.title}（{each.filled:,}行）", f"{each.title} ({each.filled:,} rows)") for each in left)
            yield file_note(About.SHEET, text, name, sum(each.filled for each in left), sheets=shown)
    titles = list(dict.fromkeys(source.sheet for source in read))
    if len(titles) > 1:
        yield file_note(About.SHEET, _TOGETHER, name, count=len(titles), sheets=tuple(titles))


def as_text(cell: Any) -> str:
    """A cell as text: whole numbers without a point, days as 2026-11-30, other numbers so that no dot is taken to part thousands.

    >>> as_text(3.0), as_text(datetime(2026, 11, 30)), as_text(datetime(2026, 11, 30, 9)), as_text(None), as_text(1.125)
    ('3', '2026-11-30', '2026-11-30 09:00:00', '', '1.1250')
    """
    if type(cell) is str:  # most are
        return cell
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        text = cell.isoformat(" ")
        return text[:10] if text.endswith(" 00:00:00") else text
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, float):
        text = repr(cell)
        return f"{text}0" if text[-4:-3] == "." else text
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return str(cell)


_NO_ROWS = Text("活動ログの表がありません", "holds no activity log")
_ADD_ROWS = Text("見出し（日付、担当者、種別）のある表を入れてください", "Put a table with the headers date, member, kind in it")
_UNFIT = Text("{name}：見出しが合わないシートは読んでいません：{sheets}", "{name}: sheets whose headings do not fit were not read: {sheets}")
_HIDDEN = Text("{name}：非表示のシートは読んでいません：{sheets}", "{name}: hidden sheets were not read: {sheets}")
_TOGETHER = Text("{name}：{count}枚のシートを合わせて読みました：{sheets}", "{name}: sheets read together ({count}): {sheets}")
_SECOND_TABLE = Text("{place}から下は、見出しの違う別の表として読みました", "what begins at {place} was read as another table, by its own headings")
_HIDDEN_COLUMNS = Text("シート「{sheet}」で、非表示の列を使っています：{titles}", "sheet {sheet}: hidden columns are used: {titles}")
_NOT_COMPUTED = Text(
    "シート「{sheet}」に、計算結果のない数式が{cells}セルあります（Excelで開いて保存し直すと値が入ります）",
    "sheet {sheet}: formulas without a value ({cells}); open it in Excel and save it again to compute them",
)
_HIDDEN_ROWS = Text(
    "シート「{sheet}」で、フィルターなどで非表示の{rows}行も数えています", "sheet {sheet}: hidden rows, as by a filter, count as well ({rows})"
)
