"""Past months of the KPIs of a plan, for judging how far a goal's step is: the best month, and the chance by the forecast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from kpi_xl.activity import Log
from kpi_xl.attainment.forecast.landing import Landing, MonthSoFar, count_landing, landing_together, yen_landing
from kpi_xl.attainment.forecast.order_size import OrderSizes
from kpi_xl.attainment.forecast.profile import Profile
from kpi_xl.attainment.forecast.volume_forecast import volume_forecasts
from kpi_xl.attainment.report.actuals import actual_of
from kpi_xl.attainment.report.history import History, count_of
from kpi_xl.attainment.report.monthly_report import CountedMonth
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Direction, Kpi, Single, Tallied, Tally
from kpi_xl.periods import Month, Period
from kpi_xl.smart import PastMonths
from kpi_xl.targets import Member, Plan

Chance = Callable[[float], float | None]


def past_months(log: Log, plan: Plan, month: Month, today: date) -> dict[str, PastMonths]:
    """By KPI id, what the members of the plan's first role did together in each month that was over before *month* and *today*."""
    counted = CountedMonth.of(log, plan, min(month, Month.of(today)))
    role = plan.roles[0].role
    members = [owner.member for owner in counted.owners if owner.member.role.id == role.id]
    found = ((kpi, _past(kpi, counted.history, members, month)) for kpi in role.kpis)
    return {kpi.id: past for kpi, past in found if past is not None}


def _past(kpi: Kpi, history: History, members: Sequence[Member], month: Month) -> PastMonths | None:
    values = [value for tallies, days in _together(history, members) if (value := actual_of(kpi, tallies, days)) is not None]
    return PastMonths.of(values, is_lower_better=kpi.direction is Direction.LOWER, chance=_chance(kpi, history, members, month))


def _together(history: History, members: Sequence[Member]) -> list[tuple[Mapping[Tally, float], int]]:
    """Everybody's tallies and the working days of each month in which anybody did anything."""
    months: list[tuple[Mapping[Tally, float], int]] = []
    for place, month in enumerate(history.months):
        rows = [history.rows(member)[place] for member in members]
        if any(rows):
            together: Counter[Tally] = Counter()
            for row in rows:
                together.update(row)
            months.append((together, history.calendar.days_in(month)))
    return months


def _chance(kpi: Kpi, history: History, members: Sequence[Member], month: Month) -> Chance | None:
    """Of making a target in *month*, before its first day; None for what does not add up over a month."""
    if not isinstance(kpi.measure, Single) or kpi.period is not Period.MONTH or not members:
        return None
    landing = _landing(kpi.measure.tally, history, members, month)
    return landing.probability if isinstance(landing, Landing) else None


def _landing(tally: Tally, history: History, members: Sequence[Member], month: Month) -> Landing | TooLittle:
    """Of a month that has not begun, for everybody together."""
    ahead = MonthSoFar(month, 0, history.calendar.days_in(month), Profile.linear())
    count = count_of(tally)
    volumes = volume_forecasts(history.volumes(count, members))
    if tally.tallied is not Tallied.SUM:
        return landing_together([count_landing(0.0, ahead, volumes.get(member.name)) for member in members], 0.0)
    sizes = OrderSizes.from_months(history.orders(tally, members))
    parts = [
        yen_landing(0.0, 0.0, ahead, volumes.get(member.name), sizes if isinstance(sizes, TooLittle) else sizes.of(member.name))
        for member in members
    ]
    return landing_together(parts, 0.0)
