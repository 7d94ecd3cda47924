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
from kpi_xl.attainment.forecast.open.listing import deals_query, wins_query

DAYS = [date(2026, month, 14) for month in (7, 8, 9)]
TYPES = {column: kind.partition("(")[0].lower() for column, kind in LOG_SCHEMA.items()}


@pytest.mark.parametrize("dialect", ["bigquery", "postgres", "snowflake", "spark", "trino"])
def test_the_text_means_what_the_query_means(dialect: str, tmp_path: Path):
    """Parsed back and run by DuckDB, each dialect's text lists the deals and wins of the query that it came from."""
    LISTED.write(tmp_path / "log.csv", 3)
    relations = Table.of(table_named("activity", dialect), TYPES, "activity").relations({})
    with open_log(tmp_path / "log.csv") as log:
        log.connection.execute("CREATE TABLE activity AS SELECT * FROM log")
        for query, bound in (deals_query(DAYS), wins_query(DAYS)):
            expected = ordered(log.connection.execute(query, bound).fetchall())
            text, values = translated(query, bound, relations, dialect).as_positions()
            (back,) = sqlglot.transpile(text, read=dialect, write="duckdb", identify=True)
            assert ordered(log.connection.execute(back, values).fetchall()) == expected
            assert len(expected) > 20


def ordered(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted((tuple(None if cell is None else str(cell) for cell in row) for row in rows), key=lambda row: [cell or "" for cell in row])
