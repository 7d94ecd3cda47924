"""The header: the first row that holds the columns that are needed. Reports have titles, filters and dates above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kpi_xl.activity.columns.detection import LayOut
from kpi_xl.activity.columns.headings import unit_in_note
from kpi_xl.activity.columns.layout import Layout
from kpi_xl.activity.days import parse_day
from kpi_xl.activity.words.money import MoneyUnit
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.units import parse_number

HEADER_WITHIN = 50
"""Rows in which a header may stand."""


@dataclass(frozen=True)
class Header:
    """A header that was found."""

    index: int  #: of its row among those that were searched, from 0
    titles: Sequence[str]
    layout: Layout


Nearness = tuple[bool, int, bool, int]
"""Whether all cells are words, minus what is missing, whether several cells are filled, minus the row."""


class NoHeaderError(InputError):
    """No row holds the columns that are needed; findings of the one that comes nearest."""

    def __init__(self, findings: Iterable[Finding], nearness: Nearness) -> None:
        super().__init__(list(findings))
        self.nearness = nearness


def find_header(rows: Iterable[Sequence[str]], lay_out: LayOut, place: Callable[[int], object], name: str) -> Header:
    """The header among the first rows of a table.

    Args:
        place: where the row of an index stands.

    Raises:
        NoHeaderError: none of them is one.
    """
    problems: list[tuple[Nearness, list[Finding]]] = []
    is_cut, unit_above = False, MoneyUnit()
    for index, titles in enumerate(rows):
        if is_cut := index == HEADER_WITHIN:
            break
        filled = sum(1 for title in titles if title.strip())
        if not filled:
            continue
        try:
            return Header(index, titles, replace(lay_out(titles, place(index)), unit_above=unit_above))
        except InputError as error:
            unit_above = next((unit for title in titles if (unit := unit_in_note(title))), unit_above)
            nearness = (not any(map(_is_figure, titles)), -len(error.findings), filled > 1, -index)
            problems.append((nearness, list(error.findings)))
    nearness, findings = max(problems, key=lambda problem: problem[0], default=((False, -99, False, 0), []))
    fewest = {problem[1] for problem, _ in problems}
    if is_cut and len(fewest) == 1:  # no row looks any more like a header than another
        findings.append(Finding(name, NO_VALUE, _NO_HEADER.format(rows=HEADER_WITHIN), _MAP_OR_MOVE))
    raise NoHeaderError(findings, nearness)


def _is_figure(text: str) -> bool:
    """A number or a day, which heads no column of a log."""
    return parse_number(text) is not None or parse_day(text) is not None


_NO_HEADER = Text(
    "先頭の{rows}行に、必要な列がそろった見出し行がありません",
    "holds no row with all the headings that are needed among its first {rows}",
)
_MAP_OR_MOVE = Text(
    "見出し行を上へ移すか、列の対応を --map で指定してください", "Move the header up, or name the columns with --map"
)
