"""Kills spread over everything that writes: after each, every output is the old one or the new one, and the next start cleans up.

``python -m tests.hostile.kills``: each command is killed before one touch of a file after another, evenly from the first to the last,
and every third time by the clock, which hits libraries in the midst of a file, too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kpi_xl.cli import main as kpi_xl
from kpi_xl.disks import STAGING_PREFIX, clean_up
from kpi_xl.leftovers import HeldFolder
from tests.hostile.originals import LOG, MONTH, STANDARD, lay
from tests.hostile.page import record_kills

TOUCHING = frozenset({"open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "shutil.rmtree"})
"""Audit events of Python that come just before something is touched."""
WRITINGS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "report": (("report", "log.csv", *STANDARD, "-o", "out.xlsx", "--rejects", "rejects.csv"), ("out.xlsx", "rejects.csv")),
    "store": (("report", "log.csv", *STANDARD, "--store", "store.duckdb"), ("store.duckdb",)),
    "member books": (("report", "log.csv", "--plan", "plan.xlsx", *MONTH, "--each-member", "members"), ("members",)),
    "template": (("new", "field_sales", *MONTH, "--template", "template.xlsx", "-o", "out.xlsx", "--force"), ("out.xlsx",)),
    "import as CSV": (("import", "log.csv", "-o", "out.csv"), ("out.csv",)),
    "import as DuckDB": (("import", "log.csv", "-o", "out.duckdb"), ("out.duckdb",)),
    "planning workbook": (("new", "own.toml", *MONTH, "-o", "out.xlsx", "--force"), ("out.xlsx",)),
    "next month": (("new", "--from", "plan.xlsx", "-o", "out.xlsx", "--force"), ("out.xlsx",)),
}
"""What writes -> the command, and what it replaces."""


class KillMissedError(Exception):
    """An output is a third thing, or something was left lying."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill; 0 where every kill left the old or the new and the next start removed the rest."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.md")
    options = parser.parse_args(arguments)
    each = -(-options.kills // len(WRITINGS))
    rows = []
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        desk, copies = Path(name) / "desk", Path(name) / "copies"
        for writing in WRITINGS:
            begun, kept = _killed_at_every(writing, each, desk, copies)
            rows.append((writing, begun, kept))
            print(f"{writing}: {begun} kills, {kept} left all as it was, {begun - kept} some or all of the new", flush=True)
    print(f"{sum(begun for _, begun, _ in rows)} kills, 0 misses")
    if options.record:
        record_kills(rows)
    return 0


def _killed_at_every(writing: str, times: int, desk: Path, copies: Path) -> tuple[int, int]:
    """How many kills hit, and how many of them left everything as it was.

    Raises:
        KillMissedError: one left a third thing.
    """
    arguments, outputs = WRITINGS[writing]
    laid, new = desk.with_name(f"{writing}-old"), desk.with_name(f"{writing}-new")
    laid.mkdir()
    _in_a_child(laid, copies, lambda: _lay_and_write(arguments))
    _change_inputs(laid)
    shutil.copytree(laid, new)
    begun = time.monotonic()
    touches = _in_a_child(new, copies, lambda: _written(arguments), counts=True)
    seconds = time.monotonic() - begun
    outputs = _files(outputs, laid, new)
    was, becomes = _said(laid, outputs), _said(new, outputs)
    if any(was[each] == becomes[each] for each in outputs):
        raise KillMissedError(f"{writing}: nothing becomes new")
    killed = kept = turn = 0
    while killed < times:
        shutil.rmtree(desk, ignore_errors=True)
        shutil.copytree(laid, desk)
        by_clock, place = turn % 3 == 2, turn % times / times
        most, after = (None, seconds * place) if by_clock else (int(place * (touches - 1)), None)
        status = _in_a_child(desk, copies, lambda: _written(arguments), most=most, after=after)
        found = _said(desk, outputs)
        for each in outputs:
            if found[each] not in (was[each], becomes[each]):
                raise KillMissedError(f"{writing}, kill {turn}: {each} is a third thing")
        if status:  # it had ended before, else
            killed, kept = killed + 1, kept + (found == was)
        _cleaned_up(desk, copies, f"{writing}, kill {turn}")
        turn += 1
    return killed, kept


def _files(outputs: Sequence[str], *folders: Path) -> tuple[str, ...]:
    """The files that are written: of a folder of outputs each of its own."""
    found = {str(path.relative_to(folder)) for folder in folders for name in outputs for path in (folder / name).glob("*")}
    return tuple(name for name in outputs if "." in name) + tuple(sorted(found))


def _lay_and_write(arguments: tuple[str, ...]) -> None:
    lay(Path())
    Path("members").mkdir()
    _written(arguments)


def _written(arguments: tuple[str, ...]) -> None:
    try:
        kpi_xl(arguments)
    except SystemExit as left:
        if left.code:
            raise


def _change_inputs(folder: Path) -> None:
    """So that all outputs become new: more activity, a row that cannot be read, another price."""
    more = "".join(f"2026-11-{day:02},山田,東,受注,1,{day}00000,,A社,web\n" for day in range(2, 28)) + "2026-11-31,山田,東,受注,1,1,,,\n"
    (folder / "log.csv").write_text(LOG + more, encoding="utf-8")
    own = (folder / "own.toml").read_text(encoding="utf-8")
    (folder / "own.toml").write_text(own.replace("target = 500_000", "target = 600_000"), encoding="utf-8")
    import openpyxl

    for name in ("template.xlsx", "plan.xlsx"):
        book = openpyxl.load_workbook(folder / name)
        book.worksheets[0]["AZ200"] = "new"
        book.save(folder / name)


def _in_a_child(
    folder: Path, copies: Path, work: Callable[[], None], counts: bool = False, most: int | None = None, after: float | None = None
) -> int:
    """Do the work in a child; its status, or how many touches it made.

    Args:
        most: touches after which it is killed.
        after: seconds after which it is killed.
    """
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
            if counts or most is not None:
                _watch(folder, copies, most)
            work()
            status = 0
        finally:
            os._exit(status)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if after is None and most is None and status:
        raise KillMissedError(f"the command fails without any kill, in {folder}")
    return len((copies / ".touches").read_bytes()) if counts else status


def _watch(folder: Path, copies: Path, most: int | None) -> None:
    """Take down each touch of something in the folder or among the copies; be killed before one too many."""
    done, names = 0, (str(folder), str(copies))
    log = os.open(copies / ".touches", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if event not in TOUCHING or not isinstance(arguments[0], (str, os.PathLike)):
            return
        path = os.path.abspath(arguments[0])  # noqa: PTH100
        if path.startswith(names) and (event != "open" or arguments[1] not in ("r", "rb")):
            os.write(log, b".")
            done += 1
            if most is not None and done > most:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _said(folder: Path, outputs: Sequence[str]) -> dict[str, object]:
    """What each output says: databases by their rows, because DuckDB lays the same ones out in several ways."""
    return {name: _content(folder / name) for name in outputs}


def _content(path: Path) -> object:
    if not path.exists():
        return None
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


def _cleaned_up(desk: Path, copies: Path, where: str) -> None:
    """The next start, and the next output in a folder of its own, which is all that it takes."""
    tempfile.tempdir, former = str(copies), Path.cwd()
    os.chdir(desk)
    try:
        clean_up()
        for folder in (each for each in (desk / "members",) if each.is_dir()):  # the next output there
            HeldFolder(folder, STAGING_PREFIX).remove()
    finally:
        os.chdir(former)
        tempfile.tempdir = None
    left = [each for folder in (desk, desk / "members", copies) if folder.is_dir() for each in folder.glob("*kpi-xl-*")]
    if left:
        raise KillMissedError(f"{where}: {left[0].name} was left lying")


if __name__ == "__main__":
    sys.exit(main())
