"""The facts on 設定: thresholds, the fiscal year, the span of the days off, the log's file, and what the workbook is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count

from kpi_xl import __version__
from kpi_xl.language import Text
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role.parts import looks, names, verdicts
from kpi_xl.sheets.role.parts.page import DATE_RULE, Hint, Page
from kpi_xl.units import Unit

WORDS, VALUE, NOTE = 1, 3, 4
PERCENT = looks.INPUT_VALUE.but(num_format="0%")

Kept = tuple[str, object, Text]
"""What the workbook keeps about itself: the cell's name, what stands in it, its words."""


def draw_facts(page: Page, first: int, last_col: int, attaining: float, sentence: str, about: Sequence[Kept]) -> int:
    """From the heading in row *first* on; the last row.

    Args:
        attaining: from which attainment on a member counts.
        sentence: the goal that a new workbook begins with.
        about: whose workbook it is.
    """
    page.heading(first, WORDS, last_col, Text("基準", "Thresholds and calendar"))
    rows, settings = count(first + 1), page.draft.settings
    for name, value, words, note in (
        (names.THRESHOLD_GOOD, settings.thresholds.good, GOOD_WORDS, GOOD_NOTE),
        (names.THRESHOLD_FAIR, settings.thresholds.fair, FAIR_WORDS, FAIR_NOTE),
        (names.ATTAINING_THRESHOLD, attaining, ATTAINING_WORDS, ATTAINING_NOTE),
    ):
        row = draw_fact(page, next(rows), last_col, words, note)
        page.number_input(row, VALUE, value, Unit.RATIO, Hint(words, note), PERCENT)
        page.name(name, row, VALUE)
    row = draw_fact(page, next(rows), last_col, FIRST_MONTH_WORDS, FIRST_MONTH_NOTE)
    page.canvas.number(row, VALUE, settings.first_month, looks.INPUT_VALUE.but(num_format=str(Text('0"月"', "0"))))
    rule = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 12}
    page.validate(row, VALUE, rule, Hint(FIRST_MONTH_WORDS, FIRST_MONTH_NOTE))
    page.name(names.FISCAL_FIRST_MONTH, row, VALUE)
    _listed_span(page, rows, last_col)
    row = draw_fact(page, next(rows), last_col, LOG_WORDS, None)
    page.text_input(row, VALUE, "", Hint(LOG_WORDS, LOG_NOTE))
    page.name(names.ACTIVITY_LOG, row, VALUE)
    return _about(page, next(rows) + 1, [*about, *_version(page, sentence)])


def draw_fact(page: Page, row: int, last_col: int, words: Text, note: Text | None) -> int:
    """The words of one fact; its row."""
    page.canvas.fill(row, WORDS, last_col, looks.LABEL)
    page.canvas.text(row, WORDS, words, looks.LABEL)
    if note:
        page.canvas.text(row, NOTE, note, looks.LABEL_NOTE.but(indent=1))
    return row


def _listed_span(page: Page, rows: Iterator[int], last_col: int) -> None:
    """Between which days the list of holidays is complete."""
    months = page.draft.settings.listed_months
    style = looks.INPUT_VALUE.but(num_format=str(looks.DATE))
    for name, day, words, note in (
        (names.HOLIDAYS_FROM, months[0].start, FROM_WORDS, SPAN_NOTE),
        (names.HOLIDAYS_UNTIL, months[-1].end - timedelta(days=1), UNTIL_WORDS, None),
    ):
        row = draw_fact(page, next(rows), last_col, words, note)
        page.canvas.date(row, VALUE, day, style)
        page.validate(row, VALUE, DATE_RULE, Hint(words, SPAN_NOTE))
        page.name(name, row, VALUE)


def _version(page: Page, sentence: str) -> Iterator[Kept]:
    kind = page.draft.book.kind
    yield names.BOOK_VERSION, __version__, Text("ブックのバージョン", "Version of this workbook")
    if kind is not FormulaKind.MACROS:  # what SMARTチェック keeps of the sentence, so that ① can tell when it has changed
        check = verdicts.sentence_check(page.draft, sentence)
        yield names.KGI_CHECKED_TEXT, sentence, Text("SMARTチェックした目標文", "Goal checked last")
        yield names.KGI_CHECKED_SMART, check.signs, Text("その判定", "Its status")
        yield names.KGI_CHECKED_ADVICE, check.advice, Text("その助言", "Its advice")
    if kind is FormulaKind.PLAIN:
        yield names.BOOK_FORMULAS, kind.value, Text("数式の種類（変更しないでください）", "Formulas (leave as they are)")


def _about(page: Page, first: int, facts: Sequence[Kept]) -> int:
    for row, (name, value, words) in enumerate(facts, start=first):
        page.canvas.text(row, WORDS, words, looks.NOTE.but(indent=1))
        page.canvas.text(row, VALUE, value, looks.NOTE.but(align="left", indent=1))
        page.name(name, row, VALUE)
    return first + len(facts) - 1


GOOD_WORDS = Text("○とする達成率", "○ from")
GOOD_NOTE = Text("この達成率以上を○にします", "attainment from which the status is ○")
FAIR_WORDS = Text("△とする達成率", "△ from")
FAIR_NOTE = Text("この達成率以上を△、下回れば×にします", "attainment from which it is △; below is ×")
ATTAINING_WORDS = Text("達成メンバーの基準", "Member on target from")
ATTAINING_NOTE = Text("マネージャーのKPIで、達成と数える基準です", "for the manager's share of members on target")
FIRST_MONTH_WORDS = Text("年度の最初の月", "First month of the year")
FIRST_MONTH_NOTE = Text("4月始まりなら4", "4 where the fiscal year begins in April")
FROM_WORDS = Text("休業日一覧の最初の日", "The list of days off begins")
UNTIL_WORDS = Text("休業日一覧の最後の日", "The list of days off ends")
SPAN_NOTE = Text("期間内の祝日を一覧から消すと、稼働日になります", "Holidays removed from the list become working days")
LOG_WORDS = Text("活動ログのファイル", "File of the activity log")
LOG_NOTE = Text(
    "「実績を取込」で選んだファイルです。月次レポートはここから作ります",
    "Chosen with Import actuals. Monthly reports are made from it",
)
