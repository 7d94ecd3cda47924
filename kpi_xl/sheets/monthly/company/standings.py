"""Standings in cells: what a period asks for, what of it is due by now, what was done, and how that is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose

from kpi_xl.attainment.company.standing import Standing
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.values import DASH, Live, cell, choice, compared, is_number, number, product, quotient
from kpi_xl.sheets.monthly.parts.amounts import told
from kpi_xl.sheets.monthly.parts.formulas import ZERO
from kpi_xl.sheets.monthly.table.kpi_table import SAME_SHARE
from kpi_xl.sheets.styles import Style
from kpi_xl.units import Unit


@dataclass(frozen=True)
class Judging:
    """What all standings of the page read."""

    share: Live  #: of the month's working days, that are over
    limits: Limits
    is_complete: bool

    def share_of(self, standing: Standing) -> Live:
        """The part of its target that is due: another than the month's where somebody joins or leaves within the month."""
        own = standing.due / standing.target if standing.target and standing.due is not None else None
        month = float(self.share.value)
        return self.share if own is None or isclose(own, month, rel_tol=SAME_SHARE, abs_tol=SAME_SHARE) else number(own)


@dataclass(frozen=True)
class Shown:
    """The cells of a standing."""

    target: Live
    due: Live
    actual: Live
    pace: Live  #: of a month that is over, its attainment
    sign: Live


@dataclass(frozen=True)
class Columns:
    """Where a standing's figures stand in a row, with their styles."""

    target: int
    due: int
    actual: int
    pace: int
    sign: int
    styles: Mapping[int, Style]


def write_standing(
    sheet: Canvas, row: int, columns: Columns, standing: Standing, unit: Unit, judging: Judging,
    target: Live | None = None, actual: Live | None = None,
) -> Shown:  # fmt: skip
    """Write the figures of a row.

    Args:
        target: a formula for it; else it is a number.
        actual: likewise.
    """

    def put(col: int, live: Live | None, value: float | None) -> Live:
        if live is not None:
            return sheet.placed(row, col, live, columns.styles[col])
        sheet.number(row, col, value, columns.styles[col])
        return cell(sheet.a1(row, col, fixed=True), value)

    goal = put(columns.target, target, told(standing.target, unit))
    due = goal
    if columns.due != columns.target:
        due = put(columns.due, choice(is_number(goal), product(goal, judging.share_of(standing)), DASH), None)
    done = put(columns.actual, actual, told(standing.actual, unit))
    pace = put(columns.pace, pace_of(done, due), None)
    return Shown(goal, due, done, pace, put(columns.sign, attainment.sign(pace, judging.limits), None))


def pace_of(done: Live, due: Live) -> Live:
    """Nothing is compared before anything is due."""
    return attainment.if_both(due, done, choice(compared(due, ">", ZERO), quotient(done, due), DASH))
