"""Filling workbooks that others drew: only the cells that are filled change, everything else stays byte for byte."""

from kpi_xl.hosts.files.stamp.template import Template, stamp
from kpi_xl.hosts.files.stamp.values import Value

__all__ = ["Template", "Value", "stamp"]
