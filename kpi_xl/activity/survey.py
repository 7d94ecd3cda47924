"""Surveys: the distinct texts of a table's columns, gathered in one scan before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_xl.activity.fields import ERROR_VALUES, Field
from kpi_xl.activity.layout import Layout
from kpi_xl.activity.numbers import NUMBER_TYPES, odd_of
from kpi_xl.activity.source import Source

if TYPE_CHECKING:
    import duckdb

KIND = Field.KIND.key
SPLIT = "\x1f"
"""Stands between the cells of the columns that rules look at; a control character that no export holds."""
WORDS = (Field.DATE, Field.MEMBER, Field.TEAM, Field.SOURCE)
"""Fields of few distinct texts."""
FEW_ACCOUNTS = 50_000
FIRST_ROWS = 200_000


@dataclass(frozen=True)
class Survey:
    """What the columns of one table hold."""

    texts: Mapping[str, Sequence[str]]  #: column of `columns_of` -> its distinct texts; of numbers the odd ones
    is_ascii: bool  #: the texts that are not listed hold ASCII only
    is_guess: bool = False  #: made from a sample: the table may hold other texts, too
    listed_numbers: frozenset[str] = frozenset()  #: columns of numbers whose texts are listed, odd or not
    late: frozenset[str] = frozenset()  #: columns whose texts (odd numbers) are listed once they are stored: a sample tells too few
    has_times: bool = True  #: a time of day stands behind some dates


def columns_of(layout: Layout, has_times: bool = True) -> dict[str, str]:
    """Column -> SQL over a scan; texts as they stand, but for the time of day behind a date.

    Args:
        has_times: some dates have one; without, they too stand as they are.
    """
    columns = {field.key: f"c{position}" for field, position in layout.fields.items()}
    if has_times:
        columns[Field.DATE.key] = without_time(columns[Field.DATE.key])
    for field in columns.keys() & {field.key for field in layout.needless}:
        columns[field] = _error_in(columns[field])
    rule_columns = rule_columns_of(layout)
    if rule_columns:
        cells = (f"coalesce(c{position}, '')" for position in rule_columns.values())
        columns[KIND] = f"concat_ws('{SPLIT}', {', '.join(cells)})"
    elif layout.mapping.rules:
        columns[KIND] = "''"
    return columns


def _error_in(text: str) -> str:
    """SQL of a text that a broken formula has left, NULL for any other."""
    # nearly all names stand behind # and the space, which a comparison tells sooner than a search
    return f"CASE WHEN {text} < '$' THEN CASE WHEN trim({text}) IN ({_ERRORS}) THEN {text} END END"


def without_time(date: str) -> str:
    """SQL of a date's text less the time of day."""
    return f"CASE WHEN contains({date}, ':') THEN regexp_replace({date}, '[T ]+[0-9]{{1,2}}:.*$', '') ELSE {date} END"


def rule_columns_of(layout: Layout) -> dict[str, int]:
    """Name -> position of every column that the layout's rules may look at."""
    if not layout.mapping.rules:
        return {}
    asked = {condition.column for rule in layout.mapping.rules for condition in rule.conditions}
    there = {**{field.key: position for field, position in layout.fields.items()}, **layout.values}
    named = {name: there[name] for name in sorted(asked) if name in there}
    kind = layout.fields.get(Field.KIND)
    return named if kind is None else {**named, KIND: kind}


def survey(connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout) -> Survey:
    """Scan the whole table once.

    Raises:
        duckdb.Error: it cannot be scanned so.
    """
    columns = columns_of(layout)
    listed = listed_of(layout)
    if _has_few_accounts(connection, source, layout):
        listed.append(Field.ACCOUNT.key)
    aggregates = {key: f"list(DISTINCT {key})" for key in listed}
    aggregates |= {key: f"list(DISTINCT {odd_of(key)})" for key in NUMBER_TYPES if key in columns}
    unlisted = [key for key in (Field.ACCOUNT.key, Field.RECORD.key) if key in columns and key not in aggregates]
    aliased = ", ".join(f"{sql} AS {key}" for key, sql in columns.items())
    query = f"SELECT {', '.join([*aggregates.values(), ascii_of(unlisted)])} FROM (SELECT {aliased} FROM {source.scan})"
    ((*found, is_ascii),) = connection.execute(query, source.bound).fetchall()
    return Survey(dict(zip(aggregates, map(texts_of, found), strict=True)), is_ascii is not False)


def ascii_of(columns: Sequence[str]) -> str:
    """SQL that is false where one of the columns holds anything but ASCII."""
    return " AND ".join(f"bool_and(strlen({column}) = length({column}))" for column in columns) or "true"


def listed_of(layout: Layout) -> list[str]:
    """The columns of few distinct texts."""
    words = [field.key for field in WORDS if field in layout.fields and field not in layout.needless]
    return [*words, KIND] if KIND in columns_of(layout) else words


def _has_few_accounts(connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout) -> bool:
    """Judged by the first rows: a list of millions of names would not fit into the memory."""
    position = layout.fields.get(Field.ACCOUNT)
    if position is None or Field.ACCOUNT in layout.needless:
        return False
    query = f"SELECT approx_count_distinct(c{position}) FROM (SELECT * FROM {source.scan} LIMIT {FIRST_ROWS})"
    return bool(connection.execute(query, source.bound).fetchall()[0][0] <= FEW_ACCOUNTS)


def texts_of(found: Sequence[str | None] | None) -> list[str]:
    """A list that SQL has gathered, without its blanks of no text at all."""
    return [text for text in found or () if text is not None]


_ERRORS = ", ".join(f"'{error}'" for error in ERROR_VALUES)
