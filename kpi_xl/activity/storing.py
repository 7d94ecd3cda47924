"""Storing: a table becomes `Records`, in one scan where a sample has told nearly all of its texts.

Texts that the sample did not tell are kept beside the codes as they are, and get codes of their own afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_xl.activity.fields import Field
from kpi_xl.activity.guess import guess
from kpi_xl.activity.layout import Layout
from kpi_xl.activity.records import Records
from kpi_xl.activity.source import Source
from kpi_xl.activity.stored_columns import StoredColumn, columns_for, with_list
from kpi_xl.activity.survey import FEW_ACCOUNTS, Survey, ascii_of, columns_of, survey, without_time

if TYPE_CHECKING:
    import duckdb

REST = "rest"
"""The column of texts that have no code as yet."""
BETWEEN = "\x1e"
"""Stands between them; where a text holds it, the table is read without a guess."""


def store(connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout, index: int, first: int) -> Records:
    """Store a table, by its slower reader where the fast one cannot.

    Raises:
        InputError: neither can.
    """
    import duckdb

    while True:
        try:
            for look in (guess, survey):
                found = look(connection, source, layout)
                if found is not None and (records := _stored(connection, source, layout, found, index, first)):
                    return records
        except duckdb.OutOfMemoryException:
            raise
        except (duckdb.Error, UnicodeDecodeError):  # the second where DuckDB 1.4 quotes a line that it cut in two
            if source.slower is None:
                raise
        assert source.slower is not None
        source = source.slower()


def _stored(
    connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout, found: Survey, index: int, first: int
) -> Records | None:
    """The records; None where these texts do not lead to them.

    Raises:
        duckdb.Error: the table cannot be scanned so.
    """
    if source.encoding != "utf-8" and not found.is_ascii:
        return None
    table = _Table(connection, source, layout, found, index)
    table.drop()
    columns: Sequence[StoredColumn] = columns_for(connection, source, layout, found, index)
    table.scan(columns)
    count, filled = table.counts(columns, with_rest=found.is_guess)
    if found.is_guess:
        whole = table.completed(columns, filled)
        if whole is None or not table.is_understood(whole):
            return None
        if table.recoded(columns, whole, has_rest=filled[REST] > 0):
            count, filled = table.counts(whole)
        columns = whole
    stored = tuple(name for column in columns for name in column.stored if filled[name])
    lists = {column.code: column.texts for column in columns if column.type and column.code in stored}
    full = frozenset(name for name in stored if filled[name] == count)
    return Records(index, source, layout, lists, stored, full, first, count)


@dataclass(frozen=True)
class _Table:
    """The table ``records_<index>`` in the making."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    layout: Layout
    found: Survey
    index: int

    @property
    def name(self) -> str:
        return f"records_{self.index}"

    def drop(self) -> None:
        """Away with what a reader has left that failed half way."""
        self.connection.execute(f"DROP TABLE IF EXISTS {self.name}")

    def scan(self, columns: Sequence[StoredColumn]) -> None:
        """Store all rows, with the column `REST` where texts may be missed."""
        scanned = columns_of(self.layout, self.found.has_times)
        aliased = ", ".join(f"{sql} AS {key}" for key, sql in scanned.items())
        told = [f"{sql} AS {name}" for column in columns for name, sql in column.told.items()]
        kept = [f"{sql} AS {name}" for column in columns for name, sql in column.kept.items()] or ["NULL AS blank"]
        if self.found.is_guess:
            kept.append(f"{_rest(columns)} AS {REST}")
        self.connection.execute(
            f"CREATE TABLE {self.name} AS SELECT {', '.join(kept)}"
            f" FROM (SELECT {', '.join(['*', *told])} FROM (SELECT {aliased} FROM {self.source.scan}))",
            self.source.bound,
        )

    def completed(
        self, columns: Sequence[StoredColumn], filled: Mapping[str, int]
    ) -> Sequence[StoredColumn] | None:
        """The columns once every text is listed; None where what stands in `REST` cannot be told apart.

        Args:
            filled: column of the table -> rows that hold something in it.

        Raises:
            UnicodeDecodeError: a text is none.
        """
        rest = self._rest_texts([column for column in columns if column.has_codes]) if filled[REST] else {}
        if rest is None:
            return None
        late = {column.key: self._texts_of(column) for column in columns if column.is_late and filled[column.code]}
        return [
            with_list(self.connection, self.source, column, self.index, {**rest, **late}.get(column.key, ()))
            for column in columns
        ]

    def _rest_texts(self, coded: Sequence[StoredColumn]) -> dict[str, Sequence[str]] | None:
        """Column -> its texts in `REST`; None where they cannot be told apart."""
        lists = ", ".join(f"list(DISTINCT parts[{place}])" for place, _ in enumerate(coded, 1))
        ((is_told, *found),) = self.connection.execute(
            f"SELECT bool_and(len(parts) = {len(coded)}), {lists} FROM"
            f" (SELECT string_split({REST}, '{BETWEEN}') AS parts FROM {self.name} WHERE {REST} IS NOT NULL)"
        ).fetchall()
        return {column.key: texts for column, texts in zip(coded, found, strict=True)} if is_told else None

    def _texts_of(self, column: StoredColumn) -> Sequence[str]:
        """What the rows of a column hold that is listed late; nothing where that is too much for a list."""
        if column.key == Field.ACCOUNT.key:
            ((count,),) = self.connection.execute(f"SELECT approx_count_distinct({column.code}) FROM {self.name}").fetchall()
            if count > FEW_ACCOUNTS:
                return ()
        ((texts,),) = self.connection.execute(
            f"SELECT list(DISTINCT {column.code}) FILTER (WHERE {column.code} IS NOT NULL) FROM {self.name}"
        ).fetchall()
        return texts or ()

    def recoded(self, columns: Sequence[StoredColumn], whole: Sequence[StoredColumn], has_rest: bool) -> bool:
        """Store the rows again with the codes of *whole*, where these are others; whether they are."""
        if not has_rest and [column.type for column in whole] == [column.type for column in columns]:
            self.connection.execute(f"ALTER TABLE {self.name} DROP COLUMN {REST}")
            return False
        place, kept = 0, []
        for before, after in zip(columns, whole, strict=True):
            place += before.has_codes
            for name in after.stored:
                is_code = name == after.code and after.type
                kept.append(f"{_new_code(before, after, place) if is_code else name} AS {name}")
        self.connection.execute(
            f"CREATE TABLE whole_{self.index} AS SELECT {', '.join(kept) or 'NULL AS blank'}"
            f" FROM (SELECT *, string_split({REST}, '{BETWEEN}') AS parts FROM {self.name})"
        )
        self.drop()
        self.connection.execute(f"ALTER TABLE whole_{self.index} RENAME TO {self.name}")
        return True

    def counts(self, columns: Sequence[StoredColumn], with_rest: bool = False) -> tuple[int, dict[str, int]]:
        """How many rows there are, and how many of them hold something in each column of the table."""
        names = [name for column in columns for name in column.stored] + [REST] * with_rest
        counts = ", ".join(["count(*)", *(f"count({name})" for name in names)])
        ((rows, *filled),) = self.connection.execute(f"SELECT {counts} FROM {self.name}").fetchall()
        return rows, dict(zip(names, filled, strict=True))

    def is_understood(self, columns: Sequence[StoredColumn]) -> bool:
        """Whether Python need not decode texts that are not listed."""
        unlisted = [column.key for column in columns if not column.has_codes]
        if self.source.encoding == "utf-8" or not unlisted:
            return True
        ((is_ascii,),) = self.connection.execute(f"SELECT {ascii_of(unlisted)} FROM {self.name}").fetchall()
        return is_ascii is not False


