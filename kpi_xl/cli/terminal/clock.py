"""The clock of the command line."""

from __future__ import annotations

from datetime import date


def today() -> date:
    """The one place that looks at the clock."""
    return date.today()
