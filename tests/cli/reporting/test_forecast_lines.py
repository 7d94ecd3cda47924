"""How forecasts moved and held, in the terminal: each language with its own minus, and days as sentences write them."""

from __future__ import annotations

import pytest

from kpi_xl.cli.reporting.forecast_record import record_lines
from kpi_xl.language import speaking
from tests.sheets.monthly.forecast_fixture import month_with


@pytest.mark.parametrize(("language", "line"), [
    ("ja", "東京 フィールドセールス：着地見込みは11月9日から▲22万円（新しい案件+48万円・延期・失注▲92万円・受注単価+16万円・進み方+60,000円）"),
    ("en", "東京 Field sales: the month-end forecast has moved since Nov 9 by −¥220,000 (new deals +¥480,000, slips and losses −¥920,000,"
     " order size +¥160,000, pace +¥60,000)"),
])  # fmt: skip
def test_what_moved_the_forecast_is_told_with_the_languages_own_minus(language: str, line: str):
    """From 662万円 on the 9th to 640 on the 16th: ▲22 = 48 - 92 + 16 + 6."""
    with speaking(language):
        (said,) = record_lines(month_with())
    assert said.startswith(line)
    assert said.endswith("過去の見込みは6回中5回が幅の中（偏り▲1%）" if language == "ja" else "5 of 6 past forecasts within their range (bias −1%)")
