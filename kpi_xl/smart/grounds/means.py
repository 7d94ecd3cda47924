"""Means: what leads to a goal's end in one sentence (毎日30件架電して、アポを週5件; with two new reps, win 9 deals). The end is the goal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kpi_xl.smart.numbers.quantity import Quantity


def where_means_end(text: str, numbers: Sequence[Quantity]) -> int:
    """Where the end begins that means with a figure lead to; 0 where none do."""
    if len(numbers) < FEWEST:
        return 0
    lead = _LEAD.match(text) if text[0] in _BEGINNINGS or " to " in text or " so " in text else None
    end = lead.end() if lead is not None and lead.end() <= numbers[-1].start else 0
    if not end and " so " in text and (so := _SO_THAT.search(text, numbers[0].end, numbers[-1].start)):
        end = so.end()
    if text.isascii() or _MAY_LEAD.search(text) is None:
        return end
    for number, following in pairwise(numbers[:MOST]):
        led = _LED.match(text, number.end, following.start)
        if led is not None and _BESIDE.search(text, led.end(), following.start) is None:
            end = led.end()
    return end


def means_said(text: str, target: Quantity) -> str | None:
    """What is done for a figure, as a Japanese text says it: before it (架電を増やして、…) or by its name (方法は…)."""
    if text.isascii():
        return None  # `clauses_in` reads English
    said = (_DONE_BEFORE.match(text, 0, target.start) if _MAY_LEAD.search(text, 0, target.start) else None) or _SAID_JA.search(text)
    if said is None:
        return None
    begin = max(text.rfind(mark, 0, said.start()) for mark in "、。(") + 1 if said[0][0] in "をにこ" else said.start()
    return text[begin : said.end()].strip(" 、,()")


def without_whom(text: str, numbers: Sequence[Quantity]) -> Sequence[Quantity]:
    """Of 部下4名との同行を月2回 the 2回, and of 新人2名の育成：受注を各1件 the 1件: with whom, and how many are to be so."""
    return [each for each, following in zip(numbers, [*numbers[1:], None], strict=True) if following is None or not _is_whom(text, each, following)]


def _is_whom(text: str, number: Quantity, following: Quantity) -> bool:
    between = (text, number.end, following.start)
    if _WITH_WHOM.fullmatch(*between) or _OF_WHOM.fullmatch(*between):
        return True
    return _WHOM_EN.fullmatch(*between) is not None and _APIECE.match(text, following.end) is not None


FEWEST = 2
MOST = 40
"""Numbers that are looked at: nobody says more in one sentence."""
_BEGINNINGS = frozenset("bwuvtngsa")
_LEAD_WORDS = (
    r"(?:by (?:[a-z]+ly )?[a-z]+ing|with|using|via|through|thanks to|now that|given|since|after [a-z]+ing|between (?=\d+ [a-z]+ and))\b"
)
_LEAD = re.compile(
    r"[a-z]+ [^.;,]{0,60}\d[^.;,]{0,60}? to (?=(?:book|win|close|get|generate|source|land|sign|reach|bring in|create|add|drive) [$€£]?\d)"
    r"|[a-z]+ [^.;,]{0,60}\d[^.;]{0,60}? so (?:that )?(?:we|i) (?:can |will )?(?=(?:book|win|close|get|reach|sign|land|have) (?:at least )?[$€£]?\d)"
    rf"|{_LEAD_WORDS}[^.;]{{0,120}}?, (?!and |or |but |we )(?=[a-z]+ (?![a-z]*ing\b))|{_LEAD_WORDS}[^.;]{{0,120}}?, (?!and |or )"
)
"""With two new reps, …; make 60 calls a day to book 10 demos."""
_SO_THAT = re.compile(r" so (?:that )?(?:we|i) (?:can |will )?(?:book|win|close|get|reach|sign|land|hit|sell|add) ")
"""Two visits a week so that we sign 4."""
_TE = r"(?:(?<=[しいきちみりえけせてべめれげねび出見来])て|って|んで|ながら|つつ|ことで|により|によって)"
_MAY_LEAD = re.compile(r"て|で|→|ながら|つつ|ことで|により|によって|結果")
_NOT_LED = "".join(f"(?<!{words})" for words in ("として", "合わせて", "あわせて", "併せて", "加えて", "に向けて", "比べて",
                                                 "対して", "について", "にとって"))
_LED = re.compile(rf"[^。!\d()]*?{_TE}{_NOT_LED}(?:、|(?=[一-龥ァ-ヶa-z]|$))|[^。]{{0,10}}→\s?(?:その)?うち"
    rf"|[^。\d]{{0,14}}[、。]\s?(?:その結果(?:として)?|結果として|[こそ]れによ[りっ]て?)、?(?=[^。\dが]*\d|[^。が]*$)|で(?!、)(?=[^、。\dは]{{1,12}}$)")
"""架電して、 after a figure, and the で of 架電200件でアポ20件."""
_DONE_BEFORE = re.compile(
    rf"(?:[^。]{{0,60}}?[。、:])?(?P<means>[^、。()]{{0,40}}?[をにへとで][^、。をに()]{{0,10}}(?:{_TE}{_NOT_LED}(?<!に関して)(?<!通して)(?<!達成して)(?<!維持して)))(?:、|[一-龥ァ-ヶ\d]|$)"
)
_SAID_JA = re.compile(
    r"[。※(][^。()\d]{3,40}(?:で対応|で進め|中心に|を徹底|を強化|ルートあり|体制あり)|^[^、。\d]{2,20}を[^、。\d]{1,6}[しりきえげめけせべみい](?<!ため)、(?=[^。]*\d)|^[^。、]{2,24}→\s?うち|(?:手段|方法|施策|打ち手|やり方|アクション)(?:は|:|】|として)[^。]{2,40}|そのため(?:に)?[^。]{2,40}|[(。、][^()。、]*[^()。、まのんこ]で(?:実現|達成|獲得|[)])"
    r"|(?:を通じて?|を活用し|を使って|により|によって|ことで)"
)
_BESIDE = re.compile(r"[。!]|(?:から|より|現状|現在|今(?![月期年週日度後]))[^、。\d]{0,6}$")
"""Another sentence, or where the figure stands."""
_WITH_WHOM = re.compile(
    r"(?:(?:全員|みんな|それぞれ)が[^、。\d:]{0,8}|がそれぞれ|(?<=[名人])が各自?|(?:全員|それぞれ)[にで][^、。\d:]{0,8})"
    r"|(?:との|への|に対する|向けの?|(?<=[名人社店校])[とに])(?:[^、。\d:]|1on1){1,14}(?:を|は)(?:各[人自社店々]|それぞれ|全員|1人)?(?:あたり)?、?(?:最低|約)?"
    r"(?:(?:毎|各)?[日週月]間?(?:に|あたり)?)?"
)
_OF_WHOM = re.compile(r"の[^、。\d:]{1,12}:[^、。\d:]{1,14}(?:各[人自社店々]?|それぞれ)(?:[をに]|で)?")
_WHOM_EN = re.compile(r" [a-z -]{2,30}: ?")
_APIECE = re.compile(r"(?: [a-z-]+){0,3} (?:each|apiece|per (?:rep|head|person))\b")
