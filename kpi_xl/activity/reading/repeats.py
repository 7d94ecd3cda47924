"""Repeats: rows that are alike and have no id by which to tell whether they are one. They count, and are named.

Calls of one day are alike without being the same, so within one file only deals are looked at: one deal on several product
rows, or exported twice. Between files, two exports that overlap have all kinds of rows in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi_xl.activity.fields import Field
from kpi_xl.activity.notes import About, Note, file_note
from kpi_xl.activity.reading.records import Records
from kpi_xl.activity.reading.texts import KIND, TITLE
from kpi_xl.activity.words.stages import LOST, WON
from kpi_xl.language import Text

if TYPE_CHECKING:
    import duckdb

FEWEST_SHARED = 2
"""Rows that two files have to have in common: one alike is chance."""


def repeat_notes(connection: duckdb.DuckDBPyConnection, tables: Sequence[Records]) -> list[Note]:
    """What is said of rows that are alike."""
    notes = []
    for each in tables:
        if each.source.sheet or Field.RECORD not in each.layout.fields:
            notes += _within(connection, each)
    return notes + _between(connection, [each for each in tables if Field.RECORD not in each.layout.fields])


def _within(connection: duckdb.DuckDBPyConnection, records: Records) -> list[Note]:
    """Deals won or lost of one table that are alike in day, member, amount, customer and name, and have an amount or a name."""
    if Field.RECORD in records.layout.fields:
        return []
    title = TITLE if TITLE in records.beside else "NULL"
    said = f"account || coalesce({title}, '') <> '' AND (amount IS NOT NULL OR coalesce({title}, '') <> '')"
    ((rows,),) = connection.execute(
        f"SELECT coalesce(sum(alike - 1), 0) FROM (SELECT count(*) AS alike FROM {records.table}"
        f" JOIN (SELECT number FROM kind_sets WHERE kind IN ('{WON}', '{LOST}')) ON kinds = number WHERE problem IS NULL AND {said}"
        f" GROUP BY date, member, kinds, amount, account, coalesce({title}, '') HAVING count(*) > 1)"
    ).fetchall()
    return [file_note(About.REPEATED, _ALIKE, records.source.shown, int(rows))] if rows else []


def _between(connection: duckdb.DuckDBPyConnection, tables: Sequence[Records]) -> list[Note]:
    """Rows that several files have in common."""
    if len(tables) < 2:
        return []
    rows = " UNION ALL ".join(
        f"SELECT {each.index} AS file, date, member, team, {KIND}s, count, amount, account, source,"
        f" coalesce({TITLE if TITLE in each.beside else 'NULL'}, '') AS title FROM {each.table}"
        " WHERE problem IS NULL AND (account <> '' OR amount IS NOT NULL)"
        for each in tables
    )
    said = "date, member, team, kinds, count, amount, account, source, title"
    shared = connection.execute(
        f"WITH rows AS ({rows}), each_file AS (SELECT file, {said}, count(*) AS times FROM rows GROUP BY file, {said})"
        f" SELECT sum(times) - max(times), list(DISTINCT file) FROM each_file GROUP BY {said} HAVING count(*) > 1"
    ).fetchall()
    count = sum(int(times) for times, _ in shared)
    if count < FEWEST_SHARED:
        return []
    files = sorted({file for _, found in shared for file in found})
    names = [each.source.shown for each in tables if each.index in files]
    return [Note(About.REPEATED, _SHARED.format(rows=f"{count:,}", first=names[0], second=names[1]), count)]


_ALIKE = Text(
    "{name}：同じ内容の受注・失注が{rows}行重なっていますが、IDがないため別々に数えています",
    "{name}: rows that repeat a deal of the same day, member, customer and amount: {rows}; without an id they count apart",
)
_SHARED = Text(
    "同じ内容の{rows}行が複数のファイルやシートに重なっていますが、IDがないため別々に数えています（{first} と {second} など）",
    "rows that are in more than one file or sheet: {rows}; without an id they count apart (such as {first} and {second})",
)
