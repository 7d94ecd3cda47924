"""Due shares: what part of an owner's targets is due by now, where the target is cut to fewer days than the month has.

A company's plan asks of who joins or leaves within the month what the days there are worth: 13 of 20 working days. After the
eleventh of them 11/13 of that are due, not 11/20. Of people together the sum of what is due of each is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kpi_xl.attainment.report.model import AttainmentRow, OwnDays, Result, share_due
from kpi_xl.definitions import Kpi
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member, Plan


@dataclass(frozen=True)
class DueShares:
    """Of one owner; empty of who is there on all days."""

    by_kpi: Mapping[str, float] = field(default_factory=dict)  #: KPI id -> of its target, that is due by now
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
    return DueShares({kpi.id: share for kpi in member.role.kpis if kpi.is_additive}, OwnDays(share, days - over))


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
