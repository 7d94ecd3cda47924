"""Duplicates: records that come more than once under one id. The one changed last counts, else the last: a later export is fresher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_xl.activity.columns.preset import PLAIN
from kpi_xl.activity.days import DateOrder, parse_day
from kpi_xl.activity.fields import Field
from kpi_xl.activity.reading.records import DUPLICATE, Records
from kpi_xl.activity.reading.texts import CHANGED

if TYPE_CHECKING:
    import duckdb

_SHORT_ID = "CASE WHEN length(record) = 18 THEN left(record, 15) ELSE record END"
"""Salesforce writes an id with 15 characters, or with 3 more behind them for programs to which case does not matter."""
SHOWN = 10
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(pm|午後)?", re.IGNORECASE)


@dataclass(frozen=True)
class Duplicates:
    """What came more than once."""

    count: int  #: records that do not count because they come again
    shown: tuple[tuple[str, int, int], ...]  #: (id, number of one that does not count, number of the one that does)


def find_duplicates(connection: duckdb.DuckDBPyConnection, tables: Sequence[Records]) -> Duplicates:
    """Make a problem of each record that comes again.

    Ids are compared among tables of one layout: a task and a deal may share a number. In a plain log a record has one
    row for each of its activities, so there only rows of one kind are the same.
    """
    if not any(Field.RECORD in each.layout.fields for each in tables):
        return Duplicates(0, ())
    connection.execute(
        "CREATE TABLE identified AS " + " UNION ALL ".join(_identified(each, tables) for each in tables if Field.RECORD in each.layout.fields)
    )
    connection.execute(
        "CREATE TABLE repeated AS SELECT * FROM identified WHERE identity IN"
        " (SELECT identity FROM identified GROUP BY identity HAVING count(*) > 1)"
    )
    rows = connection.execute("SELECT identity, n, changed, record FROM repeated ORDER BY identity, n").fetchall()
    kept: dict[str, tuple[str, int]] = {}
    for identity, n, changed, _ in rows:
        order = next(each.order.order for each in tables if each.first < n <= each.first + each.count)
        kept[identity] = max(kept.get(identity, ("", 0)), (_stamp(changed, order), n))
    dropped = sorted((n, record, kept[identity][1]) for identity, n, _, record in rows if kept[identity][1] != n)
    for each in tables:
        numbers = [n for n, _, _ in dropped if each.first < n <= each.first + each.count]
        if numbers:
            connection.execute(
                f"UPDATE {each.rows} SET problem = '{DUPLICATE}' WHERE n IN (SELECT unnest(CAST($rows AS BIGINT[])))", {"rows": numbers}
            )
    connection.execute("DROP TABLE identified; DROP TABLE repeated")
    return Duplicates(len(dropped), tuple((record, n, used) for n, record, used in dropped[:SHOWN]))


def _identified(records: Records, tables: Sequence[Records]) -> str:
    """SQL of the rows with an id, and by what each is the same as another."""
    layouts = list(dict.fromkeys(_layout_of(each) for each in tables))
    layout = _layout_of(records)
    is_salesforce = records.layout.preset is not None and records.layout.preset.product == "salesforce"
    parts = [str(layouts.index(layout)), _SHORT_ID if is_salesforce else "record"]
    if layout == PLAIN:
        parts.append("kinds")
    identity = " || '\x1f' || ".join(f"CAST({part} AS VARCHAR)" for part in parts)
    changed = CHANGED if CHANGED in records.beside else "NULL"
    return f"SELECT {identity} AS identity, n, {changed} AS changed, record FROM {records.table} WHERE problem IS NULL AND record <> ''"


def _stamp(text: str | None, order: DateOrder) -> str:
    """When a record was changed last, as a text that sorts; "" where nobody says."""
    day = parse_day(text or "", order)
    if day is None:
        return ""
    clock = _CLOCK.search(text or "")
    hour = int(clock[1]) % 12 + 12 if clock and clock[4] else int(clock[1]) if clock else 0
    return f"{day.isoformat()} {hour:02}:{clock[2] if clock else '00'}:{(clock and clock[3]) or '00'}"


def _layout_of(records: Records) -> object:
    preset, mapping = records.layout.preset, records.layout.mapping
    if preset and preset.is_plain:
        return PLAIN
    return preset.id if preset else f"{mapping.columns}{mapping.headers}"
