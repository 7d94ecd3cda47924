"""How far members' months go together: learned from their errors, and what it takes off what many members tell."""

from __future__ import annotations

import numpy as np
import pytest

from kpi_xl.attainment.forecast.volume_forecast import monthly_volume_forecasts
from kpi_xl.chance.alike import Alike
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.periods import Month


def learned(shared: float, months: int = 400, members: int = 9, before: float = 0.0) -> Alike:
    """From errors of variance 1, *shared* of which is everybody's."""
    draw, alike = np.random.RandomState(7), Alike(before)
    for _ in range(months):
        errors = np.sqrt(shared) * draw.normal() + np.sqrt(1 - shared) * draw.normal(size=members)
        alike.learn(2 * errors, np.full(members, 4.0))
    return alike


@pytest.mark.parametrize("shared", [0.0, 0.3, 0.7])
def test_the_correlation_is_found_again_where_it_is_known(shared: float):
    assert learned(shared).correlation == pytest.approx(shared, abs=0.05)


def test_by_hand():
    """Errors of 1 and 2 standard deviations: (3 x 3 - 5) / 2 / 1 = 2 of 5 / 2; with 0.2 before them (2 + 0.2) / (2.5 + 1)."""
    alike = Alike(0.2)
    alike.learn(np.array([3.0, 6.0, 5.0]), np.array([9.0, 9.0, 0.0]))
    assert alike.correlation == pytest.approx(2.2 / 3.5)
    assert alike.design_effect(3) == pytest.approx(1 + 2 * 2.2 / 3.5)
    assert alike.design_effect(1) == alike.design_effect(0) == 1


def test_members_who_share_their_months_are_foretold_less_surely_than_strangers():
    """A member of eight a month; the others rise and fall with her, or each for himself, by the same amount."""
    months = [Month(2026, 1).plus(place) for place in range(9)]
    steps = [0.7, 1.3, 0.8, 1.2, 1.35, 0.65, 0.9, 1.1, 1.0]

    def weight(is_shared: bool) -> float:
        history = [
            MonthlyCounts(f"M{member:02}", month, round(40 * steps[(place + (0 if is_shared else 2 * member)) % 9]), 20, "東")
            for member in range(18)
            for place, month in enumerate(months)
        ]
        _, forecasts = next(monthly_volume_forecasts(history, watched=()))
        return forecasts["M00"].weight

    assert weight(True) < weight(False)
