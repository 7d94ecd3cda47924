"""The activity log: raw texts made into the canonical table ``log``, every row accounted for.

SQL reads what is plain; the distinct texts that are not (1,000万, 全角, 2026年4月1日) are read by Python once each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.days import parse_day
from kpi_xl.activity.fields import Field
from kpi_xl.activity.mapping import LogMapping, MembersFile
from kpi_xl.activity.summary import KindTotal, ReadSummary
from kpi_xl.activity.tables import RawTable, as_utf8, load_csv
from kpi_xl.activity.workbooks import WORKBOOK_SUFFIXES, load_workbook
from kpi_xl.definitions import KINDS, kind_of
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.units import parse_number

if TYPE_CHECKING:
    import duckdb

SHOWN_REJECTS = 1000
IGNORED = "-"
"""Stands for the kind of rows that a mapping leaves out."""


class ActivityLog:
    """A log that was read; `kpi_xl.activity.query` counts in it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, raw: RawTable, mapping: LogMapping) -> None:
        self.connection, self.raw, self.mapping = connection, raw, mapping
        self.teams_beside: dict[str, str] = {}  #: member -> team from a members file

    def members(self, first: date, last: date) -> dict[str, str]:
        """Member -> team, of everybody with a row from *first* to *last* (included) or in the members file."""
        rows = self.connection.execute(
            "SELECT member, coalesce(arg_max(team, date) FILTER (WHERE team <> ''), '') FROM log"
            " WHERE date BETWEEN $first AND $last GROUP BY member ORDER BY min(n)",
            {"first": first, "last": last},
        ).fetchall()
        found = {member: self.teams_beside.get(member, team) for member, team in rows}
        return {**found, **{member: team for member, team in self.teams_beside.items() if member not in found}}

    def summary(self, month: Month, last: date) -> ReadSummary:
        """The account of all rows, and what the month up to *last* holds by kind."""
        rows, read, skipped, first_day, last_day, members = self._one(
            "SELECT count(*), count(*) FILTER (WHERE problem IS NULL), count(*) FILTER (WHERE problem = 'ignored'),"
            " min(date) FILTER (WHERE problem IS NULL), max(date) FILTER (WHERE problem IS NULL),"
            " count(DISTINCT member) FILTER (WHERE problem IS NULL) FROM cleaned"
        )
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
            max(members, len(self.teams_beside)), ordered,
        )  # fmt: skip

    def rejects(self) -> tuple[Finding, ...]:
        """The first rows that could not be read, with line, value and rule."""
        present = [target.key for target in self.raw.fields]
        rows = self.connection.execute(
            f"SELECT n, problem, {', '.join(present)} FROM raw JOIN cleaned_problems USING (n) ORDER BY n LIMIT $most",
            {"most": SHOWN_REJECTS},
        ).fetchall()
        findings = [_reject(self.raw, n, problem, dict(zip(present, cells, strict=True))) for n, problem, *cells in rows]
        return (*findings, *self.raw.malformed)[:SHOWN_REJECTS]

    def _one(self, query: str) -> Any:
        return self.connection.execute(query).fetchone()


@contextmanager
def open_log(path: Path, mapping: LogMapping = LogMapping()) -> Iterator[ActivityLog]:
    """Read a CSV (UTF-8 with or without BOM, CP932) or a workbook.

    Raises:
        InputError: the file cannot be read at all, or not a single row of it.
    """
    import duckdb

    _check_file(path)
    with duckdb.connect() as connection:
        if path.suffix.lower() in WORKBOOK_SUFFIXES:
            raw = load_workbook(connection, path, mapping)
            yield _cleaned(connection, raw, mapping, path)
        else:
            with as_utf8(path) as text:
                raw = load_csv(connection, text, path.name, mapping)
                yield _cleaned(connection, raw, mapping, path)


def _check_file(path: Path) -> None:
    if not path.exists():
        raise InputError([Finding(str(path), NO_VALUE, _NO_FILE, _CHECK_PATH)])
    if not path.is_file():
        raise InputError([Finding(str(path), NO_VALUE, _NOT_A_FILE, _CHECK_PATH)])
    if path.suffix.lower() in (".xls", ".xlsb", ".numbers", ".ods", ".pdf"):
        raise InputError([Finding(path.name, path.suffix, _OTHER_FORMAT, _SAVE_AS)])


def _cleaned(
    connection: duckdb.DuckDBPyConnection, raw: RawTable, mapping: LogMapping, path: Path
) -> ActivityLog:
    clean(connection, raw, mapping)
    log = ActivityLog(connection, raw, mapping)
    if mapping.members:
        log.teams_beside = _teams_beside(path, mapping.members)
    if log._one("SELECT count(*) FROM log")[0] == 0:
        rejects = log.rejects()
        raise InputError(rejects[:20] or [Finding(raw.name, NO_VALUE, _NO_ROWS, _EXPORT_AGAIN)])
    return log


