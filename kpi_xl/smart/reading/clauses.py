"""Clauses: goals that one sentence strings together (商談50件、受注10件を来月末までに; book 50 demos and close 10 deals).

A clause is a goal of its own where it has a number to reach and names what it counts; else it belongs to the one before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TypeVar

from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.reading.explanations import explains
from kpi_xl.smart.reading.facts import is_subject
from kpi_xl.smart.reading.movement import is_where_it_starts
from kpi_xl.smart.reading.objects import unknown_nouns
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.reading.totals import has_total
from kpi_xl.smart.reading.wishes import wishes
from kpi_xl.smart.times.due_words import due_in_english, due_in_japanese
from kpi_xl.smart.times.time_phrase import TimePhrase
from kpi_xl.smart.words.lexicon import Word, WordKind

Part = tuple[int, int]
"""Where a goal stands in the text."""


Placed = TypeVar("Placed", Quantity, Word, TimePhrase)


def clauses(goal: GoalStatement) -> list[tuple[str, str]]:
    """(as typed, as meant) of every goal that the sentence strings together; the one where it is single."""
    parts = _parts(goal)
    if len(parts) < FEWEST:
        return []
    own = [_own(goal.typed[start:end]) for start, end in parts]
    return list(zip(own, _completed(goal, parts), strict=True))


def _parts(goal: GoalStatement) -> list[Part]:
    """The stretches of text of the goals, from the first character to the last."""
    if len(goal.numbers) < FEWEST:
        return [] if goal.numbers else wishes(goal)
    targets = _targets(goal)
    if (len(targets) < FEWEST and goal.plain.count("。") < FEWEST) or has_total(goal.plain, targets):
        return []
    cuts = list(_cuts(goal))
    begins, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(goal.plain)]
    parts: list[Part] = []
    named: set[str] = set()
    for start, end in zip(begins, ends, strict=True):
        what = None if parts and explains(goal.plain, start, end) else _named(goal, targets, start, end)
        if what is not None and what not in named:
            named.add(what)
            parts.append((start if parts else 0, end))
        elif parts:
            parts[-1] = (parts[-1][0], end)
    return parts


def _targets(goal: GoalStatement) -> list[Quantity]:
    """The numbers to reach, from left to right."""
    is_japanese = goal.language == "ja"
    return [
        number for index, number in enumerate(goal.numbers) if not is_where_it_starts(goal.plain, goal.numbers, index, is_japanese)
    ]


def _cuts(goal: GoalStatement) -> Iterator[Part]:
    """Separators; one within a time or a number (3月15日, 1,000) or in brackets parts nothing."""
    spans = sorted([*((each.start, each.end) for each in goal.times), *((each.start, each.end) for each in goal.numbers)])
    at = depth = last = 0
    for cut in _SEPARATOR.finditer(goal.plain):
        start, end = cut.span()
        depth += goal.plain.count("(", last, start) - goal.plain.count(")", last, start)
        last = start
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if depth <= 0 and not (at < len(spans) and spans[at][0] <= start and end <= spans[at][1]):
            yield start, end


def _within(items: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Those of the *items*, which run from left to right, that begin in a stretch of the text."""
    first, last = (bisect_left(items, at, key=attrgetter("start")) for at in (start, end))
    return items[first:last]


def _named(goal: GoalStatement, targets: Sequence[Quantity], start: int, end: int) -> str | None:
    """What a clause with a number to reach counts; None where it has no such number, or says why or how."""
    numbers = _within(targets, start, end)
    if not numbers and _is_dated_sentence(goal, start, end):
        return next((word.text for word in _within(goal.words, start, end) if word.meaning.is_concrete), None)
    if not numbers or _is_reason(goal, start, end, numbers[-1]):
        return None
    return next((word.text for word in _within(goal.words, start, end) if is_subject(word)), None) or _unknown(goal, start, end)


def _unknown(goal: GoalStatement, start: int, end: int) -> str | None:
    """A noun that the vocabulary does not know; in English only where a verb begins the clause."""
    words = _within(goal.words, start, end)
    if goal.language == "en" and not (words and _is_verb(words[0]) and not goal.plain[start : words[0].start].strip()):
        return None
    inside = [word._replace(start=word.start - start, end=word.end - start) for word in words]
    nouns = unknown_nouns(goal.outside[start:end], inside, goal.language == "ja")
    named = [noun for noun in nouns if goal.language == "en" or goal.plain[start + noun.end() : start + noun.end() + 1] in tuple("をはがのも: ")]
    return named[0][0] if named else None


def _is_dated_sentence(goal: GoalStatement, start: int, end: int) -> bool:
    """12/25までに全社へ初回架電。 has no number, and still its own day."""
    if goal.plain[end : end + 1] != "。" and end < len(goal.plain.rstrip("。 ")):
        return False
    is_begun = start == 0 or goal.plain[start - 1] == "。"
    return is_begun and _has_deadline(_within(goal.times, start, end), (start, end))


