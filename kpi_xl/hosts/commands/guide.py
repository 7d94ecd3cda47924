"""使い方: what each button does, in one dialogue."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl import __version__
from kpi_xl.hosts.base import Host
from kpi_xl.hosts.commands.command import Command
from kpi_xl.language import Text
from kpi_xl.sheets.role.parts.steps import Step


def show_help(host: Host, commands: Sequence[Command]) -> str:
    """What *commands* do; the guide sheet comes to the front where the workbook still has it under its title."""
    for title in Step.GUIDE.tab.both():
        if title in host.sheet_titles:
            host.show_sheet(title)
    lines = (_LINE.format(label=command.label, help=command.help) for command in commands)
    return "\n".join([f"kpi-xl {__version__}", "", *map(str, lines), "", str(_MONTH)])


_LINE = Text("{label}：{help}", "{label}: {help}")
_MONTH = Text("対象月は①KGIで変えられます。", "The month is set on sheet 1.")
