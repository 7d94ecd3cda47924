"""The harness itself: what it reports must come from LibreOffice, not from the file it was given."""

from __future__ import annotations

import datetime
import os
import select
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests import spreadsheet
from tests.spreadsheet import (
    ROOT,
    CellError,
    SpreadsheetError,
    dying_once,
    lint_workbooks,
    needs_excel_lint,
    needs_pdftoppm,
    needs_soffice,
    recalculated,
    to_pdf,
    to_png,
)


def write_book(path: Path, formulas: dict[str, str], stored: object = 99) -> Path:
    """Write formulas that all claim to have given *stored*."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("目標")
        for address, formula in formulas.items():
            sheet.write_formula(address, formula, None, stored)
    return path


@needs_soffice
def test_a_wrong_stored_value_is_recalculated(tmp_path, soffice_profile):
    """LibreOffice believes stored values by default; then every formula test would compare us with ourselves."""
    book = write_book(tmp_path / "book.xlsx", {"A1": "=300/0.25", "A2": "=A1+1"})
    assert openpyxl.load_workbook(book, data_only=True)["目標"]["A1"].value == 99

    assert recalculated([book], tmp_path, soffice_profile) == {book: {"目標": {"A1": 1200, "A2": 1201}}}


@needs_soffice
def test_errors_are_told_from_texts(tmp_path, soffice_profile):
    """A formula that fails must not pass for a label that happens to read the same."""
    book = write_book(tmp_path / "book.xlsx", {"A1": "=1/0", "A2": "=NO_SUCH_FUNCTION(1)", "A3": '="#DIV/0!"'})
    cells = recalculated([book], tmp_path, soffice_profile)[book]["目標"]

    assert cells == {"A1": "#DIV/0!", "A2": "#NAME?", "A3": "#DIV/0!"}
    assert [isinstance(cells[address], CellError) for address in ("A1", "A2", "A3")] == [True, True, False]


@needs_soffice
def test_values_keep_their_kind(tmp_path, soffice_profile):
    """TRUE is not 1, an empty text is not an empty cell, a date is not a serial number."""
    book = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(book) as written:
        date = written.add_format({"num_format": "yyyy/m/d"})
        first = written.add_worksheet("入力")
        first.write_row("A1", ["商談", True, 0.25])
        first.write_datetime("D1", datetime.datetime(2026, 11, 30), date)
        second = written.add_worksheet("計算")
        second.write_formula("A1", "=入力!A1&TEXT(入力!D1,\"aaa\")", None, "x")
        second.write_formula("B1", "=NOT(入力!B1)", None, True)
        second.write_formula("C1", "=入力!D1+1", date, 0)
        second.write_formula("D1", '=IF(入力!C1>0,"","x")', None, "x")
        second.write_formula("F1", "=1=1", None, False)

    cells = recalculated([book], tmp_path, soffice_profile)[book]

    assert cells["入力"] == {"A1": "商談", "B1": True, "C1": 0.25, "D1": datetime.datetime(2026, 11, 30)}
    assert cells["計算"] == {"A1": "商談月", "B1": False, "C1": datetime.datetime(2026, 12, 1), "D1": "", "F1": True}
    assert cells["計算"]["F1"] is True


@needs_soffice
def test_workbooks_of_one_run_are_kept_apart(tmp_path, soffice_profile):
    """Results are found by the path given, also where file names are equal or Japanese."""
    books = [
        write_book(tmp_path / "東京" / "2026-11 達成.xlsx", {"A1": "=1+0"}),
        write_book(tmp_path / "大阪" / "2026-11 達成.xlsx", {"A1": "=1+1"}),
    ]
    before = [book.read_bytes() for book in books]

    values = recalculated(books, tmp_path / "work", soffice_profile)

    assert [values[book]["目標"]["A1"] for book in books] == [1, 2]
    assert [book.read_bytes() for book in books] == before
    assert [path.name for book in books for path in book.parent.iterdir()] == [book.name for book in books]


@needs_soffice
def test_an_unreadable_workbook_is_named(tmp_path, soffice_profile):
    """LibreOffice ends with success when it cannot load a file; a test must not go on with nothing."""
    good = write_book(tmp_path / "good.xlsx", {"A1": "=1"})
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(good.read_bytes()[:500])

    with pytest.raises(SpreadsheetError, match=r"no xlsx of \S*broken\.xlsx:\n[^$]*could not be loaded"):
        recalculated([good, broken], tmp_path, soffice_profile)


@needs_soffice
def test_a_workbook_is_printed_recalculated(tmp_path):
    """Without a profile at hand a fresh one is made."""
    book = write_book(tmp_path / "book.xlsx", {"A1": "=300/0.25"})

    assert to_pdf([book], tmp_path)[book].read_bytes().startswith(b"%PDF-")


@needs_soffice
@needs_pdftoppm
def test_each_printed_page_becomes_a_picture(tmp_path, soffice_profile):
    """Row 200 stands pages below row 1, so two cells make several pages."""
    book = write_book(tmp_path / "book.xlsx", {"A1": "=1", "A200": "=2"})
    pictures = to_png(book, tmp_path, soffice_profile)

    assert len(pictures) > 1
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)


@needs_soffice
def test_a_libreoffice_that_dies_is_started_again(tmp_path, soffice_profile, monkeypatch):
    """On a busy machine it was seen to die while it started; a run of an hour must not fail for it."""
    monkeypatch.setattr(spreadsheet, "SOFFICE", dying_once(Path(spreadsheet.SOFFICE), tmp_path))
    book = write_book(tmp_path / "book.xlsx", {"A1": "=300/0.25"})

    assert recalculated([book], tmp_path, soffice_profile) == {book: {"目標": {"A1": 1200}}}
    assert (tmp_path / "died").exists()


def test_a_hanging_program_is_ended_with_its_children(tmp_path):
    """soffice is a script that starts the real program; ending only the script leaves that one running."""
    lifeline = tmp_path / "lifeline"
    os.mkfifo(lifeline)
    reader = os.open(lifeline, os.O_RDONLY | os.O_NONBLOCK)
    script = tmp_path / "hang"
    script.write_text(f"#!/bin/sh\nsleep 600 >/dev/null 2>&1 3>'{lifeline}' &\necho stuck\nwait\n")
    script.chmod(0o755)

    with pytest.raises(SpreadsheetError, match="longer than 3 s and was ended:\nstuck"):
        spreadsheet._run([str(script)], limit_seconds=3)

    # A pipe that had a writer turns readable when its last writer, the child, is gone.
    child_is_gone, _, _ = select.select([reader], [], [], 30)
    os.close(reader)
    assert child_is_gone


@pytest.mark.parametrize(
    ("ci", "outcome"),
    [
        ("", "!!! 1 tests SKIPPED. LibreOffice (soffice) not found"),
        ("true", "Failed: LibreOffice (soffice) not found"),
    ],
)
def test_a_missing_libreoffice_is_loud(ci, outcome, tmp_path):
    """At a desk one line says what was left out; unattended it is a failure, or nobody would notice."""
    test = f"{Path(__file__)}::test_a_wrong_stored_value_is_recalculated"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'inner'}", test],
        cwd=ROOT,
        env={**os.environ, "SOFFICE": str(tmp_path / "missing"), "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in ran.stdout
    assert (ran.returncode != 0) == bool(ci)


@pytest.mark.parametrize("ci", ["", "true"])
def test_a_missing_second_opinion_is_loud(ci, tmp_path):
    """A platform that has none of them says so in one line each; unattended it is a failure."""
    for package in ("ironcalc", "antlr4_vba"):
        (tmp_path / f"{package}.py").write_text("raise ImportError('not for this platform')\n")
    (tmp_path / "python_redlines_docxodus").mkdir()
    (tmp_path / "python_redlines_docxodus" / "__init__.py").touch()  # a wheel that holds nothing to run
    tests = [
        "test_ironcalc.py::test_no_carried_value_survives",
        "test_open_xml_sdk.py::test_every_planted_fault_is_found",
        "hosts/files/macros/vba/test_grammar.py::test_a_module_that_was_broken_is_parsed_again",
    ]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'inner'}"]
        + [str(Path(__file__).parent / test) for test in tests],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    for words in ("IronCalc", "Microsoft's Open XML SDK", "A grammar of VBA"):
        assert ("Failed: " if ci else "!!! 1 tests SKIPPED. ") + words in ran.stdout
    assert (ran.returncode != 0) == bool(ci)


@needs_excel_lint
def test_lint_finds_what_excel_would_repair(tmp_path):
    """IFNA came after Excel 2007: stored without its _xlfn. prefix, the cell shows #NAME? in Excel."""
    good = write_book(tmp_path / "good.xlsx", {"A1": "=_xlfn.IFNA(1,2)"})
    bad = write_book(tmp_path / "bad.xlsx", {"A1": "=IFNA(1,2)"})

    findings = lint_workbooks([good, bad])

    assert len(findings) == 1
    assert findings[0].startswith(str(bad))
    assert "IFNA" in findings[0]
