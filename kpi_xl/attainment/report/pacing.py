"""Pacing: a month that is not over, measured against the part of its targets that is due by now.

Due by a day is the target's share of the month's working days that are over: exactly, in no whole counts, so that who is at
95% of it is on the way to 95% of the target. What does not grow with the month (rates, scores, amounts a day or a week, the
open pipeline, limits that must not be passed) is due whole on every day.

A company's plan asks of who joins or leaves within the month what the days there are worth: 13 of 20 working days. After the
eleventh of them 11/13 of that are due, not 11/20. An amount a day or a week is cut alike, and measured over the days of the
month that are over: 32.5 of 50 calls a day are 650 in the month, of which 550 are due after eleven days, 50 on each. Of people
together the sum of what is due of each is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kpi_xl.attainment.report.model import AttainmentRow, OwnDays, Result, share_due
from kpi_xl.attainment.report.rates import attainment_of
from kpi_xl.definitions import STOCK_KINDS, Direction, Kpi, Ratio
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month, Period
from kpi_xl.rounding import exact_sum, is_zero
from kpi_xl.targets import Member, Plan
from kpi_xl.units import Unit


def part_due(kpi: Kpi, share_due: float) -> float:
    """What part of a target is due where *share_due* of the month's working days are over.

    >>> from kpi_xl.definitions import load_role
    >>> field = load_role("field_sales")
    >>> part_due(field.kpi("meetings"), 0.45), part_due(field.kpi("win_rate"), 0.45)
    (0.45, 1.0)
    """
    return share_due if grows(kpi) else 1.0


def pace_of(kpi: Kpi, target: float | None, actual: float | None, due: float | None) -> float | None:
    """*actual* against *due* (ペース比); None where nothing is due yet of a target."""
    if target is None or due is None or actual is None or (is_zero(due) and not is_zero(target)):
        return None
    return attainment_of(actual, due, kpi.direction is Direction.LOWER)


def due_in_words(row: AttainmentRow) -> Text:
    """What is due by now as it is told: parts of counts with one decimal, yen to the thousand."""
    if row.due is None or row.due == row.target:
        return row.kpi.unit.in_words(row.due)
    return row.kpi.unit.in_words(round(row.due, -3) if row.kpi.unit is Unit.YEN else row.due, decimals=1)


def actual_in_words(row: AttainmentRow) -> Text:
    """The actual as it is told: of few customers how many were lost, of a few cases their n."""
    kpi = row.kpi
    words = kpi.unit.in_words(row.actual, kpi.decimals)
    if row.cases is None or not row.is_few or row.actual is None:
        return words
    if row.events is not None and isinstance(kpi.measure, Ratio) and kpi.measure.is_annualised:
        return _LOST.format(count=row.events, customers=counted(row.events, "customer"), rate=words, n=row.cases)
    return _OF_FEW.format(words=words, n=row.cases)


def grows(kpi: Kpi) -> bool:
    """True where a value grows from 0 to its target as the month goes: counts, yen, shares of the customers under contract."""
    if kpi.direction is Direction.LOWER or kpi.period is not Period.MONTH:
        return False
    if isinstance(kpi.measure, Ratio):
        return set(kpi.measure.to.kinds) <= set(STOCK_KINDS)
    return kpi.is_additive


def is_a_day(kpi: Kpi) -> bool:
    """True of an amount a day or a week to be reached: due whole, but of who is not there on all days."""
    return kpi.is_additive and kpi.period is not Period.MONTH and kpi.direction is Direction.HIGHER


@dataclass(frozen=True)
class DueShares:
    """Of one owner; empty of who is there on all days."""

    by_kpi: Mapping[str, float] = field(default_factory=dict)  #: KPI id -> of its target, that is due by now; above 1 of who leaves
    days: OwnDays | None = None


ALL_DAYS = DueShares()


def shares_of(member: Member, plan: Plan, month: Month, last: date) -> DueShares:
    """Of a member of a company's plan, whose sums are cut to the own days; rates are not, and other plans cut nothing."""
    first, end = max(member.joined or month.start, month.start), month.end
    if member.until is not None:
        end = min(member.until + timedelta(days=1), end)
    if plan.company is None or (first, end) == (month.start, month.end):
        return ALL_DAYS
    days = plan.calendar.count(first, end)
    over = plan.calendar.count(first, min(last + timedelta(days=1), end))
    share = share_due(over, days)
    of_month = share_due(plan.calendar.count(month.start, min(last + timedelta(days=1), month.end)), plan.calendar.days_in(month))
    parts = {kpi.id: part_due(kpi, share) for kpi in member.role.kpis if kpi.is_additive}
    if of_month:
        parts |= {kpi.id: share / of_month for kpi in member.role.kpis if is_a_day(kpi)}
    return DueShares(parts, OwnDays(share, days - over))


def shares_together(kpis: Sequence[Kpi], members: Sequence[Result], whole: OwnDays) -> DueShares:
    """Of a role's members in a team: of each sum the part that is due of theirs.

    Args:
        kpis: the goal first.
        whole: the month's days.
    """
    if all(each.own_days is None for each in members):
        return ALL_DAYS
    found = {kpi.id: share for kpi in kpis if kpi.is_additive and (share := _due_part([each.row(kpi.id) for each in members])) is not None}
    return DueShares(found, replace(whole, share_due=found.get(kpis[0].id, whole.share_due)))


def shares_led(kgi: Kpi, own: DueShares, members: Sequence[Result], whole: OwnDays) -> DueShares:
    """Of a manager: the goal is the members' goals together; what the manager does is the own days'."""
    part = _due_part([each.kgi for each in members if each.kgi.kpi.unit is kgi.unit])
    if own.days is None and all(each.own_days is None for each in members):
        return own
    goal = whole.share_due if part is None else part
    return DueShares({**own.by_kpi, kgi.id: goal}, replace(whole, share_due=goal))


def _due_part(rows: Sequence[AttainmentRow]) -> float | None:
    """None where nothing is asked."""
    asked = exact_sum(row.target or 0.0 for row in rows)
    return exact_sum(row.due or 0.0 for row in rows) / asked if asked else None


_LOST = Text("{count}社解約（年換算{rate}、n={n}）", "{customers} lost ({rate} a year, n={n})")
_OF_FEW = Text("{words}（n={n}）", "{words} (n={n})")
