"""設定: members, days off, thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kpi_xl import __version__
from kpi_xl.definitions import RoleTemplate, all_roles
from kpi_xl.language import Text, spoken
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role.goal import goal_words
from kpi_xl.sheets.role.parts import looks, names, verdicts
from kpi_xl.sheets.role.parts.page import DATE_RULE, FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.target_layout import member_rows
from kpi_xl.sheets.styles import INPUT_NUMBER, INPUT_TEXT
from kpi_xl.targets import Member
from kpi_xl.units import Unit

NAME, TEAM, ROLE, JOINED, SHARE = range(1, 6)
DAY, DAY_NAME = 7, 8
WORDS, VALUE, NOTE = 10, 11, 12
LABELS = 14
"""The words of the role list, right of the printed area."""
WIDTHS = (2, 20, 18, 28, 13, 11, 3, 17, 26, 3, 28, 14, 40)
HEAD_ROW = FIRST_ROW + 1
FIRST_MEMBER = HEAD_ROW + 1
SPARE_DAYS = 20
LEAST_DAYS = 80
"""Rows for the days off of two years: years that have more or fewer of them make the same sheet."""


def draw(draft: Draft) -> None:
    page = Page(draft, Step.SETTINGS, *WIDTHS)
    page.stamp(NOTE)
    last_member = _members(page)
    last_day = _days(page)
    _thresholds(page)
    page.canvas.page(max(last_member, last_day), NOTE, repeat_row=0, pages_high=0)


# --- members ----------------------------------------------------------------------------------------------------------


def _members(page: Page) -> int:
    page.heading(FIRST_ROW, NAME, SHARE, Text("担当者", "Members"))
    settings = page.draft.settings
    room = member_rows(settings)
    last = FIRST_MEMBER + room - 1
    for offset in range(room):
        _member(page, FIRST_MEMBER + offset, settings.members[offset] if offset < len(settings.members) else None)
    _table(page, last)
    _member_rules(page, last)
    labels = _role_list(page)
    rule = {"validate": "list", "source": f"={labels}", "error_message": ROLE_HINT.message}
    page.validate(FIRST_MEMBER, ROLE, rule, ROLE_HINT, last)
    return last


def _table(page: Page, last: int) -> None:
    head = page.draft.book.format(looks.HEAD_LEFT)
    columns = [{"header": str(words), "header_format": head} for words in names.MEMBER_COLUMNS]
    options = {"name": names.MEMBERS, "style": None, "autofilter": False, "columns": columns}
    page.canvas.sheet.add_table(HEAD_ROW, NAME, last, SHARE, options)
    page.name(names.MEMBERS_AREA, HEAD_ROW, NAME, last, SHARE)


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


def listed_roles(role: RoleTemplate) -> list[Text]:
    """The roles that a member may have: the workbook's own first, each with its tracks."""
    whole = [each for each in all_roles() if each.id == role.id] or [role]
    others = [each for each in all_roles() if each.id != role.id]
    return [
        each.for_track(track).title
        for each in (*whole, *others)
        for track in (None, *(known.id for known in each.tracks))
    ]


def _role_list(page: Page) -> str:
    roles = listed_roles(page.draft.role)
    page.canvas.text(HEAD_ROW, LABELS, Text("役割の一覧", "roles"), looks.HELPER_HEAD.but(align="left"))
    for offset, title in enumerate(roles):
        page.canvas.text(FIRST_MEMBER + offset, LABELS, title, looks.HELPER.but(align="left"))
    first, last = (page.canvas.a1(FIRST_MEMBER + offset, LABELS, True) for offset in (0, len(roles) - 1))
    return f"{first}:{last}"


# --- days off ---------------------------------------------------------------------------------------------------------


def _days(page: Page) -> int:
    canvas, days = page.canvas, page.figures.closing_days
    page.heading(FIRST_ROW, DAY, DAY_NAME, Text("休業日（祝日・会社の休業日）", "Days off"))
    page.head(HEAD_ROW, {DAY: Text("日付", "Date"), DAY_NAME: Text("名称", "Name")}, looks.HEAD_LEFT)
    style = INPUT_NUMBER.but(num_format=str(Text("[$-411]yyyy/mm/dd(aaa)", "yyyy-mm-dd")), align="center")
    room = max(LEAST_DAYS, len(days) + SPARE_DAYS)
    last = HEAD_ROW + room
    listed = [*days.items(), *[(None, None)] * (room - len(days))]
    for row, (day, name) in enumerate(listed, start=HEAD_ROW + 1):
        canvas.date(row, DAY, day, style)
        canvas.text(row, DAY_NAME, "" if name is None else holiday_label(name), INPUT_TEXT.but(shrink=True))
    page.validate(HEAD_ROW + 1, DAY, DATE_RULE, DAY_HINT, last)
    page.name(names.HOLIDAYS, HEAD_ROW + 1, DAY, last)
    return last


def holiday_label(name: str) -> str:
    """A holiday in the spoken language; "" is a company day.

    >>> holiday_label("元日"), holiday_label("")
    ('元日', '会社の休業日')
    """
    if not name:
        return str(Text("会社の休業日", "Company day off"))
    if spoken() == "ja":
        return name
    for japanese, english in HOLIDAY_NAMES.items():
        name = name.replace(japanese, english)
    return name


# --- thresholds -------------------------------------------------------------------------------------------------------


def _thresholds(page: Page) -> None:
    page.heading(FIRST_ROW, WORDS, NOTE, Text("基準", "Thresholds and calendar"))
    thresholds, figures = page.draft.settings.thresholds, page.figures
    percent = looks.INPUT_VALUE.but(num_format="0%")
    rows = iter(range(HEAD_ROW, HEAD_ROW + 20))
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
    if page.draft.book.kind is FormulaKind.PLAIN:
        facts.append((names.BOOK_FORMULAS, FormulaKind.PLAIN.value, Text("数式の種類（変更しないでください）", "Formulas (leave as they are)")))
    if page.draft.book.kind is not FormulaKind.MACROS:
        facts += _checked_last(page)
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
    page.canvas.fill(row, WORDS, NOTE, looks.LABEL)
    page.canvas.text(row, WORDS, words, looks.LABEL)
    if note:
        page.canvas.text(row, NOTE, note, looks.LABEL_NOTE.but(indent=1, text_wrap=True))
    return row


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
DAY_HINT = Hint(
    Text("休業日", "Day off"),
    Text(
        "土日以外の休業日を入力します。空いている行に追加できます", "A day off that is not on a weekend. Add more in the blank rows"
    ),
)
HOLIDAY_NAMES = {
    "元日": "New Year's Day",
    "成人の日": "Coming of Age Day",
    "建国記念の日": "National Foundation Day",
    "天皇誕生日": "Emperor's Birthday",
    "春分の日": "Vernal Equinox Day",
    "昭和の日": "Showa Day",
    "憲法記念日": "Constitution Memorial Day",
    "みどりの日": "Greenery Day",
    "こどもの日": "Children's Day",
    "海の日": "Marine Day",
    "山の日": "Mountain Day",
    "敬老の日": "Respect for the Aged Day",
    "秋分の日": "Autumnal Equinox Day",
    "スポーツの日": "Sports Day",
    "文化の日": "Culture Day",
    "勤労感謝の日": "Labor Thanksgiving Day",
    "国民の休日": "Citizens' Holiday",
    "振替休日": "(observed)",
}
