"""The lexicon: which words of a goal are known, and what they do in it. The words themselves are data (vocabulary/)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, cached_property
from typing import NamedTuple

from kpi_xl.definitions import ROLE_IDS, Direction, Kpi, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.smart.words.english_forms import nouns, verb_forms
from kpi_xl.smart.words.phrases import vocabulary
from kpi_xl.smart.words.text import plain


class WordKind(Enum):
    """What a word contributes."""

    INDICATOR = "indicator"  #: says what is measured by itself (成約率)
    ACTIVITY = "activity"  #: an activity or result that is counted (商談)
    OBJECT = "object"  #: a concrete thing or customer segment (マニュアル)
    SALES = "sales"  #: sales or results: specific with a number only
    GENERAL = "general"  #: people, organisation: specific with a number only
    THING = "thing"  #: product, rep: specific as what is made or hired
    SOFT = "soft"  #: skill, mood, relation: never specific
    MAKE = "make"  #: a verb whose object comes into being or is done (作成, launch)
    RAISE = "raise"
    LOWER = "lower"
    KEEP = "keep"
    VERB = "verb"  #: a verb that does not say what is done
    VAGUE = "vague"  #: nothing but vague
    GRAMMAR = "grammar"


@dataclass(frozen=True)
class Subject:
    """One thing that goals are about."""

    kind: WordKind
    ja: tuple[str, ...]
    en: tuple[str, ...]
    kpis: tuple[str, ...]  #: ids of the KPIs of a role that it is
    is_lower_better: bool = False
    drives: tuple[str, ...] = ()  #: ids of the KPIs that it moves
    unit: str = ""  #: of a number that is written without one: rate, yen, days


@dataclass(frozen=True)
class VagueFamily:
    """Vague words of one kind, and what to write instead."""

    id: str
    label: Text
    remedy: Text


@dataclass(frozen=True)
class Meaning:
    """What the lexicon knows of a word."""

    kind: WordKind
    subject: Subject | None = None
    family: VagueFamily | None = None

    @cached_property
    def is_concrete(self) -> bool:
        """True of what is finer than sales, results, customers and skills."""
        return self.kind in (WordKind.OBJECT, WordKind.ACTIVITY, WordKind.INDICATOR)

    @cached_property
    def is_content(self) -> bool:
        """True of what is more than a quality (skill, mood), an effort or a direction."""
        return self.is_concrete or self.kind in (WordKind.SALES, WordKind.GENERAL, WordKind.THING, WordKind.MAKE)

    @cached_property
    def is_doing(self) -> bool:
        """True of an act or a change."""
        return self.kind in (WordKind.MAKE, WordKind.RAISE, WordKind.LOWER, WordKind.KEEP)


class Word(NamedTuple):
    """A known word where it stands in a text."""

    start: int
    end: int
    text: str
    meaning: Meaning


class Lexicon:
    """Finds known words, the longest first; a pass costs a few look-ups for each place where a word can begin."""

    def __init__(self) -> None:
        self._meanings: dict[str, Meaning] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}  #: how words begin -> their lengths, longest first

    @cached_property
    def _places(self) -> re.Pattern[str]:
        """Where a word can begin: English and katakana words, not their middle; what any other word begins with."""
        others = {word[0] for word in self._meanings if not "a" <= word[0] <= "z"}
        return re.compile(rf"([a-z]+)(?:['-][a-z]+)*|[ァ-ヶー]+|[{re.escape(''.join(sorted(others)))}]")

    def add(self, words: Iterable[str], meaning: Meaning) -> None:
        """Add words; a word that is known keeps its kind, and becomes vague where *meaning* has a family."""
        for word in words:
            known = self._meanings.get(word)
            if known is None:
                self._meanings[word] = meaning
                for beginning in _beginnings(word):
                    lengths = {len(word), *self._lengths.get(beginning, ())}
                    self._lengths[beginning] = tuple(sorted(lengths, reverse=True))
            elif known.family is None and meaning.family is not None:
                self._meanings[word] = replace(known, family=meaning.family)

    def has(self, word: str) -> bool:
        return word in self._meanings

    def is_plural(self, form: str) -> bool:
        """True of visits and calls: things that are counted, before they are what somebody does."""
        known = self._meanings.get(form[:-1]) if form.endswith("s") else None
        return known is not None and known.subject is not None

    def words_in(self, text: str) -> list[Word]:
        """The known words of a `plain` text, from left to right, none inside another."""
        found: list[Word] = []
        last_end, begins = 0, self._lengths
        for place in self._places.finditer(text):
            at, stop = place.span()
            letters = place[1]
            if letters is not None:
                if at < last_end:
                    continue
                word = self._longest(text, at, letters) if letters in begins else self._mistyped(text, at, letters)
                if word is not None:
                    found.append(word)
                    last_end = word.end
                continue
            if at < last_end:
                at = last_end  # in the middle of katakana where one word has ended
            while at < stop and (word := self._word_at(text, at)):
                found.append(word)
                at = last_end = word.end
        return found

    def _word_at(self, text: str, at: int) -> Word | None:
        """A word that is not English: its first two characters tell most of them apart."""
        two = text[at : at + 2]
        if two in self._lengths and (word := self._longest(text, at, two)):
            return word
        return self._longest(text, at, text[at]) if text[at] in self._lengths else None

    def _longest(self, text: str, at: int, beginning: str) -> Word | None:
        """The longest word that stands at *at* and begins so."""
        for length in self._lengths[beginning]:
            end = at + length
            meaning = self._meanings.get(text[at:end])
            if meaning is not None and end <= len(text) and (end := self._end(text, at, end)):
                return Word(at, end, text[at:end], meaning)
        return None

    def _mistyped(self, text: str, at: int, letters: str) -> Word | None:
        """discouting is discounting: one letter too many, too few or another, in a long word for what is measured."""
        if len(letters) < SHORTEST_MISTYPED or (at and text[at - 1] == "-"):
            return None
        meant = next((self._one_letter_off[form] for form in _forms(letters) if form in self._one_letter_off), None)
        if meant is None or meant[0] != letters[0]:
            return None
        return Word(at, at + len(letters), letters, self._meanings[meant])

    @cached_property
    def _one_letter_off(self) -> dict[str, str]:
        """Forms with a letter less -> the word."""
        long = [word for word, meaning in self._meanings.items() if meaning.subject and word.isascii() and word.isalpha()]
        return {form: word for word in long if len(word) >= SHORTEST_MISTYPED for form in _forms(word)}

    def _end(self, text: str, start: int, end: int) -> int:
        """Where a word that fits up to *end* really ends; 0 where it is a part of another."""
        last, after = text[end - 1], text[end : end + 1]
        if last <= "z":
            return _english_end(text, end) if last >= "a" else end
        if end - start == 1 and _is_kanji(last):
            return 0 if (start and _is_kanji(text[start - 1])) or (after and _is_kanji(after)) else end
        if after and _is_katakana(after) and _is_katakana(last) and text[end : end + 2] not in self._lengths:
            return 0
        return end


def _english_end(text: str, end: int) -> int:
    """The end of an English word with its plural; 0 where letters go on."""
    if text.startswith("s", end):
        end += 1
    elif text.startswith("es", end) and text[end - 1] in "sxh":
        end += 2
    after = text[end : end + 2]
    return 0 if after and ("a" <= after[0] <= "z" or (after[0] == "-" and "a" <= after[1:] <= "z")) else end


def _beginnings(word: str) -> tuple[str, ...]:
    """What a word is looked up by: its first letters and, where they are all of it, their plural; else two characters."""
    match = _LETTERS.match(word)
    if match is None:
        return (word[:2],)
    letters = match[0]
    return (letters, f"{letters}s", f"{letters}es") if letters == word else (letters,)


def _is_kanji(char: str) -> bool:
    return "一" <= char <= "龥" or char == "々"


def _is_katakana(char: str) -> bool:
    return "ァ" <= char <= "ヶ" or char == "ー"


def _forms(word: str) -> list[str]:
    """The word, and the word with a letter less."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))]


