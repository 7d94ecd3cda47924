"""What moved a landing, in a line whose figures sum as they are told."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from kpi_xl.attainment.forecast.record.moves import Moves
from kpi_xl.handouts.moves import moved_line
from kpi_xl.language import speaking
from kpi_xl.units import Unit


def record(**causes: int) -> Any:
    """A record whose landing moved from 0 by *causes*."""
    moves = Moves(before=0, now=sum(causes.values()), **{"new": 0, "slipped": 0, "price": 0, "pace": 0, **causes})
    return SimpleNamespace(track=SimpleNamespace(last_step=SimpleNamespace(before=SimpleNamespace(as_of=date(2026, 11, 6)), moves=moves)))


@pytest.mark.parametrize(("language", "line"), [
    ("ja", "11月6日の見込みから▲85.1万円（受注単価 +14.8万円、進み方 ▲99.9万円）"),
    ("en", "Since Nov 6: −¥851,000 (deal size +¥148,000, pace −¥999,000)"),
])  # fmt: skip
def test_parts_sum_to_what_the_line_says(language: str, line: str):
    """147,400 − 998,800 = −851,400. To the nearest they would be 147 − 999 = −852, not the −851 that are told."""
    with speaking(language):
        assert str(moved_line(record(price=147_400, pace=-998_800), Unit.YEN)) == line


def test_counts_are_told_as_they_are():
    assert str(moved_line(record(new=2, pace=-5), Unit.COUNT)) == "11月6日の見込みから▲3（新しい案件 +2、進み方 ▲5）"


def test_what_rounds_to_nothing_did_not_move():
    assert moved_line(record(pace=300), Unit.YEN) is None
