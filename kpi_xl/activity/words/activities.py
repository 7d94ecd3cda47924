"""Activities: what a word says that is no kind by itself, by one table: 留守電, 初回訪問, "Meeting - no show"."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from kpi_xl.definitions.kinds import folded
from kpi_xl.definitions.toml_reader import parse_toml

_WITHIN = {frozenset({"joint_visit", "visit"}): "joint_visit", frozenset({"joint_visit", "meeting"}): "joint_visit"}
"""Which of two kinds a word means that holds parts of both: 同行訪問."""


def activity_kinds(text: str) -> tuple[str, ...] | None:
    """The kinds of an activity in this word; none where it was not done, or is no activity; None where the word does not say.

    >>> [activity_kinds(word) for word in ("留守電", "オンライン商談", "同行訪問", "Meeting - no show", "メール", "電話商談", "朝礼")]
    [('call',), ('meeting',), ('joint_visit',), (), (), None, None]
    """
    said, words = folded(text), _words()
    if said in words.whole:
        return (words.whole[said],)
    if any(part in said for part in words.doubt):
        return None
    if any(part in said for part in words.nothing):
        return ()
    kinds = frozenset(kind for part, kind in words.parts if part in said)
    kind = next(iter(kinds)) if len(kinds) == 1 else _WITHIN.get(kinds)
    return None if kind is None else (kind,)


def is_undone(status: str) -> bool:
    """Whether a status says that the activity did not take place, whatever stands around the word.

    >>> [is_undone(text) for text in ("キャンセル（先方都合）", "キャンセル済", "実施予定", "Not held", "予定通り実施", "実施済（延期分）", "")]
    [True, True, True, True, False, False, False]
    """
    said, words = folded(status), _words()
    if any(word in said for word in words.not_done):
        return True
    return not any(word in said for word in words.done) and any(word in said for word in words.undone)


@dataclass(frozen=True)
class _Words:
    """The table, folded."""

    whole: dict[str, str]
    nothing: tuple[str, ...]
    doubt: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    undone: tuple[str, ...]
    not_done: tuple[str, ...]
    done: tuple[str, ...]


@functools.cache
def _words() -> _Words:
    table: dict[str, Any] = parse_toml(files("kpi_xl.activity.words").joinpath("activities.toml"), "activities.toml")
    undone = tuple(map(folded, table["status"]["undone"]))
    return _Words(
        {folded(word): kind for kind, words in table["whole"].items() for word in words},
        tuple(folded(word) for word in (*table["undone"], *table["other"])),
        tuple(folded(word) for word in table["doubt"]),
        tuple((folded(word), kind) for kind, words in table["parts"].items() for word in words),
        undone,
        (*map(folded, table["status"]["not_done"]), *(f"{word}{end}" for word in undone for end in ("済", "完了"))),
        tuple(map(folded, table["status"]["done"])),
    )
