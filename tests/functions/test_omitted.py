"""An argument that is left out means the same everywhere: to a LAMBDA of any role's workbook what it means to Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import product

import openpyxl
import pytest

from kpi_xl.definitions import ROLE_IDS
from kpi_xl.functions import Category, CellError, Function, call_cells, catalogue, lambda_text
from kpi_xl.functions.definition.parameters import Shape
from tests.functions.twins.let_formula import without_let
from tests.functions.twins.test_oracle import SAVED_AS
from tests.role_books import write_book
from tests.spreadsheet import needs_soffice, recalculated

TWINS = [each for each in catalogue() if each.has_twin and not each.is_table and each.category is not Category.SMART]
GIVEN = {
    "revenue": 3_000_000, "unit_price": 500_000, "win_rate": 0.2, "show_rate": 0.8, "appointment_rate": 0.08, "request_rate": 0.15,
    Shape.NUMBER: 5, Shape.ANY_NUMBER: 6, Shape.POSITIVE: 4, Shape.RATE: 0.5, Shape.SHARE: 0.4, Shape.DATE: date(2026, 12, 1),
    Shape.DIRECTION: "lower", Shape.TEXT: "meetings",
}  # fmt: skip
"""Whole ranges are always left out: a sheet has no way to write one into a formula."""


def calls_of(function: Function) -> Iterator[tuple[object, ...]]:
    """Its arguments with every choice of those that are left out."""
    given = [GIVEN.get(each.name, GIVEN.get(each.shape)) for each in function.parameters]
    for kept in product((True, False), repeat=len(given)):
        yield tuple(value if is_kept else None for value, is_kept in zip(given, kept, strict=True))


def computed_by_hand(function: Function, names: frozenset[str], arguments: tuple[object, ...]) -> str:
    """The LAMBDA with its arguments put in, for a spreadsheet that knows neither LAMBDA nor LET."""
    body = lambda_text(function, names).removesuffix(")").partition(",_xlfn.LET(")
    text = body[1][1:] + body[2]
    for parameter, argument in zip(function.parameters, arguments, strict=True):
        own = rf"_xlpm\.{parameter.name}_\b"
        text = re.sub(rf"_xlfn\.ISOMITTED\({own}\)", "TRUE()" if argument is None else "FALSE()", text)
        text = re.sub(own, written(argument), text)
    return "=" + re.sub(r"KPI_READ_(NUMBER|DAY)\(", "(0+", without_let(text))


def written(argument: object) -> str:
    if isinstance(argument, date):
        return f"DATE({argument.year},{argument.month},{argument.day})"
    return f'"{argument or ""}"' if argument is None or isinstance(argument, str) else repr(argument)


def named_values(book: openpyxl.Workbook) -> dict[str, object]:
    """What stands in the workbook's named cells."""
    areas = {
        name: book[title][address]
        for name, each in book.defined_names.items()
        if not name.startswith("KPI_")
        for title, address in each.destinations
    }
    return {
        name: [[_value(cell) for cell in row] for row in area] if isinstance(area, tuple) else _value(area)
        for name, area in areas.items()
    }


def _value(cell: openpyxl.cell.Cell) -> object:
    return cell.value.date() if isinstance(cell.value, datetime) else "" if cell.value is None else cell.value


@needs_soffice
@pytest.mark.xdist_group("oracle")
def test_what_is_left_out_is_the_same_to_a_workbook_and_to_python(tmp_path, soffice_profile, record_property):
    """customer_success has no APPOINTMENT_RATE: =KPI_REQUIRED_CALLS(,,,8%) takes all else from its cells there, too."""
    calls = [(function, arguments) for function in TWINS for arguments in calls_of(function)]
    names = {}
    for role in ROLE_IDS:
        path = write_book(tmp_path / f"{role}.xlsx", role)
        names[path] = named_values(openpyxl.load_workbook(path, data_only=True))
        book = openpyxl.load_workbook(path)
        sheet = book.create_sheet("Calls")
        for row, call in enumerate(calls, 1):
            sheet[f"A{row}"] = computed_by_hand(call[0], frozenset(names[path]), call[1])
        book.save(path)
    shown, wrong = recalculated(list(names), tmp_path, soffice_profile), []
    for path, values in names.items():
        for row, (function, arguments) in enumerate(calls, 1):
            wanted, got = call_cells(function.name, *arguments, names=values), shown[path]["Calls"][f"A{row}"]
            wanted = SAVED_AS.get(wanted.code, wanted.code) if isinstance(wanted, CellError) else wanted
            if got != (pytest.approx(wanted, rel=1e-9) if isinstance(wanted, float) else wanted):
                wrong.append(f"{path.stem} {function.name}{arguments}: Python {wanted!r}, spreadsheet {got!r}")
    record_property("compared", f"{len(names) * len(calls):,} calls with arguments left out, {len(wrong)} differ")
    assert not wrong, "\n".join(wrong[:20])
    assert len(calls) > 300
