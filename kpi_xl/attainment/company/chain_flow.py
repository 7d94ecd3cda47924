"""The flow of a company's chain: what the month asks for at every stage, beside what was done; of everybody, or of one team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.attainment.company.doers import Doers, LaneLink
from kpi_xl.attainment.company.due_parts import DueParts
from kpi_xl.attainment.company.flow import APPOINTMENTS, HANDOVERS, RECEIVED, Flow, FlowStage, LaneWorth, Worth, flow_of
from kpi_xl.attainment.company.standing import Standing
from kpi_xl.definitions import ChainPart, Stage
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Chain, Thresholds
from kpi_xl.targets.company import Link
from kpi_xl.units import Unit

DAILY = (Stage.REQUESTS, Stage.CALLS)


@dataclass(frozen=True)
class ChainMonth:
    """A month's chain, and who did what of it."""

    chain: Chain
    doers: Doers
    parts: DueParts
    thresholds: Thresholds

    def flow(self, team: str | None = None) -> Flow | None:
        """The flow of new business; None where nobody wins any (in the team)."""
        part = ChainPart.NEW_BUSINESS
        return _FlowMaker(self, team).flow() if any(_is_there(link, team) for _, link in self.links(part)) else None

    def customers(self) -> tuple[FlowStage, ...]:
        """Existing business: its revenue, renewals, further orders, meetings with customers."""
        links = self.links(ChainPart.CUSTOMERS)
        return tuple(self.stage([pair for pair in links if pair[1].step == step]) for step in dict.fromkeys(link.step for _, link in links))

    def links(self, part: ChainPart) -> list[LaneLink]:
        return [(lane, link) for lane in self.chain.lanes if lane.role.chain is part for link in lane.links]

    def stage(self, links: Sequence[LaneLink], team: str | None = None, stage_id: str = "") -> FlowStage:
        """A link that one lane has, or several share."""
        step = links[0][1].step
        done = self.done(links, team) if self.doers.is_recorded(links) else None
        standing = Standing.of(required(links, team), self.due(links, team), done, self.thresholds)
        return FlowStage(stage_id or step.id, step.label, step.unit, standing)

    def due(self, links: Sequence[LaneLink], team: str | None) -> float:
        """What of it is due by now."""
        return exact_sum(self.parts.due(pair, team) for pair in links)

    def done(self, links: Sequence[LaneLink], team: str | None, is_strict: bool = False) -> float:
        return self.doers.done(links, self.chain.month, team, is_strict)


def required(links: Sequence[LaneLink], team: str | None) -> float:
    """What a month asks of everybody, or of a team."""
    return exact_sum(link.count if team is None else link.counts.by_team.get(team, 0.0) for _, link in links)


def _is_there(link: Link, team: str | None) -> bool:
    return team is None or team in link.counts.by_team


