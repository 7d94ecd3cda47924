"""One workbook per member, for mailing: each holds that member's month and nothing of anybody else.

They are stamps: members whose sheets differ in values alone share a model, which holds no values at all.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import repeat
from pathlib import Path

from kpi_xl.attainment import MonthlyReport, Result
from kpi_xl.attainment.month.insight import Insight, ReportInsights
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.hosts.base import Progress, silent
from kpi_xl.hosts.files.outputs import check_output, make_folder, waiting_within, written_from
from kpi_xl.hosts.files.writing.drawn_models import Stamps
from kpi_xl.language import Language, speaking, spoken
from kpi_xl.sheets.monthly.parts.wording import report_title
from kpi_xl.sheets.monthly.report import draw_member_alone

WORTH_A_SECOND_PROCESS = 300
"""Workbooks below which starting another Python takes longer than it saves."""
AT_ONCE = 250
"""Workbooks that a process writes before it tells how far it is; it draws its models anew for the next."""

_ILLEGAL_IN_FILE_NAME = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_") | {chr(code): "_" for code in range(32)})
LONGEST_FILE_NAME = 80


def write_member_books(month: MeasuredMonth, folder: Path, progress: Progress = silent) -> list[Path]:
    """Write every member's workbook into *folder*; the paths, in the order of its report.

    Raises:
        InputError: *folder* is no folder, or a file in it cannot be replaced.
    """
    make_folder(folder)
    members = month.report.members
    paths = [folder / name for name in file_names(month.report)]
    for path in paths:
        check_output(path, (".xlsx",))
    without_others = replace(month, report=replace(month.report, teams=()), insights=ReportInsights(), history=None)
    drawn = [(member, month.insights.of(member)) for member in members]
    cores = os.cpu_count() or 1
    if len(members) < WORTH_A_SECOND_PROCESS or cores < 2:
        _write(without_others, drawn, paths, folder, spoken(), progress)
        return paths
    size = min(AT_ONCE, -(-len(members) // cores))
    starts = range(0, len(members), size)
    parts = ([each[at : at + size] for at in starts] for each in (drawn, paths))
    with ProcessPoolExecutor() as pool:
        for written in pool.map(_write, repeat(without_others), *parts, repeat(folder), repeat(spoken())):
            for path in written:
                progress(path.name)
    return paths


def file_names(report: MonthlyReport) -> list[str]:
    """A file name per member, in the order of the report: the month and the name, legal on every system, each once."""
    taken: set[str] = set()
    names = []
    for member in report.members:
        base = f"{report.month} {legal_file_name(member.name)}"[:LONGEST_FILE_NAME]
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name.casefold())
        names.append(f"{name}.xlsx")
    return names


def legal_file_name(name: str) -> str:
    """A person's or team's name as it may be a file's on every system."""
    return name.translate(_ILLEGAL_IN_FILE_NAME).strip(" .") or "_"


def _write(
    month: MeasuredMonth,
    members: Sequence[tuple[Result, Insight | None]],
    paths: Sequence[Path],
    folder: Path,
    language: Language,
    progress: Progress = silent,
) -> Sequence[Path]:
    # one place where they wait until they are whole: to make and remove one a file, with a look for leftovers, is dear where there are hundreds
    with speaking(language), waiting_within(folder) as waiting:
        stamps = Stamps(report_title(month.report), month.report.month.start)
        for (member, insight), path in zip(members, paths, strict=True):
            with written_from(waiting, path) as temporary:
                stamps.write(partial(draw_member_alone, member=member, insight=insight, month=month), temporary)
            progress(path.name)
    return paths
