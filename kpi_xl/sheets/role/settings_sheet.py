"""設定: members, thresholds, days off.

One below the other: people delete and insert whole rows in a list, and nothing of another part stands in them.
"""

from __future__ import annotations

from kpi_xl.definitions import roles_of_members
from kpi_xl.language import Text
from kpi_xl.sheets.live.words import begins_with
from kpi_xl.sheets.role.closing import draw_closing
from kpi_xl.sheets.role.days_off import draw_days
from kpi_xl.sheets.role.goal import goal_words
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.facts import draw_facts
from kpi_xl.sheets.role.parts.page import DATE_RULE, FIRST_ROW, Draft, Hint, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.target_layout import member_rows
from kpi_xl.sheets.role.targets.member_check import FAULT
from kpi_xl.sheets.role.targets.page import checked_members
from kpi_xl.sheets.styles import BAD, HEADING, INPUT_NUMBER, MUTED
from kpi_xl.targets import Member

NAME, TEAM, ROLE, JOINED, SHARE = range(1, 6)
LAST_COL = 7
"""Room for notes, right of the members."""
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
    facts = end + names.ROWS_BELOW + 1
    whose = names.BOOK_ROLE, draft.role.key, Text("役割（変更しないでください）", "Role (leave as it is)")
    draw_facts(page, facts, LAST_COL, draft.figures.attaining_threshold, goal_words(draft.role, draft.figures), [whose])
    _role_rule(page, end - 1, _role_list(page, facts + 2))
    closing = facts + FACT_ROWS + 2
    last_day = draw_days(page, draw_closing(page, closing, LAST_COL) + 2)
    page.canvas.sheet.set_h_pagebreaks([closing])
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
    head = page.draft.book.format(looks.HEAD_TEXT)
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
    page.canvas.number_or_blank(row, SHARE, member.share if member else None, looks.INPUT_VALUE.but(num_format="0.0%"))


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


CHECK_STYLE = HEADING.but(font_size=9, bold=False, font_color=MUTED)
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
