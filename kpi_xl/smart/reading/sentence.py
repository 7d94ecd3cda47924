"""Reading a goal sentence: Japanese or English text becomes a `GoalStatement`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from kpi_xl.smart.grounds.clauses import clauses_in, outside_of
from kpi_xl.smart.grounds.means import where_means_end
from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.reading.direction import kind_of
from kpi_xl.smart.reading.explanations import with_sentence_ends
from kpi_xl.smart.reading.indicators import find_indicator, money_sold
from kpi_xl.smart.reading.movement import baseline_and_target
from kpi_xl.smart.reading.past_figures import without_last_year, without_past
from kpi_xl.smart.reading.quantities import quantities
from kpi_xl.smart.reading.reasons import Clause, purpose_of
from kpi_xl.smart.reading.sense import is_multiple_of_itself, is_of_another, sense_of
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.times.english import english_times
from kpi_xl.smart.times.japanese import japanese_times
from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.times.time_phrase import TimePhrase, with_others
from kpi_xl.smart.words.lexicon import Subject, Word, lexicon
from kpi_xl.smart.words.text import blanked, is_japanese, tidied, without_blanks


def read_goal(text: str, today: Today, own: tuple[Subject, ...] = (), in_japanese: bool = False) -> GoalStatement:
    """Read *text* as it is meant on the day *today*, with a company's *own* words. Any text can be read; what it does not say stays None.

    *in_japanese*: what stands around it is Japanese, so that NPS 40 is, too.
    """
    typed = tidied(with_sentence_ends(text) if "\n" in text else text)
    folded = without_blanks(typed.lower()).replace("4半期", "四半期")
    japanese = is_japanese(folded) or (in_japanese and _ENGLISH.search(folded) is None)
    times = japanese_times(folded, today) if japanese else english_times(folded, today)
    if japanese and _ENGLISH_TIME.search(folded):
        times = with_others(times, english_times(folded, today))
    numbers = quantities(folded, times)
    numbers, times = without_past(folded, numbers, without_last_year(folded, times), today)
    spans = [(each.start, each.end) for each in times] + [(each.start, each.end) for each in numbers]
    if means := _only_means(folded, numbers):
        spans.append(means)
        numbers, times = _outside(means, numbers), _outside(means, times)
    outside = blanked(folded, spans)
    words = lexicon(own).words_in(outside)
    purpose = purpose_of(folded, japanese)
    beside = clauses_in(folded, japanese) if len(numbers) + len(times) > 1 else []
    if purpose and not japanese and purpose[0] < where_means_end(folded, numbers) < purpose[1]:
        purpose = None  # so that we get 6 a week: the end itself
    of_end = _main(_without_conditions(folded, numbers), purpose)
    if len(of_end) > 1:
        of_end = outside_of(beside, of_end)
    baseline, target = baseline_and_target(folded, _without_means(folded, of_end), japanese)
    sense = sense_of(folded, target, baseline, japanese) if target else None
    if baseline and target and is_of_another(folded, baseline, target, sense):
        baseline = None
    return GoalStatement(
        text=text,
        plain=folded,
        typed=typed if len(typed) == len(folded) else folded,
        language="ja" if japanese else "en",
        outside=outside,
        words=tuple(words),
        kind=kind_of(words, baseline, target, sense),
        indicator=find_indicator(outside, _of_end(folded, _main(words, purpose), numbers, target), japanese) or money_sold(outside, target),
        target=target,
        baseline=baseline,
        sense=sense,
        is_multiple=target is not None and is_multiple_of_itself(folded, target),
        numbers=tuple(numbers),
        times=tuple(outside_of([each for each in beside if each.is_before], times)),
        purpose=folded[slice(*purpose)].strip() if purpose else None,
    )


def _of_end(text: str, words: list[Word], numbers: Sequence[Quantity], target: Quantity | None) -> list[Word]:
    """The words of the end, not those of the means that lead to it: アポ of 毎日30件架電して、アポを週5件."""
    end = where_means_end(text, numbers) if target is not None else 0
    if not end or target is None or target.start < end:
        return words
    return [word for word in words if word.start >= end] or words


def _without_conditions(text: str, numbers: list[Quantity]) -> list[Quantity]:
    """成約率20%を維持しながら is a condition, where another number is to be reached."""
    return [number for number in numbers if not _WHILE.match(text, number.end)] or numbers if len(numbers) > 1 else numbers


def _without_means(text: str, numbers: list[Quantity]) -> list[Quantity]:
    """The numbers outside a form's line of means (手段：1日5件に電話), where one is to be reached before it, and outside a reason."""
    if len(numbers) > 1 and (because := _BECAUSE.search(text)):
        numbers = [number for number in numbers if not because.start() <= number.start < because.end()] or numbers
    means = _means(text) if len(numbers) > 1 else None
    if means is None:
        return numbers
    others = _outside(means, numbers)
    return others if any(not _NOW_LABEL.search(text, max(0, number.start - 12), number.start) for number in others) else numbers


