"""Every function as Excel calls it: through xlwings' own ``call_udf``, with values as COM brings them."""

from __future__ import annotations

import importlib
from datetime import date
from decimal import Decimal

import pytest

from kpi_xl.functions import CellError, call, call_cells, catalogue
from tests.functions.library.test_goals_of_own_roles import GOAL, SUPPORT
from tests.hosts.excel.generated import DIVISION, NOT_AVAILABLE, arguments_of, seen_by_python
from tests.hosts.excel.pretended_excel import NAMES, pretended_excel
from tests.hosts.excel.pretended_windows import STANDS_AT

EACH = 40
"""Calls of each function."""


def in_cells(result):
    """A result of `call_cells` as xlwings hands it to VBA: errors as text, one cell or one row without its brackets."""
    if isinstance(result, CellError):
        return str(result)
    if isinstance(result, list) and len(result) == 1:
        return in_cells(result[0])
    return [in_row(each) for each in result] if isinstance(result, list) else result


def in_row(value):
    return [in_row(each) for each in value] if isinstance(value, list) else getattr(value, "code", value)


def test_every_function_answers_in_excel_as_in_python(excel):
    """Good and bad arguments in cells and columns of the sheet: Excel on Windows is where people will see them."""
    cases = [(function.name, arguments) for function in catalogue() for arguments in arguments_of(function, EACH)]
    questions = (("call", name, [_in_sheet(each) for each in arguments], NAMES) for name, arguments in cases)
    wrong = []
    for (name, arguments), (got, _) in zip(cases, excel.answers(*questions), strict=True):
        wanted = in_cells(call_cells(name, *map(seen_by_python, arguments), names=NAMES))
        if got != wanted:
            wrong.append(f"{name}{tuple(arguments)}: Python {wanted}, Excel {got}")
    assert not wrong, "\n".join(wrong[:20])
    assert len(cases) == EACH * len(catalogue())


def _in_sheet(argument):
    return argument if argument is None or isinstance(argument, list) else ("cell", argument)


@pytest.mark.parametrize("function", catalogue(), ids=lambda function: function.name)
def test_the_generated_arguments_are_good_and_bad_ones(function):
    """If every call were refused, or none, the comparison above would say little."""
    results = [in_cells(call_cells(function.name, *map(seen_by_python, arguments), names=NAMES))
               for arguments in arguments_of(function, EACH)]  # fmt: skip
    assert len({str(result) for result in results}) > 3


def test_omitted_inputs_come_from_the_callers_workbook(excel):
    """=KPI_REQUIRED_CALLS() is what stands in the role workbooks; each of two open books has its own goal."""
    asked = ("call", "KPI_REQUIRED_CALLS", [None] * 5)
    first, second = excel.answers((*asked, NAMES), (*asked, {**NAMES, "KGI_AMOUNT": 5_000_000}))
    assert (first[0], second[0]) == (2000, 1000)
    assert excel.cell("KPI_REQUIRED_MEETINGS", None, None, 0.4) == 50
    lacks_a_rate = {name: value for name, value in NAMES.items() if name != "APPOINTMENT_RATE"}
    assert excel.cell("KPI_REQUIRED_CALLS", None, None, None, 0.08, names=lacks_a_rate) == 1250


def test_the_words_of_a_companys_own_role_are_read_beside_its_workbook(excel, tmp_path):
    """Each of two open books has its own role; one without a definition beside it reads the goal without it."""
    (tmp_path / "support.toml").write_text(SUPPORT, encoding="utf-8")
    beside = {"BOOK_ROLE": "support", STANDS_AT: str(tmp_path / "book.xlsm")}
    asked = ("call", "KPI_SMART", [GOAL])
    with_words, without, elsewhere = excel.answers((*asked, beside), (*asked, NAMES), (*asked, {**beside, STANDS_AT: "Book1"}))
    assert [signs for signs, _ in (with_words, without, elsewhere)] == ["S○ M○ A○ R○ T○", "S○ M○ A○ R△ T○", "S○ M○ A○ R△ T○"]


def test_names_of_a_copied_sheet_are_not_meant(excel):
    """A colleague copies ②現状 and tries another rate there: the workbook's own cell still stands in."""
    with_copy = {"'②現状 (2)'!WIN_RATE": 0.9, **NAMES}
    assert excel.cell("KPI_REQUIRED_MEETINGS", None, None, None, names=with_copy) == 100
    only_a_copy = {name: value for name, value in with_copy.items() if name != "WIN_RATE"}
    assert excel.cell("KPI_REQUIRED_MEETINGS", None, None, None, names=only_a_copy).startswith("KPI_REQUIRED_MEETINGS.win_rate")


def test_the_workbook_is_asked_only_for_what_is_left_out_and_once(excel):
    """Each question crosses a process: a column of formulas with all their arguments must not ask at all."""
    full, some = excel.answers(
        ("call", "KPI_REQUIRED_MEETINGS", [10_000_000, 500_000, 0.2], NAMES),
        ("call", "KPI_REQUIRED_MEETINGS", [None, 500_000, None], NAMES),
    )
    assert (full, some) == ((100, 0), (100, 2))


