"""Tables that know their columns already: Parquet files, and DuckDB files with one of them for a log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.columns.detection import LayOut
from kpi_xl.activity.columns.layout import Layout
from kpi_xl.activity.files.source import Line, Source, as_line
from kpi_xl.activity.sealed import COPIED, GIVEN, attach_copy, sealed
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

if TYPE_CHECKING:
    import duckdb

FETCHED = 10_000
STORE_TABLE = "kpi_xl_store"
"""The table by which a store is known: no log, because a record that stands for several activities has several rows."""


def open_parquet(connection: duckdb.DuckDBPyConnection, path: Path, lay_out: LayOut) -> tuple[Source, Layout]:
    """The table of a Parquet file.

    Raises:
        InputError: it is none, or its columns do not fit.
    """
    import glob

    bound = {"path": glob.escape(str(path))}
    unreadable = Finding(path.name, NO_VALUE, _NO_PARQUET, _EXPORT_AGAIN)
    types = _types(connection, "read_parquet($path)", bound, unreadable)
    source = _source(connection, path.name, "read_parquet($path)", bound, types)
    source.unreadable = unreadable
    return source, lay_out(list(types), path.name)


def open_duckdb(
    connection: duckdb.DuckDBPyConnection, path: Path, lay_out: LayOut, folder: Path
) -> tuple[Source, Layout]:
    """The first table of a DuckDB file whose columns fit, as a copy. Views are left alone: they may read other files.

    Args:
        folder: for the copy.

    Raises:
        InputError: it is no DuckDB file, or none of its tables fits.
    """
    import duckdb

    copy = folder / "copied.duckdb"
    try:
        with sealed(path, folder, copy) as given:
            table = _fitting(given, path, lay_out)
            given.execute(f"CREATE TABLE {COPIED}.log AS {_texts('query_table($table)', table.types)}", table.bound)
    except duckdb.Error as error:
        raise InputError([_no_database(path)]) from error
    (others,) = connection.execute("SELECT count(*) FROM duckdb_databases()").fetchall()[0]
    attach_copy(connection, copy, alias := f"file_{others}")
    return _source(connection, table.name, f"{alias}.log", {}, dict.fromkeys(table.types, "VARCHAR")), table.layout


@dataclass(frozen=True)
class _Table:
    """A table of a sealed file that can be read as a log."""

    name: str  #: for messages
    bound: dict[str, Any]
    types: Mapping[str, str]  #: column -> its type
    layout: Layout


def _fitting(given: duckdb.DuckDBPyConnection, path: Path, lay_out: LayOut) -> _Table:
    """The first table that fits.

    Raises:
        InputError: none does.
    """
    tables = given.execute(
        f"SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = '{GIVEN}' AND NOT internal ORDER BY ALL"
    ).fetchall()
    if STORE_TABLE in {table for _, table in tables}:
        raise InputError([Finding(path.name, NO_VALUE, _IS_STORE, _NAME_STORE)])
    problems = []
    for schema, table in tables:
        name, bound = f"{path.name} {table}", {"table": f"{GIVEN}.{_quoted(schema)}.{_quoted(table)}"}
        types = _types(given, "query_table($table)", bound, _no_database(path))
        try:
            return _Table(name, bound, types, lay_out(list(types), name))
        except InputError as error:
            problems.append(error)
    raise min(problems, key=lambda problem: len(problem.findings), default=None) or InputError(
        [Finding(path.name, NO_VALUE, _NO_TABLES, _EXPORT_AGAIN)]
    )


def _no_database(path: Path) -> Finding:
    return Finding(path.name, NO_VALUE, _NO_DATABASE, _EXPORT_AGAIN)


def _types(
    connection: duckdb.DuckDBPyConnection, relation: str, bound: dict[str, Any], unreadable: Finding
) -> dict[str, str]:
    """Column -> its type."""
    import duckdb

    try:
        return {name: kind for name, kind, *_ in connection.execute(f"DESCRIBE SELECT * FROM {relation}", bound).fetchall()}
    except duckdb.Error as error:
        raise InputError([unreadable]) from error


def _source(
    connection: duckdb.DuckDBPyConnection, name: str, relation: str, bound: dict[str, Any], types: Mapping[str, str]
) -> Source:
    scan = f"({_texts(relation, types)})"

    def walk() -> Iterator[Line]:
        cursor, number = connection.cursor(), 0
        cursor.execute(f"SELECT * FROM {scan}", bound)
        while rows := cursor.fetchmany(FETCHED):
            for cells in rows:
                number += 1
                texts = [cell or "" for cell in cells]
                yield Line(number, texts, as_line(texts))

    return Source(name, scan, bound, walk)


def _texts(relation: str, types: Mapping[str, str]) -> str:
    """SQL of a relation's columns as texts, named by their position, so that no name of the file gets into a query."""
    columns = [f"c{position}" for position in range(len(types))]
    texts = ", ".join(f"{_as_text(column, kind)} AS {column}" for column, kind in zip(columns, types.values(), strict=True))
    return f"SELECT {texts} FROM (SELECT * FROM {relation}) AS t({', '.join(columns)})"


def _as_text(column: str, kind: str) -> str:
    """SQL of a column's text; a fraction has four digits, so that no dot is taken to part thousands."""
    if kind in ("DOUBLE", "FLOAT"):
        return f"CASE WHEN {column} = trunc({column}) THEN CAST({column} AS VARCHAR) ELSE format('{{:.4f}}', {column}) END"
    if kind.startswith("DECIMAL"):
        return f"CAST(CAST({column} AS DECIMAL(38, 4)) AS VARCHAR)"
    return f"CAST({column} AS VARCHAR)"


def _quoted(name: str) -> str:
    """A name as `query_table` takes it apart; it is bound, not pasted."""
    return '"' + name.replace('"', '""') + '"'


_NO_PARQUET = Text("Parquetファイルとして開けません", "cannot be opened as a Parquet file")
_NO_DATABASE = Text("DuckDBファイルとして開けません", "cannot be opened as a DuckDB file")
_NO_TABLES = Text("表がありません", "has no table")
_EXPORT_AGAIN = Text("活動ログを書き出し直してください", "Export the activity log again")
_IS_STORE = Text("は kpi-xl の蓄積ファイルです", "is a store of kpi-xl, not a log")
_NAME_STORE = Text("--store で指定してください", "Name it with --store")
