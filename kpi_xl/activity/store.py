"""The store: one DuckDB file that keeps imported activity and the months' results, so that no old export is needed.

What a log says replaces what the store held: records of the same id, and for each kind of activity the days from the
first to the last that the log has of it. So a second import changes nothing, a longer export takes the place of a
shorter one, and on the days that a log covers a report says the same with a store as without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_xl.activity.engine import engine, folder_of
from kpi_xl.activity.fields import LOG_SCHEMA
from kpi_xl.activity.files.databases import STORE_TABLE
from kpi_xl.activity.log import ActivityLog
from kpi_xl.activity.reading.duplicates import Duplicates
from kpi_xl.activity.reading.records import Records
from kpi_xl.activity.sealed import COPIED, GIVEN, attach_copy, beside_tables, columns_of, sealed
from kpi_xl.activity.words.member_names import MemberTable
from kpi_xl.disks import temporary_folder
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.periods import Month

if TYPE_CHECKING:
    import duckdb

STORE_SUFFIXES = (".duckdb",)
VERSION = 1
COLUMNS = ", ".join(LOG_SCHEMA)
RESULTS = {
    "month": "DATE", "as_of": "DATE", "team": "VARCHAR", "owner": "VARCHAR", "role": "VARCHAR", "kpi": "VARCHAR",
    "target": "DOUBLE", "actual": "DOUBLE",
}  # fmt: skip
TABLES = {"activity": {**LOG_SCHEMA, "origin": "VARCHAR"}, "results": RESULTS}
"""Table -> column -> type: all that a store holds beside its version."""


@dataclass(frozen=True)
class StoredResult:
    """One KPI of one owner in one month, as it was reported."""

    month: Month
    as_of: date  #: the last day that counted
    team: str
    owner: str  #: the member or manager; "" for the members of a role in a team together
    role: str
    kpi: str
    target: float | None
    actual: float | None


class Store:
    """A store, or the place where one is to be.

    Whoever reads it in order to write it holds its `StoreLock` meanwhile.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        return self.path.exists()

    def check(self) -> None:
        """Refuse a file that is no store.

        Raises:
            InputError: it is not.
        """
        if not self.exists:
            return
        with temporary_folder() as folder, self._sealed(folder):
            pass

    @contextmanager
    def opened(self) -> Iterator[ActivityLog]:
        """The stored activity as a log of its own.

        Raises:
            InputError: there is no store, or no activity in it.
        """
        if not self.exists:
            raise InputError([Finding(str(self.path), NO_VALUE, _NO_FILE, _REPORT_FIRST)])
        with engine() as (connection, _):
            self._attach(connection)
            connection.execute(f"CREATE VIEW log AS SELECT rowid AS n, 0 AS file, {COLUMNS} FROM kept.activity")
            connection.execute("CREATE VIEW accounted AS SELECT *, CAST(NULL AS VARCHAR) AS problem FROM log")
            log = _StoredLog(self.path.name, connection)
            if not log.read:
                raise InputError([Finding(str(self.path), NO_VALUE, _NO_ROWS, _REPORT_FIRST)])
            yield log

    def join(self, log: ActivityLog, members: Sequence[str] = ()) -> int:
        """Put what the store holds of other days beside the rows of *log*.

        Args:
            members: the names that the plan lists; the store's are matched with them and with the log's.

        Returns:
            how many rows the store held on the days of the log that the log does not hold any more.
        """
        connection, lost = log.connection, 0
        _name_origins(connection, log.tables)
        connection.execute("ALTER VIEW log RENAME TO given")
        connection.execute(f"CREATE TABLE earlier AS SELECT n, {COLUMNS}, '' AS origin FROM given LIMIT 0")
        if self.exists:
            self._attach(connection)
            _match_names(connection, members)
            lost = _keep_earlier(connection)
        connection.execute(
            f"CREATE VIEW log AS SELECT n, file, {COLUMNS} FROM given"
            f" UNION ALL SELECT n, -1 AS file, {COLUMNS} FROM earlier"
        )
        return lost

    def results(self) -> list[StoredResult]:
        """The results of all months."""
        if not self.exists:
            return []
        with temporary_folder() as folder, self._sealed(folder) as connection:
            rows = connection.execute(f"SELECT * FROM {GIVEN}.results").fetchall()
        return [StoredResult(Month.of(month), *rest) for month, *rest in rows]

    def write(self, target: Path, log: ActivityLog | None, results: Iterable[StoredResult]) -> None:
        """Write what is to be the store from now on.

        Args:
            target: a path that does not exist yet. The store itself is only read.
            log: joined with the store; None where the activity stays as it is.
            results: of one or more months; they replace the store's of these months.
        """
        if log is not None:
            self._written(log.connection, target, _JOINED, results)
            return
        with engine() as (connection, _):
            if self.exists:
                self._attach(connection)
            self._written(connection, target, "SELECT * FROM kept.activity" if self.exists else _NO_ACTIVITY, results)

    def _written(
        self, connection: duckdb.DuckDBPyConnection, target: Path, activity: str, results: Iterable[StoredResult]
    ) -> None:
        rows = [
            (each.month.start, each.as_of, each.team, each.owner, each.role, each.kpi, each.target, each.actual)
            for each in results
        ]
        connection.execute("ATTACH $path AS made", {"path": str(target)})
        connection.execute(f"CREATE TABLE made.activity AS {activity}")
        connection.execute(f"CREATE TABLE made.results ({', '.join(f'{name} {kind}' for name, kind in RESULTS.items())})")
        if self.exists:
            connection.execute(
                "INSERT INTO made.results SELECT * FROM kept.results"
                " WHERE NOT list_contains(CAST($months AS DATE[]), month)",
                {"months": sorted({row[0] for row in rows})},
            )
        if rows:
            connection.executemany(f"INSERT INTO made.results VALUES ({', '.join('?' * len(rows[0]))})", rows)
        connection.execute(f"CREATE TABLE made.{STORE_TABLE} AS SELECT {VERSION} AS version")
        connection.execute("CHECKPOINT made")  # where detaching cannot write the rest, it says nothing
        connection.execute("DETACH made")

    def _attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """What the store holds as the database ``kept``, a copy."""
        folder = folder_of(connection)
        copy = folder / "kept.duckdb"
        with self._sealed(folder, copy) as given:
            for table in TABLES:
                given.execute(f"CREATE TABLE {COPIED}.{table} AS SELECT * FROM {GIVEN}.{table}")
        attach_copy(connection, copy, "kept")

    @contextmanager
    def _sealed(self, folder: Path, copy: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """The store as a sealed connection has it.

        Raises:
            InputError: it is no store, or holds what a store does not.
        """
        import duckdb

        try:
            with sealed(self.path, folder, copy) as connection:
                self._check(connection)
                yield connection
        except duckdb.Error as error:
            raise InputError([Finding(str(self.path), NO_VALUE, _NO_STORE, _OTHER_NAME)]) from error

    def _check(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Nothing is read of a store before it is known to hold tables of ours, and nothing else."""
        columns, others = columns_of(connection), beside_tables(connection)
        if columns.get(STORE_TABLE) != {"version": "INTEGER"}:
            raise InputError([Finding(str(self.path), NO_VALUE, _NO_STORE, _OTHER_NAME)])
        (version,) = connection.execute(f"SELECT version FROM {GIVEN}.{STORE_TABLE}").fetchone() or (None,)
        if version != VERSION:
            raise InputError([Finding(str(self.path), version, _OTHER_VERSION, _UPDATE)])
        others += [table for table in columns if table not in (*TABLES, STORE_TABLE)]
        if others:
            raise InputError([Finding(str(self.path), "、".join(others), _HOLDS_MORE, _WRITTEN_BY_US)])
        odd = [table for table, expected in TABLES.items() if list(columns.get(table, {}).items()) != list(expected.items())]
        if odd:
            raise InputError([Finding(str(self.path), "、".join(odd), _OTHER_COLUMNS, _WRITTEN_BY_US)])


class _StoredLog(ActivityLog):
    """A log that comes from no file."""

    def __init__(self, name: str, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(connection, [], {}, [], Duplicates(0, ()))
        self._name = name

    @property
    def name(self) -> str:
        return self._name


def _name_origins(connection: duckdb.DuckDBPyConnection, tables: Sequence[Records]) -> None:
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


def _match_names(connection: duckdb.DuckDBPyConnection, members: Sequence[str]) -> None:
    """The table ``names``: each stored member as the log or the plan spells them now."""
    given = [name for (name,) in connection.execute("SELECT DISTINCT member FROM given ORDER BY member").fetchall()]
    known = MemberTable([*members, *given])
    stored = [name for (name,) in connection.execute("SELECT DISTINCT member FROM kept.activity").fetchall()]
    connection.execute(
        "CREATE TABLE names AS SELECT unnest(CAST($stored AS VARCHAR[])) AS stored, unnest(CAST($now AS VARCHAR[])) AS now",
        {"stored": stored, "now": [known.find(name) or name for name in stored]},
    )


def _keep_earlier(connection: duckdb.DuckDBPyConnection) -> int:
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
_JOINED = (
    f"SELECT {COLUMNS}, origin FROM (SELECT n, {COLUMNS}, origin FROM earlier"
    f" UNION ALL SELECT n, {COLUMNS}, origin FROM given JOIN origins USING (file)) ORDER BY n"
)
_NO_ACTIVITY = (
    f"SELECT {', '.join(f'CAST(NULL AS {kind}) AS {column}' for column, kind in LOG_SCHEMA.items())}, '' AS origin LIMIT 0"
)
_NO_FILE = Text("は蓄積ファイルですが、まだありません", "is a store that does not exist yet")
_REPORT_FIRST = Text("先に活動ログを指定して作ってください", "Make it first: name an activity log too")
_NO_ROWS = Text("に活動が1行もありません", "has no activity rows")
_NO_STORE = Text("は kpi-xl の蓄積ファイルではありません", "is not a store of kpi-xl")
_OTHER_NAME = Text("別の名前を指定してください", "Give another name")
_HOLDS_MORE = Text("は蓄積ファイルにはない表やビューなどです", "is nothing that a store holds")
_OTHER_COLUMNS = Text("は列が蓄積ファイルと異なる表です", "is a table with other columns than a store has")
_WRITTEN_BY_US = Text(
    "kpi-xl が書いたままの蓄積ファイルか、別の名前を指定してください", "Give a store as kpi-xl wrote it, or another name"
)
_OTHER_VERSION = Text("は読めないバージョンの蓄積ファイルです", "is a version of the store that cannot be read")
_UPDATE = Text("kpi-xl をアップデートしてください", "Update kpi-xl")
