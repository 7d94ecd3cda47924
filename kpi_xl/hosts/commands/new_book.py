"""新規ブック: the workbook of a role for this month."""

from __future__ import annotations

from datetime import date

from kpi_xl.definitions import all_roles
from kpi_xl.hosts.base import Host
from kpi_xl.language import Text
from kpi_xl.periods import Month


def new_book(host: Host, today: date) -> None:
    """Ask for the role, make its workbook and open it."""
    roles = all_roles()
    wanted = host.choose(str(_WHICH), [str(role.title) for role in roles])
    if wanted is None:
        return
    host.progress(str(_MAKING))
    host.new_workbook(roles[wanted], Month.of(today))


_WHICH = Text("どの役割の計画ブックを作りますか", "Which role is the workbook for?")
_MAKING = Text("ブックを作成中", "Making the workbook")
