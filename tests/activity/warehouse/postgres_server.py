"""A PostgreSQL server of one's own: a folder, a socket in it, no network, gone with the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER_USER = "kpi_xl"
NO_POSTGRES = "PostgreSQL (initdb, postgres) not found: install postgresql"


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps them off the path."""
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("pg_ctl")
    candidates = [path.parent for path in there] + ([Path(found).resolve().parent] if found else [])
    return candidates[-1] if candidates else None


PROGRAMS = find_programs()


@contextmanager
def server(password: str) -> Iterator[dict[str, str]]:
    """A running server; its PGHOST and the like. Whoever comes needs the password."""
    assert PROGRAMS is not None
    # a short path: sockets must not be deeper than about 100 characters
    with tempfile.TemporaryDirectory(prefix="kpi-xl-pg-") as name:
        folder = Path(name)
        (folder / "secret").write_text(password, encoding="ascii")
        _own(folder)
        _run("initdb", f"--username={SERVER_USER}", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256",
             f"--pwfile={folder / 'secret'}", "--no-sync", "-D", str(folder / "cluster"))  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        _run("pg_ctl", "-D", str(folder / "cluster"), "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield {"PGHOST": str(folder), "PGUSER": SERVER_USER, "PGDATABASE": "postgres", "PGPASSWORD": password}
        finally:
            _run("pg_ctl", "-D", str(folder / "cluster"), "-m", "immediate", "stop")


def _own(folder: Path) -> None:
    """Give the folder to the user that the server runs as: it refuses to be root."""
    if os.geteuid() == 0:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, "postgres")


def _run(program: str, *arguments: str) -> None:
    assert PROGRAMS is not None
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    # output to a file: the server keeps what it inherits open, and a pipe would be waited for
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [PROGRAMS / program, *arguments], stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=60, cwd="/", **user
        )
        said.seek(0)
        assert done.returncode == 0, said.read().decode(errors="replace")
