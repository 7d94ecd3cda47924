"""Declarations of ``templates``, ``functions`` and ``demo``."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_xl.cli.commands.shared import FILE, OPTIONS, ROLE, argument, command_of, language, option, with_examples
from kpi_xl.cli.terminal.help import SpokenGroup
from kpi_xl.language import Text


def templates() -> click.Group:
    @command_of(
        "list",
        Text("自社のブックで使える名前を一覧にします。", "List the names that your own workbook may carry."),
        ("kpi-xl templates list field_sales",),
        argument("role", ROLE),
    )
    def names(role: str) -> None:
        from kpi_xl.cli.planning.templating import list_names

        list_names(role)

    @command_of(
        "check",
        Text("自社のブックにある名前を調べます。", "Check which of the names your own workbook carries."),
        ("kpi-xl templates check ours.xlsx --role field_sales",),
        argument("path", Text("ブック", "WORKBOOK"), type=FILE),
        option("--role", required=True, help=Text("役割", "role")),
    )
    def names_of(path: Path, role: str) -> None:
        from kpi_xl.cli.planning.templating import check

        check(path, role)

    @command_of(
        "build",
        Text(
            "役割別のテンプレート（.xlsm）とExcelアドインを作り直します。",
            "Build the planning workbooks (.xlsm) and the Excel add-in again.",
        ),
        ("kpi-xl templates build", "kpi-xl templates build --out dist"),
        option(
            "--out", "folder", type=FILE, metavar="DIR",
            help=Text("出力先のフォルダー（省略時はテンプレートのフォルダー）", "folder for the files (where the templates are when omitted)"),
        ),
    )  # fmt: skip
    def files(folder: Path | None) -> None:
        from kpi_xl.cli.planning.templating import show_build

        show_build(folder)

    words = with_examples(
        Text("自社のブックをテンプレートに使うための名前を調べ、付属のテンプレートを作り直します。",
             "Use your own workbook as a template, or rebuild the templates."),
        ("kpi-xl templates list field_sales", "kpi-xl templates check ours.xlsx --role field_sales", "kpi-xl templates build"),
    )
    group = SpokenGroup(
        "templates", help=words, options_metavar=str(OPTIONS), params=[language()], callback=lambda lang: None,
        subcommand_metavar=str(Text("コマンド ...", "COMMAND ...")), no_args_is_help=True,
    )  # fmt: skip
    group.add_command(names)
    group.add_command(names_of)
    group.add_command(files)
    return group


def functions() -> click.Command:
    @command_of(
        "functions",
        Text("KPI関数の一覧、または1つの関数の引数と例を表示します。", "List the KPI functions, or show the arguments and an example of one."),
        ("kpi-xl functions", "kpi-xl functions KPI_REQUIRED_CALLS"),
        argument("name", Text("[関数名]", "[NAME]"), required=False),
    )
    def command(name: str | None) -> None:
        from kpi_xl.cli.reference.functions_shown import show_functions

        show_functions(name)

    return command


def demo() -> click.Command:
    @command_of(
        "demo",
        Text(
            "見本の1年分の活動ログ、会社と4つの役割の計画ブック、月次レポートを作ります。",
            "Make a sample year of activity, the planning workbooks of the company and its four roles, and the monthly report.",
        ),
        ("kpi-xl demo", "kpi-xl demo -o sample --lang en"),
        option(
            "-o", "--output", "folder", type=FILE, default=Path("kpi-xl-demo"),
            help=Text("出力先のフォルダー（省略時 kpi-xl-demo）", "folder for the files (kpi-xl-demo when omitted)"),
        ),
    )  # fmt: skip
    def command(folder: Path) -> None:
        from kpi_xl.cli.showing import show_demo

        show_demo(folder)

    return command
