"""Where everybody is heading: as plain values for ``--json``, and a line per role for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kpi_xl.attainment.deals.lead_outlook import LeadOutlook
from kpi_xl.attainment.diagnosis.split import GapSplit
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.next_month import ActivityNeeded
from kpi_xl.attainment.month.insight import Insight, shown_probability
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.units import Unit


def outlook_dicts(month: MeasuredMonth) -> list[dict[str, Any]]:
    """One entry per member, role total and manager; null where nothing can be foretold, with the reason."""
    people = map(month.insights.of, month.report.results)
    totals = (month.insights.of_block(block) for team in month.report.teams for block in team.blocks)
    return [
        {"kind": kind, **_outlook(insight)}
        for kind, insights in (("person", people), ("total", totals))
        for insight in insights
        if insight is not None
    ]


def _outlook(insight: Insight) -> dict[str, Any]:
    result = insight.result
    landing, needed = insight.landing, insight.next_month
    known = landing if isinstance(landing, Landing) else None
    return {
        "member": result.name,
        "team": result.team,
        "role": result.role.key,
        "kpi": result.kgi.kpi.id,
        "landing": {"low": float(known.low), "middle": known.middle, "high": float(known.high)} if known else None,
        "by_pace": known.is_pace if known else None,
        "no_landing": str(landing) if isinstance(landing, TooLittle) else None,
        "probability": insight.probability,
        "needed_per_day": insight.needed_per_day,
        "day_made": insight.day_made.isoformat() if insight.day_made else None,
        "bottleneck_yen": dict(insight.gaps),
        "gap": _gap(insight.split),
        "gap_lacks": str(insight.lacks) if insight.lacks else None,
        "advice": [{"kpi": each.kpi.id, "reason": each.reason.value, "text": str(each.text)} for each in insight.advice],
        "next_month": None if needed is None else {
            "rate": needed.rate.id,
            "rate_expected": needed.forecast.mean,
            "n": needed.forecast.own_exposure,
            "rate_as": {"successes": max(0.0, needed.forecast.alpha - 0.5), "trials": max(0.0, needed.forecast.weight - 1)},
            "outcome": needed.wanted,
            "activity_on_average": needed.activities(needed.expected),
            "activity_at": {
                f"{confidence:g}": None if isinstance(count, TooLittle) else needed.activities(count)
                for confidence, count in needed.at.items()
            },
            "deals": _deals(needed),
        },
        "lead_time": _lead(insight.lead),
    }  # fmt: skip


def _deals(needed: ActivityNeeded) -> dict[str, Any] | None:
    """The deals that next month takes and those behind the rate, which is then one of deals; null where it is one of months."""
    found = needed.attempts
    if found is None:
        return None
    at = {f"{confidence:g}": None if isinstance(count, TooLittle) else count for confidence, count in needed.at.items()}
    return {"on_average": needed.expected, "at": at, "begun": found.deals, "won": found.won, "attempts": found.attempts}


def _gap(split: GapSplit | None) -> dict[str, Any] | None:
    """The gap in yen between what is due of the KGI and its actual: the parts of bottleneck_yen and the rounding sum to it."""
    if split is None:
        return None
    named = {"bottleneck": split.bottleneck, "reference": split.reference, "strength": split.strength, "risk": split.risk}
    return {
        "yen": split.gap,
        "rounding_yen": split.rounding,
        **{name: part.id if part else None for name, part in named.items()},
        "n": {part.id: part.cases for part in split.parts if part.cases is not None},
    }


def _lead(outlook: LeadOutlook | TooLittle | None) -> dict[str, Any] | None:
    """Of a role's total; null for members, and where wins are too few or not followed."""
    if not isinstance(outlook, LeadOutlook):
        return None
    lead = outlook.lead_time
    return {
        "days": {"p50": lead.p50, "p75": lead.p75, "p90": lead.p90, "n": lead.wins},
        "wins_by_month_begun": {str(month): count for month, count in outlook.wins.items()},
        "wins_unknown": outlook.unknown,
        "serves": str(outlook.served),
        "serves_target": outlook.served_target,
        "by_month_of_activity": {
            str(each.month): {
                "activity": each.trials,
                "wins": each.wins,
                "matured": each.maturity,
                "rate": each.expected_rate if isinstance(each.expected_rate, float) else None,
            }
            for each in outlook.cohorts
        },
    }


def outlook_lines(month: MeasuredMonth) -> Iterator[str]:
    """Of a month that is not over: a line per role of a team and per manager."""
    if month.report.is_complete:
        return
    for team in month.report.teams:
        for insight in (*map(month.insights.of_block, team.blocks), *map(month.insights.of, team.led)):
            if insight is not None:
                yield str(_line(insight))


def _line(insight: Insight) -> Text:
    result, landing = insight.result, insight.landing
    kpi = result.kgi.kpi
    who = " ".join(filter(None, [result.team, str(result.role.title)]))
    if isinstance(landing, TooLittle):
        return _UNKNOWN.format(who=who, kpi=kpi.label, reason=landing.reason)

    def show(value: float) -> str:
        return kpi.unit.show(round(value, -3 if kpi.unit is Unit.YEN else 0))

    words = _LINE if insight.probability is None else _LINE_WITH_PROBABILITY
    return words.format(
        who=who, pace=_PACE if landing.is_pace else "", kpi=kpi.label, middle=show(landing.middle), low=show(landing.low), high=show(landing.high),
        probability=shown_probability(insight.probability or 0.0),
    )  # fmt: skip


_PACE = Text("（ペース換算）", " (at this pace)")
_LINE = Text("{who}：{kpi}の着地見込み{pace} {middle}（{low}〜{high}）", "{who}: {kpi} is forecast{pace} at {middle} ({low} to {high})")
_LINE_WITH_PROBABILITY = Text(
    "{who}：{kpi}の着地見込み{pace} {middle}（{low}〜{high}）・達成確率 {probability}",
    "{who}: {kpi} is forecast{pace} at {middle} ({low} to {high}), chance of hitting target {probability}",
)
_UNKNOWN = Text("{who}：{kpi}の着地見込み —（{reason}）", "{who}: {kpi}, no forecast ({reason})")
