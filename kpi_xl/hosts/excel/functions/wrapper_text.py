"""The VBA module that puts our functions into cells: each hands its arguments to Python and shows the answer.

xlwings writes such a module at run time, for which the user must trust access to the VBA project; this one is written
ahead of time and ships in the workbook. It makes the same calls and adds what xlwings does not do: a result follows
the named cells it was computed from, an error is Excel's own, and an add-in reads the workbook of the calling cell
(xlwings hands over the active one, which may be another while Excel recalculates).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kpi_xl.functions import Function, catalogue
from kpi_xl.hosts.excel.functions.cell_values import ERRORS
from kpi_xl.hosts.excel.functions.vba_words import variable

Kind = Literal["xlsm", "xlam"]
MODULE = "KpiXlUdfs"
PYTHON_MODULE = "kpi_xl.hosts.excel.udfs"
LONGEST_DESCRIPTION = 255


def wrapper_module(kind: Kind) -> str:
    """The module's source: CRLF, ASCII, the same for the same registry.

    Args:
        kind: ``"xlsm"`` takes omitted inputs from the workbook that holds the module, ``"xlam"`` from that of the
            calling cell.
    """
    functions = (line for function in catalogue() for line in _wrapped(function))
    book, finding_it = ("ThisWorkbook", []) if kind == "xlsm" else ("CallersBook()", [_CALLERS_BOOK])
    computed = _COMPUTED.format(module=PYTHON_MODULE, book=book)
    cases = "\n".join(f'            Case "{text}": InCell = CVErr({number})' for number, text in ERRORS.items())
    parts = [_HEAD, *functions, computed, _IN_CELLS.format(cases=cases), *finding_it]
    return "\n".join(parts).replace("\n", "\r\n")


def _wrapped(function: Function) -> Iterator[str]:
    name = function.name
    variables = [variable(parameter) for parameter in function.parameters]
    yield f"Function {name}({_signature(function)}) As Variant"
    yield f'Attribute {name}.VB_Description = "{_description(function)}"'
    yield f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n14"'
    named = [f"IsMissing({variable(parameter)})" for parameter in function.parameters if parameter.input]
    if named:
        yield f"    If {' Or '.join(named)} Then Application.Volatile"
    yield f'    {name} = Computed("{name}", Array({", ".join(variables)}))'
    yield "End Function\n"


def _signature(function: Function) -> str:
    """The parameters as VBA declares them."""
    words = [f"{variable(parameter)} As Variant" for parameter in function.parameters]
    given = function.must_be_given
    return ", ".join([*words[:given], *(f"Optional {word}" for word in words[given:])])


def _description(function: Function) -> str:
    """One line for the function wizard. VBA source cannot hold Japanese, so it is English everywhere.

    Raises:
        UnicodeEncodeError: it holds a character that VBA source cannot.
    """
    line = function.help.en.translate(_SIGNS)[:LONGEST_DESCRIPTION]
    line.encode("ascii")
    return line.replace('"', '""')


_SIGNS = str.maketrans({"○": "good", "△": "fair", "×": "poor", "？": "?"})

_HEAD = f"""\
Attribute VB_Name = "{MODULE}"
Option Explicit
' Written by kpi-xl from its list of functions; changes are lost with the next version.
' Excel sees only what stands in the parentheses: a call that reads a named cell has to be computed every time.
"""

_COMPUTED = """\
Private Function Computed(name As String, arguments As Variant) As Variant
#If Mac Then
    Computed = "Needs Excel for Windows; the .xlsx workbook computes here, too"
#Else
    If IsObject(Application.Caller) Then On Error GoTo failed
    Computed = InCells(XLPy.CallUDF("{module}", name, arguments, {book}, Application.Caller))
    Exit Function
failed:
    Computed = Err.Description
#End If
End Function
"""

_IN_CELLS = """\
Private Function InCells(ByVal answer As Variant) As Variant
    Dim row As Long, column As Long
    If IsTable(answer) Then
        For row = LBound(answer, 1) To UBound(answer, 1)
            For column = LBound(answer, 2) To UBound(answer, 2)
                answer(row, column) = InCell(answer(row, column))
            Next column
        Next row
    ElseIf IsArray(answer) Then
        For column = LBound(answer) To UBound(answer)
            answer(column) = InCell(answer(column))
        Next column
    Else
        answer = InCell(answer)
    End If
    InCells = answer
End Function

' Python hands over an error as its text.
Private Function InCell(value As Variant) As Variant
    InCell = value
    If VarType(value) = vbString Then
        Select Case value
{cases}
        End Select
    End If
End Function

Private Function IsTable(answer As Variant) As Boolean
    On Error Resume Next
    IsTable = UBound(answer, 2) >= LBound(answer, 2)
End Function
"""

_CALLERS_BOOK = """\
Private Function CallersBook() As Object
    If IsObject(Application.Caller) Then
        Set CallersBook = Application.Caller.Worksheet.Parent
    Else
        Set CallersBook = ActiveWorkbook
    End If
End Function
"""
