"""Every function in cells of LibreOffice Calc, against `call_cells`."""

from __future__ import annotations

import os
import signal
from datetime import date

import pytest

from kpi_xl.functions import catalogue, find
from tests.hosts.excel.generated import arguments_of
from tests.hosts.libreoffice.call_sheet import SHEET, Call, write_calls
from tests.hosts.libreoffice.office import installed_office
from tests.spreadsheet import needs_soffice

pytestmark = [needs_soffice, pytest.mark.xdist_group("libreoffice")]

EACH = 55
"""Calls of each function."""
NAMES = {"KGI_AMOUNT": 10_000_000, "UNIT_PRICE": 500_000, "WIN_RATE": 0.2, "APPOINTMENT_RATE": 0.05}
GOAL = ("put", {"B1": 10_000_000, "B2": 500_000, "B3": 0.2})
NAMED = ("name", {"KGI_AMOUNT": "$B$1", "UNIT_PRICE": "$B$2", "WIN_RATE": "$B$3"})


def test_every_function_answers_as_in_python(office, tmp_path, record_property):
    """Good and bad arguments in cells and columns of an .xlsx, as Excel would save it."""
    calls = [Call(function, arguments) for function in catalogue() for arguments in arguments_of(function, EACH)]
    places = write_calls(tmp_path / "calls.xlsx", calls, NAMES)
    got = office("values_of", str(tmp_path / "calls.xlsx"), SHEET, f"A1:E{places[-1].row + 10}", limit=120)
    wrong = []
    for call, place in zip(calls, places, strict=True):
        shown = [got[place.row + down][: len(row)] for down, row in enumerate(place.wanted)]
        if not place.keeps(shown):
            wrong.append(f"{call.function.name}{tuple(call.arguments)}: Python {place.wanted}, Calc {shown}")
    cells = sum(len(row) for place in places for row in place.wanted)
    record_property("compared", f"{cells:,} cells of {len(catalogue())} functions in the extension, {len(wrong)} differ")
    assert not wrong, "\n".join(wrong[:20])
    assert cells > 4_500


def test_dates_count_from_where_the_workbook_counts(office, tmp_path):
    """A workbook of an old Mac counts days from 1904: its November 2026 has 19 working days all the same."""
    days, closed = [date(2026, 11, 1), date(2026, 11, 30)], [[date(2026, 11, 4)], [""], [date(2026, 11, 23)]]
    calls = [
        Call(find("KPI_WORKING_DAYS"), [*days, None]),
        Call(find("KPI_WORKING_DAYS"), [*days, closed]),
        Call(find("KPI_PER_DAY"), [3000, [[day] for day in days], closed]),
        Call(find("KPI_PER_WEEK"), [3000, days[0], "2026-11-04"]),
    ]
    places = write_calls(tmp_path / "old_mac.xlsx", calls, NAMES, counts_from_1904=True)
    got = office("values_of", str(tmp_path / "old_mac.xlsx"), SHEET, f"A1:E{places[-1].row + 3}")
    assert [row[:1] for row in got[: places[-1].row + 1] if row[0] != ""] == [row for place in places for row in place.wanted]


def test_omitted_inputs_follow_the_named_cells(office):
    """=KPI_REQUIRED_MEETINGS() is what stands in the role workbooks: an input that is typed must reach it at once."""
    before, after = office("on_a_sheet", [
        GOAL, NAMED, ("put", {"A1": "=KPI_REQUIRED_MEETINGS()", "A2": "=KPI_REQUIRED_MEETINGS(B1;B2)", "A3": "=A1*2"}),
        ("read", "A1", "A2", "A3"), ("put", {"B1": 20_000_000}), ("read", "A1", "A2", "A3"),
    ])  # fmt: skip
    assert (before, after) == ([100, 100, 200], [200, 200, 400])


def test_an_argument_is_given_where_the_workbook_lacks_its_cell(office):
    """There is no APPOINTMENT_RATE; all that stands before it is left out."""
    ((shown,),) = office("on_a_sheet", [GOAL, NAMED, ("put", {"A1": "=KPI_REQUIRED_CALLS(;;;0.08)"}), ("read", "A1")])
    assert shown == 1250


