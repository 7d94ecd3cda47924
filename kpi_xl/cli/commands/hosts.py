"""Declarations of ``install``, ``uninstall`` and ``doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_xl.cli.commands.shared import FILE, argument, command_of
from kpi_xl.cli.terminal.options import OneOf
from kpi_xl.language import Text


def _host() -> click.Argument:
    return argument(
        "target", Text("[excel|libreoffice]", "[excel|libreoffice]"), type=OneOf(["excel", "libreoffice"]), default="excel"
    )


def install() -> click.Command:
    @command_of(
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


def uninstall() -> click.Command:
    @command_of(
        "uninstall",
        Text("ExcelかLibreOfficeから、入れたものを外します。", "Remove what was installed in Excel or LibreOffice."),
        ("kpi-xl uninstall", "kpi-xl uninstall libreoffice"),
        _host(),
    )
    def command(target: str) -> None:
        from kpi_xl.cli.installing import run_uninstall

        run_uninstall(target)

    return command


def doctor() -> click.Command:
    @command_of(
        "doctor",
        Text(
            "ExcelやLibreOfficeで関数やボタンが動かない原因を調べ、対処を示します。",
            "Find out why functions or buttons do not work in Excel or LibreOffice, and what to do.",
        ),
        ("kpi-xl doctor", "kpi-xl doctor 2026-12.xlsm"),
        argument("workbook", Text("[ブック]", "[WORKBOOK]"), type=FILE, required=False),
    )
    def command(workbook: Path | None) -> None:
        from kpi_xl.cli.installing import run_doctor

        run_doctor(workbook)

    return command
