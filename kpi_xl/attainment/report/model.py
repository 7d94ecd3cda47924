"""The model of a monthly report: what was done against the plan, for members and teams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_xl.activity.summary import ReadSummary
from kpi_xl.attainment.report.few import are_few, is_coarse
from kpi_xl.attainment.report.rates import DUST, Status
from kpi_xl.definitions import Direction, FunnelStage, Kpi, RoleTemplate
from kpi_xl.periods import Month
from kpi_xl.rounding import SMALLEST, exact_sum
from kpi_xl.targets import Thresholds
from kpi_xl.units import Unit


@dataclass(frozen=True)
class AttainmentRow:
    """One owner's result for one KPI in one month."""

    kpi: Kpi
    target: float | None  #: in the KPI's unit and period; None for members whom no plan lists
    actual: float | None  #: None where there was nothing to divide by or nothing was measured
    rate: float | None  #: attainment of the whole month's target; None without target or actual
    status: Status | None  #: judged by `pace`
    before: float | None = None  #: last month's actual
    year_before: float | None = None  #: that of the same month of last year; None where the log does not reach it
    due: float | None = None  #: what the target asks for by as_of (see pacing.py); the target itself of a complete month, and of rates
    pace: float | None = None  #: attainment of `due` (ペース比); None where nothing is due yet, or without target or actual
    cases: int | None = None  #: on how many a rate, score or average rests (its n); None for counts and yen
    events: int | None = None  #: how many of them count (customers lost, deals won); None for averages, counts and yen

    @property
    def is_few(self) -> bool:
        """True where it rests on so few cases that it is for reference, with its n, and no headline."""
        return are_few(self.cases) or is_coarse(self.kpi, self.target, self.cases)

    @property
    def is_due_in_part(self) -> bool:
        """True where less than the target is due by now, or more: an amount a day of who is there on some days alone is, too."""
        return self.due != self.target

    @property
    def is_unjudged(self) -> bool:
        """True where target and actual are known and are not compared: a year's loss of too few customers."""
        return self.rate is None and self.target is not None and self.actual is not None

    @property
    def gap(self) -> float | None:
        """Positive is better than planned, in the KPI's unit."""
        if self.target is None or self.actual is None:
            return None
        difference = self.actual - self.target
        return -difference if self.kpi.direction is Direction.LOWER else difference


@dataclass(frozen=True)
class StageRow:
    """One bar of the funnel chart."""

    stage: FunnelStage
    target: float | None
    actual: float


@dataclass(frozen=True)
class TrendPoint:
    """The KGI in one month."""

    month: Month
    target: float | None
    actual: float | None
    rate: float | None


@dataclass(frozen=True)
class Pipeline:
    """The open deals of a manager's teams."""

    open: float  #: yen
    left: float | None  #: yen still to be won this month, which they serve; None once the month is over
    of_target: float | None  #: the month's target so many times, on record when the month is over; None where nobody logs open deals

    @property
    def times(self) -> float | None:
        """The one multiple (パイプライン倍率): of what is left to win; None where nothing is, and on the month's last day."""
        return None if self.left is None or self.left < SMALLEST else self.open / self.left


@dataclass(frozen=True)
class OwnDays:
    """The working days that a target is for, where they are not the whole month's: whoever joins or leaves within it has fewer."""

    share_due: float  #: of them, that are over; of several people the part of their KGIs that is due
    left: int  #: of them, still to come


@dataclass(frozen=True)
class Result:
    """Everything about one owner (a member, or a team under its manager's KPIs) in the month."""

    name: str  #: the member; for a team's result the manager, "" where nobody is named
    team: str
    role: RoleTemplate
    rows: tuple[AttainmentRow, ...]  #: one per KPI of the role, the KGI first
    funnel: tuple[StageRow, ...]  #: empty where nobody asked
    trend: tuple[TrendPoint, ...]  #: six months of the KGI, the report's month last; empty where nobody asked
    joined: date | None = None
    is_planned: bool = True  #: False: only the log knows this member
    pipeline: Pipeline | None = None  #: of a manager's teams; None elsewhere
    parts: tuple[Result, ...] = ()  #: of a member whose rows name several teams: what belongs to each, the own team's first
    own_days: OwnDays | None = None  #: None: the month's

    @property
    def kgi(self) -> AttainmentRow:
        return self.rows[0]

    def row(self, kpi_id: str) -> AttainmentRow:
        return next(row for row in self.rows if row.kpi.id == kpi_id)

    @property
    def overall(self) -> float | None:
        """The member's KPI attainment, of what is due by now: the mean over all KPIs, each counted from 0 to 100%.

        So that one KPI at 300% does not hide another at 20%, nor one at -150% the rest; single rates stay uncapped.
        """
        rates = [max(0.0, min(row.pace, 1.0)) for row in self.rows if row.pace is not None]
        return exact_sum(rates) / len(rates) if rates else None

    @property
    def worst(self) -> AttainmentRow | None:
        """The KPI furthest below what is due by now, the KGI and rates of few cases left out; None where none is known to be behind."""
        behind = [row for row in self.rows[1:] if row.pace is not None and row.status is not Status.GOOD and not row.is_few]
        return min(behind, key=lambda row: round(row.pace or 0.0, DUST), default=None)  # the first of equals, as cells find it


