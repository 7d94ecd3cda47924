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

from kpi_xl.activity.columns.detection import LayOut, layouts_by
from kpi_xl.activity.columns.layout import Layout
from kpi_xl.activity.columns.mapping import LogMapping
from kpi_xl.activity.days import DateOrder
from kpi_xl.activity.engine import engine
from kpi_xl.activity.fields import Field
from kpi_xl.activity.files.opening import check_log, check_logs, open_sources, read_beside
from kpi_xl.activity.files.source import Source
from kpi_xl.activity.log_table import LogTable
from kpi_xl.activity.notes import About, Note, together, weightiest
from kpi_xl.activity.reading.duplicates import Duplicates
from kpi_xl.activity.reading.reading import read_tables
from kpi_xl.activity.reading.records import LEFT_OUT, NO_ACTIVITY, Records
from kpi_xl.activity.reading.texts import Texts, store_texts
from kpi_xl.activity.rejects import Rejects
from kpi_xl.activity.relation import teams_of
from kpi_xl.activity.summary import KindTotal, ReadSummary, begun_by
from kpi_xl.activity.words.member_names import MemberTable, UnknownMember
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
    timezone: str | None = None  #: whose days count; None: what the mapping says, or those of Japan
    table: LogTable | None = None  #: the log itself where it lies in memory; the path is then only what it is called


