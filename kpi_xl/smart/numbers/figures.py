"""Figures: numbers in digits or kanji, with their unit.

Numbers in names and orders (第2営業部, 3C分析, ISO9001, 2回目), clock times, years and descriptions of a party measure nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl.smart.numbers.descriptions import is_described
from kpi_xl.smart.numbers.numerals import NUMERAL, read_numeral
from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.words.answers import SINCE, SINCE_EVENT, is_answered_within
from kpi_xl.smart.words.phrases import Endings, any_of, one_of, vocabulary


def figures(text: str) -> Iterator[Quantity]:
    """The numbers of a `plain` text that measure something; the 1 of "1. 商談を50件" counts the goals."""
    marker = _MARKER.match(text)
    others = {each.start() for each in _OTHER_MARKERS.finditer(text)} if marker else ()
    for match in _NUMBER.finditer(text, marker.end() if marker else 0):
        quantity = _number(match) if match.start() not in others else None
        if quantity is not None:
            yield quantity


def _number(match: re.Match[str]) -> Quantity | None:
    (start, end), number = match.span(), match["num"]
    if number is None:
        is_name = _ALWAYS_NAMES.match(match.string, start)  # 24/7
        return None if is_name or _is_day(match) else Quantity(start, end, match[0], _fraction(match), Scale.RATE)
    if number[0].isascii() or number.isdigit():
        if _is_name(match, start) or _is_year(match):
            return None
    elif not _is_counted(match.string, start):
        return None
    scale = _scale(match)
    if is_described(match) or (scale is Scale.DAYS and not _measures_time(match)):
        return None
    value = _value(match, scale)
    lower = _lower(match, value) if match["low"] else None
    return Quantity(start, end, match[0].rstrip(), lower or value, scale, upper=value if lower else None)


def _lower(match: re.Match[str], upper: float) -> float | None:
    """30 of 30〜40件, 1億 of 1〜2億: counted as the upper one is; None where there is none below it."""
    typed = read_numeral(match["num"].rstrip("万億,"))
    lower = read_numeral(match["low"].rstrip(",")) * (upper / typed if typed else 1.0)
    return float(f"{lower:.12g}") if 0 < lower < upper else None


def _is_counted(text: str, start: int) -> bool:
    """Kanji that count: 二十社; not 一部, 千葉 and 数十件."""
    if _KANJI_NEVER.match(text, start) or (text[start] in "十百千万" and text[start - 1 : start] in ("数", "何")):
        return False
    return _KANJI_COUNTED.match(text, start) is not None


def _scale(match: re.Match[str]) -> Scale:
    number, currency, unit = match.group("num", "currency", "unit")
    if currency:
        return Scale.YEN if currency in ("¥", "jpy") else Scale.MONEY
    if unit:
        return _SCALES[unit]
    if match.string.endswith("top ", 0, match.start()) and _RANKED.match(match.string, match.end()):
        return Scale.RANK
    return Scale.YEN if number[-1] in "万億" and number != "万" else Scale.COUNT


def _value(match: re.Match[str], scale: Scale) -> float:
    number, power, unit, tenths = match.group("num", "power", "unit", "bu")
    value = read_numeral(number.rstrip(","))
    if power:
        value *= _POWERS[power.strip()]
    if scale is Scale.RATE:
        value = (value + (read_numeral(tenths) / 10 if tenths else 0.0)) / 10 if unit == "割" else value / 100
    return float(f"{value:.12g}") if power or scale is Scale.RATE else value


def _fraction(match: re.Match[str]) -> float:
    """3分の1, 1/3."""
    if match["of"]:
        return read_numeral(match["part"]) / (read_numeral(match["of"]) or 1.0)
    first, second = (float(part) for part in re.split("/| in ", match["fraction"]))
    return first / second if second else 0.0


def _is_day(match: re.Match[str]) -> bool:
    """12/8: more than one is no fraction."""
    upper, _, lower = (match["fraction"] or "").partition("/")
    return lower.isdecimal() and upper.isdecimal() and int(upper) >= int(lower)


def _is_name(match: re.Match[str], start: int) -> bool:
    """第2営業部, 3C分析, ISO9001, 10:30, 2回目, 24時間365日, phase 2, 1st."""
    currency, power, unit = match.group("currency", "power", "unit")
    if currency:
        return False
    text, end = match.string, match.end("power" if power else "num")
    if start and "a" <= text[start - 1] <= "z" and (unit is None or unit.isascii()) and unit != "%":
        is_metric = _METRICS_BEFORE.stand_before(text, start) and not text.startswith("-", end)  # NPS40
        return not is_metric and _AMOUNT.search(match["num"]) is None and not _BOUND_AFTER.match(text, end)  # PV12万, ROAS40以上
    if text[start - 1 : start] in _APOSTROPHES and start and match["num"].isdigit() and end - start == len("25"):
        return True  # in '25
    name = _NAME_AFTER.match(text, end)
    if (name and not text.startswith("目標", name.end() - 1)) or (unit is None and _LATIN_AFTER.match(text, end)):
        return True
    if text.endswith("top ", 0, start) and _RANKED.match(text, end):
        return False  # top 3 in the ranking
    if text.endswith("top ", 0, start) and _ALL_TOP.search(text, max(0, start - 16), start):
        return False  # QBRs with all top 15 clients
    return _NAMES_BEFORE.stand_before(text, start) or _ALWAYS_NAMES.match(text, start) is not None


def _is_year(match: re.Match[str]) -> bool:
    """2027 alone is a year, as in ビジョン2027."""
    if match["unit"] or match["currency"] or not _YEAR.fullmatch(match["num"]):
        return False
    text, end = match.string, match.end("num")
    return end == len(text) or _YEAR_BEFORE.search(text, max(0, match.start() - 10), match.start()) is not None or text[end] in "年-/.、。~」)"


def _measures_time(match: re.Match[str]) -> bool:
    """A number of days measures where a duration is what the goal is about, or how fast somebody is answered."""
    text, start, end = match.string, match.start(), match.end()
    before = max(0, start - LOOK_BACK)
    if text.startswith("でも早", end):
        return False  # 1日でも早く
    if _TAKEN.match(text, end) and _LEAVE.search(text, before, start):
        return True
    if _TIME_METRIC.search(text, before, start) is not None or _SHORTER.match(text, end) is not None:
        return True
    if SINCE_EVENT.match(text, end):
        return True
    if _DAYS_OF.match(text, end) and not _WITHIN.search(text, before, start):
        return True
    if _TAKEN_OFF.match(text, end) or _NONE_OVER.search(text, before, start):
        return True
    if _ANSWERED_AFTER.match(text, end) or _FROM_STEP.match(text, end) or (SINCE.search(text, before, start) and text.startswith("以内", end)):
        return True
    if _LEADS.match(text, end) or _LED_TO.search(text, before, start):
        return True  # 10 days → 7 days
    if is_answered_within(text, start, end):
        return True
    if _LIMIT.search(text, before, start) or (_AFTER_STEP.search(text, before, start) and text.startswith("以内", end)):
        return True
    return _WITHIN.search(text, before, start) is not None and _ANSWERED.search(text, before, start) is not None


LOOK_BACK = 160
"""Characters before a number that can say what it measures."""

_COUNTERS = vocabulary("counters")
_NAMES = _COUNTERS["names"]
_SCALES = {unit: Scale(scale) for scale, units in _COUNTERS["units"].items() for unit in units}
_POWERS = {name: power for power, names in {
    1e3: ("thousand", "k"), 1e5: ("lakh", "lakhs", "l"), 1e6: ("million", "mm", "mn", "m"), 1e7: ("crore", "crores", "cr"),
    1e9: ("billion", "bn", "b"),
}.items() for name in names}  # fmt: skip
_LATIN_UNITS = one_of(unit for unit in _SCALES if unit.isascii() and unit[0].isalpha())
_OTHER_UNITS = one_of(unit for unit in _SCALES if not (unit.isascii() and unit[0].isalpha()))
_CODES = r"(?:(?:us|au|ca|nz|sg|hk)d|[ac]\$|us\$|eur|gbp|jpy|inr|rs\.?|chf|cny|krw|rmb)"
_NUMBER = re.compile(
    rf"(?=[¥$€£₹\d.〇一二三四五六七八九十百千]|{_CODES}\s?\d)"
    r"(?<![\d.])(?<!\d[-/])(?<!(?<![qh])\d:)(?!(?<=[〇一二三四五六七八九十百千])[〇一二三四五六七八九十百千])"
    rf"(?:(?P<fraction>(?P<of>{NUMERAL})分の(?P<part>{NUMERAL})(?![a-z])|(?<!\d)[1-9]\d?/[2-9]\d?(?![\d/年月.])"
    r"|(?<![\d.,])1 in (?:[2-9]|1\d|20)(?![\d/%]| ?[a-z]*(?:days?|weeks?|months?)))"
    rf"|(?:(?P<currency>[¥$€£₹]|(?<![a-z]){_CODES}(?=\s?\d))\s?)?(?:(?P<low>\d[\d.,]*)[-~](?=\d))?(?P<num>{NUMERAL})"
    r"(?P<power>\s?(?:million|billion|thousand|lakhs?|crores?|cr|mm|mn|bn|[kmb]|(?<=\d)l)(?![a-z\d]))?"
    rf"(?:\+?\s?(?P<unit>{_OTHER_UNITS}|{_LATIN_UNITS}(?![a-z])))?(?:(?<=割)(?P<bu>[\d一二三四五六七八九])分)?)"
)
_NAME_AFTER = re.compile(one_of(_NAMES["after"]))
_METRICS_BEFORE = Endings(_NAMES["metrics"])
_NAMES_BEFORE = Endings(_NAMES["before"])
_APOSTROPHES = ("'", "’", "‘")
_RANKED = re.compile(r" ?(?:$|[.,;!)]|in\b|of\b|by\b|this\b|next\b|spot|rank|finish|nation|world|overall)")
_ALL_TOP = re.compile(r"\b(?:all|each of|with|for|call|visit|meet|contact|email|review|see)(?: the| our| my)? top $")
_ALWAYS_NAMES = re.compile(
    r"(?<=[a-zァ-ヶ]-)|24時間(?=\s?365|対応|営業|体制|サポート|受付|受注|稼働|監視|電話|無休|ok|いつでも)|365日|24/7|80/20|50/50|\d{1,2}:\d{2}|\d{1,2}\s?[ap]\.?m\b|\d{1,2}時(?!間)|1:1|\d+-\d+-\d+|\d{1,2}月"
)
_LATIN_AFTER = re.compile(
    r"(?!(?:st|nd|rd|th)\b)[a-z](?!\b)|(?:st|nd|rd|th)\b|[a-z]\b|-(?!fold|point|percent|dollar|yen|x\b)[a-z]|on1|to1|:\d"
)
_BOUND_AFTER = re.compile(r"\s?(?:以上|以下|未満|超|を超|→|へ|に(?:する|上げ|引き|向上|改善|$))")
_AMOUNT = re.compile(r",\d{3}|[万億]")
_YEAR = re.compile(r"(?:19[5-9]|20[0-9])\d")
_YEAR_BEFORE = re.compile(r"(?:in|by|since|from|of|year|until|through|計画|ビジョン|年|西暦) ?$")
_TIME_METRIC = re.compile(
    r"リードタイム|サイクル|期間|日数|時間|納期|サイト|ランプ|平均|所要|\b(?:time|cycle|length|duration|turnaround|ramp|outstanding|dso|ttv|onboarding|payback)\b"
)
_ANSWERED_AFTER = re.compile(rf"以内に?(?:必ず|は|一次)?{any_of('answers', 'ja')}")
_FROM_STEP = re.compile(r" (?:from|between) (?!now\b|today\b)[a-z]+ (?:to|and) [a-z]")
"""3 days from inquiry to quote."""
_ANSWERED = re.compile(rf"\b(?:{any_of('answers', 'en')}|(?:each|every|all) new\b)")
_TAKEN_OFF = re.compile(r" off (?:of |from )?(?:the|our|my|its|their|average|avg|each|every)?\b")
_DAYS_OF = re.compile(r" of (?:field|customer|client|training|leave|site|store|joint|coaching|prospecting|holiday|vacation)\b")
_NONE_OVER = re.compile(r"\b(?:no|none|nothing|never|not)\b[^.;,\d]* (?:over|past|beyond|(?:longer|more|older) than) $")
"""No deal sits in negotiation over 21 days: at most that long."""
_LEAVE = re.compile(r"(?:有給|有休|休暇|休み|代休)(?:を|は|も)?\s?(?:月|年)?$")
_TAKEN = re.compile(r"(?:以上|ずつ)?(?:を|は)?(?:消化|取[るりっれ得]|使[ういっ])")
"""有給を5日消化: how many, and no day of the month."""
_LEADS = re.compile(r"\s?(?:→|->|⇒)")
_LED_TO = re.compile(r"\d[^\d、。;,]{0,12}(?:→|->|⇒)\s?$")
_LIMIT = re.compile(r"\b(?:with)?in (?:under|less than|fewer than|no more than) $")
_AFTER_STEP = re.compile(r"後の[^、。\d]{1,16}[をはが]$")
"""見積提出後のフォロー電話を3日以内に: how fast, not by when."""
_WITHIN = re.compile(r"\b(?:with)?in $")
_MARKER = re.compile(r"\s*(?:\(?\d{1,2}[.):](?!\d)|\(\d{1,2}\)|\d{1,2}、)\s?")
_OTHER_MARKERS = re.compile(r"(?<=\s)[2-9][.)](?=\s)")
_SHORTER = re.compile(r"[^、。]{0,12}(?:短縮|縮め|早[めくま]|前倒し)")
_KANJI_COUNTED = re.compile(
    r"[一二三四五六七八九十百千]+(?:[万億][一二三四五六七八九十百千万]*)?"
    rf"(?:(?<=[万億千])(?![全一人代華])|(?:{'|'.join(_COUNTERS['kanji']['counters'])}))"
)
_KANJI_NEVER = re.compile(
    rf"{one_of(_COUNTERS['kanji']['never'])}|千(?:葉|代|歳|差|里)|百(?:貨|科|薬)"
    r"|(?P<each>一[人組社件台歩つ軒本名])(?P=each)|(?<=一[人組社件台歩つ軒本名])一"
)
"""一部, 千葉; 一組一組 is each of them."""
