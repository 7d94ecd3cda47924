"""Dictionaries: columns that repeat few texts keep the number of each row's text, a byte or two, instead of the text.

A dictionary is an ENUM of DuckDB's. It is made of the texts in pieces of the file before the file is read; a text that was in no
piece is set down beside its row and joins the dictionary afterwards, so that it never matters what the pieces hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from kpi_xl.activity.engine import folder_of
from kpi_xl.activity.fields import Field
from kpi_xl.activity.files.pieces import write_pieces
from kpi_xl.activity.files.source import Source, csv_scan

if TYPE_CHECKING:
    import duckdb

LARGE = 4_000_000
"""Bytes of a file from which dictionaries are worth their making."""
MOST_TEXTS = 20_000
FEWEST_ROWS = 4
"""For each text, on average of the pieces."""
MISSING, MISSING_PER_TEXT = 600, 37
"""Nanoseconds that DuckDB takes over a text that is not in the dictionary, and for each that is: it writes all of them into an error,
which nobody reads."""
WORTH = 50
"""Nanoseconds a row that a dictionary spares at the least."""
CODED = tuple(each.key for each in Field if each is not Field.RECORD)
"""Columns whose texts are read once each, in Python."""
MISSED = "missed"
TEXT = "VARCHAR"


def dictionaries_of(connection: duckdb.DuckDBPyConnection, source: Source, columns: Mapping[str, str], index: int) -> dict[str, str]:
    """Column -> type, of those columns of a large CSV that repeat few texts.

    Args:
        columns: column -> SQL over a scan.
        index: of the table.
    """
    import duckdb

    if source.csv is None or source.csv.stat().st_size < LARGE:
        return {}
    wanted = {name: sql for name, sql in columns.items() if name in CODED}
    width, separator = len(source.bound["columns"]), source.bound["separator"]
    pieces = folder_of(connection) / f"pieces-{index}.csv"
    write_pieces(source.csv, pieces, separator.join(source.bound["columns"]).encode())
    scan, bound = csv_scan(pieces, width, separator, is_strict=False)
    try:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE pieces AS SELECT {_named(wanted)} FROM {scan}", bound)
    except duckdb.Error:
        return {}  # whatever is wrong with the file is found when it is read
    finally:
        pieces.unlink()
    few = _worth_it(connection, wanted)
    for name in few:
        _make_type(connection, _type_of(index, name), f"SELECT {name} FROM pieces WHERE {name} IS NOT NULL UNION SELECT ''")
    connection.execute("DROP TABLE pieces")
    return {name: _type_of(index, name) for name in few}


def _worth_it(connection: duckdb.DuckDBPyConnection, names: Collection[str]) -> list[str]:
    """The columns that repeat few texts, and in the last quarter of the pieces have next to none that the others lack."""
    counts = " UNION ALL ".join(
        f"SELECT '{name}', count(*), coalesce(sum(rows), 0), coalesce(sum(rows) FILTER (WHERE first >= (SELECT count(*) * 3 // 4 FROM pieces)), 0)"
        f" FROM (SELECT count(*) AS rows, min(rowid) AS first FROM pieces WHERE {name} IS NOT NULL GROUP BY {name})"
        for name in names
    )
    found = {name: _is_worth_it(*counted) for name, *counted in connection.execute(counts).fetchall()} if counts else {}
    return [name for name in names if found[name]]


def _is_worth_it(texts: int, rows: int, new: int) -> bool:
    lacking = float(new) / max(float(rows) / 4, 1)
    return bool(texts <= min(rows / FEWEST_ROWS, MOST_TEXTS) and lacking * (MISSING + MISSING_PER_TEXT * texts) <= WORTH)


def coded(columns: Mapping[str, str], types: Mapping[str, str], scan: str) -> str:
    """SQL of the rows of a scan, with the numbers of the texts that are in a dictionary, and a list of the others where there are any."""
    if not types:
        return f"SELECT {_named(columns)} FROM {scan}"
    numbers = ", ".join(f"TRY_CAST({columns[name]} AS {type_}) AS coded_{name}" for name, type_ in types.items())
    kept = ", ".join(f"coded_{name} AS {name}" if name in types else name for name in columns)
    missed = " OR ".join(f"(coded_{name} IS NULL AND {name} IS NOT NULL)" for name in types)
    texts = ", ".join(f"CASE WHEN coded_{name} IS NULL THEN {name} END" for name in types)
    return f"SELECT {kept}, CASE WHEN {missed} THEN [{texts}] END AS {MISSED} FROM (SELECT {_named(columns)}, {numbers} FROM {scan})"


def complete(connection: duckdb.DuckDBPyConnection, table: str, types: Mapping[str, str], index: int) -> dict[str, str]:
    """Put the missed texts of a table into its columns; the types that these have now."""
    if not types:
        return {}
    counts = ", ".join(f"count(DISTINCT {MISSED}[{place}])" for place in range(1, len(types) + 1))
    (missed,) = connection.execute(f"SELECT {counts} FROM {table} WHERE {MISSED} IS NOT NULL").fetchall()
    now = dict(types)
    for place, (name, count) in enumerate(zip(types, missed, strict=True), 1):
        if count:
            now[name] = _widened(connection, table, name, types[name], f"{MISSED}[{place}]", count)
    connection.execute(f"ALTER TABLE {table} DROP COLUMN {MISSED}")
    return {name: type_ for name, type_ in now.items() if type_ != TEXT}


def _widened(connection: duckdb.DuckDBPyConnection, table: str, name: str, type_: str, missed: str, count: int) -> str:
    """The type of a column that holds the texts of its dictionary and *count* others, which it takes up."""
    ((known,),) = connection.execute(f"SELECT len(enum_range(CAST(NULL AS {type_})))").fetchall()
    wider = TEXT
    if known + count <= MOST_TEXTS:
        wider = f"{type_}_all"
        _make_type(
            connection, wider,
            f"SELECT unnest(enum_range(CAST(NULL AS {type_}))) UNION SELECT {missed} FROM {table} WHERE {missed} IS NOT NULL",
        )  # fmt: skip
    connection.execute(
        f"ALTER TABLE {table} ALTER COLUMN {name} TYPE {wider} USING CAST(coalesce(CAST({name} AS VARCHAR), {missed}) AS {wider})"
    )
    return wider


def make_dictionary(connection: duckdb.DuckDBPyConnection, name: str, texts: Iterable[str]) -> str:
    """Make a dictionary of texts and the blank; its type."""
    _make_type(connection, name, "SELECT unnest(CAST($texts AS VARCHAR[]))", {"texts": sorted({"", *texts})})
    return name


def words_of(connection: duckdb.DuckDBPyConnection, type_: str) -> list[str]:
    """The texts of a dictionary, by their numbers."""
    ((words,),) = connection.execute(f"SELECT CAST(enum_range(CAST(NULL AS {type_})) AS VARCHAR[])").fetchall()
    return list(words)


def _make_type(connection: duckdb.DuckDBPyConnection, name: str, texts: str, bound: Mapping[str, object] | None = None) -> None:
    connection.execute(f"CREATE OR REPLACE TYPE {name} AS ENUM ({texts})", bound or {})  # one of a reader that failed half way goes


def _type_of(index: int, column: str) -> str:
    return f"words_{index}_{column}"


def _named(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