def _rest(columns: Sequence[StoredColumn]) -> str:
    """SQL of the texts that have no code, of a row that has such; "" stands for those that have one."""
    coded = [column for column in columns if column.has_codes]
    if not coded:
        return "CAST(NULL AS VARCHAR)"
    any_ = " OR ".join(f"({column.is_missed})" for column in coded)
    # a time of day that no date of the sample had is one of a few
    texts = (without_time(column.key) if column.key == Field.DATE.key else column.key for column in coded)
    parts = (f"CASE WHEN {column.is_missed} THEN {text} ELSE '' END" for column, text in zip(coded, texts, strict=True))
    return f"CASE WHEN {any_} THEN concat_ws('{BETWEEN}', {', '.join(parts)}) END"


def _new_code(before: StoredColumn, after: StoredColumn, place: int) -> str:
    """SQL of a code of the new list; *place* is that of the column's text in `REST`."""
    if before.is_late:
        return f"TRY_CAST({before.code} AS {after.type})"
    told = f"TRY_CAST(nullif(parts[{place}], '') AS {after.type})"
    if before.type == after.type:  # also a known text may stand there: a date whose time of day is cut off
        return f"coalesce({before.code}, {told})"
    return f"coalesce(CAST(CAST({before.code} AS VARCHAR) AS {after.type}), {told})" if before.type else told
