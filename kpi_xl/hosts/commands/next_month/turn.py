"""The workbook of a later month, made from the one before: members, rates, marks, weights, memos and own sheets are not touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kpi_xl.errors import Finding, InputError
from kpi_xl.hosts.commands.activity_log import BETWEEN, remembered_logs
from kpi_xl.hosts.commands.actuals import Actuals
from kpi_xl.hosts.commands.next_month.holidays import turn_holidays
from kpi_xl.hosts.commands.next_month.log import keep_turn
from kpi_xl.hosts.commands.next_month.model import NextMonth, Turning
from kpi_xl.hosts.commands.next_month.proposals import take_proposals
from kpi_xl.hosts.commands.next_month.results import turn_results
from kpi_xl.hosts.commands.next_month.sentence import turn_sentence
from kpi_xl.hosts.commands.open_plan import OpenPlan
from kpi_xl.hosts.plans import PlanCells
from kpi_xl.hosts.plans.cells import DAYS_TO_1904
from kpi_xl.hosts.plans.places import placed
from kpi_xl.language import Text
from kpi_xl.periods import Month, fiscal_year_months
from kpi_xl.sheets.live.days import serial
from kpi_xl.sheets.role.parts import names
from kpi_xl.smart.rewriting.next_month import moved_to


def next_month(
    cells: PlanCells, open_plan: OpenPlan, month: Month, measured: Actuals, today: date, folder: Path | None = None
) -> NextMonth:
    """What the workbook of *month* has otherwise.

    Args:
        open_plan: what *cells* say.
        measured: the results of complete months that a log tells; empty: those that are typed into ⑤.
        folder: where the new workbook will lie; None: beside the former.

    Raises:
        InputError: *month* does not come after the one that is planned.
    """
    require_later(open_plan.month, month)
    turning = Turning()
    _turn_month(cells, open_plan.month, month, turning)
    taken = take_proposals(cells, open_plan, month, turning)
    shown = turn_results(cells, open_plan, month, measured, turning)
    for place in placed(cells, names.AS_OF):
        turning.put(place, None)
    turn_sentence(cells, open_plan, month, turning)
    turn_holidays(cells, fiscal_year_months(month, open_plan.plan.first_month)[-1], turning)
    _keep_log_found(cells, folder, turning)
    keep_turn(cells, open_plan, month, shown, taken, today, turning)
    if shown is None:
        turning.notes.append(_NO_RESULT)
    elif shown != month.plus(-1):
        turning.notes.append(_EARLIER.format(before=month.plus(-1).label, shown=shown.label))
    return NextMonth(month, turning.fills, tuple(turning.changes), tuple(turning.notes))


def require_later(old: Month, new: Month) -> None:
    """Refuse a month that was planned already.

    Raises:
        InputError: so it is.
    """
    if new <= old:
        raise InputError([Finding("--month", str(new), _NOT_LATER.format(old=old), _GIVE_LATER.format(next=old.next))])


def _keep_log_found(cells: PlanCells, folder: Path | None, turning: Turning) -> None:
    """The log that the workbook remembers is named by its whole path where the new workbook lies elsewhere."""
    logs = remembered_logs(cells)
    if folder is None or cells.folder is None or not logs or folder.resolve() == cells.folder.resolve():
        return
    turning.put(placed(cells, names.ACTIVITY_LOG)[0], BETWEEN.join(str(log.resolve()) for log in logs))


def _turn_month(cells: PlanCells, old: Month, month: Month, turning: Turning) -> None:
    place = placed(cells, names.PLAN_MONTH)[0]
    if isinstance(place.cell.value, str):  # 2026年11月, typed as a text
        turning.fills[place.address] = moved_to(place.cell.text, old, month).text
        return
    turning.fills[place.address] = serial(month.start) - (DAYS_TO_1904 if cells.counts_from_1904 else 0)


_NOT_LATER = Text("はブックの対象月（{old}）より後の月ではありません", "is not later than the workbook's month ({old})")
_GIVE_LATER = Text("「{next}」のように、後の月を指定してください", "Give a later month, such as {next}")
_NO_RESULT = Text(
    "⑤運用に実績がないため、②現状は前の月のままです。--log か --store を指定すると実績が入ります。",
    "Sheet 5 has no actuals, so sheet 2 is as it was. With --log or --store the actuals come along.",
)
_EARLIER = Text(
    "{before}の実績がまだないため、②現状は{shown}の実績です。", "There are no actuals of {before} yet: sheet 2 has those of {shown}."
)
