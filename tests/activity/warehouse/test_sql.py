"""The one query in the SQL of five warehouses. For three of them no server is to be had, so their text is all there is.

A snapshot is what a person who knows the warehouse can judge. After a wanted change: KPI_XL_WRITE_SNAPSHOTS=1 pytest.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot

from kpi_xl.activity import open_log
from kpi_xl.activity.fields import LOG_SCHEMA, Field
from kpi_xl.activity.query import tally_query
from kpi_xl.activity.warehouse.log import table_named
from kpi_xl.activity.warehouse.table import Table
from kpi_xl.activity.warehouse.translation import Statement, translated
from kpi_xl.definitions import Tally, load_role, tallies_of
from kpi_xl.definitions.measures import Tallied
from kpi_xl.errors import InputError
from kpi_xl.language import speaking
from kpi_xl.periods import Month
from tests.activity.test_kpi_queries import write_year
from tests.activity.warehouse.tables import ALL_TALLIES

SNAPSHOTS = Path(__file__).parent / "sql"
DIALECTS = ("bigquery", "postgres", "snowflake", "spark", "trino")
TYPES = {column: kind.partition("(")[0].lower() for column, kind in LOG_SCHEMA.items()}
SHOWN = (
    *tallies_of(load_role("customer_success"))[:4],
    Tally(Tallied.SUM, ("pipeline",)),
    Tally(Tallied.DISTINCT, ("meeting",), ("web",), ("資料請求",)),
)
FIRST, LAST = date(2026, 9, 1), date(2026, 11, 30)
MEANINGS = {Field.KIND: {"架電": "call", "昼食": None}, Field.SOURCE: {"Web": "web"}}


def statement(dialect: str, tallies: tuple[Tally, ...] = SHOWN, table: str = "sales.activity") -> Statement:
    """The tally query over a table, some of whose texts are not as `LOG_SCHEMA` wants them."""
    query, bound = tally_query(tallies)
    relations = Table.of(table_named(table, dialect), TYPES, table).relations(MEANINGS)
    return translated(query, {**bound, "first": FIRST, "last": LAST}, relations, dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_text_is_the_one_that_was_judged(dialect: str):
    """A new sqlglot that writes other SQL is noticed here, not by the person whose figures change."""
    text, _ = statement(dialect).as_positions()
    pretty = sqlglot.parse_one(text, dialect=dialect).sql(dialect=dialect, identify=True, pretty=True) + "\n"
    path = SNAPSHOTS / f"{dialect}.sql"
    if os.environ.get("KPI_XL_WRITE_SNAPSHOTS"):
        path.write_text(pretty, encoding="utf-8")
    assert pretty == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_text_means_what_the_query_means(dialect: str, tmp_path: Path):
    """Parsed back and run by DuckDB, each dialect's text gives the tallies of the query that it came from."""
    write_year(tmp_path / "log.csv")
    with open_log(tmp_path / "log.csv") as log:
        query, bound = tally_query(ALL_TALLIES)
        expected = _by_month(log.connection.execute(query, {**bound, "first": FIRST, "last": LAST}).fetchall())
        log.connection.execute("CREATE TABLE activity AS SELECT * FROM log")
        text, values = statement(dialect, ALL_TALLIES, "activity").as_positions()
        (back,) = sqlglot.transpile(text, read=dialect, write="duckdb", identify=True)
        assert _by_month(log.connection.execute(back, values).fetchall()) == expected
    assert len(expected) > 20


def _by_month(rows: list[tuple[Any, ...]]) -> dict[tuple[str, Month], tuple[Any, ...]]:
    """DuckDB itself truncates a date to a timestamp."""
    return {(member, Month.of(month)): tuple(values) for member, month, *values in rows}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_a_dialect_lacks_is_not_in_its_text(dialect: str):
    """NOT MATERIALIZED is PostgreSQL's and DuckDB's; BigQuery and Snowflake know no FILTER, the others no QUALIFY."""
    text, _ = statement(dialect).as_positions()
    assert "MATERIALIZED" not in text
    assert ("FILTER" in text, "QUALIFY" in text) == (
        (False, True) if dialect in ("bigquery", "snowflake") else (True, False)
    )
    assert "TIMESTAMP" not in text  # months are days: a time zone would move rows to another month


