"""Charts: asked for as XlsxWriter has it, written when the workbook is closed.

XlsxWriter makes a chart in a thousand small steps. Those of a thousand members differ in their cells and what these hold, in where an
axis ends and in the numbers of the axes: the first of a kind is XlsxWriter's own, and of the others only what differs is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from inspect import isfunction
from io import StringIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.xmlwriter import XMLwriter

from kpi_xl.sheets.references import Area, quoted_title

_DIFFERING = re.compile(
    r"<c:f>(?P<cells>[^<]*)</c:f><c:(?P<kind>num|str)Cache>.*?</c:(?P=kind)Cache>"
    r'|(?P<axis><c:(?:axId|crossAx) val=")[0-9]+(?P<number>[0-9]{4})"'
    r'|<c:max val="[^"]*"/>',
    re.DOTALL,
)
_CELLS = ("categories", "values")
_AXES = ("set_x_axis", "set_y_axis")
FIRST_AXIS = 5001
"""With which the numbers of the first chart's axes begin."""
Held = Sequence[Any]
"""What cells hold, as XlsxWriter tells it: None where there is no cell."""
Shown = Sequence[tuple[str, Held]]
"""The cells of a chart, and what they hold."""


def with_fonts(chart: Any) -> Any:
    """The chart, in which every text names its font for kana and kanji as well.

    XlsxWriter names a font for Latin letters alone; Excel then takes another one for the rest.
    """
    chart.has_fonts = True
    return chart


def _write_fonts(chart: Chart, attributes: Sequence[tuple[str, Any]]) -> None:
    for script in ("a:latin", "a:ea"):
        chart._xml_empty_tag(script, attributes)


class LateChart(Chart):
    """A chart that takes down what is asked of it; XlsxWriter's own methods put it into its sheet and into the package."""

    id, already_inserted, chart_name = -1, False, ""
    width, height, x_scale, y_scale, x_offset, y_offset = 480, 288, 1, 1, 0, 0
    combined: LateChart | None = None
    has_fonts = False
    formula_ids: dict[str, int] = {}  # noqa: RUF012  nothing for XlsxWriter to look up: the patterns do

    def __init__(self, options: dict[str, Any], patterns: ChartPatterns) -> None:
        # not XlsxWriter's: it would set axes that nobody sees
        self.options, self._patterns = options, patterns
        self.series: list[dict[str, Any]] = []
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    def add_series(self, options: dict[str, Any]) -> None:
        self.series.append(options)
        self.asked.append(("add_series", (options,)))

    def _assemble_xml_file(self) -> None:
        self.fh.write(self._patterns.written(self))
        self._xml_close()

    @property
    def parts(self) -> list[LateChart]:
        return [self, self.combined] if self.combined else [self]

    @property
    def cells(self) -> list[str]:
        """The cells that its series show, each once."""
        shown = (each[what] for part in self.parts for each in part.series for what in _CELLS if what in each)
        return list(dict.fromkeys(shown))

    @property
    def end(self) -> float | None:
        """Where its one axis with an end has it; None where none has, or several have."""
        ends = [end for name in _AXES if (end := self._end_of(name)) is not None]
        return ends[0] if len(ends) == 1 else None

    def _end_of(self, name: str) -> float | None:
        return next((options.get("max") for method, (options, *_) in reversed(self.asked) if method == name), None)

    def shape(self) -> Hashable:
        """Equal for charts that differ in nothing but cells, what these hold and `end`."""
        numbers = {cells: number for number, cells in enumerate(self.cells)}
        has_end = self.end is not None
        return tuple(
            (repr(part.options), part.has_fonts, repr(list(_without(part.asked, numbers, has_end and part is self)))) for part in self.parts
        )

    def made(self, book: Workbook) -> Any:
        """The chart as XlsxWriter has it."""
        chart: Any = Workbook.add_chart(book, self.options)
        book.charts.pop()  # it counts among the workbook's already
        for method, arguments in self.asked:
            getattr(chart, method)(*arguments)
        if self.has_fonts:
            chart._write_a_latin = partial(_write_fonts, chart)
        if self.combined:
            chart.combine(self.combined.made(book))
        chart.id = self.id
        return chart


def _asked(method: str) -> Callable[..., None]:
    def ask(chart: LateChart, *arguments: Any) -> None:
        chart.asked.append((method, arguments))

    return ask


for _name, _member in vars(Chart).items():
    if isfunction(_member) and not _name.startswith("_") and _name not in ("set_size", "combine", *vars(LateChart)):
        setattr(LateChart, _name, _asked(_name))


