"""The activity log that the open workbook reads from: its files are remembered in a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kpi_xl.activity import ActivityLog, LogFile, LogMapping, open_log, read_mapping
from kpi_xl.hosts.base import Host
from kpi_xl.language import Text
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Plan

BETWEEN = "|"
"""No file name holds it."""


def logs_of(host: Host) -> Sequence[Path]:
    """The files that the workbook names, else those that the person picks; empty: none."""
    cells = host.cells
    cell = cells.cell(names.ACTIVITY_LOG)
    if cell is not None and not cell.is_blank:
        folder = cells.folder or Path()  # a name alone is that of a file beside the workbook
        paths = [folder / name.strip() for name in cell.text.split(BETWEEN)]
        if all(path.is_file() for path in paths):
            return paths
    return pick_logs(host)


def pick_logs(host: Host) -> Sequence[Path]:
    """Logs that the person picks: calls and deals are often exported apart."""
    return host.pick_files(str(_WHICH))


def as_remembered(host: Host, logs: Sequence[Path]) -> str:
    """The paths as the workbook keeps them: files in its own folder by their names, so that all can move together."""
    folder = host.cells.folder
    return BETWEEN.join(log.name if log.parent == folder else str(log) for log in logs)


def shown(logs: Sequence[Path]) -> str:
    return ", ".join(log.name for log in logs)


@contextmanager
def opened_logs(logs: Sequence[Path], plan: Plan) -> Iterator[ActivityLog]:
    """The logs as one, their members matched with those of the plan.

    Raises:
        InputError: what keeps them from being read.
    """
    files = [LogFile(log, _mapping_beside(log)) for log in logs]
    with open_log(files, members=[member.name for member in plan.members]) as log:
        yield log


def _mapping_beside(log: Path) -> LogMapping | None:
    """The mapping file of the log's name; without one the preset that fits is used."""
    beside = log.with_suffix(".toml")
    return read_mapping(beside) if beside.is_file() else None


_WHICH = Text("活動ログのファイル（CSV・Excel、複数可）", "The activity log (CSV, Excel; several at once)")
