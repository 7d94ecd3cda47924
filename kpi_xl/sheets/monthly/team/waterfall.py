"""The waterfall's figures in the aside: from target to actual, each step on top of the level it starts from.

The steps are written as they are; what is drawn of them are formulas, so that the last level is their sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from kpi_xl.attainment.report.model import Result
from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.live.values import cell, greater, lesser, negative, total
from kpi_xl.sheets.monthly.charts.panels import Panel
from kpi_xl.sheets.monthly.charts.style import hidden_axis, names_axis, new_chart
from kpi_xl.sheets.monthly.outlook.split_words import yen as shown_yen
from kpi_xl.sheets.monthly.parts import looks
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.formulas import ZERO
from kpi_xl.sheets.styles import BAD, NAVY, PLAN
from kpi_xl.units import WHOLE_FORMAT

NAME, CARRIER, END, WORST, LOSS, GAIN, STEP, LEVEL = range(8)
"""The columns; the chart reads the first six."""
_HEADS = {
    CARRIER: Text("土台", "Base"), END: Text("目標・実績", "Target, actual"), WORST: Text("最大の減", "Largest loss"),
    LOSS: Text("減", "Loss"), GAIN: Text("増", "Gain"), STEP: Text("円", "Yen"), LEVEL: Text("累計", "Running total"),
}  # fmt: skip
SOFT = "#93A5BD"


@dataclass(frozen=True)
class Waterfall:
    """Labels and yen; the first and the last are target and actual."""

    labels: Sequence[str]
    yen: Sequence[int]

    @property
    def levels(self) -> list[int]:
        """Where each bar ends; the last is the actual itself."""
        return [*accumulate(self.yen[:-1]), self.yen[-1]]

    def is_end(self, place: int) -> bool:
        return place in (0, len(self.yen) - 1)

    @property
    def worst(self) -> int | None:
        """The place of the largest loss."""
        steps = {place: self.yen[place] for place in range(1, len(self.yen) - 1) if self.yen[place] < 0}
        return min(steps, key=lambda place: steps[place], default=None)


def waterfall_of(total: Result, steps: Sequence[tuple[Text, int]], share_due: float) -> Waterfall:
    """From the target, or what of it is due by now, over *steps* to the actual."""
    actual = round(total.kgi.actual or 0.0)
    names, yen = [str(label) for label, _ in steps], [each for _, each in steps]
    first, last = str(_DUE if share_due < 1 else _TARGET), str(_ACTUAL)
    return Waterfall([first, *names, last], [actual - exact_sum(yen), *yen, actual])


def write_waterfall(aside: Aside, drawn: Waterfall) -> list[str]:
    """The chart's areas: names, what carries the bars, target and actual, the largest loss, the others, gains."""
    count = len(drawn.labels)
    row = aside.take(1 + count) + 1
    for offset, words in _HEADS.items():
        aside.sheet.text(row - 1, aside.col + offset, words, looks.ASIDE_HEAD)
    for place in range(count):
        _write_bar(aside, row, place, drawn)
    return [aside.area(row, offset, count) for offset in (NAME, CARRIER, END, WORST, LOSS, GAIN)]


def _write_bar(aside: Aside, first_row: int, place: int, drawn: Waterfall) -> None:
    sheet, row = aside.sheet, first_row + place
    style = looks.aside_style(str(WHOLE_FORMAT))
    yen, is_end = drawn.yen[place], drawn.is_end(place)
    sign = "+" if yen > 0 and not is_end else ""
    sheet.text(row, aside.col + NAME, f"{drawn.labels[place]}  {sign}{shown_yen(yen)}", looks.ASIDE)
    sheet.number(row, aside.col + STEP, yen, style)
    step, level = (cell(sheet.a1(row, aside.col + col), value) for col, value in ((STEP, yen), (LEVEL, drawn.levels[place])))
    if is_end:
        written = {LEVEL: step, CARRIER: ZERO, END: step, WORST: ZERO, LOSS: ZERO, GAIN: ZERO}
    else:
        before = cell(sheet.a1(row - 1, aside.col + LEVEL), drawn.levels[place - 1])
        loss, is_worst = greater(ZERO, negative(step)), place == drawn.worst
        written = {
            LEVEL: total(before, step), CARRIER: lesser(before, level), END: ZERO, WORST: loss if is_worst else ZERO,
            LOSS: ZERO if is_worst else loss, GAIN: greater(ZERO, step),
        }  # fmt: skip
    for offset, live in written.items():
        sheet.live(row, aside.col + offset, live, style)


_TARGET, _DUE, _ACTUAL = Text("目標", "Target"), Text("ここまでの目安", "Due by now"), Text("実績", "Actual")


def waterfall_panel(aside: Aside, kgi: Kpi, drawn: Waterfall, whose: object = "") -> Panel:
    """The chart with its heading, which says *whose* it is. The amounts stand beside the names: a label is wider than the bar of a step."""
    names, carrier, ends, worst, losses, gains = write_waterfall(aside, drawn)
    chart = new_chart(aside.sheet.book, "bar", "stacked")
    chart.add_series({"categories": f"={names}", "values": f"={carrier}", "gap": 30, "fill": {"none": True}})
    for values, colour in ((ends, NAVY), (worst, BAD), (losses, SOFT), (gains, PLAN)):
        chart.add_series({"categories": f"={names}", "values": f"={values}", "fill": {"color": colour}})
    chart.set_y_axis(names_axis(reverse=True))
    chart.set_x_axis(hidden_axis())
    chart.set_plotarea({"fill": {"none": True}, "layout": {"x": 0.4, "y": 0.02, "width": 0.58, "height": 0.96}})
    return Panel(chart, (_TITLE_OF if whose else _TITLE).format(kgi=kgi.label, whose=whose), _NOTE)


_TITLE = Text("{kgi}：目標から実績まで", "{kgi}: from target to actual")
_TITLE_OF = Text("{kgi}（{whose}）：目標から実績まで", "{kgi} ({whose}): from target to actual")
_NOTE = Text("赤 最も大きい差", "Red: largest gap")
