"""What commands import late."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import kpi_xl

ELSEWHERE = ("kpi_xl.hosts.excel", "kpi_xl.hosts.libreoffice", "kpi_xl.demo", "kpi_xl.frames", "kpi_xl.activity.warehouse")
"""What no command of the attack needs, or what needs another program."""


def know_everything() -> None:
    """Import it, so that each child has it from the start. No library may have begun threads of its own yet."""
    import duckdb  # noqa: F401
    import ironcalc  # noqa: F401
    import jinja2  # noqa: F401
    import jpholiday  # noqa: F401
    import openpyxl  # noqa: F401
    import pandas  # noqa: F401
    import python_calamine  # noqa: F401
    import rich.table  # noqa: F401
    import xlsxwriter  # noqa: F401

    for module in pkgutil.walk_packages(kpi_xl.__path__, "kpi_xl."):
        if not module.name.startswith(ELSEWHERE) and not module.name.endswith("__main__"):
            import_module(module.name)
