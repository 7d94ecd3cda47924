"""⑤ after people typed results: a spreadsheet computes comparisons and proposals, and Python says what they must be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpi_xl.definitions import Direction, Kpi, load_role
from kpi_xl.periods import Month, Period
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.review import proposals
from kpi_xl.units import Unit
from tests.role_books import Change, cell_of, demanding_settings, edited, typed, write_book
from tests.spreadsheet import needs_soffice, recalculated
from tests.workbooks import in_plain_excel

Results = Sequence[float | None]
REVENUE, DEALS, ORDER = "revenue", "deals_won", "average_order"


@dataclass(frozen=True)
class State:
    """What stands in a workbook of a role."""

    role: str
    actuals: Mapping[str, Results]
    last_year: Mapping[str, Results] = field(default_factory=dict)
    is_standard: bool = False  #: 300万円 a month, all months alike; else what makes the figures hard


STATES = {
    "nothing yet": State("field_sales", {}),
    "behind": State(
        "field_sales",
        {REVENUE: [2.5e6, 3.1e6, 2.8e6, 2.2e6, 3.3e6, 2.4e6, 2.9e6], DEALS: [5, 6, 5, 4, 7, 5, 6], ORDER: [500_000, 516_667, 480_000]},
        {REVENUE: [2.4e6] * 12, ORDER: [None, None, 500_000]},
        is_standard=True,
    ),
    "ahead": State("field_sales", {REVENUE: [9e6, 9e6], DEALS: [40, 41], ORDER: [600_000, 610_000]}, {DEALS: [0, 20]}),
    "far behind": State("field_sales", {REVENUE: [1e6] * 9, DEALS: [2] * 9}),
    "a month left out": State("field_sales", {REVENUE: [2.5e6, None, 3e6], DEALS: [5, None, 6]}),
    "the year is over": State("field_sales", {REVENUE: [3e6] * 12, DEALS: [6] * 12, ORDER: [5e5] * 12}),
    "rates and a lower one": State(
        "customer_success",
        {"repeat_rate": [0.7, 0.72, 0.74, 0.75], "annual_churn": [0.08, 0.07], "upsell_rate": [0.16, 0.17], "cross_sell_rate": [0.1]},
        {"repeat_rate": [0.65, 0.7, 0.8, 0.8]},
    ),
}  # fmt: skip
NONE = "—"
OVER = Month(2024, 12)
"""All months of its fiscal year are over, whenever the tests run: the day of ⑤ is today where nobody types one."""


def filled(column: str, results: Results) -> list[Change]:
    return [typed(column, value, down=month) for month, value in enumerate(results) if value is not None]


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory, soffice_profile) -> dict[str, dict[str, dict[str, Any]]]:
    """State -> KPI's label -> what the row of proposals shows, by its head; with the targets of the twelve months."""
    folder, copies = tmp_path_factory.mktemp("review"), {}
    for number, (state, given) in enumerate(STATES.items()):
        role = load_role(given.role)
        settings = BookSettings.standard(role, OVER) if given.is_standard else replace(demanding_settings(role), month=OVER)
        path = write_book(folder / f"{number}.xlsx", role, settings)
        known = openpyxl.load_workbook(path).defined_names
        changes = [
            change
            for name_of, columns in ((names.actual_name, given.actuals), (names.last_year_name, given.last_year))
            for kpi, results in columns.items()
            if name_of(kpi) in known
            for change in filled(name_of(kpi), results)
        ]
        copies[state] = in_plain_excel(edited(path, *changes), folder / f"{number}-plain.xlsx")
    computed = recalculated(list(copies.values()), folder, soffice_profile)
    return {state: _rows(copy, computed[copy][str(Step.REVIEW.tab)], load_role(STATES[state].role)) for state, copy in copies.items()}


def _rows(path: Path, cells: Mapping[str, Any], role) -> dict[str, dict[str, Any]]:
    sheet = openpyxl.load_workbook(path)[str(Step.REVIEW.tab)]
    heading = next(cell.row for (cell,) in sheet.iter_rows(min_col=2, max_col=2) if cell.value == str(proposals.TITLE))
    heads = {cell.value: cell.column_letter for cell in sheet[heading + 1] if cell.value}
    rows = {}
    book = openpyxl.load_workbook(path)
    for row in range(heading + 2, heading + 2 + len(role.kpis)):
        label = cells.get(f"B{row}")
        kpi = next((kpi for kpi in role.kpis if str(kpi.label) == label), None)
        if kpi is None:
            break
        first = cell_of(book, names.actual_name(kpi.id))
        targets = [cells[first.offset(month, -1).coordinate] for month in range(12)]
        rows[kpi.id] = {"targets": targets, **{head: cells.get(f"{column}{row}") for head, column in heads.items()}}
    return rows


