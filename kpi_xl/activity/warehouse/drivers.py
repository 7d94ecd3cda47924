"""Drivers: the libraries that talk to warehouses, loaded only when asked for.

Passwords come from where each library looks for them: the environment, a service file, the cloud's own login.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from kpi_xl.activity.warehouse.address import Address
from kpi_xl.activity.warehouse.libraries import library
from kpi_xl.activity.warehouse.translation import Statement
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

MOST_SAID = 200
"""Characters of a warehouse's own message that are passed on."""


class Warehouse(Protocol):
    """An open connection."""

    def columns(self, statement: Statement) -> dict[str, str]:
        """Name -> type of what the statement gives."""

    def rows(self, statement: Statement) -> list[Any]: ...

    def close(self) -> None: ...


@contextmanager
def connected(address: Address) -> Iterator[Warehouse]:
    """A connection to the warehouse.

    Raises:
        MissingProgramError: its library is not installed.
        InputError: it cannot be reached, or what is asked of it fails.
    """
    name, module, driver = _DRIVERS[address.dialect]
    library(name, address.dialect)
    found = getattr(importlib.import_module(f"kpi_xl.activity.warehouse.{module}"), driver)
    rule, remedy = _NO_CONNECTION, _CHECK_LOGIN
    try:
        warehouse: Warehouse = found(address)
        try:
            rule, remedy = _NO_ANSWER, _CHECK_TABLE
            yield warehouse
        finally:
            warehouse.close()
    except found.errors() as error:
        raise InputError([Finding(str(address), NO_VALUE, rule.format(said=said(error)), remedy)]) from error


def said(error: BaseException) -> str:
    """A warehouse's message in one line."""
    line = " ".join(str(error).split()) or type(error).__name__
    return line if len(line) <= MOST_SAID else f"{line[:MOST_SAID]}..."


_DRIVERS = {
    "postgres": ("psycopg", "postgres", "Postgres"),
    "spark": ("pyspark.sql", "spark", "Spark"),
    "bigquery": ("google.cloud.bigquery.dbapi", "cloud", "BigQuery"),
    "snowflake": ("snowflake.connector", "cloud", "Snowflake"),
    "trino": ("trino.dbapi", "cloud", "Trino"),
}
"""Dialect -> library, and module and name of the class that uses it."""
_NO_CONNECTION = Text("に接続できません（{said}）", "cannot be connected to ({said})")
_CHECK_LOGIN = Text(
    "ホスト名と、環境変数や設定ファイルのログイン情報を確認してください",
    "Check the host, and the login in the environment or the service file",
)
_NO_ANSWER = Text("が問い合わせに答えられません（{said}）", "cannot answer ({said})")
_CHECK_TABLE = Text(
    "--table の名前と、その表を読む権限を確認してください", "Check the name given with --table, and that you may read the table"
)
