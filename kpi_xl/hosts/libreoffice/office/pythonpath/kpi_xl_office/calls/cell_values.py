"""Values of cells as they are handed to the worker: numbers, texts, "" for a blank cell, and errors."""

from __future__ import annotations

import struct
from typing import Any

NAN_BITS = 0x7FF8000000000000
NO_SUCH_NAME, NO_VALUE = 525, 519


def error_value(number: int) -> float:
    """Calc's error of that number: a float that is no number (NaN), the number in its low bits."""
    return struct.unpack("<d", struct.pack("<Q", NAN_BITS | number))[0]


def rows_of(area: Any) -> tuple:
    """The cells of *area*, row by row. Calc leaves errors out (None) of what it gives at once."""
    rows = area.getDataArray()
    if not any(value is None for row in rows for value in row):
        return rows
    return tuple(
        tuple(
            error_value(area.getCellByPosition(across, down).getError()) if value is None else value
            for across, value in enumerate(row)
        )
        for down, row in enumerate(rows)
    )
