"""The table of texts: what the columns that are needed hold, as it stands in the file. All else is read from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_xl.activity.columns.layout import Layout
from kpi_xl.activity.columns.mapping import OUTCOME
from kpi_xl.activity.engine import is_of_a_disk
from kpi_xl.activity.fields import ERROR_VALUES, Field
from kpi_xl.activity.files.source import Source
from kpi_xl.activity.reading.dictionaries import TEXT, coded, complete, dictionaries_of
from kpi_xl.errors import InputError

if TYPE_CHECKING:
    import duckdb

KIND, CURRENCY, RECORD, CHANGED, START, TITLE, STAGE, COUNTS = "kind", "currency", "record", "changed", "start", "title", "stage", "counts"
SPLIT = "\x1f"
"""Stands between the cells of the columns that rules look at; a control character that no export holds."""
SAMPLED = 20_000
"""Rows that show whether a column has few texts."""
MANY_DATES = 5_000
"""There are not so many days: times of day stand behind them, which are cut off."""
WHITE = " \t\u00a0\u3000"


@dataclass(frozen=True)
class Texts:
    """One table of texts: ``texts_<index>``, its rows in the order of the file."""

    index: int
    source: Source
    layout: Layout
    columns: frozenset[str]  #: those with anything in them
    full: frozenset[str]  #: those of them without a NULL; a cell of "" is none
    first: int  #: number of its first record in the whole log, less 1
    count: int  #: rows, blank ones included
    types: Mapping[str, str] = field(default_factory=dict)  #: column -> type of its dictionary, of those that have one
    _found: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return f"texts_{self.index}"

    def text(self, column: str) -> str:
        """SQL of the texts of a column."""
        return f"CAST({self.table}.{column} AS {TEXT})" if column in self.types else f"{self.table}.{column}"

    def distinct(self, connection: duckdb.DuckDBPyConnection, column: str) -> list[tuple[str, int, int]]:
        """(text, rows, number of the first) of every text of a column, asked for once."""
        if column not in self._found:
            found = connection.execute(
                f"SELECT {column}, count(*), min(rowid) FROM {self.table} WHERE {column} IS NOT NULL GROUP BY {column}"
            ).fetchall()
            self._found[column] = [(text, rows, self.first + first) for text, rows, first in found]
        return self._found[column]

    def has_many(self, connection: duckdb.DuckDBPyConnection, column: str, most: int) -> bool:
        """Whether a column has more than about so many texts; a column of few shows it in its first rows, and no other does."""
        if self._few_at_first(connection, column):
            return False
        ((count,),) = connection.execute(f"SELECT approx_count_distinct({column}) FROM {self.table}").fetchall()
        return bool(count > most)

    def _few_at_first(self, connection: duckdb.DuckDBPyConnection, column: str) -> bool:
        """Texts that come ten times each on average come again and again; names and numbers of their own do not."""
        ((few, rows),) = connection.execute(
            f"SELECT count(DISTINCT {column}), count({column}) FROM {self.table} WHERE rowid < {SAMPLED}"
        ).fetchall()
        return bool(rows == SAMPLED and few * 10 < rows)


def store_texts(connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout, index: int, first: int) -> Texts:
    """Store the texts of a table, by its slower reader where the fast one cannot read it.

    Raises:
        InputError: neither can.
    """
    import duckdb

    while True:
        try:
            return _stored(connection, source, layout, index, first)
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            if source.slower is not None:
                source = source.slower()
            elif source.unreadable is None or is_of_a_disk(error):
                raise
            else:
                raise InputError([source.unreadable]) from error


def _stored(connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout, index: int, first: int) -> Texts:
    columns, table = columns_of(layout, not source.has_no_errors), f"texts_{index}"
    connection.execute(f"DROP TABLE IF EXISTS {table}")  # of a reader that failed half way
    types = dictionaries_of(connection, source, columns, index)
    connection.execute(f"CREATE TABLE {table} AS {coded(columns, types, source.scan)}", source.bound)
    types = complete(connection, table, types, index)
    counts = ", ".join(["count(*)", *(f"count({name})" for name in columns)])
    ((count, *filled),) = connection.execute(f"SELECT {counts} FROM {table}").fetchall()
    there = dict(zip(columns, filled, strict=True))
    texts = Texts(
        index, source, layout, frozenset(name for name in columns if there[name]),
        frozenset(name for name in columns if there[name] == count), first, count, types,
    )  # fmt: skip
    if Field.DATE.key not in types and texts.has_many(connection, Field.DATE.key, MANY_DATES):
        connection.execute(f"UPDATE {table} SET {Field.DATE.key} = {_without_time(Field.DATE.key)} WHERE contains({Field.DATE.key}, ':')")
    return texts


def columns_of(layout: Layout, has_errors: bool = True) -> dict[str, str]:
    """Column of the table -> SQL over a scan; columns that nobody asks for only where they may hold error values."""
    columns = {each.key: _filled_first([f"c{position}" for position in layout.positions(each)]) for each in layout.fields}
    columns |= _money(layout)
    for needless in layout.needless & layout.fields.keys():
        checked = _error_in(columns.pop(needless.key))
        columns |= {needless.key: checked} if has_errors else {}
    if (kind := _kind(layout)) is not None:
        columns[KIND] = kind
    if layout.mapping.stage in layout.values:
        columns[STAGE] = f"c{layout.values[layout.mapping.stage]}"
    wanted = {CHANGED: Field.RECORD in layout.fields, START: True, TITLE: True}
    return columns | {
        name: f"nullif(c{layout.companions[name]}, '')" for name, is_wanted in wanted.items() if is_wanted and name in layout.companions
    }


def rule_columns_of(layout: Layout) -> dict[str, int]:
    """Name -> position of every column that decides kinds."""
    if not layout.mapping.decides_kinds:
        return {}
    there = {**{each.key: position for each, position in layout.fields.items()}, **layout.values}
    named = {name: there[name] for name in sorted(layout.mapping.deciding) if name in there}
    if named.get(OUTCOME) == named.get(layout.mapping.stage):
        named.pop(OUTCOME, None)
    kind = layout.fields.get(Field.KIND)
    return named if kind is None else {**named, KIND: kind}


def _kind(layout: Layout) -> str | None:
    """SQL of the text that decides the kind: the column's, or those of all columns that rules look at."""
    columns = rule_columns_of(layout)
    if columns:
        cells = ", ".join(f"coalesce(c{position}, '')" for position in columns.values())
        return f"concat_ws('{SPLIT}', {cells}, '')"
    return f"'{SPLIT}'" if layout.mapping.decides_kinds else None


