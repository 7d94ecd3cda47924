"""What to do next: from the numbers of one month to at most three sentences, each with the numbers behind it.

A goal that is reached is said first, and what lags nevertheless is a risk to it. Else the problem (the KPI that loses most yen,
else the one furthest below what is due) comes in the words of the role's own table (`Kpi.problem`); then the lever below it in
the KPI tree; and a guard, where more activity goes with a worse rate, or where activity falls before the result does. Same
numbers, same sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kpi_xl.attainment.report.few import are_few, are_too_few
from kpi_xl.attainment.report.model import AttainmentRow, Result
from kpi_xl.attainment.report.pacing import actual_in_words, due_in_words, grows
from kpi_xl.attainment.report.rates import Status
from kpi_xl.definitions import Direction, Kpi, Level, Ratio, Single
from kpi_xl.language import Text, counted
from kpi_xl.units import Unit

MOST_SENTENCES = 3
"""More than three things to do are none."""
MORE = 1.10
"""Activity is up when it lies a tenth above the average of the months before: less is a matter of who was ill."""
LESS = 0.80
"""Activity falls when a fifth is missing: the △ of the method."""


class Reason(Enum):
    """Why something is said."""

    PROBLEM = "problem"
    LEVER = "lever"
    GUARD = "guard"
    LEADING = "leading"
    REACHED = "reached"
    RISK = "risk"


@dataclass(frozen=True)
class Advice:
    """One sentence."""

    reason: Reason
    kpi: Kpi  #: that it is about
    text: Text
    yen: float | None = None  #: of revenue that the KPI's gap costs, where that is known


@dataclass(frozen=True)
class Trend:
    """One KPI this month against the months before."""

    before: float  #: the average of the months before, in the KPI's unit and period
    months: int  #: how many
    now: float
    is_beyond_chance: bool  #: for a rate: so low a number of successes comes up in less than one month in ten

    @property
    def change(self) -> float:
        return self.now / self.before if self.before else 1.0


def advise(
    result: Result,
    yen_lost: Mapping[str, float] | None = None,
    trends: Mapping[str, Trend] | None = None,
    remaining_days: int = 0,
    share_due: float = 1.0,
    cases: Mapping[str, int | None] | None = None,
) -> tuple[Advice, ...]:
    """At most three sentences for one owner, the most urgent first; none where nothing is due yet.

    Args:
        yen_lost: KPI id -> yen of the KGI that its gap costs; empty or None where unknown, or where the KGI is reached.
        trends: KPI id -> this month against the months before.
        remaining_days: working days left of the month.
        share_due: of the month's working days, that are over; *result* is judged by that part of its targets.
        cases: KPI id -> on how many its yen rest.
    """
    if share_due <= 0:
        return ()
    lost, moves = yen_lost or {}, trends or {}
    behind = [row for row in result.rows[1:] if _is_behind(row)]
    problem, is_part, is_reached = _most_costly(behind, lost), share_due < 1, result.kgi.status is Status.GOOD
    said: list[Advice | None] = []
    if is_reached:
        said += [_reached(result.kgi, is_part), _guard(result, moves)]
    if problem is not None:
        of_problem = (cases or {}).get(problem.kpi.id)
        said.append(_risk(problem, is_part) if is_reached else _problem(problem, lost.get(problem.kpi.id), is_part, of_problem))
        said.append(_lever(problem, behind, result, lost, is_part) or _each_day(problem, remaining_days))
    if not is_reached:
        said.append(_guard(result, moves))
    named = {each.kpi.id for each in said if each is not None}
    said.append(_leading(result, {kpi: trend for kpi, trend in moves.items() if kpi not in named}))
    return tuple(each for each in said if each is not None)[:MOST_SENTENCES]


def _most_costly(behind: Sequence[AttainmentRow], yen_lost: Mapping[str, float]) -> AttainmentRow | None:
    """The KPI behind its target that costs most yen; where yen are unknown, the one furthest below what is due.

    Rates of few cases come last: they are told with their n, but are no headline.
    """
    costly = [row for row in behind if yen_lost.get(row.kpi.id, 0) > 0]
    if costly:
        return max(costly, key=lambda row: yen_lost[row.kpi.id])
    return min(behind, key=lambda row: (row.is_few, row.pace or 0.0), default=None)


def _is_behind(row: AttainmentRow) -> bool:
    """Below what is due, and to be seen as such: 4.97% of 5.0% reads as reached."""
    if row.pace is None or row.status is Status.GOOD:
        return False
    if abs((row.actual or 0.0) - (row.due or 0.0)) > _FAR_APART[row.kpi.unit]:
        return True
    return row.kpi.unit.show(row.actual, row.kpi.decimals) != str(due_in_words(row))


def _problem(row: AttainmentRow, yen: float | None, is_part: bool, cases: int | None) -> Advice:
    if yen is None or yen <= 0:
        return Advice(Reason.PROBLEM, row.kpi, _PROBLEM.format(problem=row.kpi.problem, **_numbers(row, is_part)), yen)
    numbers = {**_numbers(row, is_part), "actual": _shown(row.kpi, row.actual, row.kpi.decimals)}  # n stands with the yen
    text = _PROBLEM_IN_YEN.format(problem=row.kpi.problem, yen=_shown_yen(yen), few=_few(cases), **numbers)
    return Advice(Reason.PROBLEM, row.kpi, text, yen)


def _risk(row: AttainmentRow, is_part: bool) -> Advice:
    """Of whoever is at or above the goal: what lags nevertheless."""
    return Advice(Reason.RISK, row.kpi, _RISK.format(problem=row.kpi.problem, **_numbers(row, is_part)))


def _lever(
    problem: AttainmentRow, behind: Sequence[AttainmentRow], result: Result, yen_lost: Mapping[str, float], is_part: bool
) -> Advice | None:
    """What to change first: the KPI that drives the problem; else the quality of what there is enough of."""
    below = [row for row in behind if row.kpi.drives == problem.kpi.id and not _says_nothing(row)]
    if below:
        first = min(below, key=lambda row: (-yen_lost.get(row.kpi.id, 0.0), row.pace or 0.0))
        return Advice(Reason.LEVER, first.kpi, _LEVER.format(**_numbers(first, is_part)), yen_lost.get(first.kpi.id))
    volume = _volume_of(problem.kpi, result)
    if volume is not None and volume.status is Status.GOOD:
        return Advice(Reason.LEVER, problem.kpi, _QUALITY.format(rate_kpi=problem.kpi.label, **_numbers(volume, is_part)))
    return None


def _says_nothing(row: AttainmentRow) -> bool:
    """From one meeting nobody knows where to start."""
    return row.cases is not None and are_too_few(row.cases)


def _each_day(row: AttainmentRow, remaining_days: int) -> Advice | None:
    """What each day must bring, where nothing below explains the problem."""
    missing = -(row.gap or 0.0)
    if missing <= 0 or remaining_days <= 0 or not (row.kpi.is_additive and grows(row.kpi)):
        return None
    needed = _shown(row.kpi, missing / remaining_days, decimals=1)
    text = _EACH_DAY.format(
        label=row.kpi.label, days=remaining_days, days_left=counted(remaining_days, "working day"), needed=needed,
        missing=_shown(row.kpi, missing),
    )  # fmt: skip
    return Advice(Reason.LEVER, row.kpi, text)


def _volume_of(kpi: Kpi, result: Result) -> AttainmentRow | None:
    """The KPI that counts the trials of a rate: 架電 for アポイント率."""
    if not isinstance(kpi.measure, Ratio):
        return None
    trials = kpi.measure.to
    counts = (row for row in result.rows if isinstance(row.kpi.measure, Single) and row.kpi.measure.tally == trials)
    return next(counts, None)


def _guard(result: Result, trends: Mapping[str, Trend]) -> Advice | None:
    """More of an activity, and a worse rate of it, by more than chance: the count is bought with quality."""
    for row in result.rows:
        rate = trends.get(row.kpi.id)
        if rate is None or not rate.is_beyond_chance or rate.change >= 1 or row.kpi.direction is Direction.LOWER:
            continue
        volume = _volume_of(row.kpi, result)
        more = trends.get(volume.kpi.id) if volume else None
        if volume is not None and more is not None and more.change >= MORE:
            text = _GUARD.format(
                volume=volume.kpi.label, months=more.months,
                volume_before=_shown(volume.kpi, more.before, decimals=1), volume_now=_shown(volume.kpi, more.now, decimals=1),
                label=row.kpi.label, before=_shown(row.kpi, rate.before), now=_shown(row.kpi, rate.now),
            )  # fmt: skip
            return Advice(Reason.GUARD, row.kpi, text)
    return None


def _leading(result: Result, trends: Mapping[str, Trend]) -> Advice | None:
    """Activity that falls shows a problem before the result does."""
    falling = [
        (row, trends[row.kpi.id])
        for row in result.rows
        if row.kpi.level is Level.ACTIVITY and row.kpi.id in trends and trends[row.kpi.id].change <= LESS
    ]
    if not falling:
        return None
    row, trend = min(falling, key=lambda pair: pair[1].change)
    text = _LEADING.format(
        label=row.kpi.label, months=trend.months, goal=result.kgi.kpi.label,
        before=_shown(row.kpi, trend.before, decimals=1), now=_shown(row.kpi, trend.now, decimals=1),
    )  # fmt: skip
    return Advice(Reason.LEADING, row.kpi, text)


def _reached(row: AttainmentRow, is_part: bool) -> Advice:
    """In mid-month what is due, until the month's target is made."""
    if is_part and row.rate is not None and row.rate >= 1:
        of_month = {"target": _OF_MONTH.format(target=row.kpi.unit.in_words(row.target)), "rate": Unit.RATE.in_words(row.rate)}
        return Advice(Reason.REACHED, row.kpi, _REACHED.format(**_numbers(row, is_part) | of_month))
    return Advice(Reason.REACHED, row.kpi, _REACHED.format(**_numbers(row, is_part)))


