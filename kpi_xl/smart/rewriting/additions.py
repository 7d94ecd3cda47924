"""Additions: pieces put into a goal's own text, which stays as it was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from kpi_xl.smart.reading.statement import GoalStatement


class Addition(NamedTuple):
    """A piece of text, and where in the goal's `plain` text it goes."""

    at: int
    words: str


class Missing(NamedTuple):
    """What a goal lacks, as it is put into the sentence: a value that the workbook knows or a blank; "" where nothing lacks."""

    what: str
    target: str
    baseline: str
    deadline: str
    purpose: str

    def without(self, *names: str) -> Missing:
        return self._replace(**dict.fromkeys(names, ""))


def with_additions(goal: GoalStatement, additions: Iterable[Addition]) -> str:
    """The goal's text with the *additions*; those at one place follow one another as given."""
    text, last, pieces = base_text(goal), 0, []
    for addition in sorted(additions, key=lambda each: each.at):
        pieces += [text[last : addition.at], addition.words]
        last = addition.at
    return "".join([*pieces, text[last:]])


def base_text(goal: GoalStatement) -> str:
    """The goal as typed, in its own width of letters where every one of them stands for one that was read."""
    given = goal.text.strip()
    is_same_length = len(given) == len(goal.plain) and all(len(unicodedata.normalize("NFKC", char)) == 1 for char in given)
    return given if is_same_length and given.isprintable() and "  " not in given else goal.typed