def clean(connection: duckdb.DuckDBPyConnection, raw: RawTable, mapping: LogMapping) -> None:
    """Make ``cleaned`` (every row, with the problem it has) and the view ``log`` (the rows without one)."""
    has = {target: target in raw.fields for target in Field}
    kinds = {folded(value): kind for value, kind in mapping.kinds.items()}
    ignored = {folded(value) for value in mapping.ignored}

    def read_kind(text: str) -> str | None:
        word = folded(text)
        return IGNORED if word in ignored else kinds.get(word) or kind_of(text)

    _lookup(connection, "days", "DATE", Field.DATE, lambda text: parse_day(text, mapping.date_order))
    _lookup(connection, "kinds", "VARCHAR", Field.KIND, read_kind)
    _spellings(connection, "members", Field.MEMBER)
    if has[Field.TEAM]:
        _spellings(connection, "teams", Field.TEAM)
    if has[Field.SOURCE]:
        _lookup(connection, "sources", "VARCHAR", Field.SOURCE, folded)
    for target in (Field.COUNT, Field.AMOUNT, Field.SCORE):
        if has[target]:
            _lookup(connection, f"numbers_{target.key}", "DOUBLE", target, parse_number, where=f"NOT {_plain(target)}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE cleaned AS {_cleaning(has)}")
    connection.execute("CREATE OR REPLACE TEMP VIEW log AS SELECT * FROM cleaned WHERE problem IS NULL")
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW cleaned_problems AS"
        " SELECT n, problem FROM cleaned WHERE problem IS NOT NULL AND problem <> 'ignored'"
    )


def _plain(target: Field) -> str:
    """SQL that is true where a number needs no reading by Python."""
    return f"regexp_full_match(coalesce({target.key}, ''), '-?[0-9]{{1,13}}(\\.[0-9]{{1,4}})?|')"


def _lookup(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    kind: str,
    target: Field,
    read: Callable[[str], Any],
    where: str = "true",
) -> None:
    """A table text -> value with every distinct text of a column read once."""
    texts = connection.execute(f"SELECT DISTINCT {target.key} FROM raw WHERE {target.key} <> '' AND {where}").fetchall()
    _fill(connection, table, kind, ((text, read(text)) for (text,) in texts))


def _spellings(connection: duckdb.DuckDBPyConnection, table: str, target: Field) -> None:
    """A table text -> name in which spellings that differ in width, case or spaces share the commonest one."""
    counted = connection.execute(
        f"SELECT {target.key}, count(*) AS times FROM raw WHERE {target.key} <> '' GROUP BY 1 ORDER BY times DESC, min(n)"
    ).fetchall()
    chosen: dict[str, str] = {}
    for text, _ in counted:
        chosen.setdefault(folded(text), " ".join(text.split()))
    _fill(connection, table, "VARCHAR", ((text, chosen[folded(text)]) for text, _ in counted))


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, kind: str, rows: Iterable[tuple[str, Any]]
) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (text VARCHAR, value {kind})")
    pairs = list(rows)
    if pairs:
        import pandas

        frame = pandas.DataFrame({"text": [text for text, _ in pairs], "value": [value for _, value in pairs]}, dtype=object)
        connection.register("pairs", frame)
        connection.execute(f"INSERT INTO {table} SELECT text, value FROM pairs")
        connection.unregister("pairs")


