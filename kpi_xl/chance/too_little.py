"""TooLittle: what is said instead of a number that would rest on too little."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.language import Text


@dataclass(frozen=True)
class TooLittle:
    """No number, and why; a cell shows the reason.

    >>> str(TooLittle(Text("受注が3件しかありません", "only 3 deals won")))
    '受注が3件しかありません'
    """

    reason: Text

    def __str__(self) -> str:
        return str(self.reason)