class _FlowMaker:
    """The stages of one flow, and what they are worth."""

    def __init__(self, month: ChainMonth, team: str | None) -> None:
        self.month, self.company, self.team = month, month.chain.company, team
        winning = month.links(ChainPart.NEW_BUSINESS)
        self.new, self.deals, self.meetings = ([pair for pair in winning if pair[1].step.id == each] for each in ("new", "deals", "meetings"))
        self.handing = [pair for pair in month.links(ChainPart.HANDOVERS) if _is_there(pair[1], team)]

    def flow(self) -> Flow:
        new, deals, meetings = (self.month.stage(links, self.team) for links in (self.new, self.deals, self.meetings))
        goal = new.standing
        worths = [
            Worth(new, goal.due or 0.0, goal.actual or 0.0),
            Worth(deals, *self._by_team(self.deals), self._rate("UNIT_PRICE", self.new, self.deals)),
            Worth(meetings, *self._by_team(self.meetings), self._rate("WIN_RATE", self.deals, self.meetings)),
        ]
        if not self.handing:
            return flow_of((new, deals, meetings), worths)
        handed, made = self.month.stage(self.handed, self.team, HANDOVERS), self.month.stage(self.made, self.team, APPOINTMENTS)
        worths += [*self._received(), self._handed_worth(handed, 1.0), self._handed_worth(made, self.show)]
        lanes = list(self._lanes())
        return flow_of((new, deals, meetings, handed, made, *(lane.contacts for lane in lanes)), worths, lanes)

    @cached_property
    def handed(self) -> list[LaneLink]:
        return self._of_stage(Stage.MEETINGS)

    @cached_property
    def made(self) -> list[LaneLink]:
        """Appointments."""
        return self._of_stage(Stage.APPOINTMENTS)

    def _of_stage(self, *stages: Stage) -> list[LaneLink]:
        return [pair for pair in self.handing if pair[1].step.stage in stages]

    @cached_property
    def show(self) -> float:
        """Of the appointments, what is to be handed over."""
        return self._rate("SHOW_RATE", self.handed, self.made)

    @cached_property
    def each_meeting(self) -> float:
        """Yen that a meeting is to bring: of every team by the meetings that it owes."""
        owed = required(self.meetings, self.team)
        whole = exact_sum(required(self.meetings, team) * self._each(Stage.MEETINGS, team) for team in self._teams(self.meetings))
        return whole / owed if owed and self._teams(self.meetings) else self._each(Stage.MEETINGS, "")

    @cached_property
    def beside(self) -> float:
        """Meetings due that no hand-over of these people is for: those of field sales itself, and those that other teams hand over."""
        return self.month.due(self.meetings, self.team) - self.month.due(self.handed, self.team)

    def _teams(self, links: Sequence[LaneLink]) -> list[str]:
        teams = dict.fromkeys(team for _, link in links for team in link.counts.by_team)
        return [team for team in teams if self.team in (None, team)]

    def _rate(self, name: str, after: Sequence[LaneLink], before: Sequence[LaneLink]) -> float:
        """The rate (or price) as typed; where teams have their own, the one that they have together."""
        rates = {self.company.input(name, team) for team in self._teams(before)} or {self.company.input(name)}
        wanted, takes = required(after, self.team), required(before, self.team)
        return rates.pop() if len(rates) == 1 else wanted / takes if takes else self.company.input(name)

    def _each(self, stage: Stage, team: str) -> float:
        """Yen that a deal or a meeting is to bring."""
        price = self.company.input("UNIT_PRICE", team)
        return price if stage is Stage.DEALS else price * self.company.input("WIN_RATE", team)

    def _by_team(self, links: Sequence[LaneLink]) -> tuple[float, float]:
        """Yen that is due and that was done: each team's by its own price and rate, what no team has by the company's."""
        stage = links[0][1].step.stage or Stage.DEALS
        each = {team: self._each(stage, team) for team in self._teams(links)}
        due = exact_sum(self.month.due(links, team) * worth for team, worth in each.items())
        done = {team: self.month.done(links, team) for team in each}
        left = self.month.done(links, self.team) - exact_sum(done.values())
        return due, exact_sum(done[team] * worth for team, worth in each.items()) + left * self._each(stage, self.team or "")

    def _handed_worth(self, stage: FlowStage, rate: float) -> Worth:
        """Of hand-overs, or of appointments, of which *rate* is to be handed over."""
        due, done = (((count or 0.0) * rate + self.beside) * self.each_meeting for count in (stage.standing.due, stage.standing.actual))
        return Worth(stage, due, done, rate, self.beside if stage.id == HANDOVERS else 0.0)

    def _received(self) -> Iterator[Worth]:
        """Of a team whose hand-overs are not just its own meetings: its part of what all teams handed over."""
        month = self.month
        owed = month.due(self.meetings, None)
        if self.team is None or not self.beside or not owed:
            return
        handed = [pair for pair in month.links(ChainPart.HANDOVERS) if pair[1].step.stage is Stage.MEETINGS]
        own = owed - month.due(handed, None)  # that field sales wins itself, in all teams
        target, due = required(self.meetings, self.team), month.due(self.meetings, self.team)
        standing = Standing.of(target, due, (month.done(handed, None) + own) * due / owed, month.thresholds)
        stage = FlowStage(RECEIVED, self.meetings[0][1].step.label, Unit.COUNT, standing)
        yield Worth(stage, (standing.due or 0.0) * self.each_meeting, (standing.actual or 0.0) * self.each_meeting, 1.0)

    def _lanes(self) -> Iterator[LaneWorth]:
        """What people do all day, lane by lane."""
        for key in dict.fromkeys(lane.role.key for lane, _ in self.handing):
            daily, made = ([pair for pair in links if pair[0].role.key == key] for links in (self._of_stage(*DAILY), self.made))
            if daily:
                due, done = self.month.due(made, self.team), self.month.done(made, self.team, is_strict=True)
                rate = self._rate(str(daily[0][1].step.rate), made, daily)
                yield LaneWorth(self.month.stage(daily, self.team), rate, due, done, self.each_meeting * self.show)
