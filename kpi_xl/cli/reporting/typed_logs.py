"""Logs typed into planning workbooks: which of a report's workbooks hold the activity, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kpi_xl.activity import LogFile
from kpi_xl.activity.files.opening import WORKBOOK_SUFFIXES
from kpi_xl.cli.reporting.report_options import ReportOptions
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text


def with_typed_logs(options: ReportOptions) -> tuple[ReportOptions, Mapping[Path, LogFile]]:
    """The options with every workbook in its place, and the logs that are typed into them.

    A planning workbook among the logs is a plan as well. Where no log is named at all, the plans are asked for theirs.

    Raises:
        InputError: a workbook that is named as a log has no row in its table.
    """
    named = _books_among(options.logs)
    asked = _books_among(options.plans) if not options.logs and options.address is None and options.store is None else named
    typed = {path: log for path in asked if (log := _typed(path)) is not None}
    empty = [path for path in named if path not in typed]
    if empty:
        raise InputError([Finding(path.name, NO_VALUE, _NO_ROWS, _TYPE_THEM) for path in empty])
    return replace(options, logs=options.logs or tuple(typed), plans=(*options.plans, *named)), typed


def _books_among(paths: Sequence[Path]) -> tuple[Path, ...]:
    workbooks = [path for path in paths if path.suffix.lower() in WORKBOOK_SUFFIXES]
    if not workbooks:
        return ()
    # late: it knows all sheets, and most logs are CSV
    from kpi_xl.hosts.files.reading.typed_logs import is_planning_workbook

    return tuple(filter(is_planning_workbook, workbooks))


def _typed(path: Path) -> LogFile | None:
    """What makes a workbook unreadable is said where it is read as a plan."""
    from kpi_xl.hosts.files.reading.plan_cells import UnreadableWorkbookError
    from kpi_xl.hosts.files.reading.typed_logs import read_typed_log

    try:
        return read_typed_log(path)
    except UnreadableWorkbookError:
        return None


def with_tables(files: Sequence[LogFile], typed: Mapping[Path, LogFile]) -> list[LogFile]:
    """The logs as they are read; how files are read does not matter to a table of ours."""
    return [typed.get(file.path, file) for file in files]


_NO_ROWS = Text("は計画ブックですが、「活動ログ」の表に入力がありません", "is a planning workbook, and nothing is typed into its table LOG_ROWS")
_TYPE_THEM = Text(
    "シート「活動ログ」に入力するか、ログのファイルと --plan を指定してください",
    "Type the log into its sheet Activity log, or name a log file and give the workbook with --plan",
)
