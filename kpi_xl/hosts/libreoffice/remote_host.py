"""LibreOffice as the host of our commands: what they ask of it goes over a pipe to the code inside LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from kpi_xl.definitions import RoleTemplate
from kpi_xl.hosts.libreoffice.frames import Pipe
from kpi_xl.hosts.new_files import free_path, printed_beside, run_kpi_xl, write_next_book
from kpi_xl.hosts.plans import PlanCells, SheetArea, TableArea, Value
from kpi_xl.hosts.plans.cells import filled_up
from kpi_xl.language import spoken
from kpi_xl.periods import Month

DONE = "done"


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
    def other_names(self) -> dict[str, str]:
        return {name.upper(): meant for name, meant in self._office("other_names").items()}

    @cached_property
    def tables(self) -> dict[str, TableArea]:
        return {name: TableArea(area, totals) for name, (area, totals) in self._office("tables").items()}

    def contents(self, area: SheetArea) -> list[list[tuple[Value, bool]]]:
        _, top, left, bottom, right = area
        return filled_up([list(row) for row in self._office("contents", area)], bottom - top + 1, right - left + 1)


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

    def new_workbook(self, role: RoleTemplate, month: Month, is_plain: bool) -> None:
        # an .xlsx computes here as in Excel; an .xlsm asks about its macros
        path = free_path(self.cells.folder or Path.home(), f"{role.title} {month}", ".xlsx")
        formulas = "plain" if is_plain else "functions"
        options = ("--month", str(month), "--with-log", "--formulas", formulas, "--lang", spoken())
        run_kpi_xl("new", role.id, "-o", str(path), *options)
        self._office("open", str(path))

    def save(self) -> None:
        self._office("save")

    def next_workbook(self, month: Month, stem: str, options: Sequence[str]) -> str:
        cells = self.cells
        assert cells.folder is not None  # else the command had refused it
        path, said = write_next_book(cells.folder / cells.label, month, stem, options)
        self._office("open", str(path))
        return said

    def save_pdf(self, titles: Sequence[str], path: Path) -> None:
        with printed_beside(path) as beside:
            self._office("save_pdf", list(titles), str(beside))

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
