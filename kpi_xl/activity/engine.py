"""The engine: DuckDB inside this process, its memory bounded; what does not fit goes to a temporary folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MEMORY_LIMIT = "350MB"
"""For DuckDB's own buffers; Python and what DuckDB does not count come on top."""


@contextmanager
def engine() -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection, and a folder for copies that vanishes with it."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="kpi-xl-", ignore_cleanup_errors=True) as name:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(Path(name) / "spilled"),
            "autoinstall_known_extensions": False,  # nothing is fetched from the network
            "autoload_known_extensions": False,
        }
        with duckdb.connect(config=settings) as connection:
            yield connection, Path(name)
