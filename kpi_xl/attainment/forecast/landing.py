"""The landing forecast (着地見込み): where the month ends, with a range, and the probability that it is made.

Done so far: x of a month of T working days, of which the share F is usually done by now (`kpi_xl.attainment.forecast.profile`).
The volume per working day is Gamma(alpha, weight) from earlier months; x updates it to Gamma(alpha + x, weight + F T),
and the remainder, (1 - F) T working days' worth, is negative binomial. Where days differ more than Poisson counts do,
x tells less and the remainder varies more by the same factor (`dispersion`; quasi-Poisson, McCullagh and Nelder,
"Generalized Linear Models", chapter 6). Yen are a compound sum of orders (`kpi_xl.attainment.forecast.remainder`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kpi_xl.attainment.forecast.open.part import OpenPart
from kpi_xl.attainment.forecast.order_size import OrderSize
from kpi_xl.attainment.forecast.profile import Profile, first_day_reached
from kpi_xl.attainment.forecast.remainder import CountRemainder, Remainder, YenRemainder
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.workdays import WorkCalendar

RANGE = 0.8
"""The share of months that end within the range told; one in ten ends below it, one in ten above."""
LEVEL_LEFT = 0.5
"""Of what months differ by, so much is left of open deals: a full month shows in its lists. With all of it the 80% range of
made-up teams that list seven of ten deals held in 85%."""


@dataclass(frozen=True)
class MonthSoFar:
    """How far the month has come, for everybody alike."""

    month: Month
    elapsed: int  #: working days that are over
    working_days: int
    profile: Profile

    @cached_property
    def share_done(self) -> float:
        return self.profile.share(self.elapsed, self.working_days)

    @property
    def remaining_days(self) -> int:
        return self.working_days - self.elapsed


@dataclass(frozen=True)
class Course:
    """What a landing rests on."""

    orders: float  #: counted so far
    volume: Forecast | None  #: a member's, a working day's, from earlier months; None without any
    size: OrderSize | None = None  #: of single orders, where yen are forecast
    open: OpenPart | None = None  #: a member's, where open deals are followed
    covered: float = 0.0  #: the share of the orders to come that they stand for
    cover_error: float = 0.0  #: variance of what is known of that share


@dataclass(frozen=True)
class Landing:
    """Where the month's count or yen of a member, or of several together, is heading."""

    done: float  #: so far, in the KPI's unit
    so_far: MonthSoFar
    remainder: Remainder
    course: Course | None = None  #: None of several figures together
    is_pace: bool = False  #: the month so far goes on (ペース換算): there were no months to learn from
    orders: float = 0.0  #: that came so far; of counts, what is done
    orders_to_come: float = 0.0  #: expected, beside the deals that are open
    counted: CountRemainder | None = None  #: all orders of the rest of the month, by volume and pace alone
    open: float = 0.0  #: what is expected of deals that are open, a part of the remainder; 0 where none are followed

    @property
    def to_come(self) -> float:
        """What is expected beside the deals that are open."""
        return self.remainder.mean - self.open

    @property
    def middle(self) -> float:
        """The landing forecast: what is done and what is expected of the rest."""
        return self.done + self.remainder.mean

    @property
    def low(self) -> float:
        """One month in ten ends below."""
        return self._usual[0]

    @property
    def high(self) -> float:
        """One month in ten ends above; never below the middle, which one rare large order may lift."""
        return self._usual[1]

    def range(self, share: float = RANGE) -> tuple[float, float]:
        """So many months end within."""
        return self._usual if share == RANGE else self._range(share)

    @cached_property
    def _usual(self) -> tuple[float, float]:
        """The range that is told on every page: worked out once, a page asks for it five times."""
        return self._range(RANGE)

    def _range(self, share: float) -> tuple[float, float]:
        low, high = (self.remainder.quantile((1 + sign * share) / 2) for sign in (-1, 1))
        return self.done + low, self.done + max(self.remainder.mean, high)

    def probability(self, target: float) -> float:
        """Of making *target* by the month's end."""
        return self.remainder.at_least(target - self.done)

    def needed_per_day(self, target: float, days_left: int | None = None) -> float | None:
        """Amount needed per remaining working day; 0 once the target is made, None where no day is left.

        Args:
            days_left: of who leaves within the month; None: all that are left of it.
        """
        days = self.so_far.remaining_days if days_left is None else days_left
        missing = max(0.0, target - self.done)
        if not missing:
            return 0.0
        return missing / days if days > 0 else None

    def expected_day(self, target: float, calendar: WorkCalendar) -> date | None:
        """The working day on which the expected course reaches *target*; None where it does not this month."""
        missing, share = target - self.done, self.so_far.share_done
        if missing <= 0 or self.remainder.mean < missing:
            return None
        reached = share + missing / self.remainder.mean * (1 - share)
        place = self.so_far.profile.day_of(reached, self.so_far.working_days)
        days = list(calendar.working_days(self.so_far.month.start, self.so_far.month.end))
        return None if place is None or place > len(days) else days[place - 1]

    def day_made(self, target: float, daily: Mapping[date, float], calendar: WorkCalendar) -> date | None:
        """The day on which *target* was made, by what was counted each day, or else is expected to be."""
        return first_day_reached(daily, self.so_far.month, target) or self.expected_day(target, calendar)


