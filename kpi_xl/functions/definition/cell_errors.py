"""CellError: what stands in a cell that could not be computed, as Excel shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kpi_xl.errors import ArgumentError, KpiError
from kpi_xl.language import Text

NOT_AVAILABLE = "#N/A"  #: a rule is broken: a rate of 25, a negative count
WRONG_TYPE = "#VALUE!"  #: no number, no date, sizes that do not fit, an argument missing
NO_SUCH_NAME = "#NAME?"  #: an omitted input, and no cell of that name
TOO_LARGE = "#NUM!"  #: beyond what a cell can hold

CODES = frozenset({
    NOT_AVAILABLE, WRONG_TYPE, NO_SUCH_NAME, TOO_LARGE, "#DIV/0!", "#REF!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!",
    "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA",
})  # fmt: skip
"""What Excel writes into cells that hold no value."""


@dataclass(frozen=True, eq=False)
class CellError:
    """An error as a value: one bad cell does not take its range along. ``str()`` says what to correct."""

    code: str  #: as the cell shows it
    cause: KpiError
    is_broken_rule: bool = False  #: the value could be read, but a rule forbids it

    def __str__(self) -> str:
        return str(self.cause)

    @classmethod
    def seen(cls, place: str, item: Any) -> CellError | None:
        """The error that a cell given to us holds already; None where it holds a value.

        >>> CellError.seen("win_rate", "#DIV/0!").code, CellError.seen("win_rate", 0.2)
        ('#DIV/0!', None)
        """
        if isinstance(item, CellError):
            return item
        if isinstance(item, str) and item in CODES:
            return cls(item, ArgumentError(place, item, _IS_ERROR, _CORRECT_IT))
        return None


_IS_ERROR = Text("はエラーです", "is an error")
_CORRECT_IT = Text("元のセルを直してください", "Correct the cell it comes from")
