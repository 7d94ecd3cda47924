"""活動ログ: the table into which a team types its log, where no system keeps one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi_xl.activity.fields import HANDWRITTEN, Field
from kpi_xl.definitions import KINDS
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.role import settings_sheet
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import DATE_RULE, Draft, Hint, chip_spans, link_chips, validate
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.target_layout import member_rows
from kpi_xl.sheets.styles import INPUT_NUMBER, INPUT_TEXT, NAVY, Style

TAB = Text("活動ログ", "Activity log")
HEAD_ROW = 5
FIRST_COL = 1
ROOM = 300
"""Rows ready to be typed into. In Excel the table grows with what is typed below it."""
WIDTHS = {
    Field.DATE: 14, Field.MEMBER: 18, Field.TEAM: 14, Field.KIND: 20, Field.COUNT: 9, Field.AMOUNT: 15, Field.SCORE: 9,
    Field.ACCOUNT: 28, Field.SOURCE: 18,
}  # fmt: skip
COLUMN: Mapping[Field, int] = {field: col for col, field in enumerate(HANDWRITTEN, start=FIRST_COL)}
LAST_COL = FIRST_COL + len(HANDWRITTEN) - 1
KIND_LIST = LAST_COL + 2
"""The words of the kinds, right of the printed area."""
STYLES: Mapping[Field, Style] = {
    Field.DATE: INPUT_NUMBER.but(num_format=str(looks.DATE), align="center"),
    Field.COUNT: INPUT_NUMBER.but(num_format="#,##0", indent=1),
    Field.AMOUNT: INPUT_NUMBER.but(num_format="#,##0", indent=1, shrink=True),
    Field.SCORE: INPUT_NUMBER.but(num_format="0.0", indent=1),
}


def draw(draft: Draft) -> None:
    canvas = draft.book.sheet(str(TAB))
    widths = (2, *(WIDTHS[field] for field in HANDWRITTEN), 3, 20)
    canvas.columns(*widths)
    link_chips(canvas, draft, chip_spans(widths), None)
    canvas.sheet.set_tab_color(NAVY)
    canvas.sheet.set_row(2, 28)
    canvas.text(2, FIRST_COL, TAB, looks.STEP_TITLE)
    canvas.text(3, FIRST_COL, LEAD, looks.LEAD)
    canvas.sheet.freeze_panes(HEAD_ROW + 1, 0)
    _table(canvas, draft)
    _rules(canvas, draft)
    canvas.page(HEAD_ROW + ROOM, LAST_COL, repeat_row=HEAD_ROW, pages_high=0)


def _table(canvas: Canvas, draft: Draft) -> None:
    head, last = draft.book.format(looks.HEAD_TEXT), HEAD_ROW + ROOM
    for row in range(HEAD_ROW + 1, last + 1):
        for field, col in COLUMN.items():
            canvas.blank(row, col, STYLES.get(field, INPUT_TEXT))
    columns = [{"header": str(field.label), "header_format": head} for field in HANDWRITTEN]
    options = {"name": str(names.LOG_ROWS), "style": None, "columns": columns}
    canvas.sheet.add_table(HEAD_ROW, FIRST_COL, last, LAST_COL, options)
    draft.book.name(names.LOG_AREA, canvas, HEAD_ROW, FIRST_COL, last, LAST_COL)


def _rules(canvas: Canvas, draft: Draft) -> None:
    rules: Mapping[Field, dict[str, Any]] = {
        Field.DATE: DATE_RULE,
        # a warning: whoever left, or helps out, may be in the log without being in the plan
        Field.MEMBER: {"validate": "list", "source": f"={_members(draft)}", "error_type": "warning"},
        Field.KIND: {"validate": "list", "source": f"={_kinds(canvas)}"},
        Field.COUNT: {"validate": "integer", "criteria": ">=", "value": 0},
        Field.AMOUNT: {"validate": "decimal", "criteria": ">=", "value": 0},
        Field.SCORE: {"validate": "decimal", "criteria": ">=", "value": 0},
    }
    for field, rule in rules.items():
        validate(canvas, HEAD_ROW + 1, COLUMN[field], rule, Hint(field.label, HINTS[field]), HEAD_ROW + ROOM)
    for field in (Field.TEAM, Field.ACCOUNT, Field.SOURCE):
        validate(canvas, HEAD_ROW + 1, COLUMN[field], {"validate": "any"}, Hint(field.label, HINTS[field]), HEAD_ROW + ROOM)


def _members(draft: Draft) -> str:
    """The names on 設定, those that are typed later included."""
    first = settings_sheet.FIRST_MEMBER
    return draft.canvases[Step.SETTINGS].reference(first, settings_sheet.NAME, first + member_rows(draft.settings) - 1)


def _kinds(canvas: Canvas) -> str:
    canvas.text(HEAD_ROW, KIND_LIST, Text("種別の一覧", "kinds"), looks.HELPER_HEAD.but(align="left"))
    for row, kind in enumerate(KINDS.values(), start=HEAD_ROW + 1):
        canvas.text(row, KIND_LIST, kind.label, looks.HELPER.but(align="left"))
    first, last = (canvas.a1(HEAD_ROW + offset, KIND_LIST, True) for offset in (1, len(KINDS)))
    return f"{first}:{last}"


LEAD = Text(
    "活動を1行に1件ずつ入力します。入力があるときは、「実績を取込」と月次レポートはファイルではなくこの表を使います",
    "Type one activity a row. Once it has rows, Import actuals and the monthly report use this table instead of a file",
)
HINTS = {
    Field.DATE: Text("活動した日。2026/11/30のように入力します", "The day of the activity, such as 2026-11-30"),
    Field.MEMBER: Text("「設定」の担当者から選びます", "Choose one of the members on Settings"),
    Field.TEAM: Text("空欄でもかまいません（「設定」のチームを使います）", "May stay blank: the team on Settings counts"),
    Field.KIND: Text("一覧から選びます", "Choose from the list"),
    Field.COUNT: Text("0以上の整数。空欄は1件です（1日分の架電をまとめて40など）", "A whole number, 0 or more. Blank is 1; 40 for a day of calls"),
    Field.AMOUNT: Text("円。受注・アップセル・パイプラインなどに入力します", "Yen, of deals won, upsells, open pipeline and the like"),
    Field.SCORE: Text("満足度調査の点数（5点満点で4.5など）", "The score of a survey, such as 4.5 of 5"),
    Field.ACCOUNT: Text("会社名。訪問先の数やリードタイムの計算に使います", "The customer: accounts visited and lead times are counted by it"),
    Field.SOURCE: Text("資料請求・紹介など。空欄でもかまいません", "Where it came from, such as referral; may stay blank"),
}
