"""What was typed into cells, and how it is given back to Excel so that the same stands there again.

`Formula2` reads and writes a formula as people see it; reading and writing `Formula` adds an ``@`` to whatever a newer Excel
computes as an array. Excel 2016 and 2019 know `Formula` alone, and need no ``@``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import xlwings as xw

from kpi_xl.hosts.plans import Value

Attribute = Literal["formula", "formula2", "formula_array", "refers_to", "value"]


@dataclass(frozen=True)
class Typed:
    """A content of cells, or of a name, with the attribute by which Excel takes it."""

    owner: xw.Range | xw.Name
    attribute: Attribute
    content: Value

    @property
    def cells(self) -> str:
        """The address of the cells; "" of a name."""
        return self.owner.address if isinstance(self.owner, xw.Range) else ""

    def type_again(self) -> None:
        setattr(self.owner, self.attribute, self.content)


def formulas_of(block: xw.Range) -> list[list[str]]:
    """What was typed into each cell, row by row: Excel gives one cell, or one row, in a simpler shape."""
    found, (rows, columns) = getattr(block, _attribute(block)), block.shape
    flat = [str(each) for row in _listed(found) for each in _listed(row)]
    return [flat[row * columns : (row + 1) * columns] for row in range(rows)]


def typed_in(cell: xw.Range) -> Typed:
    """What was typed into *cell*; an array formula over several cells is given back to all of them at once."""
    ((formula,),) = formulas_of(cell)
    if formula.startswith("="):
        if cell.has_array:
            return Typed(_whole_array(cell), "formula_array", formula)
        return Typed(cell, _attribute(cell), formula)
    value = cell.raw_value
    return Typed(cell, "value", as_typed(value) if isinstance(value, str) else value)


def as_typed(value: Value) -> Value:
    """A value as it has to be handed to Excel for being kept: it would read TRUE, 令和8年9月30日 and =1+1 as something else.

    >>> as_typed("=1+1"), as_typed("TRUE"), as_typed(0.2)
    ("'=1+1", "'TRUE", 0.2)
    """
    return f"'{value}" if isinstance(value, str) and value else value


def _attribute(block: xw.Range) -> Literal["formula", "formula2"]:
    try:
        block.formula2  # noqa: B018  (asking is how one learns whether this Excel has it)
    except AttributeError:
        return "formula"
    return "formula2"


def _whole_array(cell: xw.Range) -> xw.Range:
    """The cells that share the array formula of *cell*: Excel refuses to change a part of them."""
    api = cell.api
    address = api.CurrentArray.Address if hasattr(api, "CurrentArray") else api.current_array.get_address()
    return cell.sheet.range(address)


def _listed(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else [value]
