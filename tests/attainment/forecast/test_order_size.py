"""Order sizes from monthly sums: mean, spread and shrinkage, against drawn orders."""

from __future__ import annotations

import numpy as np
import pytest

from kpi_xl.attainment.forecast.order_size import OrderSizes
from kpi_xl.attainment.report.history import OrderMonth
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.periods import Month

JANUARY = Month(2026, 1)


def drawn(seed: int, means: list[float], spread: float, months: int = 12, orders: int = 6) -> list[OrderMonth]:
    draw = np.random.default_rng(seed)
    shape = 1 / spread**2
    records = []
    for member, mean in enumerate(means):
        for month in range(months):
            number = int(draw.poisson(orders))
            amount = float(draw.gamma(shape, mean / shape, number).sum())
            records.append(OrderMonth(f"M{member}", JANUARY.plus(month), number, amount))
    return records


def sizes(records: list[OrderMonth]) -> OrderSizes:
    found = OrderSizes.from_months(records)
    assert isinstance(found, OrderSizes)
    return found


def test_the_spread_of_single_orders_follows_from_monthly_sums():
    """No order needs to be looked at: months of six orders each tell how much one differs."""
    found = sizes(drawn(1, [500_000] * 40, 0.5))
    assert found.of_others.mean == pytest.approx(500_000, rel=0.02)
    assert found.of("M0").variance == pytest.approx(250_000**2, rel=0.15)


def test_members_who_sell_larger_keep_their_own_size():
    """Real differences stay; members alike are drawn together, and a newcomer gets everybody's."""
    found = sizes(drawn(2, [300_000, 500_000, 900_000] * 5, 0.4))
    assert found.of("M2").mean == pytest.approx(900_000, rel=0.15)
    assert found.of("M0").mean == pytest.approx(300_000, rel=0.15)
    assert found.of("newcomer").error > 5 * found.of("M0").error
    alike = drawn(3, [500_000] * 15, 0.5)
    together = sizes(alike)
    own = {each.member: 0.0 for each in alike}
    for each in alike:
        own[each.member] += each.amount / sum(other.orders for other in alike if other.member == each.member)
    assert np.std([together.of(member).mean for member in own]) < 0.6 * np.std(list(own.values()))


def test_one_month_by_hand():
    """Two members, two months each: s^2 is the mean of (A - n x own mean)^2 / n over two degrees of freedom."""
    records = [
        OrderMonth("A", JANUARY, 2, 80.0), OrderMonth("A", JANUARY.plus(1), 2, 120.0), OrderMonth("A", JANUARY.plus(2), 0, 0),
        OrderMonth("B", JANUARY, 4, 200.0), OrderMonth("B", JANUARY.plus(1), 4, 200.0),
        *[OrderMonth(member, JANUARY.plus(2), 1, 50.0) for member in "CDE"],
        *[OrderMonth(member, JANUARY.plus(3), 1, 50.0) for member in "CDE"],
    ]  # fmt: skip
    found = sizes(records)
    # A: (80 - 100)^2 / 2 + (120 - 100)^2 / 2 = 400; everybody else 0; five members with a second month
    assert found.of("A").variance == pytest.approx(400 / 5)
    assert found.of_others.mean == pytest.approx(900 / 18)
    assert found.of("A").mean == pytest.approx(50)
    assert found.of("A").error == pytest.approx(400 / 5 / 18)


@pytest.mark.parametrize(
    "records", [[], [OrderMonth("A", JANUARY, 30, 1.0)], [OrderMonth("A", JANUARY.plus(month), 1, 1.0) for month in range(9)]],
    ids=["nothing", "one month", "nine orders"],
)  # fmt: skip
def test_too_few_orders_give_a_reason(records: list[OrderMonth]):
    """One month says nothing of the spread, however many orders it had."""
    assert isinstance(OrderSizes.from_months(records), TooLittle)
