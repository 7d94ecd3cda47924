"""要点 of the page: what moved the landing, how far it is to the target, how good past landings were. At most three sentences."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.attainment.forecast.record.accuracy import Accuracy, JudgedMonth
from kpi_xl.attainment.forecast.record.moves import CAUSES
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text, counted
from kpi_xl.periods import month_day
from kpi_xl.sheets.monthly.forecast.told import ToldStep, ToldTrack, in_sentence, whole
from kpi_xl.sheets.monthly.parts import wording


def forecast_points(track: ToldTrack, accuracy: Accuracy | TooLittle, report: MonthlyReport) -> list[Text]:
    found = [_moved(track), _to_target(track, report), _held(track, accuracy)]
    return [each for each in found if each]


def closed_points(track: ToldTrack, accuracy: Accuracy | TooLittle, report: MonthlyReport) -> list[Text]:
    """Of a month that is over."""
    found = [_came(track), _moved(track, _OF_RESULT), _held_days(track, accuracy)]
    return [each for each in found if each]


def _came(track: ToldTrack) -> Text | None:
    """What came, against the target."""
    now = track.now
    if now.target is None:
        return None
    words = {"came": track.said(now.landing), "target": track.said(now.target), "by": track.said(abs(now.landing - now.target))}
    if now.landing == now.target:
        return _CAME_EXACTLY.format(**words)
    return (_CAME_SHORT if now.landing < now.target else _CAME_ABOVE).format(**words)


def _moved(track: ToldTrack, words_of: Mapping[str, Text] | None = None) -> Text | None:
    """By how much since last time; what pulled it that way, and what against it."""
    told, said = track.last_step, words_of or _OF_FORECAST
    if told is None:
        return None
    by = track.now.landing - track.points[-2].landing
    day = month_day(told.step.before.as_of)
    if not by:
        return said["same"].format(day=day)
    with_it, against = _most(told, by), _most(told, -by)
    words = {"day": day, "by": track.said(abs(by)), "cause": _by_cause(track, told, with_it), "other": _by_cause(track, told, against)}
    if not against:
        return said["up" if by > 0 else "down"].format(**words)
    return said["up, against" if by > 0 else "down, against"].format(**words)


def _most(told: ToldStep, way: int) -> str:
    """The cause that moved it most that way; "" where none did."""
    towards = [cause for cause in CAUSES if told.causes[cause] * way > 0]
    return max(towards, key=lambda cause: abs(told.causes[cause]), default="")


def _by_cause(track: ToldTrack, told: ToldStep, cause: str) -> Text:
    if not cause:
        return Text("", "")
    by = track.said(told.causes[cause], sign=True)
    return Text("{cause}（{by}）", "{cause} ({by})").format(cause=in_sentence(cause), by=by)


def _to_target(track: ToldTrack, report: MonthlyReport) -> Text | None:
    """What is missing to the target and what each working day left must bring; or that it is made."""
    now = track.now
    if now.target is None:
        return None
    left, ahead, days = now.target - now.won, now.landing - now.target, report.days_left
    if left <= 0:
        return _MADE.format(over=track.said(-left)) if left else _JUST_MADE
    words = {"left": track.said(left), "ahead": track.said(abs(ahead)), "days": days, "counted": counted(days, "working day")}
    words["deals"] = _deals(track)
    if days <= 0:
        return _NO_DAY_LEFT.format(**words)
    a_day = left / days
    words["a_day"] = track.said(a_day) if a_day >= 1 else f"{a_day:.1f}"
    return (_SHORT if ahead < 0 else _ENOUGH).format(**words)


def _deals(track: ToldTrack) -> Text:
    """How many open deals, in their order of size, would bring the landing to the target, were they won."""
    now, per = track.now, track.scale.per
    if now.target is None or not now.open or now.landing >= now.target:
        return Text("", "")
    deals = sorted(now.point.deals, key=lambda deal: -deal.worth)
    landing, needed = now.point.landing, (now.point.target or 0.0)
    for count, deal in enumerate(deals, start=1):
        landing += (1 - deal.chance) * deal.worth
        if landing >= needed:
            size = track.said(whole(sum(each.worth for each in deals[:count]), track.scale))
            return _DEALS.format(open=len(deals), opened=counted(len(deals), "open deal"), count=count, size=size)
    return _ALL_DEALS.format(open=len(deals), opened=counted(len(deals), "open deal"), missing=track.said(round((needed - landing) / per)))


def _held(track: ToldTrack, accuracy: Accuracy | TooLittle) -> Text:
    """How often the range held, and by how much the worst month missed."""
    if isinstance(accuracy, TooLittle):
        return Text(f"{accuracy.reason.ja}。", f"{accuracy.reason.en}.")
    months, outside = accuracy.months, [month for month in accuracy.months if not month.is_inside]
    worst = max(outside or months, key=lambda month: abs(month.difference))
    words = {
        "months": len(months), "counted": counted(len(months), "month"), "inside": accuracy.inside,
        "worst": wording.month_name(worst.month), "by": track.said(abs(_missed(worst, track))),
    }  # fmt: skip
    if not outside:
        return _ALL_INSIDE.format(**words)
    return (_TOO_HIGH if worst.difference < 0 else _TOO_LOW).format(**words)


def _held_days(track: ToldTrack, accuracy: Accuracy | TooLittle) -> Text | None:
    """How often the ranges of the month's own days held."""
    if isinstance(accuracy, TooLittle):
        return None
    outside = [month for month in accuracy.months if not month.is_inside]
    worst = max(outside or accuracy.months, key=lambda month: abs(month.difference))
    words = {
        "times": len(accuracy.months), "counted": counted(len(accuracy.months), "forecast"), "inside": accuracy.inside,
        "worst": month_day(worst.as_of), "by": track.said(abs(_missed(worst, track))),
    }  # fmt: skip
    if not outside:
        return _DAYS_INSIDE.format(**words)
    return (_DAYS_TOO_HIGH if worst.difference < 0 else _DAYS_TOO_LOW).format(**words)


