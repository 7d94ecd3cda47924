"""What a killed run leaves is gone at the next start, and nobody's work is taken for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from kpi_xl.disks import STAGING_PREFIX, TEMPORARY_PREFIX, clean_up, temporary_folder
from kpi_xl.leftovers import BEGUN_WITHIN, HELD, HeldFolder, remove_leftovers

HOLDER = """
import sys, time
from pathlib import Path
from kpi_xl.leftovers import HeldFolder
held = HeldFolder(Path(sys.argv[1]), sys.argv[2])
(held.path / "rows.csv").write_text("customers")
print(held.path, flush=True)
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


def test_a_run_killed_before_its_first_file_is_cleaned_up_after_an_hour(folders: Path):
    """Sooner it may be a run that is just beginning."""
    begun, old = (folders / f"{STAGING_PREFIX}{digit * 12}" for digit in "ab")
    for folder in (begun, old):
        folder.mkdir()
    os.utime(old, (time.time() - BEGUN_WITHIN - 1,) * 2)
    clean_up()
    assert (begun.exists(), old.exists()) == (True, False)


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
