"""Clauses with a figure that is no goal of its own: a part of the figure before it, or why and how it comes about."""

from __future__ import annotations

import re

from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.stretches import ends_sentence, has_deadline, has_own_verb, within


def is_share_or_reason(clause: str) -> bool:
    """True of 1人あたり5件, それぞれ10件, 30 to existing, by calling 20 a day.

    >>> is_share_or_reason("30 to existing customers"), is_share_or_reason("受注10件")
    (True, False)
    """
    return bool(
        _PART_OF.match(clause) or _OF_DAY.fullmatch(clause) or _SHARE_EN.match(clause) or _EACH.search(clause) or _REASON_EN.match(clause.lstrip())
    )


def is_reason(goal: GoalStatement, start: int, end: int, number: Quantity) -> bool:
    """True of a clause that says how or why a figure comes about, or what part of it."""
    clause = goal.plain[start:end]
    times = [phrase.end for phrase in within(goal.times, start, end)]
    is_when = (clause.endswith("で") and end - 1 in times) or (clause.endswith("から") and end - 2 in times)  # 3Qで, 1月から
    if goal.language == "en" and start and _RESULT_EN.search(clause) and not has_own_verb(goal, (start, end)):
        return True
    if start and _DOING_EN.match(clause) and not _GERUND.match(goal.plain):
        return True
    if is_share_or_reason(clause):
        return not (_OF_THOSE.match(clause) and _has_day_of_its_own(goal, start, end))
    if start and goal.language == "ja" and REACHED_SO.search(clause):
        return True
    if goal.language == "ja" and _LINKED.search(clause) and _THEN_DONE.match(goal.plain, end):
        return True
    leads_there = FROM_THERE.match(goal.plain, end) is not None and not _have_their_days(goal, start, end)
    if goal.language == "ja" and (leads_there or (_DOES.search(clause) and _leads_to_result(goal, start, end))):
        return True
    is_means = _MEANS.search(_BRACKETS_LAST.sub("", clause)) is not None and _OF_EACH.search(goal.plain) is None
    is_means = is_means and _BRINGS_TO_AN_END.search(clause) is None and _ALSO_NEXT.match(goal.plain, end) is None
    if is_means and not is_when and not _AND_JA.search(clause) and not _leads_on(goal, end):
        return True
    if goal.purpose is not None and goal.purpose in clause:
        return True
    return number.scale is Scale.RANK and start == 0


def _has_day_of_its_own(goal: GoalStatement, start: int, end: int) -> bool:
    """14社は1月中に訪問し、うち5社からは3月末までに受注をもらう: a part with a day of its own is a goal, as what it is part of."""
    return has_deadline(goal.times, (start, end)) and has_deadline(goal.times, (0, start)) and ends_sentence(goal, end)


def _have_their_days(goal: GoalStatement, start: int, end: int) -> bool:
    """9月の展示会で名刺200枚。そこから10月末までに商談30件: what comes of the other, and is due later."""
    return bool(within(goal.times, start, end)) and has_deadline(goal.times, (end, len(goal.plain))) and ends_sentence(goal, end)


def _leads_on(goal: GoalStatement, end: int) -> bool:
    """…やって。 ends an order, and 媒介を10本取って、成約は4本 sets another figure: no means."""
    is_order = ends_sentence(goal, end) and goal.plain.endswith(_ASKS, 0, end)
    return is_order or _TOPIC_NEXT.match(goal.plain, end) is not None


def _leads_to_result(goal: GoalStatement, start: int, end: int) -> bool:
    """提案を月10件行い、アップセル率5%を達成する: what is done, and what comes of it; not what is to be done besides (…も, 次に…)."""
    result = _RESULT.match(goal.plain, end)
    if result is None or not goal.plain[start:end].strip():
        return False
    begins, comes = (start, end), (end, result.end())
    return not (has_deadline(within(goal.times, *begins), begins) and has_deadline(within(goal.times, *comes), comes))


