"""The canvas: the one way onto a sheet.

Text is always written as text, never read as a formula; every formula carries its computed value, because
previews and file readers show just that. Rows and columns are counted from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from kpi_xl.errors import Finding, InputError
from kpi_xl.language import spoken
from kpi_xl.sheets.cell_limits import number_problem, text_problem
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.lines import Line, LineWriter
from kpi_xl.sheets.live.values import NOTHING as NOTHING
from kpi_xl.sheets.live.values import Live, cell
from kpi_xl.sheets.references import address, column_letters, quoted_title
from kpi_xl.sheets.styles import BODY, FONT, ROW_HEIGHT, Style
from kpi_xl.sheets.titles import legal_sheet_name
from kpi_xl.sheets.worksheet import QuickWorkbook, QuickWorksheet


class Book:
    """One workbook being drawn."""

    def __init__(
        self,
        path: str | BytesIO,
        title: str,
        created: date,
        taken: Iterable[str] = (),
        kind: FormulaKind = FormulaKind.LAMBDAS,
    ) -> None:
        """*taken*: the sheet titles of a workbook that the sheets will be put into."""
        self.kind = kind
        self.inputs: frozenset[str] = frozenset()  #: the names that stand in for arguments which a formula leaves out
        self.writer = self._new_writer(path, title, created)
        self._formats: dict[int, Any] = {}
        self._titles = {each.casefold() for each in taken}
        self.names: set[str] = set()  #: the workbook names defined so far
        self.on_sheet: Callable[[str], None] | None = None  #: told the title of each sheet begun
        self.notes: dict[tuple[str, str, str], str] = {}
        """What people typed into a former version, by sheet, table and row; taken out as it is drawn again."""
        self._findings: list[Finding] = []

    def _new_writer(self, path: str | BytesIO, title: str, created: date) -> Any:
        writer = QuickWorkbook(
            path,
            # in memory: no temporary file for each part, which costs more than writing it and leaves figures behind
            {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True,
             "use_zip64": True},  # thousands of members, a sheet with charts for each: more parts than an ordinary zip takes
        )  # fmt: skip
        # a fixed time stamp: the same input gives the same bytes
        writer.set_properties({"title": title, "created": datetime(created.year, created.month, created.day)})
        keep_carried_values(writer)
        writer.formats[0].set_font_name(str(FONT))
        writer.formats[0].set_font_size(10)
        return writer

    def format(self, style: Style) -> Any:
        number = style.number
        if number not in self._formats:
            self._formats[number] = self.writer.add_format({"font_name": str(FONT), **style.properties})
        return self._formats[number]

    def sheet(self, wanted_title: str) -> Canvas:
        """A new sheet, its title made legal and unique."""
        return Canvas(self, self._new_title(wanted_title))

    def _new_title(self, wanted: str) -> str:
        title = legal_sheet_name(wanted, self._titles)
        self._titles.add(title.casefold())
        if self.on_sheet:
            self.on_sheet(title)
        return title

    def name(
        self, name: str, sheet: Canvas, row: int, col: int, last_row: int | None = None, last_col: int | None = None
    ) -> None:
        """Define a workbook name for a cell or an area."""
        self.names.add(name)
        self.writer.define_name(name, f"={sheet.reference(row, col, last_row, last_col)}")

    def refuse(self, finding: Finding) -> None:
        """Take down a value that no cell can hold."""
        self._findings.append(finding)

    def check(self) -> None:
        """Refuse what cannot be written.

        Raises:
            InputError: all values that no cell can hold.
        """
        if self._findings:
            raise InputError(self._findings)

    def close(self) -> None:
        """Write the file.

        Raises:
            InputError: all values that no cell can hold; nothing is written then.
        """
        self.check()
        self.writer.close()


def keep_carried_values(writer: Any) -> None:
    """Have Excel open the workbook with the values that it carries, which are computed already.

    XlsxWriter asks for a calculation on opening: then a LAMBDA is #NAME? in Excel 2016 to 2021 at once, a macro's function
    until macros are allowed. So does a calculation engine older than that of Excel 2019 and 365, whose number this is.
    """
    writer.set_calc_mode("auto", 191029)
    writer.calc_on_load = False


@lru_cache(maxsize=16_384)
def _a1(row: int, col: int, fixed: bool) -> str:
    return address(row + 1, col + 1, fixed)


class Canvas:
    """One sheet being drawn."""

    def __init__(self, book: Book, title: str, worksheet: type[QuickWorksheet] = QuickWorksheet) -> None:
        self.book, self.title = book, title
        self.sheet = book.writer.add_worksheet(title, worksheet_class=worksheet)
        self.sheet.hide_gridlines(2)
        self.sheet.set_default_row(ROW_HEIGHT)
        self._names: set[str] = set()

    # --- addresses -------------------------------------------------------------------------------------------

    @staticmethod
    def a1(row: int, col: int, fixed: bool = False) -> str:
        return _a1(row, col, fixed)

    @staticmethod
    def letters(col: int) -> str:
        """A column as formulas call it."""
        return column_letters(col + 1)

    def reference(self, row: int, col: int, last_row: int | None = None, last_col: int | None = None) -> str:
        """An absolute reference with the sheet's name, for names, charts and other sheets' formulas."""
        sheet = quoted_title(self.title)
        if last_row is None and last_col is None:
            return f"{sheet}!{self.a1(row, col, fixed=True)}"
        bottom, right = row if last_row is None else last_row, col if last_col is None else last_col
        first, last = self.a1(row, col, fixed=True), self.a1(bottom, right, fixed=True)
        return f"{sheet}!{first}" if first == last else f"{sheet}!{first}:{last}"

    def name_here(self, wanted: str, row: int, col: int, last_row: int, last_col: int) -> str:
        """Define a name of this sheet alone, made unique on it; the name."""
        name, number = wanted, 1
        while name in self._names:
            number += 1
            name = f"{wanted}_{number}"
        self._names.add(name)
        # not by define_name: it does not find titles with a quote or an exclamation mark
        self.book.writer.defined_names.append(
            [name, self.sheet.index, self.reference(row, col, last_row, last_col), False]
        )
        return name

    # --- cells -----------------------------------------------------------------------------------------------

    def text(self, row: int, col: int, text: object, style: Style = BODY) -> None:
        """A text; a cell without one is a blank cell."""
        words = str(text)
        if words and self._can_hold(row, col, words):
            self.sheet.write_string(row, col, words, self.book.format(style))
        else:
            self.blank(row, col, style)

    def number(self, row: int, col: int, value: float | None, style: Style = BODY) -> None:
        """A number, or a dash where there is none."""
        if value is None:
            self.text(row, col, NOTHING, style)
        elif self._can_hold(row, col, value):
            self.sheet.write_number(row, col, value + 0, self.book.format(style))  # + 0: Excel knows no -0

    def number_or_blank(self, row: int, col: int, value: float | None, style: Style = BODY) -> None:
        """A number, or a blank cell where there is none: people type one there, a chart draws nothing."""
        if value is None:
            self.blank(row, col, style)
        else:
            self.number(row, col, value, style)

    def date(self, row: int, col: int, day: date | None, style: Style = BODY) -> None:
        style = style if "num_format" in style.properties else style.but(num_format="yyyy/mm/dd")
        if day is None:
            self.blank(row, col, style)
        else:
            self.sheet.write_datetime(row, col, datetime(day.year, day.month, day.day), self.book.format(style))

    def blank(self, row: int, col: int, style: Style = BODY) -> None:
        self.sheet.write_blank(row, col, None, self.book.format(style))

    def formula(self, row: int, col: int, formula: str, value: float | str | None, style: Style = BODY) -> None:
        """A live formula with its computed value; None stands for the dash the formula shows then.

        Calls of our own functions are written as dynamic formulas, as Excel itself stores those of LAMBDA names;
        a macro's are ordinary ones, with all that they read, and so are their twins.
        """
        shown: float | str = NOTHING if value is None else value if isinstance(value, str) else value + 0
        if not self._can_hold(row, col, shown):
            return
        is_call, kind = "KPI_" in formula, self.book.kind
        if is_call and kind is FormulaKind.LAMBDAS:
            self.sheet.write_dynamic_array_formula(row, col, row, col, formula, self.book.format(style), shown)
            return
        if is_call:
            from kpi_xl.functions import expand, with_inputs  # late: a list is drawn without numpy

            formula = (expand if kind is FormulaKind.PLAIN else with_inputs)(formula, self.book.inputs)
        self.sheet.write_formula(row, col, formula, self.book.format(style), shown)

    def placed(self, row: int, col: int, live: Live, style: Style = BODY, fixed: bool = True) -> Live:
        """A live value, and the cell that shows it now."""
        self.live(row, col, live, style)
        return cell(self.a1(row, col, fixed), live.value)

    def live(self, row: int, col: int, live: Live, style: Style = BODY) -> None:
        """A live value."""
        if not live.is_fixed:
            self.formula(row, col, f"={live.formula}", live.value, style)
        elif isinstance(live.value, str):
            self.text(row, col, live.value, style)
        else:
            self.number(row, col, live.value, style)

    def lines(self, first_row: int, lines: Sequence[Line]) -> None:
        """Rows of a long table, with nothing below them."""
        writer = LineWriter(self.sheet, self.book.format, self._can_hold)
        self.sheet.end_with(list(writer.rows(first_row, lines)), first_row, *(lines[0].form.cols if lines else (0, 0)))

    def _can_hold(self, row: int, col: int, value: float | str) -> bool:
        problem = text_problem(value) if isinstance(value, str) else number_problem(value)
        if problem:
            self.book.refuse(Finding(f"{self.title}!{self.a1(row, col)}", value, problem.rule, problem.remedy))
        return problem is None

    def link(self, row: int, col: int, sheet_title: str, text: str, style: Style = BODY) -> None:
        """A jump to another sheet of the book."""
        target = f"internal:{quoted_title(sheet_title)}!A1"
        self.sheet.write_url(row, col, target, self.book.format(style), text)

    def fill(self, row: int, first_col: int, last_col: int, style: Style) -> None:
        """Blank cells of one style, such as the ground of a card or the line under a heading."""
        self.sheet.write_blanks(row, first_col, last_col, self.book.format(style))

    def merged(self, row: int, first_col: int, last_col: int, text: object, style: Style = BODY) -> None:
        """One text over several columns of a row; merged only where it is needed for wrapping or centring."""
        self.sheet.merge_range(row, first_col, row, last_col, "", self.book.format(style))
        self.text(row, first_col, text, style)

    # --- page ------------------------------------------------------------------------------------------------

    def columns(self, *widths: float) -> None:
        """Column widths from the left."""
        for col, width in enumerate(widths):
            self.sheet.set_column(col, col, width)

    def page(
        self, last_row: int, last_col: int, repeat_row: int | None = None, pages_high: int = 1, repeat_last: int | None = None
    ) -> None:
        """A4 landscape, one page wide, print area set, the table's head (or a title of several rows) repeated on further pages."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.45)
        self.sheet.fit_to_pages(1, pages_high)
        self.sheet.center_horizontally()
        self.sheet.print_area(0, 0, last_row, last_col)
        if repeat_row is not None:
            self.sheet.repeat_rows(repeat_row, repeat_last)
        page_words = "&8&P / &N ページ" if spoken() == "ja" else "&8Page &P of &N"
        self.sheet.set_footer(f"&L&8&F&R{page_words}")
