"""The model of a company's month: everything that its page shows, in yen and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kpi_xl.attainment.company.course import Course
from kpi_xl.attainment.company.flow import Flow, FlowLink, FlowStage
from kpi_xl.attainment.company.standing import Standing
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.units import Unit

REVENUE = Text("売上", "Revenue")


@dataclass(frozen=True)
class Outlook:
    """Where a sum is heading."""

    landing: Landing | TooLittle
    target: float | None

    @property
    def known(self) -> Landing | None:
        return self.landing if isinstance(self.landing, Landing) else None

    @property
    def probability(self) -> float | None:
        """Of making the target; None without one, or without a forecast."""
        return None if self.known is None or self.target is None else self.known.probability(self.target)

    @property
    def needed_per_day(self) -> float | None:
        """On each working day left; None where no day is left."""
        return None if self.known is None or self.target is None else self.known.needed_per_day(self.target)

    @property
    def gap(self) -> float | None:
        """The middle of the forecast less the target."""
        return None if self.known is None or self.target is None else self.known.middle - self.target


@dataclass(frozen=True)
class TeamStanding:
    """One role of one team, its tracks together: a row of the teams' table."""

    team: str
    role: RoleTemplate
    people: int
    kpi: Kpi  #: the role's KGI
    kgi: Standing
    outlook: Outlook
    course: Course | None  #: None for a KGI that does not add up over the months
    flow: Flow | None = None  #: of a team that wins new business, in a company's plan


@dataclass(frozen=True)
class Break:
    """The place where the company's flow breaks."""

    link: FlowLink
    share: float  #: of what is missing of new revenue; above 1 where other steps make up for a part of it
    missing: Mapping[str, float]  #: team -> deals, meetings, … that are missing there; teams that miss some
    landing: float | None  #: where the month would end, were the step as planned; None where it is over, or nothing is foretold


@dataclass(frozen=True)
class CompanyMonth:
    """One month of a company, or of several teams that no company's plan joins."""

    kgi: Standing  #: of all revenue; see `kpi`
    new: Standing | None  #: its parts; None without a company's plan, or where the company does not do it
    existing: Standing | None
    outlook: Outlook
    flow: Flow | None  #: of new business; None without a company's plan
    customers: tuple[FlowStage, ...]  #: of existing business: existing, renewals, added, customer_meetings
    teams: tuple[TeamStanding, ...]  #: those whose KGI is in yen first
    course: Course
    people: int  #: in the month, managers included
    unassigned: float = 0.0  #: yen of the KGI that no team's row holds: of people whom no plan lists, of managers who sell
    kpi: Kpi | None = None  #: whose sum `kgi` is; None: revenue. Teams of inside sales alone have no yen
    breaks: Break | None = field(default=None, compare=False)

    @property
    def label(self) -> Text:
        return self.kpi.label if self.kpi else REVENUE

    @property
    def unit(self) -> Unit:
        return self.kpi.unit if self.kpi else Unit.YEN

    @property
    def places(self) -> tuple[str, ...]:
        """The teams, each once."""
        return tuple(dict.fromkeys(each.team for each in self.teams))

    @property
    def broken_handovers(self) -> tuple[tuple[str, FlowLink], ...]:
        """Teams that are short of their revenue, whose work stays behind where one role hands it to the next; the costliest first."""
        found = [(each.team, each.flow.weakest_handover) for each in self.teams if each.flow]
        return tuple(sorted(((team, link) for team, link in found if link), key=lambda pair: pair[1].yen))

    def flow_of(self, team: str) -> Flow | None:
        """A team's part of the flow."""
        return next((each.flow for each in self.teams if each.team == team and each.flow), None)


def with_break(month: CompanyMonth, is_over: bool) -> CompanyMonth:
    """The month with the place where it breaks."""
    link = month.flow.breaks if month.flow else None
    if month.flow is None or link is None:
        return month
    flows = {each.team: each.flow for each in month.teams if each.flow}
    found = {team: own.missing for team, flow in flows.items() if (own := flow.link(link.id))}
    landing = None if is_over else month.outlook.known
    place = Break(
        link, link.yen / month.flow.total, {team: missing for team, missing in found.items() if missing},
        None if landing is None else landing.middle - link.yen,
    )  # fmt: skip
    return replace(month, breaks=place)
