"""The activity log: a file opened as the canonical table ``log``, every row accounted for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.cleaning import ERROR_VALUES, clean
from kpi_xl.activity.fields import Field
from kpi_xl.activity.mapping import LogMapping, MembersFile
from kpi_xl.activity.summary import KindTotal, ReadSummary
from kpi_xl.activity.tables import RawTable, as_utf8, load_csv
from kpi_xl.activity.workbooks import WORKBOOK_SUFFIXES, load_workbook
from kpi_xl.definitions import KINDS
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.periods import Month

if TYPE_CHECKING:
    import duckdb

SHOWN_REJECTS = 1000


class ActivityLog:
    """A log that was read; `kpi_xl.activity.query` counts in it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, raw: RawTable, mapping: LogMapping) -> None:
        self.connection, self.raw, self.mapping = connection, raw, mapping
        self.beside: dict[str, tuple[str, str]] = {}  #: folded name -> member and team of a members file

    def members(self, first: date, last: date) -> dict[str, str]:
        """Member -> team, of everybody with a row from *first* to *last* (included) or in the members file."""
        rows = self.connection.execute(
            "SELECT member, coalesce(arg_max(team, (date, n)) FILTER (WHERE team <> ''), '') FROM log"
            " WHERE date BETWEEN $first AND $last GROUP BY member ORDER BY min(n)",
            {"first": first, "last": last},
        ).fetchall()
        found = {member: self.beside.get(folded(member), (member, team))[1] for member, team in rows}
        known = {folded(member) for member in found}
        return {**found, **{member: team for name, (member, team) in self.beside.items() if name not in known}}

    def summary(self, month: Month, last: date) -> ReadSummary:
        """The account of all rows, and what the month up to *last* holds by kind."""
        rows, read, skipped, first_day, last_day = self._one(
            "SELECT count(*), count(*) FILTER (WHERE problem IS NULL), count(*) FILTER (WHERE problem = 'ignored'),"
            " min(date) FILTER (WHERE problem IS NULL), max(date) FILTER (WHERE problem IS NULL) FROM cleaned"
        )
        members = {folded(member) for (member,) in self.connection.execute("SELECT DISTINCT member FROM log").fetchall()}
        malformed = len(self.raw.malformed)
        rejected = rows - read - skipped + malformed
        kinds = self.connection.execute(
            "SELECT kind, sum(count), sum(amount) FROM log WHERE date >= $first AND date <= $last GROUP BY kind",
            {"first": month.start, "last": last},
        ).fetchall()
        totals = {kind: KindTotal(kind, int(count), float(amount or 0)) for kind, count, amount in kinds}
        ordered = {kind: totals[kind] for kind in KINDS if kind in totals}
        return ReadSummary(
            self.raw.name, rows + malformed, read, skipped, rejected, self.rejects(), first_day, last_day,
            len(members | set(self.beside)), ordered,
        )  # fmt: skip

    def rejects(self) -> tuple[Finding, ...]:
        """The first rows that could not be read, with line, value and rule."""
        present = [target.key for target in self.raw.fields]
        rows = self.connection.execute(
            f"SELECT n, problem, {', '.join(present)} FROM raw JOIN cleaned_problems USING (n) ORDER BY n LIMIT $most",
            {"most": SHOWN_REJECTS},
        ).fetchall()
        findings = [
            (self.raw.line(n), _reject(self.raw, n, problem, dict(zip(present, cells, strict=True))))
            for n, problem, *cells in rows
        ]
        in_order = sorted([*findings, *self.raw.malformed], key=itemgetter(0))
        return tuple(finding for _, finding in in_order[:SHOWN_REJECTS])

    def _one(self, query: str) -> Any:
        return self.connection.execute(query).fetchone()


@contextmanager
def open_log(path: Path, mapping: LogMapping = LogMapping()) -> Iterator[ActivityLog]:
    """Read a CSV (UTF-8 with or without BOM, CP932) or a workbook.

    Raises:
        InputError: the file cannot be read at all, or not a single row of it.
    """
    import duckdb

    check_log(path)
    with duckdb.connect() as connection:
        if path.suffix.lower() in WORKBOOK_SUFFIXES:
            raw = load_workbook(connection, path, mapping)
            yield _cleaned(connection, raw, mapping, path)
        else:
            with as_utf8(path) as text:
                raw = load_csv(connection, text, path.name, mapping)
                yield _cleaned(connection, raw, mapping, path)