def _missed(month: JudgedMonth, track: ToldTrack) -> int:
    """As the table shows it."""
    return whole(month.came, track.scale) - whole(month.landing, track.scale)


_OF_FORECAST = {
    "same": Text(
        "着地見込みは{day}から変わっていません。",
        "The forecast has not moved since {day}.",
    ),
    "up": Text(
        "着地見込みは{day}から{by}上がりました。主に{cause}によるものです。",
        "The forecast has risen by {by} since {day}, mostly by {cause}.",
    ),
    "down": Text(
        "着地見込みは{day}から{by}下がりました。主に{cause}によるものです。",
        "The forecast has fallen by {by} since {day}, mostly by {cause}.",
    ),
    "up, against": Text(
        "着地見込みは{day}から{by}上がりました。最も上げたのは{cause}、下げたのは{other}です。",
        "The forecast has risen by {by} since {day}: {cause} raised it most, {other} took most off.",
    ),
    "down, against": Text(
        "着地見込みは{day}から{by}下がりました。最も下げたのは{cause}、上げたのは{other}です。",
        "The forecast has fallen by {by} since {day}: {cause} took most off, {other} added most.",
    ),
}
_OF_RESULT = {
    "same": Text(
        "結果は{day}の見込みどおりです。",
        "The result is what was forecast on {day}.",
    ),
    "up": Text(
        "結果は{day}の見込みを{by}上回りました。主に{cause}によるものです。",
        "The result is {by} above the forecast of {day}, mostly by {cause}.",
    ),
    "down": Text(
        "結果は{day}の見込みを{by}下回りました。主に{cause}によるものです。",
        "The result is {by} below the forecast of {day}, mostly by {cause}.",
    ),
    "up, against": Text(
        "結果は{day}の見込みを{by}上回りました。最も上げたのは{cause}、下げたのは{other}です。",
        "The result is {by} above the forecast of {day}: {cause} raised it most, {other} took most off.",
    ),
    "down, against": Text(
        "結果は{day}の見込みを{by}下回りました。最も下げたのは{cause}、上げたのは{other}です。",
        "The result is {by} below the forecast of {day}: {cause} took most off, {other} added most.",
    ),
}
_CAME_EXACTLY = Text("結果は{came}で、目標どおりです。", "The month came to {came}, exactly the target.")
_CAME_SHORT = Text("結果は{came}で、目標{target}に{by}届きませんでした。", "The month came to {came}, {by} below the target of {target}.")
_CAME_ABOVE = Text("結果は{came}で、目標{target}を{by}上回りました。", "The month came to {came}, {by} above the target of {target}.")
_DAYS_INSIDE = Text(
    "今月の見込みは{times}回とも、結果が8割の幅に入りました。最も離れた{worst}の差は{by}です。",
    "All of this month's {counted} held: what came lies inside each 80% range; that of {worst} missed most, by {by}.",
)
_DAYS_TOO_HIGH = Text(
    "今月の見込みは{times}回のうち{inside}回、結果が8割の幅に入りました。最も外れた{worst}は{by}高く見ていました。",
    "Of this month's {counted}, {inside} held their 80% range; that of {worst} missed most, {by} too high.",
)
_DAYS_TOO_LOW = Text(
    "今月の見込みは{times}回のうち{inside}回、結果が8割の幅に入りました。最も外れた{worst}は{by}低く見ていました。",
    "Of this month's {counted}, {inside} held their 80% range; that of {worst} missed most, {by} too low.",
)
_JUST_MADE = Text("実績は目標に達しています。", "The target is made.")
_MADE = Text("実績は目標に達し、{over}上回っています。", "The target is made, with {over} to spare.")
_SHORT = Text(
    "目標まであと{left}で、着地見込みでは{ahead}足りません。届くには残り{days}稼働日に1日{a_day}が必要です。{deals}",
    "{left} are left to the target, and the forecast is {ahead} short: it takes {a_day} on each of the {counted} left. {deals}",
)
_ENOUGH = Text(
    "目標まであと{left}（残り{days}稼働日に1日{a_day}）で、着地見込みは目標を{ahead}上回っています。",
    "{left} are left to the target ({a_day} on each of the {counted} left); the forecast is {ahead} above it.",
)
_NO_DAY_LEFT = Text("目標まであと{left}で、稼働日は残っていません。", "{left} are left to the target, and no working day.")
_DEALS = Text(
    "進行中の{open}件のうち大きい順に{count}件（計{size}）が今月決まれば、着地見込みは目標に届きます。",
    "Of {opened}, the {count} largest ({size}), won this month, would bring the forecast to the target.",
)
_ALL_DEALS = Text(
    "進行中の{open}件がすべて今月決まっても、着地見込みは目標に{missing}届きません。",
    "Were {opened} all won this month, the forecast would still be {missing} short.",
)
_ALL_INSIDE = Text(
    "この時点の見込みは過去{months}か月とも、結果が8割の幅に入りました。最も離れた{worst}の差は{by}です。",
    "At this point of the past {counted}, all came inside the 80% range; the largest difference was that of {worst}, {by}.",
)
_TOO_HIGH = Text(
    "この時点の見込みは過去{months}か月のうち{inside}か月、結果が8割の幅に入りました。最も外れた{worst}は{by}高く見ていました。",
    "At this point of the past {counted}, {inside} came inside the 80% range; {worst} missed most, forecast {by} too high.",
)
_TOO_LOW = Text(
    "この時点の見込みは過去{months}か月のうち{inside}か月、結果が8割の幅に入りました。最も外れた{worst}は{by}低く見ていました。",
    "At this point of the past {counted}, {inside} came inside the 80% range; {worst} missed most, forecast {by} too low.",
)
