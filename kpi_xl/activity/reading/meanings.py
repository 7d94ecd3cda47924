"""Meanings: what the distinct texts of a table say, each read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.days import HOME, ColumnOrder, decide_order, parse_day, zone_named
from kpi_xl.activity.fields import ERROR_VALUES, LOG_SCHEMA, Field
from kpi_xl.activity.notes import About, Note, file_note
from kpi_xl.activity.reading.dictionaries import make_dictionary, words_of
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
from kpi_xl.activity.reading.texts import CURRENCY, WHITE, Texts
from kpi_xl.activity.words.money import MoneyUnit, currency_named
from kpi_xl.activity.words.plain import plain
from kpi_xl.definitions.kinds import folded
from kpi_xl.language import Text

if TYPE_CHECKING:
    import duckdb

FEW_COUNTS = 1_000
FEW_TEXTS = 100_000
"""Of accounts: a list of millions of names would not fit into the memory, so SQL cleans them."""


@dataclass(frozen=True)
class Meaning:
    """What the texts of one column say: the table ``meant_<index>_<column>`` (text, value), or a list for a column with a dictionary."""

    column: str
    kind: str  #: type of the value; that of a dictionary, which has "" in it, where the column is kept as one
    is_literal: bool  #: every text means itself, or 1 where it is a count, as a blank does; there is no table
    is_sound: bool  #: every text means something
    is_complete: bool = True  #: False: of a column of numbers only the odd texts are in the table, SQL reads the others
    has_asides: bool = False  #: some text says that its row is no activity
    listed: Sequence[Any] | None = None  #: value of each text of the dictionary; None where there is a table

    @property
    def is_joined(self) -> bool:
        """Whether its table is to be joined."""
        return self.listed is None and not self.is_literal

    def value(self, table: str) -> str:
        """SQL of the value; ``$meant_<column>`` is to be bound to what is listed."""
        if self.listed is not None:
            return f"(CAST($meant_{self.column} AS {self.kind}[]))[CAST(enum_code({table}.{self.column}) AS INTEGER) + 1]"
        return f"{table}.{self.column}" if self.is_literal else f"meant_{self.column}.value"

    def is_odd(self, table: str) -> str:
        """SQL that is true where a text means nothing; a number that SQL reads by itself has no entry."""
        text = f"{table}.{self.column}" if self.listed is not None else f"meant_{self.column}.text"
        return f"{text} IS NOT NULL AND {self.value(table)} IS NULL"


def write_meaning(
    connection: duckdb.DuckDBPyConnection, texts: Texts, column: str, kind: str, meanings: Mapping[str, Any], aside: Any = None,
    is_complete: bool = True,
) -> Meaning:  # fmt: skip
    """Say what the texts of a column mean, None for one that means nothing; no table where each means itself.

    Args:
        aside: the value of a row that is no activity.
        is_complete: *meanings* has every text of the column.
    """
    said = set(meanings.values())
    is_sound, type_ = None not in said, texts.types.get(column, "VARCHAR")
    if kind == "VARCHAR" and all(text == value for text, value in meanings.items()):
        return Meaning(column, type_, True, is_sound)
    if kind == "VARCHAR" != type_:
        kind = make_dictionary(connection, f"said_{texts.index}_{column}", said - {None})
    meaning = Meaning(column, kind, False, is_sound, is_complete, aside is not None and aside in said)
    if is_complete and type_ != "VARCHAR":
        return replace(meaning, listed=[meanings.get(text) for text in words_of(connection, type_)])
    connection.execute(
        f"CREATE TABLE meant_{texts.index}_{column} AS"
        f" SELECT unnest(CAST($texts AS {type_}[])) AS text, unnest(CAST($values AS {kind}[])) AS value",
        {"texts": list(meanings), "values": list(meanings.values())},
    )
    return meaning


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
        meant = write_meaning(connection, texts, count, NUMBER_TYPES[count], {text: read_count(text) for text in odd}, is_complete=False)
        meanings.append(meant)
    if odd := _odd(connection, texts, score):
        meant = write_meaning(connection, texts, score, NUMBER_TYPES[score], {text: read_score(text) for text in odd}, is_complete=False)
        meanings.append(meant)
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
    return meaning, file_note(About.AMOUNT, _DOTS[reading.dots], texts.source.shown, example=plain(reading.example))


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


_DOTS = {
    Dots.GROUPS: Text(
        "{name}：金額の「.」は桁区切りとして読みました（例 {example}）", "{name}: dots in amounts are read as thousands separators, as in {example}"
    ),
    Dots.UNDECIDED: Text(
        "{name}：金額の「.」が桁区切りか小数点か決められない行があります（例 {example}）",
        "{name}: whether a dot parts thousands or a fraction cannot be told for some amounts, as in {example}",
    ),
}
