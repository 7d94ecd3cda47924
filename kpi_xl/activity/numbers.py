"""Numbers that SQL reads by itself; all others are odd, and read by Python once for each distinct text."""

from __future__ import annotations

from kpi_xl.activity.fields import LOG_SCHEMA, Field

_PLAIN = {
    Field.COUNT: "[0-9]{1,13}",
    Field.AMOUNT: "-?[0-9]{1,13}([.][0-9]{1,4})?",
    Field.SCORE: "[0-9]{1,5}([.][0-9]{1,4})?",
}
_IN_GROUPS = r"-?[¥\\]?[0-9]{1,3}(,[0-9]{3}){0,3}([.][0-9]{1,4})?"
"""¥1,200,000: as exports write amounts, in which hardly one is like another; CP932 has a backslash for the yen sign."""

NUMBER_FIELDS = tuple(_PLAIN)
NUMBER_TYPES = {field.key: LOG_SCHEMA[field.key] for field in NUMBER_FIELDS}


def number_of(key: str) -> str:
    """SQL of the number in a column of texts; NULL where it is blank or odd."""
    kind = NUMBER_TYPES[key]
    cases = f"WHEN {_fits(key, _PLAIN_BY_KEY[key])} THEN TRY_CAST({key} AS {kind})"
    if key == Field.AMOUNT.key:
        digits = rf"replace(replace(replace({key}, ',', ''), '¥', ''), '\', '')"
        cases += f" WHEN {_fits(key, _IN_GROUPS)} THEN TRY_CAST({digits} AS {kind})"
    return f"CASE WHEN {key} <> '' THEN CASE {cases} END END"  # which spares blank cells the regular expression


def odd_of(key: str) -> str:
    """SQL of a text that is neither blank nor such a number, else NULL."""
    is_number = _fits(key, _PLAIN_BY_KEY[key])
    if key == Field.AMOUNT.key:
        is_number += f" OR {_fits(key, _IN_GROUPS)}"
    return f"CASE WHEN {key} <> '' THEN CASE WHEN NOT ({is_number}) THEN {key} END END"


def _fits(key: str, pattern: str) -> str:
    return f"regexp_full_match({key}, '{pattern}')"


_PLAIN_BY_KEY = {field.key: pattern for field, pattern in _PLAIN.items()}
