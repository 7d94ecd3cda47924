"""The course of a month: what the KGI came to day by day, the plan, and where it is heading as a cone.

Only the last points are labelled. A label stands above or below its point, wherever no line is: so there are two series
for each, and a figure stands in one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpi_xl.attainment.month.month_line import MonthLine
from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.monthly.charts.panels import Panel
from kpi_xl.sheets.monthly.charts.scale import Scale, scale_of
from kpi_xl.sheets.monthly.charts.style import PLOT, hidden_axis, labels, names_axis, new_chart, part_of_chart
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.styles import MUTED, NAVY

CONE = "#E3E9F1"
DAY, DONE, PLAN, HEADING, LOW, BAND, DONE_UP, DONE_DOWN, PLAN_UP, PLAN_DOWN, HEADING_UP, HEADING_DOWN = range(12)
_HEADS = {
    DAY: Text("日", "Day"), DONE: Text("実績", "Actual"), PLAN: Text("目標", "Target"), HEADING: Text("着地見込み", "Forecast"),
    LOW: Text("8割の幅の下", "80% range from"), BAND: Text("8割の幅", "80% range"), DONE_UP: Text("ラベル", "Labels"),
}  # fmt: skip
LEAST_BELOW = 0.12
"""Of the highest point: room for a label below a line."""
Column = dict[int, float]
"""Place of a working day -> figure."""


@dataclass(frozen=True)
class Course:
    """A month's line with its plan and where it ends."""

    kpi: Kpi
    line: MonthLine
    target: float | None
    landing: tuple[float, float, float] | None  #: middle, low and high; None where nothing is foretold
    is_running: bool

    @property
    def columns(self) -> dict[int, Column]:
        """What stands where, in the KPI's unit."""
        today, end = len(self.line.done) - 1, len(self.line.days) - 1
        done = self.line.done[today]
        found: dict[int, Column] = {DONE: dict(enumerate(self.line.done))}
        due = None if self.target is None else self.target * (today + 1) / (end + 1)
        if self.target is not None:
            found[PLAN] = {0: self.target / (end + 1), end: self.target}
        is_low = done < LEAST_BELOW * self.highest  # a label below would stand on the days
        is_above = due is None or done >= due or is_low or today == end  # at the end it stands at the right of the line
        beside = today + (not is_above and self.line.done[today] > self.line.done[max(today - 1, 0)])  # a line that rises to it comes from below
        found[DONE_UP if is_above else DONE_DOWN] = {beside: done}
        rival = done
        if self.landing and end > today:
            found |= _cone(today, end, done, self.landing)
            rival = self.landing[0]
            found[HEADING_UP if self.target is None or rival >= self.target else HEADING_DOWN] = {end: rival}
        if self.target is not None:
            found[PLAN_DOWN if rival >= self.target else PLAN_UP] = {end: self.target}
        return found

    @property
    def highest(self) -> float:
        return max(*self.line.done, self.target or 0.0, *(self.landing or (0.0,)))


def _cone(today: int, end: int, done: float, landing: tuple[float, float, float]) -> dict[int, Column]:
    middle, low, high = landing
    steps = {place: (place - today) / (end - today) for place in range(today, end + 1)}
    return {
        HEADING: {today: done, end: middle},
        LOW: {place: done + (low - done) * step for place, step in steps.items()},
        BAND: {place: (high - low) * step for place, step in steps.items()},
    }


def course_panel(aside: Aside, course: Course, whose: object = "") -> Panel:
    """The chart with its heading, which says *whose* it is, and its figures in the aside."""
    scale = scale_of(course.kpi)
    areas = _write(aside, course, scale)
    chart = _cone_chart(aside, areas) if course.is_running else None
    lines = part_of_chart(aside.sheet.book, "line") if chart else new_chart(aside.sheet.book, "line")
    _add_lines(lines, areas, scale, course)
    if chart:
        chart.combine(lines)
    whole = chart or lines
    whole.set_x_axis({**names_axis(), "position_axis": "on_tick"})
    whole.set_y_axis(hidden_axis(round(course.highest * 1.12 / scale.per, 4) or 1))
    whole.set_plotarea({"fill": {"none": True}, "layout": {**PLOT, "x": 0.015, "width": 0.88}})
    note = _NOTE if course.is_running else _NOTE_OVER
    title = (_TITLE_OF if whose else _TITLE).format(kpi=course.kpi.label, whose=whose)
    return Panel(whole, title, note.format(unit=scale.unit))


