"""The landing of several together: of a team, of several teams, of everybody.

Members of a group share their months, so its remainder is not the sum of independent ones. The group's volume per working
day is Gamma with the sum of the members' means; its relative variance is what is not known of the members, each by
themselves, and what their months share (`kpi_xl.chance.common_effect`). What the group has done so far updates it: where
months differ much it is pace that counts, where they do not, the months before. How much of a month is done by a certain day
differs from month to month too (`Differing.share`), so that what is done tells less early on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.attainment.forecast.landing import Course, Landing, count_remainder
from kpi_xl.attainment.forecast.remainder import CountRemainder, Remainder, YenRemainder
from kpi_xl.chance.too_little import TooLittle


@dataclass(frozen=True)
class Differing:
    """How the months of a group differ, beyond what its members explain."""

    common: float  #: relative variance that the members share
    share: float = 0.0  #: variance of the share of the month that is done by now


def group_landing(
    parts: Sequence[Landing | TooLittle], done: float, differing: Differing, dispersion: float = 1.0
) -> Landing | TooLittle:
    """The landing of members together; the reason of the first who has none. One member's is that member's own.

    Args:
        parts: at least one; all counts or all yen.
        done: by all of them so far.
        dispersion: see `kpi_xl.attainment.forecast.landing.dispersion`.
    """
    missing = next((part for part in parts if isinstance(part, TooLittle)), None)
    if missing is not None:
        return missing
    landings = [part for part in parts if isinstance(part, Landing)]
    if len(landings) == 1:
        return Landing(done, landings[0].so_far, landings[0].remainder, is_pace=landings[0].is_pace)
    is_pace = all(landing.is_pace for landing in landings)
    return Landing(done, landings[0].so_far, _remainder(landings, differing, dispersion), is_pace=is_pace)


def _remainder(landings: Sequence[Landing], differing: Differing, dispersion: float) -> Remainder:
    courses = [each.course for each in landings if each.course is not None]
    orders = _orders(landings, courses, differing, dispersion)
    if isinstance(landings[0].remainder, CountRemainder):
        return orders
    return _yen(courses, [each.remainder.mean for each in landings], orders)


def _orders(landings: Sequence[Landing], courses: Sequence[Course], differing: Differing, dispersion: float) -> CountRemainder:
    done, so_far = sum(course.orders for course in courses), landings[0].so_far
    volumes = [course.volume for course in courses if course.volume is not None]
    if not volumes:  # nothing but this month: half a count, as of one member
        return count_remainder(done, so_far, 0.5, 0.0, dispersion)
    mean = sum(volume.mean for volume in volumes)
    relative = sum(volume.mean / volume.weight for volume in volumes) / mean**2 + differing.common
    return count_remainder(done, so_far, 1 / relative, 1 / relative / mean, dispersion, differing.share)


def _yen(courses: Sequence[Course], expected: Sequence[float], orders: CountRemainder) -> YenRemainder:
    """Orders of the mix of the members' sizes, each as often as the member is expected to win one."""
    sizes = [course.size for course in courses if course.size is not None]
    counts = [yen / size.mean for yen, size in zip(expected, sizes, strict=True)]
    total = sum(counts) or 1.0
    parts = [count / total for count in counts] if any(counts) else [1 / len(counts)] * len(counts)
    mean = sum(part * size.mean for part, size in zip(parts, sizes, strict=True))
    variance = sum(part * (size.variance + (size.mean - mean) ** 2) for part, size in zip(parts, sizes, strict=True))
    error = sum(part**2 * size.error for part, size in zip(parts, sizes, strict=True))
    return YenRemainder.of_orders(orders, mean, variance, error)
