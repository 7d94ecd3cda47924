"""Sense: how a target's number is meant. 50件に is a level to reach, 50件増やす and 2倍 a difference, 3%以下 a bound."""

from __future__ import annotations

import re
from enum import Enum

from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.numbers.units import DIFFERENCES
from kpi_xl.smart.words.phrases import any_of


class Sense(Enum):
    """What a target's number says of the figure."""

    TO = "to"
    BY = "by"
    AT_MOST = "at most"
    AT_LEAST = "at least"
    FROM_TO = "from-to"


LOOK_BACK = 28
"""Characters before a number that can say how it is meant."""


def sense_of(text: str, target: Quantity, baseline: Quantity | None, japanese: bool) -> Sense:
    """The sense of *target* in a `plain` text."""
    before = max(0, target.start - LOOK_BACK)
    is_bound = _AT_MOST_AFTER.match(text, target.end) is not None and not _MORE_AFTER.match(text, target.end)
    scales = (target.scale,) if target.scale is Scale.RATIO else (target.scale, Scale.COUNT)  # from 31 to 40 points
    is_led = baseline is not None and baseline.scale in scales and _leads_to(text, baseline, target)
    if is_led and (is_bound or _AT_LEAST_AFTER.match(text, target.end)):
        return Sense.FROM_TO  # 900万→300万まで減らす, 2.4%から1.5%以下
    if is_bound and not _SIGN_BEFORE.search(text, before, target.start):
        return Sense.AT_MOST  # あと3社以内
    if not japanese and _NONE_OVER.search(text, max(0, target.start - 60), target.start):
        return Sense.AT_MOST
    if not japanese and _NONE_UNDER.search(text, max(0, target.start - 60), target.start):
        return Sense.AT_LEAST
    if _is_difference(text, target, before, japanese) and not (baseline is not None and _are_signed_levels(text, baseline, target)):
        return Sense.BY
    if _TAKEN_OVER.search(text, before, target.start):
        return Sense.TO
    if _AT_LEAST_AFTER.match(text, target.end) or _AT_LEAST_BEFORE.search(text, before, target.start):
        return Sense.AT_LEAST
    if _AT_MOST_AFTER.match(text, target.end) or _AT_MOST_BEFORE.search(text, before, target.start):
        return Sense.AT_MOST
    if is_led:
        return Sense.FROM_TO
    return Sense.BY if is_multiple_of_itself(text, target) else Sense.TO  # 2倍 says by how much, as +100% does


def is_of_another(text: str, baseline: Quantity, target: Quantity, sense: Sense | None) -> bool:
    """2.2億 is nothing that a rate of 26% starts from; 120% of last year's 2.2億 is."""
    if {baseline.scale, target.scale} & DIFFERENCES or sense is Sense.BY or Scale.RATE not in (baseline.scale, target.scale):
        return False
    if baseline.scale is Scale.RATE and target.scale in (Scale.YEN, Scale.MONEY):
        return True  # 115% of last year, $345k in sales
    other = baseline if target.scale is Scale.RATE else target
    return other.scale in (Scale.YEN, Scale.MONEY) and _COMPARES.search(text) is None


def _leads_to(text: str, baseline: Quantity, target: Quantity) -> bool:
    """30件から50件, to 50 from 30; 50件（今30件） only says where the figure stands."""
    if baseline.start < target.start:
        return _FROM_NEXT.match(text, baseline.end, target.start) is not None or _FROM_HERE.search(text, baseline.end, target.start) is not None
    return text.startswith("から)", baseline.end) or _FROM_THERE.search(text, target.end, baseline.start) is not None


def _are_signed_levels(text: str, baseline: Quantity, target: Quantity) -> bool:
    """NPSを+18→+30に: a sign on both sides is that of the level."""
    signed = [text.endswith(("+", "▲", "-", "−"), 0, each.start) for each in (baseline, target)]
    return all(signed) and _leads_to(text, baseline, target)


def is_multiple_of_itself(text: str, target: Quantity) -> bool:
    """売上を2倍に, halve; not 目標の3倍, 3x coverage and ゼロ, which are levels."""
    before = max(0, target.start - LOOK_BACK)
    if target.scale is not Scale.RATIO or not target.value:
        return False
    if _MULTIPLIES.match(target.words):
        return True
    return _OF_SOMETHING.search(text, before, target.start) is None and _COVERAGE.search(text, before, target.end + 24) is None


