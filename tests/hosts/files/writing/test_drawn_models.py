"""Workbooks stamped from models that are drawn as they are needed."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.writing.drawn_models import Stamps
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.styles import HEADING
from tests.hosts.files.likeness import differences


def test_a_drawing_of_another_shape_gets_a_model_of_its_own(tmp_path: Path):
    """And a sheet without any value is written as it was drawn."""
    stamps = Stamps("t", date(2026, 12, 1))

    def one(book: Book) -> None:
        book.sheet("a").number(0, 0, 1.5)

    def two(book: Book) -> None:
        one(book)
        book.sheet("b").fill(0, 0, 3, HEADING)

    for draw in (one, two, one, two):
        stamps.write(draw, tmp_path / "stamped.xlsx")
        book = Book(str(tmp_path / "drawn.xlsx"), "t", date(2026, 12, 1))
        draw(book)
        book.close()
        assert differences(tmp_path / "stamped.xlsx", tmp_path / "drawn.xlsx") == []


def test_a_value_that_no_cell_takes_is_refused(tmp_path: Path):
    """All of them at once, and no file."""

    def draw(book: Book) -> None:
        sheet = book.sheet("a")
        sheet.number(0, 1, math.nan)
        sheet.text(2, 0, "x" * 40_000)

    with pytest.raises(InputError) as refused:
        Stamps("t", date(2026, 12, 1)).write(draw, tmp_path / "stamped.xlsx")
    assert [finding.place for finding in refused.value.findings] == ["a!B1", "a!A3"]
    assert not (tmp_path / "stamped.xlsx").exists()
