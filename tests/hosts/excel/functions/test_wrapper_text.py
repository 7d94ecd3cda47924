"""The VBA module that ships ready-made, held against what xlwings writes at run time."""

from __future__ import annotations

import re

import pytest

from kpi_xl.functions import catalogue
from kpi_xl.hosts.excel.functions.cell_values import ERRORS
from kpi_xl.hosts.excel.functions.vba_words import variable
from kpi_xl.hosts.excel.functions.wrapper_text import MODULE, PYTHON_MODULE, wrapper_module

THEIRS = re.compile(r'^ +(KPI_\w+) = XLPy\.CallUDF\("([\w.]+)", "(\w+)", Array\((.*)\), (\w+), Application\.Caller\)', re.MULTILINE)
OURS = re.compile(r'^ +(KPI_\w+) = Computed\("(\w+)", Array\((.*)\)\)', re.MULTILINE)
BOTH = pytest.mark.parametrize("kind", ["xlsm", "xlam"])


def functions_of(module):
    """Name -> source of each public function."""
    return {match[1]: match[0] for match in re.finditer(r"^Function (\w+)\(.*?^End Function", module, re.MULTILINE | re.DOTALL)}


def test_calls_are_those_that_xlwings_would_write(excel):
    """Python gets the same arguments in the same order: ``call_udf`` reads them by place."""
    (theirs,) = excel.answers(("wrapper", "xlsm"))
    module = wrapper_module("xlsm").replace("\r\n", "\n")
    calls = {(cell, PYTHON_MODULE, name, arguments) for cell, name, arguments in OURS.findall(module)}
    assert {found[:4] for found in THEIRS.findall(theirs)} == calls
    assert len(calls) == len(catalogue())
    assert f'XLPy.CallUDF("{PYTHON_MODULE}", name, arguments, ThisWorkbook, Application.Caller)' in module


def test_an_add_in_reads_the_workbook_of_the_calling_cell():
    """xlwings passes the active workbook, and Excel recalculates volatile cells of all open ones."""
    module = wrapper_module("xlam")
    assert "name, arguments, CallersBook(), Application.Caller)" in module
    assert "ThisWorkbook" not in module
    assert "CallersBook" not in wrapper_module("xlsm")


@BOTH
def test_the_source_is_what_a_vba_project_takes(kind):
    """A line too long, a Japanese letter or a lone LF, and Excel repairs the file by dropping every macro."""
    module = wrapper_module(kind)
    assert module == wrapper_module(kind)
    assert module.startswith(f'Attribute VB_Name = "{MODULE}"\r\n')
    assert module.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", module)
    assert len(MODULE) <= 31
    assert max(map(len, module.splitlines())) <= 1023
    assert module.isascii()


@BOTH
def test_blocks_are_closed(kind):
    """One procedure left open, and no module of the project compiles."""
    lines = [line.strip() for line in wrapper_module(kind).splitlines()]
    opened = [line for line in lines if re.match(r"(Private )?Function ", line)]
    assert len(opened) == lines.count("End Function")
    assert sum(line.startswith("For ") for line in lines) == sum(line.startswith("Next ") for line in lines)
    assert sum(bool(re.match(r"If .* Then$", line)) for line in lines) == lines.count("End If")
    assert sum(line.startswith("#If ") for line in lines) == lines.count("#End If")
    names = re.findall(r"^(?:Private )?Function (\w+)", "\n".join(lines), re.MULTILINE)
    assert len({name.casefold() for name in names}) == len(names)


def test_only_a_call_that_reads_a_named_cell_is_volatile():
    """Excel computes a volatile cell at every change of any cell: calls that name all their arguments are spared."""
    functions = functions_of(wrapper_module("xlsm").replace("\r\n", "\n"))
    for function in catalogue():
        named = [f"IsMissing({variable(each)})" for each in function.parameters if each.input]
        volatile = re.findall(r"If (.*) Then Application\.Volatile", functions[function.name])
        assert volatile == ([" Or ".join(named)] if named else []), function.name
        assert bool(volatile) == function.reads_names


def test_arguments_that_nothing_stands_in_for_are_required():
    """Excel itself then refuses the formula; VBA wants every argument behind an optional one optional."""
    functions = functions_of(wrapper_module("xlsm").replace("\r\n", "\n"))
    assert "KPI_LANDING(actual As Variant, elapsed As Variant, total As Variant)" in functions["KPI_LANDING"]
    assert "(pipeline As Variant, target As Variant, Optional won As Variant)" in functions["KPI_COVERAGE"]
    for source in functions.values():
        assert not re.search(r"Optional \w+ As Variant, (?!Optional)", source.splitlines()[0])


def test_no_argument_is_a_word_of_vba():
    """``end`` is one: as a variable it is a syntax error, which takes the whole project down."""
    functions = functions_of(wrapper_module("xlsm").replace("\r\n", "\n"))
    assert "KPI_WORKING_DAYS(start As Variant, end_ As Variant, Optional holidays As Variant)" in functions["KPI_WORKING_DAYS"]


def test_every_function_has_its_line_in_the_wizard():
    """Category 14 is "user defined"; the line is English, because VBA source cannot hold Japanese."""
    module = wrapper_module("xlsm").replace("\r\n", "\n")
    for function in catalogue():
        described = re.search(rf'^Attribute {function.name}\.VB_Description = "(.+)"$', module, re.MULTILINE)
        assert described
        assert len(described[1]) >= 10
        assert f'Attribute {function.name}.VB_ProcData.VB_Invoke_Func = " \\n14"' in module


def test_errors_become_excels_own():
    """IFERROR and a total over the results must see them."""
    module = wrapper_module("xlsm")
    assert 'Case "#N/A": InCell = CVErr(2042)' in module
    assert all(f'Case "{text}": InCell = CVErr({number})' in module for number, text in ERRORS.items())
