"""One thing that the doctor looked at."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.language import Text


@dataclass(frozen=True)
class Checked:
    """What it is, what was found, and what to do."""

    what: Text
    found: str
    remedy: Text | None = None  #: what to do about it; None where all is well

    @property
    def is_well(self) -> bool:
        return self.remedy is None
