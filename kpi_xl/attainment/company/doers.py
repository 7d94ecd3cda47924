"""Who does what in a company's chain, and how much of it was done: by everybody, and by the people of one team."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from kpi_xl.attainment.report.stays import Stays
from kpi_xl.attainment.report.team_counts import Tallies, TeamCounts
from kpi_xl.definitions import STAGE_TALLIES, ChainPart, Ratio, RoleTemplate, Single, Stage, Tally
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member
from kpi_xl.targets.company import Lane, Link

LaneLink = tuple[Lane, Link]
"""A link, and the lane that it is one of."""


def tallies_of_link(role: RoleTemplate, link: Link) -> tuple[Tally, ...]:
    """What is counted of a link of *role*'s lane: as its KPIs say, else as usual."""
    stage = link.step.stage
    if stage is None:
        measure = role.kgi.measure
        return measure.tallies if isinstance(measure, Single) else ()
    for kpi in role.kpis:
        if kpi.reverse is stage and isinstance(kpi.measure, Single):
            return kpi.measure.tallies
        if link.step.rate and kpi.input == link.step.rate and isinstance(kpi.measure, Ratio):
            return (kpi.measure.to,)
    return STAGE_TALLIES[stage]


@dataclass(frozen=True)
class Doers:
    """The people of a plan and of the log."""

    members: Sequence[Member]
    counts: TeamCounts
    logged: Collection[str] | None = None  #: the kinds of activity that the log has; None: not known

    def is_recorded(self, links: Sequence[LaneLink]) -> bool:
        """False where the log has no row at all of what a link counts; revenue is 0 until there is some."""
        kinds = {kind for lane, link in links for tally in tallies_of_link(lane.role, link) for kind in tally.kinds}
        return self.logged is None or links[0][1].step.stage is None or not kinds.isdisjoint(self.logged)

    def done(self, links: Sequence[LaneLink], month: Month, team: str | None = None, is_strict: bool = False) -> float:
        """What the people of some lanes did of one link in *month*, those of *team* there; None: everybody, strangers included.

        Revenue and deals are counted whoever won them. A meeting is one of new business, handed over, or with a customer by the
        role of whoever held it; strangers' meetings are those of new business.

        Args:
            links: of one lane, or of several that share the link (appointments of SDRs and BDRs).
            is_strict: without those of no track, who do a part of each lane.
        """
        names = self._names(links, month, team is None, is_strict)
        tallies = dict.fromkeys(tally for lane, link in links for tally in tallies_of_link(lane.role, link))
        if team is not None:
            return _sum(self.counts.together(team, month, names), tallies)
        return exact_sum(_sum(self.counts.of(name, month), tallies) for name in names)

    def _names(self, links: Sequence[LaneLink], month: Month, with_strangers: bool, is_strict: bool) -> Collection[str]:
        """Whose counts make a link; asked for every team, and found once."""
        key = month, tuple((lane.role.key, link.step) for lane, link in links), with_strangers, is_strict
        if key not in self._found:
            roles = self._roles(month).items()
            self._found[key] = {name for name, role in roles if _does(role, links, with_strangers, is_strict)}
        return self._found[key]

    @cached_property
    def _found(self) -> dict[object, Collection[str]]:
        return {}

    def names_of(self, role: RoleTemplate, month: Month) -> Collection[str]:
        """Who had the role in *month*, whatever the track."""
        if (month, role.id) not in self._found:
            roles = self._roles(month).items()
            self._found[month, role.id] = {name for name, own in roles if own is not None and own.id == role.id}
        return self._found[month, role.id]

    def _roles(self, month: Month) -> Mapping[str, RoleTemplate | None]:
        """Everybody with a row in *month*, as the log spells the name -> the role there; None for a stranger."""
        if month not in self._by_month:
            names = dict.fromkeys(name for name, its_month in self.counts.whole.values if its_month == month)
            self._by_month[month] = {name: self._role(name, month) for name in names}
        return self._by_month[month]

    @cached_property
    def _by_month(self) -> dict[Month, Mapping[str, RoleTemplate | None]]:
        return {}

    def _role(self, name: str, month: Month) -> RoleTemplate | None:
        stay = self._stays.on(name, month.end - timedelta(days=1))
        return stay.role if stay else None

    @cached_property
    def _stays(self) -> Stays:
        return Stays.of(self.members)


def _does(role: RoleTemplate | None, links: Sequence[LaneLink], with_strangers: bool, is_strict: bool) -> bool:
    """True for whom a link counts."""
    lane, link = links[0]
    is_meeting = link.step.stage in (Stage.MEETINGS, Stage.CUSTOMER_MEETINGS)
    if with_strangers and lane.role.chain is ChainPart.NEW_BUSINESS and not is_meeting:
        return True
    if role is None or role.is_team:  # a stranger, or a manager who sells: what only one role can have done is counted there
        return with_strangers and not is_strict and (lane.role.chain is ChainPart.NEW_BUSINESS or not is_meeting)
    return any(_is_of(role, lane.role, is_strict) for lane, _ in links)


def _is_of(role: RoleTemplate, lane: RoleTemplate, is_strict: bool) -> bool:
    if role.id != lane.id:
        return False
    return lane.track in (None, role.track) or (role.track is None and not is_strict)


def _sum(values: Tallies, tallies: Iterable[Tally]) -> float:
    return exact_sum(values.get(tally, 0.0) for tally in tallies)

