"""The cells that the workbook of a later month has otherwise, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_xl.hosts.plans import Value
from kpi_xl.hosts.plans.places import Placed
from kpi_xl.language import Text
from kpi_xl.periods import Month


@dataclass(frozen=True)
class NextMonth:
    """The workbook of *month*, as what differs from the one before."""

    month: Month
    fills: Mapping[str, Value]  #: address -> value; None clears the cell
    changes: tuple[Text, ...]  #: what is another now
    notes: tuple[Text, ...]  #: what the reader should look at


@dataclass
class Turning:
    """What has been found so far."""

    fills: dict[str, Value] = field(default_factory=dict)
    changes: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def put(self, place: Placed, value: Value) -> bool:
        """Write a cell that holds something else; a formula that somebody typed there stays, and is told."""
        if place.cell.value == value or (place.cell.is_blank and value is None):
            return False
        if place.cell.is_formula:
            self.notes.append(_FORMULA_STAYS.format(cell=f"{place.title}!{place.address.rpartition('!')[2]}"))
            return False
        self.fills[place.address] = value
        return True


_FORMULA_STAYS = Text("{cell}には数式が入っているため、そのままにしました。", "{cell} holds a formula and was left as it is.")
