"""Clauses that are no end: why a goal can be reached (1月から2名入社するので、…; …, so take bookings to $900k), and what is done for it.

One reading for all who ask: what such a clause counts is no figure of the goal's, it is no goal of its own, and it makes a step believable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from kpi_xl.smart.grounds.ways import says_way
from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.times.time_phrase import TimePhrase
from kpi_xl.smart.words.phrases import any_of


class Clause(NamedTuple):
    """Where it begins and ends."""

    start: int
    end: int
    is_ground: bool = False  #: says why, not how
    is_before: bool = False  #: stands before the end, or tells an event: when it happens is no day of the goal's

    def holds(self, at: int) -> bool:
        return self.start <= at < self.end


Spanned = TypeVar("Spanned", Quantity, TimePhrase)


def clauses_in(text: str, japanese: bool) -> list[Clause]:
    """The grounds and means that a `plain` text says in clauses of their own, where a figure stands beside them."""
    return list(_in_japanese(text) if japanese else _in_english(text))


def outside_of(clauses: Sequence[Clause], found: Sequence[Spanned]) -> list[Spanned]:
    """What stands outside the clauses; all of it where nothing else does."""
    return [each for each in found if not any(clause.holds(each.start) for clause in clauses)] or list(found)


def _in_japanese(text: str) -> Iterator[Clause]:
    """Clauses before a figure, up to the end of its sentence."""
    if _MAY_LEAD_JA.search(text) is None:
        return
    found = _GROUND_JA.match(text)
    if found and _STANDS.search(found["ground"]) is None:
        yield Clause(*found.span("ground"), is_ground=True, is_before=True)
    for each in _LEADING_JA.finditer(text, 0, LONGEST):
        if _leads(each["clause"]) and _FIGURE_AHEAD.match(text, each.end()):
            yield Clause(*each.span("clause"), is_before=True)


def _leads(clause: str) -> bool:
    """True of 失注先へ再提案し and 広告費を20万円増やし; not of 受注を3件増やし and 3月末までに."""
    if _OF_END.search(clause) or _FROM_TO.search(clause) or _NO_WAY.search(clause) or (clause.endswith(_REASONS) and _STANDS.search(clause)):
        return False
    if _LEADS_BY_FORM.search(clause) or _PUT_IN.search(clause):
        return True
    has_figure = any(char.isdigit() for char in _SO_OFTEN.sub("", clause))
    return (_DOING if has_figure else _DONE).search(clause) is not None


def _in_english(text: str) -> Iterator[Clause]:
    for pattern in _CLAUSES_EN:
        if found := pattern.search(text, 0, LONGEST):
            yield Clause(*found.span("clause"), is_ground=pattern in (_SO, _BEHIND), is_before=pattern in _BEFORE_EN)
    for each in _BEHIND_FIGURE.finditer(text, 0, LONGEST):
        if says_way(each["clause"].rstrip(" .")):
            yield Clause(*each.span("clause"), is_before=True)


LONGEST = 400
"""Characters of a text in which clauses are looked for: nobody says more of one goal."""
_STANDS = re.compile(r"平均|前年|昨年|去年|前[期月回]|先月|直近|現[在状]|今の|だった|しか|実績|弱|悪い|言われ|指示|頼まれ|られた")
"""How the figure itself stands is where the step begins, and to have been told to is no ground."""
_REASONS = ("ので", "ことから", "おかげで")
_MAY_LEAD_JA = re.compile(r"ので|ことから|ため|[から、]")
_GROUND_JA = re.compile(
    r"(?:[^。]*、)?(?P<ground>[^。、]{3,80}?(?:ので|ことから|が[^、。をがに]{0,24}[るたいう](?:ため|から(?=、))"
    r"|に(?:出展|出店|参加|登壇)(?:する|した)(?:ため|から(?=、))|(?:てい|てあ|れてい)る(?:ため|から(?=、))))(?:、|(?=[一-龥ァ-ヶa-z\d]))(?=.*\d)"
)
"""An event (…が始まるため) or a state (…ているため) is a ground; 売上を伸ばすため is a purpose."""
_LEADING_JA = re.compile(r"(?:^|(?<=[、。:\s]))(?P<clause>[^、。:]{3,60})、")
_FIGURE_AHEAD = re.compile(r"[^。]*\d")
_OF_END = re.compile(
    rf"{any_of('ways', 'results_ja')}(?:件数|数|率|額|高)?(?:を|は|が|も|:|\s)?[約月週日計年間毎新規あと]{{0,4}}\d[^で]*$"
    rf"|\d[^、。\d]{{0,3}}の?(?:新規)?{any_of('ways', 'results_ja')}(?:を|に|し)|(?:維持|キープ|達成|確保|獲得|死守)し?て?$"
    r"|保ち$|守り$|抑え$|(?:目標|現状|現在|実績)(?:は|に|と)|(?:(?:まで|迄)|[月日年期末度]中)に."
)
"""受注を3件取り, 粗利率25%を維持し: ends of their own, or conditions."""
_FROM_TO = re.compile(r"(?:から|→|->)[^、。\d]{0,8}\d[^、。\d]{0,4}[へに][^、。\d]{0,6}(?:短縮|削減|圧縮|引き|[上下]げ|増や|減ら|改善|向上|高め)し?$")
"""平均2日から1日へ短縮し: a step of its own is an end."""
_NO_WAY = re.compile(
    r"(?:まで|迄)に?$|として$|(?:それ|これ)に(?:加え|合わせ)|^(?:あわせ|併せ|合わせ|加え|続い|引き続き|まず|次に)て?|に向け|ため$|比べ|対し|について|にとって|(?:今|来|当|翌|年|月|期|末|中|内)に?$|(?<!て)も[^、。をに]{0,12}$|^(?:昨|前|去)年|先月|前[月期]"
)
_LEADS_BY_FORM = re.compile(rf"{any_of('ways', 'leads_ja')}$")
_PUT_IN = re.compile(rf"{any_of('ways', 'inputs_ja')}[^、。\d]{{0,5}}[をがはに]?[約毎月週日]{{0,2}}\d[^、。]*[しいきちりみえけせてでめれげ]$")
_SO_OFTEN = re.compile(r"[毎]?[週月日]に?\d回?|\d+(?:月|日)(?:から|に)?")
"""週1回の勉強会: how often is no figure that is wanted."""
_DONE = re.compile(
    r"[をにへとでが][^、。]{0,14}(?:[しいきちりみえけせべめれげ]|て|んで)(?<![にへとで]し)$(?<!増やし)(?<!伸ばし)(?<!減らし)(?<!上げ)(?<!下げ)(?<!取り)"
)
"""失注先へ再提案し, 上司に同行してもらい: deeds without a figure."""
_DOING = re.compile(rf"{any_of('ways', 'doing_ja')}て?$|{any_of('ways', 'doing_ja')}で$")
_SO = re.compile(
    r"^(?P<clause>[a-z0-9][^.;]{6,90}?), so (?:that )?"
    r"(?=(?:(?:we|i)(?:'ll| will| can| should)? )?(?:aim (?:for|at) |let's )?(?:[a-z$\d]+[^.;]*\d|(?:double|triple|halve) ))"
)
_HAPPENS = r"(?:is|are|has|have|starts?|launche?s|opens?|ships|joins?|goes|comes|closes|ends)"
_BEHIND = re.compile(
    r"(?P<clause>,? \b(?:since|as|because|now that|given that) (?:the |our |we |my |a |an |two |three )?"
    rf"[a-z][^.;,]{{0,80}}?\b{_HAPPENS}\b[^.;]*)"
)
BY_DOING = r"\bby (?:a/b )?(?:[a-z]+ly )?(?!(?:spring|morning|evening|beginning|opening|closing (?:date|day|time))\b)[a-z]+ing\b"
_LEAD = (
    r"(?:by (?:[a-z]+ly )?[a-z]+ing|with|using|via|through|thanks to|now that|given|since|because|as (?:the|our|we)|after"
    r"|building on|working|leaning on|drawing on|starting with|"
    r"focus(?:ing|ed) on|following|ahead of)\b"
)
_END_AHEAD = r"(?=(?:(?:i|we)(?:'ll| will| can)? )?(?:[a-z]+ (?:[$€£]?\d|[a-z$])|[a-z][a-z -]{1,24}: ?[$€£]?\d|[$€£]?\d))"
_BEHIND_FIGURE = re.compile(r"(?<=[a-z\d%)])(?:,|:) (?P<clause>(?!and |or |but |so |then |plus )[a-z\d][^.;:()]{8,100})")
"""…, two distributors joined in November: what is so stands behind the figure."""
_GET = r"(?:book|win|close|get|generate|source|land|sign|reach|bring in|create|add|drive|hit|secure|set|turn) (?:at least |up )?[$€£]?\d"
_LEADING_EN = re.compile(rf"^(?P<clause>{_LEAD}[^.;]{{3,100}}?), (?!and |or |but ){_END_AHEAD}")
_BEFORE_EN = (_SO, _LEADING_EN, _BEHIND)
_CLAUSES_EN = (
    _SO,
    _LEADING_EN,
    _BEHIND,
    re.compile(rf"(?P<clause>{BY_DOING}(?:(?! and (?![a-z]+ing\b)[a-z]+ [$€£]?\d)[^.;])*)"),
    re.compile(
        r"^(?P<clause>(?:use|run|call|send|attend|block|spend|set aside|post|ask|visit|host|work|follow up|focus|practi[cs]e"
        r"|prep(?:are)?|hold|offer|join|train|email|invite)\b"
        rf"[^.;]*?),? (?:and|to|so we can|so i can|so that we) (?={_GET})"
    ),
    re.compile(r"(?P<clause>, with (?!\d|at |a (?:target|goal)|no |zero)[a-z][^.;]{8,80})"),
    re.compile(r"(?P<clause>\b(?:mostly|mainly|primarily) (?:from|via|through|by) [a-z][^.;]{2,40})"),
    re.compile(
        r"(?<!^)(?P<clause>\b(?:using|via|thanks to|with (?:the )?help (?:of|from)|after hiring|how:|method:|means:"
        r"|through (?!q[1-4]|the (?:end|year|quarter|month)|end|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|20\d\d|fy))[^.;]{3,60})"
    ),
)
