"""The flow as boxes: a box a stage, the goal first; between two the arrow with what the step does to the revenue, in yen that sum."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.attainment.company.flow import FlowStage
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.live.figures import percent
from kpi_xl.sheets.live.values import DASH, Live, choice, filled, is_number, joined, text
from kpi_xl.sheets.monthly.company import grid
from kpi_xl.sheets.monthly.company.flow_figures import REST, ShownFlow, ShownLink
from kpi_xl.sheets.monthly.company.standings import Judging, Shown
from kpi_xl.sheets.monthly.parts.amounts import bare, money, with_sign
from kpi_xl.sheets.monthly.parts.header import draw_section
from kpi_xl.sheets.monthly.parts.signs import colour_begins
from kpi_xl.units import Unit

LANES = ("requests", "calls")
HEIGHTS = (18, 26, 17, 19)
"""A box's rows: its name, what was done, what is due and the month's target, the sign with the pace."""
ROWS = 1 + len(HEIGHTS) + 1
"""With the heading and the line that sums."""
WHOLE_FROM = 100
"""From so many on, a part of one says nothing."""
STRIP_ROWS, STRIP_HEIGHT = 3, 19


def draw_flow(sheet: Canvas, top: int, shown: ShownFlow, judging: Judging) -> None:
    """Heading, boxes and arrows, the sum."""
    draw_section(sheet, top, TITLE, grid.LAST_COL, _NOTE_OVER if judging.is_complete else _NOTE)
    for offset, height in enumerate(HEIGHTS, start=1):
        sheet.sheet.set_row(top + offset, height)
    stages = [stage for stage in shown.flow.stages if stage.id not in LANES]
    for place, stage in enumerate(stages):
        _draw_box(sheet, top + 1, grid.box_col(place), stage, shown.stages[stage.id], judging)
    signs = [(top + 4, grid.box_col(place)) for place in range(len(stages))]
    lanes = [stage for stage in shown.flow.stages if stage.id in LANES]
    last = grid.box_col(len(stages))
    small = draw_small(sheet, top + 1, [(each, shown.stages[each.id]) for each in lanes], [(0, last, last + 1), (2, last, last + 1)], judging)
    colour_begins(sheet, [*signs, *small])
    _draw_arrows(sheet, top + 1, [stage.id for stage in stages], shown)
    sheet.live(top + len(HEIGHTS) + 1, grid.box_col(0), _sum(shown), grid.SUM)


def _draw_box(sheet: Canvas, row: int, col: int, stage: FlowStage, shown: Shown, judging: Judging) -> None:
    grid.across(sheet, row, col, text(stage.label), grid.BOX_LABEL)
    grid.across(sheet, row + 1, col, bare(shown.actual), grid.BOX_FIGURE)
    grid.across(sheet, row + 2, col, _plan(stage, shown, judging), grid.BOX_PLAN)
    grid.across(sheet, row + 3, col, _sign(shown), grid.BOX_SIGN)


def _plan(stage: FlowStage, shown: Shown, judging: Judging) -> Live:
    """What is due by now, and the month's target; of a month that is over that alone."""
    target = bare(shown.target)
    if judging.is_complete:
        return filled(_TARGET, target=target)
    is_part = stage.unit is not Unit.YEN and (stage.standing.due or 0.0) < WHOLE_FROM
    due = bare(shown.due, 1 if is_part else 0)
    return joined(due, " (", target, ")")


def _sign(shown: Shown) -> Live:
    return choice(is_number(shown.pace), joined(shown.sign, " ", percent(shown.pace)), DASH)


def draw_small(
    sheet: Canvas, row: int, stages: Sequence[tuple[FlowStage, Shown]], places: Sequence[tuple[int, int, int]], judging: Judging
) -> list[tuple[int, int]]:
    """Small boxes of two rows: name and sign, what was done and what was to be.

    Args:
        places: of each box, how many rows below *row* it stands, its first column and its last.

    Returns: the cells of the signs.
    """
    signs = []
    for (stage, shown), (below, first, last) in zip(stages, places, strict=False):
        at, top = row + below, {} if below else grid.TOP
        for col in range(first, last + 1):
            sheet.blank(at, col, grid.LANE_LABEL.but(**top))
            sheet.blank(at + 1, col, grid.LANE_LABEL)
        sheet.text(at, first, stage.label, grid.LANE_LABEL.but(**top))
        sheet.live(at, last, _sign(shown), grid.LANE_SIGN.but(**top))
        sheet.live(at + 1, first, bare(shown.actual), grid.LANE_FIGURE)
        sheet.live(at + 1, last, _plan(stage, shown, judging), grid.LANE_PLAN)
        signs.append((at, last))
    return signs


