"""Adopting a case: what シナリオ changes of ① is written into the inputs, and kept in the revision log with its day and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.plans.cells import DAYS_TO_1904, PlanCells, Value
from kpi_xl.hosts.plans.merging import CompanyReading, plan_of
from kpi_xl.hosts.plans.reader import read_book
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.inputs import INPUTS
from kpi_xl.sheets.company.scenario.cases import CASES
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.targets import Company
from kpi_xl.units import Unit

GOALS = {
    names.KGI_AMOUNT: Text("月間の売上目標", "Monthly revenue goal"),
    names.NEW_GOAL: Text("うち新規", "of it new business"),
    names.EXISTING_GOAL: Text("うち既存", "of it existing customers"),
}


@dataclass(frozen=True)
class Change:
    """One input that the case changes."""

    name: str
    label: Text
    unit: Unit
    before: Value
    after: float

    @property
    def line(self) -> Text:
        return _LINE.format(what=self.label, before=self.shown(self.before), after=self.shown(self.after))

    def shown(self, value: Value) -> str:
        return self.unit.show(value) if isinstance(value, float) else "—"


@dataclass(frozen=True)
class Adoption:
    """What is written: whole columns by name, each cell as it is to be."""

    case: Text
    changes: tuple[Change, ...]
    values: Mapping[str, Sequence[Value]]
    is_logged: bool  #: False where the revision log has no room


def adoption(cells: PlanCells, case: int, today: date, reason: str = "") -> Adoption:
    """What adopting a case (counted from 1) writes into the workbook.

    People and days of a case are not written: they are the members and days off of Settings.

    Raises:
        InputError: it is no company's workbook, has no such case, or what is wrong with it.
    """
    findings: list[Finding] = []
    values = PlanValues(cells, findings)
    reading = read_book(cells, findings)
    plan = plan_of([reading], findings)
    if plan.company is None or not isinstance(reading, CompanyReading):
        raise InputError([Finding(cells.label, NO_VALUE, _NO_COMPANY, _MAKE_COMPANY)])
    wanted = dict(_wanted(values, case, plan.company))
    if findings:
        raise InputError(findings)
    changes = tuple(_changes(cells, wanted))
    log = _log(cells, changes, today, reason or _typed_reason(cells))
    columns: dict[str, Sequence[Value]] = {change.name: [change.after] for change in changes}
    recorded = _recorded(cells, wanted)
    return Adoption(CASES[case - 1], changes, {**columns, **(log or {}), **recorded}, log is not None)


def _wanted(values: PlanValues, case: int, company: Company) -> Iterator[tuple[str, float]]:
    """Input -> what the case has instead of ①; the goal is the sum of its parts."""
    keys, typed = (values.book.cells(name) for name in (names.SCENARIO_NAMES, names.scenario_name(case)))
    if not keys or len(keys) != len(typed):
        values.report(values.book.label, names.scenario_name(case), _NO_CASE, _RESTORE)
        return
    units = {**dict.fromkeys(GOALS, Unit.YEN), **{name: each.unit for name, each in INPUTS.items()}}
    found: dict[str, float] = {}
    for key, cell in zip(keys, typed, strict=True):
        if key.text in units and not cell.is_blank:
            value = values.number(cell, units[key.text])
            if value is not None:
                found[key.text] = value
    if {names.NEW_GOAL, names.EXISTING_GOAL} & found.keys():
        found = {names.NEW_GOAL: company.new_amount, names.EXISTING_GOAL: company.existing_amount, **found}
        yield names.KGI_AMOUNT, found[names.NEW_GOAL] + found[names.EXISTING_GOAL]
    yield from found.items()


def _changes(cells: PlanCells, wanted: Mapping[str, float]) -> Iterator[Change]:
    for name, after in wanted.items():
        cell = cells.cell(name)
        before = None if cell is None or cell.is_blank else cell.value
        if before != after:
            label = GOALS[name] if name in GOALS else INPUTS[name].label
            yield Change(name, label, Unit.YEN if name in GOALS else INPUTS[name].unit, before, after)


def _typed_reason(cells: PlanCells) -> str:
    cell = cells.cell(names.ADOPT_REASON)
    return "" if cell is None else cell.text


def _log(cells: PlanCells, changes: Sequence[Change], today: date, reason: str) -> dict[str, Sequence[Value]] | None:
    """The columns of the revision log with a row for each change; None where there is no log, or no room in it."""
    columns = [cells.cells(name) for name in role_names.REVISION_CELLS]
    used = [place for column in columns for place, cell in enumerate(column) if not cell.is_blank]
    first = max(used, default=-1) + 1
    if not all(columns) or first + len(changes) > min(map(len, columns)):
        return None
    day = float((today - date(1899, 12, 30)).days - (DAYS_TO_1904 if cells.counts_from_1904 else 0))
    rows = [(str(each.label), each.shown(each.before), each.shown(each.after), day, reason) for each in changes]
    new = zip(*rows, strict=True) if rows else [()] * len(columns)
    return {
        name: [*(cell.value for cell in column[:first]), *added, *([None] * (len(column) - first - len(rows)))]
        for name, column, added in zip(role_names.REVISION_CELLS, columns, new, strict=True)
    }


def _recorded(cells: PlanCells, wanted: Mapping[str, float]) -> dict[str, Sequence[Value]]:
    """What the log compares with from now on: the case as it is written; nothing where the log was not begun."""
    known, values = (cells.cells(name) for name in (role_names.RECORDED_NAMES, role_names.RECORDED_VALUES))
    if all(cell.is_blank for cell in values):
        return {}
    kept = [wanted.get(key.text, None if cell.is_blank else cell.value) for key, cell in zip(known, values, strict=False)]
    return {role_names.RECORDED_VALUES: kept}


_LINE = Text("　{what}：{before} → {after}", "  {what}: {before} → {after}")
_NO_COMPANY = Text("は会社の計画ブックではありません", "is not the workbook of a company")
_MAKE_COMPANY = Text("「kpi-xl new company」で作ったブックを指定してください", "Give a workbook made by kpi-xl new company")
_NO_CASE = Text("という案がシナリオにありません", "is not a case of the scenarios")
_RESTORE = Text("シナリオの行を元に戻してください", "Restore the rows of the sheet Scenarios")
