"""The commands, built in the spoken language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kpi_xl import __version__
from kpi_xl.cli.help import SpokenCommand, SpokenGroup, SpokenOption
from kpi_xl.cli.options import OneOf, Whole
from kpi_xl.language import LANGUAGES, Text

FILE = click.Path(path_type=Path)


def build() -> click.Group:
    """The command group."""
    group = SpokenGroup(
        "kpi-xl",
        help=str(_GROUP_HELP),
        options_metavar=str(_OPTIONS),
        subcommand_metavar=str(Text("コマンド ...", "COMMAND ...")),
        params=[
            SpokenOption(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help=str(_VERSION)),
            _language(),
        ],
        callback=lambda lang: None,
        no_args_is_help=True,
    )
    for command in (
        _new(), _targets(), _check(), _import(), _report(), _templates(), _functions(), _eval(), _demo(),
        _install(), _uninstall(), _doctor(),
    ):  # fmt: skip
        group.add_command(command)
    return group


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"kpi-xl {__version__}")
        context.exit()


def _language() -> click.Option:
    return SpokenOption(["--lang"], type=OneOf(LANGUAGES), help=str(_LANG))


def _command(name: str, text: Text, examples: tuple[str | Text, ...], *params: click.Parameter) -> Callable[[Any], click.Command]:
    """A command whose help ends with examples; ``--lang`` is everywhere and was read before."""
    def make(callback: Callable[..., None]) -> click.Command:
        def without_language(lang: str | None, **values: Any) -> None:
            callback(**values)

        return SpokenCommand(
            name, help=_with_examples(text, examples), options_metavar=str(_OPTIONS), callback=without_language,
            params=[*params, _language()],
        )  # fmt: skip

    return make


def _with_examples(text: Text, examples: tuple[str | Text, ...]) -> str:
    return f"{text}\n\n\b\n{Text('例：', 'Examples:')}\n" + "\n".join(f"  {line}" for line in examples)


def _option(*names: str, help: Text, **settings: Any) -> click.Option:
    return SpokenOption(list(names), help=str(help), **settings)


def _argument(name: str, shown: Text, **settings: Any) -> click.Argument:
    return click.Argument([name], metavar=str(shown), **settings)


def _new() -> click.Command:
    @_command(
        "new",
        Text(
            "役割別の計画ブックを新しく作ります。.xlsm はボタンと関数つき（Windows版ExcelとPythonが必要）、.xlsx は何も入れずに"
            f"使えます。\n\n{_ROLES.ja}",
            "Create the planning workbook of a role. An .xlsm has buttons and functions (Excel for Windows with Python), an .xlsx "
            f"works with nothing installed.\n\n{_ROLES.en}",
        ),
        (
            "kpi-xl new field_sales -o 2026-12.xlsm",
            "kpi-xl new field_sales -o 2026-12.xlsx",
            "kpi-xl new inside_sales -o is.xlsx --set KGI_AMOUNT=1,000万 --set APPOINTMENT_RATE=2%",
            "kpi-xl new field_sales --template ours.xlsx -o 2026-12.xlsx",
        ),
        _argument("role", _ROLE),
        _option("-o", "--output", "output", type=FILE, required=True, help=_OUTPUT),
        _option("--set", "settings", multiple=True, metavar="NAME=VALUE", help=_SET),
        _option("--month", metavar="YYYY-MM", help=Text("計画する月（省略時は今月）", "month to plan (this month when omitted)")),
        _option("--template", type=FILE, help=Text("自社のブックに書き込む", "fill your own workbook instead")),
        _option("--force", is_flag=True, help=Text("同じ名前のファイルを置き換える", "replace a file of that name")),
    )
    def command(**values: Any) -> None:
        from kpi_xl.cli.planning import new_workbook

        new_workbook(**values)

    return command


def _targets() -> click.Command:
    @_command(
        "targets",
        Text(
            f"売上目標（KGI）から必要な活動量を逆算して表示します。\n\n{_ROLES.ja}",
            f"Work back from the KGI to the activity needed.\n\n{_ROLES.en}",
        ),
        (
            "kpi-xl targets field_sales --set KGI_AMOUNT=1,000万",
            "kpi-xl targets inside_sales --month 2026-12 --members 3 --weights 8=0.8,3=1.3",
        ),
        _argument("role", _ROLE),
        _option("--set", "settings", multiple=True, metavar="NAME=VALUE", help=_SET),
        _option("--month", metavar="YYYY-MM", help=Text("対象月（省略時は今月）", "month (this month when omitted)")),
        _option(
            "--rounding", type=OneOf(["stage", "end"]), default="stage",
            help=Text("切り上げ：段階ごと（stage、省略時）か最後だけ（end）", "round up at every stage (the default), or only at the end"),
        ),
        _option("--members", type=Whole(1, 10_000), help=Text("この人数で分ける", "share among this many members")),
        _option("--weights", metavar="MONTH=WEIGHT,...", help=Text("月別の季節指数", "seasonality weights of months")),
        _option("--json", "as_json", is_flag=True, help=_JSON),
    )  # fmt: skip
    def command(**values: Any) -> None:
        from kpi_xl.cli.planning import show_targets

        show_targets(**values)

    return command


def _reading() -> tuple[click.Option, ...]:
    """How logs are read."""
    return (
        _option(
            "--preset", "presets", multiple=True, metavar="NAME",
            help=Text("ログの種類（省略時は見出しから判定。例 salesforce）", "kind of log, such as salesforce (by its headers when omitted)"),
        ),
        _option(
            "--map", "mappings", type=FILE, multiple=True,
            help=Text("列と値の対応表（TOML）", "mapping file for the columns and values of another table"),
        ),
        _option(
            "--date-order", "date_order", type=OneOf(["ymd", "mdy", "dmy"]),
            help=Text("日付の年月日の順（省略時は列から判定）", "order of day, month and year (by the column when omitted)"),
        ),
        _option("--rejects", type=FILE, metavar="FILE.csv", help=Text("読めない行を書き出すファイル", "file for the rows that cannot be read")),
        _option("--strict", is_flag=True, help=Text("読めない行が1つでもあれば中止する", "stop if any row cannot be read")),
    )  # fmt: skip


def _import() -> click.Command:
    @_command(
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
        _argument("logs", Text("ログ", "LOG"), type=FILE, nargs=-1, required=True),
        *_reading(),
        _option(
            "--explain", "is_explained", is_flag=True,
            help=Text("各列の読み方と最初の行を示す", "show what each column became, and the first rows"),
        ),
        _option(
            "--members", type=FILE, metavar="BOOK.xlsx",
            help=Text("担当者の名前と照合する計画ブック", "planning workbook to match member names against"),
        ),
        _option("-o", "--output", "output", type=FILE, help=_OUTPUT),
    )  # fmt: skip
    def command(**values: Any) -> None:
        from kpi_xl.cli.importing import import_logs

        import_logs(**values)

    return command


def _report() -> click.Command:
    @_command(
        "report",
        Text("活動ログから月次の達成状況をまとめます。", "Write the monthly attainment workbook from an activity log."),
        (
            "kpi-xl report activity.csv --plan 2026-11.xlsx --month 2026-11 -o 2026-11-report.xlsx",
            "kpi-xl report activity.csv --role field_sales --month 2026-11 --json",
            "kpi-xl report crm.csv --map crm.toml --role field_sales --month 2026-11 -o report.xlsx --pdf",
            "kpi-xl report calls.csv deals.csv --plan 2026-11.xlsx --month 2026-11 --rejects rejects.csv",
            "kpi-xl report activity.csv --plan 2026-11.xlsx --month 2026-11 -o list.xlsx --list",
            "kpi-xl report activity.csv --plan 2026-11.xlsx --month 2026-11 --store sales.duckdb",
            "kpi-xl report --source postgres://host/sales --table activity --plan 2026-11.xlsx --month 2026-11",
        ),
        _argument("logs", Text("[活動ログ]", "[LOG]"), type=FILE, nargs=-1),
        _option(
            "--source", "address", metavar="URL",
            help=Text("活動の表があるデータベース（postgres://、spark:// など）", "warehouse with the activity table (postgres://, spark://, ...)"),
        ),
        _option("--table", metavar="NAME", help=Text("その表の名前（省略時 activity）", "its table (activity when omitted)")),
        _option(
            "--store", type=FILE, metavar="FILE.duckdb",
            help=Text("活動と月次の結果を蓄積するファイル", "file that keeps activity and monthly results"),
        ),
        _option("--plan", "plans", type=FILE, multiple=True, help=Text("計画ブック（複数可）", "planning workbook (may be repeated)")),
        _option("--role", help=Text("計画なしで標準値と比べる役割", "role whose standard targets are used without a plan")),
        _option("--month", metavar="YYYY-MM", required=True, help=Text("対象月", "month of the report")),
        _option("--as-of", "as_of", metavar="YYYY-MM-DD", help=Text("この日までを集計（月の途中用）", "count up to this day only")),
        *_reading(),
        _option("-o", "--output", "output", type=FILE, help=_OUTPUT),
        _option(
            "--each-member", "each_member", type=FILE, metavar="DIR",
            help=Text("担当者ごとのブックを1つずつ作るフォルダー", "folder for one workbook per member"),
        ),
        _option(
            "--list", "as_list", is_flag=True,
            help=Text(
                "担当者ごとのシートの代わりに、担当者×KPIの一覧を1枚にします（人数の多い会社・ピボット集計向け）",
                "one list of every member and KPI instead of a sheet per member (many members, pivot tables)",
            ),
        ),
        _option("--json", "as_json", is_flag=True, help=_JSON),
        _option("--pdf", "as_pdf", is_flag=True, help=Text("PDFも作る（LibreOfficeが必要）", "also make a PDF (needs LibreOffice)")),
    )  # fmt: skip
    def command(**values: Any) -> None:
        from kpi_xl.cli.report_options import ReportOptions
        from kpi_xl.cli.reporting import report

        report(ReportOptions(**values))

    return command


def _templates() -> click.Group:
    @_command(
        "list",
        Text("自社のブックで使える名前を一覧にします。", "List the names that your own workbook may carry."),
        ("kpi-xl templates list field_sales",),
        _argument("role", _ROLE),
    )
    def names(role: str) -> None:
        from kpi_xl.cli.templating import list_names

        list_names(role)

    @_command(
        "check",
        Text("自社のブックにある名前を調べます。", "Check which of the names your own workbook carries."),
        ("kpi-xl templates check ours.xlsx --role field_sales",),
        _argument("path", Text("ブック", "WORKBOOK"), type=FILE),
        _option("--role", required=True, help=Text("役割", "role")),
    )
    def names_of(path: Path, role: str) -> None:
        from kpi_xl.cli.templating import check

        check(path, role)

    @_command(
        "build",
        Text(
            "役割別のテンプレート（.xlsm）とExcelアドインを作り直します。",
            "Build the planning workbooks (.xlsm) and the Excel add-in again.",
        ),
        ("kpi-xl templates build", "kpi-xl templates build --out dist"),
        _option(
            "--out", "folder", type=FILE, metavar="DIR",
            help=Text("出力先のフォルダー（省略時はテンプレートのフォルダー）", "folder for the files (where the templates are when omitted)"),
        ),
    )  # fmt: skip
    def files(folder: Path | None) -> None:
        from kpi_xl.cli.templating import show_build

        show_build(folder)

    words = _with_examples(
        Text("自社のブックをテンプレートに使うための名前を調べ、付属のテンプレートを作り直します。",
             "Use your own workbook as a template, or rebuild the templates."),
        ("kpi-xl templates list field_sales", "kpi-xl templates check ours.xlsx --role field_sales", "kpi-xl templates build"),
    )
    group = SpokenGroup(
        "templates", help=words, options_metavar=str(_OPTIONS), params=[_language()], callback=lambda lang: None,
        subcommand_metavar=str(Text("コマンド ...", "COMMAND ...")), no_args_is_help=True,
    )  # fmt: skip
    group.add_command(names)
    group.add_command(names_of)
    group.add_command(files)
    return group


def _functions() -> click.Command:
    @_command(
        "functions",
        Text("KPI関数の一覧、または1つの関数の引数と例を表示します。", "List the KPI functions, or show the arguments and an example of one."),
        ("kpi-xl functions", "kpi-xl functions KPI_REQUIRED_CALLS"),
        _argument("name", Text("[関数名]", "[NAME]"), required=False),
    )
    def command(name: str | None) -> None:
        from kpi_xl.cli.functions_shown import show_functions

        show_functions(name)

    return command


def _eval() -> click.Command:
    @_command(
        "eval",
        Text("KPI関数の式を計算します。", "Compute an expression of the KPI functions."),
        (
            "kpi-xl eval 'KPI_REQUIRED_CALLS(10000000,500000,0.2,0.05)'",
            "kpi-xl eval 'KPI_REQUIRED_MEETINGS()' --set KGI_AMOUNT=1,000万 --set UNIT_PRICE=50万 --set WIN_RATE=20%",
        ),
        _argument("expression", Text("式", "EXPRESSION")),
        _option("--set", "settings", multiple=True, metavar="NAME=VALUE", help=_SET),
    )
    def command(expression: str, settings: tuple[str, ...]) -> None:
        from kpi_xl.cli.planning import show_value

        show_value(expression, settings)

    return command


def _check() -> click.Command:
    @_command(
        "check",
        Text(
            "目標をSMARTの5文字で判定し、直し方と書き方の例を示します。\n\n目標文のほか、目標の列があるCSV、計画ブックを指定できます。",
            "Judge a goal letter by letter (SMART), with remedies and a rewritten sentence.\n\n"
            "GOAL is a sentence, a CSV file with a goal column, or a planning workbook.",
        ),
        (
            Text("kpi-xl check '営業成績を向上させる'", "kpi-xl check 'Improve sales'"),
            "kpi-xl check 'Book 50 demos by the end of Q2' --role inside_sales --lang en",
            "kpi-xl check goals.csv --strict",
            "kpi-xl check 2026-12.xlsx --json",
        ),
        _argument("goal", Text("目標", "GOAL")),
        _option("--role", help=Text("KPIツリーを使う役割（Rの判定）", "role whose KPI tree judges R")),
        _option("--today", metavar="YYYY-MM-DD", help=Text("この日を今日として判定する", "judge as of this day")),
        _option("--json", "as_json", is_flag=True, help=_JSON),
        _option("--strict", is_flag=True, help=Text("×が1つでもあれば終了コード1", "exit status 1 if any letter fails")),
    )  # fmt: skip
    def command(**values: Any) -> None:
        from kpi_xl.cli.checking import check

        check(**values)

    return command


def _demo() -> click.Command:
    @_command(
        "demo",
        Text(
            "見本の1年分の活動ログ、4つの役割の計画ブック、月次レポートを作ります。",
            "Make a sample year of activity, the four planning workbooks and the monthly report.",
        ),
        ("kpi-xl demo", "kpi-xl demo -o sample --lang en"),
        _option(
            "-o", "--output", "folder", type=FILE, default=Path("kpi-xl-demo"),
            help=Text("出力先のフォルダー（省略時 kpi-xl-demo）", "folder for the files (kpi-xl-demo when omitted)"),
        ),
    )  # fmt: skip
    def command(folder: Path) -> None:
        from kpi_xl.cli.showing import show_demo

        show_demo(folder)

    return command


def _host() -> click.Argument:
    return _argument(
        "target", Text("[excel|libreoffice]", "[excel|libreoffice]"), type=OneOf(["excel", "libreoffice"]), default="excel"
    )


def _install() -> click.Command:
    @_command(
        "install",
        Text(
            "ExcelかLibreOfficeに、関数・ボタン・メニューを入れます。",
            "Install the functions, buttons and menus into Excel or LibreOffice.",
        ),
        ("kpi-xl install", "kpi-xl install libreoffice"),
        _host(),
    )
    def command(target: str) -> None:
        from kpi_xl.cli.installing import run_install

        run_install(target)

    return command


def _uninstall() -> click.Command:
    @_command(
        "uninstall",
        Text("ExcelかLibreOfficeから、入れたものを外します。", "Remove what was installed in Excel or LibreOffice."),
        ("kpi-xl uninstall", "kpi-xl uninstall libreoffice"),
        _host(),
    )
    def command(target: str) -> None:
        from kpi_xl.cli.installing import run_uninstall

        run_uninstall(target)

    return command


def _doctor() -> click.Command:
    @_command(
        "doctor",
        Text(
            "ExcelやLibreOfficeで関数やボタンが動かない原因を調べ、対処を示します。",
            "Find out why functions or buttons do not work in Excel or LibreOffice, and what to do.",
        ),
        ("kpi-xl doctor", "kpi-xl doctor 2026-12.xlsm"),
        _argument("workbook", Text("[ブック]", "[WORKBOOK]"), type=FILE, required=False),
    )
    def command(workbook: Path | None) -> None:
        from kpi_xl.cli.installing import run_doctor

        run_doctor(workbook)

    return command


_GROUP_HELP = Text(
    "営業KPIをExcelで計画し、毎月の達成状況をまとめるツールです。",
    "Plan sales KPIs in Excel and write the monthly attainment sheets.",
)
_OPTIONS = Text("[オプション]", "[OPTIONS]")
_ROLE = Text("役割", "ROLE")
_ROLES = Text(
    "役割：inside_sales（:sdr、:bdr）、field_sales、customer_success、manager、または定義ファイル（.toml）",
    "ROLE: inside_sales (:sdr, :bdr), field_sales, customer_success, manager, or a definition file (.toml)",
)
_VERSION = Text("バージョンを表示する", "show the version")
_LANG = Text("言語（ja または en）", "language (ja or en)")
_OUTPUT = Text("出力ファイル", "output file")
_SET = Text("入力値を指定する（例 KGI_AMOUNT=1,000万）", "set an input, such as KGI_AMOUNT=10000000")
_JSON = Text("JSONで出力する", "print JSON")
