"""Typed text: where a place of the text as read stands in the text as typed (full-width letters, ①, line breaks and all)."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl.smart.words.text import tidied


def places_in(given: str, read: str) -> list[int] | None:
    """For every character of *read*, and its end, the place after the one before it in *given*; None where they do not match.

    >>> places_in("商談\\n５０件", "商談 50件")
    [0, 1, 2, 3, 4, 5, 6]
    """
    pairs = list(_without_double_spaces(_characters(given)))
    if "".join(char for char, _, _ in pairs) != read:
        return None
    return [pairs[0][1] if pairs else 0, *(end for _, _, end in pairs)]


def _characters(given: str) -> Iterator[tuple[str, int, int]]:
    """The characters as they are read, each with where it was typed; ﾃﾞ is one."""
    at = 0
    while at < len(given):
        end = at + 2 if given[at + 1 : at + 2] in _VOICED and given[at + 1 : at + 2] else at + 1
        for char in tidied(f"x{given[at:end]}x")[1:-1]:
            yield char, at, end
        at = end


def _without_double_spaces(pairs: Iterator[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """As `tidied` leaves them: one blank between words, none at the ends."""
    pending: tuple[str, int, int] | None = None
    is_begun = False
    for pair in pairs:
        if pair[0] == " ":
            pending = pending or pair
            continue
        if pending is not None and is_begun:
            yield pending
        pending, is_begun = None, True
        yield pair


_VOICED = ("ﾞ", "ﾟ", "\u3099", "\u309a")
