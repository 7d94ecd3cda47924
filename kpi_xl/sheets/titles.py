"""Titles of sheets, within Excel's rules."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_SHEET_NAME = 31
_ILLEGAL_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "・") | {chr(code): " " for code in range(32)})


def legal_sheet_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """*wanted* within Excel's rules: at most 31 characters, none of []:*?/\\, no quote at the ends, unique.

    >>> legal_sheet_name("東京/大阪"), legal_sheet_name("佐藤", {"佐藤"})
    ('東京・大阪', '佐藤 (2)')
    """
    base = _cut(wanted.translate(_ILLEGAL_IN_SHEET_NAME).strip().strip("'"), LONGEST_SHEET_NAME).rstrip("'") or "Sheet"
    if base.casefold() == "history":  # reserved by Excel
        base += "_"
    title, number = base, 1
    while title.casefold() in taken:
        number += 1
        suffix = f" ({number})"
        title = _cut(base, LONGEST_SHEET_NAME - len(suffix)) + suffix
    return title


def _cut(text: str, length: int) -> str:
    """The beginning of *text* in at most *length* UTF-16 units, which is how Excel counts: an emoji takes two."""
    return text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore").rstrip()
