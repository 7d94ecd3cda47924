"""``month-end --check``: what a close would read and write, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from kpi_xl.cli.closing.plan import ClosePlan
from kpi_xl.cli.terminal.tables import console, new_table
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.overwriting import refuse_overwriting
from kpi_xl.language import Text


def show_check(plan: ClosePlan, is_json: bool) -> None:
    """Print it.

    Raises:
        InputError: what is missing, once everything was shown.
    """
    findings = problems_of(plan)
    if is_json:
        shown = {
            "month": str(plan.month), "reads": [str(path) for path in _reads(plan)], "connection": plan.address is not None,
            "writes": [str(plan.path(output)) for output in plan.outputs], "missing": [str(finding) for finding in findings],
        }  # fmt: skip
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        _print(plan)
    if findings:
        raise InputError(findings)


def problems_of(plan: ClosePlan) -> list[Finding]:
    """Everything that would stop the close and that can be known before anything is read."""
    found = [Finding(plan.book.name, pattern, _NO_FILE, _EXPORT) for pattern in plan.unmatched]
    found += [Finding(str(path), NO_VALUE, _MISSING, _CHECK_PATH) for path in (*plan.logs, *plan.read_mappings) if not path.is_file()]
    if not plan.outputs:
        found.append(Finding(plan.book.name, NO_VALUE, _NOTHING_MADE, _MARK))
    if plan.folder.exists() and not plan.folder.is_dir():
        found.append(Finding(str(plan.folder), NO_VALUE, _NO_FOLDER, _OTHER_FOLDER))
    try:
        files = [plan.path(output) for output in plan.outputs if output.key not in ("members", "cards")]
        refuse_overwriting([*_reads(plan)], files)
        for path in files if plan.folder.is_dir() else ():  # it is made where it is missing
            check_output(path, (path.suffix,))
    except InputError as error:
        found += error.findings
    return found


def _reads(plan: ClosePlan) -> Iterator[Path]:
    yield plan.book
    yield from plan.logs
    yield from plan.read_mappings
    if plan.store is not None and plan.store.exists():
        yield plan.store


def _print(plan: ClosePlan) -> None:
    out = console()
    out.print(str(_HEADING.format(month=plan.month.label, book=plan.book.name)), style="bold", markup=False)
    read = new_table(Text("読むもの", "Reads"), Text("更新", "Changed"), Text("大きさ", "Size"), left=(0,))
    for path in _reads(plan):
        if path.is_file():
            stat = path.stat()
            read.add_row(path.name, f"{datetime.fromtimestamp(stat.st_mtime):%Y-%m-%d %H:%M}", f"{stat.st_size:,}")
    if plan.address is not None:
        read.add_row(str(_CONNECTION), "", "")
    out.print(read)
    made = new_table(Text("作るもの", "Makes"), Text("ファイル", "File"), Text("今", "Now"), left=(0, 1))
    for output in plan.outputs:
        path = plan.path(output)
        made.add_row(str(output.label), path.name, str(_THERE if path.exists() else _NOT_THERE))
    if plan.store is not None:
        made.add_row(str(_STORE), plan.store.name, str(_THERE if plan.store.exists() else _NOT_THERE))
    out.print(made)


_HEADING = Text("{book}：{month}の締め", "{book}: closing {month}")
_STORE = Text("蓄積ファイル", "store")
_CONNECTION = Text("データベース", "database")
_THERE, _NOT_THERE = Text("あります", "there"), Text("—", "—")
_NO_FILE = Text("に合うファイルがありません", "matches no file")
_EXPORT = Text("SFA・CRMから書き出して、ブックのフォルダーに置いてください", "Export it from the CRM into the workbook's folder")
_MISSING, _CHECK_PATH = Text("ファイルがありません", "does not exist"), Text("ファイルの場所と名前を確認してください", "Check the path and the name")
_NOTHING_MADE = Text("には作るものがありません", "makes nothing")
_MARK = Text("設定の「締め」で○を付けるか、--make で指定してください", "Mark what is to be made in Settings, or name it with --make")
_NO_FOLDER, _OTHER_FOLDER = Text("はフォルダーではありません", "is not a folder"), Text("別のフォルダーを指定してください", "Name another folder")
