"""The store: one DuckDB file that keeps imported activity, the months' results and what was forecast on which day.

What a log says replaces what the store held: records of the same id, and for each kind of activity the days from the
first to the last that the log has of it. So a second import changes nothing, a longer export takes the place of a
shorter one, and on the days that a log covers a report says the same with a store as without one.

A month's results replace those of the month, a day's forecasts those of the day. A store of an earlier version is read,
and written as one of today's; one of a later version is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.engine import engine, folder_of
from kpi_xl.activity.fields import LOG_SCHEMA
from kpi_xl.activity.files.databases import STORE_TABLE
from kpi_xl.activity.log import ActivityLog
from kpi_xl.activity.reading.duplicates import Duplicates
from kpi_xl.activity.sealed import COPIED, GIVEN, attach_copy, beside_tables, columns_of, sealed
from kpi_xl.activity.storing.joining import COLUMNS, JOINED, keep_earlier, match_names, name_origins
from kpi_xl.activity.storing.tables import (
    RECORDS,
    TABLES,
    TABLES_OF_VERSION,
    VERSION,
    StoredDeal,
    StoredForecast,
    StoredResult,
)
from kpi_xl.disks import temporary_folder
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.periods import Month

if TYPE_CHECKING:
    import duckdb

__all__ = ["Kept", "Store", "StoredDeal", "StoredForecast", "StoredResult"]

STORE_SUFFIXES = (".duckdb",)


@dataclass(frozen=True)
class Kept:
    """What reports left in a store."""

    results: tuple[StoredResult, ...] = ()
    forecasts: tuple[StoredForecast, ...] = ()
    deals: tuple[StoredDeal, ...] = ()


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
        name_origins(connection, log.tables)
        connection.execute("ALTER VIEW log RENAME TO given")
        connection.execute(f"CREATE TABLE earlier AS SELECT n, {COLUMNS}, '' AS origin FROM given LIMIT 0")
        if self.exists:
            self._attach(connection)
            match_names(connection, members)
            lost = keep_earlier(connection)
        connection.execute(
            f"CREATE VIEW log AS SELECT n, file, {COLUMNS} FROM given"
            f" UNION ALL SELECT n, -1 AS file, {COLUMNS} FROM earlier"
        )
        return lost

    def kept(self, month: Month | None = None) -> Kept:
        """The results and forecasts of all months, and the deals that were open on the days of *month*."""
        if not self.exists:
            return Kept()
        with temporary_folder() as folder, self._sealed(folder) as connection:
            held = columns_of(connection)
            rows = {
                table: connection.execute(f"SELECT * FROM {GIVEN}.{table}{where}", bound).fetchall() if table in held else []
                for table, where, bound in (
                    ("results", "", {}), ("forecasts", "", {}), ("deals", " WHERE month = $month", {"month": month and month.start}),
                )
            }  # fmt: skip
        return Kept(*(tuple(RECORDS[table](Month.of(month), *rest) for month, *rest in found) for table, found in rows.items()))

    def results(self) -> list[StoredResult]:
        """The results of all months."""
        return list(self.kept().results)

    def write(self, target: Path, log: ActivityLog | None, results: Iterable[StoredResult], forecast: Kept = Kept()) -> None:
        """Write what is to be the store from now on.

        Args:
            target: a path that does not exist yet. The store itself is only read.
            log: joined with the store; None where the activity stays as it is.
            results: of one or more months; they replace the store's of these months.
            forecast: forecasts and open deals of one or more days; they replace the store's of these days.
        """
        made = Kept(tuple(results), forecast.forecasts, forecast.deals)
        if log is not None:
            self._written(log.connection, target, JOINED, made)
            return
        with engine() as (connection, _):
            if self.exists:
                self._attach(connection)
            self._written(connection, target, "SELECT * FROM kept.activity" if self.exists else _NO_ACTIVITY, made)

    def _written(self, connection: duckdb.DuckDBPyConnection, target: Path, activity: str, made: Kept) -> None:
        connection.execute("ATTACH $path AS made", {"path": str(target)})
        connection.execute(f"CREATE TABLE made.activity AS {activity}")
        for table in RECORDS:
            connection.execute(f"CREATE TABLE made.{table} ({', '.join(f'{name} {kind}' for name, kind in TABLES[table].items())})")
        if self.exists:
            months = {"months": sorted({each.month.start for each in made.results})}
            days = {"days": sorted({each.as_of for each in made.forecasts})}
            connection.execute(f"INSERT INTO made.results SELECT * FROM kept.results WHERE NOT {_OF_MONTHS}", months)
            connection.execute(f"INSERT INTO made.forecasts SELECT * FROM kept.forecasts WHERE NOT {_OF_DAYS}", days)
            connection.execute(f"INSERT INTO made.deals SELECT * FROM kept.deals WHERE NOT {_OF_DAYS}", days)
        for table, records in (("results", made.results), ("forecasts", made.forecasts), ("deals", made.deals)):
            _insert(connection, table, records)
        connection.execute(f"CREATE TABLE made.{STORE_TABLE} AS SELECT {VERSION} AS version")
        connection.execute("CHECKPOINT made")  # where detaching cannot write the rest, it says nothing
        connection.execute("DETACH made")

    def _attach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """What the store holds as the database ``kept``, a copy."""
        folder = folder_of(connection)
        copy = folder / "kept.duckdb"
        with self._sealed(folder, copy) as given:
            held = columns_of(given)
            for table, columns in TABLES.items():
                given.execute(f"CREATE TABLE {COPIED}.{table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
                if table in held:
                    given.execute(f"INSERT INTO {COPIED}.{table} SELECT * FROM {GIVEN}.{table}")
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
        if version not in TABLES_OF_VERSION:
            raise InputError([Finding(str(self.path), version, _OTHER_VERSION, _UPDATE)])
        tables = TABLES_OF_VERSION[version]
        others += [table for table in columns if table not in (*tables, STORE_TABLE)]
        if others:
            raise InputError([Finding(str(self.path), "、".join(others), _HOLDS_MORE, _WRITTEN_BY_US)])
        odd = [table for table in tables if list(columns.get(table, {}).items()) != list(TABLES[table].items())]
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


def _insert(connection: duckdb.DuckDBPyConnection, table: str, records: Sequence[StoredResult | StoredForecast | StoredDeal]) -> None:
    """As columns: a row at a time takes a company of a thousand seconds."""
    if not records:
        return
    columns: dict[str, Any] = {name: [getattr(each, name) for each in records] for name in TABLES[table]}
    columns["month"] = [each.month.start for each in records]
    wanted = ", ".join(f"unnest(CAST(${name} AS {kind}[]))" for name, kind in TABLES[table].items())
    connection.execute(f"INSERT INTO made.{table} SELECT {wanted}", columns)


_OF_MONTHS = "list_contains(CAST($months AS DATE[]), month)"
_OF_DAYS = "list_contains(CAST($days AS DATE[]), as_of)"
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