def _numbers(row: AttainmentRow, is_part: bool) -> dict[str, Text]:
    """What a sentence tells of a row; *is_part*: the target is the part that is due by now."""
    target = _DUE if is_part and grows(row.kpi) else _TARGET
    return {
        "label": row.kpi.label,
        "actual": actual_in_words(row),
        "target": target.format(target=due_in_words(row)),
        "rate": Unit.RATE.in_words(row.pace),
        "rate_name": _PACE if target is _DUE else _ATTAINMENT,
    }


def _shown(kpi: Kpi, value: float | None, decimals: int = 0) -> Text:
    return kpi.unit.in_words(value, decimals)


def _few(cases: int | None) -> Text:
    return _FEW.format(count=cases) if are_few(cases) else Text("", "")


def _shown_yen(amount: float) -> Text:
    return Unit.YEN.in_words(round(amount, -3))


_FAR_APART = {Unit.YEN: 2_000, Unit.RATE: 0.002, Unit.SCORE: 0.02, Unit.RATIO: 0.02, Unit.COUNT: 2, Unit.DAYS: 2}
"""So far apart no two values read alike: twice what a word rounds to, and due yen to the thousand. The rest is put into words."""

_FEW = Text("、n={count}の参考値", " (for reference, n={count})")
_PACE, _ATTAINMENT = Text("ペース比", "pace"), Text("達成率", "attainment")
_TARGET = Text("目標{target}", "the target of {target}")
_OF_MONTH = Text("月の目標{target}", "the month's target of {target}")
_DUE = Text("ここまでの目安{target}", "{target} due by now")
_PROBLEM = Text(
    "{label}は{actual}です（{target}、{rate_name}{rate}）。確認したい点：{problem}",
    "{label}: {actual} against {target} ({rate}). Worth checking: {problem}",
)
_PROBLEM_IN_YEN = Text(
    "{label}は{actual}です（{target}、{rate_name}{rate}、売上への影響は約{yen}{few}）。確認したい点：{problem}",
    "{label}: {actual} against {target} ({rate}), about {yen} of revenue{few}. Worth checking: {problem}",
)
_RISK = Text(
    "{label}は{actual}です（{target}、{rate_name}{rate}）。この先のリスクとして確認したい点：{problem}",
    "{label}: {actual} against {target} ({rate}). A risk worth checking even so: {problem}",
)
_LEVER = Text(
    "まず{label}の改善から着手します（{actual}、{target}の{rate}）", "Start with {label} ({actual}, {rate} of {target})"
)
_QUALITY = Text(
    "{label}は{actual}で{target}に届いています。件数を増やすより{rate_kpi}の改善が先です",
    "{label}: {actual}, which reaches {target}; improve {rate_kpi} before adding volume",
)
_EACH_DAY = Text(
    "目標まであと{missing}です。残り{days}稼働日で、{label}が1日あたり{needed}必要です",
    "{label}: {missing} to go, {needed} a day over the {days_left} left",
)
_GUARD = Text(
    "{volume}は{volume_before}から{volume_now}に増えましたが、{label}は{before}から{now}に下がっています（過去{months}か月平均比）",
    "{volume} rose from {volume_before} to {volume_now}, but {label} fell from {before} to {now} (against the {months}-month average)",
)
_LEADING = Text(
    "{label}が過去{months}か月平均の{before}から{now}に減っています。{goal}に影響が出る前に、理由を確認します",
    "{label} is down from {before} ({months}-month average) to {now}. Find out why before {goal} follows",
)
_REACHED = Text("{label}は{actual}で、{target}に届いています（{rate}）", "{label}: {actual}, which reaches {target} ({rate})")
