"""Workbooks whose formulas Excel has bound to the add-in: ``[1]!KPI_GAP(A1,B1)`` in the file is our function like any other."""

from __future__ import annotations

import pytest

from kpi_xl.cli.planning.templating import templates_folder
from tests.cli.conftest import GOOD, HEADER
from tests.linked_books import bound_to_the_addin


@pytest.fixture
def books(tmp_path) -> tuple[str, str]:
    """As it was made, and as Excel saved it with the add-in open; both under one name."""
    made = tmp_path / "made" / "plan.xlsm"
    bound = tmp_path / "bound" / "plan.xlsm"
    for path in (made, bound):
        path.parent.mkdir()
    made.write_bytes((templates_folder() / "field_sales.xlsm").read_bytes())
    assert bound_to_the_addin(made, bound) > 50
    return str(made), str(bound)


@pytest.mark.parametrize(
    "command", [("check", "{book}", "--json"), ("report", "{log}", "--plan", "{book}", "--month", "2026-11", "--json")]
)
def test_the_answer_is_that_of_the_workbook_as_it_was_made(run, tmp_path, books, command):
    """On the computer of a colleague the add-in's file lies elsewhere, or nowhere: the plan is the same."""
    log = tmp_path / "log.csv"
    log.write_text(HEADER + GOOD, encoding="utf-8")
    answers = [run(*(word.format(book=book, log=log) for word in command)) for book in books]
    assert answers[0].status == answers[1].status == 0
    assert answers[0].out.replace("/made/", "/bound/") == answers[1].out
    assert len(answers[0].out) > 200


def test_a_formula_copied_from_excel_is_computed(run):
    """Excel shows the place of an add-in that it does not find, or a name of the workbook, or @."""
    for shown in (r"='C:\Users\花子\kpi_xl.xlam'!{}", "=[1]!{}", "=@{}", "=@plan.xlsm!{}"):
        said = run("eval", shown.format("KPI_REQUIRED_DEALS(3000000,500000)"))
        assert (said.status, said.out.strip()) == (0, "6"), shown