def _cleaning(has: dict[Field, bool]) -> str:
    """The query that reads ``raw`` into typed columns and says what is wrong with each row."""

    def number(target: Field, kind: str) -> str:
        if not has[target]:
            return f"CAST(NULL AS {kind})"
        plain = f"TRY_CAST(nullif({target.key}, '') AS {kind})"
        return f"CASE WHEN {_plain(target)} THEN {plain} ELSE TRY_CAST(numbers_{target.key}.value AS {kind}) END"

    joins = "".join(
        f" LEFT JOIN numbers_{target.key} ON raw.{target.key} = numbers_{target.key}.text"
        for target in (Field.COUNT, Field.AMOUNT, Field.SCORE)
        if has[target]
    )
    joins += " LEFT JOIN teams ON raw.team = teams.text" if has[Field.TEAM] else ""
    joins += " LEFT JOIN sources ON raw.source = sources.text" if has[Field.SOURCE] else ""

    def unread(target: Field, value: str) -> str:
        return f"coalesce({target.key}_text, '') <> '' AND {value} IS NULL"

    texts = ", ".join(
        f"{target.key if has[target] else 'NULL'} AS {target.key}_text" for target in (Field.COUNT, Field.AMOUNT, Field.SCORE)
    )
    return f"""
    SELECT n, date, member, team, kind, CASE WHEN coalesce(count_text, '') = '' THEN 1 ELSE count END AS count,
           amount, score, account, source,
           CASE WHEN kind = '{IGNORED}' THEN 'ignored'
                WHEN kind IS NULL THEN 'kind'
                WHEN date IS NULL THEN 'date'
                WHEN member IS NULL THEN 'member'
                WHEN {unread(Field.COUNT, "count")} OR count < 0 THEN 'count'
                WHEN {unread(Field.AMOUNT, "amount")} THEN 'amount'
                WHEN {unread(Field.SCORE, "score")} OR score < 0 THEN 'score'
           END AS problem
    FROM (
        SELECT n, days.value AS date, nullif(members.value, '') AS member,
               {"coalesce(teams.value, '')" if has[Field.TEAM] else "''"} AS team, kinds.value AS kind,
               {texts}, {_whole(number(Field.COUNT, "DECIMAL(18,4)"))} AS count,
               {number(Field.AMOUNT, "DECIMAL(18,4)")} AS amount, {number(Field.SCORE, "DECIMAL(9,4)")} AS score,
               {"trim(coalesce(account, ''))" if has[Field.ACCOUNT] else "''"} AS account,
               {"coalesce(sources.value, '')" if has[Field.SOURCE] else "''"} AS source
        FROM raw LEFT JOIN days ON raw.date = days.text LEFT JOIN kinds ON raw.kind = kinds.text
             LEFT JOIN members ON raw.member = members.text{joins}
        WHERE coalesce({", ".join(f"nullif(trim(raw.{target.key}), '')" for target in Field if has[target])}) IS NOT NULL
    )"""


def _whole(number: str) -> str:
    """A count as BIGINT; NULL where it is no whole number."""
    return f"CASE WHEN {number} = floor({number}) THEN CAST({number} AS BIGINT) END"


def _teams_beside(log: Path, members: MembersFile) -> dict[str, str]:
    """Member -> team from the table beside the log."""
    import duckdb

    path = log.parent / members.file
    _check_file(path)
    columns = {members.member: Field.MEMBER, **({members.team: Field.TEAM} if members.team else {})}
    with as_utf8(path) as text, duckdb.connect() as connection:
        load_csv(connection, text, path.name, LogMapping(columns))
        team = "coalesce(trim(team), '')" if members.team else "''"
        rows = connection.execute(f"SELECT trim(member), {team} FROM raw WHERE trim(member) <> '' ORDER BY n").fetchall()
    return {" ".join(member.split()): " ".join(team.split()) for member, team in rows}


def _reject(raw: RawTable, n: int, problem: str, cells: dict[str, str | None]) -> Finding:
    value = cells.get(problem) or ""
    rule, remedy = _PROBLEMS[problem]
    target = next(target for target in Field if target.key == problem)
    place = Text(f"{raw.place(n).ja} {target.label.ja}", f"{raw.place(n).en} {target.label.en}")
    return Finding(place, value if value.strip() else NO_VALUE, rule if value.strip() else _BLANK, remedy)


_PROBLEMS = {
    "kind": (
        Text("という種別はありません", "is not a known kind"),
        Text("架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください", "Use a kind such as call or won, or map it with --map"),
    ),
    "date": (
        Text("日付として読めません", "is not a date"),
        Text("「2026-11-30」の形にするか、--map の date_order を指定してください", "Write it as 2026-11-30, or set date_order in the --map file"),
    ),
    "member": (Text("担当者が空です", "has no member"), Text("担当者を入れてください", "Fill in the member")),
    "count": (
        Text("件数は0以上の整数です", "a count is a whole number of 0 or more"),
        Text("整数にするか、空欄（1件）にしてください", "Write a whole number, or leave it blank for 1"),
    ),
    "amount": (
        Text("金額として読めません", "is not an amount"),
        Text("「500000」や「50万」のように入力してください", "Write it as 500000 or 50万"),
    ),
    "score": (
        Text("評点として読めません", "is not a score"),
        Text("「4.5」のように入力してください", "Write it as 4.5"),
    ),
}  # fmt: skip
_BLANK = Text("空欄です", "is blank")
_NO_FILE = Text("ファイルがありません", "there is no such file")
_NOT_A_FILE = Text("ファイルではありません", "is not a file")
_CHECK_PATH = Text("場所と名前を確かめてください", "Check the path and the name")
_OTHER_FORMAT = Text("この形式は読めません", "is a format that cannot be read")
_SAVE_AS = Text("CSVか .xlsx で保存し直してください", "Save it as CSV or .xlsx")
_NO_ROWS = Text("活動が1行もありません", "holds no activity at all")
_EXPORT_AGAIN = Text("期間を確かめて書き出し直してください", "Check the period and export it again")
