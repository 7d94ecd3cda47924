"""Rejects: the rows that cannot be read, each with its file, line and reason. Nothing is lost without a word."""

from __future__ import annotations

import csv
import heapq
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_xl.activity.columns.rules import IS_FALSE, IS_TRUE
from kpi_xl.activity.days import is_short, is_year_last
from kpi_xl.activity.fields import ERROR_VALUES, Field
from kpi_xl.activity.files.source import Line
from kpi_xl.activity.reading.records import LEFT_OUT, Records
from kpi_xl.activity.reading.texts import CURRENCY, KIND, rule_columns_of
from kpi_xl.activity.words.money import read_money
from kpi_xl.activity.words.plain import FORMULA_STARTS, plain
from kpi_xl.activity.words.stages import is_stage_id
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

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Sequence[Records]) -> None:
        self._connection, self._tables = connection, tables

    @property
    def too_wide(self) -> int:
        """Rows with more cells than the header; they are in no relation."""
        return sum(len(each.source.too_wide) for each in self._tables)

    def first(self) -> tuple[Finding, ...]:
        """The first rejects, in the order of the files."""
        found = (reject.finding for _, reject in self._all(SHOWN_REJECTS))
        return tuple(itertools.islice(found, SHOWN_REJECTS))

    def reasons(self) -> Text:
        """How many rows there are for each reason, most first."""
        left_out = ", ".join(f"'{problem}'" for problem in LEFT_OUT)
        counted = self._connection.execute(
            f"SELECT problem, count(*) AS rows FROM accounted WHERE problem NOT IN ({left_out}) GROUP BY problem ORDER BY rows DESC, problem"
        ).fetchall()
        is_deal = {each.index for each in self._tables if each.layout.mapping.stage}
        labels = {field.key: field.label for field in Field} | {CURRENCY: _CURRENCY} | ({KIND: _STAGE} if len(is_deal) == len(self._tables) else {})
        parts = [(labels[problem], rows) for problem, rows in counted] + [(_WIDTH, self.too_wide)] * bool(self.too_wide)
        return Text("、".join(f"{label.ja} {rows:,}行" for label, rows in parts), ", ".join(f"{label.en} {rows:,}" for label, rows in parts))

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
        return records.source.place(next(walked).number)

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
        for number, line in enumerate(records.source.walk(), records.first + 1):
            if number == wanted[0]:
                yield Reject(line.number, line.text, _finding(records, line, wanted[1]))
                wanted = next(rejected, None)
                if wanted is None:
                    return

    def _numbers(self, records: Records, most: int | None) -> Iterator[tuple[int, str]]:
        """(number, problem) of every reject of a table."""
        left_out = ", ".join(f"'{problem}'" for problem in LEFT_OUT)
        cursor = self._connection.cursor()
        cursor.execute(
            f"SELECT n, problem FROM {records.table} WHERE problem NOT IN ({left_out}) ORDER BY n" + ("" if most is None else f" LIMIT {most}")
        )
        while rows := cursor.fetchmany(FETCHED):
            yield from rows

    def _too_wide(self, records: Records) -> Iterator[Reject]:
        for line, text in records.source.too_wide:
            yield Reject(line, text, Finding(records.source.place(line), text, _TOO_WIDE, _QUOTE_COMMA))


def _finding(records: Records, line: Line, problem: str) -> Finding:
    layout = records.layout
    field = Field.AMOUNT if problem == CURRENCY else next(each for each in Field if each.key == problem)
    value, stands = _value(records, line, problem), records.source.place(line.number)
    place = Text(f"{stands.ja} {field.label.ja}", f"{stands.en} {field.label.en}")
    if value in ERROR_VALUES:
        return Finding(place, value, _ERROR_VALUE, _MEND_FORMULA)
    if problem == CURRENCY:
        return Finding(place, value, _FOREIGN, _TELL_RATE.format(currency=_currency(records, line)))
    order = records.order
    if field is Field.DATE and is_year_last(value) and (order.is_undecided or order.is_mixed):
        return Finding(place, value, _MIXED if order.is_mixed else _UNDECIDED, _GIVE_ORDER)
    if field is Field.DATE and is_short(value) and not order.is_declared:
        return Finding(place, value, _SHORT_YEAR, _GIVE_SHORT_ORDER)
    if problem == KIND and layout.mapping.stage in layout.values:
        return _stage_finding(records, line, stands)
    rule, remedy = _PROBLEMS[problem]
    return Finding(place, value or NO_VALUE, rule if value else _BLANK, remedy)