_EACH = re.compile(r"\b(?:each|apiece)[\s.]*$|(?:それぞれ|ずつ)\s*$")
_PART_OF = re.compile(
    r"\s*(?:根拠|理由|方法|施策|手段|背景|備考|現状|現在|実績|担当)[\s:は]|\s*(?:営業|担当|メンバー|人員|体制|スタッフ)(?:は|が)?\d+(?:名|人)(?:体制)?(?:で|、|。|$)"
    r"|\s*(?:1(?:日|人|社|件|か月|週)|月|週|日)(?:あたり|当たり|平均)|\s*(?:つまり|すなわち|(?:その)?うち|内訳|その内|内、)"
)
_OF_THOSE = re.compile(r"\s*(?:(?:その)?うち\d|(?:(?:retain|keep|win|close|get|convert|renew|land) )?(?:at least )?\d+ of (?:them|these|those)\b)")
_OF_DAY = re.compile(
    r"\s*(?:and )?\d[\d,]*(?: [a-z]+)? (?:on |each )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\.?\s*"
    r"|\s*(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?:? \d[\d,]*(?: [a-z]+)?\.?\s*"
    r"|\s*(?:毎週)?(?:[月日]曜日?|[火水木金土](?:曜日?)?)[は:に\s]?\d[\d,]*[件回社本人]?[。\s]*"
)
"""30 Mon, 水曜40件: how a week's figure is spread."""
_SHARE_EN = re.compile(
    r"\s*\d+ (?:in person|online|offline|remote(?:ly)?|virtual(?:ly)?|by (?:phone|email|mail)|of (?:them|which|these)"
    r"|(?:to|from|for|with) (?:existing|new|current|old|returning))\b"
    r"|\s*(?:\d+|one|two|three|half) (?:of (?:them|which|these|those) )?(?:must|should|has to|have to|needs? to) be\b"
    r"|\s*\d[\d,]* [a-z ]{3,24} (?:split|divided|spread|shared) (?:between|across|among|by)\b"
    r"|\s*\d+% of the time\b"
    r"|\s*[$€£]\d[\d.,]*[km]? (?:in )?total\b|\s*(?:one|two|three|\d+) (?:per|for each|for every|with each|at each)"
    r" (?!day|week|wk|month|mo\b|quarter|year)[a-z]+\s*[.)]?$"
    r"|\s*[$€£]?\d[\d.,]*[km%]? of (?:it|them|that|this|which|these|those)\b"
)
_REASON_EN = re.compile(
    r"(?:so |(?:that|this|it)'s |(?:up|down) (?:by )?[\d.]+% (?:on|from|vs|over|yoy|year)"
    r"|(?:this|that|it|we|which) (?!week|month|quarter|year|half|fy|fiscal|season|sprint|aim|want|will|plan|need|target|hope|should)"
    r"|by (?:[a-z]+ ){0,2}[a-z]+ing\b"
    r"|(?:maybe|perhaps|possibly|ideally|stretch(?: goal| target)?:?|or even) [$€£]?\d[\d,.]*[km%]?(?: if\b| by\b| in\b|$|[.)]| total)"
    r"|(?:[a-z]+ ){1,2}(?:stays?|remains?) (?:at|flat|under|below|within|the same)\b"
    r"|because|to |in order|which|since|given|with |from |using|through|thanks|based)"
)
BREAKDOWN = re.compile(r"\s*(?:内訳|対象(?:は|先は|:)|ターゲットは|of which|breakdown|split)")
SPLIT_UP = re.compile(r"[^、。\d]{2,20}で\d[\d,.]*[^、。\d]{0,6}、残り(?:は|を|の)?")
"""既存の追加発注で1,500万、残りは新規8社で積む: what the figure before is made of."""
FROM_THERE = re.compile(r"[、。,]?\s?(?:そこから|その中から|そのうち|その中で|その結果|結果として|これによ[りっ]|それによ[りっ]|その分、?)")
"""名刺を200枚集め、そこから商談15件: the one comes of the other."""
RESULT_TOLD = re.compile(r"\s*(?:(?:\d{1,2}|先|前|昨|今)?[月年期]?の?実績|実績は)[^、。]{0,4}\d")
"""10月実績31組。 is known, and not wanted."""
_MEANS = re.compile(
    r"(?:ため(?:に|、)?|つつ|ながら|合わせ|併せ|加え|通じ|もとに|踏まえ|べく|ように|ことで|により|によって|て|(?<!ま)(?<!ペース)(?<!期限)(?<!期間)(?<!期日)で|ので|から|が|けど|(?<![こ一-龥ァ-ヶー])(?<!こと)と)\s?$"
)
_BRACKETS_LAST = re.compile(r"\([^()]*\)$")
_BRINGS_TO_AN_END = re.compile(r"(?:消化|完了|完済|締結|回収|解消)して$|\d(?:[件社本名]|組)(?:を)?(?:取って|とって|獲得して|受注して|成約して)$")
"""受注残1億を消化して、…: what comes to an end is no means, nor what is won (アポ30件取って、受注5件獲得する)."""
_ALSO_NEXT = re.compile(r"、[^、。\d]{1,14}も[^、。\d]{0,6}\d")
"""訪問を週15件に増やして、受注率も25%に上げる: も sets the one beside the other."""
_OF_EACH = re.compile(r"いずれも|どちらも|どっちも")
"""売上を維持しつつ、契約を20件増やす。いずれも今年度: what is said of each is said of goals."""
_DOING_EN = re.compile(
    r"\s*(?:adding|posting|running|calling|texting|emailing|visiting|asking|offering|sending|making|doing|holding"
    r"|growing|gaining|averaging|trending|starting|targeting|listening|working|using|shadowing|practicing|meeting with|reviewing|going|building) "
)
_GERUND = re.compile(r"[a-z]+ing\b")
"""Show rate to 70%, calling between 8 and 10: how, where the goal itself is no such list."""
_RESULT_EN = re.compile(r" to (?:get|generate|win|book|reach|bring in|source|land|add|create|drive) [$€£]?\d")
"""Run 2 webinars and a campaign to get 60 MQLs: one result of both."""
_AND_JA = re.compile(r"\d[件社回名本台枚%]?の[ァ-ヶ一-龥]{2,12}と$")
"""月20件の新規アポと、… goes on with another."""
_ASKS = ("やって", "しといて", "しておいて", "して", "行って", "続けて", "出して", "取って")
_TOPIC_NEXT = re.compile(r"、[一-龥ァ-ヶー]{2,10}は[^、。\d]{0,4}\d")
"""媒介を10本取って、成約は4本: は sets the other figure beside the first."""
_DOES = re.compile(
    r"(?:行い|行って|[同出]席し|同行し|参加し|交渉し|協議し|相談し|実施し|架電し|電話し|連絡し"
    r"|訪問し|開き|かけ|架け|回り|送り|送付し|配り|開催し|公開し|発信し|投稿し|続け|継続し|分析し|振り返り|見直し|調査し)て?$"
)
REACHED_SO = re.compile(r"て[、\s]?(?:[^、。\d]{0,8}(?:まで|内|中|末)に)?(?:達成|実現|到達|クリア)(?:する|します)?[。!\s]*$")
"""リスト架電を1日60件に増やして達成: how the figure before it is reached."""
_LINKED = re.compile(r"[しいきちみり]$")
_THEN_DONE = re.compile(r"、[^、。\d]{2,24}(?:(?<=[しっいきちみりえけせてめれげ])て|って|んで|ことで)、[^。]*\d")
"""訪問を増やし、接点をつくって、受注を月6件にする: one thing done after the other, and what comes of it."""
_RESULT = re.compile(r"、(?!また|さらに|次に|その後|あわせて|併せて|かつ|同時に|加えて)(?![^、。]{0,24}も[^、。\d]{0,4}\d)[^。]*\d[^。]*")
