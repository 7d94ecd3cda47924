"""Lead time: how long a win takes from the deal's first activity, and which month's activity it belongs to.

A deal begins with the first activity with an account after its last win or loss, or after a pause (DORMANT_DAYS), and
ends with the win. Deals begun lately can only have been won fast, so plain quantiles of the wins seen are too short.
The distribution is therefore the product-limit estimate for right-truncated times: among the deals won whose begin left
room to see a time of t days, the share that took exactly t (Lagakos, Barraj and De Gruttola, Biometrika 75 (1988) 515;
Kalbfleisch and Lawless, JASA 84 (1989) 360). Insurers know it as the chain ladder.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum

LEAST_WINS = 20
"""P90 of fewer rests on less than two wins."""
DORMANT_DAYS = 180
"""After half a year of silence the next activity begins another deal."""
BEGINNINGS = ("appointment", "meeting", "visit", "proposal")
CLOSINGS = ("won", "lost")


@dataclass(frozen=True)
class WonDeal:
    """A win and the activity that began it."""

    account: str
    member: str  #: who won it
    begun: date
    won: date

    @property
    def days(self) -> int:
        return (self.won - self.begun).days

    @property
    def activity_month(self) -> Month:
        """The month whose activity it belongs to."""
        return Month.of(self.begun)


@dataclass(frozen=True)
class LeadTime:
    """The distribution of the days from first activity to win."""

    days: tuple[int, ...]  #: that occurred, rising
    shares: tuple[float, ...]  #: won within so many days, of all that are won within the longest time seen
    wins: int

    @classmethod
    def of(cls, deals: Sequence[WonDeal], as_of: date) -> LeadTime | TooLittle:
        """The lead time of *deals* seen up to *as_of*."""
        seen = [deal for deal in deals if deal.won <= as_of]
        if len(seen) < LEAST_WINS:
            return TooLittle(_FEW_WINS.format(wins=len(seen), least=LEAST_WINS))
        took = Counter(deal.days for deal in seen)
        days, shares, share = sorted(took), [], 1.0
        at_risk = _at_risk(seen, as_of)
        for length in reversed(days):
            shares.append(share)
            share *= 1 - took[length] / at_risk[length]
        return cls(tuple(days), tuple(reversed(shares)), len(seen))

    def share_within(self, days: int) -> float:
        """How complete the wins of activity are that lies *days* back."""
        place = bisect_right(self.days, days)
        return self.shares[place - 1] if place else 0.0

    def quantile(self, share: float) -> int:
        """The fewest days within which *share* of the wins come."""
        return next(days for days, within in zip(self.days, self.shares, strict=True) if within >= share - 1e-12)

    @property
    def p50(self) -> int:
        return self.quantile(0.50)

    @property
    def p75(self) -> int:
        return self.quantile(0.75)

    @property
    def p90(self) -> int:
        return self.quantile(0.90)

    @property
    def is_same_month(self) -> bool:
        """True where wins / meetings of one and the same month is a fair rate: half of the wins come within two weeks."""
        return self.p50 <= SAME_MONTH_DAYS


SAME_MONTH_DAYS = 14
"""Half a month: activity spread evenly over a month then has more than half of its wins in that month."""


def _at_risk(deals: Sequence[WonDeal], as_of: date) -> Sequence[int]:
    """For each time from 0 days on: the wins no slower than it whose begin left room to see it by *as_of*."""
    longest = max((as_of - deal.begun).days for deal in deals)
    steps = [0] * (longest + 2)
    for deal in deals:
        steps[deal.days] += 1
        steps[(as_of - deal.begun).days + 1] -= 1
    return list(accumulate(steps))


@dataclass(frozen=True)
class Cohort:
    """The activity of one month and what it has brought so far."""

    month: Month
    trials: float  #: meetings, appointments of the month
    wins: int  #: that began in the month
    maturity: float  #: share of its wins that have come by now, judging by the lead time

    @property
    def expected_rate(self) -> float | TooLittle:
        """Wins per trial once all have come."""
        if not self.trials:
            return TooLittle(_NO_TRIALS.format(month=self.month.label))
        if self.maturity < LEAST_MATURITY:
            return TooLittle(_TOO_EARLY.format(month=self.month.label, share=f"{self.maturity:.0%}"))
        return self.wins / self.maturity / self.trials


LEAST_MATURITY = 0.3
"""Below it the rate would be multiplied by more than three, and so would its error."""


def cohorts(
    deals: Sequence[WonDeal], trials: Mapping[Month, float], lead_time: LeadTime, as_of: date
) -> tuple[Cohort, ...]:
    """Wins by the month of their activity, for the months of *trials*."""
    wins = Counter(deal.activity_month for deal in deals if deal.won <= as_of)
    return tuple(
        Cohort(month, trials[month], wins[month], maturity(month, lead_time, as_of)) for month in sorted(trials)
    )


def wins_by_activity_month(deals: Iterable[WonDeal]) -> Mapping[tuple[str, Month], int]:
    """(member who won, month of the first activity) -> wins: the successes that belong to that month's trials."""
    wins: defaultdict[tuple[str, Month], int] = defaultdict(int)
    for deal in deals:
        wins[deal.member, deal.activity_month] += 1
    return wins


def matured_counts(
    trials: Sequence[MonthlyCounts], wins: Mapping[tuple[str, Month], int], lead_time: LeadTime, as_of: date
) -> list[MonthlyCounts]:
    """Successes and trials by the month of the activity: a young month counts with the share of its wins that can have come.

    Args:
        trials: whose exposure is the activity of each member and month.
        wins: see `wins_by_activity_month`.
    """
    result = []
    mature = {month: maturity(month, lead_time, as_of) for month in {each.month for each in trials}}
    for each in trials:
        exposure = each.exposure * mature[each.month]
        won = min(wins.get((each.member, each.month), 0), exposure)
        result.append(MonthlyCounts(each.member, each.month, won, exposure, each.team))
    return result


def maturity(month: Month, lead_time: LeadTime, as_of: date) -> float:
    """The share of a month's wins that can have come: the mean over its days, as if activity were spread over them evenly."""
    length = (month.end - month.start).days
    ages = [(as_of - month.start).days - day for day in range(length)]
    return exact_sum(lead_time.share_within(age) for age in ages if age >= 0) / max(1, exact_sum(age >= 0 for age in ages))


_FEW_WINS = Text(
    "取引先のわかる受注が{least}件に満たないため、リードタイムを見積もれません（現在{wins}件）",
    "Fewer than {least} wins with an account and an earlier activity ({wins}): no lead time yet",
)
_NO_TRIALS = Text("{month}には対象の活動がありません", "{month} has no such activity")
_TOO_EARLY = Text(
    "{month}の活動からの受注は、まだ{share}程度しか出そろっていません",
    "Only about {share} of the wins from {month}'s activity are in so far",
)
