"""Members who joined, left, moved or count otherwise; KPIs that are followed or not any more; days off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from kpi_xl.definitions import RoleTemplate
from kpi_xl.definitions.kinds import folded
from kpi_xl.hosts.plans.comparison.change import About, Change
from kpi_xl.hosts.plans.comparison.inputs import NOTHING
from kpi_xl.language import Text
from kpi_xl.periods import short_day
from kpi_xl.targets import Member, Plan
from kpi_xl.units import Unit

Rows = tuple[Member, ...]
"""The rows of one person: several for somebody who changes team."""


def member_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """A change for each person whose rows differ."""
    before, after = _by_name(old.members), _by_name(new.members)
    for name in dict.fromkeys((*before, *after)):
        rows, later = before.get(name, ()), after.get(name, ())
        if [_described(row) for row in rows] != [_described(row) for row in later]:
            shown = (later or rows)[0].name
            yield Change(
                About.MEMBER, shown, Text("{name}", "{name}").format(name=shown), _listed(rows), _listed(later),
                partial(_with_rows, name, later),
            )  # fmt: skip


def kpi_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Marks of ③ that differ. What the people owe of it is the KPI's own target, which the other plan does not have."""
    for before, after in zip(old.roles, new.roles, strict=True):
        kept, now = ({kpi.id: kpi for kpi in own.role.kpis} for own in (before, after))
        for kpi_id in dict.fromkeys((*kept, *now)):
            if (kpi_id in kept) != (kpi_id in now):
                kpi = kept.get(kpi_id) or now[kpi_id]
                was, is_now = ("○" if kpi_id in found else NOTHING for found in (kept, now))
                yield Change(About.KPI, kpi_id, kpi.label, was, is_now, partial(_with_role, after.role))


def calendar_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Days off that were added or taken out."""
    if old.calendar == new.calendar:
        return
    gone, added = old.calendar.company_days - new.calendar.company_days, new.calendar.company_days - old.calendar.company_days
    gone |= new.calendar.worked_holidays - old.calendar.worked_holidays
    added |= old.calendar.worked_holidays - new.calendar.worked_holidays
    if gone or added:
        before, after = ("、".join(str(short_day(day)) for day in sorted(days)) or NOTHING for days in (gone, added))
        yield Change(About.CALENDAR, "HOLIDAYS", _DAYS_OFF, before, after, lambda plan: replace(plan, calendar=new.calendar))


def month_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """The month that is planned: its working days, its weight, who is there and how far they are."""
    if old.month != new.month and old.month and new.month:
        before, after = str(old.month.label), str(new.month.label)
        yield Change(About.MONTH, "PLAN_MONTH", _MONTH, before, after, lambda plan: replace(plan, month=new.month))


def _by_name(members: Sequence[Member]) -> Mapping[str, Rows]:
    found: dict[str, Rows] = {}
    for member in members:
        found[folded(member.name)] = (*found.get(folded(member.name), ()), member)
    return found


def _described(member: Member) -> str:
    """Everything that a row says, in the order of the list."""
    days = [f"{short_day(member.joined)}〜" if member.joined else "", f"〜{short_day(member.until)}" if member.until else ""]
    numbers = [
        "" if member.weight is None else str(_WEIGHT.format(weight=f"{member.weight:g}")),
        "" if member.share is None else str(_SHARE.format(share=f"{member.share:.0%}")),
        "" if member.commitment is None else str(_COMMITMENT.format(amount=_committed(member))),
    ]
    leads = [str(_LEADS.format(teams="、".join(member.leads)))] if member.leads else []
    return "、".join(filter(None, [member.team, str(member.role.label), *days, *numbers, *leads]))


def _committed(member: Member) -> str:
    return (member.role.kgi.unit if member.role.kgi.unit is not Unit.RATE else Unit.RATIO).show(member.commitment)


def _listed(rows: Rows) -> str:
    return " / ".join(map(_described, rows)) or NOTHING


def _with_rows(name: str, rows: Rows, plan: Plan) -> Plan:
    """The person's rows in place of those before, at the end where there were none."""
    found: list[Member] = []
    waiting = list(rows)
    for member in plan.members:
        if folded(member.name) != name:
            found.append(member)
        elif waiting:
            found.append(waiting.pop(0))
    return replace(plan, members=(*found, *waiting))


def _with_role(role: RoleTemplate, plan: Plan) -> Plan:
    roles = tuple(replace(own, role=role) if own.role.id == role.id else own for own in plan.roles)
    members = tuple(
        replace(member, role=role.for_track(member.role.track) if member.role.track else role) if member.role.id == role.id else member
        for member in plan.members
    )
    company = plan.company
    if company is not None:
        company = replace(company, roles=tuple(role if each.id == role.id else each for each in company.roles))
    return replace(plan, roles=roles, members=members, company=company)


_MONTH = Text("対象月", "Month")
_DAYS_OFF = Text("休業日（なくなった日 → 増えた日）", "Days off (taken out → added)")
_WEIGHT = Text("重み{weight}", "weight {weight}")
_SHARE = Text("配分{share}", "share {share}")
_COMMITMENT = Text("積み上げ{amount}", "commitment {amount}")
_LEADS = Text("担当{teams}", "leads {teams}")
