"""The page about Python: everything on it runs and gives what it shows."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import kpi_xl
from kpi_xl.definitions import load_role
from kpi_xl.periods import Month
from kpi_xl.sheets.role import BookSettings
from tests.role_books import write_book

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "python.md"


def test_what_the_page_shows_is_what_comes(tmp_path, monkeypatch):
    """In a folder with the plan that the page speaks of."""
    role = load_role("field_sales")
    write_book(tmp_path / "2026-11.xlsx", role, BookSettings.standard(role, Month(2026, 11)))
    monkeypatch.chdir(tmp_path)
    page = re.sub(r"```.*", "", PAGE.read_text("utf-8"))
    test = doctest.DocTestParser().get_doctest(page, {}, PAGE.name, str(PAGE), 0)
    assert len(test.examples) > 15
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.append)
    assert "".join(said) == ""
    assert (tmp_path / "2026-11-report.xlsx").is_file()


def test_everything_public_is_on_the_page_in_both_languages():
    for half in PAGE.read_text("utf-8").split("# From Python"):
        assert [name for name in kpi_xl.__all__ if f"`{name}" not in half] == []