def _is_reason(goal: GoalStatement, start: int, end: int, number: Quantity) -> bool:
    clause = goal.plain[start:end]
    is_when = clause.endswith("で") and any(phrase.end == end - 1 for phrase in _within(goal.times, start, end))  # 3Qで
    if _BREAKDOWN.match(clause) or (_MEANS.search(clause) and not is_when) or _EACH.search(clause) or _REASON_EN.match(clause.lstrip()):
        return True
    if goal.purpose is not None and goal.purpose in clause:
        return True
    return number.scale is Scale.RANK and start == 0


# --- what is said once for all ---------------------------------------------------------------------------------------


def _completed(goal: GoalStatement, parts: list[Part]) -> Iterator[str]:
    """Each goal with the deadline and the verb that stand only before the first or after the last."""
    lead, tail = _lead(goal, parts[0]), _tail(goal, parts[-1])
    due = _due_of_first(goal, parts)
    for number, (start, end) in enumerate(parts):
        words = _own(goal.typed[start:end])
        is_last = number == len(parts) - 1
        if number and (lead or due) and not _has_time(goal, start, end):
            words = f"{lead}{words}" if lead else f"{words} {due_in_english(due)}" if goal.language == "en" else f"{due_in_japanese(due)}、{words}"
        if not is_last:
            words = _with_tail(goal, words, (start, end), tail)
        elif goal.language == "en":
            words = _verb_of_first(goal, (start, end)) + words
        yield words


def _lead(goal: GoalStatement, first: Part) -> str:
    """来月末までに of 来月末までに商談50件、受注10件."""
    subject = min((word.start for word in goal.words if is_subject(word)), default=first[1])
    times = [phrase for phrase in goal.times if phrase.end <= subject and not goal.plain[: phrase.start].strip()]
    if not times or any(number.start < subject for number in goal.numbers):
        return ""
    after = _AFTER_LEAD.match(goal.plain, times[0].end)
    return goal.typed[: after.end() if after else times[0].end]


def _due_of_first(goal: GoalStatement, parts: list[Part]) -> str:
    """This quarter of "win $120k this quarter and keep margin at 40%": a sentence has one deadline, until it names another."""
    first = [phrase for phrase in goal.times if parts[0][0] <= phrase.start < parts[0][1]]
    others = [phrase for phrase in goal.times if phrase.start >= parts[0][1]]
    if len(first) != 1 or others or first[0].is_recurring or first[0].is_start or _PARTED.search(goal.plain):
        return ""
    return goal.typed[first[0].start : first[0].end]


def _tail(goal: GoalStatement, last: Part) -> str:
    """を来月末までに達成する of 商談50件、受注10件を来月末までに達成する."""
    numbers = [each.end for each in goal.numbers if last[0] <= each.start < last[1]]
    return _BOUND.sub("", goal.typed[numbers[-1] : last[1]].rstrip("。. ")) if numbers else ""


def _has_time(goal: GoalStatement, start: int, end: int) -> bool:
    return any(start <= phrase.start < end for phrase in goal.times)


def _with_tail(goal: GoalStatement, words: str, part: Part, tail: str) -> str:
    """A clause that breaks off at its number goes on as the last one does; one with a verb keeps it."""
    numbers = [each.end for each in goal.numbers if part[0] <= each.start < part[1]]
    if not numbers or goal.plain.startswith(_SENTENCE_ENDS, part[1]):
        return words
    rest = goal.plain[numbers[-1] : part[1]]
    breaks_off = _BREAKS_OFF.fullmatch(rest) is not None
    if goal.language == "en":
        return _with_english_tail(goal, words, part, tail)
    if breaks_off and not (_has_deadline(goal.times, part) and _mentions_time(goal, tail)):
        return words.rstrip("にへをでと、 ") + _joined(words, tail)
    shared = _shared_deadline(goal, part)
    return (f"{shared}{_ended(words)}" if shared else _ended(words)) if not breaks_off else words


def _joined(words: str, tail: str) -> str:
    """50件に + を達成する is 50件を達成する, 50件に + 増やす is 50件に増やす."""
    if not tail or tail[0] in "にへをでのとま、(":
        return tail
    particle = words[-1] if words[-1] in "にへをで" else ""
    return particle + tail


def _shared_deadline(goal: GoalStatement, part: Part) -> str:
    """A deadline in brackets or with its name (、期限は3月末) is meant for all."""
    if _has_deadline(goal.times, part):
        return ""
    last = goal.times[-1] if goal.times else None
    if last is None or last.is_recurring or not _SAID_ASIDE.search(goal.plain, max(0, last.start - 8), last.start):
        return ""
    return f"{goal.typed[last.start : last.end]}までに、"


