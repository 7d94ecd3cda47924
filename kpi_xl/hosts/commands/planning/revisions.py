"""Keeping the revision log: what people changed since it was last kept, written into ⑤ with the day; the why is theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kpi_xl.hosts.base import Host
from kpi_xl.hosts.plans import PlanCells, Value
from kpi_xl.hosts.plans.cells import DAYS_TO_1904
from kpi_xl.language import Text, counted
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.company.roles.review import company_watched
from kpi_xl.sheets.live.days import serial
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.review.revisions import Watched, watched
from kpi_xl.targets import Plan


@dataclass(frozen=True)
class Revision:
    """One input that was changed."""

    what: Watched
    before: Value
    after: Value

    @property
    def line(self) -> Text:
        return _LINE.format(what=self.what.label, before=self.what.show(self.before), after=self.what.show(self.after))


def keep_revisions(host: Host, plan: Plan, today: date) -> Iterator[Text]:
    """Write what changed, and say so; the first time only what there is to compare with. Nothing in older workbooks."""
    cells = host.cells
    if not {names.RECORDED_NAMES, names.RECORDED_VALUES, *names.REVISION_CELLS} <= set(cells.names):
        return
    known = [cell.text for cell in cells.cells(names.RECORDED_NAMES)]
    recorded = [None if cell.is_blank else cell.value for cell in cells.cells(names.RECORDED_VALUES)]
    now = [_value(cells, name) for name in known]
    if all(value is None for value in recorded):
        host.write({names.RECORDED_VALUES: now})
        yield _BEGUN
        return
    revisions = pending_revisions(cells, plan)
    if not revisions:
        return
    free = _free_rows(cells)
    if len(free) < len(revisions):
        yield _FULL.format(count=len(revisions), changes=counted(len(revisions), "change"))
    else:
        host.write({**_rows(cells, revisions, free, today), names.RECORDED_VALUES: now})
        yield _KEPT.format(count=len(revisions), changes=counted(len(revisions), "change"))
    yield from (revision.line for revision in revisions)


def pending_revisions(cells: PlanCells, plan: Plan) -> list[Revision]:
    """The inputs that are another than when the log was last kept; none where it was not begun."""
    known = [cell.text for cell in cells.cells(names.RECORDED_NAMES)]
    recorded = [None if cell.is_blank else cell.value for cell in cells.cells(names.RECORDED_VALUES)]
    if all(value is None for value in recorded):
        return []
    inputs = {each.name: each for each in _watched(plan)}
    found = ((name, before, _value(cells, name)) for name, before in zip(known, recorded, strict=True) if name in inputs)
    return [
        Revision(inputs[name], before, after) for name, before, after in found if after != (NOTHING if before is None else before)
    ]


def _watched(plan: Plan) -> Iterator[Watched]:
    roles = [own.role for own in plan.roles]
    return watched(roles[0]) if plan.company is None else company_watched(roles)


def _value(cells: PlanCells, name: str) -> Value:
    """What stands in an input; a dash for nothing, since writing nothing would leave what was there."""
    cell = cells.cell(name)
    return NOTHING if cell is None or cell.is_blank else cell.value


def _free_rows(cells: PlanCells) -> list[int]:
    """Rows below the last that holds anything."""
    columns = [cells.cells(name) for name in names.REVISION_CELLS]
    used = [place for column in columns for place, cell in enumerate(column) if not cell.is_blank]
    return list(range(max(used, default=-1) + 1, min(map(len, columns))))


def _rows(cells: PlanCells, revisions: Sequence[Revision], free: Sequence[int], today: date) -> dict[str, Sequence[Value]]:
    day = serial(today) - (DAYS_TO_1904 if cells.counts_from_1904 else 0)
    rows = [
        (str(each.what.label), each.what.show(each.before), each.what.show(each.after), day) for each in revisions
    ]
    above: list[Value] = [None] * free[0]
    return {name: [*above, *column] for name, column in zip(names.REVISION_CELLS, zip(*rows, strict=True), strict=False)}


_LINE = Text("　{what}：{before} → {after}", "  {what}: {before} → {after}")
_BEGUN = Text(
    "現在の入力値を、見直しの記録（⑤運用）の最初の値として記録しました。",
    "The current inputs are recorded as the first values of the revision log (sheet 5).",
)
_KEPT = Text(
    "見直しの記録（⑤運用）に{count}件を記録しました。「理由」を入力してください。",
    "{changes} recorded in the revision log (sheet 5). Please fill in the reason.",
)
_FULL = Text(
    "見直しの記録（⑤運用）に空きがないため、次の{count}件は記録していません。表に行を挿入して、もう一度実行してください。",
    "The revision log (sheet 5) has no room for {changes}. Insert rows into the table and try again.",
)
