"""Logs from files, planning workbooks and DataFrames."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from kpi_xl.activity import LogFile, LogMapping, LogTable, open_log, read_mapping
from kpi_xl.activity.fields import Field
from kpi_xl.activity.log_table import rows_of
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.files.reading.typed_logs import is_planning_workbook, read_typed_log
from kpi_xl.language import Text

LogSource: TypeAlias = str | os.PathLike[str] | pd.DataFrame
FRAME = Path("DataFrame")
"""What messages call a log that has no file."""


@dataclass(frozen=True)
class ReadLog:
    """A log that was read once, every row accounted for. Its files and frames are read anew for each measuring."""

    files: tuple[LogFile, ...]
    activities: pd.DataFrame  #: a row for each activity: date, member, team, kind, count, amount, score, account, source, record
    rejects: pd.DataFrame  #: the rows that cannot be read: their place and the reason, the first hundred
    rows: int  #: of all files
    skipped: int  #: rows that are no activity, sum up others or come again
    rejected: int

    def to_frame(self) -> pd.DataFrame:
        """The activities, a copy to work with."""
        return self.activities.copy()


def read_log(
    source: LogSource | Sequence[LogSource],
    map: str | os.PathLike[str] | LogMapping | None = None,
    preset: str | None = None,
) -> ReadLog:
    """Read a log: what a file, the table of a planning workbook or a DataFrame holds; several are one log together.

    Args:
        source: CSV, Excel, Parquet or DuckDB files, or DataFrames with a column for each heading.
        map: how the columns are read, a mapping file; None: by the preset that fits.
        preset: id or product to keep to, such as ``"salesforce"``.

    Raises:
        InputError: it cannot be read at all, or not a single row of it.

    >>> rows = {"日付": ["2026-11-02", "2026-11-04"], "担当者": ["佐藤", "佐藤"], "種別": ["商談", "受注"], "金額": [None, 800_000]}
    >>> log = read_log(pd.DataFrame(rows))
    >>> log.rows, log.rejected, log.to_frame()["kind"].tolist()
    (2, 0, ['meeting', 'won'])
    """
    mapping = map if map is None or isinstance(map, LogMapping) else read_mapping(Path(map))
    sources = [source] if isinstance(source, (str, os.PathLike, pd.DataFrame)) else source
    files = tuple(_file(each, mapping, preset) for each in sources)
    with open_log(files) as log:
        columns = ", ".join(field.key for field in Field)
        activities = log.connection.execute(f"SELECT {columns} FROM log ORDER BY n").df()
        findings = log.rejects.first() if log.rejected else ()
        rejects = pd.DataFrame([(str(each.place), str(each)) for each in findings], columns=["place", "reason"])
        return ReadLog(files, activities, rejects, log.read + log.skipped + log.rejected, log.skipped, log.rejected)


def _file(source: LogSource, mapping: LogMapping | None, preset: str | None) -> LogFile:
    if isinstance(source, pd.DataFrame):
        # row 0 holds the headings, so that row 1 is the frame's first
        return LogFile(FRAME, mapping, preset, table=LogTable(rows_of(source), first_row=0))
    path = Path(source)
    if not is_planning_workbook(path):
        return LogFile(path, mapping, preset)
    typed = read_typed_log(path)
    if typed is None:
        raise InputError([Finding(path.name, NO_VALUE, _NO_ROWS, _TYPE_THEM)])
    return typed


_NO_ROWS = Text("は計画ブックですが、「活動ログ」の表に入力がありません", "is a planning workbook, and nothing is typed into its table LOG_ROWS")
_TYPE_THEM = Text("シート「活動ログ」に入力するか、ログのファイルを指定してください", "Type the log into its sheet Activity log, or name a log file")
