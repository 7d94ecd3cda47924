"""Titles before an exclamation mark: Excel quotes 𠮷野太郎, other engines want ① quoted, and a title may look like a cell."""

from __future__ import annotations

import pytest

from kpi_xl.sheets.references import quoted_title

NEEDED = [
    "𠮷野太郎", "①KGI", "佐藤", "O'Neil", "見込!", "A1", "FY2026", "r1c1", "RC", "R", "c12abc", "TRUE", "false", "2026", "a b", "田中.健",
    "_x", "ＡＢＣＤ", "Müller",
]  # fmt: skip


@pytest.mark.parametrize("title", NEEDED)
def test_a_title_that_may_need_quotes_has_them(title):
    """One reference without its quotes is Excel's repair dialogue on a customer's screen."""
    assert quoted_title(title) == "'" + title.replace("'", "''") + "'"


@pytest.mark.parametrize("title", ["Review", "Sheet1", "Members", "_Data"])
def test_a_plain_title_has_none(title):
    """As Excel itself writes them."""
    assert quoted_title(title) == title
