"""How the landing moved: its line in its 80% range, the target dashed. The last point alone is labelled, where no line is."""

from __future__ import annotations

from typing import Any

from kpi_xl.language import Text
from kpi_xl.sheets.monthly.charts.course import CONE
from kpi_xl.sheets.monthly.charts.panels import Panel
from kpi_xl.sheets.monthly.charts.style import PLOT, hidden_axis, labels, names_axis, new_chart, part_of_chart
from kpi_xl.sheets.monthly.forecast.axis import Axis
from kpi_xl.sheets.monthly.forecast.figures import BAND, DAY, LANDING, LOW, NOW_LABEL, TARGET, TARGET_LABEL, ShownTrack
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.styles import MUTED, NAVY

ROOM = 0.15
"""Under the range, of what all lines span."""


def landing_panel(aside: Aside, shown: ShownTrack) -> Panel:
    """Of at least two forecasts."""
    columns = {col: aside.area(shown.first_row, col, len(shown.points)) for col in range(TARGET_LABEL + 1)}
    told = [point.told for point in shown.points]
    known = [value for each in told for value in (each.low, each.high, each.landing, each.target) if value is not None]
    axis = Axis.of(min(known), max(known), ROOM)
    chart = _band(aside, columns)
    chart.combine(_lines(aside, shown, columns))
    chart.set_x_axis({**names_axis(), "position_axis": "on_tick"})
    chart.set_y_axis({**hidden_axis(axis.top), "min": axis.bottom})
    chart.set_plotarea({"fill": {"none": True}, "layout": {**PLOT, "x": 0.03, "width": 0.87}})
    note = _NOTE if shown.now.told.target is not None else _NOTE_ALONE
    return Panel(chart, _TITLE, note.format(unit=shown.track.scale.unit, axis=axis.words))


def _band(aside: Aside, columns: dict[int, str]) -> Any:
    """An area that nobody sees, and the range on top of it."""
    chart = new_chart(aside.sheet.book, "area", "stacked")
    unseen = {"fill": {"none": True}, "border": {"none": True}}
    chart.add_series({"categories": f"={columns[DAY]}", "values": f"={columns[LOW]}", **unseen})
    chart.add_series({"values": f"={columns[BAND]}", "fill": {"color": CONE}, "border": {"none": True}})
    return chart


def _lines(aside: Aside, shown: ShownTrack, columns: dict[int, str]) -> Any:
    chart, now = part_of_chart(aside.sheet.book, "line"), shown.now.told
    days, form = {"categories": f"={columns[DAY]}"}, shown.track.scale.number_format
    dots = {"type": "circle", "size": 5, "fill": {"color": NAVY}, "border": {"color": NAVY}}
    is_above = now.target is None or now.landing >= now.target
    if now.target is not None:
        chart.add_series({**days, "values": f"={columns[TARGET]}", "line": {"color": MUTED, "width": 1, "dash_type": "dash"}})
    chart.add_series({**days, "values": f"={columns[LANDING]}", "line": {"color": NAVY, "width": 2.5}, "marker": dots})
    told = [(NOW_LABEL, labels(f'" "{form}', "right", NAVY, bold=True))]
    if now.target is not None:
        told.append((TARGET_LABEL, labels(f'"{_TARGET}"{form}', "below" if is_above else "above", MUTED)))
    for col, label in told:
        chart.add_series({"values": f"={columns[col]}", "line": {"none": True}, "data_labels": label})
    return chart


_TITLE = Text("着地見込みはどう動いたか", "How the forecast moved")
_TARGET = Text("目標 ", "Target ")
_NOTE = Text("線 着地見込み　帯 8割の幅　破線 目標　{unit}{axis}", "Line: forecast   Band: 80% range   Dashed: target   {unit}{axis}")
_NOTE_ALONE = Text("線 着地見込み　帯 8割の幅　{unit}{axis}", "Line: forecast   Band: 80% range   {unit}{axis}")
