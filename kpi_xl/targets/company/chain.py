"""The chain from the company's goal to one person's day, through all roles.

What one role needs is what the other owes: the meetings of new business, less those that it wins itself, are the
hand-overs of the role before it. Every stage is rounded up, as in `kpi_xl.targets.reverse`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.definitions import ChainPart, RoleTemplate, Stage, Track
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets.allocation import allocate
from kpi_xl.targets.company.crews import Crew, crew_of
from kpi_xl.targets.company.lanes import Counts, Lane, Link, Step, lane_of, parts_of
from kpi_xl.targets.company.model import MAN_YEN, Company
from kpi_xl.targets.members import Member
from kpi_xl.targets.stages import required_stage
from kpi_xl.units import Unit
from kpi_xl.workdays import WorkCalendar

NEW = Step("new", Text("売上（新規）", "New revenue"), unit=Unit.YEN)
DEALS = Step("deals", Text("受注", "Deals won"), Stage.DEALS, "UNIT_PRICE")
MEETINGS = Step("meetings", Text("商談", "Meetings"), Stage.MEETINGS, "WIN_RATE")
HANDOVERS = Text("引き渡し", "Handed over")
APPOINTMENTS = Text("アポイント", "Appointments")
DAILY = {
    Stage.REQUESTS: Step("requests", Text("資料請求", "Requests"), Stage.REQUESTS, "REQUEST_RATE"),
    Stage.CALLS: Step("calls", Text("架電", "Calls"), Stage.CALLS, "APPOINTMENT_RATE"),
}
EXISTING = Step("existing", Text("売上（既存）", "Existing revenue"), unit=Unit.YEN)
CUSTOMER_STEPS = (
    Step("renewals", Text("更新", "Renewals"), Stage.RENEWALS),
    Step("added", Text("追加の受注", "Expansion deals"), Stage.ADDED_DEALS),
    Step("customer_meetings", Text("顧客面談", "Customer meetings"), Stage.CUSTOMER_MEETINGS),
)


@dataclass(frozen=True)
class Chain:
    """The chain of one month."""

    company: Company
    month: Month
    working_days: int
    everybody: Crew
    goal: float  #: of the month, as its parts: new and existing
    new: float
    existing: float
    handovers: float  #: what new business needs from the roles before it
    lanes: tuple[Lane, ...]  #: in the order of the company's roles

    @classmethod
    def of(
        cls, company: Company, members: Sequence[Member], month: Month, calendar: WorkCalendar = WorkCalendar(), first_month: int = 4
    ) -> Chain:
        """Work back from the company's goal in *month*."""
        days, everybody = calendar.days_in(month), crew_of(members, month, calendar, company.ramp)
        new, existing = company.parts_of(month, first_month)
        made = _LaneMaker(company, everybody, days)
        winning = {role.key: made.new_business(role, part) for role, part in _shared(company, ChainPart.NEW_BUSINESS, new, everybody)}
        meetings = exact_sum(link.count for lane in winning.values() for link in lane.links if link.step is MEETINGS)
        handovers = max(0.0, meetings - company.own_meetings)
        lanes: list[Lane] = []
        handing, earning = (
            {role.key: part for role, part in _shared(company, part, amount, everybody)}
            for part, amount in ((ChainPart.HANDOVERS, handovers), (ChainPart.CUSTOMERS, existing))
        )
        for role in company.roles:
            lanes += [winning[role.key]] if role.key in winning else []
            lanes += made.handing_over(role, handing[role.key]) if role.key in handing else []
            lanes += [made.customers(role, earning[role.key])] if role.key in earning else []
        goal = company.goal_of(month, first_month)
        return cls(company, month, days, everybody, goal, new, existing, handovers, tuple(lanes))

    @property
    def links(self) -> dict[str, Link]:
        """Every link by its id: deals, meetings, handovers_sdr, …, calls, renewals, added, customer_meetings."""
        return {link.step.id: link for lane in self.lanes for link in lane.links}


