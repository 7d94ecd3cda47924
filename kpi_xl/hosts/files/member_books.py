"""One workbook per member, for mailing: each holds that member's month and nothing of anybody else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from kpi_xl.attainment import MonthlyReport, Result
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.base import Progress, silent
from kpi_xl.hosts.files.outputs import check_output, written_beside
from kpi_xl.language import Language, Text, speaking, spoken
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.monthly import draw_member_alone

WORTH_A_SECOND_PROCESS = 20
"""Workbooks below which starting another Python takes longer than it saves."""

_ILLEGAL_IN_FILE_NAME = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_") | {chr(code): "_" for code in range(32)})
LONGEST_FILE_NAME = 80


def write_member_books(report: MonthlyReport, folder: Path, progress: Progress = silent) -> list[Path]:
    """Write every member's workbook into *folder*; the paths, in the order of the report.

    Raises:
        InputError: *folder* is no folder, or a file in it cannot be replaced.
    """
    _make_folder(folder)
    members = [member for team in report.teams for member in team.members]
    paths = [folder / name for name in file_names(report, members)]
    for path in paths:
        check_output(path, (".xlsx",))
    without_others = replace(report, teams=())
    jobs = list(zip(members, paths, strict=True))
    if len(jobs) < WORTH_A_SECOND_PROCESS or (os.cpu_count() or 1) < 2:
        for member, path in jobs:
            _write(member, without_others, path, spoken())
            progress(path.name)
        return paths
    with ProcessPoolExecutor() as pool:
        work = pool.map(_write, *_columns(jobs, without_others), chunksize=8)
        for path, _ in zip(paths, work, strict=True):
            progress(path.name)
    return paths


def file_names(report: MonthlyReport, members: list[Result]) -> list[str]:
    """A file name per member: the month and the name, legal on every system, each once."""
    taken: set[str] = set()
    names = []
    for member in members:
        base = f"{report.month} {member.name.translate(_ILLEGAL_IN_FILE_NAME).strip(' .') or '_'}"[:LONGEST_FILE_NAME]
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name.casefold())
        names.append(f"{name}.xlsx")
    return names


def _columns(
    jobs: list[tuple[Result, Path]], report: MonthlyReport
) -> tuple[Iterator[Result], list[MonthlyReport], Iterator[Path], list[Language]]:
    count = len(jobs)
    return (member for member, _ in jobs), [report] * count, (path for _, path in jobs), [spoken()] * count


def _write(member: Result, report: MonthlyReport, path: Path, language: Language) -> None:
    with speaking(language), written_beside(path) as temporary:
        title = Text("{month} 達成状況 {name}", "{month} attainment {name}").format(month=report.month.label, name=member.name)
        book = Book(str(temporary), str(title), report.month.start)
        draw_member_alone(book, member, report)
        book.close()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except (FileExistsError, FileNotFoundError, PermissionError) as error:
        raise InputError([Finding(str(folder), NO_VALUE, _NO_FOLDER, _OTHER_PLACE)]) from error


_NO_FOLDER = Text("にフォルダーを作れません", "cannot be made a folder")
_OTHER_PLACE = Text("別の場所を指定してください", "Name another place")