def _is_difference(text: str, target: Quantity, before: int, japanese: bool) -> bool:
    if target.scale is Scale.RATIO:
        return False
    if _MORE_BEFORE.search(text, before, target.start) or _MORE_AFTER.match(text, target.end):
        return True
    is_net = target.scale in _AMOUNTS or (_NET in text and _NET_BEFORE.search(text, before, target.start) is not None)
    if is_net and _CHANGE_BEFORE.search(text, before, target.start) and not _LEVEL_AFTER.match(text, target.end):
        return True
    if japanese:
        return False
    if _ADDED_EN.search(text, before, target.start):
        return True
    if _ON_TOP.match(text, target.end) or _MORE_EN_AFTER.match(text, target.end):
        return True
    if _BY.search(text, before, target.start) or _UP.search(text, before, target.start):
        return True
    return _is_changed_by(text, target, before)


def _is_changed_by(text: str, target: Quantity, before: int) -> bool:
    """Grow revenue 25%, cut costs $5k: no "to" stands between the verb and the number."""
    if _LEVEL_BEFORE.search(text, before, target.start):
        return False
    if _LOST.search(text, before, target.start) and (_WEIGHT.match(text, target.end) or target.words.endswith(("pounds", "lbs", "kg", "kilos"))):
        return True
    if target.scale in (Scale.RATE, Scale.POINTS):
        return _RAISE_OR_LOWER.search(text, max(0, target.start - 60), target.start) is not None
    return target.scale is Scale.MONEY and _LOWER.search(text, max(0, target.start - 60), target.start) is not None


