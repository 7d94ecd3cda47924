"""Every benchmark runs, at next to no size: one that crashes is noticed before somebody needs its figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

import benchmarks
import benchmarks.__main__ as together
from benchmarks.goals import GOALS, Measured, goal_table
from tests.spreadsheet import needs_soffice

FOLDER = Path(*benchmarks.__path__)
ROOT = FOLDER.parent
ALONE = (
    "calibration", "closing", "cold_start", "copies", "forecast", "full_report", "functions", "imports", "month_end", "outlook", "report", "smart",
    "stamp", "wide_log", "workbook_log",
)  # fmt: skip
IN_OFFICE = {"libreoffice": "opening a role workbook", "company": "its recalculation in LibreOffice"}
BY_ANOTHER = {
    "inside_company": "company", "inside_libreoffice": "libreoffice", "ours": "report", "raw": "report", "shares": "report",
    "with_openpyxl": "month_end", "with_xlsxwriter": "month_end",
}  # fmt: skip
"""Programs that take arguments, and the benchmark that starts them."""


def run(module: str, *options: str) -> str:
    """What it prints."""
    ran = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *options], cwd=ROOT, env={**os.environ, "KPI_XL_BENCH": "tiny"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout


@pytest.mark.parametrize("module", ALONE)
def test_a_benchmark_runs_to_its_figures(module: str):
    """Exit status 0 and at least one number, whatever it is at this size, and what comes of each of its goals."""
    said = run(module, *(["--own"] if module == "smart" else []))
    assert re.search(r"\d", said)
    tells_its_goals(module, said)


@needs_soffice
@pytest.mark.parametrize("module", IN_OFFICE)
def test_a_benchmark_in_libreoffice_runs_to_its_figures(module: str):
    """Both ratios."""
    said = run(module)
    assert said.count("at most") == 2
    assert IN_OFFICE[module] in said
    tells_its_goals(module, said)


@pytest.mark.needs_postgres
@pytest.mark.needs_java
def test_the_benchmark_of_warehouses_runs_to_its_figures():
    """In a PostgreSQL server and in a Spark session."""
    tells_its_goals("warehouses", run("warehouses"))


def tells_its_goals(module: str, said: str) -> None:
    """Every goal that the module measures is told, each once."""
    for goal in GOALS.values():
        assert said.count(f"{goal}: ") == (goal.by == module), goal


def test_all_benchmarks_are_run_together():
    """`make bench` leaves none out, and no goal stays unmeasured because its module is not asked."""
    assert {module.__name__.removeprefix("benchmarks.") for module in together.MODULES} == {*ALONE, *IN_OFFICE, "warehouses"}
    assert {goal.by for goal in GOALS.values()} <= {*ALONE, *IN_OFFICE, "warehouses"}


def test_the_table_of_goals_says_what_is_kept(capsys: pytest.CaptureFixture[str]):
    """The limit itself is kept; a goal without a measurement must not look like one that is met."""
    results = [Measured("cp932", 1.4), Measured("postgres", 1.151)]
    assert [each.is_kept for each in results] == [True, False]
    Console(width=200, file=sys.stdout).print(goal_table(results))
    lines = capsys.readouterr().out.splitlines()
    ends = {goal.work: next(line for line in lines if line.strip().startswith(goal.work)).rstrip() for goal in GOALS.values()}
    assert ends[GOALS["cp932"].work].endswith("1.40      1.40   kept")
    assert ends[GOALS["postgres"].work].endswith("1.15   NOT KEPT")
    assert ends[GOALS["spark"].work].endswith("not measured")


def test_a_benchmark_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Without LibreOffice two of them cannot run; a quarter of an hour of figures must not be lost with them."""

    def broken() -> list[Measured]:
        raise RuntimeError("no soffice here")

    sound = SimpleNamespace(__name__="benchmarks.imports", main=lambda: [Measured("cp932", 1.4)])
    monkeypatch.setattr(together, "MODULES", (SimpleNamespace(__name__="benchmarks.company", main=broken), sound))
    assert together.main() == 1
    said = capsys.readouterr().out
    assert "no soffice here" in said
    assert re.search(r"1\.40 +1\.40 +kept", said)
    assert "failed: benchmarks.company" in said


def test_every_program_of_the_folder_is_run_here():
    """A new benchmark gets its place in this list; one that is started by another is named by it."""
    programs = {path.stem for path in FOLDER.glob("*.py") if "__main__" in path.read_text(encoding="utf-8")}
    assert programs == {*ALONE, *BY_ANOTHER, *IN_OFFICE, "warehouses", "__main__"}
    for program, starter in BY_ANOTHER.items():
        assert program in (FOLDER / f"{starter}.py").read_text(encoding="utf-8")
