"""The command group, built in the spoken language."""

from __future__ import annotations

import click

from kpi_xl import __version__
from kpi_xl.cli.commands import books, closing, hosts, logs, planning, quotas
from kpi_xl.cli.commands.shared import OPTIONS, language
from kpi_xl.cli.terminal.help import SpokenGroup, SpokenOption
from kpi_xl.language import Text


def build() -> click.Group:
    """The command group."""
    group = SpokenGroup(
        "kpi-xl",
        help=str(_GROUP_HELP),
        options_metavar=str(OPTIONS),
        subcommand_metavar=str(Text("コマンド ...", "COMMAND ...")),
        params=[
            SpokenOption(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help=str(_VERSION)),
            language(),
        ],
        callback=lambda lang: None,
        no_args_is_help=True,
    )
    for command in (
        planning.new(), planning.targets(), planning.adopt(), planning.actuals(), planning.diff(), planning.check(), logs.import_(),
        logs.report(), closing.month_end(), quotas.export_targets(), books.templates(), books.functions(), planning.eval_(), books.demo(),
        hosts.install(), hosts.uninstall(), hosts.doctor(),
    ):  # fmt: skip
        group.add_command(command)
    return group


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"kpi-xl {__version__}")
        context.exit()


_GROUP_HELP = Text(
    "営業KPIをExcelで計画し、毎月の達成状況をまとめるツールです。",
    "Plan sales KPIs in Excel and write the monthly attainment sheets.",
)
_VERSION = Text("バージョンを表示する", "show the version")
