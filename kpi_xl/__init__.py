"""kpi-xl: plan and follow sales KPIs inside Excel.

From Python: `read_log`, `read_plan`, `measure`, `write_report`, `check_goals` and `call`; see docs/python.md. Each is imported
when it is first used, so that nothing else waits for pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.2.0"
_IN_FRAMES = ("Measured", "ReadLog", "check_goals", "measure", "read_log", "read_plan", "write_report")
_ROOM_OF = {**dict.fromkeys(_IN_FRAMES, "kpi_xl.frames"), "call": "kpi_xl.functions"}
__all__ = ("Measured", "ReadLog", "call", "check_goals", "measure", "read_log", "read_plan", "write_report")


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ROOM_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_ROOM_OF})
