"""Guesses: what a sample of a large CSV says about the texts of its columns, which spares a scan of all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kpi_xl.activity.fields import Field
from kpi_xl.activity.layout import Layout
from kpi_xl.activity.numbers import NUMBER_FIELDS
from kpi_xl.activity.samples import PIECES
from kpi_xl.activity.source import Source
from kpi_xl.activity.survey import Survey, columns_of, listed_of
from kpi_xl.activity.written_days import written_days

if TYPE_CHECKING:
    import duckdb

FEW_COUNTS = 100
FEW_TEXTS = 100
"""A list of so few is quick even for a text that it lacks; DuckDB quotes the whole list for each, and throws it away."""
FEW_UNSEEN = 0.0005
"""The share of rows whose text a longer list may lack."""
Places = Mapping[str, Sequence[int]]
"""Text -> in how many rows of the sample it stands, the first of them and the last."""
DATE, COUNT, ACCOUNT = Field.DATE.key, Field.COUNT.key, Field.ACCOUNT.key


def guess(connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout) -> Survey | None:
    """What the sample of a large table holds; None where there is none, or where it cannot be scanned."""
    import duckdb

    if source.sample is None:
        return None
    columns = columns_of(layout)
    selected = ", ".join(f"{sql} AS {key}" for key, sql in columns.items())
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE sampled AS SELECT {selected}, c{layout.fields[Field.DATE]} AS dated"
            f" FROM {source.scan}",
            source.sample,
        )
    except duckdb.Error:
        return None
    found = _guessed(connection, layout)
    connection.execute("DROP TABLE sampled")
    return found


def _guessed(connection: duckdb.DuckDBPyConnection, layout: Layout) -> Survey:
    words = [*listed_of(layout), *[ACCOUNT] * (Field.ACCOUNT in layout.fields and Field.ACCOUNT not in layout.needless)]
    numbers = [field.key for field in NUMBER_FIELDS if field in layout.fields]
    found = {key: _places_of(connection, key) for key in (*words, *numbers)}
    few = frozenset(key for key in numbers if len(found[key]) <= (FEW_COUNTS if key == COUNT else 0))
    days = written_days(list(found[DATE]), layout.mapping.date_order)
    unsure = {**found, DATE: {text: place for text, place in found[DATE].items() if text not in set(days)}}
    late = {key for key in words if len(found[key]) > FEW_TEXTS and _unseen(unsure[key], found[key]) > FEW_UNSEEN}
    texts = {key: list(found[key]) for key in (*words, *few)}
    texts[DATE] = list(dict.fromkeys((*texts[DATE], *days)))
    ((timed,),) = connection.execute("SELECT count(CASE WHEN contains(dated, ':') THEN 1 END) FROM sampled").fetchall()
    return Survey(texts, True, True, few, frozenset({*late, *numbers} - few), bool(timed))


def _places_of(connection: duckdb.DuckDBPyConnection, key: str) -> Places:
    rows = connection.execute(
        f"SELECT {key}, count(*), min(rowid), max(rowid) FROM sampled WHERE {key} IS NOT NULL GROUP BY {key}"
    ).fetchall()
    return {text: place for text, *place in rows}


def _unseen(unsure: Places, places: Places) -> float:
    """The share of the table's rows whose text the sample has missed.

    It is about that of the texts that turn up in one place only (Good and Turing's estimate), also in a table that is
    sorted by the column.

    Args:
        unsure: the texts that say something of those that are missed.
        places: all texts of the sample.
    """
    near = max(last for _, _, last in places.values()) // PIECES
    alone = sum(rows for rows, first, last in unsure.values() if last - first <= near)
    return alone / sum(rows for rows, _, _ in places.values())
