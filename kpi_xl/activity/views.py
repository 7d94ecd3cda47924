"""The views ``accounted`` (every record, with the problem that it has) and ``log`` (see `LOG_SCHEMA`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi_xl.activity.fields import ERROR_VALUES, LOG_SCHEMA, Field
from kpi_xl.activity.meanings import IGNORED
from kpi_xl.activity.numbers import NUMBER_TYPES
from kpi_xl.activity.records import ODD, Records
from kpi_xl.activity.survey import KIND

if TYPE_CHECKING:
    import duckdb

DUPLICATE = "duplicate"
"""The problem of a record that comes again further down."""
LEFT_OUT = ("ignored", DUPLICATE)
"""Problems of records that can be read but do not count."""
WORD_FIELDS = (Field.TEAM, Field.ACCOUNT, Field.SOURCE)


def make_views(connection: duckdb.DuckDBPyConnection, tables: Sequence[Records], has_duplicates: bool = False) -> None:
    """Make both views; with *has_duplicates* the records listed in the table ``superseded`` are problems too."""
    rows = " UNION ALL ".join(_accounted(each, has_duplicates) for each in tables)
    connection.execute(f"CREATE OR REPLACE VIEW accounted AS {rows}")
    columns = ", ".join(column for column in LOG_SCHEMA if column != KIND)
    connection.execute(
        f"CREATE OR REPLACE VIEW log AS SELECT n, file, {columns}, kind_sets.kind"
        " FROM accounted JOIN kind_sets ON accounted.kinds = kind_sets.number WHERE problem IS NULL"
    )


def _accounted(records: Records, has_duplicates: bool) -> str:
    n = f"{records.first} + {records.table}.rowid + 1"
    values = {field.key: _value(records, field) for field in Field if field is not Field.KIND}
    selected = ", ".join(f"{value} AS {key}" for key, value in values.items())
    meanings = " ".join(
        f"LEFT JOIN {records.dictionary(column)} AS {column}_meant"
        f" ON enum_code({records.table}.{column}) = {column}_meant.code"
        for column in records.coded
        if column not in records.literal
    )
    superseded = f" LEFT JOIN superseded ON superseded.n = {n}" if has_duplicates else ""
    kinds = f"{KIND}_meant.value" if KIND in records.coded else "CAST(NULL AS UINTEGER)"
    return (
        f"SELECT {n} AS n, {records.index} AS file, {selected}, {kinds} AS kinds,"
        f" {_problem(records, kinds, values, has_duplicates)} AS problem"
        f" FROM {records.table} {meanings}{superseded} WHERE ({_not_blank(records)})"
    )


def _value(records: Records, field: Field) -> str:
    key, kind = field.key, LOG_SCHEMA[field.key]
    if key in NUMBER_TYPES:
        told = [f"{records.table}.{key}"] * (key in records.stored)
        if ODD + key in records.coded and ODD + key not in records.literal:
            told.append(f"{ODD}{key}_meant.value")
        if field is Field.COUNT:
            told.append("1")
        return f"CAST(coalesce({', '.join(told)}) AS {kind})" if told else f"CAST(NULL AS {kind})"
    if key in records.literal:
        value = f"CAST({records.table}.{key} AS VARCHAR)"
    elif key in records.coded:
        value = f"{key}_meant.value"
    elif key in records.stored:
        value = f"{records.table}.{key}"
    else:
        value = f"CAST(NULL AS {kind})"
    return value if field in (Field.DATE, Field.MEMBER) else f"coalesce({value}, '')"


def _problem(records: Records, kinds: str, values: dict[str, str], has_duplicates: bool) -> str:
    """The first thing that is wrong with a record, by the key of its field; what cannot be wrong is not looked at."""
    cases = [f"WHEN {kinds} = {IGNORED} THEN 'ignored'"] if KIND in records.ignoring else []
    for key, value in {KIND: kinds, **{key: values[key] for key in (Field.DATE.key, Field.MEMBER.key)}}.items():
        if key not in records.full or key not in records.sound:
            cases.append(f"WHEN {value} IS NULL THEN '{key}'")
    for field in WORD_FIELDS:
        if field.key in records.coded and field.key not in records.sound:
            cases.append(f"WHEN {_is_odd(records, field.key)} THEN '{field.key}'")
        elif field.key in records.stored and field.key not in records.coded:
            errors = ", ".join(f"'{error}'" for error in ERROR_VALUES)
            cases.append(f"WHEN {records.table}.{field.key} IN ({errors}) THEN '{field.key}'")
    for key in NUMBER_TYPES:
        if ODD + key in records.coded and ODD + key not in records.sound:
            cases.append(f"WHEN {_is_odd(records, ODD + key)} THEN '{key}'")
    if has_duplicates:
        cases.append(f"WHEN superseded.n IS NOT NULL THEN '{DUPLICATE}'")
    return f"CASE {' '.join(cases)} END" if cases else "CAST(NULL AS VARCHAR)"


def _is_odd(records: Records, column: str) -> str:
    """SQL that is true where a text means nothing."""
    return f"{records.table}.{column} IS NOT NULL AND {column}_meant.value IS NULL"


def _not_blank(records: Records) -> str:
    """SQL that is false for rows of bare separators: they hold nothing to read."""
    columns = [column for column in records.stored if column != KIND or not records.layout.mapping.rules]
    if records.full.intersection(columns):
        return "true"
    return " OR ".join(f"{records.table}.{column} IS NOT NULL" for column in columns) or "false"