class ActivityLog:
    """A log that was read; `kpi_xl.activity.query` counts in its relation ``log``, see `LOG_SCHEMA`."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, tables: Sequence[Records], beside: Mapping[str, tuple[str, str]],
        unknown: Sequence[UnknownMember], duplicates: Duplicates, notes: Sequence[Note] = (), spelled: Collection[str] = (),
    ) -> None:  # fmt: skip
        """*spelled*: the members of all rows, those left out or rejected among them."""
        self.connection, self.tables = connection, tables
        self.beside = beside  #: folded name -> member and team of a members file
        self.unknown, self.duplicates = unknown, duplicates
        self.rejects = Rejects(connection, tables)
        self._spelled, self._notes = spelled, notes
        counted = self._all("SELECT problem, count(*), min(date), max(date) FROM accounted GROUP BY problem")
        self.by_problem: Counter[str | None] = Counter({problem: count for problem, count, _, _ in counted})
        days = next(((low, high) for problem, _, low, high in counted if problem is None), (None, None))
        self.first_day: date | None = days[0]
        self.last_day: date | None = days[1]

    @property
    def name(self) -> str:
        """The files' names."""
        names = list(dict.fromkeys(each.source.name for each in self.tables))
        return names[0] if len(names) == 1 else str(_FILES.format(first=names[0], count=len(names) - 1))

    @property
    def read(self) -> int:
        """Rows that count."""
        return self.by_problem[None]

    @property
    def skipped(self) -> int:
        """Rows that are no activity, sum up others, or come again."""
        return sum(self.by_problem[problem] for problem in LEFT_OUT)

    @property
    def rejected(self) -> int:
        """Rows that cannot be read."""
        return self.by_problem.total() - self.read - self.skipped + self.rejects.too_wide

    @property
    def asides(self) -> int:
        """Of the rows skipped: totals, headings in between, remarks."""
        return sum(self.by_problem[problem] for problem in NO_ACTIVITY)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What a reader must know before he believes the figures, everything."""
        notes = [note for each in self.tables for note in each.source.notes] + list(self._notes)
        if self.rejected:
            notes.append(Note(About.REJECTED, _UNREAD.format(rows=f"{self.rejected:,}", reasons=self.rejects.reasons()), self.rejected))
        if self.duplicates.count:
            notes.append(Note(About.RECORD, _REPEATED.format(rows=f"{self.duplicates.count:,}"), self.duplicates.count))
        if self.asides:
            notes.append(Note(About.TOTAL, _ASIDES.format(rows=f"{self.asides:,}"), self.asides))
        if self.unknown:
            rows = sum(each.count for each in self.unknown)
            named = [each.name for each in self.unknown[:SHOWN_MEMBERS]]
            more = len(self.unknown) - len(named)
            listed = Text("、".join(named) + f" ほか{more}名" * bool(more), ", ".join(named) + f" and {more} more" * bool(more))
            notes.append(Note(About.UNLISTED, _UNLISTED.format(names=listed, rows=f"{rows:,}"), rows))
        return tuple(dict.fromkeys(notes))

    @cached_property
    def names(self) -> frozenset[str]:
        """The members with a row that counts."""
        if self._spelled and self.read == self.by_problem.total():
            return frozenset(self._spelled)
        rows = self._all("SELECT DISTINCT member FROM accounted WHERE problem IS NULL")
        return frozenset(member for (member,) in rows)

    def members(self, first: date, last: date) -> dict[str, tuple[str, ...]]:
        """Member -> teams, of everybody with a row from *first* to *last* (included) or in the members file, which knows one team."""
        found = teams_of(self._all(_MEMBERS, first=first, last=last))
        known = {folded(member): member for member in found}
        listed = {known.get(key, member): (team,) for key, (member, team) in self.beside.items()}
        return found | listed

    def sums(self, first: date, last: date) -> None:
        """Nothing is summed beforehand."""

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
        begins = dict(self._all("SELECT kind, min(date) FROM log GROUP BY kind"))
        return ReadSummary(
            self.name, self.read + self.skipped + self.rejected, self.read, self.skipped, self.rejected,
            self.rejects.first() if self.rejected else (), self.first_day, self.last_day, len(members | beside), ordered, self.duplicates.count,
            min(begins.values(), default=None), frozenset(begins), begun_by(last, begins),
            weightiest(together(self.notes)),
            tuple(note for note in self.notes if note.about is not About.IGNORED),
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
    check_logs([each.path for each in wanted if each.table is None])
    with engine() as (connection, folder):
        tables: list[Texts] = []
        beside: dict[str, tuple[str, str]] = {}
        for number, each in enumerate(wanted):
            (inner := folder / f"file{number}").mkdir()
            lay_out = layouts_by(each.mapping, each.preset, each.date_order, each.timezone)
            for source, layout in _sources(connection, each, lay_out, inner):
                first = tables[-1].first + tables[-1].count if tables else 0
                tables.append(store_texts(connection, source, replace(layout, needless=frozenset(needless)), len(tables), first))
            if tables[-1].layout.mapping.members:
                beside |= read_beside(connection, each.path, tables[-1].layout.mapping.members, inner)
        yield _understood(connection, tables, beside, MemberTable(members) if members else None)


def _sources(connection: duckdb.DuckDBPyConnection, log: LogFile, lay_out: LayOut, folder: Path) -> list[tuple[Source, Layout]]:
    if log.table is None:
        return open_sources(connection, log.path, lay_out, folder)
    from kpi_xl.activity.files.workbooks import open_worksheet  # late: most logs are CSV
    from kpi_xl.activity.files.worksheets import Worksheet

    rows = [list(row) for row in log.table.rows]
    return open_worksheet(log.path.name, Worksheet(log.table.sheet, True, rows, first_row=log.table.first_row), lay_out, folder, 0)


def _understood(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Texts], beside: Mapping[str, tuple[str, str]],
    member_table: MemberTable | None,
) -> ActivityLog:  # fmt: skip
    """The log of tables of texts."""
    read = read_tables(connection, tables, beside, member_table)
    by_name = {folded(member): (member, team) for member, team in beside.values()}
    unknown = [] if member_table is None else _unknown(connection, read.members, member_table)
    log = ActivityLog(connection, read.tables, by_name, unknown, read.duplicates, read.notes, read.members)
    if not log.read and not log.skipped:
        raise InputError(log.rejects.first()[:20] or [Finding(log.name, NO_VALUE, _NO_ROWS, _EXPORT_AGAIN)])
    return log


def _unknown(connection: duckdb.DuckDBPyConnection, spelled: Collection[str], table: MemberTable) -> list[UnknownMember]:
    """Who is in no plan, by rows that count: a remark below a report stands in the column of members, and names nobody."""
    others = set(spelled) - set(table.names)
    if not others:
        return []
    counts = dict(connection.execute("SELECT member, count(*) FROM accounted WHERE problem IS NULL GROUP BY member").fetchall())
    return [UnknownMember(name, counts[name], table.nearest(name)) for name in spelled if name in others and name in counts]


_MEMBERS = (
    "SELECT member, team, min(n), max((date - DATE '1970-01-01') * (1::BIGINT << 40) + n) FROM log"
    " WHERE date BETWEEN $first AND $last GROUP BY member, team"
)
SHOWN_MEMBERS = 3
_UNREAD = Text("読めなかった{rows}行は集計に入っていません（{reasons}）", "rows that could not be read and are not counted: {rows} ({reasons})")
_REPEATED = Text("同じIDの重複{rows}行は、新しいほうだけを数えています", "rows that repeat a record: {rows}; only the latest of each counts")
_ASIDES = Text("合計・見出し・注記の{rows}行は数えていません", "{rows} rows of totals, headings or remarks are not counted")
_UNLISTED = Text("計画に未登録の担当者：{names}（{rows}行）", "members who are not in the plan: {names} (rows: {rows})")
_FILES = Text("{first} ほか{count}件", "{first} and {count} more")
_NO_ROWS = Text("活動が1行もありません", "has no activity rows")
_EXPORT_AGAIN = Text("期間を確認して書き出し直してください", "Check the period and export it again")
