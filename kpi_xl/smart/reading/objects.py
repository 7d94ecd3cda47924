"""Objects: the concrete things that a goal names, known by the lexicon or by their place, and what is done for customers and deals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_xl.smart.numbers.quantity import Quantity
from kpi_xl.smart.words.lexicon import Word, WordKind
from kpi_xl.smart.words.phrases import any_of, vocabulary
from kpi_xl.smart.words.text import blanked


def concrete_objects(text: str, words: Sequence[Word], japanese: bool) -> tuple[str, ...]:
    """Concrete things by name; a noun that the lexicon does not know counts where its verb, form or place makes it concrete."""
    named = [word.text for word in words if word.meaning.is_concrete]
    if named:
        return tuple(named)
    unknown = unknown_nouns(text, words, japanese)
    if any(word.meaning.kind is WordKind.MAKE for word in words):
        return (*(word.text for word in words if word.meaning.kind is WordKind.THING), *(noun[0] for noun in unknown))
    if japanese:
        return tuple(noun[0] for noun in unknown if _LONG_NOUN.fullmatch(noun[0]))
    heads = {word.start for word in words if word.meaning.kind in (WordKind.GENERAL, WordKind.SALES)}
    return tuple(  # the Asian of Asian market, not the delighting of delighting customers
        noun[0] for noun in unknown if noun.end() + 1 in heads and not noun[0].endswith(("ing", "ed"))
    )


def unknown_nouns(text: str, words: Sequence[Word], japanese: bool) -> list[re.Match[str]]:
    """Nouns of a text that the lexicon does not know, without qualities (…力, …性, …ness)."""
    rest = blanked(text, [(word.start, word.end) for word in words])
    pattern = _JAPANESE_NOUN if japanese else _ENGLISH_NOUN
    return [noun for noun in pattern.finditer(rest) if noun[0][-1] not in _QUALITIES and not noun[0].endswith(_QUALITIES_EN)]


def has_content(text: str, words: Sequence[Word], japanese: bool) -> bool:
    """True where anything but qualities (skill, mood, relation) is named."""
    return any(word.meaning.is_content for word in words) or bool(unknown_nouns(text, words, japanese))


def is_effort_only(text: str, words: Sequence[Word], japanese: bool) -> bool:
    """力を入れる, 頑張る, focus on: a promise of effort, and no act or change. A Japanese sentence promises what comes last."""
    efforts = [word.start for word in words if word.meaning.family is not None and word.meaning.family.id == "effort"]
    if not efforts or (japanese and _SO_THAT.search(text, 0, efforts[-1])):
        return False
    doings = [word.start for word in words if word.meaning.is_doing]
    return not doings or (japanese and doings[-1] < efforts[-1])


def is_skill_only(text: str) -> bool:
    """Get better at closing, 交渉がうまくなる."""
    return _SKILL.search(text) is not None


def is_of_quality(text: str) -> bool:
    """提案の質, demo quality, quality of our pitches, the experience of new customers."""
    return _OF_QUALITY.search(text) is not None


def is_private(text: str, japanese: bool) -> bool:
    """机の整理, lose 8 kg: a matter of one's own, and a concrete one."""
    return _PRIVATE[japanese].search(text) is not None


def is_project(text: str) -> bool:
    """Launch the new product line: what counts as launched nobody sees."""
    return _PROJECT.search(text) is not None


def deed_of(text: str, target: Quantity | None, words: Sequence[Word], japanese: bool) -> str | None:
    """What is done for customers and deals, where no KPI's word is said (3社と契約を結ぶ): for so many of them, or without a number an act."""
    if (target is None and any(word.meaning.family is not None for word in words)) or _OF_OUR_OWN.search(text):
        return None
    patterns = _ACTS if target is None else _DEEDS
    said = next((found for each in (patterns if japanese else patterns[1:]) if (found := each.search(text))), None)
    if said is not None:
        return said[0]
    return target.words if target is not None and target.unit in _PARTIES else None


_PROJECT = re.compile(rf"{any_of('projects', 'ja')}|\b{any_of('projects', 'en')}\b")
_PRIVATE = {True: re.compile(any_of("private", "ja")), False: re.compile(rf"(?<![a-z]){any_of('private', 'en')}\b")}
_OF_QUALITY = re.compile(r"の(?:質|品質|クオリティ|中身)[をがに]|\bquality\b|\bexperience (?:for|of)\b")
_SKILL = re.compile(rf"{any_of('skill', 'ja')}|\b{any_of('skill', 'en')}\b")
_JAPANESE_NOUN = re.compile(r"[一-龥々]{2,}|[ァ-ヴー]{3,}|[a-z][a-z0-9&.+/-]*[a-z0-9]")
_ENGLISH_NOUN = re.compile(r"[a-z][a-z0-9&'/-]{2,}")
_LONG_NOUN = re.compile(r"[一-龥々]{3,}|[ァ-ヴー]{4,}|[a-z].*")
_QUALITIES = frozenset("一力性感化的心風系様達観")
_QUALITIES_EN = ("ness", "ity", "ship", "ful", "ous", "ive", "able", "ible", "ly", "iest", "hest", "gest", "dest", "best", "rest", "test")
_SO_THAT = re.compile(r"よう(?:に)?\s?$")
_DEEDS = re.compile(any_of("deeds", "ja")), re.compile(rf"\b{any_of('deeds', 'en')}\b")
_ACTS = re.compile(any_of("deeds", "acts_ja")), re.compile(rf"\b{any_of('deeds', 'acts_en')}\b")
_OF_OUR_OWN = re.compile(rf"{any_of('deeds', 'own_ja')}|\b{any_of('deeds', 'own_en')}\b")
_PARTIES = frozenset(vocabulary("phrases")["deeds"]["counters"])