def draw_existing(sheet: Canvas, top: int, stages: Sequence[tuple[FlowStage, Shown]], judging: Judging) -> None:
    """Existing business in a row of small boxes under a heading."""
    draw_section(sheet, top, _EXISTING, grid.LAST_COL, _NOTE_SMALL_OVER if judging.is_complete else _NOTE_SMALL)
    for row in (top + 1, top + 2):
        sheet.sheet.set_row(row, STRIP_HEIGHT)
    places = [(0, first, first + 2) for first, _ in grid.PLACES]  # under the headline figures
    colour_begins(sheet, draw_small(sheet, top + 1, stages, places, judging))


# --- arrows ------------------------------------------------------------------------------------------------------------


def _draw_arrows(sheet: Canvas, row: int, stages: Sequence[str], shown: ShownFlow) -> None:
    """Each right of the stage that its step leads to."""
    for each in shown.links:
        col = grid.arrow_col(stages.index(each.link.after))
        is_cut = each.link is shown.flow.breaks
        styles = (grid.CUT_TOP, grid.CUT_EFFECT, grid.CUT_RATE, grid.CUT_HERE) if is_cut else _PLAIN
        lines = (filled(_ARROW, label=str(each.link.label)), with_sign(each.effect), _rates(each), text(_HERE if is_cut else ""))
        for offset, (line, style) in enumerate(zip(lines, styles, strict=True)):
            sheet.live(row + offset, col, line, style)


_PLAIN = (grid.ARROW, grid.ARROW_EFFECT, grid.ARROW, grid.ARROW)


def _rates(shown: ShownLink) -> Live:
    """The rate as it was, and as planned; of a step of number alone the lanes' rates."""
    link = shown.link
    if not link.before:
        return text(str(_EITHER).join(Unit.RATE.show(part.actual) for part in link.parts))
    say = bare if link.id == "unit_price" else percent
    return joined(say(shown.actual), " (", say(shown.planned), ")")


def _sum(shown: ShownFlow) -> Live:
    """Step by step, what rounding the plan leaves, and the gap that they add up to."""
    parts = [(str(each.link.label), each.effect) for each in shown.links]
    parts += [(str(REST), shown.rest)] if shown.rest.value else []
    listed: list[Live | str] = []
    for label, effect in parts:
        listed += [str(_COMMA) if listed else "", f"{label} ", with_sign(effect)]
    return filled(_SUM, parts=joined(*listed), total=money(shown.total, sign=True))


TITLE = Text("新規の流れ：どこで切れているか", "New business: where it breaks")
_NOTE = Text(
    "大きい数字 実績　その下 今日までの目標（月の目標）　矢印 売上への影響と実際の率（前提）",
    "Large: actual   Below: due by now (month's target)   Arrow: effect on revenue, actual rate (planned)",
)
_NOTE_OVER = Text(
    "大きい数字 実績　その下 月の目標　矢印 売上への影響と実際の率（前提）",
    "Large: actual   Below: target   Arrow: effect on revenue, actual rate (planned)",
)
_TARGET = Text("目標 {target}", "Target {target}")
_ARROW = Text("← {label}", "← {label}")
_HERE = Text("ここで切れる", "Breaks here")
_SUM = Text("影響の合計：{parts} ＝ {total}", "Together: {parts} = {total}")
_COMMA, _EITHER = Text("、", ", "), Text("／", " / ")
_EXISTING = Text("既存顧客の売上", "Existing customers")
_NOTE_SMALL = Text("右下 今日までの目標（月の目標）", "Right: due by now (month's target)")
_NOTE_SMALL_OVER = Text("右下 月の目標", "Right: target")