def _shared(company: Company, part: ChainPart, amount: float, everybody: Crew) -> list[tuple[RoleTemplate, float]]:
    """What the roles of one part have of an amount: nearly always one role, which has all; two share by their people."""
    roles = [role for role in company.roles if role.chain is part]
    if len(roles) <= 1:
        return [(role, amount) for role in roles]
    weights = [everybody.of_role(role).weight for role in roles]
    step = 1 if part is ChainPart.HANDOVERS else MAN_YEN
    return list(zip(roles, allocate(amount, weights if any(weights) else [1.0] * len(roles), step), strict=True))


@dataclass(frozen=True)
class _LaneMaker:
    """The lanes of one month's chain."""

    company: Company
    everybody: Crew
    days: int

    def new_business(self, role: RoleTemplate, amount: float) -> Lane:
        crew = self.everybody.of_role(role)
        return lane_of(self.company, role, crew, (NEW, DEALS, MEETINGS), self._amount(amount, crew), self.days)

    def customers(self, role: RoleTemplate, amount: float) -> Lane:
        crew = self.everybody.of_role(role)
        start = self._amount(amount, crew)
        links = [Link(EXISTING, start, crew, self.days)]
        for step in CUSTOMER_STEPS:
            assert step.stage is not None
            count = float(required_stage(step.stage, {**self.company.inputs, "KGI_AMOUNT": amount}))
            links.append(Link(step, Counts(count, parts_of(count, start.by_team)), crew, self.days))
        return Lane(role, crew, tuple(links))

    def handing_over(self, role: RoleTemplate, handovers: float) -> list[Lane]:
        """A lane for each track; a role without tracks has one of its own."""
        crew = self.everybody.of_role(role)
        if not role.tracks or role.track:
            daily = next((track.stage for track in role.tracks if track.id == role.track), None)
            return [self._handing_over(role, crew, handovers, _steps(daily, role.track or role.id))]
        crews = [crew.of_track(track.id, len(role.tracks)) for track in role.tracks]
        counts = allocate(handovers, self._track_weights(crews))
        return [
            self._handing_over(role.for_track(track.id), own, count, _steps(track.stage, track.id, role.tracks))
            for track, own, count in zip(role.tracks, crews, counts, strict=True)
        ]

    def _track_weights(self, crews: Sequence[Crew]) -> list[float]:
        """By people unless the first track's share is typed; equal where nobody is there."""
        if self.company.sdr_share is not None and len(crews) > 1:
            rest = (1 - self.company.sdr_share) / (len(crews) - 1)
            return [self.company.sdr_share, *[rest] * (len(crews) - 1)]
        weights = [crew.weight for crew in crews]
        return weights if any(weights) else [1.0] * len(crews)

    def _handing_over(self, role: RoleTemplate, crew: Crew, handovers: float, steps: Sequence[Step]) -> Lane:
        start = Counts(handovers, parts_of(handovers, crew.by_team))
        return lane_of(self.company, role, crew, steps, start, self.days)

    def _amount(self, amount: float, crew: Crew) -> Counts:
        """An amount by team: by the shares of the teams' table, else by the weights of their people."""
        return Counts(amount, parts_of(amount, team_weights(self.company, crew), MAN_YEN))


def team_weights(company: Company, crew: Crew) -> dict[str, float]:
    """Team -> its part of an amount; teams without a share have what the shares leave, by their people."""
    people = crew.by_team
    typed = {team.name: team.share for team in company.teams if team.share is not None and team.name in people}
    if not typed:
        return people
    left, unset = max(0.0, 1 - exact_sum(typed.values())), exact_sum(weight for team, weight in people.items() if team not in typed)
    found = {team: typed[team] if team in typed else left * weight / unset if unset else 0.0 for team, weight in people.items()}
    return found if any(found.values()) else people


def _steps(daily: Stage | None, lane: str, tracks: Sequence[Track] = ()) -> tuple[Step, ...]:
    """Handed over, appointments, and what the track does all day."""
    first = (
        Step(f"handovers_{lane}", HANDOVERS, Stage.MEETINGS),
        Step(f"appointments_{lane}", APPOINTMENTS, Stage.APPOINTMENTS, "SHOW_RATE"),
    )
    if daily not in DAILY:
        return first
    step = DAILY[daily]
    is_alone = exact_sum(each.stage is daily for each in tracks) <= 1
    return (*first, step if is_alone else Step(f"{step.id}_{lane}", step.label, step.stage, step.rate))