def count_landing(
    done: float, so_far: MonthSoFar, forecast: Forecast | None, dispersion: float = 1.0, share_variance: float = 0.0
) -> Landing | TooLittle:
    """The landing of a count.

    Args:
        forecast: the volume per working day from earlier months; None without any, then the month speaks for itself
            (ペース換算; Jeffreys' prior, half a count, which keeps the range wide where little is done).
        dispersion: see `dispersion`.
        share_variance: of the share of the month that is done by now.

    >>> so_far = MonthSoFar(Month(2026, 11), 10, 20, Profile.linear())
    >>> landing = count_landing(15, so_far, Forecast("佐藤", Month(2026, 11), 1.5, 60, 90, 60))
    >>> landing.middle, landing.low, landing.high, round(landing.probability(30), 3)
    (30.0, 25.0, 35.0, 0.528)
    """
    remainder = _member_remainder(done, so_far, forecast, dispersion, share_variance)
    if isinstance(remainder, TooLittle):
        return remainder
    return Landing(done, so_far, remainder, Course(done, forecast), forecast is None, done, remainder.mean, remainder)


def yen_landing(
    done: float, orders: float, so_far: MonthSoFar, forecast: Forecast | None, size: OrderSize | TooLittle,
    share_variance: float = 0.0,
) -> Landing | TooLittle:  # fmt: skip
    """The landing of yen.

    Args:
        done: yen so far.
        orders: that they came from.
        forecast: orders per working day from earlier months.
        size: of single orders.
        share_variance: of the share of the month that is done by now.
    """
    if isinstance(size, TooLittle):
        return size
    if size.mean <= 0:
        return TooLittle(_NO_AMOUNTS)
    remainder = _member_remainder(orders, so_far, forecast, 1.0, share_variance)
    if isinstance(remainder, TooLittle):
        return remainder
    yen = YenRemainder.of_orders(remainder, size.mean, size.variance, size.error)
    return Landing(done, so_far, yen, Course(orders, forecast, size), forecast is None, orders, remainder.mean, remainder)


def _member_remainder(
    done: float, so_far: MonthSoFar, forecast: Forecast | None, dispersion: float, share_variance: float
) -> CountRemainder | TooLittle:
    if forecast is None and so_far.share_done <= 0:
        return TooLittle(_NO_HISTORY)
    alpha, weight = (0.5, 0.0) if forecast is None else (forecast.alpha, forecast.weight)
    return count_remainder(done, so_far, alpha, weight, dispersion, share_variance if forecast else 0.0)


