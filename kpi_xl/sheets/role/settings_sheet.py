"""設定: members, thresholds, days off.

One below the other: people delete and insert whole rows in a list, and nothing of another part stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kpi_xl import __version__
from kpi_xl.definitions import roles_of_members
from kpi_xl.language import Text
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.live.words import begins_with
from kpi_xl.sheets.role.days_off import draw_days
from kpi_xl.sheets.role.goal import goal_words
from kpi_xl.sheets.role.parts import looks, names, verdicts
from kpi_xl.sheets.role.parts.page import DATE_RULE, FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.target_layout import member_rows
from kpi_xl.sheets.role.targets.member_check import FAULT
from kpi_xl.sheets.role.targets.page import checked_members
from kpi_xl.sheets.styles import BAD, HEADING, INPUT_NUMBER, MUTED
from kpi_xl.targets import Member
from kpi_xl.units import Unit

NAME, TEAM, ROLE, JOINED, SHARE = range(1, 6)
LAST_COL = 7
"""Room for notes, right of the members."""
WORDS, VALUE, NOTE = 1, 3, 4
LABELS = 9
"""The words of the role list, right of the printed area."""
WIDTHS = (2, 20, 24, 28, 13, 11, 13, 13)
HEAD_ROW = FIRST_ROW + 1
FIRST_MEMBER = HEAD_ROW + 1
FACT_ROWS = 14
"""Rows for thresholds and for what the workbook is, whichever kind it is: the lists stand alike in all of them."""


def draw(draft: Draft) -> None:
    page = Page(draft, Step.SETTINGS, *WIDTHS)
    page.begin(LAST_COL)
    end = _members(page)
    last_fact, source = _thresholds(page, end + names.ROWS_BELOW + 1)
    _role_rule(page, end - 1, source)
    last_day = draw_days(page, last_fact + 2)
    page.canvas.sheet.set_h_pagebreaks([last_fact + 2])
    page.canvas.page(last_day, LAST_COL, repeat_row=0, pages_high=0)
    page.canvas.sheet.set_portrait()  # long lists, few columns


# --- members ----------------------------------------------------------------------------------------------------------


def _members(page: Page) -> int:
    """The row that closes the list."""
    page.heading(FIRST_ROW, NAME, LAST_COL, Text("担当者", "Members"))
    settings = page.draft.settings
    room = member_rows(settings)
    last = FIRST_MEMBER + room - 1
    for offset in range(room):
        _member(page, FIRST_MEMBER + offset, settings.members[offset] if offset < len(settings.members) else None)
    _table(page, last)
    _end(page, last + 1)
    _member_rules(page, last)
    return last + 1


def _table(page: Page, last: int) -> None:
    head = page.draft.book.format(looks.HEAD_LEFT)
    columns = [{"header": str(words), "header_format": head} for words in names.MEMBER_COLUMNS]
    options = {"name": names.MEMBERS, "style": None, "autofilter": False, "columns": columns}
    page.canvas.sheet.add_table(HEAD_ROW, NAME, last, SHARE, options)
    page.name(names.MEMBERS_AREA, HEAD_ROW, NAME, last, SHARE)


def _end(page: Page, row: int) -> None:
    """The row that closes the list, and the names by which the list is found."""
    page.canvas.fill(row, NAME, SHARE, looks.LIST_END)
    page.canvas.text(row, NAME, names.MEMBERS_END, looks.LIST_END)
    page.name(names.MEMBERS_LIST, HEAD_ROW, NAME, row, SHARE)
    columns = (names.MEMBERS_NAME, names.MEMBERS_TEAM, names.MEMBERS_ROLE, names.MEMBERS_JOINED, names.MEMBERS_SHARE)
    for col, name in enumerate(columns, start=NAME):
        page.name(name, HEAD_ROW, col, row)
    page.name(names.MEMBERS_BELOW, row, NAME, row + names.ROWS_BELOW)
    check = page.canvas.placed(FIRST_ROW, TEAM, checked_members(page.draft).cell, CHECK_STYLE)
    page.marked(FIRST_ROW, TEAM, FIRST_ROW, TEAM, {begins_with(check, FAULT): {"font_color": BAD}})


def _member(page: Page, row: int, member: Member | None) -> None:
    joined = INPUT_NUMBER.but(num_format=str(looks.DATE), align="center")
    page.text_input(row, NAME, member.name if member else "")
    page.text_input(row, TEAM, member.team if member else "")
    page.text_input(row, ROLE, str(member.role.title) if member else "")
    page.canvas.date(row, JOINED, member.joined if member else None, joined)
    share = member.share if member else None
    style = looks.INPUT_VALUE.but(num_format="0.0%")
    if share is None:
        page.canvas.blank(row, SHARE, style)
    else:
        page.canvas.number(row, SHARE, share, style)


def _member_rules(page: Page, last: int) -> None:
    share_rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    page.validate(FIRST_MEMBER, NAME, {"validate": "any"}, NAME_HINT, last)
    page.validate(FIRST_MEMBER, JOINED, DATE_RULE, JOINED_HINT, last)
    page.validate(FIRST_MEMBER, SHARE, share_rule, SHARE_HINT, last)


def _role_rule(page: Page, last: int, source: str) -> None:
    rule = {"validate": "list", "source": f"={source}", "error_message": ROLE_HINT.message}
    page.validate(FIRST_MEMBER, ROLE, rule, ROLE_HINT, last)


def _role_list(page: Page, row: int) -> str:
    """The roles from *row* on; their cells."""
    roles = [role.title for role in roles_of_members(page.draft.role)]
    page.canvas.text(row - 1, LABELS, Text("役割の一覧", "roles"), looks.HELPER_HEAD.but(align="left"))
    for offset, title in enumerate(roles):
        page.canvas.text(row + offset, LABELS, title, looks.HELPER.but(align="left"))
    first, last = (page.canvas.a1(row + offset, LABELS, True) for offset in (0, len(roles) - 1))
    return f"{first}:{last}"


# --- thresholds -------------------------------------------------------------------------------------------------------


def _thresholds(page: Page, first: int) -> tuple[int, str]:
    """Thresholds, calendar and what the workbook is, from the heading in row *first* on; their last row, and the roles' cells."""
    page.heading(first, WORDS, LAST_COL, Text("基準", "Thresholds and calendar"))
    thresholds, figures = page.draft.settings.thresholds, page.figures
    percent = looks.INPUT_VALUE.but(num_format="0%")
    rows = iter(range(first + 1, first + 21))
    for name, value, words, note in (
        (names.THRESHOLD_GOOD, thresholds.good, GOOD_WORDS, GOOD_NOTE),
        (names.THRESHOLD_FAIR, thresholds.fair, FAIR_WORDS, FAIR_NOTE),
        (names.ATTAINING_THRESHOLD, figures.attaining_threshold, ATTAINING_WORDS, ATTAINING_NOTE),
    ):
        row = _fact(page, next(rows), words, note)
        page.number_input(row, VALUE, value, Unit.RATIO, Hint(words, note), percent)
        page.name(name, row, VALUE)
    row = _fact(page, next(rows), FIRST_MONTH_WORDS, FIRST_MONTH_NOTE)
    page.canvas.number(
        row, VALUE, page.draft.settings.first_month, looks.INPUT_VALUE.but(num_format=str(Text('0"月"', "0")))
    )
    rule = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 12}
    page.validate(row, VALUE, rule, Hint(FIRST_MONTH_WORDS, FIRST_MONTH_NOTE))
    page.name(names.FISCAL_FIRST_MONTH, row, VALUE)
    _listed_span(page, rows)
    _log(page, next(rows))
    next(rows)
    _about(page, rows)
    return first + FACT_ROWS, _role_list(page, first + 2)


