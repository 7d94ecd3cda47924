"""What VBA calls: ``macros.new_book()`` and so on, a function for each command of the catalogue that Python carries out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from kpi_xl.hosts.commands.catalogue import with_python
from kpi_xl.hosts.commands.command import Action
from kpi_xl.hosts.commands.running import carry_out, log_file
from kpi_xl.hosts.excel.live.session import excel_session


def __getattr__(name: str) -> Callable[[], None]:
    """The function of the command that Python spells *name*."""
    for command in with_python().values():
        if command.function == name and command.action is not None:
            return partial(_run, command.action)
    raise AttributeError(name)


def _run(action: Action) -> None:
    with excel_session() as host:
        carry_out(host, lambda host: action(host, date.today()), log_file())
