"""The activity log of the open workbook: typed into its table, or in files that are remembered in a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kpi_xl.activity import ActivityLog, LogFile, LogMapping, open_log, read_mapping
from kpi_xl.hosts.base import Host
from kpi_xl.hosts.plans import PlanCells, Value, typed_log
from kpi_xl.language import Text
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Plan

BETWEEN = "|"
"""No file name holds it."""


def logs_of(host: Host) -> Sequence[LogFile]:
    """What is typed into the workbook, else the files that it names, else those that the person picks; empty: none."""
    cells = host.cells
    if typed := typed_log(cells):
        return [typed]
    paths = remembered_logs(cells)
    return _files(paths) if paths else _picked(host)


def remembered_logs(cells: PlanCells) -> list[Path]:
    """The files that the workbook names; none where one of them is gone."""
    cell = cells.cell(names.ACTIVITY_LOG)
    if cell is None or cell.is_blank:
        return []
    folder = cells.folder or Path()  # a name alone is that of a file beside the workbook
    paths = [folder / name.strip() for name in cell.text.split(BETWEEN)]
    return paths if all(path.is_file() for path in paths) else []


def remembered_with_mappings(cells: PlanCells) -> tuple[list[Path], list[Path]]:
    """The files that the workbook names, and how they are read: a mapping beside each, or none. Nothing where a log is typed in."""
    logs = [] if typed_log(cells) else remembered_logs(cells)
    mappings = [mapping for log in logs if (mapping := mapping_beside(log)) is not None]
    return logs, mappings if len(mappings) == len(logs) else []


def logs_to_import(host: Host) -> Sequence[LogFile]:
    """What is typed into the workbook, else files that the person picks, whatever the workbook names; empty: none."""
    typed = typed_log(host.cells)
    return [typed] if typed else _picked(host)


def _picked(host: Host) -> list[LogFile]:
    """Calls and deals are often exported apart."""
    return _files(host.pick_files(str(_WHICH)))


def _files(paths: Sequence[Path]) -> list[LogFile]:
    return [LogFile(path, _mapping_of(path)) for path in paths]


def as_remembered(host: Host, logs: Sequence[LogFile]) -> dict[str, Sequence[Value]]:
    """What the workbook keeps of the logs, by workbook name: the paths of files, those in its own folder by their names,
    so that all can move together. Nothing of a log that is typed into it.
    """
    if any(log.table for log in logs):
        return {}
    folder = host.cells.folder
    return {names.ACTIVITY_LOG: [BETWEEN.join(log.path.name if log.path.parent == folder else str(log.path) for log in logs)]}


def shown(logs: Sequence[LogFile]) -> str:
    """What the logs are called: files by their names, the workbook's own by its sheet."""
    return ", ".join(log.table.sheet if log.table else log.path.name for log in logs)


@contextmanager
def opened_logs(logs: Sequence[LogFile], plan: Plan) -> Iterator[ActivityLog]:
    """The logs as one, their members matched with those of the plan.

    Raises:
        InputError: what keeps them from being read.
    """
    with open_log(logs, members=[member.name for member in plan.members]) as log:
        yield log


def _mapping_of(log: Path) -> LogMapping | None:
    beside = mapping_beside(log)
    return None if beside is None else read_mapping(beside)


def mapping_beside(log: Path) -> Path | None:
    """The mapping file of the log's name; without one the preset that fits is used."""
    beside = log.with_suffix(".toml")
    return beside if beside.is_file() else None


_WHICH = Text("活動ログのファイル（CSV・Excel、複数可）", "The activity log (CSV, Excel; several at once)")
