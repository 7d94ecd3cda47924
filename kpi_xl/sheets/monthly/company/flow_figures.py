"""The figures of the flow, right of the print area: a row a stage, a row a step. Boxes and arrows read them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.attainment.company.flow import Flow, FlowLink, FlowStage
from kpi_xl.language import Text
from kpi_xl.rounding import whole_parts
from kpi_xl.sheets.live.values import DASH, Live, cell, choice, compared, quotient
from kpi_xl.sheets.monthly.company.standings import Columns, Judging, Shown, write_standing
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.amounts import SIGNED_FORMAT, told
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.formulas import ZERO
from kpi_xl.units import Unit, half_up

Actuals = Mapping[str, Live]
"""Stage -> what was done of it, where other cells of the page add up to that."""


@dataclass(frozen=True)
class ShownLink:
    """A step in its cells."""

    link: FlowLink
    effect: Live  #: whole 万円
    actual: Live  #: yen a deal as the page tells it, or a rate
    planned: Live


@dataclass(frozen=True)
class ShownFlow:
    """The flow in its cells."""

    flow: Flow
    stages: Mapping[str, Shown]
    links: tuple[ShownLink, ...]
    rest: Live
    total: Live


def write_stages(aside: Aside, stages: Sequence[FlowStage], judging: Judging, actuals: Actuals) -> dict[str, Shown]:
    """A row each: what the month asks for, what of it is due, what was done, pace and sign."""
    row = aside.take(1 + len(stages)) + 1
    aside.heads(row - 1, _STAGE_HEADS)
    found = {}
    for at, stage in enumerate(stages, start=row):
        aside.sheet.text(at, aside.col, stage.label, looks.ASIDE)
        columns = _columns(aside.col)
        found[stage.id] = write_standing(aside.sheet, at, columns, stage.standing, stage.unit, judging, actual=actuals.get(stage.id))
    return found


def _columns(col: int) -> Columns:
    target, due, actual, pace, sign = range(col + 1, col + 6)
    amounts = looks.aside_style("#,##0.0")
    styles = {target: amounts, due: amounts, actual: amounts, pace: looks.aside_style(looks.RATE_FORMAT), sign: looks.ASIDE_CENTRE}
    return Columns(target, due, actual, pace, sign, styles)


def write_flow(aside: Aside, flow: Flow, judging: Judging, actuals: Actuals) -> ShownFlow:
    """Stages and steps; what the steps do to the revenue in whole 万円 that sum."""
    stages = write_stages(aside, flow.stages, judging, actuals)
    row = aside.take(3 + len(flow.links)) + 1
    aside.heads(row - 1, _LINK_HEADS)
    per = wording.yen_told()
    total = int(half_up(flow.total / per, 0))
    *effects, rest = whole_parts([yen / per for yen in (*(link.yen for link in flow.links), flow.rest)], total)
    links = [_write_link(aside, at, link, effect, stages) for at, (link, effect) in enumerate(zip(flow.links, effects, strict=True), row)]
    end = row + len(links)
    shown_rest = _write_effect(aside, end, REST, rest)
    return ShownFlow(flow, stages, tuple(links), shown_rest, _write_effect(aside, end + 1, _TOTAL, total))


def _write_effect(aside: Aside, row: int, words: Text, effect: int) -> Live:
    aside.sheet.text(row, aside.col, words, looks.ASIDE)
    aside.sheet.number(row, aside.col + 1, effect, looks.aside_style(str(SIGNED_FORMAT)))
    return cell(aside.sheet.a1(row, aside.col + 1, fixed=True), effect)


def _write_link(aside: Aside, row: int, link: FlowLink, effect: int, stages: Mapping[str, Shown]) -> ShownLink:
    shown = _write_effect(aside, row, link.label, effect)
    unit = Unit.YEN if link.id == "unit_price" else Unit.RATE
    style = looks.aside_style("#,##0" if unit is Unit.YEN else looks.RATE_FORMAT)
    actual, planned = told(link.actual, unit), told(link.planned, unit)
    sheet, place = aside.sheet, aside.col + 2
    worked_out = _rate(link, stages, actual)
    if worked_out is None:
        sheet.number(row, place, actual, style)
    shown_actual = sheet.placed(row, place, worked_out, style) if worked_out else cell(sheet.a1(row, place, fixed=True), actual)
    sheet.number(row, place + 1, planned, style)
    return ShownLink(link, shown, shown_actual, cell(sheet.a1(row, place + 1, fixed=True), planned))


def _rate(link: FlowLink, stages: Mapping[str, Shown], actual: float | None) -> Live | None:
    """The rate as a formula of the stages; None where it is not theirs alone: meetings that field sales won itself are left out."""
    if actual is None or link.before not in stages:
        return None
    after, before = stages[link.after].actual, stages[link.before].actual
    rate = quotient(after, before)
    is_it = not isinstance(rate.value, str) and math.isclose(rate.value, actual, rel_tol=1e-9)
    return choice(compared(before, ">", ZERO), rate, DASH) if is_it else None


REST = Text("端数", "Rounding")
_TOTAL = Text("合計", "Total")
_STAGE_HEADS = (
    Text("段階", "Stage"), Text("月の目標", "Target"), Text("今日まで", "Due by now"), Text("実績", "Actual"), Text("ペース比", "Pace"),
    Text("判定", "Status"),
)  # fmt: skip
_LINK_HEADS = (Text("影響", "Effect"), Text("万円", "¥ thousand"), Text("実際", "Actual"), Text("前提", "Planned"))
