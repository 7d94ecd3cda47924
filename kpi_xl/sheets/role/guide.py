"""使い方: the five steps, the colours, the monthly routine, and every function in one line where the workbook has them."""

from __future__ import annotations

from kpi_xl.functions import catalogue
from kpi_xl.language import Text
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role.parts import looks
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Draft, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.styles import BODY, HAIRLINE, INPUT_NUMBER, LEFT, NAVY, PANEL, RIGHT, TABLE_TEXT, WHITE

LINK, WHAT = 1, 2
ROUTINE = 7
LAST = 11
FUNCTION_HEIGHT = 16
WIDTHS = (2, 16, 17, 17, 17, 17, 3, 17, 17, 17, 17, 17)


def draw(draft: Draft) -> None:
    page = Page(draft, Step.GUIDE, *WIDTHS)
    page.begin(LAST)
    row = _steps(page, FIRST_ROW)
    routine = _routine(page, FIRST_ROW)
    row = max(row, routine) + 1
    row = draw_legend(page, row) + 1
    last = draw_plain(page, row) if draft.book.kind is FormulaKind.PLAIN else draw_functions(page, row)
    page.canvas.page(last, LAST, pages_high=1)


def _steps(page: Page, row: int) -> int:
    page.heading(row, LINK, ROUTINE - 2, Text("5つのステップ", "Five steps"))
    for step, words in STEPS.items():
        row += 1
        page.canvas.sheet.set_row(row, 34)
        style = BODY.but(bold=True, font_color=NAVY, bg_color=PANEL, align="center", bottom=5, bottom_color=WHITE)
        page.canvas.link(row, LINK, page.draft.canvases[step].title, str(step.tab), style)
        page.canvas.merged(row, WHAT, ROUTINE - 2, words, looks.LABEL.but(text_wrap=True))
    return row + 1


def _routine(page: Page, row: int) -> int:
    page.heading(row, ROUTINE, LAST, Text("毎月の流れ", "Every month"))
    first, during, *rest = ROUTINE_WORDS
    for number, words in enumerate((first, TYPED_LOG if page.draft.settings.with_log else during, *rest), start=1):
        row += 1
        page.canvas.merged(row, ROUTINE, LAST, f"{number}.  {words}", looks.LABEL.but(text_wrap=True))
    return row + 1


def draw_legend(page: Page, row: int) -> int:
    canvas = page.canvas
    page.heading(row, LINK, LAST, Text("色の見方", "Colours"))
    canvas.sheet.set_row(row + 1, 6)
    row += 2
    canvas.text(row, LINK, Text("入力", "input"), INPUT_NUMBER.but(align="center"))
    canvas.text(row, WHAT, Text("青い文字の黄色いセル：入力する場所", "blue on pale yellow: you type here"), LEFT)
    canvas.text(row + 1, LINK, Text("計算", "formula"), RIGHT.but(align="center", border=1, border_color=HAIRLINE))
    canvas.text(
        row + 1, WHAT, Text("黒い文字の白いセル：数式のセル（変更しません）", "black on white: formulas, leave as they are"), LEFT
    )
    canvas.text(row, ROUTINE, Text("リンク", "link"), looks.CHIP.but(align="center"))
    canvas.text(
        row,
        ROUTINE + 1,
        Text("上の行：各シートへ移動（現在のシートは紺色）", "top row: go to a sheet; the current one is navy"),
        LEFT,
    )
    canvas.text(row + 1, ROUTINE, "○ △ ×", BODY.but(align="center", bg_color=PANEL))
    canvas.text(
        row + 1,
        ROUTINE + 1,
        Text("○ 100%以上、△ 80%以上、× 未満（設定で変更）", "○ from 100%, △ from 80%, × below (see Settings)"),
        LEFT,
    )
    return row + 2


def draw_functions(page: Page, row: int) -> int:
    canvas = page.canvas
    page.heading(
        row, LINK, LAST, Text("使える関数（どのセルでも、範囲でも使えます）", "Functions (in any cell, for ranges too)")
    )
    page.head(row + 1, FUNCTION_HEAD, looks.HEAD_TEXT)
    row += 2
    for function in catalogue():
        canvas.sheet.set_row(row, FUNCTION_HEIGHT)
        canvas.fill(row, LINK, LAST, TABLE_TEXT)
        canvas.text(row, LINK, function.category.label, TABLE_TEXT.but(font_size=9))
        canvas.text(row, WHAT, function.signature, TABLE_TEXT.but(font_name="Consolas", font_size=9))
        canvas.text(row, ROUTINE, function.help, TABLE_TEXT.but(font_size=9))
        row += 1
    canvas.text(row, LINK, FUNCTION_NOTE, looks.NOTE)
    return row


