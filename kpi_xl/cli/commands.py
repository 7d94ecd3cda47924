"""The commands, built in the spoken language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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
    for command in (_new(), _targets(), _report(), _templates(), _eval(), _demo()):
        group.add_command(command)
    return group


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"kpi-xl {__version__}")
        context.exit()


def _language() -> click.Option:
    return SpokenOption(["--lang"], type=OneOf(LANGUAGES), help=str(_LANG))


def _command(name: str, text: Text, examples: tuple[str, ...], *params: click.Parameter) -> Callable[[Any], click.Command]:
    """A command whose help ends with examples; ``--lang`` is everywhere and was read before."""
    def make(callback: Callable[..., None]) -> click.Command:
        def without_language(lang: str | None, **values: Any) -> None:
            callback(**values)

        return SpokenCommand(
            name, help=_with_examples(text, examples), options_metavar=str(_OPTIONS), callback=without_language,
            params=[*params, _language()],
        )  # fmt: skip

    return make


def _with_examples(text: Text, examples: tuple[str, ...]) -> str:
    return f"{text}\n\n\b\n{Text('例:', 'Examples:')}\n" + "\n".join(f"  {line}" for line in examples)


def _option(*names: str, help: Text, **settings: Any) -> click.Option:
    return SpokenOption(list(names), help=str(help), **settings)


def _argument(name: str, shown: Text, **settings: Any) -> click.Argument:
    return click.Argument([name], metavar=str(shown), **settings)


def _new() -> click.Command:
    @_command(
        "new",
        Text(
            f"役割別のKPIブックを新しく作ります。\n\n{_ROLES.ja}",
            f"Create the KPI workbook of a role.\n\n{_ROLES.en}",
        ),
        (
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
            f"Work back from the KGI to the activity it takes.\n\n{_ROLES.en}",
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
        _option("--members", type=Whole(1, 10_000), help=Text("この人数で分ける", "share among so many members")),
        _option("--weights", metavar="MONTH=WEIGHT,...", help=Text("月別の季節指数", "seasonality weights of months")),
        _option("--json", "as_json", is_flag=True, help=_JSON),
    )  # fmt: skip
    def command(**values: Any) -> None:
        from kpi_xl.cli.planning import show_targets

        show_targets(**values)

    return command


def _report() -> click.Command:
    @_command(
        "report",
        Text("活動ログから月次の達成状況をまとめます。", "Write the monthly attainment workbook from an activity log."),
        (
            "kpi-xl report activity.csv --plan 2026-11.xlsx --month 2026-11 -o 2026-11-report.xlsx",
            "kpi-xl report activity.csv --role field_sales --month 2026-11 --json",
            "kpi-xl report crm.csv --map crm.toml --role field_sales --month 2026-11 -o report.xlsx --pdf",
        ),
        _argument("log", Text("活動ログ", "LOG"), type=FILE),
        _option("--plan", "plans", type=FILE, multiple=True, help=Text("計画のブック（複数可）", "planning workbook (may be repeated)")),
        _option("--role", help=Text("計画なしで標準の目標と比べる役割", "role whose standard targets are used without a plan")),
        _option("--month", metavar="YYYY-MM", required=True, help=Text("対象月", "month of the report")),
        _option("--as-of", "as_of", metavar="YYYY-MM-DD", help=Text("この日までを集計（月の途中用）", "count up to this day only")),
        _option("--map", "mapping", type=FILE, help=Text("列と値の対応ファイル（TOML）", "mapping file for another table's columns and values")),
        _option("-o", "--output", "output", type=FILE, help=_OUTPUT),
        _option(
            "--each-member", "each_member", type=FILE, metavar="DIR",
            help=Text("担当者ごとのブックを1つずつ作るフォルダー", "folder for one workbook per member"),
        ),
        _option("--json", "as_json", is_flag=True, help=_JSON),
        _option("--pdf", "as_pdf", is_flag=True, help=Text("PDFも作る（LibreOfficeが必要）", "also make a PDF (needs LibreOffice)")),
        _option("--strict", is_flag=True, help=Text("読めない行が1つでもあれば中止する", "stop if any row cannot be read")),
    )  # fmt: skip
    def command(**values: Any) -> None:
        from kpi_xl.cli.reporting import report

        report(**values)

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

    words = _with_examples(
        Text("自社のブックをひな形に使うための名前を調べます。", "The names that make your own workbook a template."),
        ("kpi-xl templates list field_sales", "kpi-xl templates check ours.xlsx --role field_sales"),
    )
    group = SpokenGroup(
        "templates", help=words, options_metavar=str(_OPTIONS), params=[_language()], callback=lambda lang: None,
        subcommand_metavar=str(Text("コマンド ...", "COMMAND ...")), no_args_is_help=True,
    )  # fmt: skip
    group.add_command(names)
    group.add_command(names_of)
    return group


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


def _demo() -> click.Command:
    @_command(
        "demo",
        Text(
            "見本の1年分の活動ログ、4つの役割のブック、月次レポートを作ります。",
            "Make a sample year of activity, the four role workbooks and the monthly report.",
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


def today() -> date:
    """The one place that looks at the clock."""
    return date.today()


_GROUP_HELP = Text(
    "営業KPIをExcelで計画し、毎月の達成状況をまとめる道具です。",
    "Plan sales KPIs in Excel and write the monthly attainment sheets.",
)
_OPTIONS = Text("[オプション]", "[OPTIONS]")
_ROLE = Text("役割", "ROLE")
_ROLES = Text(
    "役割: inside_sales（:sdr、:bdr）、field_sales、customer_success、manager、または定義ファイル（.toml）",
    "ROLE: inside_sales (:sdr, :bdr), field_sales, customer_success, manager, or a definition file (.toml)",
)
_VERSION = Text("版を表示する", "show the version")
_LANG = Text("言語（ja または en）", "language (ja or en)")
_OUTPUT = Text("出力ファイル", "output file")
_SET = Text("入力値を指定する（例 KGI_AMOUNT=1,000万）", "set an input, such as KGI_AMOUNT=10000000")
_JSON = Text("JSONで出力する", "print JSON")
