"""Stored months: the plans that earlier months were measured against, as their own reports kept them, in the place of this plan's weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from kpi_xl.activity.store import StoredResult
from kpi_xl.attainment.company.course import Course
from kpi_xl.attainment.company.model import CompanyMonth, TeamStanding
from kpi_xl.periods import Month
from kpi_xl.units import Unit


def with_stored_plans(month: CompanyMonth, stored: Iterable[StoredResult]) -> CompanyMonth:
    """The company's month, its year and its teams' with what earlier months were measured against, and with actuals that the log lacks."""
    totals = [each for each in stored if not each.owner]
    teams = tuple(_team(team, totals) for team in month.teams)
    in_yen = {team.kpi.id for team in month.teams if team.kpi.unit is Unit.YEN}
    return replace(month, teams=teams, course=_course(month.course, totals, lambda each: each.kpi in in_yen))


def _team(team: TeamStanding, totals: Sequence[StoredResult]) -> TeamStanding:
    def is_its(each: StoredResult) -> bool:
        return (each.team, each.kpi, each.role.partition(":")[0]) == (team.team, team.kpi.id, team.role.id)

    return replace(team, course=_course(team.course, totals, is_its)) if team.course else team


def _course(course: Course, totals: Sequence[StoredResult], is_its: Callable[[StoredResult], bool]) -> Course:
    own = [each for each in totals if is_its(each)]
    plans, actuals = dict[Month, float](), dict[Month, float]()
    for each in own:
        if each.target is not None:
            plans[each.month] = plans.get(each.month, 0.0) + each.target
        if each.actual is not None and each.as_of + timedelta(days=1) >= each.month.end:
            actuals[each.month] = actuals.get(each.month, 0.0) + each.actual
    return course.with_stored(plans, actuals)
