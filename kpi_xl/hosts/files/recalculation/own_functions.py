"""Our functions where a workbook has them as macros: an engine takes their LAMBDA twins, and Python answers what has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

from kpi_xl.errors import KpiError
from kpi_xl.functions import call_cells, lambda_names
from kpi_xl.hosts.files.recalculation.engine import POISON, Engine
from kpi_xl.hosts.files.stamp.workbook.book import TemplateBook
from kpi_xl.hosts.files.stamp.workbook.markup import prefix_of
from kpi_xl.hosts.files.stamp.workbook.values import Value

READ_TEXT = ("KPI_SMART", "KPI_SMART_SCORE", "KPI_SMART_ADVICE")
"""Functions that read sentences: a LAMBDA cannot, and a cell of macros can."""


class OwnCall(NamedTuple):
    """A cell that is one call of a function that only Python computes."""

    title: str
    row: int
    column: int
    function: str
    arguments: tuple[str, ...]  #: as the formula has them


def with_lambda_names(book: TemplateBook, part: bytes) -> bytes:
    """The workbook *part* with LAMBDA names for the functions that the workbook has as macros; as it is where it has none."""
    if "xl/vbaProject.bin" not in book.package:
        return part
    p, known = prefix_of(part), {name.name for name in book.names if name.sheet is None}
    twins = lambda_names(frozenset(known))
    # the help for arguments stands in an extension, which the engine takes for names that stand for nothing
    part = re.sub(rb"<%sextLst(?=[\s>]).*</%sextLst>" % (p, p), b"", part, flags=re.DOTALL)
    end = b"</%sdefinedNames>" % p
    return part.replace(end, b"".join(_defined(p, name, formula) for name, formula in twins.items()) + end)


def _defined(prefix: bytes, name: str, formula: str) -> bytes:
    text = escape(formula.removeprefix("="), quote=False).encode()
    return b'<%sdefinedName name="%s">%s</%sdefinedName>' % (prefix, name.encode(), text, prefix)


def own_calls(book: TemplateBook) -> Iterator[OwnCall]:
    """The cells of a workbook with macros that Python must answer."""
    if "xl/vbaProject.bin" not in book.package:
        return
    for sheet in book.sheets:
        for formula in book.sheet(sheet.index).formulas if sheet.is_worksheet else ():
            text = book.sheet(sheet.index).text(formula)
            match = _CALL.fullmatch(text)
            if match and match[1] in READ_TEXT and (arguments := split(match[2])) and arguments[0] != '""':
                yield OwnCall(sheet.title, formula.row, formula.column, match[1], arguments)


def split(arguments: str) -> tuple[str, ...]:
    """The arguments of a call.

    >>> split('A1,"a,b",EOMONTH(B1,0)')
    ('A1', '"a,b"', 'EOMONTH(B1,0)')
    """
    found, depth = [""], 0
    for piece in _PIECE.findall(arguments):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(piece, 0)
        if piece == "," and depth == 0:
            found.append("")
        else:
            found[-1] += piece
    return tuple(found)


def answered(engine: Engine, calls: list[OwnCall], cells: Mapping[str, tuple[str, int, int]]) -> None:
    """Put Python's answers in the place of the calls, and compute what rests on them.

    Args:
        cells: where the names of single cells are: a blank one is no 0.
    """
    for each in calls:
        arguments = [_argument(engine, argument, cells) for argument in each.arguments]
        try:
            answer: Value = str(call_cells(each.function, *arguments))
        except KpiError:
            answer = POISON  # not the answer of before
        engine.put(each.title, each.row, each.column, answer)
    if calls:
        engine.compute()


def _argument(engine: Engine, text: str, cells: Mapping[str, tuple[str, int, int]]) -> Value:
    place = cells.get(text.casefold())
    value = engine.answer(text) if place is None else engine.value(*place)
    return None if value == "" else value


_CALL = re.compile(r"([A-Z_]+)\((.*)\)", re.DOTALL)
_PIECE = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'|[(){},]|[^"\'(){},]+')