def check_log(path: Path) -> None:
    """Refuse a path that cannot be read as a log.

    Raises:
        InputError: no such file, a folder, no permission, or a format that is not read.
    """
    if not path.exists():
        raise InputError([Finding(str(path), NO_VALUE, _NO_FILE, _CHECK_PATH)])
    if not path.is_file():
        raise InputError([Finding(str(path), NO_VALUE, _NOT_A_FILE, _CHECK_PATH)])
    if not os.access(path, os.R_OK):
        raise InputError([Finding(str(path), NO_VALUE, _NOT_ALLOWED, _ASK_PERMISSION)])
    if path.suffix.lower() in (".xls", ".xlsb", ".numbers", ".ods", ".pdf"):
        raise InputError([Finding(path.name, path.suffix, _OTHER_FORMAT, _SAVE_AS)])


def _cleaned(
    connection: duckdb.DuckDBPyConnection, raw: RawTable, mapping: LogMapping, path: Path
) -> ActivityLog:
    clean(connection, raw, mapping)
    log = ActivityLog(connection, raw, mapping)
    if mapping.members:
        log.beside = _read_beside(path, mapping.members)
    if log._one("SELECT count(*) FROM log")[0] == 0:
        rejects = log.rejects()
        raise InputError(rejects[:20] or [Finding(raw.name, NO_VALUE, _NO_ROWS, _EXPORT_AGAIN)])
    return log


def _read_beside(log: Path, members: MembersFile) -> dict[str, tuple[str, str]]:
    """Folded name -> member and team, from the table beside the log."""
    import duckdb

    path = log.parent / members.file
    check_log(path)
    columns = {members.member: Field.MEMBER, **({members.team: Field.TEAM} if members.team else {})}
    with as_utf8(path) as text, duckdb.connect() as connection:
        load_csv(connection, text, path.name, LogMapping(columns))
        team = "coalesce(trim(team), '')" if members.team else "''"
        rows = connection.execute(f"SELECT trim(member), {team} FROM raw WHERE trim(member) <> '' ORDER BY n").fetchall()
    return {folded(member): (" ".join(member.split()), " ".join(team.split())) for member, team in rows}


def _reject(raw: RawTable, n: int, problem: str, cells: dict[str, str | None]) -> Finding:
    value = (cells.get(problem) or "").strip()
    target = next(target for target in Field if target.key == problem)
    place = Text(f"{raw.place(n).ja} {target.label.ja}", f"{raw.place(n).en} {target.label.en}")
    if value in ERROR_VALUES:
        return Finding(place, value, _ERROR_VALUE, _MEND_FORMULA)
    rule, remedy = _PROBLEMS[problem]
    return Finding(place, value or NO_VALUE, rule if value else _BLANK, remedy)


_PROBLEMS = {
    "kind": (
        Text("という種別はありません", "is not a known kind"),
        Text("架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください", "Use a kind such as call or won, or map it with --map"),
    ),
    "date": (
        Text("は日付として読めません", "is not a date"),
        Text("「2026-11-30」の形にするか、--map の date_order を指定してください", "Write it as 2026-11-30, or set date_order in the --map file"),
    ),
    "member": (Text("担当者が空です", "has no member"), Text("担当者を入れてください", "Fill in the member")),
    "count": (
        Text("件数は0以上の整数です", "a count is a whole number of 0 or more"),
        Text("整数にするか、空欄（1件）にしてください", "Write a whole number, or leave it blank for 1"),
    ),
    "amount": (
        Text("は金額として読めません", "is not an amount"),
        Text("「500000」や「50万」のように入力してください", "Write it as 500000 or 50万"),
    ),
    "score": (
        Text("は評点として読めません", "is not a score"),
        Text("「4.5」のように入力してください", "Write it as 4.5"),
    ),
}  # fmt: skip
_BLANK = Text("が空欄です", "is blank")
_ERROR_VALUE = Text("は数式のエラー値です", "is the error value of a formula")
_MEND_FORMULA = Text("元のセルの数式を直してから書き出してください", "Mend the formula and export again")
_NO_FILE = Text("ファイルがありません", "does not exist")
_NOT_A_FILE = Text("ファイルではありません", "is not a file")
_CHECK_PATH = Text("場所と名前を確かめてください", "Check the path and the name")
_NOT_ALLOWED = Text("を読む権限がありません", "is a file that you may not read")
_ASK_PERMISSION = Text("ファイルの権限を確かめてください", "Check the permissions of the file")
_OTHER_FORMAT = Text("は読めない形式です", "is a format that cannot be read")
_SAVE_AS = Text("CSVか .xlsx で保存し直してください", "Save it as CSV or .xlsx")
_NO_ROWS = Text("活動が1行もありません", "holds no activity at all")
_EXPORT_AGAIN = Text("期間を確かめて書き出し直してください", "Check the period and export it again")
