"""PostgreSQL, by psycopg."""

from __future__ import annotations

from typing import Any

import psycopg

from kpi_xl.activity.warehouse.address import Address
from kpi_xl.activity.warehouse.translation import Statement


class Postgres:
    """libpq finds passwords by itself: PGPASSWORD, ~/.pgpass, PGSERVICE."""

    def __init__(self, address: Address) -> None:
        self._connection = psycopg.connect(address.url, fallback_application_name="kpi-xl")
        self._connection.read_only = True
        self._connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ  # all queries see the same rows

    @staticmethod
    def errors() -> tuple[type[Exception], ...]:
        return (psycopg.Error,)

    def columns(self, statement: Statement) -> dict[str, str]:
        described = self._ran(statement).description or []
        return {column.name: column.type_display.partition("(")[0] for column in described}

    def rows(self, statement: Statement) -> list[Any]:
        return self._ran(statement).fetchall()

    def _ran(self, statement: Statement) -> psycopg.Cursor[Any]:
        text, bound = statement.as_pyformat()
        return self._connection.execute(text.encode(), bound)

    def close(self) -> None:
        self._connection.close()
