"""A kill at any moment leaves each file as it was or as it is to be: power cuts and closed lids ask nobody.

Kills show it where they hit; the kernel's own record of what happened to the files leaves no moment out.
"""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from kpi_xl.activity.store import Store
from kpi_xl.cli import main
from tests.cli.conftest import HEADER
from tests.cli.killed_writing import run_in
from tests.cli.watched_folder import CAN_WATCH, Event, moments_of_harm, watched

KILLS = 15
PARTS = 10
MOST_TOUCHES = 60
LONGEST = 60.0
OUTPUTS = ("report.xlsx", "rejects.csv", "sales.duckdb")
NOVEMBER = ("--role", "field_sales", "--month", "2026-11")
REPORT = (
    "report", "log.csv", "--role", "field_sales", "--month", "2026-11", "-o", "report.xlsx", "--rejects", "rejects.csv",
    "--store", "sales.duckdb",
)  # fmt: skip


def write_log(folder: Path, members: int, bad_lines: int) -> None:
    lines = [f"2026-11-{day:02},担当{number},東,受注,1,{number}00000" for number in range(members) for day in range(1, 29)]
    lines += ["2026-11-31,誰か,東,受注,1,1"] * bad_lines
    (folder / "log.csv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def processes() -> Any:
    """Processes that have everything imported from the start: the time goes into writing."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.cli.killed_writing", "kpi_xl.cli.reporting.report", "kpi_xl.hosts.files.writing.books", "duckdb"])
    return context


@pytest.fixture
def folder(processes: Any, tmp_path: Path) -> Path:
    """A report and what belongs to it, and a log that will change all of it; ``old`` and ``new`` hold both."""
    desk = tmp_path / "desk"
    desk.mkdir()
    for name, members, bad_lines in (("old", 3, 2), ("new", 12, 400)):
        write_log(desk, members, bad_lines)
        finish(begin(processes, desk))
        shutil.copytree(desk, tmp_path / name)
    return desk


def begin(processes: Any, desk: Path, **killed: int) -> BaseProcess:
    process = processes.Process(target=run_in, args=(desk, REPORT), kwargs=killed)
    process.start()
    return process


def finish(process: BaseProcess) -> None:
    process.join(LONGEST)
    assert process.exitcode == 0


def wait_for_writing(process: BaseProcess, desk: Path) -> None:
    """Until the first file is being written."""
    while process.is_alive() and not any(desk.glob(".kpi-xl-*")):
        time.sleep(0.001)


def content(path: Path) -> object:
    """What a file says; a store is judged by its rows, because DuckDB lays the same ones out in several ways."""
    if path.suffix != ".duckdb":
        return path.read_bytes()
    store = Store(path)
    with store.opened() as log:
        rows = log.connection.execute("SELECT * EXCLUDE (n, file) FROM log ORDER BY ALL").fetchall()
    return rows, sorted(store.results(), key=str)


def laid_again(desk: Path) -> None:
    """The desk as it was before, with the log that changes it."""
    shutil.rmtree(desk)
    shutil.copytree(desk.with_name("old"), desk)
    shutil.copy(desk.with_name("new") / "log.csv", desk)


@pytest.fixture
def judge(folder: Path) -> Callable[[], tuple[bool, ...]]:
    """Whether each output is the new one; anything but the old or the new fails."""
    old, new = ({name: content(folder.with_name(which) / name) for name in OUTPUTS} for which in ("old", "new"))
    assert all(old[name] != new[name] for name in OUTPUTS)

    def judge() -> tuple[bool, ...]:
        found = {name: content(folder / name) for name in OUTPUTS}
        for name in OUTPUTS:
            assert found[name] in (old[name], new[name]), name
        return tuple(found[name] == new[name] for name in OUTPUTS)

    return judge


def test_a_kill_before_any_touch_of_a_file_leaves_the_old_or_the_new(folder: Path, processes: Any, judge):
    """Between any two steps of creating, filling, renaming and removing: no output is a third thing, none is missing."""
    seen = []
    for touches in range(MOST_TOUCHES):
        laid_again(folder)
        process = begin(processes, folder, touches=touches)
        process.join(LONGEST)
        seen.append(judge())
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
    assert process.exitcode == 0
    assert len(seen) > 10
    assert (seen[0], seen[-1]) == ((False,) * len(OUTPUTS), (True,) * len(OUTPUTS))
    assert len(set(seen)) == len(OUTPUTS) + 1, "one output after the other"


def test_a_kill_in_the_midst_of_a_file_leaves_the_old_or_the_new(folder: Path, processes: Any, judge):
    """Wherever the writing of a report or a store breaks off, inside a library or not."""
    largest = max((folder.with_name("new") / name).stat().st_size for name in OUTPUTS)
    for part in range(PARTS):
        laid_again(folder)
        process = begin(processes, folder, most_bytes=largest * part // PARTS)
        process.join(LONGEST)
        assert process.exitcode == -signal.SIGXFSZ
        assert not all(judge())


def test_a_kill_at_any_time_leaves_the_old_or_the_new(folder: Path, processes: Any, judge):
    """From outside, from the first byte to the last: each kill comes later, until one comes after the end.

    How long writing takes depends on what else the machine does, so the time that it took once is only where the steps begin.
    """
    pause, step, done = 0.0, timed(processes, folder) / KILLS, False
    seen = []
    while not done or len(seen) < KILLS:
        laid_again(folder)
        process = begin(processes, folder)
        wait_for_writing(process, folder)
        process.join(pause)
        done = process.exitcode == 0
        process.kill()
        process.join(LONGEST)
        seen.append(judge())
        pause = 0.0 if done else pause + max(step, pause / 4)
    assert seen[-1] == (True,) * len(OUTPUTS)


def timed(processes: Any, desk: Path) -> float:
    """Seconds that writing takes."""
    laid_again(desk)
    process = begin(processes, desk)
    wait_for_writing(process, desk)
    begun = time.monotonic()
    finish(process)
    return time.monotonic() - begun


def test_what_a_kill_leaves_lying_does_not_disturb_the_next_run(folder: Path, processes: Any):
    """Whoever starts again gets everything new; the former report is kept aside as always."""
    laid_again(folder)
    process = begin(processes, folder)
    wait_for_writing(process, folder)
    process.kill()
    process.join(LONGEST)
    finish(begin(processes, folder))
    for name in OUTPUTS:
        assert content(folder / name) == content(folder.with_name("new") / name)
    assert (folder / "report.bak.xlsx").read_bytes() == (folder.with_name("old") / "report.xlsx").read_bytes()


# --- no moment left out --------------------------------------------------------------------------------------------------

needs_watch = pytest.mark.skipif(not CAN_WATCH, reason="only Linux records what happens to files")

OFFICE = """#!{python}
import pathlib, sys
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
(folder / (pathlib.Path(sys.argv[-1]).stem + ".pdf")).write_bytes(b"%PDF-1.7 " + pathlib.Path(sys.argv[-1]).read_bytes()[:9])
"""
"""Stands for LibreOffice, which writes into a folder of its own."""

WRITINGS = {
    "report": (("report", "log.csv", *NOVEMBER, "-o", "report.xlsx"), ("report.xlsx",)),
    "list": (("report", "log.csv", *NOVEMBER, "-o", "report.xlsx", "--list"), ("report.xlsx",)),
    "report and PDF": (("report", "log.csv", *NOVEMBER, "-o", "report.xlsx", "--pdf"), ("report.xlsx", "report.pdf")),
    "rejects": (("report", "log.csv", *NOVEMBER, "--rejects", "rejects.csv"), ("rejects.csv",)),
    "store": (("report", "log.csv", *NOVEMBER, "--store", "sales.duckdb"), ("sales.duckdb",)),
    "CSV export": (("import", "log.csv", "-o", "plain.csv"), ("plain.csv",)),
    "Parquet export": (("import", "log.csv", "-o", "plain.parquet"), ("plain.parquet",)),
    "DuckDB export": (("import", "log.csv", "-o", "plain.duckdb"), ("plain.duckdb",)),
    "role workbook": (("new", "field_sales", "--month", "2026-11", "-o", "plan.xlsx", "--force"), ("plan.xlsx",)),
    "role workbook with macros": (("new", "field_sales", "--month", "2026-11", "-o", "plan.xlsm", "--force"), ("plan.xlsm",)),
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "office"
    program.write_text(OFFICE.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("SOFFICE", str(program))


@needs_watch
@pytest.mark.parametrize("name", WRITINGS)
def test_there_is_no_moment_at_which_an_output_is_a_third_thing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: None, capsys: pytest.CaptureFixture[str], name: str
):
    """Each output is replaced at one stroke, by a file that is complete: so wherever a kill hits, it hits old or new."""
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    arguments, outputs = WRITINGS[name]
    for members, bad_lines in ((3, 2), (5, 4)):
        write_log(desk, members, bad_lines)
        before = {output: (desk / output).read_bytes() for output in outputs if (desk / output).exists()}
        with watched(desk) as watch:
            with pytest.raises(SystemExit) as left:
                main(arguments)
            events = list(watch.events())
        assert left.value.code == 0, capsys.readouterr().err
        assert moments_of_harm(events, outputs) == []
        assert {event.name for event in events if event.what == "moved into place"} >= set(outputs)
    assert before or name.startswith("role")
    assert not list(desk.glob(".kpi-xl-*")), "nothing is left lying"


def change_one_byte(path: Path, new: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"x")


HARM = {
    "overwritten": lambda path, new: path.write_bytes(new.read_bytes()),
    "copied over": lambda path, new: shutil.copyfile(new, path),
    "removed, then moved": lambda path, new: (path.unlink(), new.rename(path)),
    "one byte of it changed": change_one_byte,
}


@needs_watch
@pytest.mark.parametrize("name", HARM)
def test_the_watch_sees_an_output_that_is_not_replaced_at_one_stroke(tmp_path: Path, name: str):
    """It takes far less than a millisecond, which no kill from outside would hit."""
    path, new = tmp_path / "sales.duckdb", tmp_path / "new"
    path.write_bytes(b"old" * 1000)
    new.write_bytes(b"new" * 1000)
    with watched(tmp_path) as watch:
        HARM[name](path, new)
        assert moments_of_harm(list(watch.events()), ("sales.duckdb",)) != []


@needs_watch
def test_the_watch_sees_what_is_written_after_the_move(tmp_path: Path):
    """A file that is moved into place before it is complete."""
    with watched(tmp_path) as watch, (tmp_path / "new").open("wb", buffering=0) as file:
        file.write(b"half")
        (tmp_path / "new").rename(tmp_path / "report.xlsx")
        file.write(b"the rest")
        assert moments_of_harm(list(watch.events()), ("report.xlsx",)) == [Event("report.xlsx", "modified")]
