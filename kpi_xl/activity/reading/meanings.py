"""Meanings: what the distinct texts of a table say, each read once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.columns.mapping import OUTCOME
from kpi_xl.activity.columns.rules import IS_FALSE, IS_TRUE, Condition, kinds_by_rule
from kpi_xl.activity.days import HOME, ColumnOrder, decide_order, parse_day, zone_named
from kpi_xl.activity.fields import ERROR_VALUES, LOG_SCHEMA, Field
from kpi_xl.activity.notes import About, Note
from kpi_xl.activity.reading.numbers import (
    NUMBER_TYPES,
    Dots,
    decide_dots,
    is_odd,
    rate_of,
    read_amount,
    read_count,
    read_score,
)  # fmt: skip
from kpi_xl.activity.reading.texts import CURRENCY, KIND, SPLIT, WHITE, Texts, rule_columns_of
from kpi_xl.activity.words.activities import activity_kinds
from kpi_xl.activity.words.money import MoneyUnit, currency_named
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
FEW_COUNTS = 1_000
FEW_TEXTS = 100_000
"""Of accounts: a list of millions of names would not fit into the memory, so SQL cleans them."""


@dataclass(frozen=True)
class Meaning:
    """What the texts of one column say: the table ``meant_<index>_<column>`` (text, value)."""

    column: str
    kind: str  #: type of the value
    is_literal: bool  #: every text means itself, or 1 where it is a count, as a blank does; there is no table
    is_sound: bool  #: every text means something
    is_complete: bool = True  #: False: of a column of numbers only the odd texts are in the table, SQL reads the others

    def value(self, table: str) -> str:
        """SQL of the value, over the join with the table."""
        return f"{table}.{self.column}" if self.is_literal else f"meant_{self.column}.value"


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


def write_meaning(
    connection: duckdb.DuckDBPyConnection, texts: Texts, column: str, kind: str, meanings: Mapping[str, Any]
) -> Meaning:
    """Say what the texts of a column mean, None for one that means nothing; no table where each means itself."""
    is_sound = None not in meanings.values()
    if kind == "VARCHAR" and all(text == value for text, value in meanings.items()):
        return Meaning(column, kind, True, is_sound)
    connection.execute(
        f"CREATE TABLE meant_{texts.index}_{column} AS"
        f" SELECT unnest(CAST($texts AS VARCHAR[])) AS text, unnest(CAST($values AS {kind}[])) AS value",
        {"texts": list(meanings), "values": list(meanings.values())},
    )
    return Meaning(column, kind, False, is_sound)


def read_kinds(connection: duckdb.DuckDBPyConnection, texts: Texts, sets: KindSets) -> Meaning | None:
    if KIND not in texts.columns:
        return None
    read = kinds_reader(texts)
    meanings = {text: sets.number(read(text)) for text, _, _ in texts.distinct(connection, KIND)}
    return write_meaning(connection, texts, KIND, "UINTEGER", meanings)


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
    shown = rows_of.most_common(SHOWN_IGNORED)
    ja, en = "、".join(f"{said} {rows:,}行" for said, rows in shown), ", ".join(f"{said} {rows:,}" for said, rows in shown)
    parts = {"name": texts.source.shown, "listed": Text(ja, en)}
    return Note(About.IGNORED, _IGNORED.format(**parts), rows_of.total())


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


def read_days(connection: duckdb.DuckDBPyConnection, texts: Texts) -> tuple[Meaning | None, ColumnOrder]:
    """The days of the date column, and how their order was decided."""
    mapping, key = texts.layout.mapping, Field.DATE.key
    found = [text for text, _, _ in texts.distinct(connection, key)] if key in texts.columns else []
    declared = mapping.date_order
    decided = ColumnOrder(declared, is_declared=True) if declared else decide_order(found)
    zone = zone_named(mapping.timezone or HOME)
    if not found:
        return None, decided
    meanings = {text: parse_day(text, decided.order, zone, decided.is_declared) for text in found}
    return write_meaning(connection, texts, key, LOG_SCHEMA[key], meanings), decided


def read_words(connection: duckdb.DuckDBPyConnection, texts: Texts) -> list[Meaning]:
    """Accounts (where they are few) and sources."""
    readers: dict[str, Callable[[str], str | None]] = {
        Field.ACCOUNT.key: word,
        Field.SOURCE.key: lambda text: None if (said := word(text)) is None else folded(said),
    }
    return [
        write_meaning(connection, texts, column, "VARCHAR", {text: read(text) for text, _, _ in texts.distinct(connection, column)})
        for column, read in readers.items()
        if column in texts.columns and not texts.has_many(connection, column, FEW_TEXTS)
    ]


def read_numbers(connection: duckdb.DuckDBPyConnection, texts: Texts) -> tuple[list[Meaning], list[Note]]:
    """The numbers that SQL cannot read, the rates of currencies, and what was decided on the way."""
    meanings: list[Meaning] = []
    notes: list[Note] = []
    count, score = Field.COUNT.key, Field.SCORE.key
    if count in texts.columns and not texts.has_many(connection, count, FEW_COUNTS):
        counts = {text: read_count(text) if plain(text) else "1" for text, _, _ in texts.distinct(connection, count)}
        is_one = set(counts.values()) == {"1"}
        kind = NUMBER_TYPES[count]
        meanings.append(Meaning(count, kind, True, True) if is_one else write_meaning(connection, texts, count, kind, counts))
    elif odd := _odd(connection, texts, count):
        meant = write_meaning(connection, texts, count, NUMBER_TYPES[count], {text: read_count(text) for text in odd})
        meanings.append(replace(meant, is_complete=False))
    if odd := _odd(connection, texts, score):
        meant = write_meaning(connection, texts, score, NUMBER_TYPES[score], {text: read_score(text) for text in odd})
        meanings.append(replace(meant, is_complete=False))
    if odd := _odd(connection, texts, Field.AMOUNT.key):
        meaning, note = _read_amounts(connection, texts, odd)
        meanings.append(meaning)
        notes += [note] * (note is not None)  # type: ignore[list-item]
    if CURRENCY in texts.columns:
        rates = dict(texts.layout.mapping.rates)
        rated = {
            text: None if (named := currency_named(text)) is None else rate_of(named, rates)
            for text, _, _ in texts.distinct(connection, CURRENCY)
        }
        rated |= {text: 1.0 for text in rated if not plain(text)}
        meanings.append(write_meaning(connection, texts, CURRENCY, "DOUBLE", rated))
    return meanings, notes


def _odd(connection: duckdb.DuckDBPyConnection, texts: Texts, key: str) -> list[str]:
    if key not in texts.columns:
        return []
    rows = connection.execute(f"SELECT DISTINCT {key} FROM {texts.table} WHERE {is_odd(key, key)}").fetchall()
    return [text for (text,) in rows if plain(text)]


def _read_amounts(connection: duckdb.DuckDBPyConnection, texts: Texts, odd: Sequence[str]) -> tuple[Meaning, Note | None]:
    """The table ``meant_<index>_amount`` (text, value, has_currency, is_foreign)."""
    key, layout = Field.AMOUNT.key, texts.layout
    has_fractions, has_groups = False, False
    if any("." in text or "．" in text for text in odd):
        ((has_fractions, has_groups),) = connection.execute(
            f"SELECT coalesce(bool_or(contains({key}, '.')), false), coalesce(bool_or(contains({key}, ',')), false)"
            f" FROM {texts.table} WHERE {key} IS NOT NULL AND NOT ({is_odd(key, key)})"
        ).fetchall()
    reading = decide_dots(odd, has_fractions, has_groups)
    amounts = [read_amount(text, reading.dots, unit_for(texts), dict(layout.mapping.rates)) for text in odd]
    connection.execute(
        f"CREATE TABLE meant_{texts.index}_{key} AS SELECT unnest(CAST($texts AS VARCHAR[])) AS text,"
        f" unnest(CAST($values AS {NUMBER_TYPES[key]}[])) AS value, unnest(CAST($marked AS BOOLEAN[])) AS has_currency,"
        " unnest(CAST($foreign AS BOOLEAN[])) AS is_foreign",
        {
            "texts": list(odd), "values": [each.yen for each in amounts], "marked": [bool(each.currency) for each in amounts],
            "foreign": [each.is_foreign for each in amounts],
        },
    )  # fmt: skip
    meaning = Meaning(key, NUMBER_TYPES[key], False, all(each.yen is not None for each in amounts))
    if not reading.example or reading.dots is Dots.FRACTION:
        return meaning, None
    text = _DOTS[reading.dots].format(name=texts.source.shown, example=plain(reading.example))
    return meaning, Note(About.AMOUNT, text)


def unit_for(texts: Texts) -> MoneyUnit:
    """What a bare number of the amounts counts: by the heading, or by a column of currencies that says it row by row."""
    unit = texts.layout.unit
    return replace(unit, currency="") if CURRENCY in texts.columns else unit


def word(text: str) -> str | None:
    """A text without what spreadsheets put around it; None for an error value.

    >>> word(" 山田　太郎 "), word("'=1+1"), word("#N/A")
    ('山田 太郎', '=1+1', None)
    """
    said = plain(text)
    return None if said in ERROR_VALUES else said


def word_of(column: str) -> str:
    """SQL of nearly the same, for texts that are too many to be read one by one."""
    return f"trim(regexp_replace({column}, '[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]', '', 'g'), '{WHITE}')"


SHOWN_IGNORED = 5
_IGNORED = Text("{name}：活動に数えない行：{listed}", "{name}: rows that are no activity: {listed}")
_DOTS = {
    Dots.GROUPS: Text(
        "{name}：金額の「.」は桁区切りとして読みました（例 {example}）", "{name}: dots in amounts are read as thousands separators, as in {example}"
    ),
    Dots.UNDECIDED: Text(
        "{name}：金額の「.」が桁区切りか小数点か決められない行があります（例 {example}）",
        "{name}: whether a dot parts thousands or a fraction cannot be told for some amounts, as in {example}",
    ),
}
