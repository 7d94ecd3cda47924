"""What every log can do, wherever its relation ``log`` lies: in files, in a store, in a warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from kpi_xl.activity.summary import ReadSummary
from kpi_xl.periods import Month


class Answer(Protocol):
    """What a query gave."""

    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """Runs queries over ``log`` (see `kpi_xl.activity.fields.LOG_SCHEMA`), written in DuckDB's SQL."""

    def execute(self, query: str, parameters: Mapping[str, Any], /) -> Answer:
        """Run a query; ``$name`` stands for the value of that name."""


class Log(Protocol):
    """An activity log that can be counted in."""

    @property
    def connection(self) -> Connection: ...

    def members(self, first: date, last: date) -> dict[str, str]:
        """Member -> team, of everybody with a row from *first* to *last* (included)."""

    def summary(self, month: Month, last: date) -> ReadSummary:
        """The account of all rows, and what the month up to *last* holds by kind."""
