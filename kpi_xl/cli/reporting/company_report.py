"""The company's month: as plain values for ``--json``, and in a few lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kpi_xl.language import Text
from kpi_xl.units import Unit

if TYPE_CHECKING:  # a report of one team needs none of it
    from kpi_xl.attainment.company.course import Course, PeriodToDate
    from kpi_xl.attainment.company.flow import Flow, FlowLink, FlowStage
    from kpi_xl.attainment.company.model import Break, CompanyMonth, Outlook, TeamStanding
    from kpi_xl.attainment.company.standing import Standing


def company_dict(month: CompanyMonth | None) -> dict[str, Any]:
    """The keys ``company`` and ``periods``; nothing for one team that no company's plan holds."""
    if month is None:
        return {}
    return {
        "company": {
            "kpi": month.kpi.id if month.kpi else None, **_values(month.kgi), **_outlook(month.outlook), "people": month.people,
            "new": _standing(month.new), "existing": _standing(month.existing),
            "flow": _flow(month.flow), "break": _break(month.breaks), "customers": [_stage(stage) for stage in month.customers],
            "broken_handovers": [{"team": team, "link": link.id, "yen": link.yen, "missing": link.missing} for team, link in month.broken_handovers],
            "months": _months(month.course), "unassigned": month.unassigned, "teams": [_team(team) for team in month.teams],
        },
        "periods": [
            *({"team": None, "role": None, "kpi": None, **each} for each in _periods(month.course)),
            *(
                {"team": team.team, "role": team.role.key, "kpi": team.kpi.id, **each}
                for team in month.teams
                if team.course
                for each in _periods(team.course)
            ),
        ],
    }  # fmt: skip


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    return None if standing is None else _values(standing)


def _values(standing: Standing) -> dict[str, Any]:
    return {
        "target": standing.target, "due": standing.due, "actual": standing.actual, "pace": standing.pace, "gap": standing.gap,
        "rate": standing.rate, "status": standing.status.value if standing.status else None,
    }  # fmt: skip


def _outlook(outlook: Outlook) -> dict[str, Any]:
    known = outlook.known
    return {
        "landing": {"low": float(known.low), "middle": known.middle, "high": float(known.high)} if known else None,
        "by_pace": known.is_pace if known else None,
        "probability": outlook.probability,
        "needed_per_day": outlook.needed_per_day,
    }


def _team(team: TeamStanding) -> dict[str, Any]:
    return {
        "team": team.team, "role": team.role.key, "people": team.people, "kpi": team.kpi.id, **_values(team.kgi),
        **_outlook(team.outlook), "flow": _flow(team.flow), "months": _months(team.course) if team.course else None,
    }  # fmt: skip


def _flow(flow: Flow | None) -> dict[str, Any] | None:
    if flow is None:
        return None
    return {
        "stages": [_stage(stage) for stage in flow.stages],
        "links": [_link(link) for link in flow.links],
        "rest": flow.rest,
        "total": flow.total,
        "breaks": flow.breaks.id if flow.breaks else None,
        "breaks_at": _costliest(flow.breaks) if flow.breaks else None,
        "strength": flow.strength.id if flow.strength else None,
        "weakest_handover": flow.weakest_handover.id if flow.weakest_handover else None,
        "furthest_behind": flow.furthest_behind.id if flow.furthest_behind else None,
    }


def _costliest(link: FlowLink) -> dict[str, Any] | None:
    if link.costliest is None:
        return None
    part, is_rate = link.costliest
    return {"lane": part.id, "by": "rate" if is_rate else "volume", "yen": part.by_rate if is_rate else part.by_volume}


def _stage(stage: FlowStage) -> dict[str, Any]:
    return {"stage": stage.id, **_values(stage.standing)}


def _link(link: FlowLink) -> dict[str, Any]:
    return {
        "link": link.id, "from": link.before or None, "to": link.after, "yen": link.yen, "planned": link.planned, "actual": link.actual,
        "n": link.cases, "missing": link.missing,
        "lanes": [
            {
                "lane": part.id, "planned": part.planned, "actual": part.actual, "n": part.cases,
                "yen_by_rate": part.by_rate, "yen_by_volume": part.by_volume,
            }
            for part in link.parts
        ],
    }  # fmt: skip


def _break(place: Break | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "link": place.link.id, "yen": place.link.yen, "share": place.share, "missing": place.link.missing,
        "missing_by_team": dict(place.missing), "landing_as_planned": place.landing,
    }  # fmt: skip


def _months(course: Course) -> list[dict[str, Any]]:
    return [
        {"month": str(point.month), "plan": point.plan, "plan_from": _source(point.is_from_store), "actual": point.actual}
        for point in course.points
    ]


def _source(is_from_store: bool) -> str:
    return "store" if is_from_store else "plan"


