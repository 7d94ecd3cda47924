"""What forecasts rest on and how good they were so far; and what next month takes."""

from __future__ import annotations

from functools import lru_cache

from kpi_xl.attainment.forecast.backtest import Kept
from kpi_xl.attainment.forecast.hit_rate import HitRates
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.next_month import ActivityNeeded
from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.history import counted_rate
from kpi_xl.attainment.report.pacing import grows
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import RoleTemplate
from kpi_xl.language import Language, Text, counted, spoken
from kpi_xl.sheets.monthly.parts.formulas import percent
from kpi_xl.sheets.monthly.parts.wording import OTHERS_AT_PACE, whole_percent


def basis_line(insight: Insight, month: MeasuredMonth) -> str:
    """Where the forecast comes from, with n, and 過去データでの的中率."""
    parts: list[object] = []
    landing, volume = insight.landing, insight.volume
    if isinstance(landing, Landing) and not month.report.is_complete:
        own = _OWN.format(count=f"{volume.own_count:,.0f}") if volume else _NO_OWN
        parts.append(_PACE if landing.is_pace else _LANDING.format(basis=landing.so_far.profile.basis, own=own))
    if isinstance(landing, TooLittle) and not month.report.is_complete:
        parts.append(_NO_LANDING.format(reason=landing.reason))
    if not month.report.is_complete and any(map(grows, insight.result.role.kpis[1:])):
        parts.append(OTHERS_AT_PACE)
    if insight.next_month is not None:
        parts += _hit_rates(insight.result.role, insight.next_month, month.hit_rates)
    return str(Text(" ・ ", ". ")).join(words[:1].upper() + words[1:] for words in map(str, parts))


def _hit_rates(role: RoleTemplate, needed: ActivityNeeded, hit_rates: HitRates) -> tuple[str, ...]:
    """What came of earlier forecasts of the rate that the line on next month rests on."""
    return _told(needed.rate.label, tuple(hit_rates.get((role.key, needed.rate.id, confidence)) for confidence in needed.at), spoken())


@lru_cache(maxsize=64)
def _told(rate: Text, kept: tuple[Kept | TooLittle | None, ...], language: Language) -> tuple[str, ...]:
    """The same on every page of a role; *language* is the one that is spoken."""
    known = [each for each in kept if isinstance(each, Kept)]
    if not known:
        return tuple(str(_UNCHECKED.format(reason=each.reason)) for each in kept[:1] if isinstance(each, TooLittle))
    shares = [_KEPT.format(confidence=whole_percent(each.confidence), share=percent(each.share)) for each in known]
    joined = ("、" if language == "ja" else ", ").join(map(str, shares))
    months = counted(known[0].promises, "member-month")
    return (str(_HIT_RATES.format(rate=rate, shares=joined, promises=f"{known[0].promises:,}", months=months)),)


def next_month_line(insight: Insight) -> str:
    """The activity that the outcome takes next month, on average and at 80 and 90%."""
    needed = insight.next_month
    if needed is None:
        lacks_one = any(counted_rate(kpi) and kpi.id not in insight.rates for kpi in insight.result.role.kpis)
        return str(_NO_RATE) if lacks_one else ""
    known = {confidence: count for confidence, count in needed.at.items() if not isinstance(count, TooLittle)}
    words = _AT if needed.attempts is None else _AT_DEALS
    at = [
        words.format(
            confidence=whole_percent(confidence), count=f"{count:,}", activity=needed.activity.stage.label,
            activities=f"{needed.activities(count):,}",
        )
        for confidence, count in known.items()
    ]  # fmt: skip
    return str(
        _NEXT.format(
            outcome=needed.outcome.stage.label, wanted=f"{needed.wanted:,}", average=_average(needed),
            at=("、" if spoken() == "ja" else ", ").join(["", *map(str, at)]), basis=_rate_basis(needed),
        )
    )


def _average(needed: ActivityNeeded) -> Text:
    words = _AVERAGE if needed.attempts is None else _AVERAGE_DEALS
    return words.format(
        activity=needed.activity.stage.label, count=f"{needed.expected:,}", activities=f"{needed.activities(needed.expected):,}"
    )


def _rate_basis(needed: ActivityNeeded) -> Text:
    """Where the rate comes from: of deals how many there were, how many were won, and how many meetings each took."""
    parts = {
        "rate": needed.rate.label, "mean": percent(needed.forecast.mean), "count": f"{needed.forecast.own_exposure:,.0f}",
        "activity": needed.activity.stage.label,
    }  # fmt: skip
    found = needed.attempts
    if found is None:
        return _BY_MONTH.format(**parts)
    return _BY_DEAL.format(**parts, deals=f"{found.deals:,}", won=f"{found.won:,}", each=f"{found.per_deal:.1f}")


_OWN, _NO_OWN = Text("本人の過去実績n={count}", "own history n={count}"), Text("本人の過去実績なし", "no own history")
_NO_LANDING = Text("着地見込みを出せない理由：{reason}", "No month-end forecast: {reason}")
_LANDING = Text("見込みの根拠：{basis}、{own}", "Forecast from {basis}, {own}")
_PACE = Text(
    "見込みの根拠：今月のペース換算（過去の記録が2か月に満たないため、幅が広くなります）",
    "Forecast at this month's pace (fewer than 2 past months, so the range is wide)",
)
_KEPT = Text("{confidence}と示したうち{share}が的中", "{share} of the {confidence} forecasts held")
_HIT_RATES = Text(
    "過去の見込みの的中率（{rate}、延べ{promises}人月）：{shares}",
    "How past forecasts held ({rate}, {months}): {shares}",
)
_UNCHECKED = Text("過去の見込みの的中率：{reason}", "How past forecasts held: {reason}")
_NEXT = Text(
    "来月の目安（目標が今月と同じ場合）：{outcome}{wanted}件には{average}{at}必要です（{basis}）",
    "Next month (same target): {wanted} {outcome} need {average} on average{at} ({basis})",
)
_AVERAGE = Text("{activity}が平均{count}件", "{count} {activity}")
_AVERAGE_DEALS = Text("新しい案件が平均{count}件（{activity}{activities}件）", "{count} new deals ({activities} {activity})")
_AT = Text("{confidence}の確率で届くには{count}件", "{count} for a chance of {confidence}")
_AT_DEALS = Text(
    "{confidence}の確率で届くには{count}件（{activity}{activities}件）", "{count} ({activities} {activity}) for a chance of {confidence}"
)
_BY_MONTH = Text("同じ月どうしの{rate}{mean}、n={count}", "{rate} {mean} of the same month, n={count}")
_BY_DEAL = Text(
    "案件の{rate}の見込み{mean}。これまでの案件{deals}件のうち受注{won}件、1案件に{activity}{each}件",
    "{rate} of deals expected at {mean}; so far {won} of {deals} deals won, {each} {activity} each",
)
_NO_RATE = Text("来月の目安：率の実績が足りないため、必要な活動量を見積もれません", "Next month: too little history to estimate the activity needed")