def _without(asked: Sequence[tuple[str, tuple[Any, ...]]], numbers: dict[str, int], has_end: bool) -> Iterator[tuple[str, Any]]:
    """What is asked, with numbers for cells and without the end of an axis."""
    for method, arguments in asked:
        if method == "add_series":
            yield method, {**arguments[0], **{what: numbers[cells] for what in _CELLS if (cells := arguments[0].get(what))}}
        elif has_end and method in _AXES:
            yield method, {**arguments[0], "max": arguments[0].get("max") is None}
        else:
            yield method, arguments


class ChartPatterns:
    """The patterns of the charts of one workbook, and what fills them."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._patterns: dict[Hashable, _Pattern] = {}

    def written(self, chart: LateChart) -> str:
        """The chart's part."""
        held = {cells: self._held(cells) for cells in chart.cells}
        categories = dict.fromkeys(each["categories"] for part in chart.parts for each in part.series if "categories" in each)
        shape = chart.shape(), *(chart._get_data_type(held[cells]) for cells in categories)
        if shape not in self._patterns:
            self._patterns[shape] = _Pattern(self._by_xlsxwriter(chart), chart)
        return self._patterns[shape].filled(chart, list(held.items()))

    def _held(self, cells: str) -> Held:
        title, _, corners = cells.removeprefix("=").rpartition("!")
        area = Area.parse(corners)
        assert area is not None, f"{cells} was drawn"
        held: Held = self._sheets[title]._get_range_data(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1)
        return held

    @cached_property
    def _sheets(self) -> dict[str, Any]:
        """By title as references have it."""
        return {quoted_title(sheet.name): sheet for sheet in self._book.worksheets()}

    def _by_xlsxwriter(self, chart: LateChart) -> str:
        made = chart.made(self._book)
        for part in (made, made.combined) if made.combined else (made,):
            for cells, number in part.formula_ids.items():
                part.formula_data[number] = self._held(cells)
        made._set_xml_writer(StringIO())
        made._assemble_xml_file()
        return str(made.fh.getvalue())


class _Pattern:
    """A chart's part with places for what differs."""

    def __init__(self, part: str, chart: LateChart) -> None:
        self._numbers = {_stored(cells): number for number, cells in enumerate(chart.cells)}
        self._has_end = chart.end is not None
        self._places: list[Callable[[LateChart, Shown], str]] = []
        pieces, begin = [], 0
        for found in _DIFFERING.finditer(part):
            place = self._place(found)
            if place is not None:
                pieces.append(part[begin : found.start()])
                self._places.append(place)
                begin = found.end()
        self._template = "%s".join(piece.replace("%", "%%") for piece in [*pieces, part[begin:]])

    def _place(self, found: re.Match[str]) -> Callable[[LateChart, Shown], str] | None:
        """What fills a place; None where all charts of the shape have the same."""
        if found["axis"]:
            return lambda chart, _: f'{found["axis"]}{FIRST_AXIS + chart.id:04d}{found["number"]}"'
        if found["cells"] is None:
            return (lambda chart, _: f'<c:max val="{chart.end}"/>') if self._has_end else None
        number = self._numbers.get(found["cells"])
        if number is None:
            return None
        remembered = _numbers if found["kind"] == "num" else _texts
        return lambda _, shown: f"<c:f>{_stored(shown[number][0])}</c:f>{remembered(shown[number][1])}"

    def filled(self, chart: LateChart, shown: Shown) -> str:
        return self._template % tuple(place(chart, shown) for place in self._places)


def _numbers(held: Held) -> str:
    points = (f'<c:pt idx="{place}"><c:v>{_number(each)}</c:v></c:pt>' for place, each in enumerate(held) if each is not None)
    return f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(held)}"/>{"".join(points)}</c:numCache>'


def _number(value: Any) -> Any:
    """What reads as a number has nothing to escape; what does not is drawn as 0."""
    try:
        float(value)
    except ValueError:
        return 0
    return value


def _texts(held: Held) -> str:
    points = (f'<c:pt idx="{place}"><c:v>{_escaped(each)}</c:v></c:pt>' for place, each in enumerate(held) if each is not None)
    return f'<c:strCache><c:ptCount val="{len(held)}"/>{"".join(points)}</c:strCache>'


def _stored(cells: str) -> str:
    return _escaped(cells.removeprefix("="))


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    return str(_WRITER._escape_control_characters(_WRITER._escape_data(text)))


_WRITER = XMLwriter()
