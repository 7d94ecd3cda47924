"""A full disk: one message, exit status 2, everything as it was, nothing left lying; for every command that writes.

A limit on the size of files stands for the disk: it strikes Python, DuckDB and whatever is called, wherever they write.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.cli.apart import Left, Run
from tests.cli.conftest import HEADER

NOVEMBER = ("--role", "field_sales", "--month", "2026-11")
ROWS = [f"2026-11-{day:02},担当{number},東,受注,1,{number}00000" for number in range(40) for day in range(1, 29)]
BAD = ["2026-11-31,誰か,東,受注,1,1"] * 60

TEMPORARY_FILE = 4
"""Bytes that Python writes to see whether a temporary folder can be used."""

DUCKDB_BLOCK = 1 << 18
"""Bytes. DuckDB writes the same rows into one block more or less."""

COMMANDS = {
    "new .xlsx": ("new", "field_sales", "--month", "2026-11", "-o", "out.xlsx"),
    "new .xlsm": ("new", "field_sales", "--month", "2026-11", "-o", "out.xlsm"),
    "new from a template": ("new", "field_sales", "--template", "ours.xlsx", "-o", "out.xlsx"),
    "new over a workbook": ("new", "field_sales", "--month", "2026-11", "-o", "there.xlsx", "--force"),
    "templates": ("templates", "build", "--out", "built"),
    "import to CSV": ("import", "log.csv", "-o", "out.csv"),
    "import to Parquet": ("import", "log.csv", "-o", "out.parquet"),
    "import to DuckDB": ("import", "log.csv", "-o", "out.duckdb"),
    "import with rejects": ("import", "log.csv", "--rejects", "rejects.csv"),
    "report": ("report", "log.csv", *NOVEMBER, "-o", "there.xlsx"),
    "report as a list": ("report", "log.csv", *NOVEMBER, "-o", "out.xlsx", "--list"),
    "report for each member": ("report", "log.csv", *NOVEMBER, "--each-member", "each"),
    "report with rejects": ("report", "log.csv", *NOVEMBER, "--rejects", "rejects.csv"),
    "report with a new store": ("report", "log.csv", *NOVEMBER, "--store", "new.duckdb"),
    "report with a store": ("report", "log.csv", *NOVEMBER, "--store", "sales.duckdb"),
    "report with all of it": (
        "report", "log.csv", *NOVEMBER, "-o", "there.xlsx", "--each-member", "each", "--rejects", "rejects.csv",
        "--store", "sales.duckdb",
    ),
    "demo": ("demo", "-o", "demo"),
}  # fmt: skip


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("laid")
    (folder / "log.csv").write_text(HEADER + "\n".join([*ROWS, *BAD]) + "\n", encoding="utf-8")
    (folder / "october.csv").write_text(HEADER + "2026-10-02,山田,東,受注,1,500000\n", encoding="utf-8")
    (folder / "built").mkdir()
    own = openpyxl.Workbook()
    own.defined_names.add(openpyxl.workbook.defined_name.DefinedName("KGI_AMOUNT", attr_text="Sheet!$A$1"))
    own.save(folder / "ours.xlsx")
    shutil.copy(folder / "ours.xlsx", folder / "there.xlsx")
    left = Run(folder, ("report", "october.csv", "--role", "field_sales", "--month", "2026-10", "--store", "sales.duckdb")).left()
    assert left.status == 0, left.err
    return folder


@pytest.fixture
def desk(laid: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(laid, tmp_path / "desk"))


def tree(folder: Path) -> dict[str, str]:
    """Every file and folder, with what it holds."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in folder.rglob("*")
    }


def refused(left: Left) -> str:
    """The one message of a run that a full disk has ended, what is said of the log before it left out."""
    assert left.status == 2, left
    assert left.out == ""
    assert "Traceback" not in left.err
    assert "Exception ignored" not in left.err
    messages = [line for line in left.err.splitlines() if "the file is larger than may be stored there" in line]
    assert len(messages) == 1, left.err
    assert left.err.endswith(f"{messages[0]}\n")
    return messages[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_leaves_everything_as_it_was(name: str, laid: Path, desk: Path, tmp_path: Path):
    """Nearly at once, in the midst, at the last byte: of the largest file that the command writes."""
    arguments = (*COMMANDS[name], "--lang", "en")
    whole = Path(shutil.copytree(laid, tmp_path / "whole"))
    assert Run(whole, arguments).left().status == 0
    written = [whole / name for name, content in tree(whole).items() if content not in ("folder", tree(laid).get(name))]
    largest = max(written, key=lambda path: path.stat().st_size)
    size, before = largest.stat().st_size, tree(desk)
    for most in (TEMPORARY_FILE, *((DUCKDB_BLOCK // 2,) if largest.suffix == ".duckdb" else (size // 2, size - 1))):
        message = refused(Run(desk, arguments, most_bytes=most).left())
        assert ".kpi-xl-" not in message
        assert tree(desk) == before


DATABASES = {
    "import": (("import", "log.csv", "-o", "out.duckdb"), "out.duckdb", "log"),
    "store": (("report", "log.csv", *NOVEMBER, "--store", "new.duckdb"), "new.duckdb", "activity"),
}


@pytest.mark.parametrize("name", DATABASES)
def test_a_database_that_is_called_written_holds_every_row(name: str, desk: Path):
    """DuckDB writes most of it when it closes the file, and is silent where it cannot: an empty database, exit status 0."""
    arguments, output, table = DATABASES[name]
    before, statuses = tree(desk), []
    for most in (20_000, 60_000, 100_000, 200_000, 300_000, 500_000, 2_000_000):
        left = Run(desk, (*arguments, "--lang", "en"), most_bytes=most).left()
        statuses.append(left.status)
        if left.status:
            refused(left)
            assert tree(desk) == before
            continue
        with duckdb.connect(str(desk / output), read_only=True) as connection:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchall() == [(len(ROWS),)]
        (desk / output).unlink()
    assert (statuses[0], statuses[-1]) == (2, 0)


def test_a_temporary_folder_that_takes_nothing_is_named(desk: Path):
    """Where not even a byte can be written, before anything else."""
    before = tree(desk)
    left = Run(desk, ("import", "log.csv", "-o", "out.csv", "--lang", "en"), most_bytes=0).left()
    assert left == (
        2, "", "The temporary folder is full, or may not be written to."
        " Free some space, or set TMPDIR (TEMP on Windows) to a folder with room.\n",
    )  # fmt: skip
    assert tree(desk) == before


def test_a_full_temporary_folder_is_named(desk: Path, tmp_path: Path):
    """Not the output, which has room: the remedy is another one."""
    (desk / "log.csv").write_text((desk / "log.csv").read_text("utf-8"), encoding="utf-16")  # which is read by a copy
    (tmp_path / "temporary").mkdir()
    before = tree(desk)
    environment = {"TMPDIR": str(tmp_path / "temporary")}
    arguments = ("report", "log.csv", *NOVEMBER, "--lang", "en")
    message = refused(Run(desk, arguments, most_bytes=2000, environment=environment).left())
    assert message == (
        f"The temporary folder {tmp_path / 'temporary'}: the file is larger than may be stored there."
        " Free some space, or set TMPDIR (TEMP on Windows) to a folder with room."
    )
    assert tree(desk) == before
    assert list((tmp_path / "temporary").iterdir()) == []
