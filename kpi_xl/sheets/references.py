"""References: addresses of cells and areas, and titles of other sheets.

Rows and columns count from 1 and areas include their last cell, as Excel writes them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_PLAIN = re.compile(r"(?!(?:true|false)$)[a-z_]{4,}[0-9]*", re.IGNORECASE | re.ASCII)
"""Four letters are too many for a column, and no row or column of R1C1 begins with two."""


def quoted_title(title: str) -> str:
    """A sheet's title as it stands before the exclamation mark.

    Excel leaves more titles without quotes than others do, ① among them, and takes fewer than they do, 𠮷 not; quotes
    are right everywhere.

    >>> quoted_title("Review"), quoted_title("①KGI"), quoted_title("O'Neil"), quoted_title("FY2026")
    ('Review', "'①KGI'", "'O''Neil'", "'FY2026'")
    """
    return title if _PLAIN.fullmatch(title) else "'" + title.replace("'", "''") + "'"


LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


class Area(NamedTuple):
    """A block of cells.

    >>> Area.parse("$B$5:C7")
    Area(top=5, left=2, bottom=7, right=3)
    >>> str(Area.parse("$B$5"))
    'B5'
    """

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> Area | None:
        """The area of an A1 reference, or None; ``B:B`` and ``5:5`` reach to the sheet's end."""
        return _parsed(text)

    @property
    def is_cell(self) -> bool:
        return self.top == self.bottom and self.left == self.right

    @property
    def shape(self) -> tuple[int, int]:
        return self.bottom - self.top + 1, self.right - self.left + 1

    def meets(self, other: Area) -> bool:
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        first = address(self.top, self.left)
        return first if self.is_cell else f"{first}:{address(self.bottom, self.right)}"


_ENDS = re.compile(
    r"(?P<first>[A-Z]{1,3}[0-9]{1,7}|[A-Z]{1,3}(?=:[A-Z]{1,3}$)|[0-9]{1,7}(?=:[0-9]{1,7}$))"
    r"(?::(?P<last>[A-Z]{1,3}[0-9]{1,7}|[A-Z]{1,3}|[0-9]{1,7}))?"
)
_CORNER = re.compile(r"([A-Z]*)([0-9]*)")


@lru_cache(maxsize=8192)
def _parsed(text: str) -> Area | None:
    ends = _ENDS.fullmatch(text.replace("$", "").upper())
    if ends is None:
        return None
    first, last = ends["first"], ends["last"] or ends["first"]
    left, top = _corner(first, 1, 1)
    right, bottom = _corner(last, LAST_COLUMN, LAST_ROW)
    if not (0 < top <= LAST_ROW and 0 < bottom <= LAST_ROW and left <= LAST_COLUMN and right <= LAST_COLUMN):
        return None
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _corner(text: str, column: int, row: int) -> tuple[int, int]:
    letters, digits = _CORNER.fullmatch(text).groups()  # type: ignore[union-attr]
    return column_number(letters) if letters else column, int(digits) if digits else row


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """
    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(number: int) -> str:
    """
    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int, fixed: bool = False) -> str:
    """
    >>> address(5, 28), address(5, 28, fixed=True)
    ('AB5', '$AB$5')
    """
    return f"${column_letters(column)}${row}" if fixed else f"{column_letters(column)}{row}"
