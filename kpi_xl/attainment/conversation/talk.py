"""A talk: three figures, one strength, one question. Few cases are told, never judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kpi_xl.attainment.conversation.key_figures import KeyFigure, key_figure, pooled
from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.report.few import FEW_CASES, are_few
from kpi_xl.attainment.report.history import History
from kpi_xl.attainment.report.model import AttainmentRow, Result
from kpi_xl.attainment.report.rates import Status
from kpi_xl.definitions import Direction
from kpi_xl.rounding import exact_sum

FIGURES = 3
MONTHS_THAT_SHOW = 3
"""A rate above the team's in fewer months may be chance."""
BETTER = 1.05
"""A rate is above the team's from a twentieth on: less is told by nobody who looks at the chart."""


class StrengthKind(Enum):
    """Why something is a strength."""

    ABOVE_TEAM = "above_team"
    ON_TARGET = "on_target"
    GROWING = "growing"


@dataclass(frozen=True)
class Strength:
    """What goes well."""

    kind: StrengthKind
    figure: KeyFigure
    months: int = 0  #: of the complete ones, in which it was above the team's


@dataclass(frozen=True)
class Question:
    """What to ask about."""

    figure: KeyFigure
    yen: float | None  #: of revenue that the gap costs, where that is known and rests on enough cases

    @property
    def is_few(self) -> bool:
        """True for a rate, an average or a score of few cases: the question is about those cases, not about the figure."""
        return _is_few(self.figure)


@dataclass(frozen=True)
class Talk:
    """What two people look at together."""

    result: Result
    figures: tuple[KeyFigure, ...]  #: the KGI, what the question is about, what the strength is in; at most three
    strength: Strength | None
    question: Question | None  #: None where nothing lies behind, the goal neither


def talk_of(result: Result, together: Sequence[Result], insight: Insight | None, history: History) -> Talk:
    """The talk about *result*.

    Args:
        together: everybody of the same team and role, *result* among them.
    """
    figures = {row.kpi.id: key_figure(row, result, together, history) for row in result.rows}
    question = _question(result, insight, figures)
    strength = _strength([figure for figure in figures.values() if question is None or figure is not question.figure])
    asked = [each.figure for each in (question, strength) if each is not None]
    rest = [figure for figure in figures.values() if figure.row.target is not None]
    shown = {figure.kpi.id: figure for figure in (figures[result.kgi.kpi.id], *asked, *rest)}
    return Talk(result, tuple(shown.values())[:FIGURES], strength, question)


def _question(result: Result, insight: Insight | None, figures: dict[str, KeyFigure]) -> Question | None:
    """About the KPI behind that costs most; where yen are unknown, about the one furthest behind; where no KPI is, about the goal that is."""
    lost = insight.split.lost if insight and insight.split else {}  # empty for whoever is at or above what is due
    behind = [row for row in result.rows[1:] if _is_behind(row)] or [row for row in (result.kgi,) if _is_behind(row)]
    if not behind:
        return None
    row = min(behind, key=lambda row: (-lost.get(row.kpi.id, 0.0), row.pace or 0.0))
    question, yen = Question(figures[row.kpi.id], None), lost.get(row.kpi.id, 0.0)
    return question if question.is_few or yen <= 0 else Question(figures[row.kpi.id], yen)


def _is_behind(row: AttainmentRow) -> bool:
    return row.pace is not None and row.status is not Status.GOOD


def _strength(figures: Sequence[KeyFigure]) -> Strength | None:
    """A rate above the team's over months; else what is on target by now; else what has grown."""
    above = [(figure, _months_above(figure)) for figure in figures if figure.is_rate]
    best = max(above, key=lambda pair: pair[1], default=None)
    if best is not None and best[1] >= MONTHS_THAT_SHOW:
        return Strength(StrengthKind.ABOVE_TEAM, *best)
    on_target = [figure for figure in figures if figure.row.status is Status.GOOD and not _is_few(figure)]
    if on_target:
        return Strength(StrengthKind.ON_TARGET, max(on_target, key=lambda figure: _ahead(figure.row)))
    growing = [figure for figure in figures if _has_grown(figure)]
    return Strength(StrengthKind.GROWING, growing[0]) if growing else None


def _months_above(figure: KeyFigure) -> int:
    """In how many complete months the rate was above the team's; 0 where it is not so in all of them together."""
    own, team = pooled(figure.before), pooled(figure.team[:-1])
    tried = exact_sum(each.tried for each in figure.before)
    if own is None or team is None or tried < FEW_CASES or figure.kpi.direction is Direction.LOWER or own < team * BETTER:
        return 0
    return sum(each.value is not None and each.value > team for each in figure.before)


def _is_few(figure: KeyFigure) -> bool:
    return figure.now.tried < FEW_CASES if figure.is_rate else are_few(figure.row.cases)


def _ahead(row: AttainmentRow) -> float:
    return row.pace or 0.0


def _has_grown(figure: KeyFigure) -> bool:
    """The last complete month is the best of at least three, and this one not far behind: of counts and yen, which need no cases.

    Where all of this month's target is due, its figure stands beside those of complete months: it must be no less.
    """
    known = [each.value for each in figure.before if each.value is not None]
    row, now = figure.row, figure.now.value
    if row.status is Status.POOR or figure.is_rate or len(known) < MONTHS_THAT_SHOW or known[-1] <= max(known[:-1]):
        return False
    return row.is_due_in_part or (now is not None and now >= known[-1])