def count_remainder(
    done: float, so_far: MonthSoFar, alpha: float, weight: float, dispersion: float = 1.0, share_variance: float = 0.0
) -> CountRemainder:
    """What the rest of the month may bring of a count whose volume per working day is Gamma(*alpha*, *weight*) before it.

    Args:
        dispersion: see `dispersion`.
        share_variance: of the share of the month that is done by now; what is done then tells less of the volume, and the
            rest differs more.
    """
    share, days = so_far.share_done, so_far.working_days
    told = dispersion  # what is done tells less where it varies more
    if share_variance and share > 0:
        told += alpha / weight * days * share_variance / share
    alpha, weight = alpha + done / told, weight + share * days / told
    left = max(0.0, 1 - share) * days if so_far.remaining_days > 0 else 0.0
    mean = alpha / weight * left
    variance = dispersion * mean + alpha / weight**2 * left**2
    return CountRemainder(mean, variance + (mean**2 * share_variance / (1 - share) ** 2 if left else 0.0))


def opened(landing: Landing, part: OpenPart, covered: float, cover_error: float = 0.0) -> Landing:
    """The landing with open deals in the place of what they stand for.

    Without lists it holds of the rest of the month what volume and pace say, wherever that comes from. Where lists have told
    in the past which share of it comes from open deals, that share is taken out (thinned), and the open deals come in
    its place, each by its own chance: nothing counts twice. How little is known of the month's level stays with what is to come,
    and half of it with the open deals (`LEVEL_LEFT`); how little past lists tell of the chances and of that share, all deals share.

    Args:
        landing: by volume and pace alone.
        part: what is expected of the open deals.
        covered: the share of the orders to come that they stand for.
        cover_error: variance of what is known of that share.
    """
    orders, size = landing.counted, landing.course.size if landing.course else None
    if orders is None or orders.mean <= 0:
        return landing
    relative = max(0.0, orders.variance - orders.mean) / orders.mean**2
    mean = (1 - covered) * orders.mean
    unsure = cover_error * orders.mean**2
    to_come = CountRemainder(mean, mean + relative * mean**2 + unsure)
    remainder: Remainder
    if size is None:
        shared = relative * (mean + LEVEL_LEFT * part.orders) ** 2 + unsure + part.error * part.orders**2
        remainder = CountRemainder(mean + part.orders, mean + part.orders_variance + shared)
    else:
        yen = YenRemainder.of_orders(to_come, size.mean, size.variance, size.error)
        shared = relative * ((yen.mean + LEVEL_LEFT * part.value) ** 2 - yen.mean**2) + part.error * part.value**2
        remainder = YenRemainder(yen.mean + part.value, yen.variance + part.value_variance + shared, yen.nothing * part.nothing)
    value = part.orders if size is None else part.value
    return replace(landing, remainder=remainder, orders_to_come=mean, open=value)


def dispersion(days: Iterable[Sequence[float]]) -> float:
    """How much more days differ than Poisson counts do: pooled variance / mean of the members' days, at least 1.

    Each member counts by the mean of a day, so that one who calls fifty times tells more than one who calls twice.

    >>> dispersion([[0, 10, 0, 10], [1, 1, 1, 1]])
    5.555555555555555
    """
    excess = freedom = 0.0
    for counts in days:
        mean = exact_sum(counts) / len(counts) if counts else 0.0
        if mean > 0:
            excess += exact_sum((count - mean) ** 2 for count in counts)
            freedom += (len(counts) - 1) * mean
    return max(1.0, excess / freedom) if freedom else 1.0


_NO_HISTORY = Text(
    "過去の実績がなく、今月もまだ1日も終わっていないため、着地見込みを算出できません",
    "No earlier months, and not a day of this one is over: no forecast yet",
)
_NO_AMOUNTS = Text("受注金額が記録されていないため、着地見込みを算出できません", "No amounts on record: no forecast")
