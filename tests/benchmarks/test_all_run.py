"""Every benchmark runs, at next to no size: one that crashes is noticed before somebody needs its figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import benchmarks
from tests.spreadsheet import needs_soffice

FOLDER = Path(*benchmarks.__path__)
ROOT = FOLDER.parent
ALONE = ("calibration", "cold_start", "forecast", "functions", "imports", "month_end", "outlook", "report", "smart", "stamp", "workbook_log")
BY_ANOTHER = {
    "inside_libreoffice": "libreoffice", "ours": "report", "raw": "report", "shares": "report",
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
    """Exit status 0 and at least one number, whatever it is at this size."""
    assert re.search(r"\d", run(module, *(["--own"] if module == "smart" else [])))


@needs_soffice
def test_the_benchmark_of_libreoffice_runs_to_its_figures():
    """Both ratios: a column of results, and opening a workbook."""
    assert run("libreoffice").count("at most") == 2


def test_every_program_of_the_folder_is_run_here():
    """A new benchmark gets its place in this list; one that is started by another is named by it."""
    programs = {path.stem for path in FOLDER.glob("*.py") if "__main__" in path.read_text(encoding="utf-8")}
    assert programs == {*ALONE, *BY_ANOTHER, "libreoffice"}
    for program, starter in BY_ANOTHER.items():
        assert program in (FOLDER / f"{starter}.py").read_text(encoding="utf-8")
