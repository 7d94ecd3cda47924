"""Live texts taken apart: letters at the ends, small and capital letters, one word in place of another."""

from __future__ import annotations

from collections.abc import Callable

from kpi_xl.sheets.live.values import Live, literal


def left(words: Live, count: int) -> Live:
    return _taken(words, f"LEFT({words.formula},{count})", lambda plain: plain[:count])


def right(words: Live, count: int) -> Live:
    return _taken(words, f"RIGHT({words.formula},{count})", lambda plain: plain[-count:])


def after_first(words: Live) -> Live:
    """All but the first letter."""
    return _taken(words, f"MID({words.formula},2,LEN({words.formula}))", lambda plain: plain[1:])


def lower(words: Live) -> Live:
    return _taken(words, f"LOWER({words.formula})", str.lower)


def capitalized(words: Live) -> Live:
    """Each word with a capital letter and small ones."""
    return _taken(words, f"PROPER({words.formula})", str.title)


def with_first_replaced(words: Live, old: str, new: str) -> Live:
    """*new* where *old* stands first."""
    formula = f"SUBSTITUTE({words.formula},{literal(old)},{literal(new)},1)"
    return _taken(words, formula, lambda plain: plain.replace(old, new, 1))


def _taken(words: Live, formula: str, take: Callable[[str], str]) -> Live:
    return Live(formula, take(str(words.value)))
