"""BigQuery, Snowflake and Trino, by their libraries' DB-API (PEP 249). No server of theirs is to be had for tests."""

from __future__ import annotations

import os
from typing import Any

from kpi_xl.activity.warehouse.address import Address
from kpi_xl.activity.warehouse.libraries import library
from kpi_xl.activity.warehouse.translation import Statement


class _DatabaseApi:
    """What the three have in common."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def columns(self, statement: Statement) -> dict[str, str]:
        cursor = self._ran(statement)
        cursor.fetchall()  # Trino describes a result once somebody reads it
        return {name: self.type_of(code) for name, code, *_ in cursor.description}

    def type_of(self, code: Any) -> str:
        """The name of a column's type, without its length."""
        return str(code).partition("(")[0]

    def rows(self, statement: Statement) -> list[Any]:
        return list(self._ran(statement).fetchall())

    def marked(self, statement: Statement) -> tuple[str, Any]:
        """Text and values as the library binds them."""
        return statement.as_pyformat()

    def _ran(self, statement: Statement) -> Any:
        cursor = self._connection.cursor()
        cursor.execute(*self.marked(statement))
        return cursor

    def close(self) -> None:
        self._connection.close()


class BigQuery(_DatabaseApi):
    """``bigquery://project/dataset``, with the application default credentials of Google Cloud."""

    def __init__(self, address: Address) -> None:
        bigquery = library("google.cloud.bigquery", "bigquery")
        project, dataset = address.parts.netloc, address.parts.path.strip("/")
        config = bigquery.QueryJobConfig(default_dataset=f"{project}.{dataset}") if dataset else None
        client = bigquery.Client(project=project, default_query_job_config=config)
        super().__init__(library("google.cloud.bigquery.dbapi", "bigquery").connect(client))

    @staticmethod
    def errors() -> tuple[type[Exception], ...]:
        return (
            library("google.cloud.bigquery.dbapi", "bigquery").Error,
            library("google.api_core.exceptions", "bigquery").GoogleAPIError,
            library("google.auth.exceptions", "bigquery").GoogleAuthError,
        )


class Snowflake(_DatabaseApi):
    """``snowflake://NAME``: the connection of that name in Snowflake's own connections.toml."""

    def __init__(self, address: Address) -> None:
        connector = library("snowflake.connector", "snowflake")
        super().__init__(connector.connect(connection_name=address.parts.netloc))

    @staticmethod
    def errors() -> tuple[type[Exception], ...]:
        return (library("snowflake.connector.errors", "snowflake").Error,)

    def type_of(self, code: Any) -> str:
        return str(library("snowflake.connector.constants", "snowflake").FIELD_ID_TO_NAME[code])


class Trino(_DatabaseApi):
    """``trino://user@host:port/catalog/schema``; over TLS where TRINO_PASSWORD is set or the port is 443."""

    def __init__(self, address: Address) -> None:
        dbapi = library("trino.dbapi", "trino")
        parts, password = address.parts, os.environ.get("TRINO_PASSWORD")
        catalog, _, schema = parts.path.strip("/").partition("/")
        is_safe = password is not None or parts.port == 443
        login = {}
        if password is not None:
            login["auth"] = library("trino.auth", "trino").BasicAuthentication(parts.username, password)
        connection = dbapi.connect(
            host=parts.hostname, port=parts.port or (443 if is_safe else 8080), user=parts.username,
            catalog=catalog or None, schema=schema or None, http_scheme="https" if is_safe else "http", **login,
        )  # fmt: skip
        super().__init__(connection)

    @staticmethod
    def errors() -> tuple[type[Exception], ...]:
        return (library("trino.dbapi", "trino").Error,)

    def marked(self, statement: Statement) -> tuple[str, Any]:
        return statement.as_positions()
