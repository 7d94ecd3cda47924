"""The flow of new business: from first contact to revenue, what each step does to the revenue, and where it breaks.

From the goal backwards, each step is judged on what came before it, and worth what the plan makes of it afterwards: deals by how
their price differs from the plan's, meetings by the deals that the planned win rate makes of them, hand-overs by the meetings,
appointments by the hand-overs, and the appointments themselves by how many were due. With V(n) the revenue that the plan makes of n
of a stage, a step is V(done here) - V(done before it); the steps telescope, so that they sum exactly to revenue done - due. What
rounding the plan's counts up leaves over (84 meetings bring a little more than 15 deals) stands apart.

A team gets meetings that other teams hand over, and hands over for them. Nobody records which, so each team has the part of all hand-overs
that it has of the meetings due; what of it the team did not hand over itself stands apart (`other_teams`).

A stage of which the log has nothing, though a later one has something, was not recorded: the step passes over it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi_xl.attainment.company.standing import Standing
from kpi_xl.attainment.diagnosis.capped import capped
from kpi_xl.attainment.report.few import are_few, are_too_few
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum, whole_parts
from kpi_xl.units import Unit, half_up

LEAST_MISSING = 3
"""For one or two that are missing no place is named."""


@dataclass(frozen=True)
class FlowStage:
    """One stage: a box of the flow."""

    id: str  #: new, deals, meetings, handovers, appointments, requests, calls; of existing business renewals, added, customer_meetings
    label: Text
    unit: Unit
    standing: Standing

    @property
    def done(self) -> float:
        return self.standing.actual or 0.0


@dataclass(frozen=True)
class Worth:
    """What a stage makes of revenue, at the plan's price and rates of every stage after it."""

    stage: FlowStage
    due: float  #: yen that what is due by now is to bring
    done: float  #: yen that what was done is to bring
    planned: float | None = None  #: rate (or price) from this stage into the next one nearer to the goal
    beside: float = 0.0  #: of the stage nearer to the goal, due without this one: meetings that field sales wins itself


@dataclass(frozen=True)
class LaneWorth:
    """What a lane of first contacts brought, in appointments."""

    contacts: FlowStage  #: requests, calls
    planned: float  #: rate from contact to appointment
    due: float  #: appointments that the lane owes by now
    done: float
    each: float  #: yen that an appointment is worth


@dataclass(frozen=True)
class LanePart:
    """One lane's part of the last step: how many contacts were made, and what became of them."""

    id: str  #: requests, calls
    planned: float  #: rate from contact to appointment
    actual: float | None  #: None where no contact is on record
    cases: int  #: contacts made
    by_rate: int  #: yen
    by_volume: int  #: yen


@dataclass(frozen=True)
class FlowLink:
    """The step between two stages: what it does to the revenue."""

    id: str
    """unit_price, win_rate, meeting_rate, (of a team) other_teams, handover_rate; appointments (or the last stage recorded) for their number."""
    label: Text
    after: str  #: the stage nearer to the goal
    before: str  #: the one that it comes from; "" where it is a matter of number alone
    yen: int  #: negative is lost
    planned: float | None  #: yen a deal, or a rate
    actual: float | None
    cases: int  #: what was done before the step, on which it rests
    missing: float = 0.0  #: of the stage after, by the planned rate; 0 where none are
    parts: tuple[LanePart, ...] = ()

    @property
    def is_few(self) -> bool:
        """True where the figure is a reference only."""
        return are_few(self.cases)

    @property
    def costliest(self) -> tuple[LanePart, bool] | None:
        """Of a step with lanes: the lane that costs most, and whether by its rate (else by too few contacts); None where none costs."""
        parts = [(yen, part, is_rate) for part in self.parts for yen, is_rate in ((part.by_rate, True), (part.by_volume, False)) if yen < 0]
        return min(parts, key=lambda found: found[0])[1:] if parts else None

    @property
    def of_planned(self) -> float | None:
        """The rate against the plan's."""
        return self.actual / self.planned if self.planned and self.actual is not None else None


@dataclass(frozen=True)
class Flow:
    """The flow of a month, the goal first."""

    stages: tuple[FlowStage, ...]
    links: tuple[FlowLink, ...]
    rest: int  #: yen that rounding the plan up leaves over
    total: int  #: revenue done less due, whole yen: the links and the rest together

    @property
    def is_short(self) -> bool:
        return self.total < 0

    @property
    def breaks(self) -> FlowLink | None:
        """The step that costs most; None at or above the due, and where it rests on too few cases."""
        losses = [link for link in self.links if link.yen < 0]
        if not self.is_short or not losses:
            return None
        worst = min(losses, key=lambda link: link.yen)
        return None if are_too_few(worst.cases) else worst

    @property
    def strength(self) -> FlowLink | None:
        """The step that brings most, for those who are not short."""
        gains = [link for link in self.links if link.yen > 0 and not are_too_few(link.cases)]
        return None if self.is_short else max(gains, key=lambda link: link.yen, default=None)

    @property
    def weakest_handover(self) -> FlowLink | None:
        """The step from one role to the next that is furthest below its rate; None where one or two are missing, or nothing is short."""
        found = [(link.of_planned, link) for link in self.links if link.id in HANDED and link.yen < 0 and link.missing >= LEAST_MISSING]
        below = [(rate, link) for rate, link in found if rate is not None and rate < 1]
        return min(below, key=lambda pair: pair[0])[1] if self.is_short and below else None

    @property
    def furthest_behind(self) -> FlowStage | None:
        """The stage with the lowest pace below 100%; of equals the one that comes first in the work."""
        found = [(stage.standing.pace, stage) for stage in reversed(self.stages[1:]) if stage.standing.pace is not None]
        behind = [pair for pair in found if pair[0] < 1]
        return min(behind, key=lambda pair: pair[0])[1] if behind else None

    def stage(self, stage_id: str) -> FlowStage | None:
        return next((stage for stage in self.stages if stage.id == stage_id), None)

    def link(self, link_id: str) -> FlowLink | None:
        return next((link for link in self.links if link.id == link_id), None)