def _listed_span(page: Page, rows: Iterator[int]) -> None:
    """Between which days the list of holidays is complete."""
    months = page.draft.settings.listed_months
    style = looks.INPUT_VALUE.but(num_format=str(looks.DATE))
    spans = (
        (names.HOLIDAYS_FROM, months[0].start, FROM_WORDS),
        (names.HOLIDAYS_UNTIL, months[-1].end - timedelta(days=1), UNTIL_WORDS),
    )
    for name, day, words in spans:
        row = _fact(page, next(rows), words, SPAN_NOTE if name == names.HOLIDAYS_FROM else None)
        page.canvas.date(row, VALUE, day, style)
        page.validate(row, VALUE, DATE_RULE, Hint(words, SPAN_NOTE))
        page.name(name, row, VALUE)


def _log(page: Page, row: int) -> None:
    _fact(page, row, LOG_WORDS, None)
    page.text_input(row, VALUE, "", Hint(LOG_WORDS, LOG_NOTE))
    page.name(names.ACTIVITY_LOG, row, VALUE)


def _about(page: Page, rows: Iterator[int]) -> None:
    facts: list[tuple[str, object, Text]] = [
        (names.BOOK_ROLE, page.draft.role.key, Text("役割（変更しないでください）", "Role (leave as it is)")),
        (names.BOOK_VERSION, __version__, Text("ブックのバージョン", "Version of this workbook")),
    ]
    if page.draft.book.kind is not FormulaKind.MACROS:
        facts += _checked_last(page)
    if page.draft.book.kind is FormulaKind.PLAIN:
        facts.append((names.BOOK_FORMULAS, FormulaKind.PLAIN.value, Text("数式の種類（変更しないでください）", "Formulas (leave as they are)")))
    for name, value, words in facts:
        row = next(rows)
        page.canvas.text(row, WORDS, words, looks.NOTE.but(indent=1))
        page.canvas.text(row, VALUE, value, looks.NOTE.but(align="left", indent=1))
        page.name(name, row, VALUE)


