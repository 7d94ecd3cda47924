"""Where cells are: what is to be written under names of a workbook, by the address of each cell that it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpi_xl.hosts.plans.cells import PlanCell, PlanCells, Value
from kpi_xl.sheets.references import address, quoted_title


class Placed(NamedTuple):
    """A cell and where it stands."""

    title: str
    row: int
    column: int
    cell: PlanCell

    @property
    def address(self) -> str:
        """
        >>> Placed("①KGI", 5, 2, PlanCell("", None)).address
        "'①KGI'!B5"
        """
        return address_of(self.title, self.row, self.column)


def address_of(title: str, row: int, column: int) -> str:
    """The address of a cell with its sheet."""
    return f"{quoted_title(title)}!{address(row, column)}"


def placed(cells: PlanCells, name: str) -> list[Placed]:
    """The cells of a name, row by row; none where the workbook has no such name."""
    area = cells.names.get(name)
    if area is None:
        return []
    title, top, left, _, right = area
    width = right - left + 1
    return [
        Placed(title, top + place // width, left + place % width, cell) for place, cell in enumerate(cells.cells(name))
    ]


def beside(cells: PlanCells, place: Placed, right: int) -> Placed:
    """The cell that stands *right* columns further right."""
    column = place.column + right
    return Placed(place.title, place.row, column, cells.rows((place.title, place.row, column, place.row, column))[0][0])


def changes(cells: PlanCells, values: Mapping[str, Sequence[Value]]) -> dict[str, Value]:
    """Whole columns by name as the cells that they change, by address."""
    return dict(_changes(cells, values))


def _changes(cells: PlanCells, values: Mapping[str, Sequence[Value]]) -> Iterator[tuple[str, Value]]:
    for name, column in values.items():
        for place, value in zip(placed(cells, name), column, strict=False):
            if value != place.cell.value:
                yield place.address, value
