"""One page of the role workbook: its head, and the ways an input or a live formula is written.

Inputs hold plain values, pale yellow, each with its rule and a hint; formulas stand on white.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.days import day, month_text
from kpi_xl.sheets.live.values import DASH, Live, cell, choice, entered, is_blank, joined
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.figures import Figures
from kpi_xl.sheets.role.parts.settings import BookSettings
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.wording import purpose_words, unit_and_period
from kpi_xl.sheets.styles import HEADING, INPUT_TEXT, Style
from kpi_xl.units import Unit

FIRST_ROW = 5
"""Where the content begins, under links, title and lead."""
CHIP_WIDTH = 10


@dataclass(frozen=True)
class Draft:
    """The workbook being drawn: its sheets exist already, so that formulas can name them in any order."""

    book: Book
    role: RoleTemplate
    settings: BookSettings
    figures: Figures
    canvases: Mapping[Step, Canvas]


@dataclass(frozen=True)
class Hint:
    """What a person is told when an input cell is chosen."""

    title: Text  #: at most 32 characters
    message: Text  #: at most 255


class Page:
    """One sheet of a `Draft`, or the part of one that speaks of the draft's role."""

    def __init__(self, draft: Draft, step: Step, *widths: float) -> None:
        self.draft, self.step, self.widths = draft, step, widths
        self.canvas, self.figures = draft.canvases[step], draft.figures

    def begin(self, last_col: int) -> None:
        """Columns, links and titles; the role and the month end in *last_col*."""
        sheet = self.canvas.sheet
        self.canvas.columns(*self.widths)
        link_chips(self.canvas, self.draft, chip_spans(self.widths), self.step)
        sheet.freeze_panes(1, 0)
        sheet.set_row(2, 28)
        self.canvas.text(2, 1, self.step.title, looks.STEP_TITLE)
        self.canvas.text(3, 1, self.step.lead, looks.LEAD)
        sheet.set_row(4, 10)
        before = f"{self.draft.role.title}{Text(' ・ ', ', ')}"
        self.canvas.live(2, last_col, joined(before, month_text(self.month)), looks.STAMP)

    @property
    def month(self) -> Live:
        """The month that is planned."""
        return day(names.PLAN_MONTH, self.draft.settings.month.start)

    def input(self, name: str) -> Live:
        """A named input."""
        return cell(name, self.figures.inputs[name])

    def target(self, kpi: Kpi) -> Live:
        """The target that holds, typed, worked back or the standard."""
        return cell(names.target_name(kpi.id), self.figures.target(kpi))

    def baseline(self, kpi: Kpi) -> Live:
        """What the KPI is today, as ② is to say it."""
        return entered(names.baseline_name(kpi.id))

    def current(self, kpi: Kpi) -> Live:
        """The same; a dash until it is typed."""
        return choice(is_blank(self.baseline(kpi)), DASH, self.baseline(kpi))

    def purpose(self, kpi: Kpi) -> Live:
        """What the KPI is for, as ③ says it."""
        return entered(names.purpose_name(kpi.id), purpose_words(self.draft.role, kpi))

    @property
    def limits(self) -> Limits:
        """From which attainment on a sign is ○ or △."""
        thresholds = self.draft.settings.thresholds
        return Limits(cell(names.THRESHOLD_GOOD, thresholds.good), cell(names.THRESHOLD_FAIR, thresholds.fair))

    def called(self, function: str, *arguments: Live) -> Live:
        """One of our functions; inputs left out are the named cells."""
        return self.figures.called(function, *arguments)

    def by_hand(self, kpi: Kpi) -> Live:
        """The target of one person that is typed by hand, or nothing."""
        return entered(names.override_name(kpi.id), self.figures.settings.overrides.get(kpi.id))

    @property
    def amount(self) -> Live:
        """KGI_AMOUNT of the month that is planned; nothing reads it where the goal is no amount."""
        return cell(names.KGI_OF_MONTH, self.figures.amount if self.figures.has_amount else None)

    # --- parts --------------------------------------------------------------------------------------------------

    def heading(self, row: int, first: int, last: int, text: object, note: object = "") -> None:
        """A section's head; *note*: at its right, how to read what follows."""
        self.canvas.fill(row, first, last, HEADING)
        self.canvas.text(row, first, text, HEADING)
        if isinstance(note, Live):
            self.canvas.live(row, last, note, looks.HEADING_NOTE)
        elif note:
            self.canvas.text(row, last, note, looks.HEADING_NOTE)

    def head(
        self, row: int, cells: Mapping[int, object], style: Style = looks.HEAD_WRAPPED, others: Mapping[int, Style] | None = None
    ) -> None:
        """A table's head: column -> words, the columns between filled too.

        Args:
            style: of heads over figures.
            others: of the columns that are aligned otherwise.
        """
        self.canvas.fill(row, min(cells), max(cells), style)
        for col, words in cells.items():
            self.canvas.text(row, col, words, (others or {}).get(col, style))

    def kpi(self, row: int, kpi: Kpi, value: Style, label: Style = looks.KPI_LABEL) -> None:
        """The first columns of a KPI's row: name, level, unit, and the standard of one person."""
        self.canvas.text(row, 1, kpi.label, label)
        self.canvas.text(row, 2, kpi.level.label, looks.LEVEL_TAG)
        self.canvas.text(row, 3, unit_and_period(kpi), looks.LEVEL_TAG)
        self.canvas.number(row, 4, kpi.target, value)

    def placed(self, name: str, row: int, col: int, live: Live, style: Style) -> Live:
        """A live value in a cell of that name, and the cell."""
        self.canvas.live(row, col, live, style)
        self.name(name, row, col)
        return cell(name, live.value)

    def name(self, name: str, row: int, col: int, last_row: int | None = None, last_col: int | None = None) -> None:
        """Define a workbook name for a cell or an area."""
        self.draft.book.name(name, self.canvas, row, col, last_row, last_col)

    def marked(self, row: int, col: int, last_row: int, last_col: int, tests: Mapping[Live, Mapping[str, Any]]) -> None:
        """Give cells the look of the first test that holds of them, as the tests read in the first cell."""
        for test, look in tests.items():
            rule = {"type": "formula", "criteria": f"={test.formula}", "format": self.draft.book.writer.add_format(look)}
            last = {"stop_if_true": True} if len(tests) > 1 else {}
            self.canvas.sheet.conditional_format(row, col, last_row, last_col, rule | last)

    # --- inputs -------------------------------------------------------------------------------------------------

    def number_input(
        self,
        row: int,
        col: int,
        value: float | None,
        unit: Unit,
        hint: Hint,
        style: Style = looks.INPUT_VALUE,
        decimals: int = 0,
    ) -> None:
        style = style if "num_format" in style.properties else style.but(num_format=unit.number_format(decimals))
        self.canvas.number_or_blank(row, col, value, style)
        self.validate(row, col, NUMBER_RULES.get(unit, _NOT_NEGATIVE), hint)

    def text_input(self, row: int, col: int, value: str, hint: Hint | None = None, style: Style = INPUT_TEXT) -> None:
        if value:
            self.canvas.text(row, col, value, style)
        else:
            self.canvas.blank(row, col, style)
        if hint:
            self.validate(row, col, {"validate": "any"}, hint)

    def validate(self, row: int, col: int, rule: Mapping[str, Any], hint: Hint, last_row: int | None = None) -> None:
        validate(self.canvas, row, col, rule, hint, last_row)


