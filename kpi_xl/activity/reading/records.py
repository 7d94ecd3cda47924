"""Records: the rows of a table with what their texts mean, ``records_<index>``; the views ``accounted`` and ``log``.

``accounted`` holds every record with the problem that it has, ``log`` those without one, see `LOG_SCHEMA`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_xl.activity.columns.layout import Layout
from kpi_xl.activity.days import ColumnOrder
from kpi_xl.activity.fields import ERROR_VALUES, LOG_SCHEMA, Field
from kpi_xl.activity.files.source import Source
from kpi_xl.activity.reading.meanings import Meaning, unit_for, word_of
from kpi_xl.activity.reading.names import TOTAL
from kpi_xl.activity.reading.numbers import NUMBER_TYPES, amount_of, number_of, rate_of
from kpi_xl.activity.reading.record_kinds import IGNORED
from kpi_xl.activity.reading.texts import CHANGED, CURRENCY, KIND, STAGE, START, TITLE, Texts

if TYPE_CHECKING:
    import duckdb

IGNORED_ROW, DUPLICATE, TOTAL_ROW, HEADING_ROW, NOTE_ROW, CONTINUED = "ignored", "duplicate", "total", "heading", "note", "continued"
LEFT_OUT = (IGNORED_ROW, DUPLICATE, TOTAL_ROW, HEADING_ROW, NOTE_ROW, CONTINUED)
"""Problems of rows that can be read but do not count: no activity, one that comes again, totals, headings, remarks, further rows of a record."""
NO_ACTIVITY = (TOTAL_ROW, HEADING_ROW, NOTE_ROW)
ONE, BLANK = "CAST(1 AS BIGINT)", "''"
CONSTANTS = frozenset({ONE, BLANK, "CAST(NULL AS UINTEGER)", "CAST(NULL AS VARCHAR)", *(f"CAST(NULL AS {kind})" for kind in LOG_SCHEMA.values())})
"""SQL of values that are the same in every row: they are not stored."""
WORD_FIELDS = (Field.TEAM, Field.ACCOUNT, Field.SOURCE)
BESIDE = (CHANGED, START, TITLE, STAGE)
"""Columns that are kept as they stand, because later steps read them."""


@dataclass(frozen=True)
class Records:
    """One table that was read."""

    index: int
    source: Source
    layout: Layout
    order: ColumnOrder  #: of the days
    first: int  #: number of its first record in the whole log, less 1
    count: int  #: rows, blank ones included
    beside: frozenset[str] = field(default_factory=frozenset)  #: which of `BESIDE` it has

    @property
    def rows(self) -> str:
        """The table, to be changed; it has only the columns that are not the same in every row."""
        return f"rows_{self.index}"

    @property
    def table(self) -> str:
        """A view of the table with all columns."""
        return f"records_{self.index}"

    def lies_in_order(self, connection: duckdb.DuckDBPyConnection) -> bool:
        """Whether the rows are stored in the order of their numbers, without a gap."""
        ((steps,),) = connection.execute(f"SELECT count(DISTINCT n - rowid) FROM {self.rows}").fetchall()
        return bool(steps == 1)


def write_records(
    connection: duckdb.DuckDBPyConnection, texts: Texts, order: ColumnOrder, meanings: Mapping[str, Meaning]
) -> Records:
    """Store the records of a table of texts, which goes; a view has what is the same in all of them."""
    table = texts.table
    n = f"CAST({texts.first} + {table}.rowid + 1 AS UINTEGER) AS n"
    values = {each.key: _value(texts, each, meanings) for each in Field if each is not Field.KIND}
    kinds = meanings[KIND].value(table) if KIND in meanings else "CAST(NULL AS UINTEGER)"
    beside = [name for name in BESIDE if name in texts.columns]
    columns = {**values, "kinds": kinds, "problem": _problem(texts, meanings), **{name: f"{table}.{name}" for name in beside}}
    changeable = {"problem", Field.RECORD.key, Field.AMOUNT.key} if Field.RECORD.key in texts.columns or beside else set()
    constant = {name: sql for name, sql in columns.items() if sql in CONSTANTS and name not in changeable}
    selected = [n, *(f"{sql} AS {name}" for name, sql in columns.items() if name not in constant)]
    joins = " ".join(
        f"LEFT JOIN meant_{texts.index}_{column} AS meant_{column} ON {table}.{column} = meant_{column}.text"
        for column, meaning in meanings.items()
        if meaning.is_joined
    )
    connection.execute(
        f"CREATE TABLE rows_{texts.index} AS SELECT {', '.join(selected)} FROM {table} {joins} WHERE {_is_filled(texts)}",
        {f"meant_{column}": meaning.listed for column, meaning in meanings.items() if meaning.listed is not None},
    )
    connection.execute(f"DROP TABLE {table}")
    seen = ", ".join(["CAST(n AS BIGINT) AS n", *(f"{constant.get(name) or _as_told(name)} AS {name}" for name in columns)])
    connection.execute(f"CREATE VIEW records_{texts.index} AS SELECT {seen} FROM rows_{texts.index}")
    return Records(texts.index, texts.source, texts.layout, order, texts.first, texts.count, frozenset(beside))


def _as_told(column: str) -> str:
    """SQL of a stored column as `LOG_SCHEMA` has it; dictionaries are known here alone."""
    return f"CAST({column} AS {LOG_SCHEMA[column]})" if column in LOG_SCHEMA else column


def make_views(connection: duckdb.DuckDBPyConnection, tables: Sequence[Records]) -> None:
    """Make both views."""
    columns = ", ".join(column for column in LOG_SCHEMA if column != KIND)
    rows = " UNION ALL ".join(
        f"SELECT n, {each.index} AS file, {columns}, kinds, problem FROM {each.table}" for each in tables
    )
    connection.execute(f"CREATE OR REPLACE VIEW accounted AS {rows}")
    connection.execute(
        f"CREATE OR REPLACE VIEW log AS SELECT n, file, {columns}, kind_sets.kind"
        " FROM accounted JOIN kind_sets ON accounted.kinds = kind_sets.number WHERE problem IS NULL"
    )


def _value(texts: Texts, of: Field, meanings: Mapping[str, Meaning]) -> str:
    """SQL of a field's value, of its type in `LOG_SCHEMA`."""
    key, kind = of.key, LOG_SCHEMA[of.key]
    if key not in texts.columns:
        if of is Field.COUNT:
            return ONE
        return f"CAST(NULL AS {kind})" if key in NUMBER_TYPES or of in (Field.DATE, Field.MEMBER) else BLANK
    column = texts.text(key)
    if of is Field.AMOUNT:
        return _amount(texts, meanings)
    if of is Field.COUNT and key in meanings and meanings[key].is_literal:
        return ONE
    if key in NUMBER_TYPES:
        odd = [meanings[key].value(texts.table)] if key in meanings else []
        if of is Field.COUNT and key in meanings and meanings[key].is_complete:
            return f"coalesce({odd[0]}, 1)"
        return f"CAST(coalesce({', '.join([number_of(key, column), *odd, *['1'] * (of is Field.COUNT)])}) AS {kind})"
    if key not in meanings:
        return f"coalesce({word_of(column)}, '')"
    value = meanings[key].value(texts.table)
    if of is Field.MEMBER:
        return f"nullif({value}, '{TOTAL}')" if meanings[key].has_asides else value
    return value if of is Field.DATE else f"coalesce({value}, CAST('' AS {meanings[key].kind}))"


