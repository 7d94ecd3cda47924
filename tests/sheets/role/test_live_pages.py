"""The pages of a role workbook: Python, LibreOffice and IronCalc find the same in every live value."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from kpi_xl.definitions import load_role
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.live.values import ERROR
from kpi_xl.sheets.role import draw_role_workbook
from tests.ironcalc_engine import Computed, destroyed, needs_ironcalc, same
from tests.role_books import ROLES, demanding_settings
from tests.sheets.live.collecting import CollectingBook, Drawn, as_number, plain
from tests.spreadsheet import needs_soffice, recalculated


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[Drawn]]:
    """Every role in both languages, with ordinary formulas, which all engines read."""
    made = {}
    for role_id, language in product(ROLES, LANGUAGES):
        path, role = tmp_path_factory.mktemp("pages") / f"{role_id.replace(':', '-')}-{language}.xlsx", load_role(role_id)
        with speaking(language):
            book = CollectingBook(str(path), role_id, date(2026, 12, 1), kind=FormulaKind.PLAIN)
            draw_role_workbook(book, role, demanding_settings(role))
            book.close()
        made[path] = book.taken
    return made


@needs_ironcalc
@pytest.mark.xdist_group("live_pages")
def test_ironcalc_finds_what_every_live_value_of_a_page_shows(books: dict[Path, list[Drawn]], tmp_path: Path):
    """All carried values are destroyed first."""
    compared = 0
    for path, taken in books.items():
        computed = Computed(path, tmp_path)
        wrong = [(*each, got) for each in taken if not same(plain(each.live), got := computed.value(*each[:2]))]
        assert wrong == [], path.stem
        compared += len(taken)
    assert compared > 11_000


@needs_soffice
@pytest.mark.xdist_group("live_pages")
def test_libreoffice_finds_what_every_live_value_of_a_page_shows(
    books: dict[Path, list[Drawn]], tmp_path: Path, soffice_profile: Path
):
    found = recalculated(list(books), tmp_path, soffice_profile)
    for path, taken in books.items():
        wrong = [(*each, got) for each in taken if not same(plain(each.live), got := as_number(found[path][each.sheet].get(each.place, "")))]
        assert wrong == [], path.stem


def test_every_formula_of_a_page_is_a_live_value(books: dict[Path, list[Drawn]], tmp_path: Path):
    """A formula beside its value, each written by itself, is what live values do away with."""
    for path, taken in books.items():
        drawn = {(each.sheet, each.place) for each in taken if not each.live.is_fixed}
        assert {(each.sheet, each.address) for each in destroyed(path, tmp_path / "copy.xlsx")} == drawn, path.stem
        assert len(drawn) > 900


def test_no_cell_of_a_new_workbook_is_an_error(books: dict[Path, list[Drawn]]):
    """What cannot be computed yet shows a dash: a #VALUE! in a new workbook is ours, not the reader's."""
    assert [each for taken in books.values() for each in taken if each.live.value == ERROR] == []
