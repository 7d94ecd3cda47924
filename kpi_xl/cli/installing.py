"""``install``, ``uninstall`` and ``doctor``: kpi-xl inside Excel and LibreOffice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kpi_xl.cli.terminal.tables import console, new_table
from kpi_xl.errors import InputError
from kpi_xl.hosts.excel.installation.checked import Checked
from kpi_xl.hosts.excel.installation.doctor import Machine, examine
from kpi_xl.hosts.excel.installation.folders import places_here, registry_here, registry_of_all
from kpi_xl.hosts.excel.installation.install import install, uninstall
from kpi_xl.hosts.excel.installation.pythons import Python
from kpi_xl.hosts.libreoffice import install as libreoffice
from kpi_xl.language import Text

LIBREOFFICE = "libreoffice"
"""What is named to install there; Excel otherwise."""
NOT_WELL = 1
"""The exit status where something needs a remedy."""


def run_install(target: str) -> None:
    """Install the add-in or the extension, and say what comes next."""
    if target == LIBREOFFICE:
        libreoffice.install()
        click.echo(str(_START_LIBREOFFICE))
        return
    for path in install(places_here(), Path(sys.executable)):
        click.echo(str(_WROTE.format(path=path)))
    click.echo(str(_START_EXCEL))


def run_uninstall(target: str) -> None:
    """Take the add-in or the extension out again."""
    if target == LIBREOFFICE:
        click.echo(str(_REMOVED_EXTENSION if libreoffice.uninstall() else _NO_EXTENSION))
        return
    removed = uninstall(places_here())
    for path in removed:
        click.echo(str(_REMOVED.format(path=path)))
    if not removed:
        click.echo(str(_NOTHING))


def run_doctor(workbook: Path | None) -> None:
    """Print what was looked at, each finding with its remedy."""
    machine = Machine(places_here(), registry_here, Python(Path(sys.executable)), registry_of_all)
    checks = [*examine(machine, workbook), *_extension()]
    table = new_table("", Text("調べたもの", "Checked"), Text("結果", "Found"), Text("対処", "What to do"), left=(0, 1, 2, 3))
    table.columns[2].overflow = "fold"  # paths in full, to be copied
    for check in checks:
        table.add_row("○" if check.is_well else "×", str(check.what), check.found, str(check.remedy or ""))
    console().print(table)
    if not all(check.is_well for check in checks):
        sys.exit(NOT_WELL)
    click.echo(str(_ALL_WELL))


def _extension() -> Iterator[Checked]:
    """Nothing where there is no LibreOffice; who uses Excel alone need not have the extension."""
    if libreoffice.find_soffice() is None:
        return
    what = Text("LibreOffice", "LibreOffice")
    try:
        folder = libreoffice.installed()
        yield Checked(what, str(folder or _NO_EXTENSION))
    except libreoffice.OfficeIsOpenError as open_:
        yield Checked(what, str(open_))
    except InputError as error:
        for finding in error.findings:
            yield Checked(what, str(finding.place), Text(str(finding), str(finding)))


_WROTE = Text("書き込みました：{path}", "Wrote {path}")
_START_EXCEL = Text(
    "Excelを起動し直すと、リボンに「営業KPI」タブが現れます。", "Start Excel again: the ribbon has a tab Sales KPIs."
)
_START_LIBREOFFICE = Text(
    "LibreOfficeに拡張機能を入れました。Calcを起動すると「営業KPI」メニューと関数が使えます。",
    "Installed into LibreOffice. Start Calc: it has a menu Sales KPIs, and the functions.",
)
_REMOVED_EXTENSION = Text("LibreOfficeから拡張機能を外しました。", "Removed from LibreOffice.")
_NO_EXTENSION = Text(
    "拡張機能は入っていません（入れるには kpi-xl install libreoffice）。",
    "The extension is not installed (kpi-xl install libreoffice installs it).",
)
_REMOVED = Text("削除しました：{path}", "Removed {path}")
_NOTHING = Text("kpi-xl はExcelに入っていません。", "kpi-xl is not installed in Excel.")
_ALL_WELL = Text("問題は見つかりませんでした。", "No problems found.")
