"""Cleaning: the raw texts of a log made into typed columns, with the problem that each row has.

SQL reads what is plain; the distinct texts that are not (1,000万, 全角, 2026年4月1日) are read by Python once each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.days import parse_day
from kpi_xl.activity.fields import Field
from kpi_xl.activity.mapping import LogMapping
from kpi_xl.activity.tables import RawTable
from kpi_xl.definitions import kind_of
from kpi_xl.definitions.kinds import folded
from kpi_xl.units import parse_number

if TYPE_CHECKING:
    import duckdb

IGNORED = "-"
"""Stands for the kind of rows that a mapping leaves out."""
ERROR_VALUES = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
"""What a broken formula leaves in a cell. It names nobody, so it must not become a member or a team."""


def clean(connection: duckdb.DuckDBPyConnection, raw: RawTable, mapping: LogMapping) -> None:
    """Make ``cleaned`` (every row, with the problem it has) and the view ``log`` (the rows without one)."""
    has = {target: target in raw.fields for target in Field}
    kinds = {folded(value): kind for value, kind in mapping.kinds.items()}
    ignored = {folded(value) for value in mapping.ignored}

    def read_kind(text: str) -> str | None:
        word = folded(text)
        return IGNORED if word in ignored else kinds.get(word) or kind_of(text)

    _lookup(connection, "days", "DATE", Field.DATE, lambda text: parse_day(text, mapping.date_order))
    _lookup(connection, "kinds", "VARCHAR", Field.KIND, read_kind)
    _spellings(connection, "members", Field.MEMBER)
    if has[Field.TEAM]:
        _spellings(connection, "teams", Field.TEAM)
    if has[Field.SOURCE]:
        _lookup(connection, "sources", "VARCHAR", Field.SOURCE, folded)
    for target in (Field.COUNT, Field.AMOUNT, Field.SCORE):
        if has[target]:
            read = _whole_text if target is Field.COUNT else _number_text
            _lookup(connection, f"numbers_{target.key}", "VARCHAR", target, read, where=f"NOT {_plain(target)}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE cleaned AS {_cleaning(has)}")
    connection.execute("CREATE OR REPLACE TEMP VIEW log AS SELECT * FROM cleaned WHERE problem IS NULL")
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW cleaned_problems AS"
        " SELECT n, problem FROM cleaned WHERE problem IS NOT NULL AND problem <> 'ignored'"
    )


def _number_text(text: str) -> str | None:
    """The number in plain digits; as text, because a float of 14 digits and a fraction is no longer exact."""
    number = parse_number(text)
    return None if number is None else f"{number:.4f}"


def _whole_text(text: str) -> str | None:
    number = parse_number(text)
    return f"{number:.0f}" if number is not None and number.is_integer() else None


def _plain(target: Field) -> str:
    """SQL that is true where a number needs no reading by Python."""
    return f"regexp_full_match(coalesce({target.key}, ''), '-?[0-9]{{1,13}}(\\.[0-9]{{1,4}})?|')"


def _lookup(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    kind: str,
    target: Field,
    read: Callable[[str], Any],
    where: str = "true",
) -> None:
    """A table text -> value with every distinct text of a column read once."""
    texts = connection.execute(f"SELECT DISTINCT {target.key} FROM raw WHERE {target.key} <> '' AND {where}").fetchall()
    _fill(connection, table, kind, ((text, read(text)) for (text,) in texts))


def _spellings(connection: duckdb.DuckDBPyConnection, table: str, target: Field) -> None:
    """A table text -> name in which spellings that differ in width, case or spaces share the commonest one."""
    counted = connection.execute(
        f"SELECT {target.key}, count(*) AS times FROM raw WHERE {target.key} <> '' GROUP BY 1 ORDER BY times DESC, min(n)"
    ).fetchall()
    chosen: dict[str, str] = {}
    for text, _ in counted:
        chosen.setdefault(folded(text), " ".join(text.split()))
    _fill(connection, table, "VARCHAR", ((text, chosen[folded(text)]) for text, _ in counted))


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, kind: str, rows: Iterable[tuple[str, Any]]
) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (text VARCHAR, value {kind})")
    pairs = list(rows)
    texts, values = [text for text, _ in pairs], [value for _, value in pairs]
    # bound lists, not a pandas frame: importing pandas takes longer than reading a log of 100,000 rows
    connection.execute(
        f"INSERT INTO {table} SELECT unnest(CAST($texts AS VARCHAR[])), unnest(CAST($values AS {kind}[]))",
        {"texts": texts, "values": values},
    )


def _cleaning(has: dict[Field, bool]) -> str:
    """The query that reads ``raw`` into typed columns and says what is wrong with each row."""

    def number(target: Field, kind: str) -> str:
        if not has[target]:
            return f"CAST(NULL AS {kind})"
        plain = f"TRY_CAST(nullif({target.key}, '') AS {kind})"
        return f"CASE WHEN {_plain(target)} THEN {plain} ELSE TRY_CAST(numbers_{target.key}.value AS {kind}) END"

    joins = "".join(
        f" LEFT JOIN numbers_{target.key} ON raw.{target.key} = numbers_{target.key}.text"
        for target in (Field.COUNT, Field.AMOUNT, Field.SCORE)
        if has[target]
    )
    joins += " LEFT JOIN teams ON raw.team = teams.text" if has[Field.TEAM] else ""
    joins += " LEFT JOIN sources ON raw.source = sources.text" if has[Field.SOURCE] else ""

    def unread(target: Field, value: str) -> str:
        return f"coalesce({target.key}_text, '') <> '' AND {value} IS NULL"

    texts = ", ".join(
        f"{target.key if has[target] else 'NULL'} AS {target.key}_text" for target in (Field.COUNT, Field.AMOUNT, Field.SCORE)
    )
    return f"""
    SELECT n, date, member, team, kind, CASE WHEN coalesce(count_text, '') = '' THEN 1 ELSE count END AS count,
           amount, score, account, source,
           CASE WHEN kind = '{IGNORED}' THEN 'ignored'
                WHEN kind IS NULL THEN 'kind'
                WHEN date IS NULL THEN 'date'
                WHEN member IS NULL THEN 'member'
                WHEN error IS NOT NULL THEN error
                WHEN {unread(Field.COUNT, "count")} OR count < 0 THEN 'count'
                WHEN {unread(Field.AMOUNT, "amount")} THEN 'amount'
                WHEN {unread(Field.SCORE, "score")} OR score < 0 THEN 'score'
           END AS problem
    FROM (
        SELECT n, days.value AS date, nullif(members.value, '') AS member,
               {"coalesce(teams.value, '')" if has[Field.TEAM] else "''"} AS team, kinds.value AS kind,
               {texts}, {_whole(number(Field.COUNT, "DECIMAL(18,4)"))} AS count,
               {number(Field.AMOUNT, "DECIMAL(18,4)")} AS amount, {number(Field.SCORE, "DECIMAL(9,4)")} AS score,
               {"trim(coalesce(account, ''))" if has[Field.ACCOUNT] else "''"} AS account,
               {"coalesce(sources.value, '')" if has[Field.SOURCE] else "''"} AS source, {_error(has)} AS error
        FROM raw LEFT JOIN days ON raw.date = days.text LEFT JOIN kinds ON raw.kind = kinds.text
             LEFT JOIN members ON raw.member = members.text{joins}
        WHERE coalesce({", ".join(f"nullif(trim(raw.{target.key}), '')" for target in Field if has[target])}) IS NOT NULL
    )"""


def _error(has: dict[Field, bool]) -> str:
    """SQL for the first field of words that holds an error value instead, else NULL."""
    errors = ", ".join(f"'{error}'" for error in ERROR_VALUES)
    words = [target.key for target in (Field.MEMBER, Field.TEAM, Field.ACCOUNT, Field.SOURCE) if has[target]]
    cases = " ".join(f"WHEN trim(raw.{word}) IN ({errors}) THEN '{word}'" for word in words)
    return f"CASE {cases} END"


def _whole(number: str) -> str:
    """A count as BIGINT; NULL where it is no whole number."""
    return f"CASE WHEN {number} = floor({number}) THEN CAST({number} AS BIGINT) END"