SHORTEST_MISTYPED = 7
"""Letters of a word that may hold a slip: shorter ones are too often other words."""
_LETTERS = re.compile("[a-z]+")


# --- vocabulary ------------------------------------------------------------------------------------------------------


@cache
def lexicon(own: tuple[Subject, ...] = ()) -> Lexicon:
    """The words of a company's *own*, then those of the vocabulary. What stands earlier wins where a word stands twice."""
    made = Lexicon()
    for subject in (*own, *subjects()):
        made.add((*subject.ja, *nouns(subject.en)), Meaning(subject.kind, subject))
    objects, general, verbs = vocabulary("objects"), vocabulary("general"), vocabulary("verbs")
    made.add((*objects["ja"], *nouns(objects["en"])), Meaning(WordKind.OBJECT))
    for kind in (WordKind.SOFT, WordKind.THING, WordKind.GENERAL):
        words = general[kind.value]
        made.add((*words["ja"], *nouns(words["en"])), Meaning(kind))
    for name, kind in _VERBS.items():
        forms = [form for form in verb_forms(verbs[name]["en"]) if not made.is_plural(form)]
        made.add((*verbs[name]["ja"], *forms), Meaning(kind))
    made.add(general["grammar"]["en"], Meaning(WordKind.GRAMMAR))
    for family, words in vague_families():
        made.add([word for word in words if not made.is_plural(word)], Meaning(WordKind.VAGUE, family=family))
    return made


