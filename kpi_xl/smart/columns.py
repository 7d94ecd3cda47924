"""A goal in columns (KPI, 現在値, 目標値, 期限, 目的): judged by what is filled in and whether it fits together.

These verdicts need no reading, so the Excel twin of KPI_SMART gives the same without Python.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kpi_xl.language import Text
from kpi_xl.periods import short_day
from kpi_xl.smart.past_months import PastMonths
from kpi_xl.smart.verdict import Letter, LetterFinding, Verdict

LARGE_STEP = 3.0
"""A target this many times the baseline is a large step: △."""


@dataclass(frozen=True)
class GoalColumns:
    """The columns of one goal; None where a cell is empty."""

    kpi: str | None = None
    baseline: float | None = None
    target: float | str | None = None  #: words in place of a number warn
    deadline: date | str | None = None  #: a date, or words (今月末), which are taken as they are
    purpose: str | None = None
    show: Callable[[float], str] = "{:,.10g}".format  #: a number as it reads in a sentence: 50件, 20%
    is_rate: bool = False  #: the figure is raised and lowered, where a count grows and falls
    is_lower_better: bool | None = None  #: which side of the target is good; None where nobody says

    @property
    def is_empty(self) -> bool:
        return (self.kpi or self.purpose or self.deadline) is None and self.baseline is None and self.target is None

    def shown(self, value: float | str | None) -> str | None:
        return self.show(value) if isinstance(value, (int, float)) else value


NO_COLUMNS = GoalColumns()


def column_findings(columns: GoalColumns, today: date, past: PastMonths | None = None) -> dict[Letter, LetterFinding]:
    """What the filled columns say, by letter; a letter whose columns are empty is left out."""
    found = [_specific(columns), _measurable(columns), _achievable(columns, past), _relevant(columns), _time_bound(columns, today)]
    return {finding.letter: finding for finding in found if finding is not None}


def missing(letter: Letter) -> LetterFinding:
    """What is said of a letter whose columns are empty, where no text stands in for them."""
    return _MISSING[letter]


def _specific(columns: GoalColumns) -> LetterFinding | None:
    if not columns.kpi:
        return None
    return LetterFinding(Letter.S, Verdict.PASS, Text(f"指標：{columns.kpi}", f"Indicator: {columns.kpi}"))


def _measurable(columns: GoalColumns) -> LetterFinding | None:
    if columns.target is None:
        return None
    shown = columns.shown(columns.target)
    if isinstance(columns.target, str):
        return LetterFinding(Letter.M, Verdict.WARN, Text(f"目標値（{shown}）が数でない", f"The target ({shown}) is not a number"), _AS_NUMBER)
    return LetterFinding(Letter.M, Verdict.PASS, Text(f"目標値：{shown}", f"Target: {shown}"))


def _achievable(columns: GoalColumns, past: PastMonths | None) -> LetterFinding | None:
    baseline, target = columns.baseline, columns.target
    if target is None or isinstance(target, str):
        return None
    if baseline is None:
        return None if past is None else _against_past(columns, target, past)
    said, known = f"{columns.shown(baseline)}→{columns.shown(target)}", _past_words(columns, target, past)
    if target == baseline:
        return LetterFinding(Letter.A, Verdict.WARN, Text(f"{said}：変わらない", f"{said}: no change"), _DIFFERENT)
    if baseline > 0 and target > LARGE_STEP * baseline:
        reason = Text(f"{said}：大きな伸び{known.ja}", f"{said}: a large step{known.en}")
        return LetterFinding(Letter.A, Verdict.WARN, reason, _IN_STAGES)
    return LetterFinding(Letter.A, Verdict.PASS, Text(f"{said}{known.ja}", f"{said}{known.en}"))


def _against_past(columns: GoalColumns, target: float, past: PastMonths) -> LetterFinding:
    """Without a present value the mean of the past months stands in for it."""
    mean, known = columns.show(past.mean), _past_words(columns, target, past)
    said = Text(f"平均{mean}→{columns.show(target)}{known.ja}", f"Average {mean}→{columns.show(target)}{known.en}")
    is_reached = target >= past.best if columns.is_lower_better else target <= past.best
    if is_reached:
        return LetterFinding(Letter.A, Verdict.PASS, said)
    return LetterFinding(Letter.A, Verdict.WARN, said, _IN_STAGES)


def _past_words(columns: GoalColumns, target: float, past: PastMonths | None) -> Text:
    """（過去最高は38件、達成確率は12%）: how far the step is; the verdict stays that of the columns."""
    if past is None:
        return Text("", "")
    chance, best = past.chance_words(target), columns.show(past.best)
    return Text(f"（過去最高は{best}{chance.ja}）", f" (the best month was {best}{chance.en})")


def _relevant(columns: GoalColumns) -> LetterFinding | None:
    if not columns.purpose:
        return None
    return LetterFinding(Letter.R, Verdict.PASS, Text(f"目的：{columns.purpose}", f"Purpose: {columns.purpose}"))


def _time_bound(columns: GoalColumns, today: date) -> LetterFinding | None:
    deadline = columns.deadline
    if deadline is None or deadline == "":
        return None
    shown = short_day(deadline) if isinstance(deadline, date) else Text(deadline, deadline)
    if isinstance(deadline, date) and deadline < today:
        return LetterFinding(Letter.T, Verdict.WARN, _PAST.format(day=shown), _NEW_DATE)
    return LetterFinding(Letter.T, Verdict.PASS, _WHEN.format(day=shown))


_PAST = Text("期限（{day}）が過ぎている", "The deadline ({day}) is past")
_WHEN = Text("期限：{day}", "When: {day}")
_MISSING = {
    finding.letter: finding
    for finding in (
        LetterFinding(Letter.S, Verdict.FAIL, Text("KPIが空", "No KPI"), Text("KPIの名前を入れる", "Fill in the KPI")),
        LetterFinding(Letter.M, Verdict.FAIL, Text("目標値が空", "No target"), Text("目標値を入れる", "Fill in the target")),
        LetterFinding(Letter.A, Verdict.UNKNOWN, Text("現在値か目標値が空", "No current value or no target"),
                      Text("現在値を入れる", "Fill in the current value")),
        LetterFinding(Letter.R, Verdict.UNKNOWN, Text("目的が空", "No purpose"), Text("目的を入れる", "Fill in the purpose")),
        LetterFinding(Letter.T, Verdict.FAIL, Text("期限が空", "No deadline"), Text("期限を入れる", "Fill in the deadline")),
    )
}  # fmt: skip
_AS_NUMBER = Text("目標値を数で入れる", "Give the target as a number")
_DIFFERENT = Text("現在値と違う目標値を入れる", "Give a target that differs from the current value")
_IN_STAGES = Text("段階に分けるか、できる根拠を添える", "Split it into stages, or say why it can be done")
_NEW_DATE = Text("これからの日付にする", "Give a date that is still to come")
