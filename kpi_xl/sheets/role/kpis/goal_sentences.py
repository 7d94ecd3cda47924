"""Goals as sentences: what the columns of a KPI say, composed by a formula. The twin of `composed` in kpi_xl.smart."""

from __future__ import annotations

from datetime import date
from functools import partial

from kpi_xl.definitions import Direction, Kpi
from kpi_xl.language import Text, spoken
from kpi_xl.sheets.live.areas import count
from kpi_xl.sheets.live.days import day_in_sentence, end_of_month
from kpi_xl.sheets.live.letters import after_first, capitalized, left, lower, right, with_first_replaced
from kpi_xl.sheets.live.values import (
    Live,
    any_of,
    choice,
    compared,
    contains,
    filled,
    is_blank,
    is_number,
    is_same,
    joined,
    number,
    text,
)  # fmt: skip
from kpi_xl.sheets.role.parts.page import Page
from kpi_xl.sheets.role.parts.wording import figure, figure_words
from kpi_xl.smart import GoalColumns
from kpi_xl.smart.rewriting.composed import BLANKS, BOUNDS, CLAUSE_ENDS, KEPT, NEGATION, SENTENCES, VERBS
from kpi_xl.units import Unit


def goal_sentence(page: Page, kpi: Kpi) -> Live:
    """What the columns of a KPI say, with a blank for each that is not filled in."""
    blanks, purpose = BLANKS[spoken()], page.purpose(kpi)
    figures = {"baseline": page.baseline(kpi), "target": page.target(kpi)}
    is_lower_better = kpi.direction is Direction.LOWER
    parts: dict[str, Live | str] = {
        "what": text(kpi.label),
        "deadline": day_in_sentence(end_of_month(page.month)),
        "purpose": choice(is_blank(purpose), "", _reason(purpose)),
        "verb": VERBS[spoken()]["rate" if is_rate(kpi) else "count"][is_lower_better],
        "bound": BOUNDS[spoken()][is_lower_better],
        **{mark: choice(is_number(value), figure(kpi, value), blanks[mark]) for mark, value in figures.items()},
    }
    kept, usual = (filled(Text(words["ja"], words["en"]), **parts) for words in (KEPT, SENTENCES))
    return choice(_is_reached(kpi, **figures), kept, usual)


def _is_reached(kpi: Kpi, baseline: Live, target: Live) -> Live:
    """True where the present value is as good as the target, so that it is to be kept."""
    are_known = compared(count(baseline, target), "=", number(2))
    # IF and not AND: an error in one of the figures is asked for there, not spread over the sentence
    return choice(are_known, compared(baseline, "<=" if kpi.direction is Direction.LOWER else ">=", target), number(0))


def columns_of(kpi: Kpi, baseline: float | None, target: float, due: date, purpose: str) -> GoalColumns:
    """A KPI's row of ③."""
    is_lower_better = kpi.direction is Direction.LOWER
    return GoalColumns(str(kpi.label), baseline, target, due, purpose, partial(figure_words, kpi), is_rate(kpi), is_lower_better)


def is_rate(kpi: Kpi) -> bool:
    """True of what is raised and lowered; counts and amounts grow and fall."""
    return kpi.unit in (Unit.RATE, Unit.SCORE, Unit.RATIO)


def _reason(purpose: Live) -> Live:
    """The purpose as a part of the sentence: 商談の数を確保するために、 / in order to secure enough meetings."""
    if spoken() == "ja":
        is_negated = compared(right(purpose, len(NEGATION)), "=", text(NEGATION))
        is_clause = any_of(is_negated, contains(text(CLAUSE_ENDS), right(purpose, 1)))
        return joined(purpose, choice(is_clause, "ために、", "のために、"))
    begins_sentence, first = is_same(left(purpose, 2), capitalized(left(purpose, 2))), left(purpose, 1)
    words = joined(" in order to ", choice(begins_sentence, lower(first), first), after_first(purpose))
    return with_first_replaced(words, " to to ", " to ")