def wanted(kpi: Kpi, actuals: Results, last_year: Results, targets: Sequence[float]) -> dict[str, Any]:
    """The row, worked out in plain Python."""
    known = [value for value in actuals if value is not None]
    if not known:
        return dict.fromkeys(map(str, proposals.HEADS), NONE) | {str(proposals.HEADS[-1]): None} | {"根拠": str(proposals.NO_RESULT)}
    n = max(place for place, value in enumerate(actuals, start=1) if value is not None)
    now, left = actuals[n - 1], 12 - n
    recent = [value for value in actuals[max(0, n - 3) : n] if value is not None]
    adds_up = kpi.is_additive and kpi.period is Period.MONTH
    row = {
        "直近の実績": now,
        "前月比": change(kpi, now, actuals[n - 2] if n > 1 else None),
        "前年同月比": change(kpi, now, last_year[n - 1] if n <= len(last_year) else None),
        "直近3か月平均": sum(recent) / len(recent),
        "残り月の必要量": NONE,
        "来月の目標案": NONE,
        "根拠": str(proposals.YEAR_IS_OVER),
    }
    if not left:
        return row
    short = sum(target for target, value in zip(targets, actuals, strict=False) if value is not None) - sum(known)
    if adds_up:
        row["残り月の必要量"] = max(0.0, (sum(targets[n:]) + short) / left)
    row["来月の目標案"], row["根拠"] = proposal(kpi, adds_up, targets[n], short, left, max(known), sum(recent) / len(recent))
    return row


def change(kpi: Kpi, now: float | None, before: float | None) -> Any:
    if now is None or before is None:
        return NONE
    if kpi.unit is Unit.RATE:
        return (now - before) * 100  # in points
    return NONE if before <= 0 else now / before - 1


def proposal(
    kpi: Kpi, adds_up: bool, planned: float, short: float, left: int, best: float, recent: float
) -> tuple[float, str]:
    step = {Unit.YEN: 1_000, Unit.COUNT: 1, Unit.RATE: 0.001, Unit.SCORE: 0.01}[kpi.unit]
    lower = kpi.direction is Direction.LOWER
    if adds_up:
        catching, most = planned + max(0.0, short) / left, max(planned, 1.2 * best)
        value = min(catching, most)
        why = proposals.AS_PLANNED if short <= 0 else proposals.CAPPED if planned + short / left > most else None
        reason = str(why) if why else f"{proposals.CATCHING_UP}{left}{proposals.MONTHS_LEFT}"
    else:
        is_reached = recent <= planned if lower else recent >= planned
        value = planned if is_reached else (recent + planned) / 2
        reason = str(proposals.AS_PLANNED if is_reached else proposals.HALF_WAY)
    rounded = math.floor if lower else math.ceil
    return rounded(round(value / step, 6)) * step, reason


@needs_soffice
@pytest.mark.parametrize("state", STATES)
def test_the_proposals_are_those_that_python_works_out(reviewed, state):
    """Every figure of every row, in a real spreadsheet, after somebody typed results."""
    role, given = load_role(STATES[state].role), STATES[state]
    assert reviewed[state]
    for kpi_id, row in reviewed[state].items():
        expected = wanted(role.kpi(kpi_id), given.actuals.get(kpi_id, []), given.last_year.get(kpi_id, []), row["targets"])
        for head, value in expected.items():
            assert row[head] == (pytest.approx(value, rel=1e-9, abs=1e-9) if isinstance(value, float | int) else value), (kpi_id, head)


@needs_soffice
def test_the_states_reach_every_reason(reviewed):
    """A reason that no test reaches is one that nobody has seen."""
    told = {row["根拠"] for rows in reviewed.values() for row in rows.values()}
    for reason in (proposals.NO_RESULT, proposals.YEAR_IS_OVER, proposals.AS_PLANNED, proposals.CAPPED, proposals.HALF_WAY):
        assert str(reason) in told
    assert any(str(proposals.CATCHING_UP) in each for each in told)


@needs_soffice
def test_every_month_is_compared_with_the_one_before_and_last_year(tmp_path, soffice_profile):
    """April's month before is last year's March; rates are compared by their difference."""
    role = load_role("field_sales")
    path = write_book(tmp_path / "book.xlsx", role, replace(demanding_settings(role), month=OVER))
    changes = [*filled("ACTUAL_REVENUE", [3e6, 3.3e6, None, 2e6]), *filled("LAST_YEAR_REVENUE", [2e6, 0.0, *[None] * 9, 4e6])]
    copy = in_plain_excel(edited(path, *changes), tmp_path / "plain.xlsx")
    cells = recalculated([copy], tmp_path, soffice_profile)[copy][str(Step.REVIEW.tab)]
    first = cell_of(openpyxl.load_workbook(copy), "LAST_YEAR_REVENUE")

    def shown(month: int, right: int) -> Any:
        return cells[first.offset(month, right).coordinate]

    assert [shown(month, 1) for month in range(5)] == [pytest.approx(-0.25), pytest.approx(0.1), NONE, NONE, NONE]
    assert [shown(month, 2) for month in range(4)] == [pytest.approx(0.5), NONE, NONE, NONE]


def test_each_kpi_of_the_grid_has_its_last_year(tmp_path):
    """The importer finds the cells by their names, in every role."""
    for role in ("inside_sales", "field_sales", "customer_success", "manager"):
        book = openpyxl.load_workbook(write_book(tmp_path / f"{role}.xlsx", load_role(role)))
        with_results = {name.removeprefix("ACTUAL_") for name in book.defined_names if name.startswith("ACTUAL_")}
        assert with_results == {name.removeprefix("LAST_YEAR_") for name in book.defined_names if name.startswith("LAST_YEAR_")}
