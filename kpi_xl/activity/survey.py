"""Surveys: the distinct texts of a table's columns, gathered in one scan before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.fields import LOG_SCHEMA, Field
from kpi_xl.activity.layout import Layout
from kpi_xl.activity.source import Source

if TYPE_CHECKING:
    import duckdb

KIND = Field.KIND.key
SPLIT = "\x1f"
"""Stands between the cells of the columns that rules look at; a control character that no export holds."""
PLAIN_NUMBERS = {
    Field.COUNT: "[0-9]{1,13}",
    Field.AMOUNT: "-?[0-9]{1,13}([.][0-9]{1,4})?",
    Field.SCORE: "[0-9]{1,5}([.][0-9]{1,4})?",
}
"""Numbers that SQL reads as they are; all others are odd and read by Python, once for each distinct text."""
NUMBER_TYPES = {field.key: LOG_SCHEMA[field.key] for field in PLAIN_NUMBERS}
WORDS = (Field.DATE, Field.MEMBER, Field.TEAM, Field.SOURCE)
"""Fields of few distinct texts."""
FEW_ACCOUNTS = 50_000
FIRST_ROWS = 200_000


@dataclass(frozen=True)
class Survey:
    """What the columns of one table hold."""

    texts: Mapping[str, Sequence[str]]  #: column of `columns_of` -> its distinct texts; of numbers the odd ones
    is_ascii: bool  #: the texts that are not listed hold ASCII only


def columns_of(layout: Layout) -> dict[str, str]:
    """Column -> SQL over a scan; texts as they stand, but for the time of day behind a date."""
    columns = {field.key: f"c{position}" for field, position in layout.fields.items()}
    date = columns[Field.DATE.key]
    columns[Field.DATE.key] = (
        f"CASE WHEN contains({date}, ':') THEN regexp_replace({date}, '[T ]+[0-9]{{1,2}}:.*$', '') ELSE {date} END"
    )
    rule_columns = rule_columns_of(layout)
    if rule_columns:
        cells = (f"coalesce(c{position}, '')" for position in rule_columns.values())
        columns[KIND] = f"concat_ws('{SPLIT}', {', '.join(cells)})"
    elif layout.mapping.rules:
        columns[KIND] = "''"
    return columns


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
    """Scan the table once.

    Raises:
        duckdb.Error: it cannot be scanned so.
    """
    columns = columns_of(layout)
    listed = [key for key in (*(field.key for field in WORDS), KIND) if key in columns]
    if _has_few_accounts(connection, source, columns):
        listed.append(Field.ACCOUNT.key)
    aggregates = {key: f"list(DISTINCT {key})" for key in listed}
    for field, plain in PLAIN_NUMBERS.items():
        if field.key in columns:
            odd = f"CASE WHEN NOT regexp_full_match({field.key}, '{plain}') THEN {field.key} END"
            # a CASE spares blank cells, which most are, the regular expression
            aggregates[field.key] = f"list(DISTINCT CASE WHEN {field.key} <> '' THEN {odd} END)"
    unlisted = [key for key in (Field.ACCOUNT.key, Field.RECORD.key) if key in columns and key not in aggregates]
    ascii_ = " AND ".join(f"bool_and(strlen({key}) = length({key}))" for key in unlisted) or "true"
    row = _one(
        connection,
        f"SELECT {', '.join([*aggregates.values(), ascii_])} FROM (SELECT {_aliased(columns)} FROM {source.scan})",
        source.bound,
    )
    texts = {key: [text for text in found or [] if text is not None] for key, found in zip(aggregates, row, strict=False)}
    return Survey(texts, row[-1] is not False)


def _has_few_accounts(
    connection: duckdb.DuckDBPyConnection, source: Source, columns: Mapping[str, str]
) -> bool:
    """Judged by the first rows: a list of millions of names would not fit into the memory."""
    account = columns.get(Field.ACCOUNT.key)
    if account is None:
        return False
    query = f"SELECT approx_count_distinct({account}) FROM (SELECT * FROM {source.scan} LIMIT {FIRST_ROWS})"
    return bool(_one(connection, query, source.bound)[0] <= FEW_ACCOUNTS)


def _aliased(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{sql} AS {key}" for key, sql in columns.items())


def _one(connection: duckdb.DuckDBPyConnection, query: str, bound: dict[str, Any]) -> Any:
    return connection.execute(query, bound).fetchall()[0]