def test_a_name_that_comes_or_moves_is_seen(office):
    """Names are made, and moved to other cells, while the formulas stand there."""
    without, with_names, moved = office("on_a_sheet", [
        GOAL, ("put", {"A1": "=KPI_REQUIRED_DEALS()", "C1": 1_000_000}), ("read", "A1"),
        NAMED, ("put", {"A1": "=KPI_REQUIRED_DEALS()"}), ("read", "A1"),
        ("name", {"KGI_AMOUNT": "$C$1"}), ("put", {"A1": "=KPI_REQUIRED_DEALS()"}), ("read", "A1"),
    ])  # fmt: skip
    assert (without, with_names, moved) == ([("#NAME?",)], [20], [2])


def test_an_error_in_a_named_cell_is_shown(office):
    """It must not be taken for a blank cell, which counts as 0."""
    ((shown,),) = office("on_a_sheet", [GOAL, NAMED, ("put", {"B1": "=1/0", "A1": "=KPI_REQUIRED_DEALS()"}), ("read", "A1")])
    assert shown == ("#DIV/0!",)


def test_a_blank_cell_is_no_omitted_argument(office):
    """A row without a rate must not be computed with the workbook's."""
    ((shown,),) = office("on_a_sheet", [GOAL, NAMED, ("put", {"A1": "=KPI_REQUIRED_MEETINGS(B1;B2;C9)"}), ("read", "A1")])
    assert shown == ("#N/A",)


def test_a_blank_goal_column_is_empty_text(office):
    """Calc hands a blank cell over as 0: "0" would pass for the KPI's name."""
    ((shown,),) = office("on_a_sheet", [("put", {"A1": '=KPI_SMART("営業成績を向上させる";B1;B2;B3;B4;B5)'}), ("read", "A1")])
    assert shown == "S× M× A？ R？ T×"


def test_a_range_with_an_error_shows_errors_only(office):
    """Calc refuses such a range before we see it; no cell may show a figure that passes over the error."""
    ((shown,),) = office("on_a_sheet", [
        ("put", {"B1": 10, "B2": "=1/0", "B3": 20}), ("array", {"A1:A3": "=KPI_REQUIRED_DEALS(B1:B3;2)"}), ("read", "A1:A3"),
    ])  # fmt: skip
    assert shown == [[(504,)]] * 3


def test_tables_and_columns_follow_their_cells(office):
    """An array of results is computed anew when a cell of its range changes."""
    before, after = office("on_a_sheet", [
        ("put", {"B1": 10, "B2": 20, "B3": 3}), ("array", {"A1:A2": "=KPI_REQUIRED_DEALS(B1:B2;B3)"}), ("read", "A1:A2"),
        ("put", {"B2": 50}), ("read", "A1:A2"),
    ])  # fmt: skip
    assert (before, after) == ([[[4], [7]]], [[[4], [17]]])


# --- the worker ------------------------------------------------------------------------------------------------------

WORKER = "kpi_xl.hosts.libreoffice.worker"
DEALS = ("put", {"A1": "=KPI_REQUIRED_DEALS(10;5)"}), ("read", "A1")


def test_a_worker_that_was_ended_is_started_again(office):
    """Somebody's clean-up may end it; the next cell must not show an error for that."""
    assert office("on_a_sheet", DEALS) == [[2]]
    os.kill(office.process_running(WORKER), signal.SIGKILL)
    assert office("on_a_sheet", DEALS) == [[2]]


def test_a_missing_python_is_an_error_in_the_cells_and_no_hang(programs, tmp_path):
    """Python was replaced: a sheet full of calls says #NAME? at once, as for functions that are not there."""
    without = installed_office(programs, tmp_path, "--headless", interpreter="/gone/python")
    try:
        column = ("put", {f"A{row}": "=KPI_REQUIRED_DEALS(10;5)" for row in range(1, 101)}), ("read", "A1:A100")
        assert without("on_a_sheet", column, limit=20) == [[[[("#NAME?",)]] * 100]]
    finally:
        without.kill()


def test_who_does_not_use_our_functions_pays_nothing(programs, tmp_path):
    """No Python of ours is started for other people's spreadsheets."""
    office = installed_office(programs, tmp_path, "--headless")
    try:
        office("on_a_sheet", [("put", {"A1": "=1+1"}), ("read", "A1")])
        assert office.process_running(WORKER) is None
        office("on_a_sheet", DEALS)
        assert office.process_running(WORKER) is not None
    finally:
        office.close()