def _amount(texts: Texts, meanings: Mapping[str, Meaning]) -> str:
    """SQL of the yen: by the cell's own currency, else the row's, else the heading's."""
    key, column, unit = Field.AMOUNT.key, f"{texts.table}.{Field.AMOUNT.key}", unit_for(texts)
    rate = rate_of(unit.currency, dict(texts.layout.mapping.rates))
    number = number_of(key, column) if key in meanings else amount_of(column)
    if rate is None or unit.factor * rate != 1.0:
        number = f"CAST({number} * {0 if rate is None else unit.factor * rate!r} AS {NUMBER_TYPES[key]})"
    by_row = "coalesce(meant_currency.value, 1)" if CURRENCY in meanings else ""
    if by_row:
        number = f"CAST({number} * {by_row} AS {NUMBER_TYPES[key]})"
    if key not in meanings:
        return number
    odd = "meant_amount.value"
    if by_row:
        odd = f"CAST({odd} * CASE WHEN meant_amount.has_currency THEN 1 ELSE {by_row} END AS {NUMBER_TYPES[key]})"
    return f"coalesce({number}, {odd})"


def _problem(texts: Texts, meanings: Mapping[str, Meaning]) -> str:
    """The first thing that is wrong with a record, by the key of its field; what cannot be wrong is not looked at."""
    table, cases = texts.table, []
    if KIND in meanings and meanings[KIND].has_asides:
        cases.append(f"WHEN {meanings[KIND].value(table)} = {IGNORED} THEN '{IGNORED_ROW}'")
    if Field.MEMBER.key in meanings and meanings[Field.MEMBER.key].has_asides:
        cases.insert(0, f"WHEN {meanings[Field.MEMBER.key].value(table)} = '{TOTAL}' THEN '{TOTAL_ROW}'")
    for key in (KIND, Field.DATE.key, Field.MEMBER.key):
        if key not in meanings:
            cases.append(f"WHEN true THEN '{key}'")
        elif key not in texts.full or not meanings[key].is_sound:
            cases.append(f"WHEN {meanings[key].value(table)} IS NULL THEN '{key}'")
    for each in WORD_FIELDS:
        if each.key in meanings and not meanings[each.key].is_sound:
            cases.append(f"WHEN {meanings[each.key].is_odd(table)} THEN '{each.key}'")
        elif each.key in texts.columns and each.key not in meanings:
            cases.append(f"WHEN {table}.{each.key} IN ({_ERRORS}) THEN '{each.key}'")
    cases += _money_cases(texts, meanings)
    for key in NUMBER_TYPES:
        if key in meanings and not meanings[key].is_sound:
            cases.append(f"WHEN {meanings[key].is_odd(table)} THEN '{key}'")
    return f"CASE {' '.join(cases)} END" if cases else "CAST(NULL AS VARCHAR)"


