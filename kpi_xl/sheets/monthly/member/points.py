"""今月のポイント: sentences that say no more than the rows do.

Plain words, no advice. Percentages are rounded as the cells show them. A sentence that has nothing to say
is None.
"""

from __future__ import annotations

from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.report.model import AttainmentRow, MonthlyReport, Result
from kpi_xl.attainment.report.pacing import due_in_words
from kpi_xl.attainment.report.rates import Status
from kpi_xl.definitions import Direction, Kpi
from kpi_xl.language import Text, counted, spoken
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.monthly.parts.formulas import change_value, percent, places_of, rounded_to
from kpi_xl.sheets.monthly.parts.wording import month_name
from kpi_xl.units import MINUS, Unit


def member_points(result: Result, insight: Insight | None, report: MonthlyReport) -> list[Text]:
    """At most three sentences: what to do, where something is to be done; else what lags, goes well, changed."""
    advice = insight.advice if insight else ()
    if advice:
        actions = [_SENTENCE.format(sentence=each.text) for each in advice]
        return [sentence for sentence in [*actions, change(result, report)] if sentence][:3]
    sentences = [_nothing_to_compare(result), _worst(result, report.is_complete), _best(result, report.is_complete), change(result, report)]
    return [sentence for sentence in sentences if sentence][:3]


_SENTENCE = Text("{sentence}。", "{sentence}.")


def _nothing_to_compare(result: Result) -> Text | None:
    if any(row.pace is not None for row in result.rows):
        return None
    if all(row.actual is None or row.actual == 0 for row in result.rows):
        return Text("この月の活動は記録されていません。", "No activity is on record for this month.")
    if all(row.target is None for row in result.rows):
        return Text(
            "計画に未登録のため、目標とは比べられません。実績だけを表示しています。",
            "Not in the plan, so there is no target to compare with. Only actuals are shown.",
        )
    return Text("目標と比べられる実績がまだありません。", "There is no actual to compare with a target yet.")


def _worst(result: Result, is_complete: bool) -> Text | None:
    known = [row for row in result.rows if row.pace is not None]
    if not known:
        return None
    if all(row.status is Status.GOOD for row in known):
        wanted = _ON_TARGET if is_complete else _ON_PACE
        everything = len(known) == len(result.rows)
        of_all = Text("", "") if everything else Text("比べられる", " that can be compared")
        return Text(
            f"{of_all.ja}{len(known)}個のKPIはすべて{wanted.ja}に達しています。",
            f"All {counted(len(known), 'KPI')}{of_all.en} {wanted.en}." if len(known) > 1 else f"The only KPI{of_all.en} is {wanted.en}.",
        )
    return lagging(result.worst or result.kgi, is_complete)


def lagging(row: AttainmentRow, is_complete: bool, role: object = "") -> Text:
    """The KPI that lags most: figures, and the problem that this KPI stands for; of a month that is not over, by now."""
    kpi = Text("{role}の{kpi}", "{role}: {kpi}") if role else Text("{kpi}", "{kpi}")
    words = _LAGGING if is_complete else _BEHIND if row.due == row.target else _BEHIND_BY_NOW
    return words.format(kpi=kpi.format(kpi=row.kpi.label, role=role), problem=_inside(row.kpi.problem), **_figures(row))


_LAGGING = Text(
    "達成率が最も低いのは{kpi}で、目標{target}に対して実績{actual}（達成率{rate}）です。確認したい点：{problem}。",
    "{kpi} is lowest: {actual} against a target of {target} ({rate}). Worth checking: {problem}.",
)
_BEHIND = Text(
    "ペース比が最も低いのは{kpi}で、目標{target}に対して実績{actual}（ペース比{rate}）です。確認したい点：{problem}。",
    "{kpi} has the lowest pace: {actual} against a target of {target} ({rate}). Worth checking: {problem}.",
)
_BEHIND_BY_NOW = Text(
    "ペース比が最も低いのは{kpi}で、ここまでの目安{target}に対して実績{actual}（ペース比{rate}）です。確認したい点：{problem}。",
    "{kpi} has the lowest pace: {actual} against {target} due by now ({rate}). Worth checking: {problem}.",
)


def _inside(sentence: Text) -> Text:
    """A definition's sentence as part of ours: without its own full stop, not capitalised."""
    english = sentence.en.rstrip(".")
    return Text(sentence.ja.rstrip("。"), english[:1].lower() + english[1:])


def _figures(row: AttainmentRow) -> dict[str, object]:
    wanted = show(row.kpi, row.target) if row.due == row.target else str(due_in_words(row))
    if row.kpi.direction is Direction.LOWER:
        wanted = str(Text(f"{wanted}以下", f"at most {wanted}"))
    return {"target": wanted, "actual": show(row.kpi, row.actual), "rate": percent(row.pace)}


def show(kpi: Kpi, value: float | None) -> str:
    """A value in a sentence, rounded as its cell or (yen in 万円) its card shows it."""
    if value is None:
        return kpi.show(None)
    in_man = kpi.unit is Unit.YEN and spoken() == "ja" and abs(value) >= 100_000
    return kpi.show(rounded_to(value, -3 if in_man else places_of(kpi.unit, kpi.decimals)))


