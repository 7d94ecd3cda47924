"""A chart's heading and how to read it share a line: neither is written over the other."""

from __future__ import annotations

import pytest

from kpi_xl.language import Text, speaking
from kpi_xl.sheets.monthly.charts.panels import Panel, fitting_note

NOTE = Text("棒 実績　破線 目標　万円", "Columns: actual   Dashed: target   ¥ thousand")


@pytest.mark.parametrize(("language", "title", "note"), [
    ("en", "Revenue: last 6 months", "Columns: actual   Dashed: target   ¥ thousand"),
    ("en", "Revenue from customers: last 6 months", "Dashed: target   ¥ thousand"),
    ("en", "Revenue from customers (Customer success): last 6 months", "¥ thousand"),
    ("ja", "既存顧客売上：直近6か月", "棒 実績　破線 目標　万円"),
])  # fmt: skip
def test_a_long_heading_leaves_the_unit(language: str, title: str, note: str):
    """486 pixels: 37 letters of a heading take 296 of them and leave 190, which 27 letters of a note (157) keep and 45 (261) do not."""
    with speaking(language):
        assert fitting_note(Panel(None, Text(title, title), NOTE), 486) == note
