"""Number words: 倍増, 半分, ゼロ, fifteen, a third, double, twice a week."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl.smart.numbers.descriptions import counts_a_party, counts_goals
from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.words.phrases import Endings, one_of, vocabulary


def number_words(text: str) -> Iterator[Quantity]:
    """The words of a `plain` text that say how much."""
    for match in () if text.isascii() else _RATIO_WORD.finditer(text):
        yield Quantity(match.start(), match.end(), match[0], _RATIO_WORDS.get(match[0][:2], 0.0), Scale.RATIO)
    if "x" in text:
        yield from (Quantity(each.start(), each.end(), each[0], float(each["by"]), Scale.RATIO) for each in _TIMES.finditer(text))
    if _ENGLISH.search(text):
        yield from filter(None, map(_spelled, _SPELLED.finditer(text)))


def _spelled(match: re.Match[str]) -> Quantity | None:
    start, end, words = match.start(), match.end(), match[0]
    if match["ratio"]:
        ratio = _FOLDS[words[:3]] if words.endswith("fold") else _RATIOS[words[0]]
        return Quantity(start, end, words, ratio, Scale.RATIO)
    if match["part"] == "half" and match.string.endswith(("by ", "in "), 0, start):  # cut by half
        return Quantity(start, end, words, 0.5, Scale.RATIO)
    if match["part"]:
        return Quantity(start, end, words, _spelled_part(words), Scale.RATE)
    if match["often"]:
        return Quantity(start, end, words, _OFTEN[words], Scale.COUNT)
    if match["zero"]:
        return Quantity(start, end, words, 0.0, Scale.COUNT)
    return _spelled_number(match)


def _spelled_number(match: re.Match[str]) -> Quantity | None:
    text, start, end = match.string, match.start(), match.end()
    words = match["number"]
    is_bound = _BOUND_BEFORE.search(text, max(0, start - LONGEST_BOUND), start) is not None
    if words == "one" and not is_bound and (_ONE_IDIOM.match(text, start) or _ONE_BEFORE.search(text, 0, start)):
        return None
    if (text.startswith("-", end) and not match["money"]) or counts_goals(text, end):
        return None  # a two-week trial, two things for January
    if (counts_a_party(text, start, end) and not is_bound) or (_SPELLED_TIME.match(text, end) and not _SHORTER.search(text, 0, start)):
        return None
    if _NAMES_BEFORE.stand_before(text, start) or text.endswith((". last ", "; last ", "(last ", " the big "), 0, start):
        return None  # Last two took 6.
    return Quantity(start, end, match[0], _value_of(words), Scale.MONEY if match["money"] else Scale.COUNT)


LONGEST_BOUND = 24
_BOUND_BEFORE = re.compile(r"\b(?:no|not) more than $|\bat most $|\bmax(?:imum)?(?: of)? $|\b(?:up to|no fewer than|at least) $")
"""No more than one person."""


def _value_of(words: str) -> float:
    """Two hundred and fifty thousand."""
    total = section = 0.0
    for word in re.findall(r"[a-z]+", words):
        value = _WORDS.get(word, 0)
        if value >= 100 or word == "dozen":
            section = (section or 1) * value
            if value >= 1000:
                total, section = total + section, 0.0
        else:
            section += value
    return total + section


def _spelled_part(words: str) -> float:
    """A third, two thirds, one in four."""
    if words.startswith("one in "):
        return 1 / _WORDS[words.removeprefix("one in ")]
    upper = 2 if words.startswith("two") else 3 if words.startswith("three") else 1
    return upper / next((below for stem, below in _BELOW.items() if stem in words), 2)


_COUNTERS = vocabulary("counters")
_RATIO_WORD = re.compile(
    r"half(?=に|へ)|倍増|半減|倍(?<![\d.何数一二三四五六七八九十人]倍)(?=に|へ|以上|の(?!率)|を|超|とな)|半分(?=に|以下|まで|を|の)|過半数|半数"
    r"|[一二1-3]桁(?:台|成長|増|減|以上|以下|アップ|プラス|伸)"
    r"|ゼロ(?=[(・/&]|件|に|を(?!見|基|ベ)|へ|と|まで|化|\s|$|、|。|!|！)|皆無|満点"
)
_TIMES = re.compile(
    r"(?<![\d)a-z])(?<![\d][a-z]{2} )(?<!\d )x ?(?P<by>\d{1,2}(?:\.\d{1,2})?)"
    r"(?![\d%a-z,.]| ?(?:days?|weeks?|months?|hours?|min)|[件社回名人円万億台本])"
)
"""Grow pipeline x3."""
_RATIO_WORDS = {"倍増": 2.0, "倍": 2.0, "半減": 0.5, "半分": 0.5, "半数": 0.5, "ha": 0.5, "過半": 0.5, "満点": 1.0}
_ENGLISH = re.compile(r"[a-z]{3}")
_WORDS: dict[str, int] = _COUNTERS["words"]
_WORD = one_of(_WORDS)
_CAN_BEGIN = r"a[n ]|do|re|tr|qu|h[au]|t[wehr]|f[oi]|on|ze|s[ie]|e[il]|ni|mi|bi"
_RATIO = (
    r"(?:re)?doubl(?:e[ds]?|ing)(?! down|[- ]check|[- ]?book|[- ]?sided| (?:(?!and |or )[a-z'-]+ ){1,6}to [$€£]?\d)"
    r"|tripl(?:e[ds]?|ing)|quadrupl(?:e[ds]?|ing)|halv(?:e[ds]?|ing)"
    r"|(?:two|three|four|five|ten)-?fold"
)
_PART = (
    rf"(?:one in {_WORD}|(?:a|one|two|three)[- ](?:third|half|fifth|tenth|fourth)s?|a quarter(?= of (?!the year|the fiscal|20))"
    r"|(?<=by )a quarter|three[- ]quarters"
    r"|(?<=by )half|(?<=in )half|(?<=to )half|half(?= (?:of|the|our|all|my)))"
    r"(?![- ]?(?:year|day|hour|of (?:the )?(?:year|20|fy|q)|the year))"
)
_SPELLED = re.compile(
    rf"(?<![a-z-])(?={_CAN_BEGIN})(?:(?P<ratio>{_RATIO})|(?P<part>{_PART})"
    r"|(?P<often>once|twice|thrice)(?= (?:a|an|per|each|every)\b)"
    r"|(?P<zero>zero|(?<=lose )none\b)(?!-| in\b|[ -](?:based|sum|trust|tolerance|party))"
    rf"|(?P<number>(?:(?:a|an) (?={_WORD}\b))?{_WORD}(?:[- ](?:and )?{_WORD})*)(?P<money>[- ]dollars?| yen)?(?![a-z]))"
)
_ONE_IDIOM = re.compile(
    r"one(?:[- ](?:of|on|another|stop|place|pager|team|source|by|page|voice|time|way|size|thing|day|at|to|person)\b|-)"
)
_ONE_BEFORE = re.compile(r"\b(?:no|every|any|each|some|number|the|this|that|day|level|phase|tier|step|stage|square|in|new|old|last|right|same) $")
_NAMES_BEFORE = Endings(_COUNTERS["names"]["before"])
_SPELLED_TIME = re.compile(r" (?:days?|weeks?|months?|years?|quarters?|sprints?|people on)\b")
_SHORTER = re.compile(
    r"\b(?:shorten|cut|reduc|trim|shav|speed|bring|lower|decreas|halv)\w*\b[^.;]*"
    r"\b(?:cycles?|times?|close|turnaround|length|duration|payback|onboarding|ramp|dso|delays?|backlog)\b"
)
_RATIOS = {"d": 2.0, "r": 2.0, "t": 3.0, "q": 4.0, "h": 0.5}
_OFTEN = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_BELOW = {"third": 3, "half": 2, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_FOLDS = {"two": 2.0, "thr": 3.0, "fou": 4.0, "fiv": 5.0, "ten": 10.0}
