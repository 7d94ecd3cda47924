"""Present figures: what says that a number is where the figure stands (現在30件, last month 30, 30 → 50)."""

from __future__ import annotations

import re

from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.words.phrases import any_of


def is_said_to_be_now(text: str, number: Quantity, japanese: bool) -> bool:
    """現在30件, 昨年の900万円, 30件なので, currently 30, up from 30, 30 last year."""
    before, start, end = max(0, number.start - 40), number.start, number.end
    if number.is_past:
        return True
    if japanese and _AS_BEFORE.search(text, before, start):
        return False
    if japanese and (_LOOKED_INTO.match(text, end) or _OTHER_MONTHS.match(text, end)):
        return False
    if number.scale is Scale.RATIO:
        return _NOW_MULTIPLE.search(text, before, start) is not None or _NOW_AFTER.match(text, end) is not None
    if japanese:
        if _SURPASSED.match(text, end) and _NOW_BEFORE.search(text, before, start):
            return True
        if _MORE_AFTER.match(text, end):
            return False
        if _FROM_HERE_ON.match(text, end):
            return True
        if _TOLD_BEFORE.search(text, max(0, start - 60), start) and _TOLD_ON.match(text, end):
            return True
        if _NOW_BEFORE.search(text, before, start) is not None or FACT_AFTER.match(text, end) is not None or _TOLD_AFTER.match(text, end):
            return _ARROW_BEFORE.search(text, before, start) is None
        return _PERIOD_BEFORE.search(text, before, start) is not None
    if _PERIOD_BEFORE.search(text, before, start):
        return True
    if _IN_CHAIN.match(text, end) or (_ARROW_LAST.search(text, before, start) and _ARROW_NEXT.match(text, end)):
        return False  # 400 calls -> 40 meetings -> 8 deals
    if text.startswith("+", end) or (_STEP_BEFORE.search(text, before, start) and _STEP_AFTER.match(text, end)):
        return False  # avg 4.5+, meetings 40→proposals 15→wins 6
    if _HEADED_BEFORE.search(text, before, start):
        return False  # Q2: $220k closed
    if _NOW_EN_AFTER.match(text, end, end + 32):
        return True
    if text.endswith("at ", 0, start) and _AT.search(text, before, start) and _OF_SO_MANY.match(text, end):
        return True
    said = _NOW_EN_BEFORE.search(text, before, start)
    return said is not None and _NOW_OF_ANOTHER.search(text, before, said.end()) is None


def is_of_later_month(text: str, number: Quantity, other: Quantity) -> bool:
    mine, its = (_MONTH_BEFORE.search(text, max(0, each.start - 8), each.start) for each in (number, other))
    return mine is not None and its is not None and (int(mine[1]) - int(its[1])) % 12 in (1, 2, 3)


