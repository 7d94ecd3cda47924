"""The log in a warehouse: every row accounted for, like a log in files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.fields import Field
from kpi_xl.activity.relation import Days, DaysAsked, Sums, teams_of
from kpi_xl.activity.summary import KindTotal, ReadSummary, begun_by
from kpi_xl.activity.warehouse.account import Account
from kpi_xl.activity.warehouse.address import Address, read_address
from kpi_xl.activity.warehouse.drivers import Warehouse, connected
from kpi_xl.activity.warehouse.groups import NAMED, Group, groups_of, meant, spans_of, texts_of
from kpi_xl.activity.warehouse.table import Meanings, Table
from kpi_xl.activity.warehouse.texts import Texts
from kpi_xl.activity.warehouse.translation import Statement, translated
from kpi_xl.definitions import KINDS, kind_of
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month

if TYPE_CHECKING:
    from sqlglot import exp


@dataclass(frozen=True)
class Rows:
    """What a query gave."""

    rows: list[Any]

    def fetchall(self) -> list[Any]:
        return self.rows


@dataclass(frozen=True)
class WarehouseConnection:
    """Runs our queries over the warehouse's table."""

    warehouse: Warehouse
    dialect: str
    table: Table
    meanings: Meanings  #: sources aside

    def execute(self, query: str, parameters: Mapping[str, Any] = {}, /) -> Rows:
        meanings = {**self.meanings, Field.SOURCE: self._sources} if _SOURCE.search(query) else self.meanings
        return self._ran(query, parameters, meanings)

    @cached_property
    def _sources(self) -> Mapping[str, str | None]:
        """What the texts of the sources mean: looked up once a query names them, as they are too many to be grouped with the others."""
        if Field.SOURCE not in self.table.columns:
            return {}
        found = self._ran("SELECT source, count(*) AS rows FROM given GROUP BY source", {}, {}).fetchall()
        return Texts({Field.SOURCE: dict(found)}).meanings(None)[Field.SOURCE]

    def _ran(self, query: str, parameters: Mapping[str, Any], meanings: Meanings) -> Rows:
        return Rows(self.warehouse.rows(translated(query, parameters, self.table.relations(meanings), self.dialect)))


@dataclass(frozen=True)
class Looked:
    """What one look at the table found."""

    groups: Sequence[Group]
    account: Account
    meanings: Meanings
    asked: DaysAsked | None

    @cached_property
    def counted(self) -> Sequence[tuple[str, str, str, Group]]:
        """The groups that count, with the member, team and kind that they mean."""
        return list(meant(self.groups, self.meanings))

    def members(self, days: Days) -> list[tuple[str, str, date, date]] | None:
        """Member, team, first and last day of those with a row in *days*; None: it was not looked for."""
        place = next((place for place, span in enumerate(spans_of(self.asked)) if self._is_same(span, days)), None) if self.asked else None
        if place is None:
            return None
        found: dict[tuple[str, str], tuple[date, date]] = {}
        for member, team, _, group in self.counted:
            begin, latest = group.spans[place]
            if begin is not None and latest is not None:
                known = found.get((member, team), (begin, latest))
                found[member, team] = min(known[0], begin), max(known[1], latest)
        return [(member, team, begin, latest) for (member, team), (begin, latest) in found.items()]

    def sums(self, days: Days) -> Sums | None:
        """What the rows of *days* come to; None: it was not looked for."""
        if self.asked is None or not self._is_same(self.asked.month, days):
            return None
        found: defaultdict[str, dict[str, tuple[int, Any]]] = defaultdict(dict)
        for member, _, kind, group in sorted(self.counted, key=itemgetter(0)):
            if group.month_count is not None:
                count, amount = found[member].get(kind, (0, 0))
                found[member][kind] = count + group.month_count, amount + group.month_amount
        return found

    def _is_same(self, span: Days, days: Days) -> bool:
        """Whether both hold the same rows: after the log's last day there is none."""
        end = self.account.last_day or date.max
        return span[0] == days[0] and min(span[1], end) == min(days[1], end)


class WarehouseLog:
    """A log in a warehouse; see `kpi_xl.activity.relation.Log`."""

    def __init__(self, name: str, place: str, connection: WarehouseConnection, texts: Texts, looked: Looked) -> None:
        self.name, self.connection = name, connection
        self._place, self._texts, self._looked, self._account = place, texts, looked, looked.account
        self.rows, self.read = self._account.rows, self._account.read
        self.first_day, self.last_day = self._account.first_day, self._account.last_day
        if not self.read:
            raise InputError(self.rejects or [Finding(place, NO_VALUE, _NO_ROWS, _CHECK_TABLE)])

    @property
    def rejected(self) -> int:
        """Rows that cannot be counted."""
        return self.rows - self.read

    @property
    def rejects(self) -> tuple[Finding, ...]:
        """What is wrong with them, each problem once with its number of rows."""
        unknown = self._texts.rows.get(Field.KIND, {})
        findings = [
            Finding(f"{self._place} kind", text, (_NO_KIND if text else _IS_BLANK).format(rows=_rows(rows)), _MAP_KIND)
            for text, rows in sorted(unknown.items(), key=lambda each: -each[1])
            if kind_of(text) is None
        ]
        return tuple(findings) + tuple(
            Finding(f"{self._place} {field.key}", NO_VALUE, _PROBLEMS[field].format(rows=_rows(rows)), _MEND)
            for field, rows in self._account.problems.items()
            if rows
        )

    def members(self, first: date, last: date) -> dict[str, tuple[str, ...]]:
        """Member -> teams, of everybody with a row from *first* to *last* (included); of several on one day the last by name is the latest."""
        found = self._looked.members((first, last))
        return teams_of(self.connection.execute(_MEMBERS, {"first": first, "last": last}).fetchall() if found is None else found)

    def sums(self, first: date, last: date) -> Sums | None:
        """What the rows of each member and kind come to, where the one look at the table was for these days."""
        return self._looked.sums((first, last))

    def summary(self, month: Month, last: date) -> ReadSummary:
        """The account of all rows, and what the month up to *last* holds by kind."""
        members = set(map(folded, self._account.members))
        totals = {kind: KindTotal(kind, int(count), float(amount or 0)) for kind, count, amount in self._kinds(month.start, last)}
        return ReadSummary(
            self.name, self.rows, self.read, 0, self.rejected, self.rejects, self.first_day, self.last_day,
            len(members), {kind: totals[kind] for kind in KINDS if kind in totals},
            logged=frozenset(self._account.begins), begun=begun_by(last, self._account.begins),
        )  # fmt: skip

    def _kinds(self, first: date, last: date) -> list[tuple[str, Any, Any]]:
        sums = self.sums(first, last)
        if sums is None:
            return self.connection.execute(_KINDS, {"first": first, "last": last}).fetchall()
        found: defaultdict[str, list[tuple[int, Any]]] = defaultdict(list)
        for by_kind in sums.values():
            for kind, each in by_kind.items():
                found[kind].append(each)
        return [(kind, sum(count for count, _ in each), sum(amount for _, amount in each)) for kind, each in found.items()]


