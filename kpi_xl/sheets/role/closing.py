"""締め on 設定: what the month's close reads and what it makes, said once."""

from __future__ import annotations

from itertools import count

from kpi_xl.language import Text
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.facts import VALUE, WORDS, draw_fact
from kpi_xl.sheets.role.parts.looks import LABEL_NOTE
from kpi_xl.sheets.role.parts.outputs import MARK, OUTPUTS
from kpi_xl.sheets.role.parts.page import Hint, Page
from kpi_xl.sheets.styles import INPUT_TEXT

LOG_LINES = 8
"""Phone, CRM, visits, surveys …: tools export each in a form of its own."""
READING, LOG_NOTE = 4, 5
"""Right of a line's place: how its files are read."""


def draw_closing(page: Page, first: int, last_col: int) -> int:
    """From the heading in row *first* on; the last row."""
    page.heading(first, WORDS, last_col, TITLE)
    last_line = _draw_logs(page, first + 1, last_col)
    rows = count(last_line + 1)
    for name, words, note in (
        (names.CLOSING_CONNECTION, CONNECTION, CONNECTION_NOTE), (names.CLOSING_STORE, STORE, STORE_NOTE),
        (names.CLOSING_FOLDER, FOLDER, FOLDER_NOTE),
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


def _draw_logs(page: Page, top: int, last_col: int) -> int:
    """The lines of exported files from row *top* on, each with how it is read; the last row."""
    last = top + LOG_LINES - 1
    for line, row in enumerate(range(top, last + 1)):
        draw_fact(page, row, last_col, LOGS if line == 0 else Text("", ""), None)
        page.text_input(row, VALUE, "", Hint(LOGS, LOGS_HINT))
        page.text_input(row, READING, "", Hint(READ_AS, READ_AS_HINT), INPUT_TEXT.but(shrink=True))
        if line < len(LOGS_NOTES):
            page.canvas.text(row, LOG_NOTE, LOGS_NOTES[line], LABEL_NOTE.but(indent=1))
    page.name(names.CLOSING_LOGS, top, VALUE, last)
    page.name(names.CLOSING_MAP, top, READING, last)
    return last


TITLE = Text("締め：月末に読むもの・作るもの（「月を締める」と kpi-xl month-end が使います）", "Month-end: what Close the month reads and makes")
LOGS = Text("書き出したファイル", "Exported files")
LOGS_NOTES = (
    Text("左：場所（例 書き出し/*.csv）", "left: where, as exports/*.csv"),
    Text("　空欄は活動ログのシート", "  blank: sheet Activity log"),
    Text("右：読み方（例 crm.toml）", "right: mapping, as crm.toml"),
    Text("　空欄は見出しから判定", "  blank: by their headings"),
)
LOGS_HINT = Text(
    "このブックのフォルダーからの場所です。* は何にでも合います。別の場所は kpi-xl month-end のオプションで指定します",
    "From this workbook's folder on; * matches anything. Name files elsewhere with the options of kpi-xl month-end",
)
READ_AS = Text("読み方", "How they are read")
READ_AS_HINT = Text(
    "列の対応表（crm.toml など、このブックのフォルダーからの場所）か、プリセットの名前（salesforce など）です。空欄は見出しから判定します",
    "A mapping file, such as crm.toml, from this workbook's folder on, or a preset's name, such as salesforce. Blank: by the headings",
)
CONNECTION = Text("データベースの接続名", "Connection of a database")
CONNECTION_NOTE = Text("接続の名前だけ。パスワードは書きません", "its name alone, never a password")
STORE, STORE_NOTE = Text("蓄積ファイル", "Store"), Text("例 実績.duckdb（見込みの推移に使います）", "such as sales.duckdb (past forecasts)")
FOLDER, FOLDER_NOTE = Text("出力フォルダー", "Folder for what is made"), Text("空欄は「締め」", "blank: month-end")
MADE = Text("作るもの", "What is made")
MADE_NOTE = Text("作るものに○を付けます", "Mark what is to be made with ○")
