"""The reference of the spreadsheet functions, one page in each language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kpi_xl.cli.reference.function_reference import example_result, plain_formula, when_omitted, without_add_in
from kpi_xl.functions import Function, catalogue
from kpi_xl.functions.calling.contents import CONTENTS, WANTED, answer
from kpi_xl.language import Text


def functions_page() -> Iterator[str]:
    """The lines of the page in the spoken language: a list of all functions, then each one's section."""
    yield f"{_INTRODUCTION}\n"
    yield f"| {_CATEGORY} | {_FUNCTION} | {_MEANING} |\n|---|---|---|"
    for function in catalogue():
        yield f"| {function.category.label} | [`{function.name}`](#{function.name.lower()}) | {_cell(function.help)} |"
    yield from _contents()
    for category, functions in groupby(catalogue(), key=lambda function: function.category):
        yield f"\n## {category.label}"
        for function in functions:
            yield from _section(function)


def _contents() -> Iterator[str]:
    """How a cell is read, whatever it holds."""
    yield f"\n## {_HOLDS_WHAT}\n\n{_SAME_ANSWER}\n"
    yield f"| {_CELL_HOLDS} | {' | '.join(map(str, WANTED.values()))} | {_WITHOUT_ADD_IN} |\n|---|{'---|' * len(WANTED)}---|"
    for content in CONTENTS:
        answers = (_answer(answer(shape, content.sample)) for shape in WANTED)
        twin = _ALIKE if content.is_read_by_twins else _NOT_READ
        yield f"| {_cell(content.label)} | {' | '.join(answers)} | {twin} |"


def _answer(value: object) -> str:
    if value is None:
        return str(_NOT_COUNTED)
    if isinstance(value, float):
        return f"{value:,.15g}"
    return f"`{value}`" if str(value).startswith("#") else str(value) or str(_EMPTY)


def _section(function: Function) -> Iterator[str]:
    yield f"\n### {function.name}\n"
    yield f"{function.help}{_STOP}\n"
    yield f"```text\n={function.signature}\n```\n"
    if function.parameters:
        yield f"| {_ARGUMENT} | {_MEANING} | {_TAKES} | {_OMITTED} |\n|---|---|---|---|"
        for each in function.parameters:
            yield f"| `{each.name}` | {_cell(each.help)} | {_cell(each.shape.label)} | {_cell(when_omitted(each))} |"
        yield ""
    result = example_result(function)
    yield f"- {_EXAMPLE}{_COLON}`{function.example}`{f' → **{result}**' if result else ''}"
    yield f"- {_ERRORS}{_COLON}{function.errors}"
    formula = plain_formula(function)
    yield f"- {_WITHOUT_ADD_IN}{_COLON}{without_add_in(function)}"
    if formula:
        yield f"- {_FORMULA}{_COLON}\n\n  ```text\n  {formula}\n  ```"


def _cell(text: Text) -> str:
    return str(text).replace("|", "\\|")


_INTRODUCTION = Text(
    """\
# 関数の一覧

*[English](functions.en.md)*

営業KPIの関数です。引数には数・セル・範囲のどれでも使え、範囲を渡すと結果も同じ形の範囲になります。
率は「20%」でも「0.2」でも、全角でも読みます（[セルの読み方](#セルに入っているものとその読み方)）。

- **引数を省略すると**、ブックの名前付きセルの値を使います。計画ブックでは `=KPI_REQUIRED_CALLS()` だけで計算します。
  空白のセルを渡したときは省略ではなく、Excelと同じく0です。
- **使える場所**：`.xlsx` のブックには関数がLAMBDAの名前として入っていて、何も入れずに使えます（Excel 365・2024・Web・
  スマートフォン）。`.xlsm` のブックとアドインではPythonが計算します（Windows）。各関数の「アドインなし」は `.xlsx` のことです。
- **入力が正しくないとき**：`.xlsm` とアドインでは、セル1つの式ならエラーの代わりに直し方の文が出ます。範囲の式では、
  そのセルだけがエラー（`#N/A` など）になり、ほかのセルは計算します。`.xlsx` のブックではどちらもエラーです。
- 端末では `kpi-xl functions` と `kpi-xl functions KPI_REQUIRED_CALLS` で同じ説明を、`kpi-xl eval` で計算結果を見られます。""",
    """\
# Functions

*[日本語](functions.md)*

The functions for sales KPIs. An argument may be a number, a cell or a range; a range gives a range of the same shape.
Rates are read as 20%, 0.2 and in full-width digits ([how cells are read](#what-a-cell-holds-and-how-it-is-read)).

- **An argument left out** is taken from the workbook's named cell: in a planning workbook `=KPI_REQUIRED_CALLS()` is enough.
  A blank cell is not left out: it is 0, as everywhere in Excel.
- **Where they work**: an `.xlsx` workbook carries the functions as LAMBDA names and needs nothing installed (Excel 365, 2024,
  web, phone). In an `.xlsm` and with the add-in, Python computes them (Windows). "Without the add-in" is about the `.xlsx`.
- **Wrong input**: in an `.xlsm` and with the add-in, a formula in one cell shows what to correct instead of an error. In a
  range only the wrong cell is an error (such as `#N/A`), the others are computed. In an `.xlsx` both are errors.
- In the terminal, `kpi-xl functions` and `kpi-xl functions KPI_REQUIRED_CALLS` show the same, `kpi-xl eval` computes.""",
)
_HOLDS_WHAT = Text("セルに入っているものと、その読み方", "What a cell holds, and how it is read")
_SAME_ANSWER = Text(
    "どこで使っても（Python・`.xlsm`・アドイン・LibreOffice・`.xlsx`）答えは同じです（Calcだけの違いは[こちら](libreoffice.md#知っておくこと)）。\n"
    "`.xlsx` は、読めないものを別の数に読みかえず、エラーにします。\n"
    "2つ以上の引数が正しくないときは、エラーや文字が、範囲外の数より先に示されます。",
    "The answer is the same everywhere (Python, `.xlsm`, add-in, LibreOffice, `.xlsx`), but for [what Calc cannot tell](libreoffice.md#in-english).\n"
    "What an `.xlsx` cannot read is an error there, never another number. Where several arguments are wrong, an error or a text is shown\n"
    "before a number out of its range.",
)
_CELL_HOLDS = Text("セルの中身", "The cell holds")
_ALIKE = Text("同じ", "the same")
_NOT_READ = Text("`#VALUE!`", "`#VALUE!`")
_NOT_COUNTED = Text("数えない", "not counted")
_EMPTY = Text("空の文字", "an empty text")
_COLON = Text("：", ": ")
_STOP = Text("。", ".")
_CATEGORY = Text("分類", "Category")
_FUNCTION = Text("関数", "Function")
_ARGUMENT = Text("引数", "Argument")
_MEANING = Text("内容", "Meaning")
_TAKES = Text("入れる値", "Takes")
_OMITTED = Text("省略したとき", "When omitted")
_EXAMPLE = Text("例", "Example")
_ERRORS = Text("エラーになるとき", "Errors")
_WITHOUT_ADD_IN = Text("アドインなし", "Without the add-in")
_FORMULA = Text("Excelだけで書くと", "In plain Excel")
