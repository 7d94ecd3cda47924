"""Books with long tables: XlsxWriter writes one row of each form, with all that surrounds it; the others are made from it.

A row takes a tenth of the time so, and what is written is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from kpi_xl.errors import Finding, InputError
from kpi_xl.hosts.files.outputs import written_beside
from kpi_xl.hosts.files.stamp.workbook.package import Package
from kpi_xl.hosts.files.stamp.workbook.values import Content, ValueProblem, content, escaped, result
from kpi_xl.sheets.canvas import NOTHING, Book, Canvas
from kpi_xl.sheets.lines import ROW, Line, LineForm, LineValue

STRINGS = "xl/sharedStrings.xml"
MARK = "\0"
"""Stands for the number of a row; XML has no such character."""


class SplicingBook(Book):
    """A book that is drawn into as any other; a long table has a head, as tables have."""

    def __init__(self, path: Path, title: str, created: date) -> None:
        self._content = BytesIO()
        super().__init__(self._content, title, created)
        self._path = path
        self._tables: dict[int, _Table] = {}  # by the sheet's place

    def sheet(self, wanted_title: str) -> Canvas:
        return _SplicingCanvas(self, self._new_title(wanted_title), self._tables)

    def close(self) -> None:
        """Write the file.

        Raises:
            InputError: all values that cannot stand in a cell.
        """
        super().close()
        package = Package(self._path, self._content.getvalue())
        strings = _Strings(package.read(STRINGS).decode())
        changed = {}
        for place, table in self._tables.items():
            part = f"xl/worksheets/sheet{place + 1}.xml"
            changed[part] = table.spliced(package.read(part).decode(), strings).encode()
        changed[STRINGS] = strings.part().encode()
        with written_beside(self._path) as temporary, temporary.open("wb") as file:
            package.write(file, changed)


class _SplicingCanvas(Canvas):
    """A sheet whose long table is drawn by its forms alone."""

    def __init__(self, book: Book, title: str, tables: dict[int, _Table]) -> None:
        super().__init__(book, title)
        self._tables = tables

    def lines(self, first_row: int, lines: Iterable[Line]) -> int:
        listed = list(lines)
        forms = list({id(line.form): line.form for line in listed}.values())
        if len(listed) == len(forms) or self.sheet.index in self._tables:
            return super().lines(first_row, listed)
        super().lines(first_row, (Line(form, [0.0] * len(form.cells)) for form in forms))
        self._tables[self.sheet.index] = _Table(self.title, first_row, forms, listed)
        return first_row + len(listed)


@dataclass(frozen=True)
class _Table:
    """A long table, of which each form stands in the sheet once."""

    title: str
    first_row: int
    forms: Sequence[LineForm]
    lines: Sequence[Line]

    def spliced(self, part: str, strings: _Strings) -> str:
        """The sheet's part with all rows; their texts go into *strings*.

        Raises:
            InputError: all values that cannot stand in a cell.
        """
        first, last = (_row(part, self.first_row + place) for place in (0, len(self.forms) - 1))
        templates = {
            id(form): _template(form, _row(part, self.first_row + place)[0]) for place, form in enumerate(self.forms)
        }
        texts = _Texts(self.title, strings)
        rows = [
            (templates[id(line.form)] % texts.of(line, row)).replace(MARK, str(row))
            for row, line in enumerate(self.lines, self.first_row + 1)
        ]
        if texts.findings:
            raise InputError(texts.findings)
        bottom = self.first_row + len(self.lines)
        head = _DIMENSION.sub(lambda match: f"{match[1]}{max(int(match[2]), bottom)}", part[: first.start()], count=1)
        return "".join([head, *rows, part[last.end() :]])


def _row(part: str, row: int) -> re.Match[str]:
    found = re.compile(rf'<row r="{row + 1}".*?</row>', re.DOTALL).search(part)
    if found is None:
        raise ValueError(f"row {row + 1} is not drawn")
    return found


def _template(form: LineForm, model: str) -> str:
    """The row of a form as XlsxWriter has written it, with marks for its number and a ``%s`` for each text of `_Texts`."""
    drawn = list(_CELL.finditer(model))
    pieces = [f'<row r="{MARK}"{model[model.index(" ", 5) : model.index(">")]}>']
    for cell, match in zip(form.cells, drawn, strict=True):
        begin = f'<c r="{match["col"]}{MARK}"{match["style"] or ""}%s'
        if cell.formula is None:
            pieces.append(begin)
            continue
        formula = escaped(cell.formula.removeprefix("=")).decode()
        if match["formula"] != formula.replace(ROW, match["row"]):
            raise ValueError(f"{cell.formula} is not written as it stands")
        pieces.append(f"{begin}><f>{formula.replace(ROW, MARK).replace('%', '%%')}</f><v>%s</v></c>")
    return "".join([*pieces, "</row>"])


class _Texts:
    """Values as they stand in the part; each is worked out once."""

    def __init__(self, title: str, strings: _Strings) -> None:
        self._title, self._strings = title, strings
        self._cells: dict[LineValue, str] = {}
        self._results: dict[LineValue, tuple[str, str]] = {}
        self.findings: list[Finding] = []

    def of(self, line: Line, row: int) -> tuple[str, ...]:
        """What is to be put into the template of the line's form."""
        found: list[str] = []
        for col, (cell, value) in enumerate(zip(line.form.cells, line.values, strict=True), line.form.first_col):
            if cell.formula is None:
                text = self._cells.get(value)
                found.append(self._cell(value, row, col) if text is None else text)
            else:
                found += self._results.get(value) or self._result(value, row, col)
        return tuple(found)

    def _cell(self, value: LineValue, row: int, col: int) -> str:
        """A cell from behind its style to its end."""
        cell = self._content(content(NOTHING if value is None else value, is_1904=False), value, row, col)
        if cell.text:
            text = cell.text.decode().removeprefix("<is>").removesuffix("</is>")
            self._cells[value] = f' t="s"><v>{self._strings.number(text)}</v></c>'
        else:
            self._cells[value] = f"><v>{cell.number.decode()}</v></c>" if cell.number else "/>"
        return self._cells[value]

    def _result(self, value: LineValue, row: int, col: int) -> tuple[str, str]:
        """The kind and the computed value of a formula."""
        cell = self._content(result(NOTHING if value is None else value, is_1904=False), value, row, col)
        self._results[value] = _kind(cell.kind.decode()), cell.number.decode()
        return self._results[value]

    def _content(self, made: Content | ValueProblem, value: LineValue, row: int, col: int) -> Content:
        if isinstance(made, Content):
            return made
        place = f"{self._title}!{Canvas.a1(row - 1, col)}"
        self.findings.append(Finding(place, value, made.rule, made.remedy))
        return Content(b"", b"0")


class _Strings:
    """The texts of a workbook's cells, each of which is written once."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._numbers = {text: number for number, text in enumerate(_STRING.findall(part))}
        self._there = len(self._numbers)

    def number(self, text: str) -> int:
        """Where a text is found, given as XML."""
        return self._numbers.setdefault(text, len(self._numbers))

    def part(self) -> str:
        """The part that holds all of them."""
        added = "".join(f"<si>{text}</si>" for text in list(self._numbers)[self._there :])
        counts = f'count="{len(self._numbers)}" uniqueCount="{len(self._numbers)}"'
        return _COUNTS.sub(counts, self._part, count=1).replace("</sst>", f"{added}</sst>")


def _kind(kind: str) -> str:
    return f' t="{kind}"' if kind else ""


_COUNTS = re.compile(r'count="\d+" uniqueCount="\d+"')
_STRING = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_DIMENSION = re.compile(r'(<dimension ref="[A-Z]+\d+:[A-Z]+)(\d+)')
_CELL = re.compile(
    r'<c r="(?P<col>[A-Z]+)(?P<row>\d+)"(?P<style> s="\d+")?[^>]*?(?:/>|>(?:<f>(?P<formula>[^<]*)</f>)?<v>[^<]*</v></c>)'
)
