"""What is open is asked of warehouses in their own SQL: each dialect's text means what ours means."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlglot

from benchmarks.simulated_months import LISTED
from kpi_xl.activity import open_log
from kpi_xl.activity.fields import LOG_SCHEMA
from kpi_xl.activity.warehouse.log import table_named
from kpi_xl.activity.warehouse.table import Table
from kpi_xl.activity.warehouse.translation import translated
from kpi_xl.attainment.forecast.open.later import later_query
from kpi_xl.attainment.forecast.open.listing import deals_query, wins_query
from kpi_xl.periods import Month
from tests.attainment.forecast.open.test_later import HEAD, OPEN

DAYS = [date(2026, month, 14) for month in (7, 8, 9)]
TYPES = {column: kind.partition("(")[0].lower() for column, kind in LOG_SCHEMA.items()}


DIALECTS = ("bigquery", "postgres", "snowflake", "spark", "trino")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_text_means_what_the_query_means(dialect: str, tmp_path: Path):
    """Parsed back and run by DuckDB, each dialect's text lists the deals and wins of the query that it came from."""
    LISTED.write(tmp_path / "log.csv", 3)
    for asked in (deals_query(DAYS), wins_query(DAYS)):
        expected, theirs = both(tmp_path / "log.csv", asked, dialect)
        assert theirs == expected
        assert len(expected) > 20


@pytest.mark.parametrize("dialect", DIALECTS)
def test_deals_of_later_months_are_the_same_there(dialect: str, tmp_path: Path):
    """佐藤 has two, one of them put off twice, 高橋 one without an amount; the one of this month is in neither's."""
    lines = (HEAD, *OPEN, "2026-12-20,佐藤,東京,pipeline,1,1300000,B,P2", "2027-02-01,佐藤,東京,pipeline,1,1400000,B,P2")
    (tmp_path / "log.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    expected, theirs = both(tmp_path / "log.csv", later_query(Month(2026, 11)), dialect)
    assert theirs == expected == [("佐藤", "2", "2200000.0000"), ("高橋", "1", None)]


def both(path: Path, asked: tuple[str, dict[str, Any]], dialect: str) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """What a query gives over a log, and what its text in a dialect gives that is read back."""
    relations = Table.of(table_named("activity", dialect), TYPES, "activity").relations({})
    with open_log(path) as log:
        log.connection.execute("CREATE TABLE activity AS SELECT * FROM log")
        text, values = translated(*asked, relations, dialect).as_positions()
        (back,) = sqlglot.transpile(text, read=dialect, write="duckdb", identify=True)
        return ordered(log.connection.execute(*asked).fetchall()), ordered(log.connection.execute(back, values).fetchall())


def ordered(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted((tuple(None if cell is None else str(cell) for cell in row) for row in rows), key=lambda row: [cell or "" for cell in row])
