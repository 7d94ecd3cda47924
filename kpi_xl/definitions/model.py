"""The model of a role: KGI, KSFs, KPIs as a tree, funnel stages and the inputs targets are worked back from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from kpi_xl.definitions.measures import Measure, Single, Tally
from kpi_xl.definitions.stages import BEFORE, Stage
from kpi_xl.errors import UnknownNameError
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.units import Unit


class Level(Enum):
    """Where a KPI stands between the goal and daily action."""

    KGI = Text("KGI", "KGI")
    PRIMARY = Text("主要", "Primary")  #: the metric mainly followed
    INTERMEDIATE = Text("中間", "Intermediate")  #: behaviour that leads straight to the result
    ACTIVITY = Text("活動", "Activity")  #: daily action

    @property
    def label(self) -> Text:
        return self.value


class Direction(Enum):
    """Which side of the target is good."""

    HIGHER = Text("以上", "at least")
    LOWER = Text("以下", "at most")

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def label(self) -> Text:
        return self.value


class ChainPart(Enum):
    """What a role does in the chain from the company's goal to one person's day."""

    NEW_BUSINESS = "new_business"  #: wins new customers: revenue, deals, meetings
    HANDOVERS = "handovers"  #: hands over the meetings that new business needs, by its tracks
    CUSTOMERS = "customers"  #: earns from existing customers: renewals, added orders, customer meetings


@dataclass(frozen=True)
class Input:
    """A number that people type into the workbook and that formulas read by its name."""

    name: str  #: the workbook name, KGI_AMOUNT
    label: Text
    unit: Unit
    default: float
    note: Text | None = None


@dataclass(frozen=True)
class Ksf:
    """A key success factor: what must go well for the KGI to be reached."""

    id: str
    label: Text


@dataclass(frozen=True)
class Kpi:
    """One KPI of a role."""

    id: str
    label: Text
    level: Level
    unit: Unit
    period: Period
    direction: Direction
    target: float  #: the method's standard target of one person (one team, for a manager)
    measure: Measure
    problem: Text  #: the problem that following this KPI answers
    drives: str | None = None  #: id of the KPI above it in the tree; None for the KGI
    ksf: str | None = None
    track: str | None = None  #: only for members of this track
    input: str | None = None  #: its target is this input of the workbook
    reverse: Stage | None = None  #: its target is this stage, worked back from the KGI
    note: Text | None = None
    decimals: int = 0  #: shown for a whole unit whose actual is an average (47.5 calls a day)
    words: tuple[str, ...] = ()  #: what else people call it in their goals

    @property
    def is_additive(self) -> bool:
        """True where a team's value is the sum of its members' (counts, yen), not a quotient."""
        return isinstance(self.measure, Single)

    @property
    def number_format(self) -> str:
        return self.unit.number_format(self.decimals)

    def show(self, value: float | None) -> str:
        """A value of this KPI as it reads in a sentence."""
        return self.unit.show(value, self.decimals)


@dataclass(frozen=True)
class FunnelStage:
    """One bar of the role's funnel chart. Its target is a KPI's, or a share of another stage."""

    id: str
    label: Text
    tally: Tally
    kpi: str | None = None  #: id of the KPI whose monthly target is the stage's target
    share_of: str | None = None  #: id of the stage above ...
    rate: str | None = None  #: ... and the KPI that says how much of it must come through
    track: str | None = None  #: only for members of this track
    role: str | None = None  #: of a team's funnel: counts members of this role only, where there are any


@dataclass(frozen=True)
class Track:
    """A variant of the role: SDR and BDR in inside sales."""

    id: str
    label: Text
    stage: Stage | None = None  #: what its members do all day in the company's chain: SDRs answer requests, BDRs call


@dataclass(frozen=True)
class RoleTemplate:
    """Everything that is known about a role."""

    id: str
    label: Text
    summary: Text
    goal: Text  #: the goal sentence, with {target} and {month_end}
    kpis: tuple[Kpi, ...]  #: the KGI first
    inputs: tuple[Input, ...]
    ksfs: tuple[Ksf, ...] = ()
    funnel: tuple[FunnelStage, ...] = ()
    tracks: tuple[Track, ...] = ()
    is_team: bool = False  #: its KPIs are a team's, not a person's (manager)
    chain: ChainPart | None = None  #: its part in a company's chain; None: it is planned by its standards alone
    track: str | None = None  #: set where the template was narrowed to one track
    words: tuple[str, ...] = ()  #: what else people call it: FS

    def __hash__(self) -> int:
        """By the name alone, which tells nearly all roles apart: a company groups its members by their roles."""
        return hash((self.id, self.track, self.label))

    @property
    def kgi(self) -> Kpi:
        return self.kpis[0]

    @property
    def key(self) -> str:
        """How the role is named on the command line and in the members table: inside_sales:bdr."""
        return f"{self.id}:{self.track}" if self.track else self.id

    @property
    def title(self) -> Text:
        """The label, with the track where there is one."""
        track = next((track for track in self.tracks if track.id == self.track), None)
        if track is None:
            return self.label
        return Text(f"{self.label.ja}（{track.label.ja}）", f"{self.label.en} ({track.label.en})")

    @property
    def called(self) -> tuple[str, ...]:
        """Every word that a list of people may hold for the role, or for its track: SDR is one of inside sales."""
        track = next((track for track in self.tracks if track.id == self.track), None)
        if track is not None:
            return (*self.title.both(), self.key, *track.label.both(), track.id)
        return (*self.title.both(), self.key, *self.label.both(), self.id, *self.words)

    def kpi(self, kpi_id: str) -> Kpi:
        """The KPI of that id.

        Raises:
            UnknownNameError: there is none.
        """
        for kpi in self.kpis:
            if kpi.id == kpi_id:
                return kpi
        raise UnknownNameError(self.id, kpi_id, [kpi.id for kpi in self.kpis], Text("KPI", "KPI"))

    def has_kpi(self, kpi_id: str) -> bool:
        return any(kpi.id == kpi_id for kpi in self.kpis)

    def input(self, name: str) -> Input | None:
        return next((item for item in self.inputs if item.name == name), None)

    @property
    def defaults(self) -> Mapping[str, float]:
        """Input name -> its default."""
        return {item.name: item.default for item in self.inputs}

    def children(self, kpi_id: str) -> tuple[Kpi, ...]:
        """The KPIs that drive *kpi_id*, in the order of the definition."""
        return tuple(kpi for kpi in self.kpis if kpi.drives == kpi_id)

    def tree(self) -> Iterator[tuple[int, Kpi]]:
        """(depth, KPI) from the KGI down, depth first."""

        def below(kpi: Kpi, depth: int) -> Iterator[tuple[int, Kpi]]:
            yield depth, kpi
            for child in self.children(kpi.id):
                yield from below(child, depth + 1)

        yield from below(self.kgi, 0)

    def before(self, kpi: Kpi) -> Kpi | None:
        """What people of a track owe of it first, as everybody does, and work this KPI of theirs back from: calls from appointments."""
        if kpi.track is None or kpi.reverse not in BEFORE:
            return None
        stage = BEFORE[kpi.reverse]
        fitting = (each for each in self.kpis if each.reverse is stage and each.track is None)
        return next((each for each in fitting if each.is_additive and each.period is Period.MONTH), None)

    def without(self, kpi_ids: Collection[str]) -> RoleTemplate:
        """The role with some of its KPIs left out, never the KGI; funnel bars lose the targets that go with them."""
        kept = {kpi.id for kpi in self.kpis if kpi.id not in kpi_ids or kpi is self.kgi}
        funnel = tuple(
            stage if {stage.kpi, stage.rate} - {None} <= kept else replace(stage, kpi=None, share_of=None, rate=None)
            for stage in self.funnel
        )
        return replace(self, kpis=tuple(kpi for kpi in self.kpis if kpi.id in kept), funnel=funnel)

    def without_stages(self, missing: Collection[str]) -> RoleTemplate:
        """The role as a workbook has it that was made before some inputs were: targets that take one are standards again."""
        kpis = tuple(
            replace(kpi, reverse=None) if kpi.reverse and not kpi.reverse.inputs.isdisjoint(missing) else kpi for kpi in self.kpis
        )
        return replace(self, kpis=kpis, inputs=tuple(item for item in self.inputs if item.name not in missing))

    def for_track(self, track: str | None) -> RoleTemplate:
        """The role as members of *track* follow it: KPIs of other tracks left out.

        Raises:
            UnknownNameError: the role has no such track.
        """
        if track is None:
            return self
        if track not in {known.id for known in self.tracks}:
            raise UnknownNameError(self.id, track, [known.id for known in self.tracks], Text("トラック", "track"))
        kpis = tuple(kpi for kpi in self.kpis if kpi.track in (None, track))
        funnel = tuple(stage for stage in self.funnel if stage.track in (None, track))
        return replace(self, kpis=kpis, funnel=funnel, track=track)


def tallies_of(role: RoleTemplate) -> tuple[Tally, ...]:
    """Every tally that the role's KPIs and funnel need, each once."""
    needed = [tally for kpi in role.kpis for tally in kpi.measure.tallies]
    needed += [stage.tally for stage in role.funnel]
    return tuple(dict.fromkeys(needed))

