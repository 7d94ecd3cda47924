"""Duplicates: records that come more than once under one id. The last one counts: a later export is the fresher one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_xl.activity.fields import Field
from kpi_xl.activity.preset import PLAIN
from kpi_xl.activity.records import Records

if TYPE_CHECKING:
    import duckdb

SHOWN = 10


@dataclass(frozen=True)
class Duplicates:
    """What came more than once."""

    count: int  #: records that do not count because they come again
    shown: tuple[tuple[str, int, int], ...]  #: (id, number of one that does not count, number of the one that does)


def find_duplicates(connection: duckdb.DuckDBPyConnection, tables: Sequence[Records]) -> Duplicates:
    """List the records that come again in the table ``superseded`` (n).

    Ids are compared among tables of one layout: a task and a deal may share a number. In a plain log a record has one
    row for each of its activities, so there only rows of one kind are the same.
    """
    if not any(Field.RECORD in each.layout.fields for each in tables):
        return Duplicates(0, ())
    layouts = list(dict.fromkeys(_layout_of(each) for each in tables))
    connection.execute(
        "CREATE TABLE layouts AS SELECT unnest(CAST($files AS INTEGER[])) AS file,"
        " unnest(CAST($layouts AS INTEGER[])) AS layout, unnest(CAST($plain AS BOOLEAN[])) AS is_plain",
        {
            "files": [each.index for each in tables],
            "layouts": [layouts.index(_layout_of(each)) for each in tables],
            "plain": [_layout_of(each) == PLAIN for each in tables],
        },
    )
    records = (
        "(SELECT n, layout, record, CASE WHEN is_plain THEN kinds ELSE 0 END AS kinds"
        " FROM accounted JOIN layouts USING (file) WHERE problem IS NULL AND record <> '')"
    )
    connection.execute(
        f"CREATE TABLE repeated AS SELECT layout, record, kinds, max(n) AS kept FROM {records}"
        " GROUP BY layout, record, kinds HAVING count(*) > 1"
    )
    connection.execute(
        f"CREATE TABLE superseded AS SELECT n, kept, record FROM {records} JOIN repeated USING (layout, record, kinds)"
        " WHERE n <> kept"
    )
    ((count,),) = connection.execute("SELECT count(*) FROM superseded").fetchall()
    shown = connection.execute("SELECT record, n, kept FROM superseded ORDER BY n LIMIT $most", {"most": SHOWN}).fetchall()
    return Duplicates(count, tuple(shown))


def _layout_of(records: Records) -> object:
    preset = records.layout.preset
    return preset.id if preset else id(records.layout.mapping)