@cache
def subjects() -> tuple[Subject, ...]:
    """What goals are about, as the vocabulary lists it."""
    return tuple(
        Subject(
            WordKind(row["kind"]), tuple(row["ja"]), tuple(row["en"]), tuple(row["kpis"]), row.get("lower", False),
            tuple(row.get("drives", ())), row.get("unit", ""),
        )
        for row in vocabulary("subjects")["subject"]
    )  # fmt: skip


@cache
def revenue() -> Subject:
    """What a seller brings in."""
    return next(subject for subject in subjects() if "revenue" in subject.kpis)


def own_subjects(role: RoleTemplate | None) -> tuple[Subject, ...]:
    """What a role's definition calls its KPIs beyond the vocabulary: their `words`, and the labels of a company's own role."""
    if role is None:
        return ()
    known, is_shipped = lexicon(), role.id in ROLE_IDS
    labels = {} if is_shipped else {kpi: [plain(label) for label in kpi.label.both()] for kpi in role.kpis}
    named = ((kpi, [*map(plain, kpi.words), *(label for label in labels.get(kpi, ()) if not known.has(label))]) for kpi in role.kpis)
    return tuple(_own_subject(kpi, tuple(words)) for kpi, words in named if words)


def _own_subject(kpi: Kpi, words: tuple[str, ...]) -> Subject:
    english = tuple(word for word in words if word.isascii())
    others = tuple(word for word in words if not word.isascii())
    unit = kpi.unit.key if kpi.unit.key in ("rate", "yen", "days") else ""
    return Subject(WordKind.INDICATOR, others, english, (kpi.id,), kpi.direction is Direction.LOWER, unit=unit)


def vague_families() -> Iterator[tuple[VagueFamily, list[str]]]:
    """Each family with its words in both languages."""
    for row in vocabulary("vague")["family"]:
        yield VagueFamily(row["id"], Text(**row["label"]), Text(**row["remedy"])), [*row["ja"], *verb_forms(row["en"])]


_VERBS = {
    "make": WordKind.MAKE, "raise": WordKind.RAISE, "lower": WordKind.LOWER, "keep": WordKind.KEEP, "general": WordKind.VERB,
}  # fmt: skip
