"""A log file on its way into DuckDB: every cell as text, with the line it stands in.

The result is the temporary table ``raw`` with a row number ``n`` and one text column per field. Headers and
values of the file never become part of a query.
"""

from __future__ import annotations

import codecs
import csv
import glob
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.fields import FIELD_BY_HEADER, REQUIRED, Field
from kpi_xl.activity.mapping import LogMapping
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.language import Text

if TYPE_CHECKING:
    import duckdb

CHUNK = 1 << 20
SEPARATORS = ",\t;"


@dataclass
class RawTable:
    """What is known about ``raw`` beside its cells."""

    name: str  #: of the file, for messages
    fields: dict[Field, int]  #: field -> position of its column
    sheet: str = ""  #: of a workbook
    first_line: int = 2  #: line or row of the first record
    lines: Sequence[int] = ()  #: line of each record where they do not simply follow one another
    malformed: list[tuple[int, Finding]] = field(default_factory=list)  #: (line, finding) of rows too wide for the header
    path: Path | None = None  #: UTF-8 text to look lines up in

    def place(self, n: int) -> Text:
        """Where record *n* (from 1) stands."""
        line = self.line(n)
        if self.sheet:
            return Text(f"{self.name} {self.sheet}!{line}行目", f"{self.name} {self.sheet}!row {line}")
        return Text(f"{self.name} {line}行目", f"{self.name} line {line}")

    def line(self, n: int) -> int:
        if not self.lines and self.path is not None:
            self.lines = [line for line, _ in _records(self.path, self.name)][1:]
        return self.lines[n - 1] if self.lines else self.first_line + n - 1


@contextmanager
def as_utf8(path: Path) -> Iterator[Path]:
    """The path of the same text in UTF-8 without BOM; the file itself where it is that already.

    Raises:
        InputError: neither UTF-8 nor CP932, or no text at all.
    """
    encoding = _encoding_of(path)
    if encoding == "utf-8":
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kpi-xl-") as folder:
        copy = Path(folder) / "log.csv"
        # decoded by Python: it knows the vendor characters (㈱ ① 髙) that SQL engines lose
        with path.open(encoding=encoding, newline="") as source, copy.open("w", encoding="utf-8", newline="") as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)
        yield copy


def _encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig" if _decodes(path, "utf-8") is None else _undecodable(path, "utf-8")
    if _decodes(path, "utf-8") is None:
        return "utf-8"
    return "cp932" if _decodes(path, "cp932") is None else _undecodable(path, "cp932")


def _decodes(path: Path, encoding: str) -> int | None:
    """None where the whole file decodes, else the line of the first byte that does not."""
    decoder, line = codecs.getincrementaldecoder(encoding)(), 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            if b"\x00" in chunk:
                raise InputError([Finding(path.name, NO_VALUE, _NO_TEXT, _EXPORT_CSV)])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return line + chunk[: error.start].count(b"\n")
            if not chunk:
                return None
            line += chunk.count(b"\n")


def _undecodable(path: Path, encoding: str) -> str:
    line = _decodes(path, encoding)
    place = Text(f"{path.name} {line}行目", f"{path.name} line {line}")
    raise InputError([Finding(place, NO_VALUE, _NO_ENCODING, _SAVE_UTF8)])


def load_csv(connection: duckdb.DuckDBPyConnection, path: Path, name: str, mapping: LogMapping) -> RawTable:
    """Load a UTF-8 CSV (comma, semicolon or tab).

    DuckDB reads it where every row has the width of the header; else Python does, padding short rows and
    reporting long ones by line.
    """
    import duckdb

    first_line, header = _header(path, name)
    table = RawTable(name, fields_of(header, mapping, name), path=path)
    try:
        _load_fast(connection, path, first_line, len(header), table)
    except duckdb.Error:
        _load_slowly(connection, path, len(header), table)
    return table


def _header(path: Path, name: str) -> tuple[int, list[str]]:
    """The header and the line it stands in; empty lines may come first."""
    for record in _records(path, name):
        return record
    raise InputError([Finding(name, NO_VALUE, _EMPTY, _EXPORT_AGAIN)])


def _separator(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="") as file:
        line = next((line for line in file if line.strip()), "")
    return max(SEPARATORS, key=line.count)


