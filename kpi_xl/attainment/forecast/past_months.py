"""Past months of the KPIs of a plan, for judging how far a goal's step is: the best month, and the chance by the forecast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kpi_xl.activity import Log
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.role_course import RoleCourse
from kpi_xl.attainment.report.actuals import actual_of, unrecorded
from kpi_xl.attainment.report.history import History
from kpi_xl.attainment.report.monthly_report import CountedMonth
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Direction, Kpi, Single, Tally
from kpi_xl.periods import Month, Period
from kpi_xl.smart import PastMonths
from kpi_xl.targets import Member, Plan

Chance = Callable[[float], float | None]


def past_months(log: Log, plan: Plan, month: Month, today: date) -> dict[str, PastMonths]:
    """By KPI id, what the members of the plan's first role did together in each month that was over before *month* and *today*."""
    counted = CountedMonth.of(log, plan, min(month, Month.of(today)))
    role = plan.roles[0].role
    members = [owner.member for owner in counted.owners if owner.member.role.id == role.id]
    missing = unrecorded(role, counted.summary.logged)
    found = ((kpi, _past(log, kpi, counted.history, members, month)) for kpi in role.kpis if kpi not in missing)
    return {kpi.id: past for kpi, past in found if past is not None}


def _past(log: Log, kpi: Kpi, history: History, members: Sequence[Member], month: Month) -> PastMonths | None:
    values = [value for tallies, days in _together(history, members) if (value := actual_of(kpi, tallies, days)) is not None]
    return PastMonths.of(values, is_lower_better=kpi.direction is Direction.LOWER, chance=_chance(log, kpi, history, members, month))


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


def _chance(log: Log, kpi: Kpi, history: History, members: Sequence[Member], month: Month) -> Chance | None:
    """Of making a target in *month*, before its first day; None for what does not add up over a month."""
    if not isinstance(kpi.measure, Single) or kpi.period is not Period.MONTH or not members:
        return None
    landing = _landing(log, kpi.measure.tally, history, members, month)
    return landing.probability if isinstance(landing, Landing) else None


def _landing(log: Log, tally: Tally, history: History, members: Sequence[Member], month: Month) -> Landing | TooLittle:
    """Of a month that has not begun, for everybody together."""
    course = RoleCourse.ahead(log, history, tally, members)
    course = replace(course, so_far=replace(course.so_far, month=month, working_days=history.calendar.days_in(month)))
    parts = [course.landing(member.name, 0.0, 0.0) for member in members]
    return course.together(parts, 0.0, [member.team for member in members])