HANDOVERS, APPOINTMENTS = "handovers", "appointments"
LINKS = {
    "deals": ("unit_price", Text("受注単価", "Deal size")),
    "meetings": ("win_rate", Text("成約率", "Win rate")),
    HANDOVERS: ("meeting_rate", Text("商談化", "Meetings held")),
    "received": ("meeting_rate", Text("商談化", "Meetings held")),
    APPOINTMENTS: ("handover_rate", Text("引き渡し", "Handed over")),
}
"""Stage -> the step from it to the next one."""
RECEIVED = "received"
"""Stage of one team's flow: the meetings that the hand-overs of all teams make for it, by its part of what is due."""
BETWEEN_TEAMS = ("other_teams", Text("他チームとの受け渡し", "Hand-overs between teams"))
NUMBER = {APPOINTMENTS: Text("アポイント", "Appointments")}
HANDED = ("meeting_rate", "handover_rate")
"""The steps at which one role's work goes to the next."""


def flow_of(stages: Sequence[FlowStage], worths: Sequence[Worth], lanes: Sequence[LaneWorth] = ()) -> Flow:
    """The flow of *stages*.

    Args:
        worths: of the stages from revenue to the last that is worked back to, revenue first.
        lanes: that appointments come from.
    """
    known = [place for place in range(len(worths)) if _is_recorded(worths, place)]
    goal, last = worths[0], worths[known[-1]]
    steps = [worths[after].done - worths[before].done for after, before in pairwise(known)]
    total = int(half_up(goal.done - goal.due, 0))
    *yen, rest = whole_parts(capped([*steps, last.done - last.due, last.due - goal.due], goal.due), total)
    links = [_link(worths[after : before + 1], each) for (after, before), each in zip(pairwise(known), yen, strict=False)]
    links.append(_number(last, yen[-1], lanes if last.stage.id == APPOINTMENTS else ()))
    return Flow(tuple(stages), tuple(links), rest, total)


def _is_recorded(worths: Sequence[Worth], place: int) -> bool:
    return place == 0 or worths[place].stage.done > 0 or not any(worth.stage.done > 0 for worth in worths[:place])


def _link(between: Sequence[Worth], yen: int) -> FlowLink:
    """The step from the last of *between* to the first; those in the middle were not recorded."""
    after, before = between[0].stage, between[-1].stage
    link_id, label = BETWEEN_TEAMS if after.id == RECEIVED else LINKS[before.id]
    planned = math.prod(worth.planned for worth in between[1:] if worth.planned is not None)
    came = after.done - exact_sum(worth.beside for worth in between[1:])
    missing = 0.0 if after.unit is Unit.YEN else max(0.0, before.done * planned - came)
    return FlowLink(link_id, label, after.id, before.id, yen, planned, came / before.done if before.done else None, round(before.done), missing)


def _number(last: Worth, yen: int, lanes: Sequence[LaneWorth]) -> FlowLink:
    """The last step: how many there were, of which each lane has its part."""
    stage = last.stage
    cases = round(max(exact_sum(lane.contacts.done for lane in lanes), stage.done, stage.standing.due or 0.0))  # two of fifty due are no few cases
    missing = max(0.0, (stage.standing.due or 0.0) - stage.done)
    return FlowLink(stage.id, NUMBER.get(stage.id, stage.label), stage.id, "", yen, None, None, cases, missing, _parts(yen, last, lanes))


def _parts(yen: int, last: Worth, lanes: Sequence[LaneWorth]) -> tuple[LanePart, ...]:
    """Rate and volume of each lane, in whole yen; what people of no lane brought is left over."""
    exact = [part for lane in lanes for part in _by_rate_and_volume(lane)]
    left = last.done - last.due - exact_sum(exact)
    whole = whole_parts([*exact, left], yen)
    return tuple(
        LanePart(
            lane.contacts.id, lane.planned, lane.done / lane.contacts.done if lane.contacts.done else None,
            round(lane.contacts.done), whole[2 * place], whole[2 * place + 1],
        )
        for place, lane in enumerate(lanes)
    )  # fmt: skip


def _by_rate_and_volume(lane: LaneWorth) -> tuple[float, float]:
    expected = lane.contacts.done * lane.planned if lane.contacts.done else lane.done
    return (lane.done - expected) * lane.each, (expected - lane.due) * lane.each
