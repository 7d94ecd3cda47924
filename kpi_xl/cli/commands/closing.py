"""Declaration of ``month-end``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kpi_xl.cli.commands.shared import FILE, JSON, argument, command_of, option, reading_options
from kpi_xl.language import Text


def month_end() -> click.Command:
    @command_of(
        "month-end",
        Text(
            "月を締めます。\n\n設定の「締め」が言うものを読み、レポート・1on1カード・会議の文章・ページ・翌月のブックをまとめて作ります。"
            "フォルダーを指定すると、その中の、終わった月（昨日の月）の計画ブックを締めます。"
            "もう一度実行すると、自分が作ったものだけを置き換え、メモを残し、前回から変わったことを知らせます。終了コード：0 完了、2 入力の誤り。",
            "Close the month.\n\nIt reads what Settings say, and makes report, 1on1 cards, meeting text, page and next month's workbook. "
            "Of a folder it closes the planning workbook of the month that is over (yesterday's). "
            "Another run replaces its own files alone, keeps the notes, and says what changed. Exit status: 0 done, 2 wrong input.",
        ),
        (
            "kpi-xl month-end 2026-11.xlsx --check",
            "kpi-xl month-end 2026-11.xlsx",
            "kpi-xl month-end sales --json",
            "kpi-xl month-end 2026-11.xlsx exports/*.csv --store sales.duckdb --out month-end --make report,text,next",
            "kpi-xl month-end 2026-11.xlsx --as-of 2026-11-16 --json",
        ),
        argument("book", Text("ブックかフォルダー", "WORKBOOK_OR_FOLDER"), type=FILE),
        argument("logs", Text("[活動ログ]", "[LOG]"), type=FILE, nargs=-1),
        option("--store", type=FILE, metavar="FILE.duckdb", help=Text("蓄積ファイル（省略時は設定のもの）", "store (as Settings say)")),
        option("--out", "folder", type=FILE, metavar="DIR", help=Text("出力フォルダー（省略時は設定のもの）", "folder (as Settings say)")),
        option(
            "--make", "outputs", metavar="KIND,...",
            help=Text(
                "作るもの：report、list、pdf、members、cards、text、page、next（省略時は設定のもの）",
                "what is made: report, list, pdf, members, cards, text, page, next (as Settings say)",
            ),
        ),
        option("--month", metavar="YYYY-MM", help=Text("対象月（省略時はブックの月）", "month (the workbook's)")),
        option("--as-of", "as_of", metavar="YYYY-MM-DD", help=Text("この日までを集計（月の途中用）", "count up to this day only")),
        option("--source", "address", metavar="URL", help=Text("活動の表があるデータベース", "warehouse with the activity table")),
        option("--table", metavar="NAME", help=Text("その表の名前（省略時 activity）", "its table (activity when omitted)")),
        *reading_options(),
        option("--strict", is_flag=True, help=Text("読めない行が1つでもあれば止める", "stop where a row cannot be read")),
        option(
            "--check", is_flag=True,
            help=Text("何を読み、何を作り、何が足りないかだけを表示する", "show what would be read, made and is missing"),
        ),
        option(
            "--progress", is_flag=True,
            help=Text("何をしているかを、1行ずつ標準エラー出力に書く", "say each step on standard error, a line each"),
        ),
        option("--json", "as_json", is_flag=True, help=JSON),
    )  # fmt: skip
    def command(book: Path, logs: tuple[Path, ...], **values: Any) -> None:
        from kpi_xl.cli.closing.closing import month_end
        from kpi_xl.cli.closing.options import MonthEndOptions

        month_end(MonthEndOptions(book, logs, **values))

    return command
