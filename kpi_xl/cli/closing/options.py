"""The options of ``month-end``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class MonthEndOptions:
    """What was typed; what is left out is said by the workbook."""

    book: Path
    logs: Sequence[Path] = ()
    store: Path | None = None
    folder: Path | None = None  #: ``--out``
    outputs: str | None = None  #: ``--make``, keys parted by commas
    month: str | None = None
    as_of: str | None = None
    presets: Sequence[str] = ()
    mappings: Sequence[Path] = ()
    date_order: str | None = None
    timezone: str | None = None
    address: str | None = None
    table: str | None = None
    strict: bool = False
    check: bool = False
    progress: bool = False
    as_json: bool = False
