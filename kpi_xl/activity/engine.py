"""The engine: DuckDB inside this process, its memory bounded; what does not fit goes to a temporary folder."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_xl.disks import ONLY_WHEN_WRITING, is_within, refusal, shown, temporary_folder, temporary_refusal
from kpi_xl.errors import Finding, InputError

if TYPE_CHECKING:
    import duckdb

MEMORY_LIMIT = "280MB"
"""For DuckDB's own buffers; Python and what DuckDB does not count come on top."""
SPILLED = "spilled"
PART = ".part"
"""Ends the name of a file from which an output is made."""

JOURNAL = ".wal"
"""Ends the name of what DuckDB writes beside a database before it writes the database."""

Settings = dict[str, "str | bool | int | float | list[str]"]


@contextmanager
def engine() -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection, and a folder for copies that vanishes with it.

    Raises:
        InputError: a disk is full, be it that of the folder or of a file that the connection writes.
    """
    import duckdb

    with temporary_folder() as folder, disk_refusals(folder), duckdb.connect(config=settings(folder)) as connection:
        yield connection, folder


def settings(folder: Path) -> Settings:
    """Of every connection; *folder* takes what does not fit into memory."""
    return {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(folder / SPILLED),
        "autoinstall_known_extensions": False,  # nothing is fetched from the network
        "autoload_known_extensions": False,
    }


def folder_of(connection: duckdb.DuckDBPyConnection) -> Path:
    """The folder for copies that `engine` gave with a connection."""
    (spilled,) = connection.execute("SELECT current_setting('temp_directory')").fetchall()[0]
    return Path(spilled).parent


@contextmanager
def disk_refusals(folder: Path) -> Iterator[None]:
    """What the system refuses to DuckDB is told as what it refuses to us.

    Args:
        folder: the temporary one.

    Raises:
        InputError: a disk is full, or fails.
    """
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        finding = _refusal(str(error), folder)
        if finding is None:
            raise
        raise InputError([finding]) from error


def is_of_a_disk(error: duckdb.Error) -> bool:
    """Whether the system refused something to DuckDB, which is no fault of what it read."""
    return _refusal(str(error), Path()) is not None


def _refusal(message: str, folder: Path) -> Finding | None:
    """DuckDB has no numbers for what the system says, but quotes it; a full temporary folder it tells as a setting."""
    if "max_temp_directory_size" in message:
        return temporary_refusal(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), folder)
    number = next((each for each in _TOLD if os.strerror(each) in message), None)
    if number is None and _FULL_ON_WINDOWS not in message:
        return None
    error = OSError(number or errno.ENOSPC, os.strerror(number or errno.ENOSPC))
    named = _FILE.search(message)
    if named is None or is_within(named[1], folder):
        return temporary_refusal(error, folder)
    return refusal(error, shown(Path(named[1].removesuffix(JOURNAL).removesuffix(PART))))


_TOLD = (*ONLY_WHEN_WRITING, errno.EIO)
_FULL_ON_WINDOWS = "not enough space on the disk"
_FILE = re.compile(r'file \\*"([^"\\]+(?:\\[^"\\]+)*)\\*"')
"""Quoted in messages, and quoted once more where one message stands within another."""
