"""What moved the landing since last time: from the last forecast over each cause to this one; the largest loss is red."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpi_xl.language import Text
from kpi_xl.periods import month_day
from kpi_xl.sheets.live.figures import in_format
from kpi_xl.sheets.live.values import Live, difference, greater, lesser, text, total
from kpi_xl.sheets.monthly.charts.panels import Panel
from kpi_xl.sheets.monthly.charts.style import PLOT, font, hidden_axis, labels, names_axis, new_chart, part_of_chart
from kpi_xl.sheets.monthly.forecast.axis import Axis
from kpi_xl.sheets.monthly.forecast.figures import ShownStep, ShownTrack
from kpi_xl.sheets.monthly.forecast.told import CAUSE_LABELS, ToldStep
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.amounts import SIGNED_FORMAT
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.formulas import ZERO
from kpi_xl.sheets.styles import BAD, INK, NAVY
from kpi_xl.units import WHOLE_FORMAT

NAME, CARRIER, END, WORST, OTHER, TOP, STEP, LEVEL = range(8)
"""The columns: what carries a bar, bars of each kind, where its label stands; the step and what it leads to."""
_HEADS = (
    Text("項目", "Item"), Text("土台", "Base"), Text("前回・今回", "Then, now"), Text("最大の減", "Largest loss"), Text("増減", "Change"),
    Text("ラベルの位置", "Label at"), Text("動き", "Step"), Text("累計", "Running total"),
)  # fmt: skip
SOFT = "#8FA3BC"
ROOM = 0.6
"""Under the lowest bar, of what they span: so that then and now are columns."""


@dataclass(frozen=True)
class _Bar:
    name: Text
    step: Live
    before: Live | None  #: the level that it starts from; None of the last forecast and of this one
    is_worst: bool = False


def moves_panel(aside: Aside, shown: ShownTrack, is_closed: bool = False) -> Panel:
    """Of at least two forecasts."""
    step = shown.steps[-1]
    row, count = _write(aside, shown, step, _CAME if is_closed else _NOW)
    columns = [aside.area(row, col, count) for col in range(LEVEL + 1)]
    told = step.told
    levels = [shown.points[-2].told.landing]
    for cause in told.shown:
        levels.append(levels[-1] + told.causes[cause])
    axis = Axis.of(min(levels), max(levels), ROOM)
    chart = _columns(aside, columns)
    chart.combine(_labels(aside, columns, _said(shown, told), 1 + told.shown.index(told.worst) if told.worst else None))
    chart.set_x_axis({**names_axis(), "num_font": font(INK)})
    chart.set_y_axis({**hidden_axis(axis.top), "min": axis.bottom})
    chart.set_plotarea({"fill": {"none": True}, "layout": PLOT})
    before, now = told.step.before.as_of, told.step.now.as_of
    note = (_NOTE_WITH_RED if told.worst else _NOTE).format(unit=shown.track.scale.unit, axis=axis.words)
    return Panel(chart, _TITLE.format(before=month_day(before), now=month_day(now)), note)


def _write(aside: Aside, shown: ShownTrack, step: ShownStep, end: Text) -> tuple[int, int]:
    """The first row of the bars, and how many there are."""
    row, told = aside.take(3 + len(step.told.shown)) + 1, step.told
    aside.heads(row - 1, _HEADS)
    level = _write_end(aside, row, _BEFORE, shown.points[-2].landing)
    for place, cause in enumerate(told.shown, start=1):
        level = _write_step(aside, row + place, CAUSE_LABELS[cause], step.causes[cause], level, cause == told.worst)
    last = row + 1 + len(told.shown)
    _write_end(aside, last, end, level)
    return row, last - row + 1


def _write_end(aside: Aside, row: int, name: Text, level: Live) -> Live:
    """The last forecast, or this one; its cell."""
    at = _put(aside, row, LEVEL, level)
    _write_bar(aside, row, name, {CARRIER: ZERO, END: at, WORST: ZERO, OTHER: ZERO, TOP: at})
    return at


def _write_step(aside: Aside, row: int, name: Text, step: Live, before: Live, is_worst: bool) -> Live:
    """A bar from one level to the next, as far as it lies above 0; the cell of the next."""
    by = _put(aside, row, STEP, step)
    level = _put(aside, row, LEVEL, total(before, by))
    carrier, top = greater(ZERO, lesser(before, level)), greater(ZERO, greater(before, level))
    bar = difference(top, carrier)
    _write_bar(
        aside, row, name,
        {CARRIER: carrier, END: ZERO, WORST: bar if is_worst else ZERO, OTHER: ZERO if is_worst else bar, TOP: top},
    )  # fmt: skip
    return level


def _write_bar(aside: Aside, row: int, name: Text, cells: dict[int, Live]) -> None:
    _put(aside, row, NAME, text(name))
    for col, live in cells.items():
        _put(aside, row, col, live)


def _put(aside: Aside, row: int, col: int, live: Live) -> Live:
    style = looks.ASIDE if col == NAME else looks.aside_style(str(WHOLE_FORMAT))
    return aside.sheet.placed(row, aside.col + col, live, style)


def _columns(aside: Aside, columns: Sequence[str]) -> Any:
    chart = new_chart(aside.sheet.book, "column", "stacked")
    chart.add_series({"categories": f"={columns[NAME]}", "values": f"={columns[CARRIER]}", "gap": 45, "fill": {"none": True}})
    for col, colour in ((END, NAVY), (WORST, BAD), (OTHER, SOFT)):
        chart.add_series({"categories": f"={columns[NAME]}", "values": f"={columns[col]}", "fill": {"color": colour}})
    return chart


def _said(shown: ShownTrack, told: ToldStep) -> list[str]:
    """What each bar did: LibreOffice shows no label that stands in a cell."""
    causes = (in_format(told.causes[cause], 0, str(SIGNED_FORMAT)) for cause in told.shown)
    before, now = (f"{point.told.landing:,}" for point in shown.points[-2:])
    return [before, *causes, now]


def _labels(aside: Aside, columns: Sequence[str], said: Sequence[str], worst: int | None) -> Any:
    """A line that nobody sees along the tops of the bars: it carries their labels."""
    chart = part_of_chart(aside.sheet.book, "line")
    label = labels(str(WHOLE_FORMAT), "above", INK, bold=True)
    inks = [BAD if place == worst else INK for place in range(len(said))]
    label["custom"] = [{"value": words, "font": {**font(ink), "bold": True}} for words, ink in zip(said, inks, strict=True)]
    chart.add_series({"categories": f"={columns[NAME]}", "values": f"={columns[TOP]}", "line": {"none": True}, "data_labels": label})
    return chart


_BEFORE, _NOW, _CAME = Text("前回", "Last time"), Text("今回", "Now"), Text("結果", "Result")
_TITLE = Text("前回から何が動かしたか（{before} → {now}）", "What moved it ({before} to {now})")
_NOTE = Text("{unit}{axis}", "{unit}{axis}")
_NOTE_WITH_RED = Text("赤 最も下げたもの　{unit}{axis}", "Red: largest loss   {unit}{axis}")
