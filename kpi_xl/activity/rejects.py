"""Rejects: the rows that cannot be read, each with its file, line and reason. Nothing is lost without a word."""

from __future__ import annotations

import csv
import heapq
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_xl.activity.days import ColumnOrder, is_year_last
from kpi_xl.activity.fields import ERROR_VALUES, Field
from kpi_xl.activity.meanings import FORMULA_STARTS
from kpi_xl.activity.numbers import NUMBER_TYPES
from kpi_xl.activity.records import ODD, Records
from kpi_xl.activity.rules import IS_FALSE, IS_TRUE
from kpi_xl.activity.survey import SPLIT
from kpi_xl.activity.views import LEFT_OUT
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.language import Text

if TYPE_CHECKING:
    import duckdb

SHOWN_REJECTS = 1000
FETCHED = 10_000


@dataclass(frozen=True)
class Reject:
    """A row that cannot be read."""

    line: int
    text: str  #: as it stands in the file
    finding: Finding


class Rejects:
    """The rejects of a log."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, tables: Sequence[Records], orders: Mapping[int, ColumnOrder]
    ) -> None:
        self._connection, self._tables, self._orders = connection, tables, orders

    @property
    def too_wide(self) -> int:
        """Rows with more cells than the header; they are in no relation."""
        return sum(len(each.source.too_wide) for each in self._tables)

    def first(self) -> tuple[Finding, ...]:
        """The first rejects, in the order of the files."""
        found = (reject.finding for _, reject in self._all(SHOWN_REJECTS))
        return tuple(itertools.islice(found, SHOWN_REJECTS))

    def write(self, path: Path) -> int:
        """Write all of them to a CSV: file, line, reason, and the row as it stood; how many there are."""
        count = 0
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(map(str, _COLUMNS))
            for records, reject in self._all(None):
                cells = (records.source.name, str(reject.line), str(reject.finding), reject.text)
                writer.writerow(map(kept_as_text, cells))
                count += 1
        return count

    def place(self, n: int) -> Text:
        """Where record *n* stands."""
        records = next(each for each in reversed(self._tables) if each.first < n)
        walked = itertools.islice(records.source.walk(), n - records.first - 1, None)
        return records.source.place(next(walked)[0])

    def _all(self, most: int | None) -> Iterator[tuple[Records, Reject]]:
        for records in self._tables:
            for reject in _by_line(self._unread(records, most), self._too_wide(records)):
                yield records, reject

    def _unread(self, records: Records, most: int | None) -> Iterator[Reject]:
        """The file is walked along beside the list of its rejects, both in order."""
        rejected = self._numbers(records, most)
        wanted = next(rejected, None)
        if wanted is None:
            return
        for number, (line, text) in enumerate(records.source.walk(), records.first + 1):
            if number == wanted[0]:
                yield Reject(line, text, self._finding(records, line, wanted[1], wanted[2]))
                wanted = next(rejected, None)
                if wanted is None:
                    return

    def _numbers(self, records: Records, most: int | None) -> Iterator[tuple[int, str, str]]:
        """(number, problem, text of the field) of every reject of a table."""
        texts = " ".join(
            f"WHEN '{field.key}' THEN CAST({column} AS VARCHAR)"
            for field in Field
            if (column := _text_column(records, field)) is not None
        )
        text = f"CASE problem {texts} END" if texts else "NULL"
        left_out = ", ".join(f"'{problem}'" for problem in LEFT_OUT)
        cursor = self._connection.cursor()
        cursor.execute(
            f"SELECT n, problem, {text} FROM"
            f" (SELECT n, problem FROM accounted WHERE file = {records.index} AND problem NOT IN ({left_out}))"
            f" JOIN {records.table} ON {records.table}.rowid = n - {records.first + 1} ORDER BY n"
            + ("" if most is None else f" LIMIT {most}")
        )
        while rows := cursor.fetchmany(FETCHED):
            yield from rows

    def _too_wide(self, records: Records) -> Iterator[Reject]:
        for line, text in records.source.too_wide:
            yield Reject(line, text, Finding(records.source.place(line), text, _TOO_WIDE, _QUOTE_COMMA))

    def _finding(self, records: Records, line: int, problem: str, text: str | None) -> Finding:
        value = _shown(records.source.decode(text or ""))
        field = next(field for field in Field if field.key == problem)
        stands = records.source.place(line)
        place = Text(f"{stands.ja} {field.label.ja}", f"{stands.en} {field.label.en}")
        if value in ERROR_VALUES:
            return Finding(place, value, _ERROR_VALUE, _MEND_FORMULA)
        order = self._orders[records.index]
        if field is Field.DATE and is_year_last(value) and (order.is_undecided or order.is_mixed):
            return Finding(place, value, _MIXED if order.is_mixed else _UNDECIDED, _GIVE_ORDER)
        rule, remedy = _PROBLEMS[problem]
        return Finding(place, value or NO_VALUE, rule if value else _BLANK, remedy)


def _shown(text: str) -> str:
    """A cell in one line; of several cells that rules looked at, those that hold more than yes or no."""
    cells = [" ".join(cell.split()) for cell in text.split(SPLIT)]
    said = [cell for cell in cells if cell and (len(cells) == 1 or folded(cell) not in IS_TRUE | IS_FALSE)]
    return " / ".join(said)


def _text_column(records: Records, field: Field) -> str | None:
    """Where the text of a field is kept as it stood; None where the table has none."""
    key = ODD + field.key if field.key in NUMBER_TYPES else field.key
    return f"{records.table}.{key}" if key in records.stored else None


def _by_line(*rejects: Iterator[Reject]) -> Iterator[Reject]:
    """Several lists of rejects, each in order, as one."""
    return heapq.merge(*rejects, key=lambda reject: reject.line)


def kept_as_text(cell: str) -> str:
    """A cell of a CSV that no spreadsheet takes for a formula.

    >>> kept_as_text("=1+1"), kept_as_text("山田")
    ("'=1+1", '山田')
    """
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


_COLUMNS = (Text("ファイル", "file"), Text("行", "line"), Text("理由", "reason"), Text("元の行", "row"))
_PROBLEMS = {
    "kind": (
        Text("という種別はありません", "is not a known kind"),
        Text("架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください", "Use a kind such as call or won, or map it with --map"),
    ),
    "date": (
        Text("は日付として読めません", "is not a date"),
        Text("「2026/11/30」の形にするか、--map の date_order を指定してください", "Write it as 2026-11-30, or set date_order in the --map file"),
    ),
    "member": (Text("担当者が空です", "has no member"), Text("担当者を入れてください", "Fill in the member")),
    "count": (
        Text("件数は0以上の整数です", "a count is a whole number of 0 or more"),
        Text("整数にするか、空欄（1件）にしてください", "Write a whole number, or leave it blank for 1"),
    ),
    "amount": (
        Text("は金額として読めません", "is not an amount"),
        Text("「500000」や「50万」のように入力してください", "Write it as 500000 or 500,000"),
    ),
    "score": (
        Text("は評点として読めません", "is not a score"),
        Text("「4.5」のように入力してください", "Write it as 4.5"),
    ),
}  # fmt: skip
_BLANK = Text("が空欄です", "is blank")
_ERROR_VALUE = Text("は数式のエラー値です", "is the error value of a formula")
_MEND_FORMULA = Text("元のセルの数式を直してから書き出してください", "Fix the formula and export again")
_UNDECIDED = Text("は月と日のどちらが先か決められません", "is a date whose day and month cannot be told apart")
_MIXED = Text(
    "は月と日の順を決められません。この列には両方の順が混ざっています", "is a date in a column that mixes both orders of day and month"
)
_GIVE_ORDER = Text(
    "--date-order mdy（月/日/年）か dmy（日/月/年）を指定してください", "Give --date-order mdy (month first) or dmy (day first)"
)
_TOO_WIDE = Text("は見出しより列が多い行です", "has more cells than the header")
_QUOTE_COMMA = Text("カンマを含む値は「\"」で囲んでください", "Put values that hold a comma in double quotes")
