"""設定: draws the lists and what stands below them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kpi_xl import __version__
from kpi_xl.language import Text
from kpi_xl.sheets.company.kgi.sentence import sentence_words
from kpi_xl.sheets.company.parts import looks as own_looks
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.page import CompanyDraft, CompanyPage
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.settings_sheet.lists import draw_member_list, draw_team_list
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role.days_off import draw_days
from kpi_xl.sheets.role.parts import looks, verdicts
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.parts.page import DATE_RULE, FIRST_ROW, Hint
from kpi_xl.units import Unit

WIDTHS = (2, 20, 16, 26, 12, 12, 12, 14, 18)
LAST_COL = len(WIDTHS) - 1
WORDS, VALUE, NOTE = 1, 3, 4
GAP = 3
"""Free rows under a list, where what is written below its end is noticed."""


def draw(company: CompanyDraft) -> None:
    page = CompanyPage(company, Tab.SETTINGS, *WIDTHS)
    page.begin(LAST_COL)
    teams = draw_member_list(page, FIRST_ROW, LAST_COL) + GAP + 1
    below = draw_team_list(page, teams, LAST_COL) + GAP + 1
    facts = _facts(page, _ramp_and_capacity(page, below))
    last = draw_days(page, facts + 2)
    page.canvas.sheet.set_h_pagebreaks([teams, facts + 2])
    page.canvas.page(last, LAST_COL, repeat_row=0, pages_high=0)
    page.canvas.sheet.set_portrait()  # long lists, few columns


def _ramp_and_capacity(page: CompanyPage, first: int) -> int:
    """The first row below them."""
    company = page.company.settings.company
    page.heading(first, WORDS, LAST_COL, Text("立ち上がり：新しいメンバーが受け持つ割合", "Ramp: what a new member carries"))
    for down, share in enumerate(company.ramp.shares, start=1):
        row = _fact(page, first + down, RAMP_WORDS[down - 1], RAMP_NOTE if down == 1 else None)
        page.number_input(row, VALUE, share, Unit.RATE, Hint(RAMP_WORDS[down - 1], RAMP_NOTE), PERCENT)
    page.name(names.RAMP, first + 1, VALUE, first + len(company.ramp.shares))
    row = first + len(company.ramp.shares) + 2
    page.heading(row, WORDS, LAST_COL, Text("受け持てる量：1人（換算）あたり", "Capacity of one ramped member"))
    capacity = company.capacity
    for name, value, words in (
        (names.CAPACITY_MEETINGS, capacity.meetings, Text("商談（フィールドセールス・月）", "Meetings of field sales, a month")),
        (names.CAPACITY_REQUESTS, capacity.requests, Text("資料請求への対応（SDR・日）", "Requests of an SDR, a day")),
        (names.CAPACITY_CALLS, capacity.calls, Text("架電（BDR・日）", "Calls of a BDR, a day")),
    ):
        row = _fact(page, row + 1, words, CAPACITY_NOTE if name == names.CAPACITY_MEETINGS else None)
        page.number_input(row, VALUE, value, Unit.COUNT, Hint(words, CAPACITY_NOTE))
        page.name(name, row, VALUE)
    return row + 2


def _facts(page: CompanyPage, first: int) -> int:
    """Thresholds, calendar and what the workbook is; their last row."""
    page.heading(first, WORDS, LAST_COL, Text("基準", "Thresholds and calendar"))
    settings, rows = page.company.settings, iter(range(first + 1, first + 30))
    for name, value, words, note in (
        (role_names.THRESHOLD_GOOD, settings.thresholds.good, GOOD_WORDS, GOOD_NOTE),
        (role_names.THRESHOLD_FAIR, settings.thresholds.fair, FAIR_WORDS, FAIR_NOTE),
        (role_names.ATTAINING_THRESHOLD, page.attaining_threshold, ATTAINING_WORDS, ATTAINING_NOTE),
    ):
        row = _fact(page, next(rows), words, note)
        page.number_input(row, VALUE, value, Unit.RATIO, Hint(words, note), PERCENT)
        page.name(name, row, VALUE)
    row = _fact(page, next(rows), FIRST_MONTH_WORDS, FIRST_MONTH_NOTE)
    page.canvas.number(row, VALUE, settings.first_month, looks.INPUT_VALUE.but(num_format=str(Text('0"月"', "0"))))
    rule = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 12}
    page.validate(row, VALUE, rule, Hint(FIRST_MONTH_WORDS, FIRST_MONTH_NOTE))
    page.name(role_names.FISCAL_FIRST_MONTH, row, VALUE)
    _listed_span(page, rows)
    _fact(page, row := next(rows), LOG_WORDS, None)
    page.text_input(row, VALUE, "", Hint(LOG_WORDS, LOG_NOTE))
    page.name(role_names.ACTIVITY_LOG, row, VALUE)
    next(rows)
    return _about(page, rows)


def _listed_span(page: CompanyPage, rows: Iterator[int]) -> None:
    """Between which days the list of holidays is complete."""
    months = page.company.settings.as_role.listed_months
    style = looks.INPUT_VALUE.but(num_format=str(looks.DATE))
    for name, day, words in (
        (role_names.HOLIDAYS_FROM, months[0].start, FROM_WORDS),
        (role_names.HOLIDAYS_UNTIL, months[-1].end - timedelta(days=1), UNTIL_WORDS),
    ):
        row = _fact(page, next(rows), words, SPAN_NOTE if name == role_names.HOLIDAYS_FROM else None)
        page.canvas.date(row, VALUE, day, style)
        page.validate(row, VALUE, DATE_RULE, Hint(words, SPAN_NOTE))
        page.name(name, row, VALUE)


def _about(page: CompanyPage, rows: Iterator[int]) -> int:
    kind = page.draft.book.kind
    roles = ",".join(role.key for role in page.company.seats.roles)
    facts: list[tuple[str, object, Text]] = [
        (role_names.BOOK_ROLE, names.COMPANY, Text("ブックの種類（変更しないでください）", "Kind of workbook (leave as it is)")),
        (names.COMPANY_ROLES, roles, Text("役割（変更しないでください）", "Roles (leave as they are)")),
        (role_names.BOOK_VERSION, __version__, Text("ブックのバージョン", "Version of this workbook")),
    ]
    if kind is not FormulaKind.MACROS:
        facts += _checked_last(page)
    if kind is FormulaKind.PLAIN:
        facts.append((role_names.BOOK_FORMULAS, kind.value, Text("数式の種類（変更しないでください）", "Formulas (leave as they are)")))
    row = 0
    for name, value, words in facts:
        row = next(rows)
        page.canvas.text(row, WORDS, words, looks.NOTE.but(indent=1))
        page.canvas.text(row, VALUE, value, looks.NOTE.but(align="left", indent=1))
        page.name(name, row, VALUE)
    return row


def _checked_last(page: CompanyPage) -> Iterator[tuple[str, object, Text]]:
    """What SMARTチェック keeps of the sentence, so that ① can tell when it has changed."""
    words = sentence_words(page)
    check = verdicts.sentence_check(page.draft, words)
    yield role_names.KGI_CHECKED_TEXT, words, Text("SMARTチェックした目標文", "Goal checked last")
    yield role_names.KGI_CHECKED_SMART, check.signs, Text("その判定", "Its status")
    yield role_names.KGI_CHECKED_ADVICE, check.advice, Text("その助言", "Its advice")


def _fact(page: CompanyPage, row: int, words: Text, note: Text | None) -> int:
    page.canvas.fill(row, WORDS, LAST_COL, looks.LABEL)
    page.canvas.text(row, WORDS, words, looks.LABEL)
    if note:
        page.canvas.text(row, NOTE, note, looks.LABEL_NOTE.but(indent=1))
    return row


PERCENT = looks.INPUT_VALUE.but(num_format="0%")
RAMP_WORDS = (
    Text("入社した月", "Month of joining"), Text("2か月目", "Second month"), Text("3か月目", "Third month"),
    Text("4か月目から", "From the fourth month"),
)  # fmt: skip
RAMP_NOTE = Text(
    "入社日から数えます。立ち上がり中の分は、同じ役割のほかの人の目標になります",
    "Counted from the day of joining. What a new member does not carry, the others of the role do",
)
CAPACITY_NOTE = Text("シナリオで、必要な量がこれに収まるかを見ます", "Scenarios show whether the work fits in")
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
__all__ = ["draw", "own_looks"]
