"""Goals as `check --json` prints them."""

from __future__ import annotations

from datetime import date
from typing import Any

from kpi_xl.cli.planning.goal_records import cell_record
from kpi_xl.smart import check_cell

TODAY = date(2026, 12, 1)


def goals(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cell_record(check_cell(text, today=TODAY))["goals"]
    return found
