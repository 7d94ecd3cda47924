"""The activity log: reading it whatever its form, and counting in it."""

from kpi_xl.activity.columns.mapping import LogMapping, read_mapping
from kpi_xl.activity.log import ActivityLog, LogFile, check_log, open_log
from kpi_xl.activity.log_table import LogTable
from kpi_xl.activity.query import TallyTable, added, count_by_team, count_tallies, tally_query
from kpi_xl.activity.relation import DaysAsked, Log, Teams
from kpi_xl.activity.summary import KindTotal, ReadSummary

__all__ = [
    "ActivityLog", "DaysAsked", "KindTotal", "Log", "LogFile", "LogMapping", "LogTable", "ReadSummary", "TallyTable", "Teams", "added", "check_log",
    "count_by_team", "count_tallies", "open_log", "read_mapping", "tally_query",
]  # fmt: skip
