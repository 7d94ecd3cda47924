"""What a host offers to the work it carries: the open workbook, and the person before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kpi_xl.definitions import RoleTemplate
    from kpi_xl.hosts.plans import PlanCells, SheetArea, Value
    from kpi_xl.periods import Month


class Progress(Protocol):
    """Shows how far long work has come."""

    def __call__(self, step: str, /) -> None:
        """One more *step* (such as a sheet's title) has begun."""


def silent(step: str, /) -> None:
    """Progress that nobody watches."""


class Host(Protocol):
    """A spreadsheet program that has a workbook open."""

    # --- the workbook as it is now, unsaved edits included --------------------------------------------------------

    @property
    def cells(self) -> PlanCells:
        """The workbook's names, tables and cells."""

    @property
    def sheet_titles(self) -> Sequence[str]:
        """The titles of all sheets, in their order."""

    @property
    def sheet_names(self) -> Mapping[tuple[str, str], SheetArea]:
        """Names of single sheets: (sheet title, name) -> its cells."""

    # --- changes ---------------------------------------------------------------------------------------------------

    def all_or_nothing(self) -> AbstractContextManager[None]:
        """A block whose changes to the workbook are undone when it fails. All changes are made in one."""

    def write(self, values: Mapping[str, Sequence[Value]]) -> None:
        """Write values into the cells of workbook names, from the first cell down; None leaves a cell as it is.

        Texts are written as texts, never as formulas.
        """

    def insert_sheets(self, package: Path, replaced: Sequence[str]) -> None:
        """Put all sheets of *package* into the workbook, in place of those called *replaced*, else at the end.

        Where a formula or name of another sheet reads a replaced sheet, it reads the new one of the same title.
        """

    def recalculate(self) -> None:
        """Compute every formula anew."""

    # --- files ----------------------------------------------------------------------------------------------------

    def new_workbook(self, role: RoleTemplate, month: Month, is_plain: bool) -> None:
        """Make the workbook of *role* that plans *month*, with a sheet for the log, and open it.

        *is_plain*: with ordinary formulas instead of our functions, and without macros, to be sent to others.
        """

    def save(self) -> None:
        """Save the workbook where it lies."""

    def next_workbook(self, month: Month, stem: str, options: Sequence[str]) -> str:
        """Make the workbook of *month* from the saved one, beside it, and open it; what is to be said of it.

        Args:
            stem: its name, where nothing is called so yet.
            options: where the command line reads the results from.
        """

    def save_pdf(self, titles: Sequence[str], path: Path) -> None:
        """Print the sheets called *titles* into *path*."""

    # --- the person -----------------------------------------------------------------------------------------------

    def progress(self, step: str, /) -> None:
        """Say in passing what is being done."""

    def tell(self, message: str, is_error: bool = False) -> None:
        """Say something in a dialogue."""

    def ask(self, question: str) -> bool:
        """Ask yes or no."""

    def choose(self, question: str, choices: Sequence[str]) -> int | None:
        """Which of *choices* is wanted; None: none."""

    def pick_files(self, question: str) -> Sequence[Path]:
        """Files that the person picks; empty: none."""

    def show_sheet(self, title: str) -> None:
        """Bring a sheet to the front."""

    def show_cell(self, name: str) -> None:
        """Bring the cell of a workbook name to the front."""
