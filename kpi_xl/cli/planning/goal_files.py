"""Goals in files: a column of goal sentences in a CSV file or a workbook, and the goals of a role workbook."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi_xl.activity.files.encodings import encoding_of
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.files.reading.plan_cells import PlanBook, UnreadableWorkbookError
from kpi_xl.hosts.files.reading.typed_logs import is_planning_workbook
from kpi_xl.hosts.plans import Value
from kpi_xl.hosts.plans.goals import BookGoals, PastsOf, goals_of
from kpi_xl.language import Text
from kpi_xl.packages import package_finding

GOAL_TITLES = ("goal", "目標", "目標文", "ゴール", "goals", "goal text", "kgi_text")
LONGEST_FILE = 50_000_000
LIST_SIZE = 10_000, 100
"""Rows and columns of a sheet in which a list of goals is looked for."""


@dataclass(frozen=True)
class TypedGoal:
    """A goal sentence and where it stands."""

    line: int
    text: str


def read_goals(path: Path) -> list[TypedGoal]:
    """The goals in the column ``goal`` / 目標 of a CSV file; UTF-8, UTF-16 and CP932 are read, blank cells passed over.

    Raises:
        InputError: no such file, no such column, no goal.
    """
    if not path.is_file():
        raise InputError([Finding(str(path), NO_VALUE, _MISSING, _CHECK_PATH)])
    if path.stat().st_size > LONGEST_FILE:
        raise InputError([Finding(path.name, NO_VALUE, _TOO_LARGE, _SPLIT)])
    text = path.read_text(encoding=encoding_of(path))
    goals = _goals_in(text, path.name)
    if not goals:
        raise InputError([Finding(path.name, NO_VALUE, _NO_GOALS, _FILL)])
    return goals


def _goals_in(text: str, name: str) -> list[TypedGoal]:
    first, _, _ = text.lstrip().partition("\n")
    rows = csv.reader(text.splitlines(keepends=True), delimiter=max(",\t;", key=first.count))
    try:
        titles = next((row for row in rows if any(cell.strip() for cell in row)), [])
        column = next((index for index, title in enumerate(titles) if folded(title) in map(folded, GOAL_TITLES)), None)
        if column is None:
            shown = "、".join(title.strip() for title in titles)
            raise InputError([Finding(name, shown, _NO_COLUMN, _NAME_COLUMN)])
        return [
            TypedGoal(rows.line_num, row[column].strip()) for row in rows if len(row) > column and row[column].strip()
        ]
    except csv.Error as error:
        raise InputError([Finding(f"{name}:{rows.line_num}", str(error), _NO_CSV, _SAVE_CSV)]) from error


def is_goal_list(path: Path) -> bool:
    """Whether a workbook is somebody's list of goals rather than a planning workbook."""
    return package_finding(path) is None and not is_planning_workbook(path)


def read_listed_goals(path: Path) -> list[TypedGoal]:
    """The goals of a workbook: of each sheet those below the first cell that is titled ``goal`` / 目標.

    Raises:
        InputError: it cannot be read, or has no such column, or no goal.
    """
    try:
        with closing(PlanBook(path)) as book:
            columns = [_column_in(book.contents((title, 1, 1, *LIST_SIZE))) for title in book.sheet_titles]
    except UnreadableWorkbookError as error:
        raise InputError([error.finding]) from error
    found = [column for column in columns if column is not None]
    if not found:
        raise InputError([Finding(path.name, NO_VALUE, _NEITHER, _NAME_COLUMN)])
    goals = [goal for column in found for goal in column]
    if not goals:
        raise InputError([Finding(path.name, NO_VALUE, _NO_GOALS, _FILL)])
    return goals


def _column_in(rows: Sequence[Sequence[tuple[Value, bool]]]) -> list[TypedGoal] | None:
    """What stands below the title; None where there is none."""
    titles = [folded(title) for title in GOAL_TITLES]
    places = ((row, col) for row, cells in enumerate(rows) for col, (value, _) in enumerate(cells) if folded(str(value or "")) in titles)
    place = next(places, None)
    if place is None:
        return None
    below = ((number, str(cells[place[1]][0] or "").strip()) for number, cells in enumerate(rows[place[0] + 1 :], place[0] + 2))
    return [TypedGoal(number, text) for number, text in below if text]


def read_book_goals(path: Path, today: date, pasts_of: PastsOf | None = None) -> BookGoals:
    """The goals of a role workbook; *pasts_of* as for `goals_of`.

    Raises:
        InputError: what is wrong with it.
    """
    if finding := package_finding(path):
        raise InputError([finding])
    try:
        book = PlanBook(path)
        try:
            return goals_of(book, today, pasts_of)
        finally:
            book.close()
    except UnreadableWorkbookError as error:
        raise InputError([error.finding]) from error


_MISSING = Text("がありません", "does not exist")
_CHECK_PATH = Text("ファイルの場所と名前を確認してください", "Check its path and name")
_TOO_LARGE = Text("が大きすぎます（50MBまで）", "is too large (50 MB at most)")
_SPLIT = Text("いくつかのファイルに分けてください", "Split it into several files")
_NO_GOALS = Text("に目標が1つもありません", "holds no goal")
_NEITHER = Text("は計画ブックではなく、目標の列もありません", "is not a planning workbook, and has no goal column")
_FILL = Text("目標の列に文を入れてください", "Write goals into the goal column")
_NO_COLUMN = Text("に目標の列がありません", "has no goal column")
_NAME_COLUMN = Text("見出しを「目標」か「goal」にしてください", "Title the column 'goal'")
_NO_CSV = Text("をCSVとして読めません", "cannot be read as CSV")
_SAVE_CSV = Text("CSVとして保存し直してください", "Save it as CSV again")
