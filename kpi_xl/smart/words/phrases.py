"""Phrases: patterns made of the words in the vocabulary."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """One file of the vocabulary."""
    return tomllib.loads(files("kpi_xl.smart.words").joinpath("vocabulary", f"{name}.toml").read_text(encoding="utf-8"))


def any_of(section: str, key: str) -> str:
    """A pattern for one of the phrases of ``phrases.toml``, in their order there."""
    return "(?:" + "|".join(vocabulary("phrases")[section][key]) + ")"


class Endings:
    """Plain words that may end right before a place in a text, found by their last character."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_last: dict[str, tuple[str, ...]] = {}
        for word in words:
            self._by_last[word[-1]] = (*self._by_last.get(word[-1], ()), word)

    def stand_before(self, text: str, at: int) -> bool:
        """True where one of the words ends at *at*; the version of conversion is no word."""
        words = self._by_last.get(text[at - 1 : at])
        if words is None or not text.endswith(words, 0, at):
            return False
        return any(text.endswith(word, 0, at) and not _goes_on(text, at - len(word)) for word in words)


def _goes_on(text: str, start: int) -> bool:
    """True where the word that begins at *start* is the rest of a longer English one."""
    return start > 0 and "a" <= text[start] <= "z" and "a" <= text[start - 1] <= "z"


def one_of(words: Iterable[str]) -> str:
    """A pattern for one of some plain words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
