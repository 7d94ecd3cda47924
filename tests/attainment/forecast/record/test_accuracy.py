"""Past landings against what came: how many kept their range, and by how much they lay on one side."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from kpi_xl.attainment.forecast.record.accuracy import Accuracy, JudgedMonth
from kpi_xl.attainment.forecast.record.role_record import judged_months
from kpi_xl.attainment.forecast.role_course import MonthBasis
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.periods import Month

PAST = {
    10: (660, 565, 755, 671), 9: (602, 510, 690, 498), 8: (648, 555, 740, 632), 7: (640, 545, 735, 651), 6: (655, 560, 750, 688),
    5: (610, 520, 700, 622),
}  # fmt: skip
"""Month -> landing, low, high, came, in 万円."""


def judged(month: int) -> JudgedMonth:
    return JudgedMonth(Month(2026, month), date(2026, month, 14), *map(float, PAST[month]))


def test_by_hand():
    """Five of six within their range; 53万円 less came than the 3,815万円 forecast."""
    accuracy = Accuracy.of(map(judged, (5, 6, 7, 8, 9, 10)))
    assert isinstance(accuracy, Accuracy)
    assert [each.month.month for each in accuracy.months] == [10, 9, 8, 7, 6, 5]
    assert accuracy.inside == 5
    assert accuracy.bias == pytest.approx(-53 / 3815)
    assert [each.difference for each in accuracy.months] == [11, -104, -16, 11, 33, 12]


def test_the_latest_six_months_count():
    """Last year's forecasts say little of this year's."""
    years = [JudgedMonth(Month(2025, month), date(2025, month, 14), 1, 0, 2, 1) for month in range(1, 13)]
    accuracy = Accuracy.of([*years, judged(10)])
    assert isinstance(accuracy, Accuracy)
    assert [str(each.month) for each in accuracy.months] == ["2026-10", "2025-12", "2025-11", "2025-10", "2025-09", "2025-08"]


def test_two_past_months_are_no_accuracy():
    """What is missing is said, with its number."""
    found = Accuracy.of([judged(9), judged(10)])
    assert isinstance(found, TooLittle)
    assert "3か月分" in found.reason.ja
    assert "2" in found.reason.en


def test_nothing_forecast_has_no_bias():
    """Of forecasts of 0 no share can be told."""
    accuracy = Accuracy.of([JudgedMonth(Month(2026, month), date(2026, month, 5), 0, 0, 0, 0) for month in (7, 8, 9)])
    assert isinstance(accuracy, Accuracy)
    assert (accuracy.bias, accuracy.inside) == (None, 3)


def test_a_large_role_is_judged_by_three_months():
    """A report of a thousand members must not take twice as long for a line about the past."""
    months = tuple(Month(2025, 11).plus(place) for place in range(12))

    def judged_of(members: int) -> list[Month]:
        before = SimpleNamespace(months=months, known=dict.fromkeys(months, 1.0), counts=range(members * len(months)))
        return judged_months(cast("MonthBasis", SimpleNamespace(before=before)))

    assert judged_of(300) == list(months[-6:])
    assert judged_of(301) == list(months[-3:])
