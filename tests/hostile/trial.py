"""One broken input and one command: run in a process of its own, which may end as it likes, and judged by what it leaves."""

from __future__ import annotations

import csv
import hashlib
import os
import random
import re
import resource
import shutil
import signal
import tempfile
import time
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.activity.warehouse.connections import ELSEWHERE
from kpi_xl.cli import main
from tests.hostile.breaking import broken, broken_tables
from tests.hostile.originals import CLOSED, CONNECTIONS, ORIGINALS, OUTPUTS

MOST_MB, MOST_SECONDS, LONGEST_WAIT = 1000, 20, 300.0
"""Memory and time of the processor that an answer may take, and how long anybody waits for it on a machine that does other things."""
_NUMBER = re.compile(r"[-+]?[0-9.,]+(?:e[-+]?[0-9]+)?")
_NEXT_MONTH = re.compile(r".* [0-9]{4}-[0-9]{2}\.xlsx")
"""What a close makes beside its workbook."""
ADDRESSES = 6 << 30
"""Bytes of addresses, most of which no memory stands behind."""
DONE, REFUSED = 0, 2
TABLES_BROKEN = 0.6
"""How often a database is broken in its tables, and not in its bytes."""
IN_PLACE = frozenset({"adopt", "actuals"})
"""Commands that update the workbook that they name first."""
SECRET = "me:pw@"
"""A part of what `HOSTILE` puts into files, which no message repeats."""


@dataclass(frozen=True)
class Trial:
    """What came of one seed."""

    seed: int
    name: str
    arguments: tuple[str, ...]
    status: int  #: as a shell has it; -9 where it was killed
    seconds: float  #: of the processor
    megabytes: float
    misses: tuple[str, ...]  #: what must not be


def trial(seed: int, originals: Path, folder: Path) -> Trial:
    """Break one of the originals by *seed*, run one of its commands in *folder*, and judge.

    Args:
        folder: empty; everything stays there.
    """
    chance = random.Random(seed)
    original = ORIGINALS[seed % len(ORIGINALS)]
    arguments = tuple(word.format(original.name) for word in chance.choice(original.commands))
    shutil.copytree(originals, folder, dirs_exist_ok=True)
    if original.name != "store.duckdb":
        (folder / "store.duckdb").unlink()
    path = folder / original.name
    _break(path, chance)
    (copies := folder.with_name(f"{folder.name}-copies")).mkdir()
    before = hashes(folder)
    status, seconds, megabytes, said = _ran(arguments, folder, copies)
    misses = tuple(_misses(status, seconds, megabytes, said, arguments, folder, before, copies))
    shutil.rmtree(copies)
    return Trial(seed, original.name, arguments, status, seconds, megabytes, misses)


def _break(path: Path, chance: random.Random) -> None:
    if path.suffix == ".duckdb" and chance.random() < TABLES_BROKEN:
        seed = chance.random()
        child = os.fork()
        if not child:  # DuckDB has threads once it was used, and a fork takes none along
            broken_tables(path, random.Random(seed))
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            raise RuntimeError("the tables could not be broken")
        return
    path.write_bytes(broken(path.read_bytes(), chance, path.suffix == ".xlsx"))


def _ran(arguments: tuple[str, ...], folder: Path, copies: Path) -> tuple[int, float, float, str]:
    child = os.fork()
    if not child:
        _be_the_command(arguments, folder, copies)
    begun = time.monotonic()
    while True:
        ended, status, used = os.wait4(child, os.WNOHANG)
        if ended:
            break
        if time.monotonic() - begun > LONGEST_WAIT:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)
    said = (copies / "said").read_text(encoding="utf-8", errors="replace")
    (copies / "said").unlink()
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said


def _be_the_command(arguments: tuple[str, ...], folder: Path, copies: Path) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
        resource.setrlimit(resource.RLIMIT_CPU, (2 * MOST_SECONDS, 2 * MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.chdir(folder)
        os.environ[ELSEWHERE] = CONNECTIONS
        tempfile.tempdir = str(copies)
        handle = os.open(copies / "said", os.O_WRONLY | os.O_CREAT)
        for stream in (1, 2):
            os.dup2(handle, stream)
        main(arguments)
    except SystemExit as left:
        os._exit(int(left.code or 0))
    except BaseException:  # noqa: BLE001  (whatever it is, it is a miss)
        import traceback

        os.write(2, traceback.format_exc().encode("utf-8", "replace"))
        os._exit(1)
    os._exit(0)


def _misses(
    status: int, seconds: float, megabytes: float, said: str, arguments: tuple[str, ...], folder: Path, before: dict[str, str], copies: Path
) -> list[str]:
    found = []
    if status not in (DONE, REFUSED):
        found.append(f"exit status {status}")
    if "Traceback (most recent call last)" in said or "panicked at" in said:
        found.append("traceback")
    if status == REFUSED and not said.strip():
        found.append("refused without a word")
    if seconds > MOST_SECONDS:
        found.append(f"{seconds:.0f} s")
    if megabytes > MOST_MB:
        found.append(f"{megabytes:.0f} MB")
    if SECRET in said:
        found.append("a password was repeated")
    after = hashes(folder)
    changed = [name for name in before if after.get(name) != before[name] and (status == REFUSED or not _is_updated(name, arguments))]
    found += [f"{name} was changed" for name in changed]
    new = [name for name in after if name not in before]
    if status == REFUSED:
        found += [f"{name} was left" for name in new]
    if status == DONE:
        found += [f"{name} is no output" for name in new if name.partition("/")[0] not in OUTPUTS and not _NEXT_MONTH.fullmatch(name)]
        written = [name for name in after if after[name] not in ("folder", before.get(name))]
        found += [f"{name} is half-written" for name in written if not is_whole(folder / name)]
        found += [f"{name} has a formula" for name in written if name.endswith(".csv") and has_formula(folder / name)]
    found += [f"{each.name} was left among the copies" for each in copies.iterdir()]
    return found


def _is_updated(name: str, arguments: tuple[str, ...]) -> bool:
    """Whether a command that is done may have changed a file that was there: the store, and what a close made before."""
    closes = arguments[0] == "month-end" or "締め/1on1" in arguments
    is_made = name.startswith(f"{CLOSED}/") or (_NEXT_MONTH.fullmatch(name) is not None and arguments[-1] != "next")  # one worked on stays
    return name == "store.duckdb" or (arguments[0] in IN_PLACE and name == arguments[1]) or (closes and is_made)


def is_whole(path: Path) -> bool:
    """Whether an output ends as its kind ends."""
    match path.suffix:
        case ".xlsx":
            return _is_sound(path)
        case ".html":
            return path.read_bytes().rstrip().endswith(b"</html>")
        case ".csv" | ".md" | ".txt":
            return path.read_bytes().endswith(b"\n")
        case ".parquet":
            return path.read_bytes().endswith(b"PAR1")
        case _:
            return path.stat().st_size > 0


def has_formula(path: Path) -> bool:
    """Whether a spreadsheet would take a cell of the CSV for a formula: text after =, +, - or @, in full width, too."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        cells = [unicodedata.normalize("NFKC", cell) for row in csv.reader(lines) for cell in row]
    return any(cell[:1] in tuple("=+-@") and not _NUMBER.fullmatch(cell) for cell in cells)


def _is_sound(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    except (zipfile.BadZipFile, zlib.error):
        return False


def hashes(folder: Path) -> dict[str, str]:
    """Every file by what it holds, those whose names begin with a dot too."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }
