"""One command of the menu: ``python -m kpi_xl.hosts.libreoffice.command NAME``, started by LibreOffice for each.

A process of its own, so that a command that fails, or takes long, leaves the functions alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from kpi_xl.hosts import commands
from kpi_xl.hosts.base import Host
from kpi_xl.hosts.libreoffice.frames import own_pipe
from kpi_xl.hosts.libreoffice.remote_host import DONE, Office, RemoteHost

COMMANDS: Mapping[str, Callable[[Host], str | None]] = {
    "NewBook": partial(commands.new_book, today=date.today()),
    "WorkBack": partial(commands.work_back, today=date.today()),
    "CheckGoals": partial(commands.check_goals, today=date.today()),
    "ImportActuals": partial(commands.import_actuals, today=date.today()),
    "WriteMonthlyReport": partial(commands.write_monthly_report, today=date.today()),
    "ExportPdf": commands.export_pdf,
    "ShowHelp": commands.show_help,
}


def main(name: str) -> None:
    """Carry out the command called *name*."""
    pipe = own_pipe()
    commands.carry_out(RemoteHost(Office(pipe)), COMMANDS[name], log_file())
    pipe.send((DONE,))


def log_file() -> Path:
    """Where the tracebacks of failed commands are kept."""
    return Path.home() / ".kpi_xl" / "kpi_xl.log"


if __name__ == "__main__":
    main(*sys.argv[1:])
