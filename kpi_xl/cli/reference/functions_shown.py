"""``functions``: the catalogue of the spreadsheet functions, and one function's page."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.table import Table

from kpi_xl.cli.reference.function_reference import example_result, plain_formula, when_omitted, without_add_in
from kpi_xl.cli.terminal.tables import console, new_table
from kpi_xl.functions import Function, catalogue, find
from kpi_xl.language import Text


def show_functions(name: str | None) -> None:
    """Print the page of the function called *name*, or the catalogue."""
    if name:
        _print_page(console(), find(name))
    else:
        _print_catalogue(console())


def _print_catalogue(out: Console) -> None:
    table = _text_table(Text("分類", "Category"), Text("関数", "Function"), Text("内容", "What it does"))
    table.columns[1].no_wrap = True
    for category, functions in groupby(catalogue(), key=lambda function: function.category):
        table.add_section()
        for index, function in enumerate(functions):
            table.add_row("" if index else str(category.label), function.name, str(function.help))
    out.print(table)
    out.print(str(_HOW_TO_SEE_ONE))


def _print_page(out: Console, function: Function) -> None:
    _print(out, f"={function.signature}", style="bold")
    _print(out, f"  {function.help}")
    if function.parameters:
        out.print(_arguments(function))
    for label, words in _said_of(function).items():
        _print(out, str(label), style="bold")
        _print(out, f"  {words}")


def _said_of(function: Function) -> dict[Text, str]:
    result, formula = example_result(function), plain_formula(function)
    said = {
        Text("例", "Example"): f"{function.example}{f'  →  {result}' if result else ''}",
        Text("エラーになるとき", "Errors"): str(function.errors),
        Text("アドインなし", "Without the add-in"): str(without_add_in(function)),
    }
    return {**said, Text("Excelだけで書くと", "In plain Excel"): formula} if formula else said


def _print(out: Console, line: str, style: str = "") -> None:
    """A line as it is: the terminal wraps it, so that a formula can be copied; brackets are no markup."""
    out.print(line, style=style, markup=False, soft_wrap=True)


def _arguments(function: Function) -> Table:
    table = _text_table(
        Text("引数", "Argument"), Text("内容", "Meaning"), Text("入れる値", "Takes"), Text("省略時", "When omitted")
    )
    for each in function.parameters:
        table.add_row(each.name, str(each.help), str(each.shape.label), str(when_omitted(each)))
    return table


def _text_table(*heads: Text) -> Table:
    table = new_table(*heads, left=range(len(heads)))
    for column in table.columns:
        column.overflow = "fold"  # Japanese has no spaces to break at: the default would cut it off
    return table


_HOW_TO_SEE_ONE = Text(
    "引数と例は「kpi-xl functions 関数名」で見られます。",
    "kpi-xl functions NAME shows arguments and an example.",
)
