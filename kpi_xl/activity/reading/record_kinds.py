"""Kinds: what the texts that decide a record's kind say, each read once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from kpi_xl.activity.columns.mapping import OUTCOME
from kpi_xl.activity.columns.rules import IS_FALSE, IS_TRUE, Condition, kinds_by_rule
from kpi_xl.activity.notes import About, Note, file_note
from kpi_xl.activity.reading.meanings import Meaning, write_meaning
from kpi_xl.activity.reading.texts import KIND, SPLIT, Texts, rule_columns_of
from kpi_xl.activity.words.activities import activity_kinds
from kpi_xl.activity.words.plain import plain
from kpi_xl.activity.words.stages import deal_kind
from kpi_xl.definitions import kind_of
from kpi_xl.definitions.kinds import folded
from kpi_xl.language import Text

if TYPE_CHECKING:
    import duckdb

IGNORED = 0
"""The set of kinds of rows that are no activity."""
CHOICES = frozenset({"type", "way", KIND})
"""Columns that rules look at in which several kinds may be chosen."""
_CHOICE = re.compile(r"\s*[\n;；、]\s*")


class KindSets:
    """The sets of kinds that records have, numbered from 1."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {(): IGNORED}

    def number(self, kinds: tuple[str, ...] | None) -> int | None:
        """The number of a set; None for records whose kind is not known."""
        return None if kinds is None else self._numbers.setdefault(kinds, len(self._numbers))

    def write(self, connection: duckdb.DuckDBPyConnection) -> None:
        """The table ``kind_sets`` (number, kind)."""
        rows = [(number, kind) for kinds, number in self._numbers.items() for kind in kinds]
        connection.execute(
            "CREATE TABLE kind_sets AS SELECT unnest(CAST($numbers AS UINTEGER[])) AS number,"
            " unnest(CAST($kinds AS VARCHAR[])) AS kind",
            {"numbers": [number for number, _ in rows], "kinds": [kind for _, kind in rows]},
        )


def read_kinds(connection: duckdb.DuckDBPyConnection, texts: Texts, sets: KindSets) -> Meaning | None:
    if KIND not in texts.columns:
        return None
    read = kinds_reader(texts)
    meanings = {text: sets.number(read(text)) for text, _, _ in texts.distinct(connection, KIND)}
    return write_meaning(connection, texts, KIND, "UINTEGER", meanings, aside=IGNORED)


def ignored_note(connection: duckdb.DuckDBPyConnection, texts: Texts) -> Note | None:
    """What the rows are that a preset or a mapping leaves out as no activity: 着信, メール and so on, most rows first."""
    if KIND not in texts.columns:
        return None
    read, rows_of = kinds_reader(texts), Counter[str]()
    for text, rows, _ in texts.distinct(connection, KIND):
        if read(text) == ():
            rows_of[_said(texts, text)] += rows
    if not rows_of:
        return None
    return file_note(About.IGNORED, _IGNORED, texts.source.shown, rows_of.total(), listed=rows_of)


def _said(texts: Texts, text: str) -> str:
    """The cells by which a row is left out: those that the first rule looks at that fits, in short."""
    mapping, names = texts.layout.mapping, list(rule_columns_of(texts.layout))
    if not mapping.decides_kinds:
        return plain(text)
    cells = dict(zip(names, map(plain, text.split(SPLIT)), strict=False))
    rule = next((rule for rule in mapping.rules if rule.fits(cells, mapping.seconds)), None)
    if rule is None:
        return cells.get(mapping.stage, "") or "—"
    return " / ".join(said for condition in rule.conditions if (said := _fitting(texts, condition, cells.get(condition.column, "")))) or "—"


def _fitting(texts: Texts, condition: Condition, cell: str) -> str:
    """A cell that met a condition; with its heading where it says no more than yes, and the heading alone where it only had to be filled."""
    position = texts.layout.values.get(condition.column)
    title = plain(texts.layout.titles[position]) if position is not None else ""
    if condition.is_blank is False and title:
        return title
    return f"{title}={cell}" if title and cell and folded(cell) in IS_TRUE | IS_FALSE else cell


def kinds_reader(texts: Texts) -> Callable[[str], tuple[str, ...] | None]:
    """From the text of the kind column, or of the columns that decide, to the record's kinds."""
    mapping, names = texts.layout.mapping, list(rule_columns_of(texts.layout))
    known = {folded(value): kind for value, kind in mapping.kinds.items()}
    ignored = {folded(value) for value in mapping.ignored}
    stages = {folded(stage): kind for stage, kind in mapping.stages.items()}
    has_loose_words = texts.layout.is_list

    def by_rule(text: str) -> tuple[str, ...] | None:
        cells = dict(zip(names, map(plain, text.split(SPLIT)), strict=False))
        stage = cells.get(mapping.stage, "")
        if folded(stage) in stages:
            kind = stages[folded(stage)]
            return () if kind is None else (kind,)
        kinds = kinds_by_rule(mapping.rules, cells, mapping.seconds)
        if kinds is None and (stage or cells.get(OUTCOME)):
            kind = deal_kind(stage, cells.get(OUTCOME, ""))
            return None if kind is None else (kind,)
        return by_word(cells.get(KIND, "")) if kinds is None else kinds

    def by_word(text: str) -> tuple[str, ...] | None:
        word = folded(plain(text))
        kind = known.get(word) or kind_of(word)
        if kind or word in ignored:
            return (kind,) if kind and word not in ignored else ()
        kinds = activity_kinds(word)
        return kinds if kinds or has_loose_words else None

    def by_choices(text: str) -> tuple[str, ...] | None:
        """Of a cell with several choices (電話 and 訪問) the kinds of each."""
        cells = text.split(SPLIT)
        several = [index for index, name in enumerate(names) if name in CHOICES and len(_CHOICE.split(cells[index].strip())) > 1]
        if len(several) != 1:
            return by_rule(text)
        chosen = [choice for choice in _CHOICE.split(cells[several[0]]) if plain(choice)]
        read = [by_rule(SPLIT.join([*cells[: several[0]], choice, *cells[several[0] + 1 :]])) for choice in chosen]
        if None in read:
            return by_rule(text)
        return tuple(dict.fromkeys(kind for kinds in read for kind in kinds or ()))

    if not mapping.decides_kinds:
        return by_word
    return by_rule if mapping.stage or CHOICES.isdisjoint(names) else by_choices


_IGNORED = Text("{name}：活動に数えない行：{listed}", "{name}: rows that are no activity: {listed}")
