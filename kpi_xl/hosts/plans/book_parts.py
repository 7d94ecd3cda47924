"""What role and company workbooks say alike: roles, KPIs that are followed, targets by hand, the year's weights, thresholds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from kpi_xl.definitions import ROLE_IDS, Kpi, RoleTemplate, load_role, read_role, role_file, role_file_beside
from kpi_xl.errors import NO_VALUE, InputError, UnknownNameError, did_you_mean
from kpi_xl.hosts.plans.cells import PlanCell
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.periods import Month, fiscal_year_months
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Member, Thresholds
from kpi_xl.units import Unit

MONTHS = 12


def defined_role(values: PlanValues, cell: PlanCell, key: str) -> RoleTemplate | None:
    """The role of that key, which *cell* names; a company's own is looked for as <role>.toml beside the workbook.

    A workbook may come from a stranger: nothing elsewhere is read, and what keeps a definition from being read is not told.
    """
    beside = role_file_beside(values.book.folder, key)
    try:
        if beside is not None:
            return read_role(beside)
        if role_file(key) is None:
            return load_role(key)
    except UnknownNameError:
        pass
    except InputError:
        values.report(cell.place, cell.quoted, _NO_DEFINITION.format(file=beside.name if beside else ""), _CHECK_DEFINITION)
        return None
    values.report(cell.place, cell.quoted, _NO_ROLE, did_you_mean(key, ROLE_IDS))
    return None


def left_out_of(values: PlanValues, role: RoleTemplate) -> list[str]:
    """The KPIs whose mark in ③ was cleared: they are candidates, not yet followed."""
    marks = {kpi.id: values.book.cell(names.adopted_name(kpi.id)) for kpi in role.kpis}
    return [kpi_id for kpi_id, mark in marks.items() if mark is not None and mark.is_blank]


def overrides_of(
    values: PlanValues, role: RoleTemplate, left_out: Sequence[str], people: Callable[[Kpi], float]
) -> dict[str, float]:
    """KPI id -> target per person: typed as such, or typed over the formula of the team's target.

    Of the KPIs that are followed: the row of another may be gone from ④.

    Args:
        people: how many share a KPI.
    """
    overrides = {}
    for kpi in role.kpis:
        if kpi.id in left_out and values.book.cell(names.target_name(kpi.id)) is None:
            continue
        otherwise = _clear_mark(values, kpi)
        cell, target = (values.cell(name(kpi.id), otherwise) for name in (names.override_name, names.target_name))
        if target is not None and not target.is_formula and not target.is_blank:
            total = values.number(target, kpi.unit, zero_rate=True)
            value = None if total is None else per_head(total, kpi, people(kpi))
        elif cell is not None and not cell.is_blank:
            value = values.number(cell, kpi.unit, zero_rate=True)
        else:
            continue
        if value is not None:
            overrides[kpi.id] = value
    return overrides


def _clear_mark(values: PlanValues, kpi: Kpi) -> Text | None:
    """What to do about a KPI whose row in ④ is gone; None where the workbook has no mark for it, as for the KGI of others' books."""
    mark = values.book.cell(names.adopted_name(kpi.id))
    if mark is None:
        return None
    place = mark.place.removeprefix(f"{values.book.label}: ")
    return Text(
        f"{kpi.label.ja}を追わないなら{place}の○を消し、追うなら④の行を元に戻してください",
        f"Clear the mark in {place} if {kpi.label.en} is not followed, or restore its row in sheet 4",
    )


def sharing(members: Sequence[Member], kpi: Kpi) -> int:
    """How many of the members share a KPI."""
    return exact_sum(member.role.has_kpi(kpi.id) for member in members)


def per_head(total: float, kpi: Kpi, people: float) -> float:
    """A team's target as one of the *people* who share it has it, so that it gives the total again.

    >>> per_head(1, load_role("field_sales").kpi("meetings"), 49) * 49
    1.0
    """
    if not kpi.is_additive:
        return total
    people = people or 1
    exact = total / people
    near = (exact, math.nextafter(exact, math.inf), math.nextafter(exact, 0.0))
    return next((value for value in near if value * people == total), exact)


def weights_of(values: PlanValues, first_month: int) -> dict[int, float]:
    """Month of the year -> weight; a blank cell is 1."""
    if values.cell(names.MONTH_WEIGHTS) is None:
        return {}
    cells = values.book.cells(names.MONTH_WEIGHTS)
    place = f"{cells[0].place}:{cells[-1].place.rpartition('!')[2]}"
    if len(cells) != MONTHS:
        values.report(place, NO_VALUE, _TWELVE.format(count=len(cells)), _RESTORE_TWELVE)
        return {}
    weights = [1.0 if cell.is_blank else values.number(cell, Unit.RATIO) for cell in cells]
    if not any(weight is None or weight for weight in weights):
        values.report(place, NO_VALUE, _ALL_ZERO, _ONE_WEIGHT)
    months = fiscal_year_months(Month(2001, first_month), first_month)
    return {month.month: weight for month, weight in zip(months, weights, strict=True) if weight is not None}


def thresholds_of(values: PlanValues) -> Thresholds:
    default = Thresholds()
    good = values.threshold(names.THRESHOLD_GOOD, default.good)
    fair = values.threshold(names.THRESHOLD_FAIR, default.fair)
    if good < fair:
        cell = values.book.cell(names.THRESHOLD_FAIR)
        rule = Text(f"は○の基準（{good:.0%}）を上回っています", f"is above the threshold of ○ ({good:.0%})")
        values.report(cell.place if cell else names.THRESHOLD_FAIR, f"{fair:.0%}", rule, _LOWER_FAIR)
    return Thresholds(good, fair)


_NO_ROLE = Text("という役割はありません", "is not a known role")
_NO_DEFINITION = Text("の定義ファイル {file} が読めません", "has a definition, {file}, that cannot be read")
_CHECK_DEFINITION = Text(
    "「kpi-xl targets 定義ファイル」で、定義ファイルの誤りを確認してください", "See what is wrong with it: kpi-xl targets FILE.toml"
)
_TWELVE = Text("季節性の重みが{count}か月分あります", "has {count} seasonality weights")
_RESTORE_TWELVE = Text("列を挿入・削除する前の12か月に戻してください", "Restore the twelve months as they were")
_ALL_ZERO = Text("季節性の重みがすべて0です", "the seasonality weights are all 0")
_ONE_WEIGHT = Text("1つ以上の月に0より大きい重みを入力してください", "Give at least one month a weight above 0")
_LOWER_FAIR = Text("△の基準を○の基準以下にしてください", "Lower it to that threshold or below")
