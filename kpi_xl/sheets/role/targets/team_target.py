"""The team's target of a KPI as cells work it out: by hand, else worked back, else the standard."""

from __future__ import annotations

from kpi_xl.definitions import WAY_BACK, Kpi
from kpi_xl.periods import Period
from kpi_xl.sheets.live.values import Live, cell, choice, is_blank, product, quotient
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.figures import Figures


def worked_back(
    figures: Figures, kpi: Kpi, amount: Live, month: Live, people: Live, everybody: Live, of_track: Live | None = None
) -> Live | None:
    """The target as it follows from the goal: a stage worked back, or an input; None where neither.

    A KPI of one track is worked back from what its people owe of the KPI before it (*of_track*), else from the part of the goal
    that its *people* of *everybody* carry.
    """
    if kpi.input == names.KGI_AMOUNT:
        return amount
    if kpi.input:
        return cell(kpi.input, figures.inputs[kpi.input])
    if kpi.reverse is None:
        return None
    if of_track is not None:
        rate = WAY_BACK[kpi.reverse][-1]
        count = figures.called("KPI_REQUIRED_COUNT", of_track, cell(rate, figures.inputs[rate]))
    else:
        count = figures.stage(kpi.reverse, quotient(product(amount, people), everybody) if kpi.track else amount)
    per = _PER.get(kpi.period)
    return figures.called(per, count, month) if per else count


def adopted(kpi: Kpi, otherwise: Live, by_hand: Live, people: Live) -> Live:
    """The target that holds."""
    return choice(is_blank(by_hand), otherwise, of_all(kpi, by_hand, people))


def of_all(kpi: Kpi, each: Live, people: Live) -> Live:
    """The team's target of one person's."""
    return product(each, people) if kpi.is_additive else each


_PER = {Period.DAY: "KPI_PER_DAY", Period.WEEK: "KPI_PER_WEEK"}
