"""Named cells: what stands in for an argument that was left out."""

from __future__ import annotations

from typing import Any

from com.sun.star.container import NoSuchElementException

from kpi_xl_office.calls.cell_values import rows_of


def named_values(document: Any, wanted: list) -> tuple:
    """The values of the cells called so, and the cells themselves, which tell when they change.

    Names that the document does not have are left out. A range is given as its rows.
    """
    values, cells = {}, []
    for name in wanted:
        area = named_area(document, name)
        if area is not None:
            rows = rows_of(area)
            values[name] = rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows
            cells.append(area)
    return values, cells


def named_area(document: Any, name: str) -> Any:
    """The cells called *name*; None where there is no such name, or it does not stand for cells."""
    try:
        return document.NamedRanges.getByName(name).getReferredCells()
    except NoSuchElementException:
        return None
