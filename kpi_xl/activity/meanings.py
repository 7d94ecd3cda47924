"""Meanings: what the distinct texts of the records' columns say, each read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kpi_xl.activity.days import ColumnOrder, decide_order, is_year_last, parse_day
from kpi_xl.activity.fields import ERROR_VALUES, LOG_SCHEMA, Field
from kpi_xl.activity.mapping import LogMapping
from kpi_xl.activity.member_names import MemberTable
from kpi_xl.activity.numbers import NUMBER_TYPES
from kpi_xl.activity.records import ODD, Records, write_meanings
from kpi_xl.activity.rules import kinds_by_rule
from kpi_xl.activity.survey import KIND, SPLIT, rule_columns_of
from kpi_xl.definitions import kind_of
from kpi_xl.definitions.kinds import folded
from kpi_xl.units import parse_number

if TYPE_CHECKING:
    import duckdb

IGNORED = 0
"""The set of kinds of rows that are no activity."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Texts that begin so would be computed by a spreadsheet."""


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


def read_kinds(connection: duckdb.DuckDBPyConnection, records: Records, sets: KindSets) -> None:
    read = kinds_reader(records)
    meanings = {code: sets.number(read(text)) for code, text in records.texts(KIND)}
    write_meanings(connection, records, KIND, "UINTEGER", meanings)
    if IGNORED in meanings.values():
        records.ignoring.add(KIND)


def kinds_reader(records: Records) -> Callable[[str], tuple[str, ...] | None]:
    """From the text of the kind column, or of the columns that rules look at, to the record's kinds."""
    mapping, names = records.layout.mapping, list(rule_columns_of(records.layout))

    def by_rule(text: str) -> tuple[str, ...] | None:
        texts = dict(zip(names, text.split(SPLIT), strict=False))
        kinds = kinds_by_rule(mapping.rules, texts, mapping.seconds)
        return by_word(texts.get(KIND, "")) if kinds is None else kinds

    known = {folded(value): kind for value, kind in mapping.kinds.items()}
    ignored = {folded(value) for value in mapping.ignored}

    def by_word(text: str) -> tuple[str, ...] | None:
        word = folded(text)
        kind = known.get(word) or kind_of(text)
        return () if word in ignored else (kind,) if kind else None

    return by_rule if mapping.rules else by_word


def read_days(connection: duckdb.DuckDBPyConnection, records: Records) -> ColumnOrder:
    """The days of the date column, and how their order was decided."""
    texts = records.texts(Field.DATE.key) if Field.DATE.key in records.coded else []
    declared = records.layout.mapping.date_order
    if not declared and any(is_year_last(text) for _, text in texts):
        texts = records.texts_there(connection, Field.DATE.key)  # a text that is only listed must not decide
    decided = ColumnOrder(declared) if declared else decide_order(text for _, text in texts)
    if texts:
        meanings = {code: parse_day(text, decided.order) for code, text in texts}
        write_meanings(connection, records, Field.DATE.key, LOG_SCHEMA[Field.DATE.key], meanings)
    return decided


def read_words(connection: duckdb.DuckDBPyConnection, records: Records) -> None:
    """Accounts and sources, and the numbers that SQL cannot read."""
    readers: dict[str, tuple[Callable[[str], str | None], str]] = {
        Field.ACCOUNT.key: (word, "VARCHAR"),
        Field.SOURCE.key: (lambda text: None if (said := word(text)) is None else folded(said), "VARCHAR"),
        ODD + Field.COUNT.key: (_count, NUMBER_TYPES[Field.COUNT.key]),
        ODD + Field.AMOUNT.key: (_number, NUMBER_TYPES[Field.AMOUNT.key]),
        ODD + Field.SCORE.key: (_score, NUMBER_TYPES[Field.SCORE.key]),
    }
    for column, (read, kind) in readers.items():
        if column in records.coded:
            meanings = {code: read(text) for code, text in records.texts(column)}
            write_meanings(connection, records, column, kind, meanings)


def read_names(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[Records],
    field: Field,
    called: Callable[[LogMapping, str], str | None] = lambda mapping, text: None,
) -> dict[str, int]:
    """Members or teams: spellings that differ in width, case or spaces share the commonest one of all tables.

    Args:
        called: the name that a text stands for, where something says so.

    Returns:
        name -> rows.
    """
    spelled = [
        (rows, first, each, code, name)
        for each in tables
        if field.key in each.coded
        for rows, first, code, name in _spellings(connection, each, field, called)
    ]
    chosen: dict[str, str] = {}
    counts: dict[str, int] = {}
    for rows, _, _, _, name in sorted(spelled, key=lambda row: (-row[0], row[1])):
        if name is not None:
            counts_as = chosen.setdefault(folded(name), name)
            counts[counts_as] = counts.get(counts_as, 0) + rows
    for each in tables:
        if field.key in each.coded:
            meanings = {
                code: None if name is None else chosen[folded(name)] for _, _, its, code, name in spelled if its is each
            }
            write_meanings(connection, each, field.key, "VARCHAR", meanings)
    return counts


def _spellings(
    connection: duckdb.DuckDBPyConnection,
    records: Records,
    field: Field,
    called: Callable[[LogMapping, str], str | None],
) -> list[tuple[int, int, int, str | None]]:
    """(rows, number of the first, code, name) of every text of a column."""
    texts, mapping = dict(records.texts(field.key)), records.layout.mapping
    counted = connection.execute(
        f"SELECT count(*), min(rowid), enum_code({field.key}) AS code FROM {records.table}"
        f" WHERE {field.key} IS NOT NULL GROUP BY code"
    ).fetchall()
    rows = []
    for count, first, code in counted:
        text = texts[code]
        if field is Field.MEMBER and mapping.several:
            text = text.split(mapping.several)[0]
        said = word(text)
        rows.append((count, records.first + first, code, called(mapping, said) or said if said else None))
    return rows


def member_called(
    table: MemberTable | None, beside: Mapping[str, tuple[str, str]]
) -> Callable[[LogMapping, str], str | None]:
    """Who a text stands for: by an id of the table beside the log, then by the plan's member table."""
    def called(mapping: LogMapping, text: str) -> str | None:
        known = beside.get(folded(text)) if mapping.members and mapping.members.id else None
        name = known[0] if known else text
        return table.find(name) or name if table else name

    return called


def word(text: str) -> str | None:
    """A text without what spreadsheets put around it; None for an error value.

    >>> word(" 山田　太郎 "), word("'=1+1"), word("#N/A")
    ('山田 太郎', '=1+1', None)
    """
    plain = " ".join(text.split())
    if plain.startswith("'") and plain[1:].startswith(FORMULA_STARTS):
        plain = plain[1:]  # as `kpi-xl import` and others write it, so that it stays a text
    return None if plain in ERROR_VALUES else plain


def _number(text: str) -> str | None:
    """The number in plain digits; as text, because a float of 14 digits and a fraction is no longer exact."""
    number = parse_number(text.replace("\\", "¥", 1))  # CP932 writes the yen sign as a backslash
    return f"{number:.4f}" if number is not None and abs(number) < 1e14 else None


def _count(text: str) -> str | None:
    number = parse_number(text)
    return f"{number:.0f}" if number is not None and number.is_integer() and 0 <= number < 1e14 else None


def _score(text: str) -> str | None:
    number = parse_number(text)
    return f"{number:.4f}" if number is not None and 0 <= number < 1e5 else None