def _periods(course: Course) -> Iterator[dict[str, Any]]:
    for period in course.periods:
        yield {
            "period": period.kind.key, "from": str(period.months[0]), "until": str(period.months[-1]),
            "plan": period.standing.target, **_without_target(period), "unknown_months": [str(month) for month in period.unknown],
            "plan_from_store": [str(point.month) for point in course.points if point.is_from_store and point.month in period.months],
        }  # fmt: skip


def _without_target(period: PeriodToDate) -> Mapping[str, Any]:
    return {key: value for key, value in _values(period.standing).items() if key != "target"}


def company_lines(month: CompanyMonth | None, is_complete: bool, is_list: bool = False) -> Iterator[str]:
    """The company's revenue, the place where its flow breaks, and the periods to date, of which a list knows nothing."""
    if month is None:
        return
    kgi = month.kgi
    words, show = _COMPANY if month.flow or month.new or month.existing else _TEAMS, month.unit.show
    yield str(words.format(kpi=month.label, target=show(kgi.target), actual=show(kgi.actual), rate=Unit.RATE.show(kgi.rate)))
    if not is_complete:
        yield str(_DUE.format(due=show(_rounded(kgi.due, month.unit)), pace=Unit.RATE.show(kgi.pace)))
    if month.breaks is not None:
        yield str(_break_line(month.breaks.link, month.flow))
    for team, link in month.broken_handovers:
        yield str(_HANDOVER.format(team=team, step=link.label, missing=f"{link.missing:.0f}", count=link.cases, yen=_yen(link.yen)))
    yield from (str(_period(period, month.unit)) for period in month.course.periods if len(period.months) > 1 and not is_list)


def _rounded(due: float | None, unit: Unit) -> float | None:
    """As a sentence tells what is due: yen to the thousand."""
    return None if due is None else float(round(due, -3 if unit is Unit.YEN else 0))


def _period(period: PeriodToDate, unit: Unit) -> Text:
    standing = period.standing
    words = _PART_OF_PERIOD if period.unknown else _PERIOD
    return words.format(
        period=period.label, due=unit.show(_rounded(standing.due, unit)), actual=unit.show(standing.actual), pace=Unit.RATE.show(standing.pace),
        months=str(Text("、", ", ")).join(str(month.short_label) for month in period.unknown),
    )  # fmt: skip


def _break_line(link: FlowLink, flow: Flow | None) -> Text:
    """By its rate, or by how many there were where it is a matter of number."""
    stage = flow.stage(link.after) if flow and not link.before else None
    if stage is None:
        return _BREAK.format(step=link.label, yen=_yen(link.yen), actual=_rate(link), planned=_planned(link), count=link.cases)
    done, due = (f"{count or 0:,.1f}".removesuffix(".0") for count in (stage.done, stage.standing.due))
    return _NUMBER.format(step=link.label, yen=_yen(link.yen), done=done, due=due)


def _yen(value: float | None) -> str:
    return Unit.YEN.show(value)


def _rate(link: FlowLink) -> str:
    return _yen(link.actual) if link.id == "unit_price" else Unit.RATE.show(link.actual)


def _planned(link: FlowLink) -> str:
    return _yen(link.planned) if link.id == "unit_price" else Unit.RATE.show(link.planned)


_COMPANY = Text("会社の売上：目標{target}、実績{actual}、達成率{rate}", "The company's revenue: target {target}, actual {actual}, attainment {rate}")
_TEAMS = Text("全チームの{kpi}：目標{target}、実績{actual}、達成率{rate}", "All teams, {kpi}: target {target}, actual {actual}, attainment {rate}")
_DUE = Text("  ここまでの目安{due}、ペース比{pace}", "  due by now {due}, pace {pace}")
_BREAK = Text(
    "  売上への影響が最も大きいところ：{step} {yen}（実績{actual}、前提{planned}、n={count}）",
    "  Largest effect on revenue: {step} {yen} (actual {actual}, assumed {planned}, n={count})",
)
_NUMBER = Text(
    "  売上への影響が最も大きいところ：{step}の件数 {yen}（実績{done}件、ここまでの目安{due}件）",
    "  Largest effect on revenue: number of {step} {yen} ({done} against {due} due)",
)
_HANDOVER = Text(
    "  {team}：{step}が{count}件のうち{missing}件不足（売上への影響{yen}）",
    "  {team}: {step}, {missing} of {count} missing (effect on revenue {yen})"
)
_PERIOD = Text("  {period}：目安{due}、実績{actual}、ペース比{pace}", "  {period}: due {due}, actual {actual}, pace {pace}")
_PART_OF_PERIOD = Text(
    "  {period}：目安{due}、実績{actual}、ペース比{pace}（記録のない{months}を除く）",
    "  {period}: due {due}, actual {actual}, pace {pace} (without {months}, not on record)",
)
