"""Database files from elsewhere: a connection that reaches such a file and a copy, and nothing else in the world.

A view or a macro of theirs could read any file of ours; here it reads none, and what is wanted is copied as rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_xl.activity.engine import disk_refusals, settings

if TYPE_CHECKING:
    import duckdb

GIVEN, COPIED = "given", "copied"
"""The databases of a sealed connection: the file, and the copy."""


@contextmanager
def sealed(path: Path, folder: Path, copy: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the DuckDB file *path*, read only, as `GIVEN`.

    Args:
        folder: temporary.
        copy: a database to be made, `COPIED`; None: none.

    Raises:
        duckdb.Error: the file is no DuckDB database.
        InputError: a disk is full.
    """
    import duckdb

    with disk_refusals(folder), duckdb.connect(config=settings(folder)) as connection:
        # DuckDB takes no bound value here
        connection.execute(f"ATTACH {_literal(path)} AS {GIVEN} (TYPE duckdb, READ_ONLY)")
        if copy is not None:
            connection.execute(f"ATTACH {_literal(copy)} AS {COPIED} (TYPE duckdb)")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
        connection.execute(f"DETACH {GIVEN}")  # Windows renames nothing over a file that is open
        if copy is not None:
            connection.execute(f"CHECKPOINT {COPIED}")
            connection.execute(f"DETACH {COPIED}")


def attach_copy(connection: duckdb.DuckDBPyConnection, copy: Path, alias: str) -> None:
    """A copy as a database of another connection; *alias* is a name of ours."""
    connection.execute(f"ATTACH {_literal(copy)} AS {alias} (TYPE duckdb, READ_ONLY)")


def beside_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What a sealed file holds beside tables in its main schema: views, macros, types and so on; their names."""
    return [name for (name,) in connection.execute(_BESIDE_TABLES).fetchall()]


def columns_of(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Table -> column -> type, of the tables in a sealed file's main schema; a computed column has none."""
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(_COLUMNS).fetchall():
        found.setdefault(table, {})[column] = kind
    return found


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


_BESIDE_TABLES = f"""
SELECT view_name FROM duckdb_views() WHERE database_name = '{GIVEN}' AND NOT internal
UNION ALL SELECT function_name FROM duckdb_functions() WHERE database_name = '{GIVEN}' AND NOT internal
UNION ALL SELECT type_name FROM duckdb_types() WHERE database_name = '{GIVEN}' AND NOT internal
UNION ALL SELECT sequence_name FROM duckdb_sequences() WHERE database_name = '{GIVEN}'
UNION ALL SELECT index_name FROM duckdb_indexes() WHERE database_name = '{GIVEN}'
UNION ALL SELECT schema_name FROM duckdb_schemas() WHERE database_name = '{GIVEN}' AND NOT internal AND schema_name <> 'main'
ORDER BY 1"""
_COLUMNS = f"""
SELECT table_name, column_name, CASE WHEN is_generated THEN '' ELSE data_type END
FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, schema_name, table_name)
WHERE database_name = '{GIVEN}' AND schema_name = 'main' ORDER BY table_name, column_index"""
