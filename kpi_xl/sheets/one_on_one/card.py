"""A card: the last promise, three figures with their trend, a strength, a question, room to write. One A4 landscape page."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.conversation.key_figures import KeyFigure
from kpi_xl.attainment.conversation.talk import Talk
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.language import Text
from kpi_xl.periods import short_day
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.one_on_one import looks, names, wording
from kpi_xl.sheets.one_on_one.promise import FormerCard, outcome
from kpi_xl.sheets.one_on_one.trend import draw_trend
from kpi_xl.sheets.styles import Style
from kpi_xl.units import Unit, card_yen_format

TITLE_ROW, PROMISE_ROW, FIGURES_ROW, SAYINGS_ROW, WRITING_ROW = 0, 3, 7, 18, 23
CHART_ROWS = 6
LINES = len(wording.PROMISE_LINES)
LINE_HEIGHT = 28
ASIDE_COL = looks.LAST_COL + 2


@dataclass(frozen=True)
class CardSheet:
    """What a card is drawn from."""

    talk: Talk
    manager: str
    report: MonthlyReport
    last: FormerCard | None  #: of an earlier month, with a promise
    written: FormerCard | None  #: of this month: a run before, which people have written into


def draw_card(book: Book, card: CardSheet) -> None:
    """Draw it as a sheet of *book*, called by the person's name."""
    sheet = book.sheet(card.talk.result.name.strip() or "1on1")
    for col, width in enumerate(looks.WIDTHS):
        sheet.sheet.set_column_pixels(col, col, width)
    _draw_title(sheet, card)
    _draw_promise(sheet, card)
    _draw_figures(sheet, card)
    _draw_sayings(sheet, card.talk)
    _draw_writing(sheet, card)
    last_row = WRITING_ROW + LINES + 1
    sheet.page(last_row, looks.LAST_COL)
    # a space: digits right behind a size would be read as a part of it
    sheet.sheet.set_footer(f"&L&8 {wording.FOOTER.format(name=card.talk.result.name.replace('&', '&&'))}&R&8&P / &N")


def _draw_title(sheet: Canvas, card: CardSheet) -> None:
    result, report = card.talk.result, card.report
    sheet.sheet.set_row_pixels(TITLE_ROW, 36)
    sheet.text(TITLE_ROW, 1, wording.TITLE.format(name=result.name), looks.HEADLINE)
    sheet.text(TITLE_ROW, looks.LAST_COL, wording.AS_OF.format(day=short_day(report.as_of)), looks.AS_OF)
    sheet.text(TITLE_ROW + 1, 1, wording.subtitle(result, card.manager), looks.SUBTITLE)
    sheet.text(TITLE_ROW + 1, looks.LAST_COL, wording.progress(report, card.talk.result, card.last), looks.ASIDE_TEXT)
    kept = ((names.MEMBER, result.name), (names.TEAM, result.team), (names.MONTH, str(report.month)), (names.DAY, report.as_of.isoformat()))
    for row, (name, value) in enumerate(kept):
        sheet.text(row, ASIDE_COL, value, looks.HIDDEN)
        sheet.name_here(name, row, ASIDE_COL, row, ASIDE_COL)
    _space(sheet, TITLE_ROW + 2)


def _draw_promise(sheet: Canvas, card: CardSheet) -> None:
    found = outcome(card.last.promise, card.talk.result, card.report.as_of, card.report.is_complete) if card.last else None
    _section(sheet, PROMISE_ROW, wording.LAST_PROMISE, (1, looks.LAST_COL))
    for row in (PROMISE_ROW + 1, PROMISE_ROW + 2):
        sheet.fill(row, 1, looks.LAST_COL, looks.PANEL_CELL)
    sheet.sheet.set_row_pixels(PROMISE_ROW + 1, 36)
    style = looks.KEPT[found.kept.value] if found and found.kept else looks.PROMISED
    for row, (left, right), (own, others) in (
        (PROMISE_ROW + 1, (looks.PROMISED, style), (wording.promised(card.last), wording.came_of_it(found, card.last))),
        (PROMISE_ROW + 2, (looks.PROMISED_NOTE,) * 2, (wording.promise_details(card.last), wording.outcome_note(found, card.last))),
    ):
        sheet.merged(row, *looks.WIDE, own, left)
        sheet.merged(row, *looks.NARROW, others, right)
    _space(sheet, PROMISE_ROW + 3)


