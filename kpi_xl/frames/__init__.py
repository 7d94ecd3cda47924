"""The Python side: logs from files or pandas DataFrames, measured against plans; results as DataFrames and workbooks.

Reached as ``kpi_xl.read_log`` and so on, which import this room, and pandas, when they are first used.
"""

from kpi_xl.frames.goals import check_goals
from kpi_xl.frames.logs import ReadLog, read_log
from kpi_xl.frames.measuring import Measured, measure, read_plan
from kpi_xl.frames.reports import write_report

__all__ = ["Measured", "ReadLog", "check_goals", "measure", "read_log", "read_plan", "write_report"]
