"""The log in a warehouse: every row accounted for, like a log in files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.fields import Field
from kpi_xl.activity.relation import teams_of
from kpi_xl.activity.summary import KindTotal, ReadSummary
from kpi_xl.activity.warehouse.account import GROUPS, NAMED, Account, Group, texts_of
from kpi_xl.activity.warehouse.address import Address, read_address
from kpi_xl.activity.warehouse.drivers import Warehouse, connected
from kpi_xl.activity.warehouse.table import Table
from kpi_xl.activity.warehouse.texts import Texts
from kpi_xl.activity.warehouse.translation import Relation, Statement, translated
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
    relations: tuple[Relation, ...]

    def execute(self, query: str, parameters: Mapping[str, Any] = {}, /) -> Rows:
        return Rows(self.warehouse.rows(translated(query, parameters, self.relations, self.dialect)))


class WarehouseLog:
    """A log in a warehouse; see `kpi_xl.activity.relation.Log`."""

    def __init__(self, name: str, place: str, connection: WarehouseConnection, texts: Texts, account: Account) -> None:
        self.name, self.connection = name, connection
        self._place, self._texts, self._account = place, texts, account
        self.rows, self.read = account.rows, account.read
        self.first_day, self.last_day = account.first_day, account.last_day
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
        return teams_of(self.connection.execute(_MEMBERS, {"first": first, "last": last}).fetchall())

    def summary(self, month: Month, last: date) -> ReadSummary:
        """The account of all rows, and what the month up to *last* holds by kind."""
        members = set(map(folded, self._account.members))
        kinds = self.connection.execute(_KINDS, {"first": month.start, "last": last}).fetchall()
        totals = {kind: KindTotal(kind, int(count), float(amount or 0)) for kind, count, amount in kinds}
        return ReadSummary(
            self.name, self.rows, self.read, 0, self.rejected, self.rejects, self.first_day, self.last_day,
            len(members), {kind: totals[kind] for kind in KINDS if kind in totals}, logged=self._account.kinds,
        )  # fmt: skip


@contextmanager
def open_warehouse(url: str, table: str, members: Sequence[str] | None = None) -> Iterator[WarehouseLog]:
    """Open the log that a warehouse's table (or view) holds.

    Args:
        url: ``postgres://host/database``, without password.
        table: its name, ``schema.name`` or ``catalog.schema.name``; parts may be quoted as the warehouse quotes.
        members: the names that the plan lists; members of the log are matched with them.

    Raises:
        MissingProgramError: the library for this warehouse is not installed.
        InputError: the address, the connection, the table or its columns are at fault, or it holds nothing that counts.
    """
    address = read_address(url)
    with connected(address) as warehouse:
        yield _opened(address, warehouse, table, members)


def _opened(address: Address, warehouse: Warehouse, table: str, members: Sequence[str] | None) -> WarehouseLog:
    name = table_named(table, address.dialect)
    found = Table.of(name, warehouse.columns(_all_columns(name, address.dialect)), table)
    bare = WarehouseConnection(warehouse, address.dialect, found.relations({}))
    groups = [Group(*row) for row in bare.execute(GROUPS).fetchall()]
    texts = Texts({field: texts_of(groups, field) for field in NAMED} | _sources(bare, found))
    meanings = texts.meanings(members)
    connection = WarehouseConnection(warehouse, address.dialect, found.relations(meanings))
    return WarehouseLog(f"{address} {table}", table, connection, texts, Account.of(groups, meanings))


def _sources(connection: WarehouseConnection, table: Table) -> dict[Field, Mapping[str, int]]:
    """The texts of the sources, apart from the others: beside each member and kind they would be too many groups."""
    if Field.SOURCE not in table.columns:
        return {}
    return {Field.SOURCE: dict(connection.execute("SELECT source, count(*) AS rows FROM given GROUP BY source").fetchall())}


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