def _stage_finding(records: Records, line: Line, stands: Text) -> Finding:
    """Of a stage that nothing knows, with the line of mapping that would settle it."""
    position = records.layout.values[records.layout.mapping.stage]
    title, stage = records.layout.titles[position], _cells(line, (position,))
    place = Text(f"{stands.ja} {title}", f"{stands.en} {title}")
    if not stage:
        return Finding(place, NO_VALUE, _BLANK, _FILL_STAGE)
    written = '"' + stage.replace("\\", "\\\\").replace('"', '\\"') + '" = "pipeline"'
    if is_stage_id(stage):
        return Finding(place, stage, _STAGE_ID, _NAME_STAGES.format(line=written))
    return Finding(place, stage, _UNKNOWN_STAGE, _TELL_STAGE.format(line=written))


def _value(records: Records, line: Line, problem: str) -> str:
    """The cell that cannot be read; of several cells that rules looked at, those that hold more than yes or no."""
    layout = records.layout
    if problem == KIND and layout.mapping.decides_kinds:
        cells = [_cells(line, (position,)) for position in rule_columns_of(layout).values()]
        return " / ".join(cell for cell in cells if cell and (len(cells) == 1 or folded(cell) not in IS_TRUE | IS_FALSE))
    if problem == CURRENCY:
        amount, currency = _cells(line, layout.positions(Field.AMOUNT)), _currency(records, line)
        return amount if read_money(amount) is None or ((money := read_money(amount)) and money.currency) else f"{currency} {amount}"
    return _cells(line, layout.positions(next(each for each in Field if each.key == problem)))


def _currency(records: Records, line: Line) -> str:
    """The currency of a row: its cell's, its column's or its heading's."""
    layout = records.layout
    money = read_money(_cells(line, layout.positions(Field.AMOUNT)))
    position = layout.companions.get(CURRENCY)
    beside = "" if position is None else _cells(line, (position,))
    return (money.currency if money else "") or beside or layout.unit.currency or "USD"


def _cells(line: Line, positions: Sequence[int]) -> str:
    """The first of several cells that holds anything."""
    return next((said for position in positions if position < len(line.cells) and (said := plain(line.cells[position]))), "")


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
_CURRENCY, _STAGE, _WIDTH = Text("外貨", "foreign currency"), Text("フェーズ", "stage"), Text("列の数", "width")
_FOREIGN = Text("は外貨なので、円として数えていません", "is in a foreign currency and not counted as yen")
_TELL_RATE = Text(
    "対応表（--map）に [rates] を作り {currency} = 150 のように書くか、円に換算した列を加えて書き出してください",
    "Write {currency} = 150 under [rates] in a --map file, or export the converted column too",
)
_UNKNOWN_STAGE = Text("は受注・失注・進行中のどれか分からないフェーズです", "is a stage that does not say whether the deal is won, lost or open")
_TELL_STAGE = Text(
    "対応表（--map）の [stages] に {line} のように書いてください（won、lost、false も可）",
    "Write {line} under [stages] in a --map file (or won, lost, false)",
)
_STAGE_ID = Text("はフェーズの番号で、名前ではありません", "is the number of a stage, not its name")
_NAME_STAGES = Text(
    "フェーズの名前が入る形式で書き出し直すか、対応表（--map）の [stages] に {line} のように書いてください",
    "Export it with the names of stages, or write {line} under [stages] in a --map file",
)
_FILL_STAGE = Text("フェーズを入れてください", "Fill in the stage")
_SHORT_YEAR = Text("は年が2桁で、年月日の順が決められません", "is a date with a year of two digits, whose order cannot be told")
_GIVE_SHORT_ORDER = Text(
    "--date-order ymd（年/月/日）、mdy、dmy のどれかを指定してください", "Give --date-order ymd (year first), mdy or dmy"
)
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
