"""Joining: a log and the store's rows of other days, as tables of one connection.

The log is its view ``given``, what stays of the store the table ``earlier``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi_xl.activity.fields import LOG_SCHEMA
from kpi_xl.activity.reading.records import Records
from kpi_xl.activity.words.member_names import MemberTable

if TYPE_CHECKING:
    import duckdb

COLUMNS = ", ".join(LOG_SCHEMA)


def name_origins(connection: duckdb.DuckDBPyConnection, tables: Sequence[Records]) -> None:
    """The table ``origins``: which ids may be compared. A task and a deal may share a number."""
    connection.execute(
        "CREATE TABLE origins AS SELECT unnest(CAST($files AS INTEGER[])) AS file,"
        " unnest(CAST($origins AS VARCHAR[])) AS origin",
        {"files": [each.index for each in tables], "origins": [_origin(each) for each in tables]},
    )


def _origin(records: Records) -> str:
    """The preset, or what tells one table of the user's from another: its headers."""
    if records.layout.preset:
        return records.layout.preset.id
    import hashlib  # late: most reports keep no store

    return hashlib.sha256("\x1f".join(records.layout.titles).encode()).hexdigest()[:16]


def match_names(connection: duckdb.DuckDBPyConnection, members: Sequence[str]) -> None:
    """The table ``names``: each stored member as the log or the plan spells them now."""
    given = [name for (name,) in connection.execute("SELECT DISTINCT member FROM given ORDER BY member").fetchall()]
    known = MemberTable([*members, *given])
    stored = [name for (name,) in connection.execute("SELECT DISTINCT member FROM kept.activity").fetchall()]
    connection.execute(
        "CREATE TABLE names AS SELECT unnest(CAST($stored AS VARCHAR[])) AS stored, unnest(CAST($now AS VARCHAR[])) AS now",
        {"stored": stored, "now": [known.find(name) or name for name in stored]},
    )


def keep_earlier(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill ``earlier`` with the stored rows that stay, numbered below those of the log.

    Returns:
        rows that go and that the log has no longer: on each day and of each kind, by how many it has fewer.
    """
    connection.execute("CREATE TABLE covered AS SELECT kind, min(date) AS first, max(date) AS last FROM given GROUP BY kind")
    connection.execute(
        "CREATE TABLE renewed AS SELECT DISTINCT origin, record FROM given JOIN origins USING (file) WHERE record <> ''"
    )
    # a record that comes again has moved or changed; it is not lost
    connection.execute("CREATE TABLE former AS SELECT * FROM kept.activity ANTI JOIN renewed USING (origin, record)")
    columns = ", ".join("now AS member" if column == "member" else column for column in LOG_SCHEMA)
    connection.execute(
        f"INSERT INTO earlier SELECT former.rowid - (SELECT count(*) FROM former), {columns}, origin"
        f" FROM former JOIN names ON former.member = names.stored WHERE NOT {_IS_COVERED}"
    )
    (lost,) = connection.execute(_LOST).fetchone() or (0,)
    return int(lost)


_IS_COVERED = (
    "EXISTS (SELECT 1 FROM covered WHERE covered.kind = former.kind AND former.date BETWEEN covered.first AND covered.last)"
)
_LOST = f"""
WITH before AS (SELECT kind, date, count(*) AS rows FROM former WHERE {_IS_COVERED} GROUP BY kind, date),
now AS (SELECT kind, date, count(*) AS rows FROM given GROUP BY kind, date)
SELECT coalesce(sum(greatest(before.rows - coalesce(now.rows, 0), 0)), 0) FROM before LEFT JOIN now USING (kind, date)"""
JOINED = (
    f"SELECT {COLUMNS}, origin FROM (SELECT n, {COLUMNS}, origin FROM earlier"
    f" UNION ALL SELECT n, {COLUMNS}, origin FROM given JOIN origins USING (file)) ORDER BY n"
)
