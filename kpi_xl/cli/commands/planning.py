"""Declarations of ``new``, ``targets``, ``eval`` and ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kpi_xl.cli.commands.shared import (
    FILE,
    JSON,
    OUTPUT,
    ROLE_OR_BOOK,
    ROLES,
    ROLES_OF_BOOKS,
    SET,
    argument,
    command_of,
    option,
    reading_options,
)
from kpi_xl.cli.terminal.options import OneOf, Whole
from kpi_xl.language import Text

CHECK_LOG = Text(
    "活動ログ（計画ブックの目標に、過去最高と達成確率を添える。複数可）",
    "activity log: beside A of a workbook's goals stand the best month and the chance (several allowed)",
)


NEXT_LOG = Text(
    "翌月のブック：②現状と⑤運用に実績を入れる活動ログ（複数可）",
    "next month's workbook: activity log with the actuals for sheets 2 and 5 (several allowed)",
)


def new() -> click.Command:
    @command_of(
        "new",
        Text(
            "計画ブックを新しく作ります。\n\n会社全体（company）または役割別のブックです。役割を書かずに --from で前の月のブックを指定すると、"
            "入力したものをすべて引き継いだ翌月のブックになります。.xlsm はボタンと関数つき（Windows版ExcelとPythonが必要）、"
            f".xlsx は何も入れずに使えます。\n\n{ROLES_OF_BOOKS.ja}",
            "Create a planning workbook.\n\nOf a company, or of one role. Without a role, --from makes next month's workbook of the one given: "
            "all that was typed comes along. An .xlsm has buttons and functions (Excel for Windows with Python), "
            f"an .xlsx works with nothing installed.\n\n{ROLES_OF_BOOKS.en}",
        ),
        (
            "kpi-xl new company -o 2026-12.xlsx",
            Text(
                "kpi-xl new company -o 2026-12.xlsx --set 売上=1,500万 --set 成約率=18% --members members.csv",
                "kpi-xl new company -o 2026-12.xlsx --set KGI_AMOUNT=15000000 --set WIN_RATE=18% --members members.csv",
            ),
            "kpi-xl new company -o 2026-12.xlsx --from fs.xlsx --from is.xlsx",
            "kpi-xl new --from 2026-11.xlsx -o 2026-12.xlsx --log activity.csv",
            "kpi-xl new --from 2026-11.xlsx -o 2026-12.xlsx --store sales.duckdb",
            "kpi-xl new field_sales -o 2026-12.xlsm",
            "kpi-xl new field_sales -o 2026-12.xlsx",
            "kpi-xl new field_sales -o 2026-12.xlsx --formulas plain",
            "kpi-xl new field_sales --with-log -o 2026-12.xlsx",
            "kpi-xl new inside_sales -o is.xlsx --set KGI_AMOUNT=1,000万 --set APPOINTMENT_RATE=2%",
            "kpi-xl new field_sales --template ours.xlsx -o 2026-12.xlsx",
        ),
        argument("role", Text("[役割]", "[ROLE]"), required=False),
        option("-o", "--output", "output", type=FILE, required=True, help=OUTPUT),
        option("--set", "settings", multiple=True, metavar="NAME=VALUE", help=SET),
        option(
            "--month", metavar="YYYY-MM",
            help=Text(
                "計画する月（省略時は今月。翌月のブックでは前のブックの翌月）",
                "month to plan (this month when omitted; of next month's workbook the month after the former's)",
            ),
        ),
        option(
            "--roles", metavar="ROLE,...",
            help=Text("会社のブックに入れる役割（省略時は4つすべて）", "company: its roles (all four when omitted)"),
        ),
        option(
            "--members", type=FILE, metavar="CSV",
            help=Text(
                "会社のブックの担当者（見出し：担当者,チーム,役割,入社日,退社日,重み,積み上げ,担当チーム）",
                "company: its members (heads: Member, Team, Role, Joined, Left, Weight, Commitment, Leads)",
            ),
        ),
        option(
            "--from", "books", multiple=True, type=FILE, metavar="BOOK",
            help=Text(
                "役割なし：このブックの翌月のブックを作る。company：これまでの計画ブックから会社のブックを作る（複数可）",
                "without a role: make next month's workbook of this one; company: begin with these planning workbooks (several allowed)",
            ),
        ),
        option("--log", "logs", multiple=True, type=FILE, metavar="LOG", help=NEXT_LOG),
        option(
            "--store", type=FILE, metavar="FILE.duckdb",
            help=Text("翌月のブック：実績を読む蓄積ファイル", "next month's workbook: store with the actuals"),
        ),
        *reading_options(),
        option("--template", type=FILE, help=Text("自社のブックに書き込む", "fill your own workbook instead")),
        option(
            "--formulas", type=OneOf(["functions", "plain"]), default="functions",
            help=Text(
                "数式：KPI_関数（functions、省略時）か、Excel 2010以降・LibreOffice・Googleスプレッドシートで計算する通常の数式（plain）",
                "KPI_ functions (the default), or plain formulas, which Excel 2010 or later, LibreOffice and Google Sheets compute",
            ),
        ),
        option(
            "--with-log", "with_log", is_flag=True,
            help=Text("活動ログを入力するシートを付ける", "add a sheet into which the activity log is typed"),
        ),
        option("--force", is_flag=True, help=Text("同じ名前のファイルを置き換える", "replace a file of that name")),
    )  # fmt: skip
    def command(role: str | None, roles: str | None, members: Path | None, books: tuple[Path, ...], **values: Any) -> None:
        from kpi_xl.cli.planning.books import new_book

        new_book(role, roles, members, books, **values)

    return command


def targets() -> click.Command:
    @command_of(
        "targets",
        Text(
            f"売上目標（KGI）から必要な活動量を逆算します。\n\n会社の計画ブックを指定すると、全役割の連鎖と担当者ごとの目標を表示します。\n\n{ROLES.ja}",
            "Work back from the KGI to the activity needed.\n\nOf a company's workbook: the chain through all roles, and each member's targets."
            f"\n\n{ROLES.en}",
        ),
        (
            "kpi-xl targets field_sales --set KGI_AMOUNT=1,000万",
            "kpi-xl targets inside_sales --month 2026-12 --members 3 --weights 8=0.8,3=1.3",
            "kpi-xl targets 2026-12.xlsx --json",
        ),
        argument("role", ROLE_OR_BOOK),
        option("--set", "settings", multiple=True, metavar="NAME=VALUE", help=SET),
        option("--month", metavar="YYYY-MM", help=Text("対象月（省略時は今月）", "month (this month when omitted)")),
        option(
            "--rounding", type=OneOf(["stage", "end"]), default="stage",
            help=Text("切り上げ：段階ごと（stage、省略時）か最後だけ（end）", "round up at every stage (the default), or only at the end"),
        ),
        option("--members", type=Whole(1, 10_000), help=Text("この人数で分ける", "share among this many members")),
        option("--weights", metavar="MONTH=WEIGHT,...", help=Text("月別の季節指数", "seasonality weights of months")),
        option("--json", "as_json", is_flag=True, help=JSON),
    )  # fmt: skip
    def command(**values: Any) -> None:
        from kpi_xl.cli.planning.books import show_targets

        show_targets(**values)

    return command


def adopt() -> click.Command:
    @command_of(
        "adopt",
        Text(
            "シナリオの1つの案を計画にします。\n\n会社の計画ブックの①KGIの入力に書き込み、見直しの記録に残します。ほかのセルは変わりません。",
            "Make a case of the scenarios the plan.\n\nIt is written into the inputs of sheet 1 of a company's workbook and the revision log. "
            "Nothing else changes.",
        ),
        (
            "kpi-xl adopt 2026-12.xlsx --case 2",
            Text("kpi-xl adopt 2026-12.xlsx --case 3 --reason '引き合いの減少'", "kpi-xl adopt 2026-12.xlsx --case 3 --reason 'Fewer inquiries'"),
        ),
        argument("path", Text("ブック", "WORKBOOK"), type=FILE),
        option("--case", type=Whole(1, 3), required=True, help=Text("案の番号（左から1、2、3）", "the case, counted from the left")),
        option("--reason", default="", help=Text("理由（省略時はシナリオの「理由」）", "why (what the sheet says when omitted)")),
    )
    def command(**values: Any) -> None:
        from kpi_xl.cli.planning.company.adopt import adopt

        adopt(**values)

    return command


def actuals() -> click.Command:
    @command_of(
        "actuals",
        Text(
            "計画ブックの⑤運用と②現状に、終わった月の実績を入れます。\n\n対象月が途中なら、ログの最後の日までの実績と基準日を⑤に入れます。入力済みの⑤のセルは変えません。ほかのセルもそのままです。",
            "Fill the actuals of complete months into sheets 5 and 2 of a planning workbook.\n\n"
            "Of a planned month in progress sheet 5 gets what the log has, and up to which day. What is typed on sheet 5 stays, and all else too.",
        ),
        ("kpi-xl actuals 2026-11.xlsx --log activity.csv", "kpi-xl actuals 2026-11.xlsx --store sales.duckdb"),
        argument("book", Text("ブック", "WORKBOOK"), type=FILE),
        option(
            "--log", "logs", multiple=True, type=FILE, metavar="LOG",
            help=Text("活動ログ（複数可。省略時はシート「活動ログ」）", "activity log (several allowed; the workbook's own sheet when omitted)"),
        ),
        option("--store", type=FILE, metavar="FILE.duckdb", help=Text("実績を読む蓄積ファイル", "store with the actuals")),
        *reading_options(),
    )  # fmt: skip
    def command(book: Path, **values: Any) -> None:
        from kpi_xl.cli.planning.next_book import fill_actuals
        from kpi_xl.cli.planning.results import ResultSource

        fill_actuals(book, ResultSource(**values))

    return command


def diff() -> click.Command:
    @command_of(
        "diff",
        Text(
            "2つの計画ブックを比べます。\n\n変わった入力・担当者・追うKPI・手入力の目標と、それぞれが必要な件数をどれだけ変えるか（1つずつ逆算し、合計は差と一致）を表示します。",
            "Compare two planning workbooks.\n\nInputs, members, KPIs in use and targets by hand that differ, and what each alone does to the counts "
            "(worked back one by one; with what they do together it sums to the difference).",
        ),
        ("kpi-xl diff 2026-11.xlsx 2026-12.xlsx", "kpi-xl diff 2026-11.xlsx 2026-12.xlsx --json"),
        argument("old", Text("前のブック", "OLD"), type=FILE),
        argument("new", Text("後のブック", "NEW"), type=FILE),
        option("--json", "as_json", is_flag=True, help=JSON),
    )
    def command(**values: Any) -> None:
        from kpi_xl.cli.planning.diff import diff

        diff(**values)

    return command


def eval_() -> click.Command:
    @command_of(
        "eval",
        Text("KPI関数の式を計算します。", "Compute an expression of the KPI functions."),
        (
            "kpi-xl eval 'KPI_REQUIRED_CALLS(10000000,500000,0.2,0.05)'",
            "kpi-xl eval 'KPI_REQUIRED_MEETINGS()' --set KGI_AMOUNT=1,000万 --set UNIT_PRICE=50万 --set WIN_RATE=20%",
        ),
        argument("expression", Text("式", "EXPRESSION")),
        option("--set", "settings", multiple=True, metavar="NAME=VALUE", help=SET),
    )
    def command(expression: str, settings: tuple[str, ...]) -> None:
        from kpi_xl.cli.planning.plans import show_value

        show_value(expression, settings)

    return command


def check() -> click.Command:
    @command_of(
        "check",
        Text(
            "目標をSMARTの5文字で判定し、直し方と書き方の例を示します。\n\n目標文のほか、目標の列があるCSV・Excelブック、計画ブックを指定できます。",
            "Judge a goal letter by letter (SMART), with remedies and a rewritten sentence.\n\n"
            "GOAL is a sentence, a CSV file or workbook with a goal column, or a planning workbook.",
        ),
        (
            Text("kpi-xl check '営業成績を向上させる'", "kpi-xl check 'Improve sales'"),
            "kpi-xl check 'Book 50 demos by the end of Q2' --role inside_sales --lang en",
            "kpi-xl check goals.csv --strict",
            "kpi-xl check 2026-12.xlsx --json",
            "kpi-xl check 2026-12.xlsx --log activity.csv",
            "kpi-xl check 2026-12.xlsx --log crm.xlsx --map crm.toml",
        ),
        argument("goal", Text("目標", "GOAL")),
        option("--role", help=Text("KPIツリーを使う役割（Rの判定）", "role whose KPI tree judges R")),
        option("--today", metavar="YYYY-MM-DD", help=Text("この日を今日として判定する", "judge as of this day")),
        option("--log", "logs", multiple=True, type=FILE, metavar="LOG", help=CHECK_LOG),
        *reading_options(),
        option("--json", "as_json", is_flag=True, help=JSON),
        option("--strict", is_flag=True, help=Text("×が1つでもあれば終了コード1", "exit status 1 if any letter fails")),
    )  # fmt: skip
    def command(**values: Any) -> None:
        from kpi_xl.cli.planning.checking import check

        check(**values)

    return command