def _best(result: Result, is_complete: bool) -> Text | None:
    known = [row for row in result.rows if row.pace is not None]
    if len(known) < 2:
        return None
    best = max(known, key=lambda row: row.pace or 0.0)
    good = exact_sum(row.status is Status.GOOD for row in known)
    if not good:
        nothing = _NOTHING_REACHED if is_complete else _NOTHING_ON_PACE
        return nothing.format(kpi=best.kpi.label, rate=percent(best.pace))
    if good == len(known):
        return Text("最も高いのは{kpi}の{rate}です。", "The highest is {kpi} at {rate}.").format(
            kpi=best.kpi.label, rate=percent(best.pace)
        )
    return (_SOME_REACHED if is_complete else _SOME_ON_PACE).format(known=len(known), good=good, kpi=best.kpi.label, rate=percent(best.pace))


_ON_TARGET, _ON_PACE = Text("目標", "on target"), Text("ここまでの目安", "on pace")
_NOTHING_REACHED = Text(
    "目標に達したKPIはありません。最も近いのは{kpi}の{rate}です。", "No KPI has reached its target. The closest is {kpi} at {rate}.",
)
_NOTHING_ON_PACE = Text(
    "ここまでの目安に達したKPIはまだありません。最も近いのは{kpi}の{rate}です。", "No KPI is on pace yet. The closest is {kpi} at {rate}.",
)
_SOME_REACHED = Text(
    "{known}個のKPIのうち{good}個が目標に達しました。最も高いのは{kpi}の{rate}です。",
    "On target: {good} of {known} KPIs. The highest is {kpi} at {rate}.",
)
_SOME_ON_PACE = Text(
    "{known}個のKPIのうち{good}個がここまでの目安に達しています。最も高いのは{kpi}の{rate}です。",
    "On pace: {good} of {known} KPIs. The highest is {kpi} at {rate}.",
)


def change(result: Result, report: MonthlyReport, kgi: Text | None = None) -> Text | None:
    """The KGI (called *kgi*) vs last month; a month that is not over is not compared with a whole one."""
    if not report.is_complete:
        return _still_to_come(result, report)
    if len(result.trend) < 2 or result.kgi.actual is None:
        return None
    kpi, before, now = result.kgi.kpi, result.trend[-2], result.kgi.actual
    if before.actual is None:
        return None
    parts = {
        "kgi": kgi or kpi.label, "month": month_name(before.month), "now": show(kpi, now), "before": show(kpi, before.actual),
        "change": percent(abs(change_value(now, before.actual) or 0.0)),
    }  # fmt: skip
    by_month = _change_words(now, before.actual).format(**parts)
    return by_month if (year := _year_change(result.kgi)) is None else _WITH_YEAR.format(by_month=by_month, year=year)


def _year_change(row: AttainmentRow) -> Text | None:
    """Against the same month of last year, where the log reaches it."""
    if row.actual is None or row.year_before is None or row.year_before <= 0:
        return None
    change = change_value(row.actual, row.year_before) or 0.0
    sign, size = MINUS if rounded_to(change, 3) < 0 else Text("+", "+"), percent(abs(change))
    return Text(f"{sign.ja}{size}", f"{sign.en}{size}")


_WITH_YEAR = Text("{by_month}前年同月比は{year}です。", "{by_month} Compared with the same month last year: {year}.")


def _change_words(now: float, before: float) -> Text:
    if now == before:
        return Text("{kgi}は{now}で、{month}と同じです。", "{kgi} was {now}, the same as in {month}.")
    if abs(now - before) < 0.0005 * before:
        return Text(
            "{kgi}は{now}で、{month}の{before}とほぼ同じです。", "{kgi} was {now}, close to the {before} of {month}."
        )
    if before <= 0:
        return Text("{kgi}は{month}の{before}から{now}になりました。", "{kgi} went from {before} in {month} to {now}.")
    if now > before:
        return Text(
            "{kgi}は{now}で、{month}の{before}より{change}増えました。",
            "{kgi} was {now}, {change} more than the {before} of {month}.",
        )
    return Text(
        "{kgi}は{now}で、{month}の{before}より{change}減りました。",
        "{kgi} was {now}, {change} less than the {before} of {month}.",
    )


def _still_to_come(result: Result, report: MonthlyReport) -> Text:
    """Of who joins or leaves within the month with the days that are left to that person."""
    left = max(0, report.days_left)
    days = Text(
        f"月の途中の数値です。稼働日は{report.working_days}日のうち{report.elapsed_days}日を終え、残りは{left}日です。",
        f"The month is not over: {report.elapsed_days} of {counted(report.working_days, 'working day')} done, {left} left.",
    )
    own = report.days_left_of(result)
    return days if own == left else _OWN_LEFT.format(days=days, own=own)


_OWN_LEFT = Text("{days}本人の残り稼働日は{own}日です。", "{days} {own} of them this member's own.")
