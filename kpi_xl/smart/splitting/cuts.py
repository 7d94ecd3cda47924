"""Cuts: the separators of a sentence that may part two goals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.acts import MOST_DAYS
from kpi_xl.smart.splitting.stretches import Part


def cuts(goal: GoalStatement) -> Iterator[Part]:
    """Separators; one within a time or a number (3月15日, 1,000) or in brackets parts nothing."""
    spans = sorted([*((each.start, each.end) for each in goal.times), *((each.start, each.end) for each in goal.numbers)])
    at = depth = last = 0
    for cut in _SEPARATOR.finditer(goal.plain):
        start, end = cut.span()
        depth += goal.plain.count("(", last, start) - goal.plain.count(")", last, start)
        last = start
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if cut[0] == "と" and cut["deeds"] is not None and _DEED_BEFORE.search(goal.plain, max(0, start - LONGEST_WHOM), start) is None:
            continue
        is_of_means = cut[0] in _WITH and _MEANS_AHEAD.match(goal.plain, end) is not None
        is_of_means = is_of_means or (cut[0] == "と" and _MET.match(goal.plain, end) is not None)
        is_of_means = is_of_means or _TO_SOMEBODY.fullmatch(goal.plain, 0, start) is not None
        leads_into = goal.language == "ja" and _LEADS_INTO.search(goal.plain, max(0, start - LONGEST_WHOM), start) is not None
        leads_into = leads_into or (goal.language == "ja" and _is_to_whom(goal.plain, start))
        leads_into = leads_into or _goes_on(goal.plain, start, end) or (cut[0] == " " and _is_after_first_time(goal, start))
        if depth <= 0 and not is_of_means and not leads_into and not (at < len(spans) and spans[at][0] <= start and end <= spans[at][1]):
            yield start, end


def _is_after_first_time(goal: GoalStatement, at: int) -> bool:
    """The blank of 12/10 提案書提出、12/17 …: a clause begins with its time."""
    return any(each.end == at and goal.plain[: each.start].rstrip()[-1:] in ("", "、", "。", ";") for each in goal.times[:MOST_DAYS])


def _is_to_whom(text: str, at: int) -> bool:
    """名刺320枚に、…全件架電: to whom, where no other figure is set by に."""
    return _TO_SO_MANY.search(text, max(0, at - LONGEST_WHOM), at) is not None and _SET_BY_NI.search(text, at, at + LONGEST_SENTENCE) is None


def _goes_on(text: str, start: int, end: int) -> bool:
    """True of a separator before a figure that belongs to what stands before it: the amount of a rate, the second sentence of a goal."""
    if text[start] == "." and text[end].isdigit() and not text.endswith(_RHYTHMS, 0, start):
        begin = max(0, start - LONGEST_SENTENCE)
        return _ALSO_BEFORE.search(text, begin, start) is None and _FIGURE_BEFORE.search(text, begin, start) is None
    return _SAID_AGAIN.match(text, start) is not None and _COMPARED.search(text, 0, start) is not None


LONGEST_WHOM, LONGEST_SENTENCE = 28, 60
"""Characters before a cut that can say that it parts nothing."""
_SEPARATOR = re.compile(
    r"(?P<deeds>(?<=[一-龥ァ-ヶー])と)(?=[一-龥ァ-ヶー][^、。\d]{0,12}\d[\d,.]*[万億]?[^\s\d、。]{1,2}?(?:への?|の|に対する)[^、。\dをと]{2,10}を(?:[^、。を]{1,10}?(?:まで|中|内|末)に)?(?!両立)[^、。\dで]{2,10}(?:[。!]|$))"
    r"|[、。;；]\s?(?:また|および|及び|かつ|さらに|加えて|それから|(?:あわせて|併せて|合わせて)(?!.{0,2}\d(?!\d?[月/]))|(?:あと|それと|そして|他に|ほかに|次に|続いて|その後|最後に|一方|同時に)(?=、))?、?"
    r"|(?<!\d),\s?(?:and |plus |then )?(?:also )?|,(?!\d)\s?(?:and |plus |then )?(?:also )?"
    r"|\s?\|\s?(?=[^|]*[^|\s])|\s[/／&+]\s|\s(?:and|plus|as well as)\s(?:also )?"
    r"|(?:それから|並びに|ならびに|および|及び)\s?|\s(?:及び|および|かつ|且つ|それから|並びに|ならびに|プラス)\s"
    r"|(?<=/[日週月年])[/・](?=[ァ-ヶ一-龥])|(?<=/[日週月年]) (?=[ァ-ヶ一-龥])|(?<=[うくすつむぶる)プ増善化得了成施開出])\+(?=[一-龥ァ-ヶ])"
    r"|(?<=[\d件社回名人円%本台割点億万組枚店棟]) (?=[ァ-ヶ一-龥]|\d{1,2}月[:：は]|\d{1,2}(?:月|/\d)[^、。\s]{0,4}(?:まで|迄)に|[a-z]{1,8}[:：])"
    r"|(?<=\)) (?=\d{1,2}(?:月|/\d)[^、。\s]{0,4}(?:まで|迄)に[^、。]*\d)"
    r"|(?<=[件社回名人円%本台割点億万])\+(?=[一-龥ァ-ヶ][^、。\d]{0,14}\d)"
    r"|\swhile (?!keep|maintain|hold|stay)(?=[a-z]+ing [^,.]*\d)"
    r"|(?<=[件社回名人円%本台割点億万店組枚校上下内満超)])(?<![^以]上)(?<![^以]下)(?<![^以]内)(?<![^未]満)(?<![a-z]社)"
    r"(?:と|および|及び|かつ|且つ|＆|&|/(?![日週月年](?:[/・、。\s]|$))|・)(?=[一-龥ァ-ヶa-z][^、。\d]{0,14}(?:\d|ゼロ))|(?<!\bno)(?<!\bvs)(?<!\bavg)(?<!\bincl)(?<!\bapprox)(?<!\besp)(?<!\bi\.e)(?<!\be\.g)(?<!\bst)(?<!\bdr)(?<!\bmr)(?<!\bmrs)\.\s(?=[a-z])"
    r"|(?:(?<=[a-z]{4})|(?<=[qh][1-4])|(?<=[a-z] \d\d)|(?<=\d%)|(?<=\d[km])|(?<=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) \d)"
    r"|(?<=/day)|(?<=/wk)|(?<=/mo))\.\s(?=[$€£¥]?\d[\d.,]*[km%]? [a-z][a-z-]{2})"
    r"|(?<=[a-z\d])!+\s(?:(?:also|then|and|plus) )?(?=[a-z])|!+(?:(?:あと|また|それと|さらに)、?)?(?=[ァ-ヶ一-龥])"
    r"|(?<=する)/(?=[一-龥ァ-ヶ][^、。]*\d)|(?<=\d)/(?=[一-龥ァ-ヶ]{2,8}\d)|(?<=ゼロ)(?:と|・|/)(?=[一-龥ァ-ヶa-z])|(?<=[一-龥うくすつぬむぐぶるえ)])\s?&\s?(?=[一-龥ァ-ヶ][^、。\d]{0,14}\d)"
)
_DEED_BEFORE = re.compile(r"(?:^|[、。\s]|[までに中内])[^、。\d\s]{1,12}\d[\d,.]*[万億]?[^\s\d、。]{1,2}?(?:への?|の|に対する)[一-龥ァ-ヶー]{2,8}$")
"""クロスセル4件の受注と休眠顧客20社への再訪を完了する: each has its noun, its figure and its deed."""
_MET = re.compile(r"(?<=[名人社]と)[^、。\d]{2,8}を(?:毎?[日週月年]間?に?)?\d+回")
"""部下2名と面談を月1回: with whom."""
_TO_SOMEBODY = re.compile(r"[^\d、。:]{1,8}(?:さん|くん|君|ちゃん|さま|様)へ?")
"""小林さん、1月中に…: who is asked is no clause."""
_LEADS_INTO = re.compile(
    r"(?:の|もの|ところ)を$"
    r"|(?:^|[、。:\s])(?:全|上位|主要|重点|既存|対象|担当)(?:の)?\d+[社人名店校軒施]の?[^、。\d]{0,14}(?:に(?:対して?)?|へ)$"
)
"""平均26時間かかっているのを、12時間以内に: the one is where the other starts. 全24社のお客様に、…: for whom, and no figure."""
_TO_SO_MANY = re.compile(r"\d[枚社名件人店]の?[^、。\d]{0,6}に$")
_SET_BY_NI = re.compile(r"\d[^、。\d]{0,4}(?:に|へ)|[。]")
_ALSO_BEFORE = re.compile(r"(?:[.!;] |^)also,? [^.;!]*$")
"""Also get the desk tidy. 30 calls a week: what is wished for besides says nothing of the figure after it."""
_FIGURE_BEFORE = re.compile(r"(?:\d|\b(?:doubl|tripl|quadrupl|halv)(?:e|ing)\b|\b(?:zero|half)\b)[^.;!]*[a-z%)\d]$")
"""Churn below 2% by June. 25 new meetings in Q1: a sentence that has its figure is at its end."""
_RHYTHMS = ("/day", "/wk", "/week", "/mo", "/month", " a day", " a week", " a month")
_COMPARED = re.compile(r"^[^、。\d]{0,8}(?:比|対比)\s?\d[\d.]*%$")
_SAID_AGAIN = re.compile(r"、\d[\d,.]*[億万千]*円の")
"""前期比115%、3,450万円の売上: one goal, said as a rate and as its amount."""
_WITH = ("と", "＆", "&", "/", "・", "及び", "および", "や")
_MEANS_AHEAD = re.compile(r"[^、。]{1,24}?(?:を通じ|により|によって|を使|を活用|を組み合わせ|を行い|で、)")
"""セミナー2回と相談会3回を通じて are one means."""
