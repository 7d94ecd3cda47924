"""What Excel's function wizard says about an argument: its meaning, and what stands in when it is left out.

VBA source cannot hold Japanese, workbook.xml can: Excel keeps argument help there (MS-OFFMACRO2 2.2.2.1.1), so that it
needs no macro to set it.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from kpi_xl.functions import Function, catalogue
from kpi_xl.functions.definition.parameters import Parameter, Shape
from kpi_xl.language import Text

EXTENSION = "{8193D73E-4604-4355-AFF4-8A2333D13BE4}"
NAMESPACE = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
LONGEST = 255


def argument_descriptions() -> str:
    """The ``<ext>`` for the ``<extLst>`` of workbook.xml, in the spoken language; sorted as Excel stores names."""
    described = sorted((each for each in catalogue() if each.parameters), key=lambda function: function.name.casefold())
    functions = "".join(map(_described, described))
    names = f"<x14:definedNames>{functions}</x14:definedNames>"
    return f'<ext uri="{EXTENSION}" xmlns:x14="{NAMESPACE}">{names}</ext>'


def _described(function: Function) -> str:
    descriptions = "".join(
        f'<x14:argumentDescription index="{index}">{escape(argument_help(parameter))}</x14:argumentDescription>'
        for index, parameter in enumerate(function.parameters)
    )
    listed = f'<x14:argumentDescriptions count="{len(function.parameters)}">{descriptions}</x14:argumentDescriptions>'
    return f"<x14:definedName name={quoteattr(function.name)}>{listed}</x14:definedName>"


def argument_help(parameter: Parameter) -> str:
    """One line for the wizard, at most 255 characters.

    >>> from kpi_xl.functions.definition.parameters import REVENUE
    >>> argument_help(REVENUE)
    '売上目標（円）。省略時は KGI_AMOUNT のセル'
    """
    omitted = None if _OMITTED in parameter.help.ja else stand_in(parameter)
    line = _SENTENCES.format(help=parameter.help, omitted=omitted) if omitted else parameter.help
    return str(line)[:LONGEST]


def stand_in(parameter: Parameter) -> Text | None:
    """What stands in when *parameter* is left out; None where nothing does."""
    usual = _usual(parameter)
    if parameter.input is None:
        return usual
    return (_NAMED_ELSE if usual else _NAMED).format(name=parameter.input, usual=usual)


def _usual(parameter: Parameter) -> Text | None:
    default = parameter.default
    if parameter.shape is Shape.DIRECTION:
        return Text("以上", "higher")
    if isinstance(default, float | int):
        is_share = parameter.shape is Shape.RATE or 0 < default < 1 or "達成率" in parameter.help.ja
        default = f"{default:.0%}" if is_share else f"{default:g}"
    return Text(default, default) if default else None


_OMITTED = "省略"
"""Some helps say themselves what stands in."""
_SENTENCES = Text("{help}。省略時は {omitted}", "{help}; when omitted: {omitted}")
_NAMED = Text("{name} のセル", "the cell {name}")
_NAMED_ELSE = Text("{name} のセル（なければ {usual}）", "the cell {name} (else {usual})")
