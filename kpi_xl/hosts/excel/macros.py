"""What VBA calls: one function for each button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from kpi_xl.hosts import commands
from kpi_xl.hosts.base import Host
from kpi_xl.hosts.excel.session import excel_session


def new_book() -> None:
    """新規ブック"""
    _run(partial(commands.new_book, today=date.today()))


def work_back() -> None:
    """目標を逆算"""
    _run(partial(commands.work_back, today=date.today()))


def check_goals() -> None:
    """SMARTチェック"""
    _run(partial(commands.check_goals, today=date.today()))


def import_actuals() -> None:
    """実績を取込"""
    _run(partial(commands.import_actuals, today=date.today()))


def write_monthly_report() -> None:
    """月次レポート作成"""
    _run(partial(commands.write_monthly_report, today=date.today()))


def export_pdf() -> None:
    """PDF出力"""
    _run(commands.export_pdf)


def show_help() -> None:
    """使い方"""
    _run(commands.show_help)


def log_file() -> Path:
    """Where the tracebacks of failed commands are kept."""
    return Path.home() / ".kpi_xl" / "kpi_xl.log"


def _run(command: Callable[[Host], str | None]) -> None:
    with excel_session() as host:
        commands.carry_out(host, command, log_file())
