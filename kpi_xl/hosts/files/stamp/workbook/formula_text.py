"""What stands in the text of a formula: references, names and calls, each with its place in the text.

Simple on purpose: it knows no grammar. Where a text is beyond it, it says that it is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kpi_xl.sheets.references import LAST_COLUMN, LAST_ROW, Area, column_letters, column_number


class Token(NamedTuple):
    """A reference (``area``), or a name or function (``name``)."""

    start: int
    end: int
    sheet: str  #: as typed, without quotes; "" where none is typed, "[1]Other" outside the workbook
    area: str
    name: str
    is_call: bool


_TOKEN = re.compile(
    r""" "(?:[^"]|"")*"
    | (?P<sheet>'(?:[^']|'')*'! | (?:\[\d+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?!)?
      (?: (?P<area>(?:\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?
            | \$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3} | \$?\d{1,7}:\$?\d{1,7})(?![\w.(]))
        | (?P<name>[^\W\d][\w.?\\]*|\\[\w.?\\]+)(?P<call>\()? )
    | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]
    | (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? """,
    re.VERBOSE | re.DOTALL,
)
_UNSURE = re.compile(
    r"\)\s*:|:\s*[\w.]+\(|\]\s*:|:\s*[^\W\d][\w.]*\[|\b(?:INDIRECT|OFFSET|GETPIVOTDATA|CUBE\w+|RTD|EVALUATE|CALL)\(",
    re.IGNORECASE,
)
"""Ranges and values whose cells only a calculation tells."""


def tokens(formula: str) -> Iterator[Token]:
    """
    >>> [(token.sheet, token.area or token.name) for token in tokens("SUM('月 次'!$B$2:B9)*1E5+税率&\\"A1\\"")]
    [('', 'SUM'), ('月 次', '$B$2:B9'), ('', '税率')]
    """
    for match in _TOKEN.finditer(formula):
        area, name = match["area"], match["name"]
        if area or name:
            sheet = match["sheet"] or ""
            yield Token(*match.span(), unquoted(sheet[:-1]), area or "", name or "", match["call"] is not None)


def is_unsure(formula: str, said: Sequence[Token]) -> bool:
    """Whether nobody can tell what the formula, whose tokens are *said*, reads."""
    return (":" in formula and _names_as_ends(formula, said)) or bool(_UNSURE.search(formula))


def _names_as_ends(formula: str, said: Sequence[Token]) -> bool:
    """``Start:End``: a range between two names."""
    return any(
        token.name and (formula[token.end : token.end + 1] == ":" or formula[token.start - 1 : token.start] == ":")
        for token in said
    )


def unquoted(sheet: str) -> str:
    """
    >>> unquoted("'Bob''s'")
    "Bob's"
    """
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") and len(sheet) > 1 else sheet


def split_sheet(key: str) -> tuple[str | None, str]:
    """(sheet, rest) of what people write: ``Sheet!B5`` with or without quotes.

    >>> split_sheet("'Bob''s'!B5"), split_sheet("KGI_AMOUNT"), split_sheet("月 次!B5")
    (("Bob's", 'B5'), (None, 'KGI_AMOUNT'), ('月 次', 'B5'))
    """
    sheet, mark, rest = key.rpartition("!")
    return (unquoted(sheet), rest) if mark else (None, key)


def with_areas(formula: str, change: Callable[[Token], str | None]) -> str:
    """The formula with those references replaced for which *change* gives another text."""
    pieces, position = [], 0
    for token in tokens(formula):
        if token.area and (new := change(token)) is not None:
            start = token.end - len(token.area)
            pieces += [formula[position:start], new]
            position = token.end
    return "".join([*pieces, formula[position:]])


def shifted(formula: str, rows: int, columns: int = 0) -> str:
    """The formula as it reads when copied down and to the right.

    >>> shifted("B5*$C$1+SUM(D:D)+売上!B$2", 2)
    'B7*$C$1+SUM(D:D)+売上!B$2'
    """
    return with_areas(formula, lambda token: ":".join(_shift(end, rows, columns) for end in token.area.split(":")))


def relative(formula: str, row: int) -> str:
    """The formula in words that are alike in every row to which it was copied; others may never come to be alike.

    >>> relative("Q74*$C$1+SUM(R$2:R74)+'Q74'!B73", 74), relative("INDEX(Table[Q74],1)", 74)
    ("Q[0]*$C$1+SUM(R$2:R[0])+'Q74'!B[-1]", '74 INDEX(Table[Q74],1)')
    """
    if "[" in formula or "\\" in formula:  # columns of tables, other workbooks, names that begin so: any text may stand there
        return f"{row} {formula}"
    return _RELATIVE.sub(lambda match: f"{match[1]}[{int(match[2]) - row}]" if match[1] else match[0], formula)


_RELATIVE = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w.$])(\$?[A-Za-z]{1,3})(\d{1,7})(?![\w.(!])""")
_END = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d*)")


def _shift(end: str, rows: int, columns: int) -> str:
    column_fixed, letters, row_fixed, digits = _END.fullmatch(end).groups()  # type: ignore[union-attr]
    if not letters:  # 5:5 or $5:$5
        column_fixed, row_fixed = "", column_fixed
    if letters and not column_fixed and columns:
        letters = column_letters(column_number(letters.upper()) + columns)
    if digits and not row_fixed:
        digits = str(int(digits) + rows)
    return f"{column_fixed}{letters}{row_fixed}{digits}"


def reach(area_text: str, up: int, down: int, left: int, right: int) -> Area | None:
    """The cells that a reference meets when it is copied so far: its ends without $ move along.

    >>> str(reach("B$5:C6", 0, 3, 0, 0))
    'B5:C9'
    """
    area = Area.parse(area_text)
    if area is None:
        return None
    ends = [_END.fullmatch(end).groups() for end in area_text.split(":")]  # type: ignore[union-attr]
    moves_column = any(letters and not fixed for fixed, letters, _, _ in ends)
    moves_row = any(digits and not (row_fixed or (fixed and not letters)) for fixed, letters, row_fixed, digits in ends)
    if moves_row:
        area = area._replace(top=max(area.top - up, 1), bottom=min(area.bottom + down, LAST_ROW))
    if moves_column:
        area = area._replace(left=max(area.left - left, 1), right=min(area.right + right, LAST_COLUMN))
    return area