def _money_cases(texts: Texts, meanings: Mapping[str, Meaning]) -> list[str]:
    """An amount in a currency that no rate is told for."""
    key, cases = Field.AMOUNT.key, []
    if key not in texts.columns:
        return []
    marked = "coalesce(meant_amount.has_currency, false)" if key in meanings else "false"
    if key in meanings:
        cases.append(f"WHEN meant_amount.is_foreign THEN '{CURRENCY}'")
    if CURRENCY in meanings and not meanings[CURRENCY].is_sound:
        cases.append(f"WHEN {texts.table}.{key} IS NOT NULL AND {meanings[CURRENCY].is_odd(texts.table)} AND NOT {marked} THEN '{CURRENCY}'")
    if rate_of(unit_for(texts).currency, dict(texts.layout.mapping.rates)) is None:
        cases.append(f"WHEN {texts.table}.{key} IS NOT NULL AND NOT {marked} THEN '{CURRENCY}'")
    return cases


def _is_filled(texts: Texts) -> str:
    """SQL that is false for rows of bare separators: they hold nothing to read."""
    decides = texts.layout.mapping.decides_kinds
    columns = [column for column in texts.columns if column != KIND or not decides]
    if texts.full.intersection(columns):
        return "true"
    return " OR ".join(f"trim({texts.text(column)}, ' \t\u00a0\u3000') <> ''" for column in columns) or "false"


_ERRORS = ", ".join(f"'{error}'" for error in ERROR_VALUES)