_AS_BEFORE = re.compile(r"(?:並み|同額|同数|同水準|同程度|同レベル)(?:の|で|に|、|:|\()?\s?約?$")
"""前年並み(2.4億)を維持: as much as then is what is wanted."""
_TOLD_BEFORE = re.compile(
    r"(?:^|。)(?:前(?:月|期|年度?|四半期|回|週)|先(?:月|週|期)|昨(?:年度?|期)|去年|[上下]期)(?:の[^、。\d]{0,10})?は[^。→今来本]*$"
)
_TOLD_ON = re.compile(r"(?:[^。→今来本にへ]{0,20})。(?=.*\d)")
"""前月は架電800件でアポ12件。 tells, where another sentence has its number."""
_NOW_BEFORE = re.compile(
    rf"(?:{any_of('baseline', 'ja')}|(?:直近|過去|ここ)(?:\d+|半)(?:か|ヶ|カ|ヵ)?[年月週]間?(?:の?平均|は|の実績))"
    r"(?:(?!から|まで|を|より|なら|だと|であれば)[^\d、。比超倍+▲]){0,10}(?<!より)(?:1(?:件|社|人|名|回|本|日))?$"
)
_PERIOD_BEFORE = re.compile(
    r"(?:\((?:(?:[1-9１-９]\d?(?:か|ヶ|カ|ヵ|ケ|箇)月|\d+年間?|[1-4]q|q[1-4]|[四半上下]半?期|半年)の?(?:平均)|今[月週期日]|今年度?|本日|当[月期])(?:は|の実績|実績|:)?\s?約?$)|"
    rf"(?:\((?:in )?|[(、,]\s?(?:ly|py|last year(?:'s)?|昨年度?|前年度?|去年)の? ?)"
    rf"(?:{any_of('english_times', 'months')}|[qh][1-4]|[1-4][qh]|fy ?\d\d|(?:20)\d\d|\d{{1,2}}月末?|上期|下期|(?:20)?\d\d年度?)"
    r"(?:の|時点|実績|は|:|=|\.| (?:was|at|actual)|\s)*(?:約|[$€£¥])?$"
    r"|※\s?\d{1,2}月末?(?:時点|現在|実績)(?:の|で|は|:|\s)*約?$"
)
_OTHER_MONTHS = re.compile(r"\s?[・、,/]?\s?(?:\d{1,2}月|[来翌]月|[上下]期|[1-4]q|q[1-4])[:は]?\s?\d")
"""(1月2件・2月2件): how the figure is spread, not where it stood."""
_NOW_MULTIPLE = re.compile(r"(?:現在|現状|今)(?:は|:)?$|\b(?:currently|now)(?: at)? $")
_NOW_AFTER = re.compile(r" (?:now|today|currently|at present|last (?:month|quarter|year))\b")
_FROM_HERE_ON = re.compile(r"から\)|から[^、。\d]{0,12}(?:短縮|増や|上げ|下げ|減ら|伸ば|引き|削減|高め|早め)")
FACT_AFTER = re.compile(any_of("baseline", "facts_ja"))
_TOLD_AFTER = re.compile(
    r"[^。、\d]{0,8}(?:[しっえけせてねめれ]た|だった|でした)(?:が、|けど、|。(?=.))"
    r"|(?:です|でした|だった)?[。、](?:これ|それ|この(?:件数|数字|数))を"
)
"""上期は1.1億で着地した。 and 11月6件。これを: what is told, and taken up again, is no target."""
_ARROW_BEFORE = re.compile(r"\d[^、。]{0,8}(?:→|->|⇒)[^、。\d]{0,6}$")
"""今10%→15%、これを: what an arrow leads to is wanted."""
_NOW_EN_BEFORE = re.compile(
    rf"(?:\bstatus: ?(?:at )?|\bcurrent(?:ly)?:?(?: [a-z-]+){{0,4}} |\b(?:up|down) from (?:[a-z']+ ){{0,3}}"
    rf"|\b{any_of('baseline', 'now_before_en')}[,:]?(?: [-–=])? (?:[a-z']+ ){{0,2}}"
    rf"|\b{any_of('baseline', 'compared_en')} (?:[a-z']+ ){{0,3}}"
    r"|\b(?:we|i|they) (?:only )?(?:got(?: back)?|won(?: back)?|had|did|closed|made|booked|signed|landed|sold|hit|reached|recovered"
    r"|brought (?:in|back)|ran|held) (?:[a-z']+ ){0,2}"
    r"|\blast (?:month|quarter|year|week|half|time|season|fy|q(?:tr|[1-4])?|yr|mo|wk|h[12]?)\b\.?'?s?:? "
    r"(?:(?!this|next|want|aim|target|goal|need|plan)[a-z]+ ){0,4}\(?)[~≈]?[$€£]?$"
)
_NOW_OF_ANOTHER = re.compile(
    r"(?<![\d.,qh])\d(?:[\d.,]*\d)?[%km]? (?:right )?(?:now|today|currently|at present)(?:,|;| -| and| but)? (?:[a-z']+ ){0,2}[$€£]?$"
)
"""3.2% now, want 2.5%: now goes with the number before it."""
_NOW_EN_AFTER = re.compile(
    rf"(?:/[a-z]+)?(?: (?!compared|between|than|over|above|versus|vs|from|on|by|with|to)(?:[a-z%]+|q[1-4]|h[12]|fy ?\d\d)){{0,3}}"
    rf"(?: in the same [a-z]+)? (?P<opens>\()?"
    rf"{any_of('baseline', 'now_en')}\b(?(opens)(?! [a-z]+ [a-z]))(?!:|(?: at| about| around| only)? ?[~≈]?[$€£]?\d)"
    r"|(?: [a-z]+){0,2} ?(?:→|->)(?! ?[a-z]{3,} \d[\d,]* ?(?:→|->))"
)
_AT, _OF_SO_MANY = re.compile(r"(?:^|[.;,(] ?)at $"), re.compile(r" of \d")
"""At 6 of 8 for March, need 2 more: where it stands."""
_IN_CHAIN = re.compile(r" [a-z]+ ?(?:→|->) ?\d[\d,]* [a-z]+ ?(?:→|->) ?\d")
_ARROW_LAST, _ARROW_NEXT = re.compile(r"[a-z] ?(?:→|->) ?$"), re.compile(r" [a-z]+ ?(?:→|->) ?\d")
_HEADED_BEFORE = re.compile(rf"(?:^|[.;,] )(?:{any_of('english_times', 'months')}|[qh][1-4])(?: goal| target)?: ?[$€£]?$")
_STEP_BEFORE, _STEP_AFTER = re.compile(r"(?:→|->) ?[a-z]{3,} $"), re.compile(r" ?(?:→|->) ?[a-z]{3,} \d")
_LOOKED_INTO = re.compile(r"の[^、。\d]{1,14}を[^、。]{0,12}(?:分析|振り返|見直|洗い出|調べ|調査|確認|整理|検証)")
"""直近20件の失注理由を分析する: what is looked into, and not where a figure stands."""
_SURPASSED = re.compile(r"を(?:上回る|超える)[^、。\d]{0,8}\d")
"""前年同月の8件を上回る12件."""
_MORE_AFTER = re.compile(rf"(?:分|以上|ほど|程度|ずつ|の|を)*{any_of('baseline', 'more_ja')}")
_MONTH_BEFORE = re.compile(r"(?<!\d)(\d{1,2})月[のは:]?\s?$")
