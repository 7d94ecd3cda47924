"""Kills spread over everything that writes: after each, every file is the old one or the new one, and the next start cleans up.

``python -m tests.hostile.kills``: each command is killed at places spread over reading, writing, putting outputs in place and cleaning
up: before a touch of a file, or in the midst of what follows one, in whatever library that is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from kpi_xl.activity.store_lock import StoreLock
from kpi_xl.cli import main as kpi_xl
from kpi_xl.disks import STAGING_PREFIX, clean_up
from kpi_xl.leftovers import HeldFolder
from tests.hostile.imports import know_everything
from tests.hostile.originals import lay
from tests.hostile.page import Killed, record_kills
from tests.hostile.touches import Place, phases_of, places, touches_in, watch
from tests.hostile.trial import IN_PLACE
from tests.hostile.writings import WRITINGS, change_inputs

STARTS = 30
"""What a killed run began may live on for a moment (LibreOffice): its folder goes at the start after that."""


class KillMissedError(Exception):
    """A file is a third thing, or something was left lying."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill; 0 where every kill left the old or the new and the next start removed the rest."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--only", choices=WRITINGS, help="one of the commands")
    parser.add_argument("--workers", type=int, default=1, help="commands that are killed at the same time")
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.md")
    options = parser.parse_args(arguments)
    know_everything()
    chosen = [options.only] if options.only else list(WRITINGS)
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        chosen = [each for each in chosen if each != "pdf"]
    rows = {}
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        (originals := Path(name) / "originals").mkdir()
        in_a_child(originals, Path(name) / "copies", _lay)
        attack = partial(_attacked, times=-(-options.kills // len(chosen)), within=Path(name))
        with ProcessPoolExecutor(options.workers, get_context("fork")) as pool:  # what was imported is theirs, too
            for writing, found in zip(chosen, pool.map(attack, chosen), strict=True):
                rows[writing] = found
                print(f"{writing}: {found.said}", flush=True)
    print(f"{sum(found.count for found in rows.values())} kills, 0 misses")
    if options.record:
        record_kills(rows)
    return 0


def _attacked(writing: str, times: int, within: Path) -> Killed:
    return _Attack(writing, within).kill(times)


class _Attack:
    """Kills of one command."""

    def __init__(self, writing: str, within: Path) -> None:
        self.writing, self.arguments = writing, WRITINGS[writing]
        self.laid, self.made, self.desk, self.copies = (within / f"{writing}-{part}" for part in ("old", "new", "desk", "copies"))

    def kill(self, times: int) -> Killed:
        """Kill it so often.

        Raises:
            KillMissedError: a kill left a third thing.
        """
        shutil.copytree(self.laid.with_name("originals"), self.laid)
        if self.arguments[0] not in IN_PLACE:  # once is all that there is to do
            in_a_child(self.laid, self.copies, lambda: _written(self.arguments))
        change_inputs(self.laid)
        self._copied(self.made)
        begun = time.monotonic()
        in_a_child(self.made, self.copies, lambda: _written(self.arguments), is_watched=True)
        seconds, touches = time.monotonic() - begun, touches_in(self.copies)
        was, becomes = _contents(self.laid), _contents(self.made)
        found = Killed()
        for place in places(touches, times, seconds):
            self._kill_at(place, was, becomes, found)
        if not found.count:
            raise KillMissedError(f"{self.writing}: there was nothing to kill")
        return found

    def _kill_at(self, place: Place, was: dict[str, object], becomes: dict[str, object], found: Killed) -> None:
        new = [name for name in was.keys() | becomes.keys() if was.get(name) != becomes.get(name)]
        if not new:
            raise KillMissedError(f"{self.writing}: nothing becomes new")
        self._copied(self.desk)
        status = in_a_child(self.desk, self.copies, lambda: _written(self.arguments), is_watched=True, place=place)
        where = f"{self.writing}, {place}"
        phase = phases_of(touches_in(self.copies))[-1]
        self._cleaned_up(where)
        now = _contents(self.desk)
        for name in now.keys() | was.keys():
            if now.get(name) not in (was.get(name), becomes.get(name)):
                raise KillMissedError(f"{where}: {name} is a third thing")
        if status:  # it had ended before, else
            found.add(phase, [now.get(name) == becomes.get(name) for name in new])

    def _copied(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.laid, folder)

    def _cleaned_up(self, where: str) -> None:
        """The next start, and the next output in a folder of its own, which is all that it takes."""
        folders = [self.desk, *(each for each in self.desk.rglob("*") if each.is_dir() and not each.name.startswith(STAGING_PREFIX))]
        tempfile.tempdir, former = str(self.copies), Path.cwd()
        os.chdir(self.desk)
        try:
            for _ in range(STARTS):
                clean_up()
                for folder in folders[1:]:  # the next output there
                    HeldFolder(folder, STAGING_PREFIX).remove()
                for mark in self.desk.glob(".*.duckdb.lock"):  # the next writing of the store
                    with StoreLock(self.desk / mark.name[1:].removesuffix(".lock"), list) as lock:
                        lock.hold()
                left = [each for folder in (*folders, self.copies) for each in folder.glob("*kpi-xl-*") if each.is_dir()]
                if not left:
                    return
                time.sleep(1)
        finally:
            os.chdir(former)
            tempfile.tempdir = None
        raise KillMissedError(f"{where}: {left[0].name} was left lying")


def in_a_child(
    folder: Path, copies: Path, work: Callable[[], None], is_watched: bool = False, place: Place | None = None
) -> int:
    """Do the work in a child, killed at the place; its status."""
    shutil.rmtree(copies, ignore_errors=True)
    copies.mkdir()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.chdir(folder)
            tempfile.tempdir = str(copies)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            if is_watched:
                watch(folder, copies, place)
            work()
            status = 0
        finally:
            os._exit(status)
    status = os.waitpid(child, 0)[1]
    if place is None and status:
        raise KillMissedError(f"{folder.name} could not be made")
    return status


def _lay() -> None:
    lay(Path())
    Path("members").mkdir()
    shutil.copy("company.xlsx", "raised.xlsx")
    _written(("adopt", "raised.xlsx", "--case", "3"))


def _written(arguments: tuple[str, ...]) -> None:
    try:
        kpi_xl(arguments)
    except SystemExit as left:
        if left.code:
            raise


def _contents(folder: Path) -> dict[str, object]:
    """What every file says, by its place."""
    return {str(path.relative_to(folder)): _content(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def _content(path: Path) -> object:
    """Databases say what their rows say, because DuckDB lays the same ones out in several ways; a PDF has the time of its making in it."""
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True).stdout
    if path.suffix != ".duckdb":
        return path.read_bytes()
    read, write = os.pipe()
    child = os.fork()
    if not child:  # DuckDB has threads once it was used, and a fork takes none along
        import duckdb

        with duckdb.connect(str(path), read_only=True) as connection:
            tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
            rows = {name: sorted(map(str, connection.execute(f'SELECT * FROM "{name}"').fetchall())) for name in tables}
        with os.fdopen(write, "w") as out:
            out.write(str(rows))
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        said = told.read()
    if os.waitpid(child, 0)[1]:
        raise KillMissedError(f"{path.name} cannot be opened")
    return said


if __name__ == "__main__":
    sys.exit(main())
