"""The attack itself: it sees what must not be, and a few of its seeds hold."""

from __future__ import annotations

import os
import random
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from kpi_xl.disks import STAGING_PREFIX
from tests.hostile import trial as judging
from tests.hostile.breaking import HOSTILE, broken
from tests.hostile.originals import LOG, ORIGINALS
from tests.hostile.page import PAGES, ROOT, Figures
from tests.hostile.touches import Phase, Touch, phases_of, places
from tests.hostile.trial import REFUSED, Trial, has_formula, hashes, is_whole

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")


@pytest.mark.parametrize("seed", range(40))
def test_a_seed_says_what_is_broken(seed: int):
    """Whoever finds a miss can make it again."""
    content = LOG.encode()
    assert broken(content, random.Random(seed), False) == broken(content, random.Random(seed), False)


def test_most_seeds_break_something():
    """A file that stays as it was tries nothing."""
    content = LOG.encode()
    changed = [broken(content, random.Random(seed), False) != content for seed in range(200)]
    assert sum(changed) > 190
    assert b"1e308" in HOSTILE


def test_a_workbook_is_broken_inside(tmp_path: Path):
    """What only breaks the package is refused by the first look at it."""
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as package:
        for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            package.writestr(name, "<x>1</x>" * 50)
    content = (tmp_path / "book.xlsx").read_bytes()
    packages = []
    for seed in range(40):
        (tmp_path / "broken.xlsx").write_bytes(broken(content, random.Random(seed), True))
        packages.append(zipfile.is_zipfile(tmp_path / "broken.xlsx"))
    assert sum(packages) > 20


BAD = {
    "a traceback": (lambda: 1 / 0, "traceback"), "silence": (lambda: sys.exit(REFUSED), "refused without a word"),
    "a crash": (lambda: os.abort(), "exit status -6"), "another status": (lambda: sys.exit(1), "exit status 1"),
    "an input changed": (lambda: _say_and_leave(lambda: Path("log.csv").write_text("x")), "log.csv was changed"),
    "half an output": (lambda: Path("out.xlsx").write_bytes(b"PK"), "out.xlsx is half-written"),
    "an output of nothing": (lambda: _say_and_leave(lambda: Path("out.csv").write_bytes(b"")), "out.csv was left"),
    "something left": (lambda: Path(f"{STAGING_PREFIX}{'a' * 12}").mkdir(), f"{STAGING_PREFIX}{'a' * 12} is no output"),
    "much memory": (lambda: len(bytearray(1_200_000_000)), " MB"),
}  # fmt: skip


def _say_and_leave(work) -> None:
    work()
    os.write(2, b"wrong")
    sys.exit(REFUSED)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    for original in ORIGINALS:
        (folder / original.name).parent.mkdir(parents=True, exist_ok=True)
        (folder / original.name).write_bytes(LOG.encode())
    return folder


@pytest.mark.parametrize("name", BAD)
def test_the_attack_sees_what_must_not_be(name: str, originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An attack that finds nothing is worth what its eyes are."""
    work, miss = BAD[name]
    monkeypatch.setattr(judging, "main", lambda _: work())
    (folder := tmp_path / "desk").mkdir()
    assert any(miss in each for each in judging.trial(0, originals, folder).misses)


def test_what_must_be_is_no_miss(originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A refusal with its message."""
    monkeypatch.setattr(judging, "main", lambda _: _say_and_leave(lambda: None))
    (folder := tmp_path / "desk").mkdir()
    assert judging.trial(0, originals, folder).misses == ()
    assert not (tmp_path / "desk-copies").exists()
    assert hashes(folder)["log.xlsx"]


def test_the_attack_sees_formulas_and_halves(tmp_path: Path):
    """Of every CSV that a command writes, and of every output by its end."""
    for name, text, has, whole in (
        ("a.csv", "name\n＝cmd|x\n", True, True), ("b.csv", "name\n'＝cmd|x\n-1,-1.5e3\n", False, True), ("c.csv", "name,@x", True, False),
        ("d.html", "<html>", False, False), ("e.html", "<html></html>\n", False, True), ("f.md", "", False, False),
    ):  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert is_whole(tmp_path / name) == whole, name
        assert name.endswith("csv") is False or has_formula(tmp_path / name) == has, name


def test_kills_are_spread_over_reading_writing_putting_and_cleaning():
    """Most of a run is reading; what kills are for is the rest."""
    wait, copy = f"/d/{STAGING_PREFIX}{'a' * 12}", "/c/kpi-xl-tmp-1"
    touches = [Touch(0.1 * turn, "open", (f"{copy}/{turn}",)) for turn in range(50)]
    touches += [Touch(5.0, "os.mkdir", (wait,)), Touch(5.1, "open", (f"{wait}/out.xlsx",)), Touch(5.2, "open", (f"{wait}/out.csv",))]
    touches += [Touch(6.0 + turn, "os.rename", (f"{wait}/{name}", f"/d/{name}")) for turn, name in enumerate(("out.xlsx", "out.csv"))]
    touches += [Touch(8.0, "os.remove", (f"{wait}/.held",)), Touch(8.1, "os.rmdir", (wait,))]
    found = Counter(phases_of(touches)[place.touch] for place in places(touches, 24, 9.0))
    assert found == {Phase.READING: 4, Phase.WRITING: 6, Phase.PUTTING: 8, Phase.CLEANING: 6}
    assert sum(place.later > 0 for place in places(touches, 24, 9.0)) == 12


def test_the_figures_stand_in_both_pages():
    """Beside what is promised; `make attack` writes them."""
    figures = Figures.of([Trial(0, "log.csv", (), 0, 0.1, 100.0, ()), Trial(1, "log.csv", (), 2, 0.2, 90.0, ("traceback",))])
    assert (figures.tried, figures.done, figures.refused, figures.misses) == (2, 1, 1, 1)
    for name, language in PAGES.items():
        page = (ROOT / "docs" / name).read_text("utf-8")
        assert figures.tables()[language].partition("\n")[0] in page, "run make attack"
        for marked in ("kills", "cases"):
            assert f"<!-- {marked} -->\n|" in page, "run make attack"
