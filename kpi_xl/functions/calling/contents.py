"""Contents: what cells hold in practice, and how each is read where a number, a rate, a day, a text or numbers to count are wanted.

The answers are those of `kpi_xl.functions.calling.values`, which every host asks; the reference pages show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from kpi_xl.functions.calling.values import read_argument
from kpi_xl.functions.definition.parameters import Parameter, Shape
from kpi_xl.language import Text


@dataclass(frozen=True)
class CellSample:
    """One thing that a cell may hold."""

    label: Text
    sample: Any
    is_read_by_twins: bool = True  #: else plain Excel gives #VALUE! where Python reads a number


WANTED = {
    Shape.ANY_NUMBER: Text("数", "a number"),
    Shape.RATE: Text("率", "a rate"),
    Shape.DATE: Text("日付", "a date"),
    Shape.TEXT: Text("文字", "a text"),
    Shape.NUMBERS: Text("数える範囲", "numbers to count"),
}
CONTENTS = (
    CellSample(Text('空白、または数式の ""', 'nothing, or "" from a formula'), ""),
    CellSample(Text("数 30", "the number 30"), 30),
    CellSample(Text("率のつもりの 0.2", "0.2, meant as a rate"), 0.2),
    CellSample(Text("25%のつもりの 25", "25 where 25% is meant"), 25),
    CellSample(Text("文字「20%」", "the text 20%"), "20%"),
    CellSample(Text("文字「２０％」（全角）", "the text ２０％ (full width)"), "２０％"),
    CellSample(Text("文字「1,000万」", "the text 1,000万"), "1,000万"),
    CellSample(Text("文字「▲5」", "the text ▲5"), "▲5"),
    CellSample(Text("文字「1億2,000万」", "the text 1億2,000万"), "1億2,000万"),
    CellSample(Text("文字「5e3」", "the text 5e3"), "5e3", is_read_by_twins=False),
    CellSample(Text("文字「1/2」「10:30」", "the text 1/2 or 10:30"), "1/2"),
    CellSample(Text("文字「2026-11-30」", "the text 2026-11-30"), "2026-11-30"),
    CellSample(Text("ほかの文字「多い」", "any other text"), "多い"),
    CellSample(Text("TRUE", "TRUE"), True),
    CellSample(Text("日付 2026/11/30", "the date 2026-11-30"), date(2026, 11, 30)),
    CellSample(Text("エラー #DIV/0!", "the error #DIV/0!"), "#DIV/0!"),
)


def answer(shape: Shape, sample: Any) -> float | date | str | None:
    """What a cell that holds *sample* is read as; None where it does not count.

    >>> answer(Shape.RATE, "２０％"), answer(Shape.RATE, 25), answer(Shape.NUMBERS, "多い")
    (0.2, '#N/A', None)
    """
    reading = read_argument(Parameter("cell", shape, Text("", "")), [sample])
    for error in reading.wrong.values():
        return error.code
    values = np.asarray(reading.values, dtype=object).ravel().tolist()
    return values[0] if values else None
