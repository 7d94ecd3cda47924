"""``adopt``: a case of the scenarios becomes the plan; everything else in the workbook stays as it is, byte for byte."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_xl.cli.terminal.clock import today
from kpi_xl.errors import InputError
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.reading.plan_cells import PlanBook, UnreadableWorkbookError
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.files.recalculation.stamping import stamp_computed
from kpi_xl.hosts.plans.adopting import Adoption, adoption
from kpi_xl.hosts.plans.cells import Value
from kpi_xl.hosts.plans.places import changes
from kpi_xl.language import Text
from kpi_xl.packages import package_finding


def adopt(path: Path, case: int, reason: str) -> None:
    """Write the case into the inputs of ① and into the revision log."""
    if finding := package_finding(path):
        raise InputError([finding])
    check_output(path, (".xlsx", ".xlsm"))
    content = path.read_bytes()
    found, fills = _read(path, case, reason)
    if found.changes:
        stamp_computed(path, content, path, fills)
    _say(found, path)
    for finding in read_plans([path]).contradictions if found.changes else ():
        click.echo(str(_CONTRADICTION.format(finding=finding)), err=True)


def _read(path: Path, case: int, reason: str) -> tuple[Adoption, dict[str, Value]]:
    """What adopting the case means, and the cells that it changes."""
    try:
        book = PlanBook(path)
        try:
            found = adoption(book, case, today(), reason)
            return found, changes(book, found.values)
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
