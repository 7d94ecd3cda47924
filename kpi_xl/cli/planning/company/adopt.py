"""``adopt``: a case of the scenarios becomes the plan; everything else in the workbook stays as it is, byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kpi_xl.cli.terminal.clock import today
from kpi_xl.errors import InputError
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.reading.plan_cells import PlanBook, UnreadableWorkbookError
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.files.stamp import Template
from kpi_xl.hosts.plans.adopting import Adoption, adoption
from kpi_xl.language import Text
from kpi_xl.packages import package_finding


def adopt(path: Path, case: int, reason: str) -> None:
    """Write the case into the inputs of ① and into the revision log."""
    if finding := package_finding(path):
        raise InputError([finding])
    check_output(path, (".xlsx", ".xlsm"))
    found = _read(path, case, reason)
    if found.changes:
        content = path.read_bytes()
        fills: dict[str, Any] = {
            name: column[0] if len(column) == 1 else [[value] for value in column] for name, column in found.values.items()
        }
        # what is read is in memory: the file may be written where it stands
        Template(path.parent / f".{path.stem}.read{path.suffix}", content).stamp(path, fills)
    _say(found, path)
    for finding in read_plans([path]).contradictions if found.changes else ():
        click.echo(str(_CONTRADICTION.format(finding=finding)), err=True)


def _read(path: Path, case: int, reason: str) -> Adoption:
    try:
        book = PlanBook(path)
        try:
            return adoption(book, case, today(), reason)
        finally:
            book.close()
    except UnreadableWorkbookError as error:
        raise InputError([error.finding]) from error


def _say(found: Adoption, path: Path) -> None:
    if not found.changes:
        click.echo(str(_SAME.format(case=found.case)))
        return
    click.echo(str(_ADOPTED.format(case=found.case, path=path)))
    for change in found.changes:
        click.echo(str(change.line))
    if not found.is_logged:
        click.echo(str(_NOT_LOGGED), err=True)


_ADOPTED = Text("「{case}」の案を入力にしました：{path}", "The case {case} is the plan now: {path}")
_SAME = Text("「{case}」の案は今の入力と同じです。何も書き込んでいません。", "The case {case} is the plan already. Nothing was written.")
_CONTRADICTION = Text("計画ブックの食い違い：{finding}", "The planning workbook contradicts itself: {finding}")
_NOT_LOGGED = Text(
    "見直しの記録（⑤運用）に空きがないため、記録していません。表に行を挿入してください。",
    "The revision log (sheet 5) has no room, so nothing was recorded there. Insert rows into its table.",
)
