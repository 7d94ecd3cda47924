"""Results, blocks and teams of a month, from what was counted of everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property, partial

from kpi_xl.activity import ReadSummary, added
from kpi_xl.attainment.report.model import (
    AttainmentRow,
    Pipeline,
    Result,
    RoleBlock,
    StageRow,
    TeamResult,
)
from kpi_xl.attainment.report.owners import Owner, Targets
from kpi_xl.attainment.report.pacing import ALL_DAYS, DueShares, shares_led, shares_of, shares_together
from kpi_xl.attainment.report.rates import share_attaining
from kpi_xl.attainment.report.results import Results, left_to_win
from kpi_xl.attainment.report.rows import attainment_row
from kpi_xl.attainment.report.stays import Stays
from kpi_xl.attainment.report.team_counts import Tallies, TeamCounts
from kpi_xl.definitions import Derived, DerivedFrom, Kpi, RoleTemplate
from kpi_xl.definitions.measures import PIPELINE
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.targets import Member, Plan
from kpi_xl.units import Unit


class Builder:
    """Rows, blocks and teams from what was counted."""

    def __init__(
        self, plan: Plan, months: Sequence[Month], last: date, counts: TeamCounts, owners: Sequence[Owner],
        summary: ReadSummary | None = None,
    ) -> None:  # fmt: skip
        self.plan, self.months, self.last, self.counts, self.owners = plan, months, last, counts, owners
        first_day, logged = (summary.earliest or summary.first_day, summary.begun) if summary else (None, None)
        self.results = Results(plan, months, last, counts.whole, first_day, logged)
        self._built: dict[str, tuple[RoleBlock, ...]] = {}
        self._earlier: dict[Month, Mapping[RoleTemplate, Collection[str]]] = {}
        self.by_name = {owner.log_name: owner for owner in reversed(owners) if not owner.member.role.is_team}

    def team(self, name: str) -> TeamResult:
        leads = [owner for owner in self.by_team.get(name, ()) if owner.member.role.is_team]
        return TeamResult(name, self._blocks(name), tuple(map(self._lead, leads)))

    def led(self, name: str) -> Iterator[Result]:
        """Of a team's first manager."""
        for lead in [owner for owner in self.by_team[name] if owner.member.role.is_team][:1]:
            yield self._leading(lead.member, self._led(lead.member), lead.targets, self._shares(lead))

    def totals(self, name: str) -> Iterator[Result]:
        """Of each role in the team, without targets."""
        return (self._total(name, role, [], ()) for role in _planned_roles(self.by_team[name]))

    def everybody(self) -> Iterator[Result]:
        """Of each role, without targets."""
        for role in _planned_roles(self.owners):
            yield self.results.result("", Member("", "", role), partial(self._of_names, self._by_role[role]), None)

    def _of_names(self, names: Collection[str], month: Month) -> Tallies:
        return added([rows for name in names if (rows := self.counts.of(name, month))])

    @cached_property
    def by_team(self) -> Mapping[str, Sequence[Owner]]:
        found: defaultdict[str, list[Owner]] = defaultdict(list)
        for owner in self.owners:
            found[owner.member.team].append(owner)
        return found

    def _blocks(self, name: str) -> tuple[RoleBlock, ...]:
        """The blocks of a team, built once: its manager may lead others, too."""
        if name not in self._built:
            members = [owner for owner in self.by_team.get(name, ()) if not owner.member.role.is_team]
            visitors = [self.by_name[each] for each in self.counts.visitors(name, self.months[-1]) if each in self.by_name]
            roles = dict.fromkeys(owner.member.role for owner in (*members, *visitors))
            blocks = (self._block(name, role, _of_role(members, role), _of_role(visitors, role)) for role in roles)
            self._built[name] = tuple(blocks)
        return self._built[name]

    def _block(self, team: str, role: RoleTemplate, owners: list[Owner], visitors: list[Owner]) -> RoleBlock:
        members = tuple(self._member(owner) for owner in owners)
        shares = tuple(
            share_attaining([_nan(result.rows[index].pace) for result in members], self.plan.thresholds.fair)
            for index in range(len(role.kpis))
        )
        here = tuple(self._part(owner, team) for owner in visitors)
        return RoleBlock(role, members, self._total(team, role, owners, members), shares, here)

    def _member(self, owner: Owner) -> Result:
        """The member's month; where several teams list the member, that of the team."""
        member, name = owner.member, owner.log_name
        if len(self.counts.own[name]) > 1:
            return self._part(owner, member.team, owner.targets)
        whole = self.results.result(member.name, member, lambda month: self.counts.of(name, month), owner.targets, self._shares(owner))
        teams = self.counts.teams(name, self.months[-1])
        if not set(teams) - {member.team}:
            return whole
        others = (self._part(owner, team) for team in teams if team != member.team)
        return replace(whole, parts=(self._part(owner, member.team, owner.targets), *others))

    def _part(self, owner: Owner, team: str, targets: tuple[Targets, ...] | None = None) -> Result:
        """What a member did in one team."""
        member = replace(owner.member, team=team)
        shares = ALL_DAYS if targets is None else self._shares(owner)
        part = self.results.result(member.name, member, lambda month: self.counts.in_team(owner.log_name, team, month), targets, shares)
        return replace(part, is_planned=owner.targets is not None)

    def _shares(self, owner: Owner) -> DueShares:
        return ALL_DAYS if owner.targets is None else shares_of(owner.member, self.plan, self.months[-1], self.last)

    def _total(self, team: str, role: RoleTemplate, owners: list[Owner], members: Sequence[Result]) -> Result:
        planned = [owner.targets for owner in owners if owner.targets is not None]
        targets = None
        if planned:
            targets = tuple(
                {kpi.id: _together(kpi, [each[index][kpi.id] for each in planned]) for kpi in role.kpis}
                for index in range(len(self.months))
            )
        shares = shares_together(role.kpis, members, self.results.whole)
        return self.results.result(
            team, Member(team, team, role), lambda month: self.counts.together(team, month, self._names(role, month)), targets, shares
        )

    def _names(self, role: RoleTemplate, month: Month) -> Collection[str] | None:
        """Whose counts make a role's total in *month*; None: everybody's, those who left months ago included."""
        if self.plan.lists_nobody:
            return None
        if self.plan.company is None or month == self.months[-1]:
            return self._by_role[role]
        if month not in self._earlier:
            self._earlier[month] = self._roles_of(month)
        return self._earlier[month][role]

    def _roles_of(self, month: Month) -> Mapping[RoleTemplate, Collection[str]]:
        """Who had which role in an earlier month: those who left or took another role since count where they were."""
        stays, found = Stays.of(self.plan.members), defaultdict[RoleTemplate, set[str]](set)
        for name in {name for name, its_month in self.counts.whole.values if its_month == month}:
            stay = stays.on(name, month.end - timedelta(days=1))
            if stay is not None:
                found[stay.role].add(name)
        return found

    @cached_property
    def _by_role(self) -> Mapping[RoleTemplate, Collection[str]]:
        """Who has a role, whatever the team."""
        found: defaultdict[RoleTemplate, set[str]] = defaultdict(set)
        for owner in self.owners:
            found[owner.member.role].add(owner.log_name)
        return found

    def _lead(self, owner: Owner) -> Result:
        """A manager's month: what the teams that he or she leads did together, and of several what each did."""
        manager = owner.member
        teams = self._led(manager)
        own = self._shares(owner)
        whole, several = self._leading(manager, teams, owner.targets, own), [team for team in teams if team != manager.team]
        if len(teams) == 1 or owner.targets is None:
            return whole
        parts = (self._leading(replace(manager, team=team), [team], self._part_led(owner, team), own) for team in several)
        return replace(whole, parts=tuple(parts), funnel=())  # meetings of one team do not come from another's calls

    def _leading(self, manager: Member, teams: Sequence[str], targets: Sequence[Targets] | None, own: DueShares) -> Result:
        """What *teams* did together, as their manager's month."""
        results = [result for team in teams for block in self._blocks(team) for result in block.members]
        shares = shares_led(manager.role.kgi, own, results, self.results.whole)
        result = self.results.result(manager.name, manager, lambda month: self._together(teams, month), targets, shares)
        tallies = self._together(teams, self.months[-1])
        pipeline = self._pipeline(manager.role, tallies.get(PIPELINE, 0.0), result.kgi, results)
        rows = tuple(self._derived(manager.role, row, pipeline, results) for row in result.rows)
        return replace(result, rows=rows, pipeline=pipeline, funnel=tuple(self._of_its_role(row, teams) for row in result.funnel))

    def _pipeline(self, role: RoleTemplate, amount: float, kgi: AttainmentRow, results: Sequence[Result]) -> Pipeline:
        left = None if self.results.is_complete else left_to_win(kgi, results)
        is_logged = not any(PIPELINE in kpi.measure.tallies for kpi in self.results.of_role(role)[0])
        return Pipeline(amount, left, amount / kgi.target if is_logged and kgi.target else None)

    def _part_led(self, owner: Owner, team: str) -> list[Targets]:
        """One team's part of what a manager of several owes: its people's KGIs in yen; rates alike; what a person does is owed once."""
        manager, found = owner.member.role, list[Targets]()
        members = [each for each in self.by_team.get(team, ()) if not each.member.role.is_team and each.member.role.kgi.unit is Unit.YEN]
        for place, targets in enumerate(owner.targets or ()):
            own = [each.targets[place][each.member.role.kgi.id] for each in members if each.targets is not None]
            alike = {kpi.id: targets[kpi.id] for kpi in manager.kpis if not kpi.is_additive}
            found.append(alike | ({manager.kgi.id: exact_sum(own)} if manager.kgi.unit is Unit.YEN else {}))
        return found

    def _led(self, manager: Member) -> list[str]:
        """The manager's own page, whose rows are his or her own, and every team that is led."""
        return list(dict.fromkeys([manager.team, *(team for team in self.by_team if manager.leads and manager.is_leading(team))]))

    def _together(self, teams: Sequence[str], month: Month, names: Collection[str] | None = None) -> Tallies:
        return added([rows for team in teams if (rows := self.counts.together(team, month, names))])

    def _of_its_role(self, row: StageRow, teams: Sequence[str]) -> StageRow:
        """A bar that counts one role's members: a meeting handed over is another's meeting held."""
        of_role = [owner for owner in self.owners if owner.member.role.id == row.stage.role]
        if not any(owner.member.team in teams for owner in of_role):
            return row
        tallies = self._together(teams, self.months[-1], {owner.log_name for owner in of_role})
        return replace(row, actual=tallies.get(row.stage.tally, 0.0))

    def _derived(self, role: RoleTemplate, row: AttainmentRow, pipeline: Pipeline, results: list[Result]) -> AttainmentRow:
        """The row of a KPI that is worked out from the team's results; any other row as it is."""
        if not isinstance(row.kpi.measure, Derived):
            return row
        if row.kpi.measure.source is DerivedFrom.MEMBERS_ATTAINING:
            if not self.results.is_complete:  # judged by whole months' targets, it is 0% until the last week
                return attainment_row(row.kpi, row.target, None, self.plan.thresholds, row.before, row.year_before)
            rates = [_nan(result.overall) for result in results if result.is_planned]
            actual = share_attaining(rates, row.kpi.measure.threshold)
        else:
            is_known = row.kpi not in self.results.of_role(role)[0]
            actual = pipeline.times if is_known else None
        return attainment_row(row.kpi, row.target, actual, self.plan.thresholds, share_due=self.results.share_due)


def _together(kpi: Kpi, targets: Sequence[float]) -> float:
    """The target of several members: the sum for counts and yen, the mean for rates and scores."""
    if kpi.is_additive:
        return exact_sum(targets)
    return targets[0] if len(set(targets)) == 1 else exact_sum(targets) / len(targets)


def _nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _planned_roles(owners: Iterable[Owner]) -> Iterable[RoleTemplate]:
    """The roles in which the plan has anybody, but managers."""
    return dict.fromkeys(owner.member.role for owner in owners if owner.targets is not None and not owner.member.role.is_team)


def _of_role(owners: Iterable[Owner], role: RoleTemplate) -> list[Owner]:
    return [owner for owner in owners if owner.member.role == role]