def _means(text: str) -> Clause | None:
    """Where a form's line of means begins and ends: 手段：1日5件に電話, （手段）週1回の練習."""
    label = _MEANS_LABEL.search(text) if _MAY_LABEL.search(text) else None
    if label is None:
        return None
    stop = (_CLOSES if label["aside"] else _NEXT_LABEL).search(text, label.end())
    return label.start(), stop.start() if stop else len(text)


def _only_means(text: str, numbers: Sequence[Quantity]) -> Clause | None:
    """The means of a goal without a figure: what they count and how often is no figure or time of the goal's."""
    means = _means(text) if numbers else None
    if means is None or not _BEFORE_MEANS.match(text):
        return None
    return means if all(means[0] <= number.start < means[1] for number in numbers) else None


def _outside(span: Clause, found: Sequence[Placed]) -> list[Placed]:
    return [each for each in found if not span[0] <= each.start < span[1]]


_MAY_LABEL = re.compile(r"[:)】]")
_MEANS_LABEL = re.compile(
    r"(?:[\s/、。;|]|^|(?P<aside>\())(?:(?:手段|方法|施策|打ち手|行動|アクション|やり方|how|means|method|actions?)\s?:"
    r"|(?<=\()(?:手段|方法|施策|打ち手|行動)\):?|【(?:手段|方法|施策|打ち手|行動|アクション|やり方)】:?)"
)
_CLOSES = re.compile(r"\)")
_BEFORE_MEANS = re.compile(r"[^:】)]{4}")
"""A goal stands before its means."""
_BECAUSE = re.compile(
    r"^(?:because|as|since|now that|given that) [^.;:,]*(?:[:,](?!\d))|\b(?:because|now that|given that|since (?:we|i|our|the)\b)[^.;]*"
)
_NEXT_LABEL = re.compile(r"\s/\s|\||[\s。;]【?[^\s:。、]{1,8}:")
_NOW_LABEL = re.compile(r"(?:現状|現在|実績|前年|昨年|now|current|today|baseline|status)[^\d]*$")
_ENGLISH_TIME = re.compile(r"by [a-z0-9]|before [a-z0-9]|until [a-z0-9]|due [a-z0-9]|end of [a-z0-9]|in [a-z0-9]|eo[dwmqy]\b")
_ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,}")
_WHILE = re.compile(r"[^、。\d]{0,10}(?:つつ|ながら)")
Spanned = TypeVar("Spanned", Word, Quantity)
Placed = TypeVar("Placed", Quantity, TimePhrase)


def _main(found: list[Spanned], purpose: Clause | None) -> list[Spanned]:
    """What stands outside the purpose clause; all of it where nothing does."""
    if purpose is None:
        return found
    return [each for each in found if each.start < purpose[0] or each.start >= purpose[1]] or found
