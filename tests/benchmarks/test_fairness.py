"""The benchmark compares like with like, or its ratios mean nothing."""

from __future__ import annotations

import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from xlsxwriter.worksheet import Worksheet

from benchmarks import ours, raw
from benchmarks.log import LAST_MONTH, write_log
from benchmarks.script import load, play, taken_down
from benchmarks.shares import package_of
from kpi_xl.activity import count_tallies, open_log
from kpi_xl.definitions import load_role, tallies_of
from kpi_xl.periods import Month, months_up_to
from kpi_xl.sheets.worksheet import QuickWorksheet


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("benchmark") / "log.csv"
    write_log(path, rows=2_000, members=9)
    return path


def parts(path: Path) -> dict[str, bytes]:
    """The parts without what ours alone have: quotes around every sheet title, and a font for Japanese letters in charts."""
    with zipfile.ZipFile(path) as package:
        return {name: _as_by_hand(package.read(name)) for name in package.namelist()}


def _as_by_hand(part: bytes) -> bytes:
    return re.sub(rb"<a:ea [^>]*/>", b"", re.sub(rb"'([^'<>]+)'!", rb"\1!", part))


@pytest.mark.parametrize("worksheet", [Worksheet, QuickWorksheet])
def test_the_script_makes_the_very_workbook_that_we_make(log: Path, tmp_path: Path, worksheet: type[Worksheet]):
    """So it is a fair price for the drawing; and our quicker worksheet writes what XlsxWriter's own writes."""
    month = ours.read_month(log)
    with taken_down() as script:
        ours.write_report(month, tmp_path / "ours.xlsx")
    script.save(tmp_path / "script")
    play(*load(tmp_path / "script"), tmp_path / "raw.xlsx", worksheet)()
    assert parts(tmp_path / "raw.xlsx") == parts(tmp_path / "ours.xlsx")


def test_nothing_is_taken_down_afterwards(log: Path, tmp_path: Path):
    """XlsxWriter must be left as it was, or the runs would be slowed."""
    month = ours.read_month(log)
    with taken_down() as script:
        pass
    ours.write_report(month, tmp_path / "ours.xlsx")
    assert script.lines == []


def test_the_hand_written_query_counts_what_we_count(log: Path):
    """Member by member, month by month."""
    by_hand = {
        (member, Month.of(month)): sorted(float(value) for value in values)
        for member, month, *values, _team in raw.count(log)
    }
    tallies = tallies_of(load_role("field_sales"))
    first = months_up_to(LAST_MONTH, 6)[0].start
    assert (first, LAST_MONTH.end) == (raw.FIRST, raw.END)
    with open_log(log) as activity:
        counted = count_tallies(activity, tallies, raw.FIRST, raw.END - timedelta(days=1)).values
    assert len(by_hand) == 9 * 6
    assert {key: sorted(values.values()) for key, values in counted.items()} == by_hand


def test_time_goes_to_the_package_that_spends_it():
    assert package_of(("/venv/site-packages/xlsxwriter/worksheet.py", 1, "write")) == "xlsxwriter"
    assert package_of(("C:\\src\\kpi_xl\\units.py", 1, "show")) == "kpi_xl"
    assert package_of(("/usr/lib/python3.11/re.py", 1, "sub")) == "Python"