def _write(aside: Aside, course: Course, scale: Scale) -> list[str]:
    """A row a working day; blank where there is nothing to draw."""
    sheet, days = aside.sheet, course.line.days
    row = aside.take(1 + len(days)) + 1
    for col, words in _HEADS.items():
        sheet.text(row - 1, aside.col + col, words, looks.ASIDE_HEAD)
    for at, day in enumerate(days, start=row):
        sheet.number(at, aside.col, day.day, looks.aside_style("0"))
    style, columns = looks.aside_style(scale.number_format), course.columns
    for col in range(DONE, HEADING_DOWN + 1):
        known = columns.get(col, {})
        for place in _places(col, course):
            sheet.number_or_blank(row + place, aside.col + col, scale.told(known.get(place)), style)
    return [aside.area(row, col, len(days)) for col in range(HEADING_DOWN + 1)]


def _places(col: int, course: Course) -> Sequence[int]:
    """The days that a column may have figures for: the same for everybody of a report, so that sheets keep one shape."""
    today, end = len(course.line.done) - 1, len(course.line.days) - 1
    if col == DONE:
        return range(today + 1)
    if col == PLAN:
        return sorted({0, end})
    if col in (LOW, BAND):
        return range(today, end + 1)
    if col == HEADING:
        return sorted({today, end})
    return sorted({today, min(today + 1, end)}) if col == DONE_DOWN else (today,) if col == DONE_UP else (end,)


def _cone_chart(aside: Aside, areas: Sequence[str]) -> Any:
    """An area that nobody sees, and the cone on top of it."""
    chart = new_chart(aside.sheet.book, "area", "stacked")
    low = {"values": f"={areas[LOW]}", "fill": {"none": True}, "border": {"none": True}}
    chart.add_series({"categories": f"={areas[DAY]}", **low})
    chart.add_series({"values": f"={areas[BAND]}", "fill": {"color": CONE}, "border": {"none": True}})
    return chart


def _add_lines(chart: Any, areas: Sequence[str], scale: Scale, course: Course) -> None:
    """The days stand at the first series: the others have the same."""
    is_running, is_at_end = course.is_running, len(course.line.done) == len(course.line.days)
    lines = {PLAN: {"color": MUTED, "width": 1, "dash_type": "dash"}, DONE: {"color": NAVY, "width": 2.5}}
    if is_running:
        lines[HEADING] = {"color": NAVY, "width": 1.25, "dash_type": "round_dot"}
    for col, line in lines.items():
        days = {"categories": f"={areas[DAY]}"} if col == PLAN else {}
        chart.add_series({**days, "values": f"={areas[col]}", "line": line})
    for col, words, colour, bold in _LABELLED:
        if is_running or col not in (HEADING_UP, HEADING_DOWN):
            position = "right" if is_at_end and col == DONE_UP else "above" if col in _ABOVE else "below"
            label = labels(f'"{words}"{scale.number_format}', position, colour, bold)
            chart.add_series({"values": f"={areas[col]}", "line": {"none": True}, "data_labels": label})


_ABOVE = (DONE_UP, PLAN_UP, HEADING_UP)
_TARGET, _HEADING = Text("目標 ", ""), Text("着地 ", "")
_NOTHING = Text("", "")
_LABELLED = (
    (DONE_UP, _NOTHING, NAVY, True), (DONE_DOWN, _NOTHING, NAVY, True), (PLAN_UP, _TARGET, MUTED, False),
    (PLAN_DOWN, _TARGET, MUTED, False), (HEADING_UP, _HEADING, NAVY, True), (HEADING_DOWN, _HEADING, NAVY, True),
)  # fmt: skip
_TITLE = Text("今月の{kpi}（累計）", "{kpi} this month, to date")
_TITLE_OF = Text("今月の{kpi}（{whose}、累計）", "{kpi} ({whose}) this month, to date")
_NOTE = Text("線 実績　点線と帯 着地見込みと8割の幅　破線 目標　{unit}", "Line: actual   Dotted, band: forecast, 80% range   Dashed: target   {unit}")
_NOTE_OVER = Text("線 実績　破線 目標　{unit}", "Line: actual   Dashed: target   {unit}")
