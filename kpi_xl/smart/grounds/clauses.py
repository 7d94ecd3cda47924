"""Clauses that are grounds: one that says why a goal can be reached (1月から2名入社するので、…; …, so take bookings to $900k) or what is done for it.

What such a clause counts, and when it happens, is no figure and no day of the goal's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.times.time_phrase import TimePhrase

Clause = tuple[int, int]
"""Where it begins and ends."""
Spanned = TypeVar("Spanned", Quantity, TimePhrase)


def ground_in(text: str, japanese: bool) -> Clause | None:
    """The clause, where a goal with a figure stands beside it."""
    if japanese:
        found = _GROUND_JA.match(text) if _MAY_GROUND_JA.search(text) else None
        return found.span("ground") if found and _STANDS.search(found["ground"]) is None else None
    found = _SO.match(text) if ", so " in text else _BEHIND.search(text) if _MAY_BEHIND.search(text) else None
    return found.span("ground") if found else None


def means_in(text: str, japanese: bool) -> Clause | None:
    """What is done, before or behind a figure that is to come of it."""
    if japanese:
        found = _DONE_JA.match(text) if "で" in text or "、" in text else None
    else:
        found = (_BY_DOING.search(text) if "by " in text else None) or (_DO_AND_GET.match(text) if " and " in text else None)
    return found.span("means") if found else None


def outside_of(clause: Clause | None, found: Sequence[Spanned]) -> list[Spanned]:
    """What stands outside the clause; all of it where nothing else does."""
    if clause is None:
        return list(found)
    return [each for each in found if not clause[0] <= each.start < clause[1]] or list(found)


_STANDS = re.compile(r"平均|前年|昨年|去年|前[期月回]|先月|直近|現[在状]|今の|だった|しか|実績|弱|悪い|言われ|指示|頼まれ|られた")
"""How the figure itself stands is where the step begins, and to have been told to is no ground."""
_MAY_GROUND_JA = re.compile(r"ので|ことから|ため|から、")
_GROUND_JA = re.compile(
    r"(?:[^。]*、)?(?P<ground>[^。、]{3,80}?(?:ので|ことから|が[^、。をがに]{0,24}[るたいう](?:ため|から(?=、))"
    r"|に(?:出展|出店|参加|登壇)(?:する|した)(?:ため|から(?=、))|(?:てい|てあ|れてい)る(?:ため|から(?=、))))(?:、|(?=[一-龥ァ-ヶa-z\d]))(?=.*\d)"
)
"""An event (…が始まるため) or a state (…ているため) is a ground; 売上を伸ばすため is a purpose."""
_DEED = (
    "アプローチ|架電|訪問|提案|紹介依頼|メール|電話|dm|キャンペーン|展示会|セミナー|ウェビナー|勉強会|相談会"
    "|フォロー|ロープレ|声かけ|配信|送付|深耕"
)
_ENDS = "更新|獲得|受注|達成|増や|上げ|伸ば|減ら|下げ|維持|取り|契約|拡大|向上|改善"
_DONE_JA = re.compile(
    rf"(?P<means>[^。]{{0,60}}?(?:(?:{_DEED})(?:\d+[回件社])?で(?!き|は)、?"
    rf"|[^。\d、]{{2,20}}を(?!(?:{_ENDS}))[^、。\d]{{0,12}}?[しいきちりみえけせてべめれげ](?<!ため)、))(?=[^。]{{0,40}}\d)"
)
"""Means with the word for a deed (再アプローチで), or a clause of their own (定例会を全担当先で実施し、)."""
_SO = re.compile(r"(?P<ground>[a-z0-9][^.;]{6,90}?), so (?:that )?(?=(?:(?:we|i)(?:'ll| will| can| should)? )?[a-z]+ [^.;]*\d)")
_HAPPENS = r"(?:is|are|has|have|starts?|launche?s|opens?|ships|joins?|goes|comes|closes|ends)"
_MAY_BEHIND = re.compile(r"\b(?:since|as|because|now that|given that) ")
_BEHIND = re.compile(
    r"(?P<ground>,? \b(?:since|as|because|now that|given that) (?:the |our |we |my |a |an |two |three )?"
    rf"[a-z][^.;,]{{0,80}}?\b{_HAPPENS}\b[^.;]*)"
)
BY_DOING = r"\bby (?:a/b )?(?:[a-z]+ly )?(?!(?:spring|morning|evening|beginning|opening|closing (?:date|day|time))\b)[a-z]+ing\b"
_BY_DOING = re.compile(rf"(?P<means>{BY_DOING}[^.;]*)")
_DO_AND_GET = re.compile(
    r"(?P<means>(?:use|run|call|send|attend|block|spend|set aside|post|ask|visit|host|work|follow up|focus|practi[cs]e|prep(?:are)?)\b[^.;,]*?) and "
    r"(?:book|win|close|get|generate|source|land|sign|reach|bring in|create|add) (?:at least )?[$€£]?\d"
)
