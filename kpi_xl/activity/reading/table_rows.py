"""Rows of one record: kintone repeats a record's cells on each row of a table inside it, and marks the first row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_xl.activity.fields import Field
from kpi_xl.activity.reading.records import CONTINUED, Records
from kpi_xl.activity.reading.texts import START
from kpi_xl.activity.words.stages import DEAL_KINDS

if TYPE_CHECKING:
    import duckdb


def read_table_rows(connection: duckdb.DuckDBPyConnection, records: Records) -> None:
    """Make one deal of the rows of a record; rows of other activities stay what they are, one activity each."""
    if START not in records.beside:
        return
    if records.layout.mapping.stage:
        _join_deals(connection, records)
    elif Field.RECORD in records.layout.fields:
        _number_rows(connection, records)


def _number_rows(connection: duckdb.DuckDBPyConnection, records: Records) -> None:
    """Give each row of a record an id of its own: the record's, the day, and which row of that day it is.

    A later export, with more rows in the table, gives the same ones.
    """
    table = records.rows
    connection.execute(
        f"UPDATE {table} SET record = numbered.id FROM"
        " (SELECT n, concat_ws('/', record, date, row_number() OVER (PARTITION BY record, date ORDER BY n)) AS id"
        f" FROM {table} WHERE problem IS NULL AND record <> '') AS numbered WHERE {table}.n = numbered.n"
    )


def _join_deals(connection: duckdb.DuckDBPyConnection, records: Records) -> None:
    """One deal of the rows of a record.

    Its amount is the sum of its rows where the table holds it, and that of the first row where the record does, which repeats
    it: decided for the whole column, by whether any record has two amounts.
    """
    table, rows = records.table, records.rows
    grouped = (
        f"(SELECT n, amount, problem, kinds, min(n) OVER (PARTITION BY record_number) AS head FROM"
        f" (SELECT *, sum(CASE WHEN {START} IS NOT NULL THEN 1 ELSE 0 END) OVER (ORDER BY n) AS record_number FROM {table}))"
    )
    has_table = False
    if Field.AMOUNT in records.layout.fields:
        ((has_table,),) = connection.execute(
            f"SELECT coalesce(bool_or(amounts > 1), false) FROM"
            f" (SELECT count(DISTINCT amount) AS amounts FROM {grouped} WHERE problem IS NULL GROUP BY head)"
        ).fetchall()
    deals = ", ".join(f"'{kind}'" for kind in DEAL_KINDS)
    connection.execute(
        f"CREATE TEMP TABLE joined AS SELECT n, head, sum(amount) OVER (PARTITION BY head) AS total FROM {grouped}"
        f" WHERE problem IS NULL AND kinds IN (SELECT number FROM kind_sets WHERE kind IN ({deals}))"
    )
    if has_table:
        connection.execute(f"UPDATE {rows} SET amount = joined.total FROM joined WHERE {rows}.n = joined.n AND joined.n = joined.head")
    connection.execute(f"UPDATE {rows} SET problem = '{CONTINUED}' FROM joined WHERE {rows}.n = joined.n AND joined.n <> joined.head")
    connection.execute("DROP TABLE joined")
