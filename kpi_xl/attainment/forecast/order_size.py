"""Order sizes: a member's average order and how much orders differ, from monthly sums alone.

A month of n orders that add up to A says of single orders: A varies around n x mean with variance n s^2. So s^2 is the
mean of (A - n x own mean)^2 / n over member-months, one degree of freedom lost per member. The own mean is shrunk
towards everybody's (normal empirical Bayes; Efron and Morris, JASA 70 (1975) 311).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.report.history import OrderMonth
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum

LEAST_ORDERS = 10
"""Ten orders tell their mean to a sixth of it, where orders differ by half of their mean."""
LEAST_FREEDOM = 5
"""Months beyond the first of each member; the spread of fewer is off by more than a third (1 / sqrt(2 x 5))."""


@dataclass(frozen=True)
class OrderSize:
    """One member's orders."""

    mean: float  #: yen
    variance: float  #: of single orders
    error: float  #: variance of what is known of the mean
    orders: float  #: the member's own, that it rests on


@dataclass(frozen=True)
class OrderSizes:
    """Everybody's orders."""

    by_member: dict[str, OrderSize]
    of_others: OrderSize  #: for a member without an order yet

    def of(self, member: str) -> OrderSize:
        return self.by_member.get(member, self.of_others)

    @classmethod
    def from_months(cls, months: Sequence[OrderMonth]) -> OrderSizes | TooLittle:
        """The order sizes of the members of one role."""
        by_member: dict[str, list[OrderMonth]] = defaultdict(list)
        for each in months:
            if each.orders > 0:
                by_member[each.member].append(each)
        orders = exact_sum(each.orders for own in by_member.values() for each in own)
        freedom = exact_sum(len(own) - 1 for own in by_member.values())
        if orders < LEAST_ORDERS:
            return TooLittle(_FEW_ORDERS.format(orders=f"{orders:.0f}", least=LEAST_ORDERS))
        if freedom < LEAST_FREEDOM:
            return TooLittle(_FEW_MONTHS)
        own_means = {member: _mean(own) for member, own in by_member.items()}
        within = exact_sum(
            (each.amount - each.orders * own_means[each.member]) ** 2 / each.orders
            for own in by_member.values()
            for each in own
        ) / freedom
        return cls._pooled(by_member, own_means, orders, within)

    @classmethod
    def assumed(cls, months: Sequence[OrderMonth]) -> OrderSizes | TooLittle:
        """Everybody's mean alike, and orders that differ as widely as they are large: where nothing more is known.

        The reason of `from_months` where there is not a single order.
        """
        orders, amount = exact_sum(each.orders for each in months), exact_sum(each.amount for each in months)
        if orders < 1 or amount <= 0:
            return cls.from_months(months)
        mean = amount / orders
        return cls({}, OrderSize(mean, mean**2, mean**2 / orders, 0))

    @classmethod
    def _pooled(
        cls, by_member: dict[str, list[OrderMonth]], own_means: dict[str, float], orders: float, within: float
    ) -> OrderSizes:
        counts = {member: exact_sum(each.orders for each in own) for member, own in by_member.items()}
        overall = exact_sum(counts[member] * own_means[member] for member in counts) / orders
        between = _between(list(counts.values()), list(own_means.values()), overall, within)
        by_size = {}
        for member, count in counts.items():
            # the group's mean is worth so many orders; all alike: it alone counts
            worth = within / between if between > 0 else 1e9
            mean = (count * own_means[member] + worth * overall) / (count + worth)
            error = within / (count + worth) + within / orders * (worth / (count + worth)) ** 2
            by_size[member] = OrderSize(mean, within, error, count)
        return cls(by_size, OrderSize(overall, within, between + within / orders, 0))


def _mean(months: Sequence[OrderMonth]) -> float:
    return exact_sum(each.amount for each in months) / exact_sum(each.orders for each in months)


def _between(counts: Sequence[float], means: Sequence[float], overall: float, within: float) -> float:
    """The variance of the members' true means by moments (DerSimonian and Laird, 1986), 0 where chance explains all."""
    total = exact_sum(counts)
    spread = exact_sum(count * (mean - overall) ** 2 for count, mean in zip(counts, means, strict=True))
    scale = total - exact_sum(count * count for count in counts) / total
    return max(0.0, (spread - (len(counts) - 1) * within) / scale) if scale > 0 else 0.0


_FEW_ORDERS = Text(
    "過去の受注が{least}件に満たないため、金額の幅を見積もれません（現在{orders}件）",
    "Fewer than {least} past deals ({orders}): no range for the amount",
)
_FEW_MONTHS = Text(
    "受注のあった月が少ないため、金額の幅を見積もれません（担当者ごとに2か月以上の受注が必要です）",
    "Too few months with deals: no range for the amount (a member needs two or more)",
)