def test_values_are_bound_and_never_pasted():
    """Words of a log or a definition may hold anything."""
    bad = "x' OR 1=1 --"
    for dialect in DIALECTS:
        made = statement(dialect, (Tally(Tallied.COUNT, (bad,)),))
        text, bound = made.as_named()
        assert bad not in text
        assert bad in bound.values()
        assert "架電" not in text


@pytest.mark.parametrize(
    ("table", "dialect", "quoted"),
    [
        ("Sales.Activity", "postgres", '"sales"."activity"'),
        ("sales.activity", "snowflake", '"SALES"."ACTIVITY"'),
        ('sales."Activity"', "snowflake", '"SALES"."Activity"'),
        ('"a"";drop table b"', "postgres", '"a"";drop table b"'),
        ("project-1.sales.activity", "bigquery", "`project-1`.`sales`.`activity`"),
    ],
)
def test_a_tables_name_is_folded_and_quoted_as_its_warehouse_does(table: str, dialect: str, quoted: str):
    """--table takes what people type in their SQL console, and nothing in it can become a command."""
    assert table_named(table, dialect).sql(dialect=dialect, identify=True) == quoted


@pytest.mark.parametrize("table", ["", "f(x)", "a.b.", '"open'])
def test_what_is_no_tables_name_is_refused(table: str):
    """The remedy shows how to write one."""
    with speaking("en"), pytest.raises(InputError, match="--table"):
        table_named(table, "postgres")


def test_percent_signs_survive_where_the_driver_would_read_them():
    """psycopg takes a lone % in a table's name for a placeholder."""
    text, _ = statement("postgres", table='"100% sales"').as_pyformat()
    assert '"100%% sales"' in text
    assert text % dict.fromkeys(statement("postgres").bound, "")


def test_all_columns_that_do_not_fit_are_named_at_once():
    """Whoever makes the view corrects it once, not column by column."""
    types = {"date": "timestamp", "Member": "varchar", "kinds": "text", "count": "numeric", "amount": "double precision"}
    with speaking("en"), pytest.raises(InputError) as told:
        Table.of(table_named("activity", "postgres"), types, "activity")
    with speaking("en"):
        lines = str(told.value).splitlines()
    assert [line.partition(" ")[2].split(" ")[0].rstrip(":") for line in lines] == ["kind", "date", "count", "amount"]
    assert "Did you mean 'kinds'?" in lines[0]
    assert "CAST(amount AS DECIMAL(18,4))" in lines[3]


def test_columns_that_are_not_required_may_be_missing():
    """A table of calls has no amounts: rows count once and everything else is blank, as in a file."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE calls AS SELECT DATE '2026-11-02' AS date, 'A' AS member, 'call' AS kind")
        table = Table.of(table_named("calls", "duckdb"), {"date": "date", "member": "varchar", "kind": "varchar"}, "calls")
        made = translated("SELECT * FROM log", {}, table.relations({}), "duckdb")
        rows = connection.execute(made.text).fetchall()
    assert rows == [(date(2026, 11, 2), "A", "", "call", 1, None, None, "", "", "")]


def test_the_page_tells_of_every_column_and_every_warehouse():
    """Whoever makes the view works from docs/warehouses.md, in either language."""
    japanese, _, english = (Path(__file__).parents[3] / "docs" / "warehouses.md").read_text("utf-8").partition("\n---\n")
    for text in (japanese, english):
        assert [column for column in LOG_SCHEMA if f"`{column}`" not in text] == []
        assert [scheme for scheme in DIALECTS if f"`{scheme}://" not in text] == []
