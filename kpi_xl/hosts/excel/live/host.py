"""Excel on the desktop as the host of our commands."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from kpi_xl.definitions import RoleTemplate
from kpi_xl.hosts.excel.installation.folders import Places, places_here
from kpi_xl.hosts.excel.live import dialogues
from kpi_xl.hosts.excel.live.book_cells import BookCells, local_names
from kpi_xl.hosts.excel.live.changes import Changes
from kpi_xl.hosts.excel.live.protection import require_open_structure
from kpi_xl.hosts.new_files import free_path, printed_beside, run_kpi_xl, write_next_book
from kpi_xl.hosts.plans import SheetArea, Value
from kpi_xl.language import spoken
from kpi_xl.periods import Month

TITLE = "kpi-xl"


@contextmanager
def opened_unasked(package: Path, places: Places | None = None) -> Iterator[Path]:
    """Where Excel opens *package* without asking: Excel for the Mac asks for every file outside of its own container."""
    places = places or places_here()
    if places is None or places.container is None or package.is_relative_to(places.container):
        yield package
        return
    with TemporaryDirectory(prefix="kpi-xl-", dir=places.container) as folder:
        yield Path(shutil.copy(package, folder))


class ExcelHost:
    """A workbook that is open in Excel; see `kpi_xl.hosts.base.Host`."""

    def __init__(self, book: xw.Book) -> None:
        self.book, self.app = book, book.app
        self._changes: Changes | None = None

    # --- the workbook ---------------------------------------------------------------------------------------------

    @property
    def cells(self) -> BookCells:
        return BookCells(self.book)

    @property
    def sheet_titles(self) -> list[str]:
        return [sheet.name for sheet in self.book.sheets]

    @property
    def sheet_names(self) -> dict[tuple[str, str], SheetArea]:
        return local_names(self.book)

    # --- changes --------------------------------------------------------------------------------------------------

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        with ExitStack() as undo:
            self._changes = Changes(self.book, undo)
            yield
            self._changes.commit()
            undo.pop_all()  # nothing to take back any more

    @property
    def changes(self) -> Changes:
        if self._changes is None:
            raise RuntimeError("changes are made in an all_or_nothing block")
        return self._changes

    def write(self, values: Mapping[str, Sequence[Value]]) -> None:
        names = self.cells.names
        self.changes.write({names[name]: column for name, column in values.items()})

    def insert_sheets(self, package: Path, replaced: Sequence[str]) -> None:
        with opened_unasked(package) as place:
            self.changes.insert(place, replaced)

    def recalculate(self) -> None:
        self.app.calculate()

    # --- files ----------------------------------------------------------------------------------------------------

    def new_workbook(self, role: RoleTemplate, month: Month, is_plain: bool) -> None:
        """The command line writes it: the files room puts in what this one knows, and neither knows the other."""
        places = places_here()
        folder = self.cells.folder or (places.documents if places else Path.home())
        path = free_path(folder, f"{role.title} {month}", ".xlsx" if is_plain else _SUFFIX)
        formulas = "plain" if is_plain else "functions"
        options = ("--month", str(month), "--with-log", "--formulas", formulas, "--lang", spoken())
        run_kpi_xl("new", role.id, "-o", str(path), *options)
        self.app.books.open(str(path))

    def save(self) -> None:
        self.book.save()

    def next_workbook(self, month: Month, stem: str, options: Sequence[str]) -> str:
        folder = self.cells.folder
        assert folder is not None  # else the command had refused it
        path, said = write_next_book(folder / self.book.name, month, stem, options)
        self.app.books.open(str(path))
        return said

    def save_pdf(self, titles: Sequence[str], path: Path) -> None:
        """Print; while that is done, other sheets are hidden.

        Raises:
            InputError: the structure is protected; or somebody is reading the PDF.
        """
        require_open_structure(self.book)
        with printed_beside(path) as beside:
            self.book.to_pdf(str(beside), include=list(titles))

    # --- the person -----------------------------------------------------------------------------------------------

    def progress(self, step: str, /) -> None:
        self.app.status_bar = f"{TITLE}: {step}"

    def tell(self, message: str, is_error: bool = False) -> None:
        self._show_screen()
        self.app.alert(message, TITLE, mode="critical" if is_error else "info")

    def ask(self, question: str) -> bool:
        self._show_screen()
        return self.app.alert(question, TITLE, buttons="yes_no") == "yes"

    def choose(self, question: str, choices: Sequence[str]) -> int | None:
        return dialogues.choose(self.app, question, choices)

    def pick_files(self, question: str) -> list[Path]:
        return dialogues.pick_files(self.app, question)

    def show_sheet(self, title: str) -> None:
        self._shown(title)

    def show_cell(self, name: str) -> None:
        title, row, column, *_ = self.cells.names[name]
        if self._shown(title):
            self.book.sheets[title].range((row, column)).select()

    def _shown(self, title: str) -> bool:
        """Bring a sheet to the front. One that somebody has hidden stays hidden: Excel refuses to activate it."""
        sheet = self.book.sheets[title]
        if sheet.visible:
            sheet.activate()
        return sheet.visible

    def _show_screen(self) -> None:
        """Behind a dialogue stands what it speaks of; the session restores what the setting was."""
        self.app.screen_updating = True


_SUFFIX = ".xlsx" if sys.platform == "darwin" else ".xlsm"
"""Excel for the Mac runs our functions as LAMBDA names only; its buttons are those of the add-in."""
