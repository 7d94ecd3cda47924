"""Rules that say what a record is: the first whose conditions all hold decides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.activity.words.activities import is_undone
from kpi_xl.definitions import KINDS, kind_of
from kpi_xl.definitions.kinds import folded
from kpi_xl.definitions.toml_reader import TableReader
from kpi_xl.errors import did_you_mean
from kpi_xl.language import Text
from kpi_xl.units import parse_number

IS_TRUE = frozenset({"true", "1", "yes", "y", "on", "t", "はい", "済", "済み", "完了", "有", "あり", "✓", "✔", "☑", "○", "◯"})
"""Folded words by which products say yes in a column of yes and no."""
IS_FALSE = frozenset({"false", "0", "no", "n", "off", "f", "いいえ", "無", "なし", "×"})

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})(?:\.\d+)?")


@dataclass(frozen=True)
class Condition:
    """What has to be true of one column. Words are compared folded."""

    column: str  #: a name under [values], or the key of a field
    words: tuple[str, ...] = ()  #: it is one of these
    parts: tuple[str, ...] = ()  #: it holds one of these
    is_true: bool | None = None  #: it says yes (no)
    is_blank: bool | None = None  #: it is (not) blank
    seconds: float | None = None  #: it lasts at least as long
    is_undone: bool = False  #: it says that the activity did not take place

    def holds(self, text: str, seconds_per_unit: float) -> bool:
        word = folded(text)
        return (
            (not self.words or word in self.words)
            and (not self.parts or any(part in word for part in self.parts))
            and (self.is_true is None or (word in IS_TRUE) is self.is_true)
            and (self.is_blank is None or (not word) is self.is_blank)
            and (not self.is_undone or is_undone(text))
            and (self.seconds is None or duration(text, seconds_per_unit) >= self.seconds)
        )


@dataclass(frozen=True)
class KindRule:
    """Records that meet all conditions are of these kinds; no kinds: they are no activity."""

    kinds: tuple[str, ...]
    conditions: tuple[Condition, ...]

    def fits(self, texts: Mapping[str, str], seconds_per_unit: Mapping[str, float]) -> bool:
        """Whether all conditions hold; a column that is missing is blank."""
        return all(each.holds(texts.get(each.column, ""), seconds_per_unit.get(each.column, 1.0)) for each in self.conditions)


def kinds_by_rule(
    rules: Sequence[KindRule], texts: Mapping[str, str], seconds_per_unit: Mapping[str, float]
) -> tuple[str, ...] | None:
    """The kinds of a record by the first rule that fits it; None where none does. A column that is missing is blank."""
    return next((rule.kinds for rule in rules if rule.fits(texts, seconds_per_unit)), None)


def duration(text: str, seconds_per_unit: float) -> float:
    """Seconds, from 0:05:30 or from a number of units; 0 where it is neither.

    >>> duration("0:05:30", 1), duration("5:30", 1), duration("330000", 0.001), duration("", 1)
    (330.0, 330.0, 330.0, 0.0)
    """
    if match := _CLOCK.fullmatch(text.strip()):
        return int(match[1] or 0) * 3600.0 + int(match[2]) * 60 + int(match[3])
    return (parse_number(text) or 0.0) * seconds_per_unit


def read_rules(tables: Sequence[TableReader], columns: Sequence[str]) -> tuple[KindRule, ...]:
    """The rules of a mapping file; *columns* are the names that conditions may use."""
    rules = []
    for table in tables:
        kinds = _kinds(table)
        when = table.table("when")
        conditions = tuple(_conditions(when, columns)) if when else ()
        table.done()
        rules.append(KindRule(kinds, conditions))
    return tuple(rules)


def _kinds(table: TableReader) -> tuple[str, ...]:
    if table.raw("kind", required=True) in (None, False):
        return ()
    words = table.strings("kind")
    for word in words:
        if kind_of(word) is None:
            table.report("kind", word, _NO_KIND, did_you_mean(word, KINDS))
    return tuple(kind for word in words if (kind := kind_of(word)))


def _conditions(when: TableReader, columns: Sequence[str]) -> list[Condition]:
    conditions, names = [], when.keys()
    for name in names:
        value = when.raw(name)
        if name not in columns:
            when.report(name, name, _NO_COLUMN, did_you_mean(name, columns))
        elif isinstance(value, bool):
            conditions.append(Condition(name, is_true=value))
        elif isinstance(value, dict):
            conditions.append(_closer(name, when.table(name)))
        else:
            conditions.append(Condition(name, words=_folded(when.strings(name))))
    return conditions


def _closer(name: str, table: TableReader | None) -> Condition:
    assert table is not None
    parts, seconds = _folded(table.strings("contains")), table.number("at_least_seconds")
    is_blank = table.flag("blank") if table.has("blank") else None
    undone = bool(table.flag("undone")) if table.has("undone") else False
    if not table.has("contains") and seconds is None and is_blank is None and not undone:
        table.report(None, "", _NO_CONDITION, _WRITE_ONE)
    table.done()
    return Condition(name, parts=parts, is_blank=is_blank, seconds=seconds, is_undone=undone)


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(folded(word) for word in words)


_NO_KIND = Text("という種別はありません", "is not a kind of activity (or false for rows to leave out)")
_NO_COLUMN = Text("という列は [values] にありません", "is not a column named under [values]")
_NO_CONDITION = Text("条件がありません", "has no condition")
_WRITE_ONE = Text(
    "contains、blank、at_least_seconds のどれかを書いてください", "Write one of contains, blank, at_least_seconds"
)
