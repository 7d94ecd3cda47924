"""Excel twins: each function in plain Excel, put into a formula (`expand`) or into a LAMBDA name (`lambda_text`).

A twin names its arguments in braces; numbers and days have been read (`readings`) by then. An argument that is omitted
means the same in every workbook, whatever the workbook has names for: what stands in, else the error that Python gives.
"""

from __future__ import annotations

import re
from collections.abc import Set

from kpi_xl.functions.definition.parameters import Parameter
from kpi_xl.functions.definition.registry import Function, catalogue, find
from kpi_xl.functions.twins.guards import guarded
from kpi_xl.functions.twins.readings import NO_NUMBER, reading_names, reading_of
from kpi_xl.functions.twins.variables import optional, variable
from kpi_xl.rounding import TOLERANCE


def up(expression: str) -> str:
    """Round up as `kpi_xl.rounding.round_up` does. CEILING, because LibreOffice's ROUNDUP keeps only 12 digits."""
    return f"CEILING({expression}*(1-{TOLERANCE:.0E}),1)"


def expand(formula: str, workbook_names: Set[str] = frozenset()) -> str:
    """Replace every call of ours in *formula* by its twin, arguments put in; what is omitted stands in by name.

    Arguments are numbers, or blank: what is typed as a text is read by `readings` first.

    >>> expand("=KPI_PACE(A1,B1,C1,20)")
    '=IF((((A1)+0)*0=0)*(((B1)+0)>=1E-09)*(((C1)+0)>=1E-09)*(((20)+0)>=1E-09),((A1)+0)/(((B1)+0)*((C1)+0)/((20)+0)),NA())'

    Raises:
        ValueError: a function that has no twin is called.
    """
    start = _find_call(formula)
    if start is None:
        return formula
    opening = formula.index("(", start)
    closing, arguments = call_arguments(formula, opening)
    function = find(formula[start:opening])
    expanded = _twin_with([expand(argument, workbook_names) for argument in arguments], function, workbook_names)
    return formula[:start] + expanded + expand(formula[closing + 1 :], workbook_names)


def with_inputs(formula: str, workbook_names: Set[str]) -> str:
    """Give every call of ours in *formula* what it takes from the workbook: Excel then knows which cells it follows.

    What Excel does not see in the parentheses has to be computed at every change of any cell.

    >>> with_inputs("KPI_PER_WEEK(KPI_REQUIRED_DEALS(A1),PLAN_MONTH)", {"UNIT_PRICE", "HOLIDAYS"})
    'KPI_PER_WEEK(KPI_REQUIRED_DEALS(A1,UNIT_PRICE),PLAN_MONTH,HOLIDAYS)'
    """
    start = _find_call(formula)
    if start is None:
        return formula
    opening = formula.index("(", start)
    closing, arguments = call_arguments(formula, opening)
    parameters = find(formula[start:opening]).parameters
    given = [with_inputs(argument, workbook_names) for argument in arguments]
    given += [""] * (len(parameters) - len(given))
    whole = [_handed_over(each, argument, workbook_names) for each, argument in zip(parameters, given, strict=True)]
    while whole and not whole[-1]:
        whole.pop()
    return f"{formula[:opening]}({','.join(whole)}){with_inputs(formula[closing + 1 :], workbook_names)}"


def _handed_over(parameter: Parameter, argument: str, workbook_names: Set[str]) -> str:
    """The argument; where it is left out, the input that stands in, or its default in a workbook without that input."""
    if argument.strip() or not parameter.input:
        return argument
    has_stand_in = parameter.input in workbook_names or parameter.default is not None
    return _stand_in(parameter, workbook_names) if has_stand_in else argument


def lambda_names(workbook_names: Set[str]) -> dict[str, str]:
    """The names under which a workbook has all functions that plain Excel can say, and their formulas."""
    return reading_names() | {each.name: lambda_text(each, workbook_names) for each in catalogue() if each.has_twin}


def lambda_text(function: Function, workbook_names: Set[str]) -> str:
    """The function as a LAMBDA for a defined name of a workbook that has *workbook_names*.

    Raises:
        ValueError: the function has no twin.
    """
    twin, names = twin_of(function), [parameter.name for parameter in function.parameters]
    given = function.must_be_given
    heads = [*map(variable, names[:given]), *map(optional, names[given:])]
    values = {name: variable(f"{name}_read") for name in names}
    lets = [f"{values[each.name]},{_read(each, workbook_names)}" for each in function.parameters]
    return f"=_xlfn.LAMBDA({','.join(heads)},_xlfn.LET({','.join(lets)},{twin.format(**values)}))"


def _read(parameter: Parameter, workbook_names: Set[str]) -> str:
    """The argument as the twin takes it: what stands in where it is omitted, what is typed as a text read."""
    own, reading = variable(parameter.name), reading_of(parameter)
    given = f"IF(_xlfn.ISOMITTED({own}),{_stand_in(parameter, workbook_names)},{own})"
    return given if reading is None else f"{reading.name}({given})"


def _twin_with(arguments: list[str], function: Function, workbook_names: Set[str]) -> str:
    padded = arguments + [""] * (len(function.parameters) - len(arguments))
    values = {}
    for parameter, argument in zip(function.parameters, padded, strict=True):
        given = argument if argument.strip() else _stand_in(parameter, workbook_names)
        values[parameter.name] = f"({given})" if reading_of(parameter) is None else f"(({given})+0)"
    return twin_of(function).format(**values)


def twin_of(function: Function) -> str:
    """The plain Excel formula, which refuses what Python refuses, with ``{parameter}`` where an argument goes. Its texts
    are in the spoken language: those of a workbook are in the language that the workbook was written in.

    Raises:
        ValueError: the function has no twin.
    """
    if function.formula is None:
        raise ValueError(f"{function.name} has no plain Excel twin")
    conditions = [rule.condition for rule in function.rules if rule.condition]
    return guarded(str(function.formula), function.parameters, conditions)


def _stand_in(parameter: Parameter, workbook_names: Set[str]) -> str:
    """What an omitted argument is. A name that the workbook does not have is #NAME?, until somebody defines it."""
    name, default = parameter.input, parameter.default
    if name and (name in workbook_names or default is None):
        return name
    if default is None:
        return NO_NUMBER
    return f'"{default}"' if isinstance(default, str) else f"{default:g}"


def _find_call(formula: str) -> int | None:
    """Where the first KPI_…( outside quotes begins."""
    for match in re.finditer(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'|(?<![\w.])(KPI_\w+)\(', formula):
        if match[1]:
            return match.start(1)
    return None


def call_arguments(formula: str, opening: int) -> tuple[int, list[str]]:
    """The matching parenthesis of *opening* and the arguments between them."""
    depth, begin, arguments, quote = 0, opening + 1, [], ""
    for index in range(opening, len(formula)):
        char = formula[index]
        if quote or char in "\"'":
            quote = "" if char == quote else (quote or char)
        elif char in "({":
            depth += 1
        elif char in ")}":
            depth -= 1
        if not quote and ((char == "," and depth == 1) or depth == 0):
            arguments.append(formula[begin:index])
            begin = index + 1
        if depth == 0 and not quote:
            return index, arguments if arguments != [""] else []
    raise ValueError(f"unbalanced parentheses in {formula}")
