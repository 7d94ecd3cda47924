"""Live values of what people type: spaces around it, how it begins, which of several words it is, numbers written as texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kpi_xl.sheets.live.letters import left
from kpi_xl.sheets.live.values import Live, compared, literal, text

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(%?)", re.ASCII)


def trimmed(words: Live) -> Live:
    """Without spaces around it, and single ones within."""
    value = words.value
    shown = " ".join(part for part in value.split(" ") if part) if isinstance(value, str) else f"{value:.15g}"
    return Live(f"TRIM({words.formula})", shown)


def begins_with(words: Live, sign: str) -> Live:
    """Whether its first letters are *sign*."""
    return compared(left(words, len(sign)), "=", text(sign))


def is_among(words: Live, known: Sequence[str]) -> Live:
    """Whether it is one of the *known* words; capitals are nothing to a spreadsheet."""
    listed = ",".join(literal(word) for word in known)
    is_known = str(words.value).casefold() in {word.casefold() for word in known}
    return Live(f"ISNUMBER(MATCH({words.formula},{{{listed}}},0))", is_known)


def number_of(words: Live, otherwise: str) -> Live:
    """The number that is typed as a text, in full-width figures too; *otherwise* where it is none."""
    read = _read(str(words.value))
    return Live(f"IFERROR(VALUE(ASC({words.formula})),{literal(otherwise)})", otherwise if read is None else read)


def _read(words: str) -> float | None:
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", words).replace(",", ""))
    return None if found is None else float(found[0].rstrip("%")) / (100 if found[3] else 1)