@dataclass(frozen=True)
class RoleBlock:
    """The members of one role in one team, with the row that sums them up."""

    role: RoleTemplate
    members: tuple[Result, ...]
    total: Result  #: sums for counts and yen, pooled quotients for rates; its name is the team's
    shares: tuple[float | None, ...]  #: per KPI: the share of members at the fair threshold (80%) or more
    visitors: tuple[Result, ...] = ()  #: what members of other teams did in this one, without targets; in the total, too

    @property
    def is_one_person(self) -> bool:
        """True where everything that could be said of the role is said of its only member."""
        return len(self.members) == 1 and not self.visitors


@dataclass(frozen=True)
class TeamResult:
    """One team in the month."""

    name: str  #: "" where the log names no teams
    blocks: tuple[RoleBlock, ...]  #: one per role, in the roles' order
    led: tuple[Result, ...]  #: the manager's KPIs, one result per manager; empty without one

    @property
    def members(self) -> Iterator[Result]:
        for block in self.blocks:
            yield from block.members

    @property
    def front_block(self) -> RoleBlock | None:
        """Whose goal stands for a team without a manager: the first role whose KGI is in yen, else the first."""
        in_yen = [block for block in self.blocks if block.role.kgi.unit is Unit.YEN]
        return None if self.led else next(iter([*in_yen, *self.blocks]), None)

    @property
    def is_of_several(self) -> bool:
        """True for the page of a manager of several teams, which is no team."""
        return not self.blocks and any(lead.parts for lead in self.led)

    @property
    def people(self) -> frozenset[str]:
        """Who belongs to it by name, managers included."""
        return frozenset([*(member.name for member in self.members), *(lead.name for lead in self.led if lead.name)])

    @property
    def is_one_person(self) -> bool:
        """True where the page of the only member is the team's, too: nobody else, and no manager."""
        return not self.led and len(self.blocks) == 1 and self.blocks[0].is_one_person


def share_due(elapsed_days: int, working_days: int) -> float:
    """What part of a month's target is due after so many of its working days.

    >>> share_due(10, 20), share_due(0, 18), share_due(0, 0)
    (0.5, 0.0, 1.0)
    """
    return min(1.0, elapsed_days / working_days) if working_days else 1.0


@dataclass(frozen=True)
class MonthlyReport:
    """One month of everybody."""

    month: Month
    as_of: date  #: the last day that counts
    working_days: int  #: of the whole month
    elapsed_days: int  #: of them up to and including as_of
    thresholds: Thresholds
    teams: tuple[TeamResult, ...]
    log: ReadSummary

    @property
    def is_complete(self) -> bool:
        """True where the whole month counts."""
        return self.as_of + timedelta(days=1) >= self.month.end

    @property
    def share_due(self) -> float:
        """Of the month's targets: the working days that are over, as a share of the month's."""
        return share_due(self.elapsed_days, self.working_days)

    @property
    def days_left(self) -> int:
        return self.working_days - self.elapsed_days

    def share_due_of(self, result: Result) -> float:
        """Of an owner's targets: by the own days, where the month's are not."""
        return result.own_days.share_due if result.own_days else self.share_due

    def days_left_of(self, result: Result) -> int:
        """The working days still to come in which the owner is there."""
        return result.own_days.left if result.own_days else self.days_left

    @property
    def members(self) -> list[Result]:
        """Members of all teams."""
        return [member for team in self.teams for member in team.members]

    @property
    def own_teams(self) -> tuple[TeamResult, ...]:
        """Those that are teams: the page of a manager of several is none."""
        return tuple(team for team in self.teams if not team.is_of_several)

    @property
    def people(self) -> frozenset[str]:
        """Everybody by name, managers included, each once."""
        return frozenset[str]().union(*(team.people for team in self.teams))

    @property
    def results(self) -> Iterator[Result]:
        """Members of all teams, then the managers."""
        yield from self.members
        for team in self.teams:
            yield from team.led