def _with_english_tail(goal: GoalStatement, words: str, part: Part, tail: str) -> str:
    """The verb that stands first and the deadline that stands last are meant for all that have none."""
    words = _verb_of_first(goal, part) + words
    last = goal.times[-1] if goal.times else None
    if last is None or last.is_recurring or last.start < part[1] or _has_deadline(goal.times, part):
        return words
    return f"{words} {due_in_english(goal.typed[last.start : last.end])}"


def _verb_of_first(goal: GoalStatement, part: Part) -> str:
    """Increase, of win rate to 25% in "increase demos to 50 and win rate to 25%"."""
    first = goal.words[0] if goal.words else None
    if not part[0] or first is None or first.start or not _is_verb(first):
        return ""
    begins = goal.plain[part[0] : part[1]].lstrip()
    is_own = any(_is_verb(word) and begins.startswith(word.text) for word in goal.words if part[0] <= word.start < part[1])
    return "" if is_own else f"{goal.typed[first.start : first.end]} "


def _is_verb(word: Word) -> bool:
    return word.meaning.is_doing or word.meaning.kind is WordKind.VERB


def _has_deadline(times: Sequence[TimePhrase], part: Part) -> bool:
    return any(part[0] <= phrase.start < part[1] and not phrase.is_recurring for phrase in times)


def _mentions_time(goal: GoalStatement, tail: str) -> bool:
    return any(phrase.words in tail.lower() for phrase in goal.times)


def _own(words: str) -> str:
    return words.strip().strip("、,;；。").strip()


def _ended(words: str) -> str:
    """A verb that leads on (増やし) as it ends a sentence (増やす)."""
    if not words:
        return words
    last, before = words[-1], words[-2:-1]
    if last == "し":
        is_suru = not ("ぁ" <= before <= "ん") or before in "にをと" or not before
        return words[:-1] + ("す" if before in _SU_VERBS else "する" if is_suru else "す")
    if last in _STEMS:
        return words[:-1] + _STEMS[last]
    return words + "る" if last in _E_STEMS and ("一" <= before <= "龥") else words


FEWEST = 2
_SENTENCE_ENDS = ("。", ". ")
_PARTED = re.compile(r"。.|[;；]|\. ")
_SAID_ASIDE = re.compile(r"(?:\(|期限|期日|締め?切り?|〆切)(?:は|:|\s)*$")
_BOUND = re.compile(r"^(?:以上|以下|未満|超|程度|以内)")
_SEPARATOR = re.compile(
    r"[、。;；]\s?(?:また|および|及び|かつ|さらに|加えて)?、?|(?<!\d),\s?(?:and |plus )?|,(?!\d)\s?(?:and |plus )?"
    r"|\s[/／|&]\s|\s(?:and|plus)\s"
    r"|(?<=[\d件社回名人円%本台割点億万]) (?=[ァ-ヶ一-龥])"
    r"|(?<=[件社回名人円%本台割点億万])(?:と|および|及び|かつ|且つ|＆|&|/|・)(?=[一-龥ァ-ヶa-z][^、。\d]{0,14}\d)|\.\s(?=[a-z])"
)
_MEANS = re.compile(
    r"(?:ため(?:に|、)?|つつ|ながら|合わせ|併せ|加え|通じ|もとに|踏まえ|べく|ように|ことで|により|によって|て|(?<!ま)で|ので|から|が|けど|と)\s?$"
)
_EACH = re.compile(r"\b(?:each|apiece)\s*$|(?:それぞれ|ずつ)\s*$")
_BREAKDOWN = re.compile(r"\s*(?:1(?:日|人|社|件|か月|週)|月|週|日)(?:あたり|当たり|平均)|\s*(?:つまり|すなわち|(?:その)?うち|内訳|その内|内、)")
_REASON_EN = re.compile(
    r"(?:so |(?:this|that|it|we|which) (?!week|month|quarter|year)|by "
    r"|because|to |in order|which|since|given|with |from |using|through|thanks|based)"
)
_AFTER_LEAD = re.compile(r"(?:まで|迄)?(?:に|の|で|は|、|,|:|\s)*")
_BREAKS_OFF = re.compile(r"(?:以上|以下|未満|超|程度|まで)?[にへをでと]?\s*")
_STEMS = {"り": "る", "い": "う", "き": "く", "ち": "つ", "み": "む", "び": "ぶ", "ぎ": "ぐ"}
_E_STEMS = "えけげせぜてでねべめれ"
_SU_VERBS = "出話示返押貸渡直残回起"
"""Kanji before し of verbs in す; after any other kanji it is する."""
