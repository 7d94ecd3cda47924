"""Records: the rows of one table stored as codes of their texts, numbers as numbers, in the order of the file.

A text becomes the number of its place in a list of distinct texts (a DuckDB ENUM), so that ten million rows fit into a
few hundred megabytes and whatever Python knows about texts is asked once for each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.fields import Field
from kpi_xl.activity.layout import Layout
from kpi_xl.activity.source import Source

if TYPE_CHECKING:
    import duckdb

ODD = "odd_"


@dataclass(frozen=True)
class Records:
    """One stored table: ``records_<index>`` with a column of codes for each list of texts."""

    index: int
    source: Source
    layout: Layout
    lists: Mapping[str, Sequence[str]]  #: column that holds codes -> the texts that they number, from 0
    stored: tuple[str, ...]  #: all columns that hold anything
    full: frozenset[str]  #: those of them without a blank
    first: int  #: number of its first record in the whole log
    count: int  #: rows, blank ones included
    literal: set[str] = field(default_factory=set)
    """Columns of codes each of whose texts means itself; a column of counts where each means 1, as a blank does."""
    sound: set[str] = field(default_factory=set)  #: columns of codes each of whose texts means something
    ignoring: set[str] = field(default_factory=set)  #: columns of codes some of whose texts say that a row is no activity

    @property
    def table(self) -> str:
        return f"records_{self.index}"

    @property
    def coded(self) -> tuple[str, ...]:
        """Columns that hold codes."""
        return tuple(self.lists)

    def dictionary(self, column: str) -> str:
        """The table (code, value) of what the texts of a column mean."""
        return f"meant_{self.index}_{column}"

    def texts(self, column: str) -> list[tuple[int, str]]:
        """(code, text) of every text that a column may hold."""
        return [(code, self.source.decode(text)) for code, text in enumerate(self.lists[column])]

    def texts_there(self, connection: duckdb.DuckDBPyConnection, column: str) -> list[tuple[int, str]]:
        """(code, text) of every text that a column does hold."""
        found = connection.execute(f"SELECT DISTINCT {column} FROM {self.table}").fetchall()
        there = {self.source.decode(text) for (text,) in found if text is not None}
        return [(code, text) for code, text in self.texts(column) if text in there]


def write_meanings(
    connection: duckdb.DuckDBPyConnection, records: Records, column: str, kind: str, meanings: Mapping[int, Any]
) -> None:
    """Say what the codes of a column mean, None for a text that means nothing.

    Where every text means itself there is no table, nor where every count is 1: views that need not join are quicker.
    """
    if None not in meanings.values():
        records.sound.add(column)
    if column == ODD + Field.COUNT.key and set(meanings.values()) == {"1"}:
        records.literal.add(column)
        return
    if kind == "VARCHAR" and records.source.encoding == "utf-8":
        texts = records.texts(column)
        if all(meanings.get(code, text) == text for code, text in texts):
            records.literal.add(column)
            return
    connection.execute(
        f"CREATE TABLE {records.dictionary(column)} AS"
        f" SELECT unnest(CAST($codes AS UINTEGER[])) AS code, unnest(CAST($values AS {kind}[])) AS value",
        {"codes": list(meanings), "values": list(meanings.values())},
    )
