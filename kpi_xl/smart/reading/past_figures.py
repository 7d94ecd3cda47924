"""Past figures: a number told with a time that lies behind (did £210k in Q2, 3.1% in Nov) says where the figure stood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.times.past_notes import lies_behind
from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.times.time_phrase import TimePhrase
from kpi_xl.smart.words.phrases import any_of

FEWEST = 2
"""A figure that was needs one that is wanted."""
SHORTEST_STEP = len(") to ")
"""Before a clause that a bracket begins, where the step may be said."""
MOST = 40
"""Numbers of a text that are looked at: nobody says more of one goal."""


def without_past(
    text: str, numbers: list[Quantity], times: list[TimePhrase], today: Today
) -> tuple[list[Quantity], list[TimePhrase]]:
    """The *numbers*, marked where they tell of the past, and the *times* but for those that these are told with."""
    numbers = numbers if text.isascii() else _of_last_year(text, numbers)
    if not times or not FEWEST <= len(numbers) <= MOST or not _MAY_TELL.search(text):
        return numbers, times
    past = [phrase for at, phrase in enumerate(times) if _tells(text, phrase, numbers, today) and not _runs_on(times[:at], phrase, today)]
    if not past:
        return numbers, times
    marked = [each._replace(is_past=each.is_past or any(_together(text, each, phrase) for phrase in past)) for each in numbers]
    if all(each.is_past for each in marked):
        return numbers, times
    return _latest_told(text, marked, past, today), [each for each in times if each not in past]


def _of_last_year(text: str, numbers: list[Quantity]) -> list[Quantity]:
    """昨年12月は12件、今年12月は15件: the 12件 is told, where another clause has its figure."""
    if not FEWEST <= len(numbers) <= MOST or not _LAST_YEARS.search(text):
        return numbers
    marked = [each._replace(is_past=_WAS_LAST_YEAR.match(text, _clause(text, each.start)[0], each.start) is not None) for each in numbers]
    return numbers if all(each.is_past for each in marked) else marked


def without_last_year(text: str, times: list[TimePhrase]) -> list[TimePhrase]:
    """The *times* without the December of 前年12月36台: it says when a figure was, and is no deadline."""
    if not times or text.isascii() or not _LAST_YEARS.search(text):
        return times
    return [phrase for phrase in times if not _LAST_YEAR.search(text, max(0, phrase.start - 5), phrase.start)]


def _latest_told(text: str, numbers: list[Quantity], past: Sequence[TimePhrase], today: Today) -> list[Quantity]:
    """Of 10月は21%、11月は22% the 22%: what was before that is no figure of the goal's."""
    told = [(_when(phrase, today), each) for each in numbers if each.is_past for phrase in past if _together(text, each, phrase)]
    last = {each.scale: each for _, each in sorted(told, key=lambda pair: (pair[0], pair[1].start))}
    return [each for each in numbers if not each.is_past or each is last[each.scale]]


def _when(phrase: TimePhrase, today: Today) -> date:
    """Its last day; that of a month which is read as the next one is a year earlier."""
    last = phrase.last_day or date.min
    is_ahead = phrase.span is not None and phrase.span[0] > today.day
    return last - YEAR if is_ahead else last


def _tells(text: str, phrase: TimePhrase, numbers: Sequence[Quantity], today: Today) -> bool:
    if phrase.span is None or phrase.is_recurring or _DUE.match(phrase.words) or _DUE_AFTER.match(text, phrase.end):
        return False
    if text.startswith(":", phrase.end) and len(_HEADINGS.findall(text, 0, LONGEST)) >= FEWEST:
        return False  # Q1: $180k closed. Q2: $220k closed
    begin, end = _clause(text, phrase.start)
    inside = [each for each in numbers if begin <= each.start < end]
    if len(inside) != 1 or not any(_is_alike(inside[0], each) for each in numbers if each not in inside):
        return False
    if _WAS.match(text, begin, end):
        return True
    if _WANTED.search(text, begin, end) or _LED_TO.search(text, max(0, begin - SHORTEST_STEP), inside[0].start):
        return False
    if end - begin - (phrase.end - phrase.start) - (inside[0].end - inside[0].start) > LONGEST_NOTE:
        return False
    in_brackets = text.rfind("(", 0, begin) > text.rfind(")", 0, begin) and _CLOSES.match(text, end) is not None
    return lies_behind(phrase, today, or_runs=in_brackets) and (in_brackets or begin > 0)


