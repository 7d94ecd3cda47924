"""Fonts of charts, for Japanese letters too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any


def with_fonts(chart: Any) -> Any:
    """The chart, in which every text names its font for kana and kanji as well.

    XlsxWriter names a font for Latin letters alone; Excel then takes another one for the rest.
    """
    chart._write_a_latin = partial(_write_fonts, chart)
    return chart


def _write_fonts(chart: Any, attributes: Sequence[tuple[str, Any]]) -> None:
    for script in ("a:latin", "a:ea"):
        chart._xml_empty_tag(script, attributes)
