"""締め on 設定: what the month's close reads and what it makes, said once."""

from __future__ import annotations

from itertools import count

from kpi_xl.language import Text
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.facts import VALUE, WORDS, draw_fact
from kpi_xl.sheets.role.parts.outputs import MARK, OUTPUTS
from kpi_xl.sheets.role.parts.page import Hint, Page
from kpi_xl.sheets.styles import INPUT_TEXT

LOG_LINES = 3
ROWS = 1 + LOG_LINES + 4 + len(OUTPUTS)
"""With the heading."""


def draw_closing(page: Page, first: int, last_col: int) -> int:
    """From the heading in row *first* on; the last row."""
    page.heading(first, WORDS, last_col, TITLE)
    rows = count(first + 1)
    top = first + 1
    for line in range(LOG_LINES):
        row = draw_fact(page, next(rows), last_col, LOGS if line == 0 else Text("", ""), LOGS_NOTE if line == 0 else None)
        page.text_input(row, VALUE, "", Hint(LOGS, LOGS_HINT))
    page.name(names.CLOSING_LOGS, top, VALUE, top + LOG_LINES - 1)
    for name, words, note in (
        (names.CLOSING_MAP, MAP, MAP_NOTE), (names.CLOSING_CONNECTION, CONNECTION, CONNECTION_NOTE),
        (names.CLOSING_STORE, STORE, STORE_NOTE), (names.CLOSING_FOLDER, FOLDER, FOLDER_NOTE),
    ):  # fmt: skip
        row = draw_fact(page, next(rows), last_col, words, note)
        page.text_input(row, VALUE, "", Hint(words, note))
        page.name(name, row, VALUE)
    made = next(rows)
    for row, output in enumerate(OUTPUTS, start=made):
        draw_fact(page, row, last_col, Text(f"作るもの：{output.label.ja}", f"Makes: {output.label.en}"), output.note)
        page.text_input(row, VALUE, MARK if output.is_usual else "", style=INPUT_TEXT.but(align="center"))
    last = made + len(OUTPUTS) - 1
    page.validate(made, VALUE, {"validate": "list", "source": [MARK]}, Hint(MADE, MADE_NOTE), last)
    page.name(names.CLOSING_OUTPUTS, made, VALUE, last)
    return last


TITLE = Text("締め：月末に読むもの・作るもの（kpi-xl month-end が使います）", "Month-end: what kpi-xl month-end reads and makes")
LOGS = Text("書き出したファイル", "Exported files")
LOGS_NOTE = Text("例 書き出し/*.csv（空欄は活動ログのシート）", "such as exports/*.csv (blank: the sheet Activity log)")
LOGS_HINT = Text(
    "このブックのフォルダーからの場所です。* は何にでも合います。別の場所は kpi-xl month-end のオプションで指定します",
    "From this workbook's folder on; * matches anything. Name files elsewhere with the options of kpi-xl month-end",
)
MAP, MAP_NOTE = Text("列の対応表", "Mapping file"), Text("例 crm.toml（空欄は見出しから判定）", "such as crm.toml (blank: by the headings)")
CONNECTION = Text("データベースの接続名", "Connection of a database")
CONNECTION_NOTE = Text("接続の名前だけ。パスワードは書きません", "its name alone, never a password")
STORE, STORE_NOTE = Text("蓄積ファイル", "Store"), Text("例 実績.duckdb（見込みの推移に使います）", "such as sales.duckdb (past forecasts)")
FOLDER, FOLDER_NOTE = Text("出力フォルダー", "Folder for what is made"), Text("空欄は「締め」", "blank: month-end")
MADE = Text("作るもの", "What is made")
MADE_NOTE = Text("作るものに○を付けます", "Mark what is to be made with ○")
