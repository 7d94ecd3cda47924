"""The check of the members on ④: its working out, and what is wrong with them beside their targets."""

from __future__ import annotations

from kpi_xl.language import Text
from kpi_xl.sheets.live.values import choice
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import Page
from kpi_xl.sheets.role.targets.member_check import MemberCheck
from kpi_xl.sheets.styles import BAD, NAVY


def draw_note(page: Page, row: int, col: int, check: MemberCheck) -> None:
    """Where members are entered; or what is wrong with them, which leaves their shares open."""
    note = choice(check.is_faulty, check.cell, WHERE_NOTE)
    page.canvas.live(row, col, note, looks.STAMP.but(bottom=1, bottom_color=NAVY))
    page.marked(row, col, row, col, {check.is_faulty: {"font_color": BAD}})


def draw_check(page: Page, check: MemberCheck) -> None:
    """In the rows of the heads and the team: those of members come and go."""
    canvas, layout = page.canvas, check.members.layout
    for place, role in enumerate(check.roles):
        for (field, live), words in zip(check.columns[place].items(), CHECK_WORDS, strict=True):
            col = check.col(place, field)
            head = words.format(role=role.label)
            canvas.text(layout.team_row - 1, col, head, looks.HELPER_HEAD.but(text_wrap=True))
            canvas.live(layout.team_row, col, live, looks.HELPER)
    canvas.live(layout.shares, layout.check_col, check.found, looks.HELPER.but(align="left"))
    page.name(names.MEMBERS_CHECK, layout.shares, layout.check_col)


WHERE_NOTE = Text("担当者は設定のシートで入力します", "Members are entered in Settings")
CHECK_WORDS = (Text("{role}", "{role}"), Text("配分あり", "with share"), Text("配分の合計", "sum"), Text("誤り", "fault"))
