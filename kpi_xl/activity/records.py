"""Records: the rows of one table stored as codes of their texts, numbers as numbers, in the order of the file.

A text becomes the number of its place in a list of distinct texts (a DuckDB ENUM), so that ten million rows fit into a
few hundred megabytes and whatever Python knows about texts is asked once for each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.layout import Layout
from kpi_xl.activity.source import Source
from kpi_xl.activity.survey import KIND, NUMBER_TYPES, Survey, columns_of, survey

if TYPE_CHECKING:
    import duckdb

ODD = "odd_"


@dataclass(frozen=True)
class Records:
    """One stored table: ``records_<index>`` with a column of codes for each list of texts."""

    index: int
    source: Source
    layout: Layout
    coded: tuple[str, ...]  #: columns that hold codes
    stored: tuple[str, ...]  #: all columns
    first: int  #: number of its first record in the whole log
    count: int  #: rows, blank ones included
    literal: set[str] = field(default_factory=set)  #: columns of codes each of whose texts means itself

    @property
    def table(self) -> str:
        return f"records_{self.index}"

    def dictionary(self, column: str) -> str:
        """The table (code, value) of what the texts of a column mean."""
        return f"meant_{self.index}_{column}"

    def texts(self, connection: duckdb.DuckDBPyConnection, column: str) -> list[tuple[int, str]]:
        """(code, text) of every distinct text of a column."""
        name = f"{self.index}_{column}"
        rows = connection.execute(f"SELECT enum_code(CAST(text AS list_{name})), text FROM texts_{name}").fetchall()
        return [(code, self.source.decode(text)) for code, text in rows]


def store(connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout, index: int, first: int) -> Records:
    """Store a table, by its slower reader where the fast one cannot.

    Raises:
        InputError: neither can.
    """
    import duckdb

    while True:
        try:
            found = survey(connection, source, layout)
            if source.encoding == "utf-8" or (found.is_ascii and _decodes(source, found)):
                return _stored(connection, source, layout, found, index, first)
        except duckdb.OutOfMemoryException:
            raise
        except (duckdb.Error, UnicodeDecodeError):  # the second where DuckDB 1.4 quotes a line that it cut in two
            if source.slower is None:
                raise
        assert source.slower is not None
        source = source.slower()


def _decodes(source: Source, found: Survey) -> bool:
    try:
        for texts in found.texts.values():
            for text in texts:
                source.decode(text)
    except UnicodeDecodeError:
        return False
    return True


def _stored(
    connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout, found: Survey, index: int, first: int
) -> Records:
    columns, coded = columns_of(layout), {}
    for key, texts in found.texts.items():
        is_kept = key == KIND and bool(layout.mapping.rules)  # rules may decide on blanks
        said = [text for text in texts if is_kept or source.decode(text).strip()]
        if said:
            column = ODD + key if key in NUMBER_TYPES else key
            _list_texts(connection, f"{index}_{column}", said)
            coded[column] = f"TRY_CAST({key} AS list_{index}_{column})"
    selected = {**coded, **{key: _uncoded(key, coded) for key in columns if key not in found.texts or key in NUMBER_TYPES}}
    aliased = ", ".join(f"{sql} AS {key}" for key, sql in columns.items())
    stored = ", ".join(f"{sql} AS {key}" for key, sql in selected.items()) or "NULL AS blank"
    connection.execute(
        f"CREATE TABLE records_{index} AS SELECT {stored} FROM (SELECT {aliased} FROM {source.scan})", source.bound
    )
    ((count,),) = connection.execute(f"SELECT count(*) FROM records_{index}").fetchall()
    return Records(index, source, layout, tuple(coded), tuple(selected), first, count)


def _uncoded(key: str, coded: Mapping[str, str]) -> str:
    """A number as a number, where it is not odd; any other text without the spaces around it."""
    if key not in NUMBER_TYPES:
        return f"nullif(trim({key}), '')"
    number = f"TRY_CAST({key} AS {NUMBER_TYPES[key]})"
    return f"CASE WHEN {coded[ODD + key]} IS NULL THEN {number} END" if ODD + key in coded else number


def _list_texts(connection: duckdb.DuckDBPyConnection, name: str, texts: Sequence[str]) -> None:
    """The table ``texts_<name>`` of these texts and the type ``list_<name>`` that numbers them."""
    # bound lists, not a pandas frame: importing pandas takes longer than reading a log of 100,000 rows
    # replaced where a reader failed half way and the next one begins again
    connection.execute(
        f"CREATE OR REPLACE TABLE texts_{name} AS SELECT unnest(CAST($texts AS VARCHAR[])) AS text", {"texts": texts}
    )
    connection.execute(f"DROP TYPE IF EXISTS list_{name}")
    connection.execute(f"CREATE TYPE list_{name} AS ENUM (SELECT text FROM texts_{name})")


def write_meanings(
    connection: duckdb.DuckDBPyConnection, records: Records, column: str, kind: str, meanings: Mapping[int, Any]
) -> None:
    """Say what the codes of a column mean, None for a text that means nothing.

    Where every text means itself there is no table: views that need not join are quicker.
    """
    if kind == "VARCHAR" and records.source.encoding == "utf-8":
        texts = records.texts(connection, column)
        if all(meanings[code] == text for code, text in texts):
            records.literal.add(column)
            return
    connection.execute(
        f"CREATE TABLE {records.dictionary(column)} AS"
        f" SELECT unnest(CAST($codes AS UINTEGER[])) AS code, unnest(CAST($values AS {kind}[])) AS value",
        {"codes": list(meanings), "values": list(meanings.values())},
    )
