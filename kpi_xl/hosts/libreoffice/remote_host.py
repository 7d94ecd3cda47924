"""LibreOffice as the host of our commands: what they ask of it goes over a pipe to the code inside LibreOffice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from kpi_xl.definitions import RoleTemplate
from kpi_xl.errors import NO_VALUE, Finding, InputError, KpiError
from kpi_xl.hosts.libreoffice.frames import Pipe
from kpi_xl.hosts.plans import PlanCells, SheetArea, TableArea, Value
from kpi_xl.language import Text, spoken
from kpi_xl.periods import Month

DONE = "done"
WRONG_INPUT = 2
"""The exit status with which the command line refuses what it was given."""


class Office:
    """The code inside LibreOffice, as a set of questions: see `kpi_xl_office.hands`."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    def __call__(self, question: str, *details: Any) -> Any:
        """The answer.

        Raises:
            EOFError: LibreOffice has ended.
            RuntimeError: it could not do what was asked; its own message.
        """
        self._pipe.send((question, *details))
        answer = self._pipe.receive()
        if answer is None:
            raise EOFError("LibreOffice has ended")
        is_done, found = answer
        if not is_done:
            raise RuntimeError(found)
        return found


class OfficeCells(PlanCells):
    """The workbook in front. Names and tables are asked for once, so it is made anew for each command."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.label, folder, self.counts_from_1904 = office("workbook")
        self.folder = Path(folder) if folder else None

    @cached_property
    def names(self) -> dict[str, SheetArea]:
        return {name.upper(): area for name, area in self._office("names").items()}

    @cached_property
    def tables(self) -> dict[str, TableArea]:
        return {name: TableArea(area, totals) for name, (area, totals) in self._office("tables").items()}

    def contents(self, area: SheetArea) -> list[list[tuple[Value, bool]]]:
        return [list(row) for row in self._office("contents", area)]


class RemoteHost:
    """A workbook that is open in LibreOffice Calc; see `kpi_xl.hosts.base.Host`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # --- the workbook ---------------------------------------------------------------------------------------------

    @property
    def cells(self) -> OfficeCells:
        return OfficeCells(self._office)

    @property
    def sheet_titles(self) -> list[str]:
        return list(self._office("sheet_titles"))

    @property
    def sheet_names(self) -> dict[tuple[str, str], SheetArea]:
        return dict(self._office("sheet_names"))

    # --- changes --------------------------------------------------------------------------------------------------

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._office("take_back")
            raise
        self._office("keep")

    def write(self, values: Mapping[str, Sequence[Value]]) -> None:
        names = self.cells.names
        for name, column in values.items():
            self._office("write", names[name], list(column))

    def insert_sheets(self, package: Path, replaced: Sequence[str]) -> None:
        self._office("insert_sheets", str(package), list(replaced))

    def recalculate(self) -> None:
        self._office("recalculate")

    # --- files ----------------------------------------------------------------------------------------------------

    def new_workbook(self, role: RoleTemplate, month: Month) -> None:
        """The command line writes it: the files room puts in what this one knows, and neither knows the other."""
        path = _free_path(self.cells.folder or Path.home(), f"{role.title} {month}")
        _run_kpi_xl("new", role.id, "--month", str(month), "-o", str(path), "--lang", spoken())
        self._office("open", str(path))

    def save_pdf(self, titles: Sequence[str], path: Path) -> None:
        """Printed beside, then renamed: a PDF that somebody is reading cannot be replaced."""
        beside = path.with_name(f"kpi-xl-{path.name}")
        try:
            self._office("save_pdf", list(titles), str(beside))
            beside.replace(path)
        except PermissionError as error:
            raise InputError([Finding(str(path), NO_VALUE, _IN_USE, _CLOSE_IT)]) from error
        finally:
            beside.unlink(missing_ok=True)

    # --- the person -----------------------------------------------------------------------------------------------

    def progress(self, step: str, /) -> None:
        self._office("progress", step)

    def tell(self, message: str, is_error: bool = False) -> None:
        self._office("tell", message, is_error)

    def ask(self, question: str) -> bool:
        return bool(self._office("ask", question))

    def choose(self, question: str, choices: Sequence[str]) -> int | None:
        chosen: int | None = self._office("choose", question, list(choices))
        return chosen

    def pick_files(self, question: str) -> list[Path]:
        return [Path(path) for path in self._office("pick_files", question)]

    def show_sheet(self, title: str) -> None:
        self._office("show_sheet", title)

    def show_cell(self, name: str) -> None:
        self._office("show_cell", self.cells.names[name])


def _run_kpi_xl(*arguments: str) -> None:
    """Run the command line.

    Raises:
        KpiError: what it says is to be corrected.
    """
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "kpi_xl", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        check=False,
    )
    if ran.returncode == WRONG_INPUT:
        raise KpiError(ran.stderr.strip())
    if ran.returncode:
        raise RuntimeError(ran.stderr)


def _free_path(folder: Path, stem: str) -> Path:
    """A path in *folder* that nothing has yet. An .xlsx computes here as in Excel; an .xlsm asks about its macros."""
    path, number = folder / f"{stem}.xlsx", 1
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}).xlsx"
    return path


_IN_USE = Text("はほかのプログラムで開かれています", "is open in another program")
_CLOSE_IT = Text("PDFを閉じてから、もう一度実行してください", "Close the PDF and try again")
