"""The activity log: files opened as the relation ``log``, every row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.days import ColumnOrder, DateOrder
from kpi_xl.activity.detection import layouts_by
from kpi_xl.activity.duplicates import Duplicates, find_duplicates
from kpi_xl.activity.engine import engine
from kpi_xl.activity.fields import Field
from kpi_xl.activity.files import check_log, check_logs, open_source, read_beside
from kpi_xl.activity.mapping import LogMapping
from kpi_xl.activity.meanings import KindSets, member_called, read_days, read_kinds, read_names, read_words
from kpi_xl.activity.member_names import MemberTable, UnknownMember
from kpi_xl.activity.records import Records
from kpi_xl.activity.rejects import Rejects
from kpi_xl.activity.storing import store
from kpi_xl.activity.summary import KindTotal, ReadSummary
from kpi_xl.activity.views import LEFT_OUT, make_views
from kpi_xl.definitions import KINDS
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.periods import Month

if TYPE_CHECKING:
    import duckdb

__all__ = ["ActivityLog", "LogFile", "check_log", "open_log"]


@dataclass(frozen=True)
class LogFile:
    """One file of a log and how to read it."""

    path: Path
    mapping: LogMapping | None = None  #: None: the preset that fits
    preset: str | None = None  #: id or product; None: any
    date_order: DateOrder | None = None  #: None: what the mapping says, or the column shows


class ActivityLog:
    """A log that was read; `kpi_xl.activity.query` counts in its relation ``log``, see `LOG_SCHEMA`."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, tables: Sequence[Records], orders: Mapping[int, ColumnOrder],
        beside: Mapping[str, tuple[str, str]], unknown: Sequence[UnknownMember], duplicates: Duplicates,
        spelled: Collection[str] = (),
    ) -> None:  # fmt: skip
        """*spelled*: the members of all rows, those left out or rejected among them."""
        self.connection, self.tables, self.orders = connection, tables, orders
        self.beside = beside  #: folded name -> member and team of a members file
        self.unknown, self.duplicates = unknown, duplicates
        self.rejects = Rejects(connection, tables, orders)
        self._spelled = spelled
        counted = self._all("SELECT problem, count(*), min(date), max(date) FROM accounted GROUP BY problem")
        self._by_problem: Counter[str | None] = Counter({problem: count for problem, count, _, _ in counted})
        days = next(((low, high) for problem, _, low, high in counted if problem is None), (None, None))
        self.first_day: date | None = days[0]
        self.last_day: date | None = days[1]

    @property
    def name(self) -> str:
        """The files' names."""
        names = [each.source.name for each in self.tables]
        return names[0] if len(names) == 1 else str(_FILES.format(first=names[0], count=len(names) - 1))

    @property
    def read(self) -> int:
        """Rows that count."""
        return self._by_problem[None]

    @property
    def skipped(self) -> int:
        """Rows that are no activity, or come again further down."""
        return sum(self._by_problem[problem] for problem in LEFT_OUT)

    @property
    def rejected(self) -> int:
        """Rows that cannot be read."""
        return self._by_problem.total() - self.read - self.skipped + self.rejects.too_wide

    @cached_property
    def names(self) -> frozenset[str]:
        """The members with a row that counts."""
        if self._spelled and self.read == self._by_problem.total():
            return frozenset(self._spelled)
        rows = self._all("SELECT DISTINCT member FROM accounted WHERE problem IS NULL")
        return frozenset(member for (member,) in rows)

    def members(self, first: date, last: date) -> dict[str, str]:
        """Member -> team, of everybody with a row from *first* to *last* (included) or in the members file."""
        rows = self._all(_MEMBERS, first=first, last=last)
        latest = {member: team for member, team, _, _ in sorted(rows, key=lambda row: (row[1] != "", row[3]))}
        begun = [member for member, _, _, _ in sorted(rows, key=lambda row: row[2])]
        found = {member: self.beside.get(folded(member), (member, latest[member]))[1] for member in begun}
        known = {folded(member) for member in found}
        return {**found, **{member: team for member, team in self.beside.values() if folded(member) not in known}}

    def summary(self, month: Month, last: date) -> ReadSummary:
        """The account of all rows, and what the month up to *last* holds by kind."""
        members = set(map(folded, self.names))
        kinds = self._all(
            "SELECT kind, sum(count), sum(amount) FROM log WHERE date >= $first AND date <= $last GROUP BY kind",
            first=month.start, last=last,
        )  # fmt: skip
        totals = {kind: KindTotal(kind, int(count), float(amount or 0)) for kind, count, amount in kinds}
        ordered = {kind: totals[kind] for kind in KINDS if kind in totals}
        beside = {folded(member) for member, _ in self.beside.values()}
        return ReadSummary(
            self.name, self.read + self.skipped + self.rejected, self.read, self.skipped, self.rejected,
            self.rejects.first() if self.rejected else (), self.first_day, self.last_day, len(members | beside), ordered, self.duplicates.count,
        )  # fmt: skip

    def place(self, n: int) -> Text:
        """Where record *n* stands."""
        return self.rejects.place(n)

    def _all(self, query: str, **bound: Any) -> list[Any]:
        return self.connection.execute(query, bound).fetchall()


