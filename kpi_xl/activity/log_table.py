"""A log that lies in memory: an Excel table of the open workbook, or a DataFrame of pandas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class LogTable:
    """A log whose rows are at hand."""

    rows: Sequence[Sequence[Any]]  #: the headers first; numbers, texts, days, None for nothing
    sheet: str = ""  #: of the workbook that it stands in
    first_row: int = 1  #: the number of the row with the headers, for messages


def rows_of(frame: pd.DataFrame) -> list[list[Any]]:
    """The headers and rows of a DataFrame, without its index; what is missing (NaN, NaT, NA) is None.

    >>> import pandas as pd
    >>> rows_of(pd.DataFrame({"日付": pd.to_datetime(["2026-11-02", None]), "件数": [3, 4]}))
    [['日付', '件数'], [Timestamp('2026-11-02 00:00:00'), 3], [None, 4]]
    """
    values = frame.astype(object).where(frame.notna().to_numpy(), None)
    return [["" if title is None else str(title) for title in frame.columns], *values.to_numpy().tolist()]