def draw_plain(page: Page, row: int) -> int:
    """Nothing is to be listed: the workbook has no functions of ours."""
    page.heading(row, LINK, LAST, Text("このブックの数式", "Formulas of this workbook"))
    for number, words in enumerate(PLAIN_NOTES, start=1):
        page.canvas.text(row + number, LINK, words, looks.NOTE)
    return row + len(PLAIN_NOTES)


STEPS = {
    Step.GOAL: Text(
        "KGIの明確化：最終目標を「いつまでに・いくら」で決めます。逆算の結果がすぐに出ます",
        "State the KGI: how much, by when. The activity needed appears at once",
    ),
    Step.CURRENT: Text(
        "現状分析：現在の実績と、成約率・平均受注単価などの前提を自社の値に置き換えます",
        "Know where you stand: enter your current values, win rate and average deal size",
    ),
    Step.KPIS: Text(
        "KPI候補の選定：課題に合うKPIを選びます。KPIツリーで目標とのつながりを確認します",
        "Choose the KPIs that address your problem. The tree shows how they lead to the goal",
    ),
    Step.TARGETS: Text(
        "目標数値の設定：年間→月→1日、チーム→1人の順に目標を割り振ります",
        "Set the targets: from the year to the day, from the team to each member",
    ),
    Step.REVIEW: Text(
        "運用と見直し：毎月の実績と結論を残し、目標を変えたら理由を記録します",
        "Follow and review: note each month's actuals, and why a target was changed",
    ),
}
ROUTINE_WORDS = (
    Text(
        "月のはじめ：「翌月のブック」で作り、④で1人ずつの目標を確認します",
        "First day: make it with Next month, check each member's target in sheet 4",
    ),
    Text(
        "月の途中：活動ログ（CSVやExcelの表）に、架電・商談・受注などを記録します",
        "During the month: keep the activity log (CSV or an Excel table)",
    ),
    Text(
        "月の終わり：「月を締める」で月次レポートなどをまとめて作り、達成率・着地見込み・ボトルネックを見ます",
        "Last day: Close the month makes the report and the rest; read attainment, month-end forecast and bottleneck",
    ),
    Text(
        "会議：原因を1つ、来月変えることを1つ決め、⑤に書きます",
        "Meeting: one cause, one change for next month, noted in sheet 5",
    ),
    Text(
        "目標を変えたときは、⑤の「見直しの記録」に理由を残します",
        "A changed target goes into the revision log of sheet 5, with the reason",
    ),
)
TYPED_LOG = Text(
    "月の途中：シート「活動ログ」に、架電・商談・受注などを1行ずつ入力します",
    "During the month: type calls, meetings, deals won into the sheet Activity log, a row each",
)
"""The second of them where the workbook has that sheet."""
FUNCTION_HEAD = {
    LINK: Text("分類", "Kind"),
    WHAT: Text("関数と引数", "Function and arguments"),
    ROUTINE: Text("何が分かるか", "What it tells"),
    LAST: "",
}
PLAIN_NOTES = (
    Text(
        "通常の数式だけのブックです。Excel 2010以降、LibreOffice、Googleスプレッドシート、WPS Officeで、何も入れずに計算します",
        "Ordinary formulas only: it computes in Excel 2010 or later, LibreOffice, Google Sheets and WPS Office with nothing installed",
    ),
    Text(
        "KPI_で始まる関数を自分のセルで使うときは、kpi-xl new で --formulas plain を付けずに作ったブックを使います",
        "To use the functions KPI_… in cells of your own, take a workbook made by kpi-xl new without --formulas plain",
    ),
)
FUNCTION_NOTE = Text(
    "[ ] の引数は省略できます。売上目標・単価・率を省くと、このブックの①②の値を使います（例 =KPI_REQUIRED_CALLS()）",
    "Arguments in [ ] may be left out. Goal, price and rates left out are taken from sheets 1 and 2, as in =KPI_REQUIRED_CALLS()",
)
