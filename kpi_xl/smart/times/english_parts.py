"""Parts of a year in English that name the year beside them: H1 next fiscal year, Q2 of next year, next year's first quarter."""

from __future__ import annotations

import re
from datetime import timedelta

from kpi_xl.smart.times.english_pattern import COUNTS, MONTH_NAMES
from kpi_xl.smart.times.spans import Span, Today
from kpi_xl.smart.times.time_phrase import Recurrence, TimePhrase

ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}


def part_of_year(text: str, first: TimePhrase, second: TimePhrase, today: Today) -> TimePhrase | None:
    """The part as it lies in the fiscal year that stands beside it, or that begins in that year; None of other neighbours."""
    if not _BETWEEN.fullmatch(text, first.end, second.start):
        return None
    part, year = (first, second) if _YEAR.search(second.words) else (second, first)
    named = _PART.search(part.words)
    if named is None or year.span is None or not _YEAR.search(year.words):
        return None
    number, unit = int(named["number"] or 0) or ORDINALS.get(named["ordinal"], 0), "quarter" if named["unit"][0] == "q" else "half"
    if not number:
        return None
    span = today.part(unit, min(number, 2 if unit == "half" else 4), year.span[0].year)
    return TimePhrase(first.start, second.end, text[first.start : second.end], span)


_BETWEEN = re.compile(r"[,-]? ?(?:of |in )?(?:the )?|'s ")
_YEAR = re.compile(r"\b(?:(?:next|this|coming|following|current) (?:[a-z]+ )?(?:year|fy)|fy ?'?(?:20)?\d\d)\b")
_PART = re.compile(
    r"\b(?:(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|final) )?(?P<unit>[qh](?=\d)|half|quarter)(?P<number>[1-4])?\b"
)


def full_year(typed: str) -> int:
    """27 is 2027."""
    return int(typed) + (2000 if len(typed) == 2 else 0)


def month_number(name: str) -> int:
    return MONTH_NAMES.index(name[:3]) + 1


def count(word: str) -> float:
    return float(COUNTS.get(word) or word)


def before_month(span: Span | None, words: str, today: Today) -> Span | None:
    """Before June ends with May; before the end of June does not."""
    if span is None or span[0] <= today.day or not _BEFORE.match(words):
        return span
    return today.day, span[0]


def with_days_of_every_week(times: list[TimePhrase]) -> list[TimePhrase]:
    """By Friday noon, every week: the day comes again."""
    if not any(each.every is Recurrence.WEEK for each in times):
        return times
    return [each._replace(span=None, is_recurring=True) if _DAY_OF_WEEK.match(each.words) else each for each in times]


def before_day(text: str, phrase: TimePhrase) -> TimePhrase:
    """Before 1 March is the day before it."""
    if phrase.span is None or not _EARLIER.match(phrase.words) or text.endswith("on or ", 0, phrase.start):
        return phrase
    begins, ends = phrase.span
    return phrase._replace(span=(begins - timedelta(days=1), ends - timedelta(days=1)))


def part_of_month(span: Span | None, words: str) -> Span | None:
    """Early March ends on the 10th, mid-March on the 15th."""
    days = 10 if "early " in words else 15 if _MIDDLE.search(words) else 0
    return (span[0], span[0] + timedelta(days=days)) if span and days else span


_MIDDLE = re.compile(r"\bmid|middle|(?:first|1st) half")
LIMIT = re.compile(r"(?:with)?in (?:under|less than|fewer than|no more than) ")
"""Quote-to-cash in under 10 days: how fast, not by when."""
EVERY_ONE = re.compile(r"\b(?:every|each|all|any) [a-z]+ $")
KEPT = re.compile(
    r"\b(?:keep|hold|maintain)(?:ing)? (?:[a-z'-]+ ){0,3}(?:time|cycle|length|duration|turnaround|onboarding|ramp)(?: period)? $"
    r"|\bpayback(?: period| time)? $|(?:\bnot|n't) (?:[a-z]+ ){1,3}$"
)
"""Keep payback within 14 months: a measure, no deadline."""
_EARLIER = re.compile(r"(?:before|b4|ahead of|prior to)\b")
_BEFORE = re.compile(r"before (?:[qh][1-4]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
NONE_BEFORE = re.compile(r"\b(?:no|none|nothing|never|not)\b[^.;,\d]*$")
"""No deal sits in negotiation over 21 days: a bound, no deadline."""
_DAY_OF_WEEK = re.compile(
    r"(?:by )?(?:noon|eod|end of day|close of business|cob)\b|(?:by |before |on |until )?(?:mon|tues?|wednes|thurs?|fri)(?:day)?\b(?! \d)"
)
