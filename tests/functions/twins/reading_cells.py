"""A reading for a spreadsheet without LET: each step that LET names in a cell of its own, for they are long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_xl.functions.twins.readings import Reading


def in_columns(reading: Reading, cell: str, beside: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(cell, formula): of what is read in *cell* first, then of each step.

    Args:
        reading: how it is read.
        cell: the cell that is read.
        beside: free cells: for the result, and for each step.
    """
    result, *cells = beside
    columns = {"cell": cell} | {name: place for (name, _), place in zip(reading.steps, cells, strict=False)}
    yield result, replace(reading, steps=(), result=reading.result.format(**columns)).in_cells(cell)
    for (_, step), place in zip(reading.steps, cells, strict=False):
        yield place, step.format(**columns)
