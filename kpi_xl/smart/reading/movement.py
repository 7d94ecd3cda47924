"""Movement: from which number a goal starts, which it wants to reach, and which way it points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.reading.statement import GoalKind
from kpi_xl.smart.words.lexicon import Sense, Word
from kpi_xl.smart.words.phrases import any_of


def baseline_and_target(text: str, numbers: Sequence[Quantity], japanese: bool) -> tuple[Quantity | None, Quantity | None]:
    """The number that a goal starts from, and the first that it wants to reach."""
    baseline = None
    for index, number in enumerate(numbers):
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if _leads_on(text, number, following) or _is_said_to_be_now(text, number, japanese):
            baseline = number
            break
    if baseline is None:
        reached = (number for number in numbers if _REACHED.match(text, number.end))
        return None, next(reached, numbers[0] if numbers else None)
    others = [number for number in numbers if number is not baseline]
    after = [number for number in others if number.start > baseline.start and number.scale is baseline.scale]
    return baseline, next(iter(after or others), None)


def _leads_on(text: str, number: Quantity, following: Quantity | None) -> bool:
    """30件から50件, 30 → 50, from 30 to 50."""
    if following is None:
        return False
    between = text[number.end : following.start]
    if _ARROW.match(between):
        return True
    return _FROM.search(text, max(0, number.start - 40), number.start) is not None and _TO.search(between) is not None


def _is_said_to_be_now(text: str, number: Quantity, japanese: bool) -> bool:
    """現在30件, 昨年の900万円, currently 30, up from 30, 30 last year; a rate of last year's (前年の120%) is a target."""
    if number.scale is Scale.RATIO:
        return False
    before, start, end = max(0, number.start - 40), number.start, number.end
    if japanese and _NOW_BEFORE.search(text, before, start):
        is_rate = number.scale is Scale.RATE
        return not (_MORE_AFTER.match(text, end) or (is_rate and _LAST_YEAR.search(text, before, start)))
    return _NOW_EN_AFTER.match(text, end, end + 24) is not None or _NOW_EN_BEFORE.search(text, before, start) is not None


def is_change(text: str, target: Quantity) -> bool:
    """True where the target is a difference (15%増やす, by 15%, 2倍), not a level to reach."""
    if target.scale is Scale.RATIO:
        return True
    if _MORE_AFTER.match(text, target.end) or _MORE_EN_AFTER.match(text, target.end):
        return True
    return _BY.search(text, max(0, target.start - 24), target.start) is not None


def kind_of(
    text: str, words: Sequence[Word], baseline: Quantity | None, target: Quantity | None, is_change: bool
) -> GoalKind | None:
    """Which way the goal points; None without a target."""
    if target is None:
        return None
    if baseline is not None and baseline.scale is target.scale and baseline.value != target.value:
        return GoalKind.INCREASE if target.value > baseline.value else GoalKind.DECREASE
    if _AT_MOST_AFTER.match(text, target.end) or _AT_MOST_BEFORE.search(text, max(0, target.start - 24), target.start):
        return GoalKind.STAY_BELOW
    senses = [word.meaning.sense for word in words]
    if Sense.KEEP in senses:
        return GoalKind.STAY_ABOVE
    if Sense.LOWER in senses:
        return GoalKind.DECREASE
    return GoalKind.INCREASE if Sense.RAISE in senses and is_change else GoalKind.REACH


_REACHED = re.compile(r"(?:以上|以下|程度|まで)?(?:に(?!比べ)|へ|を|増|減|達成)")
_ARROW = re.compile(r"(?:程度|前後|台|ほど|\([^)]{0,12}\)|/月|/週|/日)?\s?(?:から(?!の)|→|->|⇒|=>)")
_FROM = re.compile(r"\bfrom (?:(?!to\b)[a-z'~]+ ){0,5}$")
_TO = re.compile(r"^[^.;]{0,40}?(?:\bto\b|→|->)")
_NOW_BEFORE = re.compile(rf"{any_of('baseline', 'ja')}(?:(?!から|まで|を)[^\d、。比超倍]){{0,10}}(?<!より)$")
_LAST_YEAR = re.compile(rf"{any_of('baseline', 'last_ja')}[^\d]*$")
_NOW_EN_BEFORE = re.compile(
    rf"(?:\bcurrent(?:ly)?(?: [a-z-]+){{0,4}} |\b(?:up|down) from (?:[a-z']+ ){{0,3}}"
    rf"|\b{any_of('baseline', 'compared_en')} (?:[a-z']+ ){{0,3}}|\blast (?:month|quarter|year)'?s? (?:[a-z]+ ){{0,3}})\$?$"
)
_NOW_EN_AFTER = re.compile(
    rf"(?:/[a-z]+)?(?: (?!compared|than|over|above|versus|vs|from|on|by|with)[a-z%]+){{0,2}} {any_of('baseline', 'now_en')}\b"
    r"|(?: [a-z]+){0,2} ?(?:→|->)"
)
_BY = re.compile(rf"\bby (?:{any_of('baseline', 'by_en')} )?$")
_MORE_AFTER = re.compile(rf"(?:分|以上|ほど|程度|ずつ|の|を)*{any_of('baseline', 'more_ja')}")
_MORE_EN_AFTER = re.compile(rf"(?: points?)? {any_of('baseline', 'more_en')}\b")
_AT_MOST_AFTER = re.compile(rf"{any_of('baseline', 'at_most_ja')}| or (?:less|fewer|below|lower)")
_AT_MOST_BEFORE = re.compile(rf"\b{any_of('baseline', 'at_most_en')} (?:an? )?\$?$")