def _money(layout: Layout) -> dict[str, str]:
    """The amount, in yen where the export has it so, and the currency that stands beside it."""
    amounts = layout.positions(Field.AMOUNT)
    pairs = []  # column of an amount, and of its currency
    for amount in amounts:
        if amount in layout.converted:
            pairs.append((layout.converted[amount], layout.companions.get("converted_currency")))
        pairs.append((amount, None if amount in layout.converted.values() else layout.companions.get(CURRENCY)))
    columns = {Field.AMOUNT.key: _filled_first([f"c{amount}" for amount, _ in pairs])} if amounts else {}
    if any(currency is not None for _, currency in pairs):
        beside = [(amount, "NULL" if currency is None else f"c{currency}") for amount, currency in pairs]
        cases = " ".join(f"WHEN trim(c{amount}, '{WHITE}') <> '' THEN {currency}" for amount, currency in beside)
        columns[CURRENCY] = f"CASE {cases} END"
    return columns


def _filled_first(columns: Sequence[str]) -> str:
    """SQL of the first of several cells that holds anything."""
    distinct = list(dict.fromkeys(columns))
    if len(distinct) == 1:
        return distinct[0]
    filled = ", ".join(f"nullif(trim({column}, '{WHITE}'), '')" for column in distinct)
    return f"coalesce({filled})"


def _error_in(text: str) -> str:
    """SQL of a text that a broken formula has left, NULL for any other."""
    # nearly all names stand behind # and the space, which a comparison tells sooner than a search
    return f"CASE WHEN {text} < '$' THEN CASE WHEN trim({text}) IN ({_ERRORS}) THEN {text} END END"


def _without_time(date: str) -> str:
    """SQL of a date's text less the time of day; of a stamp with an offset from UTC less its seconds: the hour decides on the day."""
    local = rf"regexp_replace({date}, '[T ,]+[0-9]{{1,2}}:[0-9:.]*( ?[AaPp][Mm])?$', '')"
    return rf"regexp_replace({local}, '(:[0-9]{{2}}):[0-9.]+(Z|[+-][0-9:]+)$', '\1\2')"


_ERRORS = ", ".join(f"'{error}'" for error in ERROR_VALUES)
