"""Movement: from which number a goal starts, which it wants to reach, and which way it points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_xl.smart.grounds.means import where_means_end, without_whom
from kpi_xl.smart.grounds.misses import is_gap
from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.numbers.units import in_one_unit
from kpi_xl.smart.reading.explanations import explains, has_sentences, is_remark_in_brackets, may_tell
from kpi_xl.smart.reading.present import FACT_AFTER, is_of_later_month, is_said_to_be_now
from kpi_xl.smart.reading.totals import (
    has_parts_in_brackets,
    is_in_funnel,
    is_next_step,
    is_total,
    without_factors,
    without_steps,
)
from kpi_xl.smart.words.phrases import any_of


def baseline_and_target(text: str, numbers: Sequence[Quantity], japanese: bool) -> tuple[Quantity | None, Quantity | None]:
    """The number that a goal starts from, and the first that it wants to reach."""
    if len(numbers) > 1:
        numbers = [number for number in numbers if not is_gap(text, number)] or numbers
    if "(" in text and has_parts_in_brackets(text, numbers):
        return None, numbers[0]
    if end := where_means_end(text, numbers):
        numbers = [each for at, each in enumerate(numbers) if each.start >= end or not _leads_within(text, numbers[at : at + 2], end)] or numbers
    baseline = _baseline(text, numbers, japanese)
    if baseline is not None and len(numbers) > MOST_TOLD:
        baseline = _of_the_same(text, baseline, numbers, japanese)
    if baseline is None:
        stated = _stated(text, numbers)
        if len(stated) < MOST_TOLD:
            return None, stated[0] if stated else None
        stated = _outside_brackets(text, stated)
        total = next((number for number in stated if is_total(text, number)), None)
        reached = next((number for pattern in (_ACHIEVED, _REACHED) for number in stated if pattern.match(text, number.end)), None)
        return None, total or reached or (stated[0] if stated else None)
    told = [
        number for index, number in enumerate(numbers)
        if _is_told(text, numbers, index, japanese) and not _is_multiple_of_last_year(text, numbers, index, japanese)
    ]  # fmt: skip
    others = _stated(text, [number for number in numbers if number is not baseline and number not in told])
    held = next((number for number in others if _is_held_against(text, number, baseline)), None)
    if held is not None:
        return in_one_unit(text, baseline, held)
    if "(" in text:
        others = [number for number in others if not _is_aside(text, number, baseline)] or others
    earlier = [number for number in others if number.scale is baseline.scale and _is_new_sentence(text, number, baseline)]
    if earlier:
        return in_one_unit(text, baseline, earlier[0])
    later = [number for number in others if number.start > baseline.start]
    if later and _leads_on(text, baseline, later[0]):
        return in_one_unit(text, baseline, later[0])
    counted = [each for each in (*later, *others) if baseline.unit and (each.unit, each.scale) == (baseline.unit, baseline.scale)]
    multiples = [each for each in others if each.scale is Scale.RATIO and each.end <= baseline.start]  # halve no-shows (31%): 2 hrs before
    target = next(iter(counted or _alike(baseline, later) or _alike(baseline, others) or multiples or later or others), None)
    if target is None:
        return baseline, target
    return in_one_unit(text, _counted_alike(baseline, told, target), target)


def _leads_within(text: str, pair: Sequence[Quantity], end: int) -> bool:
    """訪問を週6件から9件に増やして、…: where the means start, the end does not."""
    return len(pair) > 1 and pair[1].start < end and _leads_on(text, pair[0], pair[1])


def _outside_brackets(text: str, numbers: Sequence[Quantity]) -> Sequence[Quantity]:
    """Of 受注を10件取る（そのためにアポを30件取る） the 10件, and of SQL月30件、うち15件を商談化 the 30件."""
    nearby = numbers[:MOST_COMPARED]
    outside = [each for each in nearby if text.rfind("(", 0, each.start) <= text.rfind(")", 0, each.start)]
    return [each for each in outside if not _OF_THEM.search(text, max(0, each.start - 8), each.start)] or outside or numbers


def _is_held_against(text: str, number: Quantity, baseline: Quantity) -> bool:
    """会員500人（いま380人）。月20人ずつ増やす: the figure right before the brackets is to be reached from the one in them."""
    if number.scale is not baseline.scale or number.end > baseline.start:
        return False
    if _NOW_BETWEEN.fullmatch(text, number.end, baseline.start):
        return _ON.match(text, baseline.end) is None
    return _BRACKET_BETWEEN.fullmatch(text, number.end, baseline.start) is not None and _STOPS.match(text, baseline.end) is not None


def _is_aside(text: str, number: Quantity, baseline: Quantity) -> bool:
    """The 29件 of 100件（現在71件、残り29件）, and the 11件 of 15件（昨年13件、平均11件）: told in one bracket."""
    opens = text.rfind("(", 0, number.start)
    if opens <= text.rfind(")", 0, number.start):
        return False
    if _LEFT.search(text, 0, number.start):
        return True
    is_beside = opens == text.rfind("(", 0, baseline.start) or not text[baseline.end : opens].strip(" )")  # 現在1.8%（8月2.1%、9月1.9%）
    return is_beside and _WANTED_THERE.search(text, opens, number.end) is None


def _counted_alike(baseline: Quantity, told: Sequence[Quantity], target: Quantity) -> Quantity:
    """Of 前年は4件・1,200万 the amount, where the target is one."""
    if baseline.scale is target.scale:
        return baseline
    return next((number for number in told if number.scale is target.scale), baseline)


def _is_told(text: str, numbers: Sequence[Quantity], index: int, japanese: bool) -> bool:
    """Said to be where it stands, or told in one breath with such a number."""
    if is_said_to_be_now(text, numbers[index], japanese):
        return True
    before = numbers[index - 1] if index else None
    if before is None or not _TOLD_TOGETHER.fullmatch(text, before.end, numbers[index].start):
        return False
    return is_said_to_be_now(text, before, japanese)


def _of_the_same(text: str, baseline: Quantity, numbers: Sequence[Quantity], japanese: bool) -> Quantity:
    """Of 前月は架電800件でアポ12件。今月はアポ16件 the 12件: where several figures are told, that of the noun which is said again."""
    told, wanted = [], set()
    for index, number in enumerate(numbers[:MOST_COMPARED]):
        noun = _NOUN_BEFORE.search(text, max(0, number.start - LONGEST_NOUN), number.start)
        if is_where_it_starts(text, numbers, index, japanese):
            told.append((number, noun))
        elif noun is not None:
            wanted.add(noun[0])
    return next((number for number, noun in told if noun is not None and noun[0] in wanted), baseline)


def _alike(baseline: Quantity, numbers: Sequence[Quantity]) -> list[Quantity]:
    """Those counted as the baseline is: of 3つを組み合わせて25社（昨年16社） the 25社."""
    same = [number for number in numbers if number.scale is baseline.scale]
    return [number for number in same if number.unit == baseline.unit] or same


def _stated(text: str, numbers: Sequence[Quantity]) -> Sequence[Quantity]:
    """Those outside the means that the text begins with and the sentences that only explain, where there are others."""
    numbers = without_steps(text, numbers)
    numbers = without_whom(text, without_factors(text, numbers)) if len(numbers) > 1 else numbers
    if end := where_means_end(text, numbers):
        numbers = [number for number in numbers if number.start >= end] or numbers
    means = _MEANS_FIRST.match(text) if len(numbers) > 1 else None
    if means is not None:
        numbers = [number for number in numbers if number.start >= means.end()] or numbers
    if len(numbers) > 1 and "(" in text:
        numbers = [number for number in numbers if not is_remark_in_brackets(text, number.start)] or numbers
    if len(numbers) < 2 or not has_sentences(text):
        return numbers
    return [number for number in numbers if not explains(text, number.start, number.end)] or numbers


def _is_new_sentence(text: str, number: Quantity, baseline: Quantity) -> bool:
    """受注を15件にする。先月は11件."""
    between = text[number.end : baseline.start]
    return number.end <= baseline.start and (may_tell(between) or _REMARK.search(between) is not None)


def _baseline(text: str, numbers: Sequence[Quantity], japanese: bool) -> Quantity | None:
    """The first that says where the figure stands; its best so far only where there is no other."""
    best = None
    for index, number in enumerate(numbers):
        if is_where_it_starts(text, numbers, index, japanese):
            if not _BEST.search(text, max(0, number.start - 24), number.start):
                return number
            best = best or number
        if index and not japanese and _is_from(text, number, numbers[index - 1]):
            return number
    return best


def is_where_it_starts(text: str, numbers: Sequence[Quantity], index: int, japanese: bool) -> bool:
    """True of a number that is no target: where the figure stands, or what a target is compared with."""
    number, following = numbers[index], numbers[index + 1] if index + 1 < len(numbers) else None
    if following is not None and text.startswith("(", number.end):
        following = next((each for each in numbers[index + 1 : index + 3] if not _in_brackets(text, number, each)), None)
    if number.is_past or _leads_on(text, number, following):
        return True
    if following is not None and following.is_past and is_of_later_month(text, number, following):
        return True  # （11月6件、10月5件）
    return _is_told(text, numbers, index, japanese) and not _is_multiple_of_last_year(text, numbers, index, japanese)


def _in_brackets(text: str, number: Quantity, other: Quantity) -> bool:
    """The 96% of Q3 1.2億（達成率96%）→Q4 1.4億 leads nowhere."""
    between = text[number.end : other.start]
    return between.startswith("(") and ")" not in between and _ARROW.match(text, text.find(")", other.end) + 1) is not None


def _leads_on(text: str, number: Quantity, following: Quantity | None) -> bool:
    """30件から50件, 30 → 50, from 30 to 50."""
    if following is None or following.start - number.end > FURTHEST:
        return False
    between = text[number.end : following.start]
    if _SAME_NOUN.match(text, number.end):
        return True
    if _TO_ALONE.fullmatch(between) and number.scale is following.scale and (number.scale in _MEASURES or _is_level(text, number, following)):
        return not _RANGE.search(text, max(0, number.start - 24), number.start)
    arrow = _ARROW.match(between)
    if arrow and "から" in arrow[0] and number.scale is Scale.COUNT and following.scale in (Scale.YEN, Scale.MONEY) and number.unit:
        return False  # 3社から2,000万を受注
    if arrow and "から" not in arrow[0] and (is_in_funnel(text, number, between, following) or is_next_step(text, between, following)):
        return False
    step = _ANOTHER_STEP.search(between, arrow.end()) if arrow and "から" not in arrow[0] else None
    if step and step[0] not in text[max(0, number.start - LONGEST_NOUN) : number.start]:
        return False  # 来場60組→アポ18組: the one comes of the other
    is_of_count = {number.scale, following.scale} == {Scale.COUNT, Scale.RATE} and (number if number.scale is Scale.COUNT else following).unit
    if arrow and "から" not in arrow[0] and is_of_count:
        return False  # ヒアリング毎月5社→解約率2%→継続30社
    if arrow and arrow["moved"] and "を" in arrow[0] and not _BECOMES.match(text, following.end):
        return False  # 今月10件の商談を来月に5件持ち越す
    is_loose = arrow is not None and (arrow["moved"] is not None or arrow[0][-1] in "を約")
    if arrow and (not is_loose or number.scale is following.scale):
        return True
    return _FROM.search(text, max(0, number.start - 40), number.start) is not None and _TO.search(between) is not None


def _is_level(text: str, number: Quantity, following: Quantity) -> bool:
    """NPS 32 to 40 by June is a way; 32 to 40 demos are a range."""
    return _NO_NOUN.match(text, following.end) is not None and _LEVEL_BEFORE.search(text, max(0, number.start - 24), number.start) is not None


def _is_from(text: str, number: Quantity, earlier: Quantity) -> bool:
    """To 50 from 30."""
    if number.scale is earlier.scale and _UP_FROM.search(text, earlier.end, number.start):
        return True  # $15k a month, from about $9k
    if earlier.scale in (Scale.RATIO, Scale.POINTS) and _FROM.search(text, max(0, number.start - 40), number.start):
        return True  # double it from 4, up 3 points from 21%
    if number.scale not in (earlier.scale, Scale.COUNT) or not _FROM.search(text, max(0, number.start - 40), number.start):
        return False
    return _TO_BEFORE.search(text, max(0, earlier.start - 24), earlier.start) is not None


def _is_multiple_of_last_year(text: str, numbers: Sequence[Quantity], index: int, japanese: bool) -> bool:
    """前年の120% is a target; 前年72% is where it stood, if another rate is to be reached."""
    number = numbers[index]
    if FACT_AFTER.match(text, number.end) or _TELLS_AFTER.match(text, number.end):
        return False  # 去年は11%だったので
    if not japanese or number.scale is not Scale.RATE or not _LAST_YEAR.search(text, max(0, number.start - 40), number.start):
        return False
    others = (*numbers[max(0, index - 3) : index], *numbers[index + 1 : index + 4])
    others = tuple([each for each in others if "※" not in text[number.end : each.start]])
    return number.value >= 1 or not any(each.scale in (Scale.RATE, Scale.POINTS) for each in others)


MOST_TOLD, MOST_COMPARED, LONGEST_NOUN = 2, 40, 12
"""Numbers from which on several may be told of, that are compared, and characters of their nouns."""
_NOUN_BEFORE = re.compile(r"[一-龥ァ-ヶー]{2,12}$")
FURTHEST = 60
"""Characters between where a goal starts and where it ends."""

_MEANS_FIRST = re.compile(
    r"(?:run|host|hold|send|do|launch|use) [^.;]*? to (?=(?:get|generate|win|book|reach|bring in|source|land|add|create|drive) [$€£]?\d)"
    r"|[^。、]{1,40}(?:を通じ|により|によって|を使っ|を活用し)て?、"
    r"|[^。]{1,60}?(?:行い|同行し|同席し|参加し|交渉し|協議し|相談し|実施し|架電し|電話し|連絡し|訪問し|開催し|開き|公開し|継続し|行って|続けて?|かけて|架けて|回って|こなして|送って|配って|集めて|開いて|発信して)(?:、|(?=[一-龥ァ-ヶ]))(?=[^。]*\d)"
    r"|(?:using|via|through|with)\b[^.;]*?, (?=[a-z]+ (?:[$€£]?\d|an? |the |our |every ))"
)
"""Using LinkedIn and two webinars, source 55 …"""
_WANTED_THERE = re.compile(r"目標|→|->|から|より|⇒|=>|\b(?:target|goal|aim|plan|want|to)\b")
_OF_THEM = re.compile(r"(?<![一-龥])(?:うち|その内)、?$")
_BRACKET_BETWEEN = re.compile(r"(?:以上|以下|/[日週月年])?\s?\([^()\d→]{0,12}")
_NOW_BETWEEN = re.compile(
    r"[^.;()。→]{0,30}(?:, (?:currently|now|today|we're at|was) (?:(?:at|about|only) )?[~$€£]?|、(?:現在|現状|今|いま)[はの]?約?)"
)
"""List to 5k by June, currently 3,200, adding 300 a month."""
_ON = re.compile(r"[^、,。.()]{0,6}(?:から|→|->|を| to )")
_STOPS = re.compile(r"[^()→>\d]{0,8}\)(?!\s?(?:から|→|->|より))")
_LEFT = re.compile(r"(?:残り?|あと|不足|差)(?:は|が)?約?$|\b(?:left|missing|to go|short)[: ]*$")
_ACHIEVED = re.compile(r"(?:以上|以下|程度)?(?:を(?:達成|実現|目指)|に(?:到達|達する)|が目標)")
_REACHED = re.compile(
    r"(?:以上|以下|程度|まで)?(?:\([^()]*\))?(?:に(?!比べ)|へ|を(?!使|活用|利用|用い|[元基も]とに|元に|基に|対象)|増|減|達成|が目標|の獲得が目標)"
)
_SAME_NOUN = re.compile(
    r"(?P<noun> ?[a-z][a-z-]*(?: [a-z-]+){0,2}?)(?:/[a-z]+| (?:a|per|each) [a-z]+)?"
    r" ?(?:→|->|=>|⇒) ?[$€£]?\d[\d.,]*(?P=noun)\b"
)
"""45 calls/day → 60 calls/day: what is counted is said twice."""
_TO_ALONE = re.compile(r" to (?:under |below |over |above )?")
"""62 days to 50 days, 11% to 15%."""
_LEVEL_BEFORE = re.compile(r"\b(?!by|to|of|from|between|or|and|in|about|around|with|at|within)[a-z]{2,} $")
_NO_NOUN = re.compile(r" (?:by|before|in|this|next|until|within|from|per|a)\b|/|[.,;)]|$")
_MEASURES = frozenset({Scale.RATE, Scale.MONEY, Scale.YEN, Scale.DAYS, Scale.HOURS, Scale.SCORE})
_RANGE = re.compile(r"\b(?:by|between|of|around|about|at|within|in|another|up|worth) $")
_ANOTHER_STEP = re.compile(r"アポ|商談|受注|成約|契約|提案|見積|来場|訪問|架電|案件|登録|応募|面談|入社|入会|反響|申込|問い?合わせ|紹介|デモ")
_REMARK = re.compile(r"\s[*※]|\s[-–] (?=[a-z])")
_ARROW = re.compile(
    r"(?:以内|以下|以上|未満|程度|前後|台|ほど|くらい|\([^)]{0,16}\)|/月|/週|/日|/(?:wk|week|day|mo|month|yr|year)\b)?"
    r"\s?(?:から(?!の|取|と[るりっ]|もら|獲得|受注|成約|契約|紹介|申)|→|->|⇒|=>|を(?:約)?$)"
    r"|(?P<moved>(?: [a-z]+)?\)? (?:down|up) to (?:under |below |over |above |at least |at most )?$"
    r"|\)を約?$|(?:の[^\s、。\d]{1,10})?を(?:来|翌|次)(?:月|期|年度?|週|四半期|回)(?:は|に|には|までに|、)?$)"
)
_BECOMES = re.compile(r"(?:以上|以下)?(?:に|へ|まで|達成|を(?:目指|達成)|[。、!)]|$)")
_FROM = re.compile(r"\bfrom (?:(?!to\b)[a-z'~]+ ){0,5}$")
_UP_FROM = re.compile(r"(?:, ?|\()(?:(?:up|down) )?from (?:about |around |roughly |only |just |currently )?$")
_TO = re.compile(r"^[^.;]{0,40}?(?:\bto\b|→|->)")
_TO_BEFORE = re.compile(r"\bto (?:[a-z]+ ){0,2}\$?$")
"""(Nov: 24%), (11月: 24%): beside a goal that is where the figure stood."""
_BEST = re.compile(r"(?:\b(?:best|record|peak|high)\b|最高|ベスト)[^\d、,(]*$")
_TELLS_AFTER = re.compile(r"(?:件|%)?(?:でした|だった|でし|です(?:が|。|$))")
_TOLD_TOGETHER = re.compile(r"[・、/]\s?")
"""前年は4件・1,200万: both are told."""
_LAST_YEAR = re.compile(rf"{any_of('baseline', 'last_ja')}[^\d]*$")
