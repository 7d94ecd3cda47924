"""Actuals: a KPI's value from what was counted, and which have none because nobody keeps them.

A KPI of which the log has not one row is not 0: nobody measured it. One of which any month has a row has a 0 in every other. The KGI, and
what is made of the same rows, has one from the first: a month without any deal is what it looks like. Losses may well be none, too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set

from kpi_xl.definitions import Direction, Kpi, Ratio, RoleTemplate, Single, Tallied, Tally
from kpi_xl.periods import DAYS_PER_WEEK, Period


def actual_of(kpi: Kpi, tallies: Mapping[Tally, float], working_days: int) -> float | None:
    """The KPI's value in its unit and period; None where there is nothing to divide by.

    Args:
        tallies: of one member or of a group together; what is missing counts 0.
        working_days: that a daily or weekly KPI is spread over.
    """
    match kpi.measure:
        case Single(tally):
            return _per_period(tallies.get(tally, 0.0), kpi.period, working_days)
        case Ratio(of, to, is_annualised):
            below = tallies.get(to, 0.0)
            if below == 0:
                return None
            ratio = tallies.get(of, 0.0) / below
            return annualised(ratio) if is_annualised else ratio
    return None  # derived KPIs are worked out from the team's results


def cases_and_events(kpi: Kpi, tallies: Mapping[Tally, float]) -> tuple[int | None, int | None]:
    """On how many a rate rests (its n), and how many of them count; None for what is no quotient, or divides no counts."""
    match kpi.measure:
        case Ratio(of, to):
            cases = round(tallies.get(to, 0.0))
            return cases, round(tallies.get(of, 0.0)) if of.tallied is Tallied.COUNT else None
    return None, None


def unrecorded(role: RoleTemplate, logged: Collection[str] | None) -> tuple[Kpi, ...]:
    """The KPIs of *role* that cannot be measured.

    Args:
        logged: the kinds of activity that the log has a row of; None: not known, and nothing is missing.
    """
    if logged is None:
        return ()
    known = {*logged, *(kind for tally in role.kgi.measure.tallies for kind in tally.kinds)}
    return tuple(kpi for kpi in role.kpis if _is_unrecorded(kpi, known))


def _is_unrecorded(kpi: Kpi, known: Set[str]) -> bool:
    return kpi.direction is Direction.HIGHER and any(known.isdisjoint(tally.kinds) for tally in kpi.measure.tallies)


def annualised(monthly_loss: float) -> float:
    """A monthly loss rate as one of a year: what is lost when every month loses that share.

    >>> round(annualised(0.004265), 4)
    0.05
    """
    return 1 - (1 - min(monthly_loss, 1.0)) ** 12


def _per_period(count: float, period: Period, working_days: int) -> float:
    if period is Period.DAY:
        return count / working_days
    if period is Period.WEEK:
        return count / (working_days / DAYS_PER_WEEK)
    return count
