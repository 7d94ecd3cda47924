"""The spread between members: who differs from the others by more than chance.

A member's successes are compared with what the others' rate would bring in as many trials: the beta-binomial of the
others' counts with Jeffreys' prior. That is a funnel plot whose centre leaves the judged member out, so that one
outlier does not move the line it is judged by (Spiegelhalter, "Funnel plots for comparing institutional performance",
Statistics in Medicine 24 (2005) 1185: limits at 95% and 99.8%).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from kpi_xl.chance.beta_binomial import probabilities
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum

WARNING, ALARM = 0.025, 0.001
"""Tail probabilities of the limits: one member in forty lies beyond the first on each side by chance, one in a thousand
beyond the second."""


class Standing(Enum):
    """How a member's rate lies to the others'."""

    FAR_ABOVE = Text("大きく上回る", "well above")
    ABOVE = Text("上回る", "above")
    WITHIN = Text("偶然の範囲内", "within chance")
    BELOW = Text("下回る", "below")
    FAR_BELOW = Text("大きく下回る", "well below")
    TOO_FEW = Text("件数が少なく判断できない", "too few to tell")

    @property
    def label(self) -> Text:
        return self.value

    @property
    def is_outlier(self) -> bool:
        return self in (Standing.FAR_ABOVE, Standing.ABOVE, Standing.BELOW, Standing.FAR_BELOW)


@dataclass(frozen=True)
class MemberSpread:
    """One member against the others."""

    member: str
    successes: int
    trials: int  #: n, told beside the rate
    others_rate: float
    low: float  #: rates between low and high come up by chance in 95% of cases
    high: float
    standing: Standing

    @property
    def rate(self) -> float | None:
        return self.successes / self.trials if self.trials else None


def spread(counts: Iterable[MonthlyCounts]) -> tuple[MemberSpread, ...] | TooLittle:
    """Every member of a role against the others, over all months of *counts* together.

    >>> from kpi_xl.periods import Month
    >>> month = Month(2026, 11)
    >>> rows = [MonthlyCounts("佐藤", month, 8, 60), MonthlyCounts("鈴木", month, 18, 60), MonthlyCounts("田中", month, 1, 4)]
    >>> [(each.member, str(each.standing.label)) for each in spread(rows)]
    [('佐藤', '下回る'), ('鈴木', '上回る'), ('田中', '件数が少なく判断できない')]
    """
    done: defaultdict[str, int] = defaultdict(int)
    tried: defaultdict[str, int] = defaultdict(int)
    for each in counts:
        done[each.member] += int(each.count)
        tried[each.member] += int(each.exposure)
    if sum(1 for trials in tried.values() if trials) < 2:
        return TooLittle(_ALONE)
    all_done, all_tried = exact_sum(done.values()), exact_sum(tried.values())
    return tuple(
        _against(member, done[member], tried[member], all_done - done[member], all_tried - tried[member]) for member in tried
    )


def _against(member: str, successes: int, trials: int, others_done: int, others_tried: int) -> MemberSpread:
    alpha, beta = others_done + 0.5, others_tried - others_done + 0.5
    each = probabilities(trials, alpha, beta).tolist()
    below, above = exact_sum(each[: successes + 1]), exact_sum(each[successes:])
    limits = _limits(each)
    scale = max(1, trials)
    return MemberSpread(
        member, successes, trials, alpha / (alpha + beta), limits[0] / scale, limits[1] / scale,
        _standing(below, above, none=each[0]),
    )  # fmt: skip


def _standing(below: float, above: float, none: float) -> Standing:
    """From P(so few), P(so many) and P(none at all)."""
    if above <= WARNING:
        return Standing.FAR_ABOVE if above <= ALARM else Standing.ABOVE
    if below <= WARNING:
        return Standing.FAR_BELOW if below <= ALARM else Standing.BELOW
    return Standing.TOO_FEW if none > WARNING else Standing.WITHIN


def _limits(each: Sequence[float]) -> tuple[int, int]:
    """The counts between which 95% lie."""
    low, total = 0, each[0]
    while total <= WARNING:
        low += 1
        total += each[low]
    high, total = len(each) - 1, each[-1]
    while total <= WARNING:
        high -= 1
        total += each[high]
    return low, high


_ALONE = Text("比較できるメンバーが2名以上必要です", "Two members with trials are needed to compare")
