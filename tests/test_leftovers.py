"""What a killed run leaves is gone at the next start, and nobody's work is taken for it."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

import pytest

from kpi_xl import leftovers
from kpi_xl.disks import STAGING_PREFIX, TEMPORARY_PREFIX, clean_up, temporary_folder
from kpi_xl.leftovers import HELD, HeldFolder, remove_leftovers

HOLDER = """
import sys
from pathlib import Path
from kpi_xl.leftovers import HeldFolder
held = HeldFolder(Path(sys.argv[1]), sys.argv[2])
(held.path / "rows.csv").write_text("customers")
print(held.path, flush=True)
import time
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies lie in a folder of the test's own, and so do outputs."""
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "copies"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def holder(within: Path, prefix: str) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(within), prefix], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_what_a_killed_run_held_is_gone_at_the_next_start(folders: Path):
    """Copies of customers' rows would lie there for good. As long as the run lives, nobody touches them."""
    begun = [holder(folders / "copies", TEMPORARY_PREFIX), holder(folders, STAGING_PREFIX)]
    clean_up()
    assert all((folder / "rows.csv").read_text() == "customers" for _, folder in begun)
    for process, _ in begun:
        process.send_signal(signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    clean_up()
    assert not any(folder.exists() for _, folder in begun)


def test_a_run_that_ends_leaves_nothing(folders: Path):
    """However it ends."""
    with temporary_folder() as folder:
        (folder / "rows.csv").write_text("customers")
        assert folder.stat().st_mode & 0o077 == 0, "copies are for nobody else"
    with pytest.raises(ZeroDivisionError), temporary_folder() as folder:
        (folder / "rows.csv").write_text(str(1 / 0))
    assert list((folders / "copies").iterdir()) == []


def test_a_run_killed_before_its_first_file_leaves_nothing_either(folders: Path):
    """An empty folder is removed; one that holds something and nobody's mark is none of ours."""
    empty, others = (folders / f"{STAGING_PREFIX}{digit * 12}" for digit in "ab")
    for folder in (empty, others):
        folder.mkdir()
    (others / "plan.xlsx").write_bytes(b"plan")
    clean_up()
    assert (empty.exists(), others.exists()) == (False, True)


def test_a_run_that_begins_while_another_cleans_up_makes_another_folder(folders: Path, monkeypatch: pytest.MonkeyPatch):
    """Its first folder was taken for a leftover: between making it and holding it there is a moment."""
    taken = []

    def clean_once(path: Path) -> IO[bytes]:
        if not taken:
            taken.append(path.parent)
            path.parent.rmdir()
        return hold(path)

    hold = leftovers._hold
    monkeypatch.setattr(leftovers, "_hold", clean_once)
    held = HeldFolder(folders, STAGING_PREFIX)
    assert held.path.is_dir()
    assert held.path != taken[0]
    held.remove()


def test_a_kill_while_removing_leaves_a_leftover_that_is_known(folders: Path, monkeypatch: pytest.MonkeyPatch):
    """What it is known by goes last."""
    held = HeldFolder(folders, STAGING_PREFIX)
    (held.path / "rows.csv").write_text("customers")
    monkeypatch.setattr(leftovers.shutil, "rmtree", lambda *_, **__: None)  # killed here
    held.remove()
    monkeypatch.undo()
    assert [each.name for each in held.path.iterdir()] == [HELD]
    remove_leftovers([folders], STAGING_PREFIX)
    assert not held.path.exists()


def test_nothing_else_is_taken_for_a_leftover(folders: Path):
    """A demo in the folder for copies, a link to somebody's work, a file of that name, a folder nearly named so."""
    work = folders / "work"
    work.mkdir()
    (work / HELD).write_bytes(b"")
    (work / "plan.xlsx").write_bytes(b"plan")
    (folders / f"{STAGING_PREFIX}{'c' * 12}").symlink_to(work, target_is_directory=True)
    (folders / f"{STAGING_PREFIX}{'d' * 12}").write_bytes(b"a file")
    for name in ("kpi-xl-demo", f"{STAGING_PREFIX}report", f"{STAGING_PREFIX}{'e' * 13}", f"{TEMPORARY_PREFIX}{'G' * 12}"):
        (folders / name).mkdir()
        (folders / name / HELD).write_bytes(b"")
    before = sorted(folders.rglob("*"))
    clean_up()
    assert sorted(folders.rglob("*")) == before


def test_who_may_not_look_cleans_nothing_and_says_nothing(folders: Path):
    """The folder of an output may be gone, or somebody else's."""
    remove_leftovers([folders / "nowhere"], STAGING_PREFIX)


def test_two_folders_of_one_run_do_not_clean_up_each_other(folders: Path):
    """A report, its store and its PDF wait in one folder or in two."""
    first, second = HeldFolder(folders, STAGING_PREFIX), HeldFolder(folders, STAGING_PREFIX)
    assert first.path.is_dir()
    second.remove()
    first.remove()
    assert list(folders.glob(f"{STAGING_PREFIX}*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="an open file is lock enough there")
def test_a_program_that_outlives_the_killed_run_keeps_its_folder(folders: Path):
    """LibreOffice works on after whoever called it was killed; the start after it has ended cleans up."""
    held = HeldFolder(folders / "copies", TEMPORARY_PREFIX)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=held.handles) as program:
        held._held.close()  # as the system does for a killed run
        clean_up()
        assert held.path.exists()
        program.communicate(b"\n")
    clean_up()
    assert not held.path.exists()
