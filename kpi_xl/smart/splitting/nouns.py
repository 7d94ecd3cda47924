"""Nouns: what a clause counts where the vocabulary does not know it, told by its place."""

from __future__ import annotations

import re

from kpi_xl.smart.reading.objects import unknown_nouns
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.stretches import has_own_verb, is_verb, within
from kpi_xl.smart.words.phrases import any_of


def unknown_noun(goal: GoalStatement, start: int, end: int) -> str | None:
    """A noun that the vocabulary does not know; in English only where a verb begins the clause."""
    words = within(goal.words, start, end)
    is_first = not start
    if goal.language == "en":
        words = [word for word in words if word.text not in _FILLERS]
        start = _after_time(goal, start, end)
    if goal.language == "en" and not (words and is_verb(words[0]) and _AHEAD.fullmatch(goal.plain, start, words[0].start)):
        bought = _MONEY_IN.match(goal.plain, start, end)
        if bought is not None and goal.outside[bought.start("what")] != " ":
            return bought["what"]
        counted = _COUNTED.match(goal.plain, start, end) or _SPENT.match(goal.plain, start, end) or _BOUNDED.match(goal.plain, start, end)
        counted = counted or (_DONE_TO.match(goal.plain, start, end) if is_first and has_own_verb(goal, (start, end)) else None)
        return counted["what"] if counted else None
    counts = (_BARE_JA.match, _RATE_JA.match, _DEED_JA.match, _COUNTED_JA.search) if goal.language == "ja" else ()
    at = _after_time(goal, start, end) if counts else start
    deed = next((found for find in counts if (found := find(goal.plain, at, end))), None)
    if deed is not None:
        is_done = _DEED_JA.match(goal.plain, at, end) is not None
        is_place = not is_done and len(deed["what"]) < SHORTEST and _OF_ALL.search(goal.plain, end) is not None
        return None if is_place else deed["what"]
    inside = [word._replace(start=word.start - start, end=word.end - start) for word in words]
    nouns = unknown_nouns(goal.outside[start:end], inside, goal.language == "ja")
    if goal.language == "en" and not nouns and within(goal.numbers, start, end):
        return goal.plain[start:end]  # hire 1 AE
    named = [noun for noun in nouns if goal.language == "en" or _is_followed(goal.plain, start + noun.end())]
    if named:
        return named[0][0]
    thing = _OBJECT_JA.search(goal.plain, start, end) if goal.language == "ja" else None
    return thing["what"] if thing else None


def thing_counted(goal: GoalStatement, start: int, end: int) -> str | None:
    """What a piece with its own figure is about, whatever it is: a piece that has its noun and its figure has its end."""
    piece = goal.outside[start:end].strip(" 。.!")
    if goal.language == "en":
        words = _THING_EN.findall(piece)
        return None if not words or _STATES.search(piece) or _LEADS_ELSEWHERE_EN.match(goal.plain[start:end].lstrip()) else " ".join(words)
    if _LEADS_ELSEWHERE_JA.match(goal.plain[start:end]):
        return None
    thing = _THING_JA.match(piece)
    return thing["what"] if thing and len(thing["what"]) >= SHORTEST else None


def _is_followed(text: str, at: int) -> bool:
    """True of a noun before its particle, with or without its ending (入力漏れを)."""
    return text[at : at + 1] in tuple("をはがのも: ") or _OKURIGANA.match(text, at) is not None


def _after_time(goal: GoalStatement, start: int, end: int) -> int:
    """Where a clause goes on after the time that it begins with: by end of March book 10 lunches."""
    first = next(iter(within(goal.times, start, end)), None)
    if first is None or goal.plain[start : first.start].strip(" 【"):
        return start
    joint = _JOINT.match(goal.plain, first.end, end)
    return joint.end() if joint else first.end