_COMPARES = re.compile(r"比|対|倍|割増|増|減|\b(?:of|vs|over|above|up|down)\b")
_FROM_HERE = re.compile(r"(?<=[^。;:]) 目標: ?$|(?<=[^.;]), target $|→|->|=>|を(?=[^、。]{0,10}$)|\b(?:to|into)\b")
_FROM_NEXT = re.compile(r"[^、。]{0,12}から(?!の)")
"""30件から50件; the から of a reason stands further off."""
_FROM_THERE = re.compile(r"\bfrom (?:(?:about|around|roughly|the|our|a|an|current|currently|today's|just|only) |last [a-z]+'s )*[~≈]?[$€£]?$")
"""Not from existing customers, got 1 in May."""
_MULTIPLIES = re.compile(r"(?:doubl|tripl|quadrupl|halv)(?:e|ing)|倍増|半減")
_OF_SOMETHING = re.compile(rf"{any_of('sense', 'known_ja')}(?:額|値|金額|数)?(?:の|比で?)$")
_COVERAGE = re.compile(r"倍率|カバレッジ|回転|^パイプライン|^pipeline|coverage|quota|target|turnover|turns\b|roi\b|roas")
_SIGN_BEFORE = re.compile(r"(?:[+▲△]|プラス|マイナス|\bby)\s?[$€£¥]?$")
_MORE_BEFORE = re.compile(rf"(?:[▲△]|\+(?<! \+)|(?<= )\+(?! )|{any_of('sense', 'more_before_ja')}|\b{any_of('sense', 'more_before_en')} )\s?[¥$€£]?$")
_ADDED_EN = re.compile(r"\badd(?:ing)? (?:at least |another )?$")
"""Add 3 resellers: so many more than there are."""
_NET = "純"
_NET_BEFORE = re.compile(r"純[増減][はを:]?\s?約?$")
_ALONE_UP = r"(?<!follow[ -])(?<!show[ -])(?<!pick[ -])(?<!sign[ -])(?<!start[ -])(?<!set[ -])up"
"""Sign up, follow up and show up are deeds."""
_CHANGE_BEFORE = re.compile(
    rf"(?<![率度])(?:アップ|(?<![a-z]){_ALONE_UP}|[増減](?:加|額)?|削減|短縮|圧縮|カット|上乗せ|ダウン|伸長|引き[上下]げ)[はを:]?\s?約?$"
)
"""単価アップ5%, コスト削減10%: a noun of change before an amount; 成約率アップ25% may be a level."""
_LEVEL_AFTER = re.compile(r"\s?(?:以上|以下)?(?:に|へ|→|から|まで)")
_AMOUNTS = frozenset({Scale.RATE, Scale.POINTS, Scale.YEN, Scale.MONEY, Scale.HOURS, Scale.DAYS})
_MORE_AFTER = re.compile(
    rf"(?:分|以上|ほど|程度|ずつ|の|を|も|だけ)*(?:{any_of('baseline', 'more_ja')})"
    r"|(?:(?<=kg)|(?<=キロ)|キロ|kg)(?:痩せ|やせ|落と|減ら|絞)|[一-龥ァ-ヶー]{2,6}(?:削減|短縮|圧縮|カット)|の[一-龥ァ-ヶー]{1,6}(?:増(?!員体制)|減|アップ|短縮|削減)"
)
_MORE_EN_AFTER = re.compile(rf"(?: points?| percentage points?)? {any_of('baseline', 'more_en')}\b")
_ON_TOP = re.compile(r"(?: (?!and\b|or\b|but\b|with\b)[a-z-]+){0,6},? (?:on top of|over and above)\b")
"""$250,000 of net new ARR on top of what is there."""
_BY = re.compile(rf"\bby (?:{any_of('baseline', 'by_en')} )?$")
_UP = re.compile(
    r"(?<!sign)(?<!set)(?<!line)(?<!follow)(?<!pick)(?<!make)(?<!free)(?<!freeing)(?<!open)(?<!warm)(?<!team)(?<!give)(?<!book)(?<!end)"
    r"(?<!signed)(?<!signing)(?<!lined)(?<!tie)(?<!clean)(?<!close)(?<!shut)(?<!start)(?<!round)(?<!write)(?<!show) (?:up|down) [$€£¥]?$"
)
"""Revenue up 30k; not sign up 30."""
_LEVEL_BEFORE = re.compile(
    r"(?:\b(?:(?<!-)to(?!-)|at|of|above|below|under|over|least|most|than|reach|hit|is|are|was|be|with|for|in|within|from|a|the|=) ?"
    r"|[:→>=≥≤<-]\s?)[$€£¥]?$"
)
_LOWER_VERBS = r"(?:cut|reduc|lower|decreas|trim|slash|shrink|drop|shav|sav)\w*"
_LOWER = re.compile(rf"\b{_LOWER_VERBS}\b[^.;,]*$")
_RAISE_OR_LOWER = re.compile(
    rf"\b(?:{_LOWER_VERBS}|(?:increas|grow|rais|lift|boost|improv|expand|gain|add)\w*|{_ALONE_UP})\b(?![^.;,]*\b(?:(?<!-)to(?!-)|at)\b)[^.;,\d]*$"
)
_LOST = re.compile(r"\b(?:los(?:e|ing)|drop|shed|gain|put on) $")
_WEIGHT = re.compile(r" ?(?:lbs?|pounds?|kgs?|kilos?|stones?)\b")
"""Lose 10 lbs: nobody weighs so little."""
_TAKEN_OVER = re.compile(r"\b(?:tak(?:e|ing)|hand(?:ing)?|turn(?:ing)?|roll(?:ing)?|w[io]n(?:ning)?|carry|bring(?:ing)?) over $")
"""Take over 15 accounts: a verb, and no bound."""
_AT_LEAST_AFTER = re.compile(
    rf"(?:\([^()]*\))?{any_of('sense', 'at_least_ja')}|\+(?!\s?[\d一-龥ァ-ヶ])|~(?!\d)| (?:or|and) (?:more|higher|above|better|up)\b| minimum\b"
    r"|(?: [a-z]+)?(?:/[a-z]+| (?:an?|per) [a-z]+) min\b"
    r"|は(?:もら|取[っるり]|獲得|受注|開拓|確保|決め|欲し|ほし|や[るり]|回[るり]|訪問)"
)
_AT_LEAST_BEFORE = re.compile(
    rf"(?:{any_of('sense', 'at_least_before_ja')}(?:[毎1]?[日週月年]間?に?)?"
    rf"|\b{any_of('sense', 'at_least_en')} (?:an? )?|(?:≥|(?<![-=])>)=?\s?)[$€£¥]?$"
)
_NONE_OVER = re.compile(
    r"\b(?:no|none|nothing|nobody|never|stop) (?!less|fewer|lower)[^.;,\d]* (?:over|past|beyond|above|(?:longer|more|older) than) [$€£]?$"
)
_NONE_UNDER = re.compile(
    r"\b(?:nobody|no one|none|no (?:rep|ae|sdr|bdr|store|region|team|member|branch)s?)\b[^.;,\d]* (?:under|below|(?:less|lower) than) [$€£]?$"
)
_AT_MOST_AFTER = re.compile(
    r" discounts? max\b|"
    rf"(?<=[%円件回日時間名人社])まで[。)]?$|{any_of('baseline', 'at_most_ja')}"
    r"|(?: (?:an?|per|each) (?:day|week|month|quarter|year))? or (?:less|fewer|below|lower|under)\b| (?:at most|maximum|max|tops)\b"
)
_AT_MOST_BEFORE = re.compile(
    rf"(?:{any_of('sense', 'at_most_before_ja')}|\b{any_of('baseline', 'at_most_en')} (?:an? )?|(?:≤|<(?!-))=?\s?"
    r"|±|\+/- ?|\b(?:limit|cap)\w*\b[^.;,\d]*\b(?:to|at) )[$€£¥]?$"
)