@contextmanager
def open_warehouse(
    url: str, table: str, members: Sequence[str] | None = None, asked: DaysAsked | None = None
) -> Iterator[WarehouseLog]:
    """Open the log that a warehouse's table (or view) holds.

    Args:
        url: ``postgres://host/database``, without password.
        table: its name, ``schema.name`` or ``catalog.schema.name``; parts may be quoted as the warehouse quotes.
        members: the names that the plan lists; members of the log are matched with them.
        asked: days of which the look at the table finds everything; questions about others are queries of their own.

    Raises:
        MissingProgramError: the library for this warehouse is not installed.
        InputError: the address, the connection, the table or its columns are at fault, or it holds nothing that counts.
    """
    address = read_address(url)
    with connected(address) as warehouse:
        yield _opened(address, warehouse, table, members, asked)


def _opened(
    address: Address, warehouse: Warehouse, table: str, members: Sequence[str] | None, asked: DaysAsked | None
) -> WarehouseLog:
    name = table_named(table, address.dialect)
    found = Table.of(name, warehouse.columns(_all_columns(name, address.dialect)), table)
    groups, unsound = groups_of(WarehouseConnection(warehouse, address.dialect, found, {}), asked)
    texts = Texts({field: texts_of([*groups, *unsound], field) for field in NAMED})
    meanings = texts.meanings(members)
    connection = WarehouseConnection(warehouse, address.dialect, found, meanings)
    looked = Looked(groups, Account.of(groups, unsound, meanings), meanings, asked)
    return WarehouseLog(f"{address} {table}", table, connection, texts, looked)


def table_named(table: str, dialect: str) -> exp.Table:
    """The table that ``--table`` names; names without quotes are folded as the dialect folds them.

    Raises:
        InputError: it is not the name of a table.
    """
    from sqlglot import exp
    from sqlglot.errors import SqlglotError
    from sqlglot.optimizer.normalize_identifiers import normalize_identifiers

    try:
        name = exp.to_table(table, dialect=dialect)
    except SqlglotError as error:
        raise InputError([Finding("--table", table, _NO_NAME, _WRITE_NAME)]) from error
    if not name.name or name.alias or not all(isinstance(part, exp.Identifier) for part in name.parts):
        raise InputError([Finding("--table", table, _NO_NAME, _WRITE_NAME)])
    return normalize_identifiers(name, dialect=dialect)


def _all_columns(name: exp.Table, dialect: str) -> Statement:
    from sqlglot import exp

    return Statement(exp.select("*").from_(name).limit(0).sql(dialect=dialect, identify=True), {})


def _rows(count: int) -> Text:
    return Text(f"{count:,}行", counted(count, "row"))


_IS_BLANK = Text("が空欄の行があります（{rows}）", "is blank in {rows}")
_IS_NEGATIVE = Text("が負の行があります（{rows}）", "is negative in {rows}")
_PROBLEMS = {Field.DATE: _IS_BLANK, Field.MEMBER: _IS_BLANK, Field.COUNT: _IS_NEGATIVE, Field.SCORE: _IS_NEGATIVE}
"""Field -> what is wrong with rows that cannot be counted, kinds aside."""
_MEMBERS = (
    "SELECT member, team, min(date) AS begin, max(date) AS latest FROM log"
    " WHERE date BETWEEN $first AND $last GROUP BY member, team"
)
_KINDS = (
    "SELECT kind, sum(count) AS counted, sum(amount) AS yen FROM log WHERE date BETWEEN $first AND $last GROUP BY kind"
)
_SOURCE = re.compile(r"\bsource\b")
_NO_NAME = Text("は表の名前として読めません", "is not the name of a table")
_WRITE_NAME = Text("「schema.activity」のように指定してください", "Write it as schema.activity")
_NO_ROWS = Text("に数えられる活動が1行もありません", "has no activity rows")
_CHECK_TABLE = Text("--table の名前を確認してください", "Check the name given with --table")
_NO_KIND = Text("という種別はありません（{rows}）", "is not a known kind ({rows})")
_MAP_KIND = Text(
    "種別を架電・商談・受注などに直すか、その行を除いたビューを作ってください",
    "Make a view that names a kind such as call or won, or leaves these rows out",
)
_MEND = Text("表を直すか、その行を除いたビューを作ってください", "Correct the table, or make a view that leaves them out")
