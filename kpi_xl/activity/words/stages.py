"""Stages: what the stage of a deal says, by one table of words for the exports of all products.

A stage that merely holds the word for won is no win (未受注, 受注見込, "Not won"): words for lost and for not yet go first, and
beside a word for won nothing may stand that changes it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from kpi_xl.definitions.kinds import folded, visible
from kpi_xl.definitions.toml_reader import parse_toml

WON, LOST, PIPELINE = "won", "lost", "pipeline"
DEAL_KINDS = (WON, LOST, PIPELINE)

_ARROWS = re.compile(r"->|=>|[→⇒➡➔»]|(?<=\S)\s*>\s*(?=\S)")
_BRACKETS = re.compile(r"[(\[{〔【<「『]([^()\[\]{}〔〕【】<>「」『』]*)[)\]}〕】>」』]")
_NUMBERED = re.compile(r"^(?:[a-z]?\d{1,3}|[a-z])\s*[.:_)、\-]\s*|^\d{1,2}\s+|^\d{1,2}(?=[^\d\s%.a-z])")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")
_RANK = re.compile(r"[sa-e](?:ヨミ|よみ|読み|ランク|判定|[+\-])?")
_ID = re.compile(r"\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SIGNS = re.compile(r"[\W\d_]+")
_BEHIND = re.compile(r"^(?:から|への|の|を|に|は)")
_LATIN = re.compile(r"[a-z_]+")
SHORTEST_ID = 3


def stage_kind(text: str) -> str | None:
    """The kind of a deal in this stage: won, lost or pipeline; None where the stage does not say.

    >>> [stage_kind(stage) for stage in ("受注", "90% 受注間近", "受注キャンセル", "失注復活→受注", "Closed - Won", "Not won", "クローズ")]
    ['won', 'pipeline', 'lost', 'won', 'won', 'lost', None]
    """
    said = _ARROWS.split(unicodedata.normalize("NFKC", visible(text)).casefold().strip())[-1].strip()
    if is_stage_id(said):
        return None
    outside, inside = _BRACKETS.sub(" ", said), " ".join(_telling(_BRACKETS.findall(said)))
    kind, beside = _read(outside), _read(inside) if inside else None
    if kind is None:
        return _read(f"{outside} {inside}") if inside else None
    return beside if kind == WON and beside in (LOST, PIPELINE) and _doubts(inside) else kind


def deal_kind(stage: str, outcome: str) -> str | None:
    """The kind of a deal by its stage and by what a column beside it says of how it ended; None where they do not say, or disagree.

    >>> deal_kind("提案", "受注"), deal_kind("受注", "キャンセル"), deal_kind("契約", "進行中"), deal_kind("受注", "対応中")
    ('won', 'lost', None, 'won')
    """
    ended, reached = stage_kind(outcome) if outcome else None, stage_kind(stage) if stage else None
    if ended == LOST or (ended == WON and reached != LOST):
        return ended
    if ended == WON:
        return None  # lost by the stage, won by the outcome
    if folded(outcome) in _words().still_open:
        return PIPELINE if reached in (PIPELINE, None) else None
    return reached


def is_stage_id(text: str) -> bool:
    """Whether a stage is a number, as systems keep it, which tells nobody anything.

    >>> is_stage_id("1024183551"), is_stage_id("5"), is_stage_id("5 受注")
    (True, False, False)
    """
    said = folded(text)
    return len(said) >= SHORTEST_ID and _ID.fullmatch(said) is not None


def _telling(insides: list[str]) -> list[str]:
    """What stands in brackets, but for the names of pipelines and for bygones."""
    words = _words()
    return [inside for inside in insides if not any(word in inside for word in (*words.pipelines, *words.past))]


def _doubts(inside: str) -> bool:
    words = _words()
    japanese = _without(_compact(inside), words.afterwards)
    return _is_lost(inside) or any(word in japanese for word in words.tentative) or bool(_tokens(inside) & words.tentative_english)


def _read(said: str) -> str | None:
    """The kind by words alone, brackets and arrows away."""
    said = _NUMBERED.sub("", said.strip())
    percent = _PERCENT.search(said)
    if (percent and percent[0] == said.strip()) or _RANK.fullmatch(_compact(said)):
        return _by_rank(said, percent)
    if _is_lost(said):
        return LOST
    if any(word in _compact(said) for word in _words().not_yet):
        return PIPELINE
    won = _by_won(said, float(percent[1]) if percent else None)
    return (won or None) if won is not None else PIPELINE if _is_open(said) else None


def _by_rank(said: str, percent: re.Match[str] | None) -> str | None:
    """A rank (A, B, Aヨミ) or a probability alone: open, unless it is the first or the last there is."""
    if percent:
        return PIPELINE if 0 < float(percent[1]) < 100 else None
    return PIPELINE if _RANK.fullmatch(_compact(said)) else None


def _is_lost(said: str) -> bool:
    words, compact, tokens = _words(), _compact(said), _tokens(said)
    plain_tokens = " ".join(_LATIN.findall(said))
    if any(phrase in plain_tokens for phrase in words.lost_phrases):
        return True
    if tokens & words.lost_english:
        return not (_is_negated(said, words.lost_english) or tokens & words.tentative_english)
    if tokens & words.won_english and _is_negated(said, words.won_english):
        return "yet" not in tokens
    return any(not _BEHIND.sub("", behind).startswith(words.not_lost) for word in words.lost for behind in compact.split(word)[1:])


def _is_negated(said: str, meant: frozenset[str]) -> bool:
    """Whether a word is negated: "Not won"; "Lost - no budget" is lost."""
    words = _LATIN.findall(said.replace("'", "").replace("’", ""))
    first = next(index for index, word in enumerate(words) if word in meant)
    return any(word in _words().negations for word in words[:first])


def _by_won(said: str, percent: float | None) -> str | None:
    """What a stage with a word for won says: won, pipeline, "" where the rest cannot be told; None: not decided by that word."""
    words, tokens = _words(), _tokens(said)
    compact = _without(_compact(said), words.afterwards)
    core = next((word for word in words.won if word in compact), None)
    if core is None and not tokens & words.won_english:
        return None
    if percent is not None and percent < 100:
        return PIPELINE
    if tokens & words.tentative_english:
        return PIPELINE
    if tokens & words.negations:
        return ""
    rest = _without(_LATIN.sub("", compact), words.won)
    if any(word in rest for word in words.tentative):
        return PIPELINE
    if "won" in tokens:
        doubts = (tokens & words.open_english) - words.english_beside
        return WON if not doubts and not _SIGNS.sub("", _without(rest, words.beside)) else ""
    rest_tokens = tokens - words.won_english - words.english_beside
    return None if _SIGNS.sub("", _without(rest, words.beside)) or rest_tokens else WON


def _is_open(said: str) -> bool:
    words, compact = _words(), _compact(said)
    return any(word in compact for word in words.open) or bool(_tokens(said) & words.open_english)


def _compact(said: str) -> str:
    return "".join(said.split())


def _tokens(said: str) -> frozenset[str]:
    return frozenset(_LATIN.findall(said.replace("'", "").replace("’", "")))


def _without(text: str, words: tuple[str, ...]) -> str:
    """The text less each of the words, long ones first."""
    for word in words:
        text = text.replace(word, " ")
    return text


@dataclass(frozen=True)
class _Words:
    """The table, long words first."""

    won: tuple[str, ...]
    beside: tuple[str, ...]
    afterwards: tuple[str, ...]
    tentative: tuple[str, ...]
    lost: tuple[str, ...]
    lost_phrases: tuple[str, ...]
    not_lost: tuple[str, ...]
    past: tuple[str, ...]
    pipelines: tuple[str, ...]
    not_yet: tuple[str, ...]
    open: tuple[str, ...]
    still_open: frozenset[str]
    won_english: frozenset[str]
    english_beside: frozenset[str]
    tentative_english: frozenset[str]
    lost_english: frozenset[str]
    negations: frozenset[str]
    open_english: frozenset[str]


@functools.cache
def _words() -> _Words:
    table: dict[str, Any] = parse_toml(files("kpi_xl.activity.words").joinpath("stages.toml"), "stages.toml")

    def long_first(part: str, key: str) -> tuple[str, ...]:
        words = {folded(word) if part != "lost" or key != "phrases" else word for word in table[part][key]}
        return tuple(sorted(words, key=lambda word: (-len(word), word)))

    afterwards = tuple(
        f"{work}{state}" for state in ("待ち", "待", "予定", "準備", "前", "中", "済み", "済", "完了") for work in table["won"]["afterwards"]
        if folded(f"{work}{state}") not in {folded(word) for word in table["won"]["words"]}
    )  # fmt: skip
    return _Words(
        long_first("won", "words"), long_first("won", "beside"), afterwards, long_first("tentative", "words"), long_first("lost", "words"),
        long_first("lost", "phrases"), long_first("lost", "not_lost"), long_first("past", "words"), long_first("pipelines", "words"),
        long_first("not_yet", "words"), long_first("open", "words"),
        frozenset(map(folded, table["still_open"]["words"])), frozenset(table["won"]["english"]),
        frozenset(table["won"]["english_beside"]), frozenset(table["tentative"]["english"]), frozenset(table["lost"]["english"]),
        frozenset(table["negations"]["english"]), frozenset(table["open"]["english"]),
    )  # fmt: skip