def validate(canvas: Canvas, row: int, col: int, rule: Mapping[str, Any], hint: Hint, last_row: int | None = None) -> None:
    """Give a cell, or the cells down to *last_row*, a rule and a hint."""
    title, message = str(hint.title)[:32], str(hint.message)[:255]
    options = {**rule, "input_title": title, "input_message": message}
    if rule["validate"] != "any":
        options |= {"error_title": title, "error_message": str(rule.get("error_message", hint.message))[:225]}
    canvas.sheet.data_validation(row, col, row if last_row is None else last_row, col, options)


def link_chips(canvas: Canvas, draft: Draft, spans: Sequence[tuple[int, int]], here: Step | None) -> None:
    """The first row: a link to each sheet; *here*: the one that it stands on."""
    for step, (first, last) in zip(Step, spans, strict=True):
        style = looks.CHIP_HERE if step is here else looks.CHIP
        if last > first:
            canvas.merged(0, first, last, "", style)
        if step is here:
            canvas.text(0, first, step.tab, style)
        else:
            canvas.link(0, first, draft.canvases[step].title, str(step.tab), style)
    canvas.sheet.set_row(0, 22)
    canvas.sheet.set_row(1, 8)


def chip_spans(widths: Sequence[float]) -> list[tuple[int, int]]:
    """First and last column of each link: neighbouring columns until a link is wide enough."""
    spans, col = [], 1
    for _ in Step:
        first, width = col, 0.0
        while width < CHIP_WIDTH:
            width += widths[col]
            col += 1
        spans.append((first, col - 1))
    return spans


_RATE_WORDS = Text(
    "25%のように、0%より大きく100%以下で入力してください", "Write a rate above 0% and at most 100%, such as 25%"
)
_NUMBER_WORDS = Text("0以上の数字で入力してください（例 10000000）", "Write a number of 0 or more, such as 10000000")
_NOT_NEGATIVE = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": _NUMBER_WORDS}
NUMBER_RULES: dict[Unit, dict[str, Any]] = {
    Unit.RATE: {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1, "error_message": _RATE_WORDS}
}
DATE_RULE: dict[str, Any] = {
    "validate": "date",
    "criteria": ">=",
    "value": date(2000, 1, 1),
    "error_message": Text("2026/12/01のような日付で入力してください", "Write a date such as 2026-12-01"),
}
