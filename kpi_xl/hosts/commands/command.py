"""A command: one thing that people can have kpi-xl do in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kpi_xl.hosts.base import Host
from kpi_xl.language import Text

Action = Callable[[Host, date], str | None]
"""Does it, as of a day, and gives what is to be said afterwards. What a person has to correct it raises as `KpiError`."""


@dataclass(frozen=True)
class Command:
    """What a host offers as a button, a macro or an entry of a menu."""

    id: str  #: the same in every host: WriteMonthlyReport
    label: Text
    help: Text  #: what it does, in a sentence
    action: Action | None = None  #: None: the host does it itself, because it must work without Python

    @property
    def function(self) -> str:
        """The id as Python spells it.

        >>> Command("WriteMonthlyReport", Text("", ""), Text("", "")).function
        'write_monthly_report'
        """
        return re.sub("(?<!^)(?=[A-Z])", "_", self.id).lower()

    @property
    def macro(self) -> str:
        """The VBA procedure that does it; a button on a sheet calls it."""
        return f"Kpi{self.id}"

    @property
    def callback(self) -> str:
        """The VBA procedure that the ribbon calls."""
        return f"KpiRibbon{self.id}"