_THING_EN = re.compile(
    r"(?<![a-z-])(?!(?:the|and|our|all|get|got|keep|make|have|with|for|from|that|this|next|each|every|per|about|around|over|under|below|above|least"
    r"|most"
    r"|more|less|than|now|today|currently|down|only|also|plus|then|target|goal|goals|plan|stretch|total|average|avg|max|min|day|week|month|quarter"
    r"|year|pts|points)\b)"
    r"[a-z][a-z-]{2,}"
)
_STATES = re.compile(r"\b(?:is|are|was|were|has|had)\b")
"""40 Oak St is the drag: how things stand."""
_LEADS_ELSEWHERE_EN = re.compile(
    r"(?:with|by|from|using|via|to|for|incl\w*|of|up from|down from|vs|versus|or|but|mostly|mainly|ideally|now|currently|was|were|is|are|at|in|on"
    r"|per|avg|average"
    r"|about|around|roughly|max|min|stretch|then|than|over|under|between|through|after|before|because|since|as|that|which"
    r"|we|i|it|they|last|this|not|no more|only|half"
    r"|each|if|unless|when|same|so|while|compared|baseline|target|goal|total|all|both|though|although|starting|adding|worth|x|times|plus tax)\b|[(\[]"
)
_THING_JA = re.compile(r"(?P<what>(?!以)[一-龥ァ-ヶーa-z][一-龥ァ-ヶーa-z・]{1,13}[れりいきしみち]?)(?:は|を|が|も|:|\s|で)*\s*(?:$|[以を])")
_LEADS_ELSEWHERE_JA = re.compile(
    r"\s*(?:うち|内訳|合計|総計|計|平均|最低|最大|最高|目標|現状|現在|実績|前年|昨年|先月|前月|前期|残り|あと|約|毎[日週月]|1人|一人|各|それぞれ|そのうち|できれば|または|もしくは|ただし?|例えば|理由|根拠|方法|手段|施策|背景|備考|進捗|着地)"
)
_OKURIGANA = re.compile(r"[えりいきしみけれち][をはがのも]")
"""入力漏れを: the noun with its ending."""
_JOINT = re.compile(r"】?(?:まで|迄|中|内|末)*(?:に|は|の)?、?\s?[,:–-]?\s?")
_COUNTED_JA = re.compile(rf"(?P<what>[一-龥ァ-ヶー]{{0,8}}{any_of('counted', 'ja')})(?:数|件数)?(?:は|を|:|\s)?(?:毎?[日週月]間?)?(?=約?\d)")
"""稼働開始 月45名: a noun of what happens, right before how often."""
_BARE_JA = re.compile(
    r"\s*(?:[^、。:]{1,8}:\s*)?(?P<what>(?!前年|昨|前期|先月|前月|達成|予算達成|合計|総|残り|平均|最低|最大|目標|現状|現在|実績|見込|進捗|確度|対|約|毎|最終|当初|今[月期年週]|来[月期年週]|翌|先[月期週]|年間|月間|週間"
    r"|[上下]期|通期|期末|月末|年末|年内|前[月期週年])(?:[一-龥ァ-ヶー]{2,12}|[一-龥]{1,4}[えりいきしみけれち])(?<![比計均])(?<!うち)(?<!目標)(?<!実績))"
    r"[+▲]?\d[\d,.]*(?:[^\s\d、。()]{1,5}?)?(?:を?(?:とる|取る|獲る|売る|出す|決める))?\s*(?:\([^()]*\))?\s*$"
)
"""追加ライセンス30ID: nothing but a noun and its number."""
_OBJECT_JA = re.compile(r"(?P<what>(?<![一-龥ァ-ヶー])(?![それこ])[一-龥ァ-ヶー]{1,8}[れりいきしみちえけせて]?)を(?:毎?[日週月]|毎?回)?(?:約)?\d")
"""請求漏れを毎月0件に: what a figure is set for, whatever it is."""
_DEED_JA = re.compile(r"\s*(?P<what>[一-龥ァ-ヶー]{2,12})\d[\d,]*[^\s\d、。]{1,2}の[一-龥ァ-ヶー]{2,8}(?:を[^、。]{2,10})?[。!\s]*$")
"""点検40件の実施: a noun, its number and what is done."""
SHORTEST = 3
_OF_ALL = re.compile(r"\d[件社本名人台]の[一-龥ァ-ヶー]{2}")
"""東京5件、大阪3件、名古屋2件の受注: what is counted stands at the end, and before it where."""
_RATE_JA = re.compile(r"\s*(?P<what>[一-龥ァ-ヶー]{2,10})\d[\d,.]*[件社回名本枚人]/[日週月](?=\s|$)")
"""有効会話12件/日: any noun with how often."""
_NOT_COUNTED = (
    r"(?!(?:of|in|by|per|from|for|to|at|with|on|via|more|less|each|an?|the|new|existing|next|this|before"
    r"|after|until|every"
    r"|days?|weeks?|months?|hours?|min\w*|times?|points?|pts|x|k|total|or|and|vs|as|now|last|so)\b)"
)
_COUNTED = re.compile(rf"\s*(?:[^:,;.]{{1,14}}:\s*)?(?:\d[\d,.]*(?:-\d[\d,.]*)?|zero) {_NOT_COUNTED}(?P<what>[a-z]{{3,}})")
"""1 close a week, 3 wins: what a clause that begins with its number counts."""
_MONEY_IN = re.compile(r"\s*[$€£]\d[\d.,]*[km]? (?:in|of|from) (?P<what>[a-z]{3,}(?: [a-z]{4,})?)")
"""$140k in change orders."""
_SPENT = re.compile(r"\s*\d[\d,.]* ?(?:min(?:ute)?s?|hours?|hrs?|h) of (?P<what>[a-z]{3,})")
"""10 min of yoga."""
_DONE_TO = re.compile(rf"\s*[a-z]+ \d[\d,.]* {_NOT_COUNTED}(?P<what>[a-z]{{3,}})")
"""Fit 6 alarms: what a goal does to so many, by a verb that the vocabulary does not know."""
_BOUNDED = re.compile(
    r"\s*(?!(?:each|all|stay|keep|still|but|with|at|in|and|is|are|was|were|no|none|not|never)\b)(?P<what>[a-z][a-z -]{2,24}?)"
    r"(?: ?[≤≥<>=]{1,2} ?| (?:under|below|over|above|at most|at least) )[$€£]?\d"
)
"""cycle ≤ 45 days, no-shows under 5%."""
_AHEAD = re.compile(
    r"\s*(?:[^\s:]{1,12}:\s*)?(?:also |then )?(?:(?:i|we)(?:'ll| will)?(?: also)?(?: (?:want|plan|aim|hope|intend|need|am going|would like) to)? )?"
)
"""Q4: or I also want to, before the verb that says what."""
_FILLERS = frozenset({"i", "we", "also", "want", "to", "plan", "aim", "hope", "need"})
