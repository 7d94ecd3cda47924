"""Declarations of ``import`` and ``report``."""

from __future__ import annotations

from typing import Any

import click

from kpi_xl.cli.commands.shared import FILE, JSON, OUTPUT, argument, command_of, option, reading_options
from kpi_xl.language import Text


def _reading() -> tuple[click.Option, ...]:
    """How logs are read, and what is done with rows that cannot be."""
    return (
        *reading_options(),
        option("--rejects", type=FILE, metavar="FILE.csv", help=Text("読めない行を書き出すファイル", "file for the rows that cannot be read")),
        option("--strict", is_flag=True, help=Text("読めない行が1つでもあれば中止する", "stop if any row cannot be read")),
    )  # fmt: skip


def import_() -> click.Command:
    @command_of(
        "import",
        Text(
            "SalesforceやHubSpotなどのログを読み、標準の活動ログにします。",
            "Read logs of Salesforce, HubSpot and others as one plain activity log.",
        ),
        (
            "kpi-xl import export.csv --explain",
            "kpi-xl import calls.csv deals.csv -o activity.csv --rejects rejects.csv",
            "kpi-xl import crm.xlsx --map crm.toml --members 2026-11.xlsx -o activity.parquet",
        ),
        argument("logs", Text("ログ", "LOG"), type=FILE, nargs=-1, required=True),
        *_reading(),
        option(
            "--explain", "is_explained", is_flag=True,
            help=Text("各列の読み方と最初の行を示す", "show what each column became, and the first rows"),
        ),
        option(
            "--members", type=FILE, metavar="BOOK.xlsx",
            help=Text("担当者の名前と照合する計画ブック", "planning workbook to match member names against"),
        ),
        option("-o", "--output", "output", type=FILE, help=OUTPUT),
    )  # fmt: skip
    def command(**values: Any) -> None:
        from kpi_xl.cli.reporting.importing import ImportOptions, import_logs

        import_logs(ImportOptions(**values))

    return command


def report() -> click.Command:
    @command_of(
        "report",
        Text("活動ログから月次の達成状況をまとめます。", "Write the monthly attainment workbook from an activity log."),
        (
            "kpi-xl report activity.csv --plan 2026-11.xlsx --month 2026-11 -o 2026-11-report.xlsx",
            "kpi-xl report 2026-11.xlsx --month 2026-11 -o 2026-11-report.xlsx",
            "kpi-xl report activity.csv --role field_sales --month 2026-11 --json",
            "kpi-xl report crm.csv --map crm.toml --role field_sales --month 2026-11 -o report.xlsx --pdf",
            "kpi-xl report calls.csv deals.csv --plan 2026-11.xlsx --month 2026-11 --rejects rejects.csv",
            "kpi-xl report activity.csv --plan 2026-11.xlsx --month 2026-11 -o list.xlsx --list",
            "kpi-xl report activity.csv --plan 2026-11.xlsx --month 2026-11 --store sales.duckdb",
            "kpi-xl report --source postgres://host/sales --table activity --plan 2026-11.xlsx --month 2026-11",
        ),
        argument("logs", Text("[活動ログ]", "[LOG]"), type=FILE, nargs=-1),
        option(
            "--source", "address", metavar="URL",
            help=Text("活動の表があるデータベース（postgres://、spark:// など）", "warehouse with the activity table (postgres://, spark://, ...)"),
        ),
        option("--table", metavar="NAME", help=Text("その表の名前（省略時 activity）", "its table (activity when omitted)")),
        option(
            "--store", type=FILE, metavar="FILE.duckdb",
            help=Text("活動と月次の結果を蓄積するファイル", "file that keeps activity and monthly results"),
        ),
        option("--plan", "plans", type=FILE, multiple=True, help=Text("計画ブック（複数可）", "planning workbook (may be repeated)")),
        option("--role", help=Text("計画なしで標準値と比べる役割", "role whose standard targets are used without a plan")),
        option("--month", metavar="YYYY-MM", required=True, help=Text("対象月", "month of the report")),
        option("--as-of", "as_of", metavar="YYYY-MM-DD", help=Text("この日までを集計（月の途中用）", "count up to this day only")),
        *_reading(),
        option("-o", "--output", "output", type=FILE, help=OUTPUT),
        option(
            "--each-member", "each_member", type=FILE, metavar="DIR",
            help=Text("担当者ごとのブックを1つずつ作るフォルダー", "folder for one workbook per member"),
        ),
        option(
            "--one-on-one", "one_on_one", type=FILE, metavar="DIR",
            help=Text("1on1カードのブックを上司ごとに作るフォルダー", "folder for the 1on1 cards, one workbook per manager"),
        ),
        option(
            "--text", type=FILE, metavar="FILE.md",
            help=Text("会議・メール用の文章（Markdownと、同じ内容の .txt）", "text for the meeting (Markdown, and the same as .txt)"),
        ),
        option(
            "--html", type=FILE, metavar="FILE.html",
            help=Text("スマートフォンで見るページ（1つのファイル、A4に印刷できます）", "page for the phone (one file, prints on A4)"),
        ),
        option(
            "--list", "as_list", is_flag=True,
            help=Text(
                "担当者ごとのシートの代わりに、担当者×KPIの一覧を1枚にします（人数の多い会社・ピボット集計向け）",
                "one list of every member and KPI instead of a sheet per member (many members, pivot tables)",
            ),
        ),
        option("--json", "as_json", is_flag=True, help=JSON),
        option("--pdf", "as_pdf", is_flag=True, help=Text("PDFも作る（LibreOfficeが必要）", "also make a PDF (needs LibreOffice)")),
    )  # fmt: skip
    def command(**values: Any) -> None:
        from kpi_xl.cli.reporting.report import report
        from kpi_xl.cli.reporting.report_options import ReportOptions

        report(ReportOptions(**values))

    return command
