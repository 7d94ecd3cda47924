"""Readings: a number or a day typed as a text, as the twins read it in plain Excel.

Excel's own way would take "1/2" for a day of this year and "1,5" for 15. A twin reads what `kpi_xl.units.parse_number` reads, or gives
#VALUE!: never another number. It is the stricter of the two: 5e3, 5k and 1億2千万 are errors to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from kpi_xl.functions.definition.parameters import Parameter, Shape
from kpi_xl.functions.twins.variables import variable

NO_NUMBER = 'VALUE("?")'
"""#VALUE!"""


@dataclass(frozen=True)
class Reading:
    """A formula that reads a cell: steps that name the cell and the steps before them in braces, and the result of the last."""

    name: str  #: under which a workbook has it, beside the functions that call it
    steps: tuple[tuple[str, str], ...]
    result: str

    @property
    def lambda_text(self) -> str:
        """The formula as Excel stores it under a name."""
        names = {name: variable(name) for name in ("cell", *(name for name, _ in self.steps))}
        steps = ",".join(f"{names[name]},{step.format(**names)}" for name, step in self.steps)
        read = f"_xlfn.LET({steps},{self.result.format(**names)})"
        return f"=_xlfn.LAMBDA({names['cell']},{_unless_text(names['cell'], read)})"

    def in_cells(self, cell: str) -> str:
        """The same for a spreadsheet that has no LAMBDA: long, as every step stands wherever it is named."""
        values = {"cell": cell}
        for name, step in self.steps:
            values[name] = step.format(**values)
        return _unless_text(cell, self.result.format(**values))


def _unless_text(cell: str, read: str) -> str:
    """``+0`` makes a blank 0; an empty text, such as a formula gives, is one too. A column without texts is not looked through."""
    return f'IF(OR(ISTEXT({cell})),IF(ISTEXT({cell}),IF(TRIM(ASC({cell}))="",0,{read}),{cell}+0),{cell}+0)'


def reading_of(parameter: Parameter) -> Reading | None:
    """How an argument is read; None where the twin takes it as it is."""
    if parameter.shape.is_text or parameter.shape.is_whole_range:
        return None
    return _DAY if parameter.shape is Shape.DATE else _NUMBER


def reading_names() -> dict[str, str]:
    """The LAMBDA names that those of the functions call, and their formulas."""
    return {reading.name: reading.lambda_text for reading in (_NUMBER, _DAY)}


def _replaced(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        text = f'SUBSTITUTE({text},"{old}","{new}")'
    return text


# The first character is marked by ^, the last by |, so that signs are read at the beginning only and units at the end.
# Powers of ten become exponents: 1,000万 is 1,000E4. What ends in an exponent is a number to Excel, or nothing.
_SIGNS = (("▲", "-"), ("△", "-"), ("−", "-"), ("^¥", "^"), ("^$", "^"), ("^-¥", "^-"))
_UNITS = tuple((f"{unit}|", "!") for unit in "円件人社名日点回")
_POWERS = (("百万|", "E6"), ("千|", "E3"), ("万|", "E4"), ("億|", "E8"), ("|", "E0"))
# 1億2,000万 is 億 and below it 万: four digits, written out as 12000万. Any other sum of powers is an error to a twin.
_HIGH, _LOW = 'MID({marked},2,FIND("億",{marked})-2)', 'MID({marked},FIND("億",{marked})+1,FIND("万|",{marked})-FIND("億",{marked})-1)'
_JOINED = (
    'IF(ISNUMBER(FIND("億",{marked})*FIND("万|",{marked})),'
    '"^"&TEXT(VALUE({high}),"0")&IF(({high}=TEXT(VALUE({high}),"0"))*(({low}=TEXT(VALUE({low}),"0"))+({low}=TEXT(VALUE({low}),"#,##0"))>0)'
    '*(VALUE({low})<10000),TEXT(VALUE({low}),"0000"),"?")&"万|",{marked})'
)
_MARKED = '"^"&TRIM(ASC(SUBSTITUTE({cell},"￥","¥")))&"|"'
_NUMBER = Reading(
    "KPI_READ_NUMBER",
    steps=(
        ("marked", _replaced(_MARKED, *chain(_SIGNS, [("%|", "E-2")], _UNITS, [("!", "|")]))),
        ("high", _HIGH),
        ("low", _LOW),
        ("joined", _JOINED),
        ("words", "SUBSTITUTE(" + _replaced("{joined}", *_POWERS) + ',"^","",1)'),
        ("digits", 'LEFT({words},FIND("E",{words})-1)'),
        ("plain", 'SUBSTITUTE({digits},",","")'),
        ("whole", 'LEFT({digits},FIND(".",{digits}&".")-1)'),
    ),
    result='IF((({digits}={plain})+({whole}=TEXT(TRUNC(VALUE({plain}&"E0")),"#,##0"))>0)*(RIGHT({digits},1)<>"."),'
    'VALUE(SUBSTITUTE({words},",","")),' + NO_NUMBER + ")",
)  # fmt: skip
"""Commas count where they part thousands."""

_DAY = Reading(
    "KPI_READ_DAY",
    steps=(
        ("words", "TRIM({cell})"),
        ("bar", "MID({words},5,1)"),
        ("years", 'VALUE(LEFT({words},4)&"E0")'),
        ("months", 'VALUE(MID({words},6,2)&"E0")'),
        ("days", 'VALUE(MID({words},9,2)&"E0")'),
        ("dated", "DATE({years},{months},{days})"),
    ),
    result='IF(({words}=TEXT({years},"0000")&{bar}&TEXT({months},"00")&{bar}&TEXT({days},"00"))*(({bar}="-")+({bar}="/"))'
    "*(YEAR({dated})={years})*(MONTH({dated})={months})*(DAY({dated})={days}),{dated}," + NO_NUMBER + ")",
)  # fmt: skip
"""2026-11-30 or 2026/11/30, and a day that there is."""
