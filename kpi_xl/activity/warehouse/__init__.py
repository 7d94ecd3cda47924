"""Logs that outgrew one machine: a table in the user's warehouse, asked by the same queries as a log in files.

A query is written once, in DuckDB's SQL, and transpiled by sqlglot. What the table has to look like stands in
docs/warehouses.md. PostgreSQL and Spark are tested against servers; for BigQuery, Snowflake and Trino only the SQL is.
"""

from kpi_xl.activity.warehouse.log import WarehouseLog, open_warehouse

__all__ = ["WarehouseLog", "open_warehouse"]
