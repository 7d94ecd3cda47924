"""CSV files: separators, titles above the header, and two readers: DuckDB's, and Python's where rows differ in width."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kpi_xl.activity.columns.detection import LayOut
from kpi_xl.activity.columns.headings import is_grouped
from kpi_xl.activity.columns.layout import Layout
from kpi_xl.activity.files.encodings import encoding_of, recoded, whole_encoding_of
from kpi_xl.activity.files.header_search import HEADER_WITHIN, NoHeaderError, find_header
from kpi_xl.activity.files.source import Line, Source, csv_scan, line_of, nothing_in, rewritten
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

SEPARATORS = ",\t;|"
LONGEST_CELL = 1 << 24
PIECE = 1 << 18
MOST_COLUMNS = 16_384
"""Of a worksheet, too."""
LONGEST_RECORD = 2_000_000
"""Bytes of a record that DuckDB reads; no activity takes a hundredth of it."""


def open_csv(path: Path, lay_out: LayOut, folder: Path) -> tuple[Source, Layout]:
    """The table of a CSV file.

    Args:
        folder: for copies in another encoding.

    Raises:
        InputError: it cannot be read, or its headers do not fit.
    """
    file, layout = _opened(path, folder, encoding_of(path), lay_out)
    return file.source(), layout


@dataclass(frozen=True)
class _CsvFile:
    """A CSV file whose header has been found."""

    path: Path  #: of the file, or of its copy in UTF-8
    original: Path
    encoding: str
    separator: str
    first_line: int  #: of the header
    titles: tuple[str, ...]
    folder: Path
    lay_out: LayOut

    @property
    def name(self) -> str:
        return self.original.name

    def source(self) -> Source:
        """As DuckDB reads it; as Python reads it where groups have to be filled down."""
        if any(map(is_grouped, self.titles)):
            return self._python_read()
        scan, bound = csv_scan(self.path, len(self.titles), self.separator, self.first_line - 1)
        return Source(self.name, scan, bound, self._walk, slower=self._slower, has_no_errors=not _holds(self.path, b"#"), csv=self.path)

    def _slower(self) -> Source:
        encoding = whole_encoding_of(self.original, self.encoding)
        if encoding == self.encoding:
            return self._python_read()
        return _opened(self.original, self.folder, encoding, self.lay_out)[0].source()

    def _python_read(self) -> Source:
        """As Python reads it: short rows are padded, rows wider than the header set aside, groups filled down."""
        too_wide: list[tuple[int, str]] = []
        path, width = self.folder / f"rows-{self.name}", len(self.titles)
        lines = rewritten(((line.number, line.cells) for line in self._fitting(too_wide)), path, width)
        scan, bound = csv_scan(path, width)

        def walk() -> Iterator[Line]:
            kept = set(lines)
            return (line for line in self._walk() if line.number in kept)

        return Source(self.name, scan, bound, walk, too_wide=too_wide, csv=path)

    def _fitting(self, too_wide: list[tuple[int, str]]) -> Iterator[Line]:
        width, grouped = len(self.titles), [position for position, title in enumerate(self.titles) if is_grouped(title)]
        above = [""] * width
        for line in self._walk():
            if len(line.text.encode("utf-8", "replace")) > LONGEST_RECORD:
                raise InputError([Finding(line_of(self.name, line.number), NO_VALUE, _TOO_LONG, _CLOSE_QUOTE)])
            if any(cell.strip() for cell in line.cells[width:]):
                too_wide.append((line.number, line.text))
            else:
                yield filled_down(line, above, grouped)

    def _walk(self) -> Iterator[Line]:
        records = _records(self.path, "utf-8-sig", self.separator, self.name)
        return itertools.dropwhile(lambda line: line.number <= self.first_line, records)


def filled_down(line: Line, above: list[str], grouped: list[int]) -> Line:
    """A row whose blank cells in grouped columns hold what stands above; *above* is kept up to date."""
    if not grouped or sum(1 for cell in line.cells if cell.strip()) < 2:
        return line
    cells = list(line.cells)
    for position in grouped:
        if position < len(cells) and cells[position].strip():
            above[position] = cells[position]
        elif position < len(cells):
            cells[position] = above[position]
    return replace(line, cells=cells)


def _refuse_wide(name: str, lines: Sequence[Line]) -> None:
    """Raise InputError for a row with more cells than a worksheet can have: reading 100,000 columns takes half a minute."""
    for line in lines:
        if len(line.cells) > MOST_COLUMNS and sum(1 for cell in line.cells if cell.strip()) > MOST_COLUMNS:
            raise InputError([Finding(line_of(name, line.number), NO_VALUE, _TOO_WIDE, _ONLY_NEEDED)])


def _opened(path: Path, folder: Path, encoding: str, lay_out: LayOut) -> tuple[_CsvFile, Layout]:
    """The file with the separator, and the header, that fit.

    Raises:
        InputError: none does.
    """
    copy = path
    if encoding not in ("utf-8", "utf-8-sig"):
        copy = recoded(path, encoding, folder / f"utf-8-{path.name}")
    separators = _separators(copy)
    if not separators:
        raise nothing_in(path.name)
    problems: list[NoHeaderError] = []
    broken: list[InputError] = []  # no CSV at all with this separator
    for separator in separators:
        try:
            lines = list(itertools.islice(_records(copy, "utf-8-sig", separator, path.name), HEADER_WITHIN + 1))
            _refuse_wide(path.name, lines)
            places = [_place_of(path.name, line.number) for line in lines]
            header = find_header([line.cells for line in lines], lay_out, places.__getitem__, path.name)
        except NoHeaderError as error:
            problems.append(error)
            continue
        except InputError as error:
            broken.append(error)
            continue
        line = lines[header.index].number
        return _CsvFile(copy, path, encoding, separator, line, tuple(header.titles), folder, lay_out), header.layout
    raise max(problems, key=lambda problem: problem.nearness, default=None) or broken[0]


def _holds(path: Path, sign: bytes) -> bool:
    """Whether a byte occurs in a file, which is looked through in pieces: mapped as a whole it would count as memory of ours."""
    with path.open("rb") as file:
        return any(sign in piece for piece in iter(lambda: file.read(PIECE), b""))


def _place_of(name: str, line: int) -> object:
    return name if line == 1 else line_of(name, line)


def _separators(path: Path) -> list[str]:
    """Those that occur in the first lines, the commonest first; what a line ``sep=;`` names goes before."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = list(itertools.islice((line for line in file if line.strip()), HEADER_WITHIN))
    if not lines:
        return []
    text = "".join(lines)
    found = sorted((each for each in SEPARATORS if each in text), key=lambda each: -max(line.count(each) for line in lines))
    named = lines[0].strip().strip('"').lower()
    if named.startswith("sep=") and len(named) <= 5:
        told = named[4:] or "\t"
        found = [told, *(each for each in found if each != told)]
    return found or [","]


def _records(path: Path, encoding: str, separator: str, name: str) -> Iterator[Line]:
    """Every record that is not an empty line."""
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
                    yield Line(begins, record, "".join(taken).rstrip("\r\n"))
                taken.clear()
                begins = reader.line_num + 1
        except csv.Error as error:
            raise InputError([Finding(line_of(name, begins), NO_VALUE, _QUOTES, _CLOSE_QUOTE)]) from error


_TOO_WIDE = Text(f"列が{MOST_COLUMNS:,}を超えています", f"has more than {MOST_COLUMNS:,} columns")
_ONLY_NEEDED = Text("必要な列だけを書き出してください", "Export the columns that are needed alone")
_TOO_LONG = Text("1件の記録が2MBを超えています", "one record is longer than 2 MB")
_QUOTES = Text("引用符（\"）が正しく閉じていません", "a quote is not closed properly")
_CLOSE_QUOTE = Text("この行から先の「\"」を直してください", "Correct the quotes from this line on")
