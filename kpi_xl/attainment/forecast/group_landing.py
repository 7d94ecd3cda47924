"""The landing of several together: of a team, of several teams, of everybody.

Members of a group share their months, so its remainder is not the sum of independent ones. The group's volume per working
day is Gamma with the sum of the members' means; its relative variance is what is not known of the members, each by
themselves, and what their months share (`kpi_xl.chance.common_effect`): of several teams, what is a team's own evens out.
What the group has done so far updates it: where months differ much it is pace that counts, where they do not, the months
before. How much of a month is done by a certain day differs from month to month too (`Differing.share`), so that what is
done tells less early on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi_xl.attainment.forecast.landing import Course, Landing, count_remainder, opened
from kpi_xl.attainment.forecast.open.part import OpenPart
from kpi_xl.attainment.forecast.order_size import OrderSize
from kpi_xl.attainment.forecast.remainder import CountRemainder, Remainder, YenRemainder
from kpi_xl.chance.common_effect import NONE, Effect
from kpi_xl.chance.pooling import Forecast
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum


@dataclass(frozen=True)
class Differing:
    """How the months of a group differ, beyond what its members explain."""

    common: Effect  #: relative variance of its volume
    share: Effect = NONE  #: variance of the share of the month that is done by now


def group_landing(
    parts: Sequence[Landing | TooLittle], done: float, differing: Differing, dispersion: float = 1.0, teams: Sequence[str] = ()
) -> Landing | TooLittle:
    """The landing of members together; the reason of the first who has none. One member's is that member's own.

    Args:
        parts: at least one; all counts or all yen.
        done: by all of them so far.
        dispersion: see `kpi_xl.attainment.forecast.landing.dispersion`.
        teams: of the members, in their order; none: they are one team.
    """
    missing = next((part for part in parts if isinstance(part, TooLittle)), None)
    if missing is not None:
        return missing
    landings = [part for part in parts if isinstance(part, Landing)]
    if len(landings) == 1:
        return replace(landings[0], done=done)
    courses = [each.course for each in landings if each.course is not None]
    orders = _orders(landings, courses, differing, dispersion, teams)
    size = None if isinstance(landings[0].remainder, CountRemainder) else _size(courses, landings)
    remainder = orders if size is None else YenRemainder.of_orders(orders, size.mean, size.variance, size.error)
    course = Course(exact_sum(each.orders for each in courses), None, size)
    is_pace = all(landing.is_pace for landing in landings)
    return _opened(Landing(done, landings[0].so_far, remainder, course, is_pace, course.orders, orders.mean, orders), landings)


def _opened(together: Landing, landings: Sequence[Landing]) -> Landing:
    """With the open deals of those who list any."""
    pairs = [(each.course, each.counted.mean) for each in landings if each.course and each.counted]
    parts = [course.open for course, _ in pairs if course.open]
    total = exact_sum(mean for _, mean in pairs)
    if not parts or not total:
        return together
    covered = exact_sum(course.covered * mean for course, mean in pairs) / total
    return opened(together, OpenPart.together(parts), covered, max(course.cover_error for course, _ in pairs))


def joined_landing(parts: Sequence[Landing | TooLittle], done: float) -> Landing | TooLittle:
    """The landing of parts that do not depend on one another; the reason of the first that has none.

    Args:
        done: so far, by the parts and whoever else counts.
    """
    missing = next((part for part in parts if isinstance(part, TooLittle)), None)
    landings = [part for part in parts if isinstance(part, Landing)]
    remainder = _independent([each.remainder for each in landings])
    if missing is not None or remainder is None:
        return missing or TooLittle(_NOTHING_TO_JOIN)
    orders, to_come, in_open = (exact_sum(getattr(each, name) for each in landings) for name in ("orders", "orders_to_come", "open"))
    return Landing(done, landings[0].so_far, remainder, None, all(each.is_pace for each in landings), orders, to_come, open=in_open)


def _independent(parts: Sequence[Remainder]) -> Remainder | None:
    """None where counts and yen meet, or nothing does."""
    if len(parts) == 1:
        return parts[0]
    yen = [part for part in parts if isinstance(part, YenRemainder)]
    counts = [part for part in parts if isinstance(part, CountRemainder)]
    if yen and not counts:
        return YenRemainder.together(yen)
    return CountRemainder.together(counts) if counts and not yen else None


def _orders(
    landings: Sequence[Landing], courses: Sequence[Course], differing: Differing, dispersion: float, teams: Sequence[str]
) -> CountRemainder:
    done, so_far = exact_sum(course.orders for course in courses), landings[0].so_far
    volumes = [course.volume for course in courses if course.volume is not None]
    if not volumes:  # nothing but this month: half a count, as of one member
        return count_remainder(done, so_far, 0.5, 0.0, dispersion)
    mean = exact_sum(volume.mean for volume in volumes)
    concentration = _concentration(volumes, teams) if len(teams) == len(volumes) else 1.0
    relative = exact_sum(volume.mean / volume.weight for volume in volumes) / mean**2 + differing.common.of(concentration)
    return count_remainder(done, so_far, 1 / relative, 1 / relative / mean, dispersion, differing.share.of(concentration))


def _concentration(volumes: Sequence[Forecast], teams: Sequence[str]) -> float:
    """The sum of the squared shares of the teams in what is expected."""
    by_team: dict[str, list[float]] = {}
    for volume, team in zip(volumes, teams, strict=True):
        by_team.setdefault(team, []).append(volume.mean)
    means = [exact_sum(its) for its in by_team.values()]
    return exact_sum(mean**2 for mean in means) / exact_sum(means) ** 2


def _size(courses: Sequence[Course], landings: Sequence[Landing]) -> OrderSize:
    """Orders of the mix of the members' sizes, each as often as the member is expected to win one."""
    sizes = [course.size for course in courses if course.size is not None]
    counts = [each.counted.mean for each in landings if each.counted is not None]
    total = exact_sum(counts) or 1.0
    parts = [count / total for count in counts] if any(counts) else [1 / len(counts)] * len(counts)
    mean = exact_sum(part * size.mean for part, size in zip(parts, sizes, strict=True))
    variance = exact_sum(part * (size.variance + (size.mean - mean) ** 2) for part, size in zip(parts, sizes, strict=True))
    error = exact_sum(part**2 * size.error for part, size in zip(parts, sizes, strict=True))
    return OrderSize(mean, variance, error, 0)


_NOTHING_TO_JOIN = Text("月内に積み上がる値ではないため、着地見込みは算出しません", "No forecast: this figure does not build up over the month")
