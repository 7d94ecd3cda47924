"""``kpi-xl functions``: the catalogue, and one function's page."""

from __future__ import annotations

import pytest

from kpi_xl.functions import catalogue


def flat(text):
    """Output without the places where the terminal broke its lines."""
    return "".join(text.split())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_catalogue_names_every_function_with_what_it_does(run, language):
    """Whoever does not know the functions starts here; nothing may be cut off."""
    said = run("functions", "--lang", language)
    assert said.status == 0
    for function in catalogue():
        assert function.name in said.out
        assert flat(getattr(function.help, language)) in flat(said.out), function.name
    assert all(getattr(function.category.label, language) in said.out for function in catalogue())
    assert "…" not in said.out


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_function_has_its_page(run, language):
    """Signature, arguments, example, errors: what a person needs to write the formula."""
    for function in catalogue():
        said = run("functions", function.name, "--lang", language)
        assert said.status == 0
        assert f"={function.signature}\n" in said.out
        assert getattr(function.help, language) in said.out
        assert all(f"\n {parameter.name} " in said.out for parameter in function.parameters)
        assert getattr(function.examples, language) in said.out
        assert getattr(function.errors, language) in said.out


def test_a_page_shows_what_the_example_gives(run):
    """A formula with its result is understood at once; brackets of optional arguments are there."""
    said = run("functions", "kpi_required_calls")
    assert "=KPI_REQUIRED_CALLS(revenue, unit_price, win_rate, appointment_rate, [show_rate])" in said.out
    assert "=KPI_REQUIRED_CALLS(10000000,500000,20%,5%)  →  2,000" in said.out


def test_an_unknown_function_names_the_nearest(run):
    """One line, exit status 2."""
    said = run("functions", "KPI_REQUIRED_CALS")
    assert (said.status, said.out) == (2, "")
    assert said.err == "関数：「KPI_REQUIRED_CALS」という関数はありません。もしかして「KPI_REQUIRED_CALLS」ですか。\n"
