"""Reading a goal sentence: Japanese or English text becomes a `GoalStatement`."""

from __future__ import annotations

from typing import TypeVar

from kpi_xl.smart.english_times import english_times
from kpi_xl.smart.indicators import find_indicator
from kpi_xl.smart.japanese_times import japanese_times
from kpi_xl.smart.lexicon import Word, lexicon
from kpi_xl.smart.movement import baseline_and_target, is_change, kind_of
from kpi_xl.smart.objects import concrete_objects, has_content, is_effort_only
from kpi_xl.smart.quantities import quantities
from kpi_xl.smart.quantity import Quantity
from kpi_xl.smart.reasons import Clause, basis_of, purpose_of
from kpi_xl.smart.spans import Today
from kpi_xl.smart.statement import GoalStatement
from kpi_xl.smart.text import blanked, is_japanese, tidied


def read_goal(text: str, today: Today) -> GoalStatement:
    """Read *text* as it is meant on the day *today*. Any text can be read; what it does not say stays None."""
    typed = tidied(text)
    folded = typed.lower()
    japanese = is_japanese(folded)
    times = japanese_times(folded, today) if japanese else english_times(folded, today)
    numbers = quantities(folded, times)
    outside = blanked(folded, [(each.start, each.end) for each in times] + [(each.start, each.end) for each in numbers])
    words = lexicon().words_in(outside)
    purpose = purpose_of(folded, japanese)
    baseline, target = baseline_and_target(folded, _main(numbers, purpose))
    senses = [word.meaning.sense for word in words]
    return GoalStatement(
        text=text,
        plain=folded,
        typed=typed if len(typed) == len(folded) else folded,
        language="ja" if japanese else "en",
        kind=kind_of(folded, senses, baseline, target),
        indicator=find_indicator(outside, _main(words, purpose), japanese),
        objects=concrete_objects(outside, words, japanese),
        has_content=has_content(outside, words, japanese),
        is_effort_only=is_effort_only(outside, words, japanese),
        target=target,
        baseline=baseline,
        is_change=target is not None and is_change(folded, target),
        times=tuple(times),
        purpose=folded[slice(*purpose)].strip() if purpose else None,
        basis=basis_of(folded, japanese),
        vague=tuple((word.text, word.meaning.family) for word in words if word.meaning.family is not None),
    )


Spanned = TypeVar("Spanned", Word, Quantity)


def _main(found: list[Spanned], purpose: Clause | None) -> list[Spanned]:
    """What stands outside the purpose clause; all of it where nothing does."""
    if purpose is None:
        return found
    return [each for each in found if each.start < purpose[0] or each.start >= purpose[1]] or found
