"""One pretended Excel for all tests of this room, and workbooks that are open in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from kpi_xl.hosts.excel import macros
from tests.hosts.excel.open_books import WHICH_LOG, Today, book_with_log, opened, rearranged
from tests.hosts.excel.openpyxl_engine.program import excel as openpyxl_excel
from tests.hosts.excel.pretended_excel import pretended_excel


@pytest.fixture(scope="session")
def excel():
    with pretended_excel() as started:
        yield started


@pytest.fixture
def _some_day_in_december(monkeypatch, tmp_path):
    monkeypatch.setattr(macros, "date", Today)
    monkeypatch.setattr(macros, "log_file", lambda: tmp_path / "kpi_xl.log")


@pytest.fixture
def program(_some_day_in_december):
    with openpyxl_excel() as program:
        yield program


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return book_with_log(tmp_path_factory.mktemp("made"))


@pytest.fixture
def path(made, tmp_path) -> Path:
    """A role workbook with its log, copied for one test."""
    for file in made.parent.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path / made.name


@pytest.fixture(params=["as made", "rearranged"])
def book(request, path, program) -> xw.Book:
    """Open and calling: once as it was made, once after a person made it theirs."""
    program.answers[WHICH_LOG] = (str(path.with_name("活動.csv")),)
    return opened(rearranged(path) if request.param == "rearranged" else path)


@pytest.fixture
def plain_book(path, program) -> xw.Book:
    program.answers[WHICH_LOG] = (str(path.with_name("活動.csv")),)
    return opened(path)