@contextmanager
def open_log(
    files: Path | Sequence[Path | LogFile], mapping: LogMapping | None = None, members: Sequence[str] | None = None,
    needless: Collection[Field] = (),
) -> Iterator[ActivityLog]:  # fmt: skip
    """Read logs: CSV (UTF-8, UTF-16, CP932), workbooks, Parquet and DuckDB files, together one log.

    Args:
        files: the log, or several; a `LogFile` says how that one is read.
        mapping: how the others are read; None: each by the preset that fits.
        members: the names that the plan lists; members of the log are matched with them.
        needless: of accounts and sources, what nobody will ask for: they are checked, and blank in the log.

    Raises:
        InputError: a file cannot be read at all, or not a single row of it.
    """
    given = [files] if isinstance(files, Path) else files
    wanted = [each if isinstance(each, LogFile) else LogFile(each, mapping) for each in given]
    check_logs([each.path for each in wanted])
    with engine() as (connection, folder):
        tables: list[Records] = []
        beside: dict[str, tuple[str, str]] = {}
        for index, each in enumerate(wanted):
            (inner := folder / f"file{index}").mkdir()
            lay_out = layouts_by(each.mapping, each.preset, each.date_order)
            source, layout = open_source(connection, each.path, lay_out, inner)
            layout = replace(layout, needless=frozenset(needless))
            first = tables[-1].first + tables[-1].count if tables else 0
            tables.append(store(connection, source, layout, index, first))
            if layout.mapping.members:
                beside |= read_beside(connection, each.path, layout.mapping.members, inner)
        yield _understood(connection, tables, beside, MemberTable(members) if members else None)


def _understood(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Records], beside: Mapping[str, tuple[str, str]],
    member_table: MemberTable | None,
) -> ActivityLog:  # fmt: skip
    """The log of stored tables, with what their texts mean."""
    sets, orders = KindSets(), {}
    for each in tables:
        if Field.KIND.key in each.coded:
            read_kinds(connection, each, sets)
        orders[each.index] = read_days(connection, each)
        read_words(connection, each)
    sets.write(connection)
    counts = read_names(connection, tables, Field.MEMBER, member_called(member_table, beside))
    read_names(connection, tables, Field.TEAM)
    make_views(connection, tables)
    duplicates = find_duplicates(connection, tables)
    if duplicates.count:
        make_views(connection, tables, has_duplicates=True)
    by_name = {folded(member): (member, team) for member, team in beside.values()}
    unknown = [] if member_table is None else _unknown(counts, member_table)
    log = ActivityLog(connection, tables, orders, by_name, unknown, duplicates, counts)
    if not log.read and not log.skipped:
        raise InputError(log.rejects.first()[:20] or [Finding(log.name, NO_VALUE, _NO_ROWS, _EXPORT_AGAIN)])
    return log


def _unknown(counts: Mapping[str, int], table: MemberTable) -> list[UnknownMember]:
    known = set(table.names)
    return [UnknownMember(name, rows, table.nearest(name)) for name, rows in counts.items() if name not in known]


_MEMBERS = (
    "SELECT member, team, min(n), max((date - DATE '1970-01-01') * (1::BIGINT << 40) + n) FROM log"
    " WHERE date BETWEEN $first AND $last GROUP BY member, team"
)
"""Whoever began first comes first; of several teams that of the latest day counts, there that of the last row."""
_FILES = Text("{first} ほか{count}件", "{first} and {count} more")
_NO_ROWS = Text("活動が1行もありません", "has no activity rows")
_EXPORT_AGAIN = Text("期間を確認して書き出し直してください", "Check the period and export it again")