def test_a_blank_cell_is_no_omitted_argument(excel):
    """A row without a rate must not be computed with the workbook's: xlwings makes None of both."""
    assert excel.cell("KPI_REQUIRED_MEETINGS", 10_000_000, 500_000, ("cell", None)).startswith("win_rate")


def test_a_missing_name_is_named(excel):
    """The message says which cell to make, and it is one line: it stands in a cell."""
    with_goal_only = excel.cell("KPI_REQUIRED_DEALS", None, None, names={"KGI_AMOUNT": 1})
    assert with_goal_only == (
        "KPI_REQUIRED_DEALS.unit_price：引数「平均受注単価（円）」がありません。"
        "値を指定するか、UNIT_PRICE という名前のセルを用意してください。"
    )


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ([[10_000_000], [3_000_000]], [[20], [6]]),
        ([[10_000_000, 3_000_000]], [20, 6]),
        ([[10_000_000, 3_000_000], [500_000, 1]], [[20, 6], [1, 1]]),
    ],
)
def test_a_range_answers_in_its_shape(excel, given, shown):
    """A column spills down, a row to the right."""
    assert excel.cell("KPI_REQUIRED_DEALS", given, 500_000) == shown


def test_a_wrong_cell_of_a_range_is_an_error_and_leaves_the_others(excel):
    """A total over the results must fail there rather than pass over a text; #DIV/0! stays #DIV/0!."""
    given = [[10_000_000], [-1], ["多い"], [DIVISION], [3_000_000]]
    assert excel.cell("KPI_REQUIRED_DEALS", given, 500_000) == [[20], ["#N/A"], ["#VALUE!"], ["#DIV/0!"], [6]]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (25, "win_rate：「25」は使えません。率は0より大きく100%以下です。25%は「25%」または「0.25」と入力してください。"),
        ("多い", "win_rate：「多い」は数として読めません。成約率（商談あたりの受注）を指定してください。"),
        (NOT_AVAILABLE, "win_rate：「#N/A」はエラーです。元のセルを直してください。"),
    ],
)
def test_a_formula_that_stands_alone_says_what_to_correct(excel, wrong, message):
    """Nobody looks up what #N/A means when the cell can say it."""
    assert excel.cell("KPI_REQUIRED_MEETINGS", 10_000_000, 500_000, ("cell", wrong)) == message


def test_messages_speak_the_language_of_the_environment():
    """English complete, in Excel too."""
    with pretended_excel(KPI_XL_LANG="en") as english:
        shown = english.cell("KPI_REQUIRED_MEETINGS", 10_000_000, 500_000, 25)
    assert shown == "win_rate: got '25'; a rate is above 0 and at most 100%. Write 25% as 25% or 0.25."


@pytest.mark.parametrize("typed", ["20%", "２０％", Decimal("0.2"), 0.2])
def test_rates_are_read_as_cells_hold_them(excel, typed):
    """Text from a CRM, full width from an input method, Decimal from a cell in currency format."""
    assert excel.cell("KPI_REQUIRED_MEETINGS", ("cell", Decimal(10_000_000)), "50万円", ("cell", typed)) == 100


def test_dates_are_read_as_com_brings_them(excel):
    """pywin32 makes a date with a time zone; holidays come as a column, with blanks at its end."""
    days = [date(2026, 11, 1), date(2026, 11, 30)]
    assert excel.cell("KPI_WORKING_DAYS", *(("cell", day) for day in days)) == call("KPI_WORKING_DAYS", *days) == 19
    assert excel.cell("KPI_WORKING_DAYS", *(("cell", day) for day in days), [[date(2026, 11, 4)], [None]]) == 20


def test_days_that_a_formula_computes_count_from_where_the_workbook_counts(excel):
    """DATE(2026,11,1) is 46327 in most workbooks, 44865 in those of old Macs: four years lie between them."""
    old = {**NAMES, "counts from 1904": True}
    assert excel.cell("KPI_WORKING_DAYS", 46327.0, 46356.0) == 19
    assert excel.cell("KPI_WORKING_DAYS", 44865.0, 44894.0, names=old) == 19
    days = [("cell", date(2026, 11, 1)), ("cell", date(2026, 11, 30))]
    assert excel.cell("KPI_WORKING_DAYS", *days, names=old) == 19


def test_large_numbers_stay_numbers(excel):
    """A whole number beyond 32 bits would reach VBA as a type that a cell cannot show."""
    assert isinstance(excel.cell("KPI_REQUIRED_COUNT", 5_000_000_000, 0.5), float)


def test_the_module_is_imported_where_there_is_no_excel():
    """The command line and these tests run on any machine; there xlwings' decorators do nothing."""
    udfs = importlib.import_module("kpi_xl.hosts.excel.udfs")
    assert all(callable(getattr(udfs, function.name)) for function in catalogue())