def _records(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """(line on which it begins, cells) of every record that is not an empty line; *name* is for messages."""
    separator = _separator(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader, begins = csv.reader(file, delimiter=separator, strict=True), 1
        try:
            for record in reader:
                if record:
                    yield begins, record
                begins = reader.line_num + 1
        except csv.Error as error:
            place = Text(f"{name} {begins}行目", f"{name} line {begins}")
            raise InputError([Finding(place, NO_VALUE, _QUOTES, _CLOSE_QUOTE)]) from error


def fields_of(header: list[str], mapping: LogMapping, place: object) -> dict[Field, int]:
    """Which column holds which field.

    Raises:
        InputError: a needed column is missing, or two columns mean the same field.
    """
    words = {folded(word): target for word, target in mapping.columns.items()} or FIELD_BY_HEADER
    fields: dict[Field, int] = {}
    findings = []
    for position, title in enumerate(header):
        target = words.get(folded(title))
        if target is not None and target in fields:
            findings.append(Finding(place, title, _TWO_COLUMNS, _KEEP_ONE))
        elif target is not None:
            fields[target] = position
    findings += [_missing(word, target, header, place) for word, target in _needed(mapping) if target not in fields]
    if findings:
        raise InputError(findings)
    return fields


def _needed(mapping: LogMapping) -> list[tuple[str, Field]]:
    """(header, field) of every column that must be there: all that a mapping names, else the three of a log."""
    return list(mapping.columns.items()) or [(str(needed.label), needed) for needed in REQUIRED]


def _missing(word: str, target: Field, header: list[str], place: object) -> Finding:
    return Finding(place, word, _NO_COLUMN, did_you_mean(word, [title for title in header if title.strip()]))


def _load_fast(
    connection: duckdb.DuckDBPyConnection, path: Path, first_line: int, width: int, table: RawTable
) -> None:
    columns = {f"c{index}": "VARCHAR" for index in range(width)}
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT row_number() OVER () AS n, {_selected(table)} FROM read_csv("
        "$path, header = true, auto_detect = false, all_varchar = true, delim = $separator, quote = '\"',"
        " escape = '\"', columns = $columns, skip = $skip)",
        {"path": glob.escape(str(path)), "separator": _separator(path), "columns": columns, "skip": first_line - 1},
    )


def _selected(table: RawTable) -> str:
    return ", ".join(f"c{position} AS {target.key}" for target, position in table.fields.items())


def _load_slowly(connection: duckdb.DuckDBPyConnection, path: Path, width: int, table: RawTable) -> None:
    rows, lines = [], []
    records = _records(path, table.name)
    next(records)
    for line, record in records:
        if len(record) > width and any(cell.strip() for cell in record[width:]):
            place = Text(f"{table.name} {line}行目", f"{table.name} line {line}")
            table.malformed.append((line, Finding(place, ",".join(record), _TOO_WIDE, _QUOTE_COMMA)))
            continue
        rows.append(record[:width] + [""] * (width - len(record)))
        lines.append(line)
    load_rows(connection, rows, table)
    table.lines = lines


def load_rows(connection: duckdb.DuckDBPyConnection, rows: Sequence[Sequence[str]], table: RawTable) -> None:
    """Load rows of texts that Python has read."""
    import pandas

    frame = pandas.DataFrame(
        {target.key: [row[position] for row in rows] for target, position in table.fields.items()}, dtype=str
    )
    load_frame(connection, frame)


def load_frame(connection: duckdb.DuckDBPyConnection, frame: Any) -> None:
    connection.register("frame", frame)
    columns = ", ".join(f'CAST("{column}" AS VARCHAR) AS {column}' for column in frame.columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE raw AS SELECT row_number() OVER () AS n, {columns} FROM frame")
    connection.unregister("frame")


_NO_TEXT = Text("テキストのCSVではありません", "is not a text file")
_EXPORT_CSV = Text("CSV（UTF-8かShift_JIS）かExcelブックで保存し直してください", "Save it as CSV (UTF-8 or Shift_JIS) or as .xlsx")
_NO_ENCODING = Text("UTF-8でもShift_JISでも読めない文字があります", "holds a character that is neither UTF-8 nor Shift_JIS")
_SAVE_UTF8 = Text("「CSV UTF-8」で保存し直してください", "Save it as CSV UTF-8")
_EMPTY = Text("中身がありません", "is empty")
_EXPORT_AGAIN = Text("見出し行のある活動ログを書き出し直してください", "Export the activity log again, with its header row")
_QUOTES = Text("引用符（\"）が正しく閉じていません", "a quote is not closed properly")
_CLOSE_QUOTE = Text("この行から先の「\"」を直してください", "Correct the quotes from this line on")
_TWO_COLUMNS = Text("と同じ項目の列がほかにもあります", "is a second column for the same field")
_KEEP_ONE = Text("どちらか1列だけにしてください", "Keep one of them")
_NO_COLUMN = Text("の列がありません", "is a column that is missing")
_TOO_WIDE = Text("は見出しより列が多い行です", "has more cells than the header")
_QUOTE_COMMA = Text("カンマを含む値は「\"」で囲んでください", "Put values that hold a comma in double quotes")
