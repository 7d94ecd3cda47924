"""Forms of English words that the vocabulary leaves out because they follow from the word: plurals, third persons, -ed, -ing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def nouns(words: Iterable[str]) -> Iterator[str]:
    """English nouns with what a plural cannot be read off, hyphens written as spaces too."""
    for word in words:
        yield word
        if word.endswith("y") and word[-2:-1] not in ("a", "e", "o", "u"):
            yield f"{word[:-1]}ies"
        if "-" in word:
            yield word.replace("-", " ")


def verb_forms(words: Iterable[str]) -> Iterator[str]:
    """English verbs in their forms; of a phrase the first word is inflected."""
    for phrase in words:
        yield phrase
        verb, space, rest = phrase.partition(" ")
        stem = verb[:-1] if verb.endswith("e") else verb
        doubled = stem + stem[-1] if _doubles(verb) else stem
        for form in (f"{verb}s", f"{doubled}ed", f"{doubled}ing"):
            yield form + space + rest


def _doubles(verb: str) -> bool:
    """cut, cutting: one short vowel before one last consonant."""
    return len(verb) in (3, 4) and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
