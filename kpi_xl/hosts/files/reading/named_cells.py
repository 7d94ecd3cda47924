"""What a workbook of ours holds in cells that its sheets name, after people typed into it, or a stranger did."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.errors import InputError
from kpi_xl.hosts.plans.cells import read_reference
from kpi_xl.packages import damaged, package_finding

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_CELLS = 100_000
"""Of one name: ours have a few hundred. A name for a whole sheet has 17 thousand million."""

Rows = list[tuple[Any, ...]]


def named_cells(path: Path, begin: str) -> list[tuple[str, dict[str, Rows]]]:
    """Each worksheet's title, and the rows of values of its own names that begin with *begin*; a name that people removed is missing.

    Raises:
        InputError: the workbook cannot be read: what people wrote would be lost.
    """
    if finding := package_finding(path):
        raise InputError([finding])
    from openpyxl import load_workbook  # late: most reports are made for the first time

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # data bars, which it could not write back
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            return [(sheet.title, dict(_named(sheet, begin))) for sheet in book.worksheets]
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a damaged part makes it meet
        raise InputError([damaged(path)]) from None


def _named(sheet: ReadOnlyWorksheet, begin: str) -> Iterator[tuple[str, Rows]]:
    for name, defined in sheet.defined_names.items():
        area = read_reference(defined.attr_text or "")
        if name.startswith(begin) and area:
            _, top, left, bottom, right = area
            if (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
                raise ValueError(name)
            yield name, list(sheet.iter_rows(top, bottom, left, right, values_only=True))
