"""④ of a later month: the proposals of ⑤ that are ticked are the targets by hand, a person's each."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.hosts.commands.next_month.model import Turning
from kpi_xl.hosts.commands.open_plan import OpenPlan
from kpi_xl.hosts.plans import PlanCells
from kpi_xl.hosts.plans.book_parts import per_head, sharing
from kpi_xl.hosts.plans.places import Placed, placed
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets.company import crew_of


@dataclass(frozen=True)
class Taken:
    """A proposal that becomes a target."""

    kpi: Kpi
    place: Placed  #: of the target by hand, as it was
    value: float  #: a person's


def take_proposals(cells: PlanCells, open_plan: OpenPlan, month: Month, turning: Turning) -> list[Taken]:
    """Write what is ticked into ④, and clear the tick: it was for this month."""
    taken = []
    for role in open_plan.roles:
        for kpi in role.kpis:
            tick = next(iter(placed(cells, names.proposal_tick_name(kpi.id))), None)
            if tick is None or tick.cell.is_blank:
                continue
            found = _taken(cells, open_plan, month, role, kpi)
            if found is None:
                turning.notes.append(_NO_PROPOSAL.format(kpi=kpi.label))
            elif turning.put(found.place, found.value):
                taken.append(found)
                before = kpi.show(found.place.cell.value) if isinstance(found.place.cell.value, float) else "—"
                turning.changes.append(_TAKEN.format(kpi=kpi.label, before=before, after=kpi.show(found.value)))
            turning.put(tick, None)
    return taken


def _taken(cells: PlanCells, open_plan: OpenPlan, month: Month, role: RoleTemplate, kpi: Kpi) -> Taken | None:
    proposed = cells.cell(names.proposed_name(kpi.id))
    place = next(iter(placed(cells, names.override_name(kpi.id))), None)
    if proposed is None or not isinstance(proposed.value, float) or place is None:
        return None
    return Taken(kpi, place, per_head(proposed.value, kpi, _people(open_plan, month, role, kpi)))


def _people(open_plan: OpenPlan, month: Month, role: RoleTemplate, kpi: Kpi) -> float:
    """How many share the KPI in the new month: heads, or a company's full members."""
    plan = open_plan.plan
    if plan.company is None:
        return sharing([member for member in plan.members if member.role.id == role.id], kpi)
    return crew_of(plan.members, month, plan.calendar, plan.company.ramp).of_role(role).having(kpi).weight


_TAKEN = Text("④目標：{kpi}（1人あたり手入力） {before} → {after}", "Sheet 4: {kpi} (per person, by hand) {before} → {after}")
_NO_PROPOSAL = Text(
    "⑤運用で「この案にする」に○が付いた{kpi}には目標案がないため、④目標はそのままです。",
    "{kpi} is ticked on sheet 5 but has no proposal, so its target on sheet 4 stays.",
)
