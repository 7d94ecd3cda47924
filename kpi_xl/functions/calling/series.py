"""Series of pandas among the arguments of a call, known by what they can do: this room does not need pandas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kpi_xl.errors import ArgumentError
from kpi_xl.language import Text


def is_series(argument: Any) -> bool:
    """Whether an argument is one column with an index."""
    return hasattr(argument, "index") and hasattr(argument, "to_numpy") and getattr(argument, "ndim", 0) == 1


def values_of(series: Sequence[Any], arguments: Sequence[Any], function: str) -> list[Any]:
    """The arguments with arrays in place of Series.

    Raises:
        ArgumentError: the Series do not have one index, so that their rows do not belong together.
    """
    if any(not each.index.equals(series[0].index) for each in series):
        sizes = ", ".join(str(len(each)) for each in series)
        raise ArgumentError(function, sizes, _INDEXES, _ALIGN)
    return [_values(argument) if is_series(argument) else argument for argument in arguments]


def _values(series: Any) -> np.ndarray[Any, Any]:
    """What is missing (NaN, NA, None) is no number: an empty cell would count as 0."""
    values = series.to_numpy()
    missing = np.asarray(series.isna().to_numpy(), dtype=bool)
    return np.where(missing, np.nan, values) if values.dtype == object and missing.any() else np.asarray(values)


def like_series(found: Any, series: Any) -> Any:
    """A result with the index of *series*; a table, which no Series can be, as it is."""
    return type(series)(found, index=series.index) if isinstance(found, np.ndarray) and found.shape == series.shape else found


_INDEXES = Text("行のSeriesのインデックスがそろっていません", "are rows of Series whose indexes differ")
_ALIGN = Text("reindex や align でそろえてください", "Align them with reindex or align")