def _checked_last(page: Page) -> Iterator[tuple[str, object, Text]]:
    """What SMARTチェック keeps of the sentence, so that ① can tell when it has changed."""
    words = goal_words(page.draft.role, page.figures)
    check = verdicts.sentence_check(page.draft, words)
    yield names.KGI_CHECKED_TEXT, words, Text("SMARTチェックした目標文", "Goal checked last")
    yield names.KGI_CHECKED_SMART, check.signs, Text("その判定", "Its status")
    yield names.KGI_CHECKED_ADVICE, check.advice, Text("その助言", "Its advice")


def _fact(page: Page, row: int, words: Text, note: Text | None) -> int:
    page.canvas.fill(row, WORDS, LAST_COL, looks.LABEL)
    page.canvas.text(row, WORDS, words, looks.LABEL)
    if note:
        page.canvas.text(row, NOTE, note, looks.LABEL_NOTE.but(indent=1))
    return row


CHECK_STYLE = HEADING.but(font_size=9, bold=False, font_color=MUTED)
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
NAME_HINT = Hint(
    Text("担当者", "Member"),
    Text("活動ログの担当者名と同じ書き方で入力します", "Write the name as it is in the activity log"),
)
ROLE_HINT = Hint(
    Text("役割", "Role"),
    Text(
        "一覧から選びます。空欄ならこのブックの役割です", "Choose from the list. Blank means the role of this workbook"
    ),
)
JOINED_HINT = Hint(
    Text("入社日", "Joined"),
    Text("2026/04/01のように入力します。空欄でもかまいません", "Such as 2026-04-01; may stay blank"),
)
SHARE_HINT = Hint(
    Text("目標配分", "Share"),
    Text(
        "チームの目標のうち何%を受け持つか。空欄の人は、残りを等分します",
        "This member's part of the team's target. Members left blank split the rest equally",
    ),
)