def _draw_figures(sheet: Canvas, card: CardSheet) -> None:
    report, figures = card.report, card.talk.figures
    first = figures[0].months[0].month
    words = wording.MONTHS_COMPLETE if report.is_complete else wording.MONTHS_SHOWN
    shown = words.format(first=first.short_label, last=report.month.short_label, day=short_day(report.as_of))
    _section(sheet, FIGURES_ROW, wording.FIGURES, (1, looks.LAST_COL), shown)
    sheet.sheet.set_row_pixels(FIGURES_ROW + 2, 40)
    for number, (figure, (left, right)) in enumerate(zip(figures, looks.PANELS, strict=False)):
        sheet.merged(FIGURES_ROW + 1, left, right, wording.caption(figure), looks.CAPTION)
        sheet.sheet.merge_range(FIGURES_ROW + 2, left, FIGURES_ROW + 2, right, "", sheet.book.format(_value_style(figure)))
        sheet.number(FIGURES_ROW + 2, left, figure.row.actual, _value_style(figure))
        sheet.merged(FIGURES_ROW + 3, left, right, wording.figure_note(figure, report.is_complete), looks.NOTE)
        draw_trend(sheet, figure, FIGURES_ROW + 4, (left, right), CHART_ROWS, ASIDE_COL + 3 * number + 2)
    _space(sheet, SAYINGS_ROW - 1)


def _value_style(figure: KeyFigure) -> Style:
    kpi = figure.kpi
    is_yen = kpi.unit is Unit.YEN and kpi.period.key == "month"
    number_format = card_yen_format([figure.row.actual]) if is_yen else figure.kpi.number_format
    return looks.VALUE.but(num_format=number_format)


def _draw_sayings(sheet: Canvas, talk: Talk) -> None:
    for (left, right), title, said in (
        (looks.PANELS[0], wording.STRENGTH, wording.strength(talk.strength)),
        ((looks.PANELS[1][0], looks.LAST_COL), wording.QUESTION, wording.question(talk.question)),
    ):
        _section(sheet, SAYINGS_ROW, title, (left, right))
        for row, text, style in zip(range(SAYINGS_ROW + 1, SAYINGS_ROW + 4), said, (looks.SAYING, looks.GROUND, looks.MUTED_GROUND), strict=True):
            sheet.merged(row, left, right, text, style)
    sheet.sheet.set_row_pixels(SAYINGS_ROW + 1, 30)
    _space(sheet, WRITING_ROW - 1)


def _draw_writing(sheet: Canvas, card: CardSheet) -> None:
    written = card.written
    notes = written.notes if written else ()
    typed = written.promise.lines if written else ("",) * LINES
    (left, right), (promise_left, promise_right) = looks.WIDE, looks.NARROW
    _section(sheet, WRITING_ROW, wording.NOTES, looks.WIDE)
    _section(sheet, WRITING_ROW, wording.NEXT_PROMISE, looks.NARROW)
    top = WRITING_ROW + 1
    for number, label in enumerate(wording.PROMISE_LINES):
        row = top + number
        sheet.sheet.set_row_pixels(row, LINE_HEIGHT * 4 // 3)
        sheet.merged(row, left, right, notes[number] if number < len(notes) else "", looks.TYPED)
        sheet.text(row, promise_left, label, looks.LABEL)
        sheet.merged(row, promise_left + 1, promise_right, typed[number], looks.TYPED)
    sheet.name_here(names.NOTES, top, left, top + LINES - 1, left)
    sheet.name_here(names.PROMISE, top, promise_left + 1, top + LINES - 1, promise_left + 1)
    _offer_kpis(sheet, card, top + 3, promise_left + 1)
    foot = top + LINES
    sheet.text(foot, left, wording.FOOT, looks.FOOT)
    sheet.text(foot, promise_right, wording.KEPT_NOTE, looks.FOOT_RIGHT)


def _offer_kpis(sheet: Canvas, card: CardSheet, row: int, col: int) -> None:
    """A list to choose from; anything else may be typed, and is then talked about."""
    labels, list_col = [str(each.kpi.label) for each in card.talk.result.rows], ASIDE_COL + 1
    for place, label in enumerate(labels):
        sheet.text(place, list_col, label, looks.HIDDEN)
    area = f"={sheet.a1(0, list_col, fixed=True)}:{sheet.a1(len(labels) - 1, list_col, fixed=True)}"
    sheet.sheet.data_validation(
        row, col, row, col, {"validate": "list", "source": area, "error_type": "information", "input_message": str(wording.CHOOSE)}
    )


def _section(sheet: Canvas, row: int, title: Text, cols: tuple[int, int], note: Text | None = None) -> None:
    first, last = cols
    sheet.fill(row, first, last, looks.SECTION)
    sheet.text(row, first, title, looks.SECTION)
    if note is not None:
        sheet.text(row, last, note, looks.SECTION_NOTE)


def _space(sheet: Canvas, row: int) -> None:
    sheet.sheet.set_row_pixels(row, 14)
