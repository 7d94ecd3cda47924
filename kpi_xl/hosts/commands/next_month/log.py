"""The revision log of a later month: what was changed and not recorded yet, then the turn itself and the proposals taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kpi_xl.hosts.commands.next_month.model import Turning
from kpi_xl.hosts.commands.next_month.proposals import Taken
from kpi_xl.hosts.commands.open_plan import OpenPlan
from kpi_xl.hosts.commands.planning.revisions import pending_revisions
from kpi_xl.hosts.plans import PlanCells, Value
from kpi_xl.hosts.plans.cells import DAYS_TO_1904
from kpi_xl.hosts.plans.places import Placed, placed
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.live.days import serial
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.review.revisions import BY_HAND

Row = tuple[Value, ...]
"""What, before, after, when, why."""


def keep_turn(
    cells: PlanCells, open_plan: OpenPlan, month: Month, shown: Month | None, taken: Sequence[Taken], today: date, turning: Turning
) -> None:
    """Add the rows, and record what stands in the inputs now. Nothing in workbooks without a log."""
    columns = [placed(cells, name) for name in names.REVISION_CELLS]
    if not all(columns):
        return
    day = serial(today) - (DAYS_TO_1904 if cells.counts_from_1904 else 0)
    rows = [*_pending(cells, open_plan, day), _turn(open_plan.month, month, shown, day), *(_taken(each, day) for each in taken)]
    room, kept = min(map(len, columns)), _kept(columns)
    while len(kept) + len(rows) > room and (former := next(filter(_is_turn, kept), None)) is not None:
        kept.remove(former)  # what people wrote stays; that a month came after another goes first
    if len(kept) + len(rows) > room:
        turning.notes.append(_FULL.format(count=len(rows), rows=counted(len(rows), "row")))
        return
    blank: Row = (None,) * len(columns)
    wanted = [*kept, *rows, *[blank] * (room - len(kept) - len(rows))]
    for place, row in enumerate(wanted):
        for column, value in zip(columns, row, strict=True):
            turning.put(column[place], None if value == "" else value)
    _record(cells, {names.override_name(each.kpi.id): each.value for each in taken}, turning)


def _kept(columns: Sequence[Sequence[Placed]]) -> list[Row]:
    """The rows of the log down to the last that holds anything, blank ones between them too."""
    rows = [tuple(None if place.cell.is_blank else place.cell.value for place in row) for row in zip(*columns, strict=False)]
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return rows


def _is_turn(row: Row) -> bool:
    """A row that says no more than that the month went on."""
    began = (each.partition("{month}")[0] for words in (_WHY, _WHY_WITH_ACTUALS) for each in words.both())
    return row[0] in _MONTH.both() and isinstance(row[-1], str) and row[-1].startswith(tuple(began))


def _pending(cells: PlanCells, open_plan: OpenPlan, day: float) -> list[Row]:
    """What people changed since the log was last kept; why is theirs to say."""
    return [
        (str(each.what.label), each.what.show(each.before), each.what.show(each.after), day, "")
        for each in pending_revisions(cells, open_plan.plan)
    ]


def _turn(old: Month, new: Month, shown: Month | None, day: float) -> Row:
    why = _WHY if shown is None else _WHY_WITH_ACTUALS.format(month=shown.label)
    return str(_MONTH), str(old.label), str(new.label), day, str(why)


def _taken(taken: Taken, day: float) -> Row:
    before = taken.place.cell.value
    shown = taken.kpi.show(before) if isinstance(before, float) else "—"
    return str(BY_HAND.format(kpi=taken.kpi.label)), shown, taken.kpi.show(taken.value), day, str(_PROPOSED)


def _record(cells: PlanCells, taken: Mapping[str, Value], turning: Turning) -> None:
    """The inputs as the month begins: what is changed from now on is compared with them."""
    keys, values = (placed(cells, name) for name in (names.RECORDED_NAMES, names.RECORDED_VALUES))
    for key, place in zip(keys, values, strict=False):
        cell = cells.cell(key.cell.text)
        now = None if cell is None or cell.is_blank else cell.value
        value = taken.get(key.cell.text, now)
        turning.put(place, NOTHING if value is None else value)


_MONTH = Text("対象月", "Month")
_WHY = Text("翌月のブックを作成", "Next month's workbook")
_WHY_WITH_ACTUALS = Text("翌月のブックを作成（②現状は{month}の実績）", "Next month's workbook (sheet 2: actuals of {month})")
_PROPOSED = Text("⑤運用の来月の目標案", "Proposal of sheet 5")
_FULL = Text(
    "見直しの記録（⑤運用）に空きがないため、{count}件を記録していません。表に行を挿入してください。",
    "The revision log (sheet 5) has no room, so nothing was recorded ({rows}). Insert rows into its table.",
)
