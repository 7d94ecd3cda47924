"""Live values: Python, LibreOffice and IronCalc find the same in each, alone and where a report shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from inspect import getmembers, isfunction
from itertools import product
from pathlib import Path

import pytest

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.language import LANGUAGES, Text, speaking
from kpi_xl.sheets.canvas import Book, Canvas
from kpi_xl.sheets.live import areas, days, figures, letters, values, words
from kpi_xl.sheets.live.areas import area
from kpi_xl.sheets.live.values import DASH, ERROR, Live, cell, number, text
from kpi_xl.sheets.monthly.report import draw_report
from tests.ironcalc_engine import Computed, needs_ironcalc, same
from tests.sheets.live.collecting import CollectingBook, Drawn, as_number, plain
from tests.sheets.monthly.outlook_fixture import MID_MONTH, demo_month
from tests.sheets.monthly.report_fixture import mixed_report, odd_report
from tests.spreadsheet import needs_soffice, recalculated
from tests.workbooks import LESS_ODD

DUSTY = 0.1 + 0.7
"""Not joined as it is: IronCalc writes 16 digits of it, Excel and LibreOffice 15."""
NUMBERS = (0.0, 1.0, 0.5, -0.4, 2.5, 0.2345, 0.0005, -12_345_678.5, 9_999_500.0, DUSTY)
SHOWN = (*NUMBERS, None, "○", "△", 'a "quoted" text')
"""What the cells that live values read may show."""

TYPED = ("", "  two  words ", "SDR", "インサイドセールス", "⚠ 13", "13", " ３０ ", "２５％", "25%", "1.5", "-4", "1,200", "many", " ")
"""What people may have typed as texts."""

NO_KIND = {"in_format", "literal", "serial", "today"}
"""Functions that give plain texts and numbers, and the day, which is another whenever it is asked."""
IRONCALC_CANNOT = {
    "last_known": "takes a blank cell for a number",
    "between": "knows no INDEX(...):INDEX(...)",
    **dict.fromkeys(
        ("summed_where_known", "summed_share_where_known", "last_known_whole", "known_beside"), "tests the first cell alone with ISNUMBER"
    ),
    **dict.fromkeys(("filled_rows", "blank_beside_filled"), "trims no column"),
    "repeated": "counts for the first of several criteria alone",
}
"""Kinds that LibreOffice alone judges -> what IronCalc does of them."""

Taken = dict[str, tuple[str, Live]]
"""Cell -> the function that gives what it shows, and that."""


class Kinds:
    """A sheet of cells with all that can be shown, and under them live values of every kind that read these cells."""

    def __init__(self, sheet: Canvas) -> None:
        self.sheet, self.drawn = sheet, Taken()
        self.cells = [self._shown(row, value) for row, value in enumerate(SHOWN)]
        self.numbers = self.cells[: len(NUMBERS)]
        self.area = area(f"$A$1:$A${len(SHOWN)}", [each.value for each in self.cells])
        self.blank = values.entered(f"$A${len(SHOWN) + 1}", None)
        self.counts = area(f"$C$1:$C${len(SHOWN)}", [self._number(row) for row in range(len(SHOWN))])
        self.typed = [self._typed(row, value) for row, value in enumerate(TYPED)]
        self.typed_area = area(f"$E$1:$E${len(TYPED)}", [each.value for each in self.typed])
        self.row = len(SHOWN) + 1

    def _shown(self, row: int, value: float | str | None) -> Live:
        if isinstance(value, float):
            self.sheet.number(row, 0, value)
        elif value:
            self.sheet.text(row, 0, value)
        return cell(f"$A${row + 1}", value)

    def text(self, words: str) -> Live:
        """A cell with these words."""
        self.sheet.text(self.row, 0, words)
        self.row += 1
        return cell(f"$A${self.row}", words)

    def _number(self, row: int) -> float:
        self.sheet.number(row, 2, row * 1.5)
        return row * 1.5

    def _typed(self, row: int, value: str) -> Live:
        self.sheet.text(row, 4, value)
        return values.entered(f"$E${row + 1}", value or None)

    def draw(self, function: Callable[..., object], live: Live) -> None:
        assert live.value != ERROR
        self.drawn[self.sheet.placed(self.row, 1, live).formula.replace("$", "")] = function.__name__, live
        self.row += 1


def every_kind(kinds: Kinds) -> Iterator[tuple[Callable[..., object], Live]]:
    """Each function of `kpi_xl.sheets.live` with live values that it gives."""
    numbers, cells, full = kinds.numbers, kinds.cells, kinds.area
    yes = values.compared(number(1), "=", number(1))
    yield number, values.joined(number(0.0001), "", number(-3))
    yield text, values.joined(text('"'), cells[-1])
    for each in cells:
        yield cell, each if each.value != values.NOTHING else values.joined("x", values.choice(yes, DASH, each))
        yield values.is_number, _said(values.is_number(each))
        typed = values.entered(each.formula, None if each.value == values.NOTHING else each.value)
        yield values.entered, values.joined("=", values.choice(values.is_number(typed), "a number", typed))
        yield values.is_blank, _said(values.is_blank(typed))
        yield values.contains, _said(values.contains(values.joined("=", values.choice(values.is_number(typed), "", typed)), "e"))
        for other in ("○", "A text", "a text"):
            yield values.is_same, _said(values.is_same(values.choice(values.is_number(typed), "a text", typed), text(other)))
        yield figures.percent, figures.percent(each)
        yield figures.in_man, figures.in_man(each)
        yield figures.formatted, figures.formatted(each, 2, r'#,##0.00"倍";\▲#,##0.00"倍";0.00"倍"')
        yield areas.count, areas.count(each, numbers[0])
        if each.value not in (values.NOTHING, DUSTY):
            yield values.joined, values.joined("=", each)
    for each in numbers:
        yield figures.digits, figures.digits(each, 1, "#,##0.0")
        yield figures.man_yen, figures.man_yen(each)
    for each in (numbers[0], numbers[1], numbers[8]):
        yield figures.whole, figures.whole(each)
    for serial in range(46_023, 46_400, 13):
        read = values.total(number(serial), numbers[0])
        yield days.day, read
        yield days.end_of_month, days.end_of_month(read)
        yield days.start_of_month, values.product(days.start_of_month(read), number(1))
        yield days.next_month, days.next_month(days.start_of_month(read))
        for first in (1, 4, 12):
            yield days.start_of_year, days.start_of_year(read, number(first))
            yield days.place_in_year, values.product(days.place_in_year(read, number(first)), number(1))
        yield days.month_text, days.month_text(read)
        yield days.day_in_sentence, days.day_in_sentence(read)
        yield days.day_text, days.day_text(days.end_of_month(read))
    for (one, other), sign in product(product(numbers[:6], repeat=2), ("=", ">", ">=", "<", "<=")):
        yield values.compared, _said(values.compared(one, sign, other))
    for one, other in product(numbers, repeat=2):
        both = values.total(one, other), values.difference(one, other)
        yield values.total, both[0]
        yield values.difference, values.difference(one, both[1])
        yield values.product, values.product(both[1], values.negative(other))
        yield values.greater, values.greater(*both)
        yield values.lesser, values.lesser(*both)
        yield values.choice, values.choice(values.compared(one, ">", other), both[0], "less")
        yield values.is_error, _said(values.is_error(values.quotient(one, other)))
        if other.value:
            yield values.quotient, values.quotient(both[0], other)
            yield values.quotient, values.quotient(one, values.product(other, other))
    for one, places in product(numbers, (0, 3, 9)):
        yield values.rounded, values.rounded(one, places)
        yield values.rounded_up, values.rounded_up(one)
        yield values.negative, values.negative(values.negative(one))
        yield values.stepped_up, values.stepped_up(values.quotient(one, number(7)))
        yield values.stepped_down, values.stepped_down(values.quotient(one, number(7)))
        yield values.whole_part, values.whole_part(one)
    for one, other in product((yes, values.compared(number(1), "=", number(2))), repeat=2):
        yield values.all_of, _said(values.all_of(one, yes, other))
        yield values.any_of, _said(values.any_of(one, values.compared(number(1), ">", number(2)), other))
    for each in (cells[1], *cells[-3:], kinds.blank):
        yield values.is_blank, _said(values.is_blank(each))
        yield values.entered, _said(values.compared(each, "<>", text("")))
    yield values.compared, _said(values.compared(text("Sdr"), "=", text("sDR")))
    yield from _of_words(kinds)
    yield from _of_letters(kinds)
    yield from _of_areas(kinds)
    yield values.filled, values.filled(Text("{some}の{all}件", "{some} of {all}"), some=numbers[0], all=numbers[4])
    yield areas.added, areas.added(cells)
    yield areas.area, areas.lowest(full)
    yield areas.lowest, areas.lowest(full)
    yield areas.beside, areas.beside(numbers[4], full, full)
    yield areas.count_of, areas.count_of("○", full)
    yield areas.known, values.product(areas.known([full, full]), number(2))
    for limit in (*numbers[:4], number(0.8)):
        yield areas.count_from, areas.count_from([full, full], limit)
    yield areas.capped_mean, areas.capped_mean(full)


def _of_words(kinds: Kinds) -> Iterator[tuple[Callable[..., object], Live]]:
    for each in kinds.typed:
        yield words.trimmed, values.joined("[", words.trimmed(each), "]")
        yield words.begins_with, _said(words.begins_with(each, "⚠"))
        yield words.begins_with, _said(words.begins_with(each, "13"))
        yield words.is_among, _said(words.is_among(each, ["sdr", "インサイドセールス"]))
        yield words.number_of, words.number_of(words.trimmed(each), "×")


def _of_areas(kinds: Kinds) -> Iterator[tuple[Callable[..., object], Live]]:
    full, count = kinds.area, len(kinds.area.values)
    yield areas.summed, areas.summed(full)
    yield areas.highest, areas.highest(full)
    yield areas.mean, areas.mean(full)
    yield areas.rows, areas.rows(full)
    yield areas.last_known, areas.last_known(full)
    yield areas.summed_where_one, areas.summed_where_one(kinds.area, kinds.counts)
    yield areas.summed_where_known, areas.summed_where_known(kinds.area, kinds.counts)
    yield areas.summed_share_where_known, areas.summed_share_where_known(kinds.area, kinds.counts, kinds.counts)
    yield areas.last_known_whole, areas.last_known_whole(kinds.area, kinds.counts)
    for place in range(1, count + 1):
        if full.values[place - 1] not in (DUSTY, values.NOTHING):  # this cell is blank
            yield areas.item, values.joined("x", areas.item(full, number(place)))
        yield areas.between, areas.summed(areas.between(full, number(place), number(count)))
        yield areas.between, areas.mean(areas.between(full, number(1), number(place)))
    for word in ("○", "△", "sdr", "none"):
        yield areas.count_of, areas.count_of(word, kinds.typed_area)
        yield areas.known_beside, areas.known_beside(word, full, kinds.counts)
        yield areas.known_beside, areas.known_beside(word, kinds.typed_area, kinds.typed_area)
        yield areas.summed_beside, areas.summed_beside(word, full, kinds.counts)
    for limit in (0.0, 0.5, 1.0):
        yield areas.count_beyond, areas.count_beyond("<", limit, full)
        yield areas.count_beyond, areas.count_beyond(">", limit, full)
        yield areas.count_other, areas.count_other("sdr", kinds.typed_area)
    for row, each in enumerate(kinds.numbers):
        yield areas.at, values.total(areas.at(row, 0, each.value, fixed=row % 2 == 0), each)
        yield areas.column, areas.summed(areas.column(0, 0, kinds.numbers[: row + 1]))
        yield areas.line, areas.summed(areas.line(row, 0, [each, values.entered("", None), number(row * 1.5)]))
    yield areas.blank_beside_filled, areas.blank_beside_filled(kinds.typed_area, [kinds.area, kinds.counts])
    listed = [kinds.text(each) for each in ("佐藤 花子", "Bob", "—", "鈴木", "bob", "—", "佐藤 花子", "佐藤花子", "BOB")]
    shown = area(f"{listed[0].formula}:{listed[-1].formula}", [each.value for each in listed])
    yield areas.repeated, areas.repeated("—", shown)
    yield areas.repeated, areas.repeated("bob", shown)
    yield areas.repeated, areas.repeated("—", kinds.counts)
    yield areas.filled_rows, areas.filled_rows(kinds.typed_area)
    yield areas.filled_rows, areas.filled_rows(kinds.typed_area, "SDR", "⚠ 13")


def _of_letters(kinds: Kinds) -> Iterator[tuple[Callable[..., object], Live]]:
    for written in ("to keep it to the day", "ARR growth", "Win it", "3a", "顧客と会う", "x"):
        whole = kinds.text(written)
        yield letters.left, letters.left(whole, 2)
        yield letters.right, letters.right(whole, 2)
        yield letters.after_first, values.joined("=", letters.after_first(whole))
        yield letters.lower, letters.lower(whole)
        yield letters.capitalized, letters.capitalized(whole)
        yield letters.with_first_replaced, letters.with_first_replaced(values.joined(" to ", whole, " to "), " to to ", " to ")
        tests = values.contains(whole, "it"), values.is_same(whole, text("x"))
        yield values.any_of, _said(values.any_of(*tests))
        yield values.contains, _said(values.contains(text("るすくむう"), letters.right(whole, 1)))
    one = kinds.numbers[1]
    yield values.chosen, values.chosen(one, ("one", "two"))
    yield values.chosen, values.chosen(values.total(one, one), ("one", text("two")))


def _said(test: Live) -> Live:
    return values.choice(test, "yes", "no")


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Taken]:
    """A workbook of every kind in each language: cell -> what it shows."""
    made = {}
    for language in LANGUAGES:
        path = tmp_path_factory.mktemp("kinds") / f"kinds-{language}.xlsx"
        with speaking(language):
            book = Book(str(path), "kinds", date(2026, 12, 1))
            sheet = Kinds(book.sheet("kinds"))
            for function, live in every_kind(sheet):
                sheet.draw(function, live)
            book.close()
        made[path] = sheet.drawn
    return made


def test_every_kind_is_tried(tmp_path: Path):
    """A new function of live values that nobody recomputes could say two things."""
    book = Book(str(tmp_path / "kinds.xlsx"), "kinds", date(2026, 12, 1))
    sheet = Kinds(book.sheet("kinds"))
    tried = {function.__name__ for function, _ in every_kind(sheet)}
    made = {
        name
        for module in (values, areas, figures, days, letters, words)
        for name, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and name not in NO_KIND
    }
    assert made == tried


@needs_ironcalc
def test_ironcalc_finds_in_every_kind_what_python_finds(kinds: dict[Path, Taken], tmp_path: Path):
    """All carried values are destroyed first."""
    for path, drawn in kinds.items():
        computed = Computed(path, tmp_path)
        wrong = [
            (function, live, got)
            for place, (function, live) in drawn.items()
            if not same(plain(live), got := computed.value("kinds", place))
        ]
        assert [each for each in wrong if each[0] not in IRONCALC_CANNOT] == []
        assert {each[0] for each in wrong} == set(IRONCALC_CANNOT)  # what it learns is tested from then on
        assert len(drawn) > 1600


@needs_soffice
def test_libreoffice_finds_in_every_kind_what_python_finds(kinds: dict[Path, Taken], tmp_path: Path, soffice_profile: Path):
    books = recalculated(list(kinds), tmp_path, soffice_profile)
    for path, drawn in kinds.items():
        got = {place: (live, as_number(books[path]["kinds"].get(place))) for place, (_, live) in drawn.items()}
        assert [each for each in got.items() if not same(plain(each[1][0]), each[1][1])] == []


# --- every live value of a report ----------------------------------------------------------------------------------------


MONTHS: dict[str, Callable[[], MeasuredMonth]] = {
    "end": demo_month,
    "mid-month": lambda: demo_month(MID_MONTH),
    "mixed": lambda: MeasuredMonth(mixed_report()),
    "odd": lambda: MeasuredMonth(odd_report(LESS_ODD)),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[Drawn]]:
    made = {}
    for (name, month), language in product(MONTHS.items(), LANGUAGES):
        path = tmp_path_factory.mktemp("reports") / f"{name}-{language}.xlsx"
        with speaking(language):
            book = CollectingBook(str(path), name, date(2026, 12, 1))
            draw_report(book, month())
            book.close()
        made[path] = book.taken
    return made


@needs_ironcalc
@pytest.mark.xdist_group("live_values")
def test_ironcalc_finds_what_every_live_value_of_a_report_shows(reports, tmp_path: Path):
    """Cards, key figures, tables, totals, charts: what a phone shows and what Excel computes are one."""
    compared = 0
    for path, taken in reports.items():
        computed = Computed(path, tmp_path)
        found = [(each, computed.value(*each[:2])) for each in taken]
        wrong = [(*each, got) for each, got in found if not same(plain(each.live), "" if got is None else got)]  # a blank cell is ""
        assert wrong == [], path.stem
        compared += len(taken)
    assert compared > 10_000


@needs_soffice
@pytest.mark.xdist_group("live_values")
def test_libreoffice_finds_what_every_live_value_of_a_report_shows(reports, tmp_path: Path, soffice_profile: Path):
    books = recalculated(list(reports), tmp_path, soffice_profile)
    for path, taken in reports.items():
        wrong = [(*each, got) for each in taken if not same(plain(each.live), got := books[path][each.sheet].get(each.place, ""))]
        assert wrong == [], path.stem


def test_every_formula_of_a_report_is_a_live_value(reports, tmp_path: Path):
    """A formula beside its value, each written by itself, is what live values do away with."""
    for path, taken in reports.items():
        drawn = {(title, place) for title, place, live in taken if not live.is_fixed}
        assert {(each.sheet, each.address) for each in Computed(path, tmp_path).formulas} == drawn
