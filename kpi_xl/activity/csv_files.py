"""CSV files: separators, encodings, and two readers: DuckDB's, and Python's where rows differ in width."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.activity.detection import LayOut
from kpi_xl.activity.encodings import encoding_of, recoded, whole_encoding_of
from kpi_xl.activity.layout import Layout
from kpi_xl.activity.source import CP932_AS_LATIN_1, Source, csv_sample, csv_scan, line_of, nothing_in, rewritten
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

SEPARATORS = ",\t;"
LONGEST_CELL = 1 << 24


def open_csv(path: Path, lay_out: LayOut, folder: Path) -> tuple[Source, Layout]:
    """The table of a CSV file.

    Args:
        folder: for copies in another encoding.

    Raises:
        InputError: it cannot be read, or its headers do not fit.
    """
    file = _CsvFile.opened(path, folder)
    layout = lay_out(file.titles, path.name)
    return file.source(), layout


@dataclass(frozen=True)
class _CsvFile:
    """A CSV file whose header has been read."""

    path: Path
    encoding: str
    separator: str
    first_line: int  #: of the header; empty lines may come first
    titles: list[str]
    name: str
    folder: Path

    @classmethod
    def opened(cls, path: Path, folder: Path, encoding: str | None = None) -> _CsvFile:
        encoding, name = encoding or encoding_of(path), path.name
        if encoding == "utf-16":
            path, encoding = recoded(path, encoding, folder / f"utf-16-{path.name}"), "utf-8"
        separator = _separator(path, encoding)
        line, titles, _ = next(_records(path, encoding, separator, name), (0, [], ""))
        if not titles:
            raise nothing_in(name)
        return cls(path, encoding, separator, line, titles, name, folder)

    def source(self) -> Source:
        """As DuckDB reads it."""
        path, encoding = self.path, "utf-8"
        if self.encoding == "cp932":
            path, encoding = recoded(path, "latin-1", self.folder / f"latin-1-{self.name}"), CP932_AS_LATIN_1
        scan, bound = csv_scan(path, len(self.titles), self.separator, self.first_line - 1)
        sample = csv_sample(path, bound, self.folder)
        return Source(self.name, scan, bound, self._walk, encoding, slower=self._decoded, sample=sample)

    def _decoded(self) -> Source:
        """As DuckDB reads it after Python has decoded all of it; for CP932 where decoding distinct texts is no gain."""
        encoding = whole_encoding_of(self.path, self.encoding)
        if encoding != self.encoding:
            return _CsvFile.opened(self.path, self.folder, encoding).source()
        if encoding != "cp932":
            return self._python_read()
        path = recoded(self.path, encoding, self.folder / f"utf-8-{self.name}")
        scan, bound = csv_scan(path, len(self.titles), self.separator, self.first_line - 1)
        sample = csv_sample(path, bound, self.folder)
        return Source(self.name, scan, bound, self._walk, slower=self._python_read, sample=sample)

    def _python_read(self) -> Source:
        """As Python reads it: short rows are padded, rows wider than the header set aside."""
        too_wide: list[tuple[int, str]] = []
        path, width = self.folder / f"rows-{self.name}", len(self.titles)
        lines = rewritten(self._fitting(too_wide), path, width)
        scan, bound = csv_scan(path, width)

        def walk() -> Iterator[tuple[int, str]]:
            kept = set(lines)
            return ((line, text) for line, text in self._walk() if line in kept)

        return Source(self.name, scan, bound, walk, too_wide=too_wide, sample=csv_sample(path, bound, self.folder))

    def _fitting(self, too_wide: list[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
        width = len(self.titles)
        for line, cells, text in self._rows():
            if any(cell.strip() for cell in cells[width:]):
                too_wide.append((line, text))
            else:
                yield line, cells

    def _walk(self) -> Iterator[tuple[int, str]]:
        return ((line, text) for line, _, text in self._rows())

    def _rows(self) -> Iterator[tuple[int, list[str], str]]:
        records = _records(self.path, self.encoding, self.separator, self.name)
        next(records)
        return records


def _separator(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        line = next((line for line in file if line.strip()), "")
    return max(SEPARATORS, key=line.count)


def _records(path: Path, encoding: str, separator: str, name: str) -> Iterator[tuple[int, list[str], str]]:
    """(line on which it begins, cells, text) of every record that is not an empty line."""
    csv.field_size_limit(LONGEST_CELL)
    # what does not decode was refused before, or stands in a column that nobody reads
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        taken: list[str] = []

        def lines() -> Iterator[str]:
            for line in file:
                taken.append(line)
                yield line

        reader, begins = csv.reader(lines(), delimiter=separator, strict=True), 1
        try:
            for record in reader:
                if record:
                    yield begins, record, "".join(taken).rstrip("\r\n")
                taken.clear()
                begins = reader.line_num + 1
        except csv.Error as error:
            raise InputError([Finding(line_of(name, begins), NO_VALUE, _QUOTES, _CLOSE_QUOTE)]) from error


_QUOTES = Text("引用符（\"）が正しく閉じていません", "a quote is not closed properly")
_CLOSE_QUOTE = Text("この行から先の「\"」を直してください", "Correct the quotes from this line on")