def _runs_on(before: Sequence[TimePhrase], phrase: TimePhrase, today: Today) -> bool:
    """下期 of 上期6,000万円、下期7,500万円, in April, too: it follows a period of as many days that is not over."""
    if not before or before[-1].span is None or phrase.span is None or lies_behind(before[-1], today, or_runs=False):
        return False
    (first, ends), (next_one, its_end) = before[-1].span, phrase.span
    are_alike = abs((ends - first).days - (its_end - next_one).days) <= SAME_LENGTH
    return are_alike and 0 <= (next_one - ends).days <= SAME_LENGTH


def _is_alike(told: Quantity, wanted: Quantity) -> bool:
    """Under 2 hours, was 3.5: a bare number is counted as the other is, and half of any figure is alike."""
    return told.scale is wanted.scale or wanted.scale is Scale.RATIO or (told.scale is Scale.COUNT and not told.unit)


def _together(text: str, number: Quantity, phrase: TimePhrase) -> bool:
    return _clause(text, number.start) == _clause(text, phrase.start)


def _clause(text: str, at: int) -> tuple[int, int]:
    """Where the clause around a place begins and ends; brackets are clauses, too."""
    earliest, latest = max(0, at - LONGEST), min(len(text), at + LONGEST)
    begin = max((each.end() for each in _BREAK.finditer(text, earliest, at)), default=earliest)
    stop = _BREAK.search(text, at, latest)
    return begin, stop.start() if stop else latest


_WAS_LAST_YEAR = re.compile(r"\s*(?:昨年|去年|前年)の?\d{1,2}月(?:の[^、。\d]{1,10})?は[^、。\d]{0,6}$")
_LAST_YEARS = re.compile(r"[昨前去]年")
_LAST_YEAR = re.compile(r"(?:昨年|前年|去年)の?$")
YEAR = timedelta(days=365)
LONGEST = 120
SAME_LENGTH = 4
"""Days by which two months or quarters differ, and between one and the next."""
LONGEST_NOTE = 24
"""Characters that a note has beside its figure and its time."""
_HEADINGS = re.compile(rf"(?:^|[.;,] )(?:{any_of('english_times', 'months')}|[qh][1-4]): ")
_BREAK = re.compile(r"[();。※]|、|,(?!\d)|\.(?= )| - ")
_CLOSES = re.compile(r"[^()]{0,40}\)")
_MAY_TELL = re.compile(r"[(,;。、※]|\. | - ")
_DUE = re.compile(r"(?:by|before|until|till|due|next|nxt|this|no later|within|through|thru|throughout)\b")
_DUE_AFTER = re.compile(r"(?:まで|迄|に(?!は)|中|末|〆|締|期限|から|~)")
_LED_TO = re.compile(r"(?:\bup|\bdown|\bto|\+) ?[$€£]?$")
"""(currently 22%) to 28% in Q1, revenue up 15% on 2025: what a step leads to is wanted."""
_WANTED = re.compile(r"\b(?:goal|target|plan)\b|目標")
_WAS = re.compile(
    r"\s*(?:and |but |only |we |i |it |they |which |that )*"
    r"(?:(?:did|was|were|had|made|got|averaged|finished|ended|stood)\b"
    r"|(?:won|sold|closed|signed|landed|booked) (?!(?:[a-z]+ )?[a-z]+s\b:? ?[$€£]?\d))"
)
