"""Filling workbooks that others drew: only the cells that are filled change, everything else stays byte for byte."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kpi_xl.hosts.files.stamp.template import Template, stamp
    from kpi_xl.hosts.files.stamp.workbook.values import Value

__all__ = ["Template", "Value", "stamp"]


def __getattr__(name: str) -> Any:
    """Late: writing a package takes none of it."""
    if name not in __all__:
        raise AttributeError(name)
    from kpi_xl.hosts.files.stamp import template
    from kpi_xl.hosts.files.stamp.workbook import values

    return getattr(values if name == "Value" else template, name)
