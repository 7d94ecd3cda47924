"""Formulas that the engine is known to compute otherwise than spreadsheets do: said in a way that it gets right, or not asked.

IronCalc 0.9 takes blank cells for 0 where MATCH looks for the last number, tests only one cell where SUMPRODUCT asks ISNUMBER
of many, and knows no range between two INDEX. `tests/hosts/files/recalculation` compares all formulas of ours with LibreOffice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl.hosts.files.recalculation.own_functions import split

_AREA = r"(?:'(?:[^']|'')+'!)?\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+|[A-Z][A-Z_0-9]{3,}"
_PLACE = r"(?:[^(),]|\([^()]*\))+"
_LAST_NUMBER = re.compile(rf"MATCH\(9\.9E\+307,({_AREA})\)")
_SUM_WHERE_KNOWN = re.compile(rf"SUMPRODUCT\(ISNUMBER\(({_AREA})\)\*({_AREA})\)")
_BETWEEN = re.compile(rf"INDEX\(({_AREA}),({_PLACE})\):INDEX\(\1,({_PLACE})\)")


def translated(formula: str) -> str:
    """The formula as the engine computes it right; the same text where it does anyway.

    >>> translated("MATCH(9.9E+307,$D$9:$D$20)")
    'SUMPRODUCT(MAX(($D$9:$D$20<"")*(ROW($D$9:$D$20)-MIN(ROW($D$9:$D$20))+1)))'
    >>> translated("AVERAGE(INDEX($D$9:$D$20,MAX(1,Q27-2)):INDEX($D$9:$D$20,Q27))")
    'AVERAGE(OFFSET($D$9:$D$20,(MAX(1,Q27-2))-1,0,(Q27)-(MAX(1,Q27-2))+1,1))'
    >>> translated('SUMPRODUCT((A1:A9="x")*ISNUMBER(B1:B9))+SUMPRODUCT(ISNUMBER(FIND("a",B1:B9))*1)')
    'SUMPRODUCT((A1:A9="x")*(B1:B9<""))+SUMPRODUCT((IFERROR(FIND("a",B1:B9),"")<"")*1)'
    """
    if not _MAY_DIFFER.search(formula):
        return formula
    found = _LAST_NUMBER.sub(r'SUMPRODUCT(MAX((\1<"")*(ROW(\1)-MIN(ROW(\1))+1)))', formula)
    found = _SUM_WHERE_KNOWN.sub(r'SUMIF(\1,">=-9.9E+307",\2)', found)
    found = _BETWEEN.sub(r"OFFSET(\1,(\2)-1,0,(\3)-(\2)+1,1)", found)
    return _with_numbers_compared(found) if "SUMPRODUCT(" in found else found


def takes_areas(formula: str) -> bool:
    """Whether the engine must take its areas as a whole: as loaded, it would give one cell of each to most functions."""
    return "SUMPRODUCT(" in formula


def is_unsure(formula: str) -> bool:
    """Whether the engine is not to be believed, whatever it says.

    >>> is_unsure("VLOOKUP(A1,B1:C9,2)"), is_unsure("VLOOKUP(A1,B1:C9,2,FALSE)"), is_unsure("SUMPRODUCT(ISTEXT(A1:A9)*1)")
    (True, False, True)
    >>> is_unsure('MATCH(A1,{"a","b"},0)'), is_unsure("LOOKUP(2,1/(A1:A9>0),A1:A9)")
    (False, True)
    """
    if not _MAY_DIFFER.search(formula):
        return False
    text = _TEXT.sub('""', translated(formula))
    if _NEVER.search(text) or ("SUMPRODUCT(" in text and _TESTS.search(text)):
        return True
    return any(
        len(arguments) < count or arguments[count - 1].strip().upper() not in _EXACT
        for function, arguments in _calls(text, _SEARCH)
        for count in (3 if function == "MATCH" else 4,)
    )


def _with_numbers_compared(formula: str) -> str:
    """ISNUMBER asked of many cells: numbers come before all texts, the empty one too; blank cells are equal to it."""
    found, position = "", 0
    for match in _IS_NUMBER.finditer(formula):
        if match.start() < position:
            continue
        end = _closing(formula, match.end())
        asked = formula[match.end() : end]
        compared = asked if _REFERENCE.fullmatch(asked) else f'IFERROR({asked},"")'
        found += f'{formula[position : match.start()]}({compared}<"")'
        position = end + 1
    return found + formula[position:]


def _calls(text: str, name: re.Pattern[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Calls of functions with their arguments."""
    for match in name.finditer(text):
        yield match[1], split(text[match.end() : _closing(text, match.end())])


def _closing(text: str, at: int) -> int:
    """Where the bracket closes that was opened before *at*; brackets in texts do not count."""
    depth, is_text = 1, False
    for place in range(at, len(text)):
        mark = text[place]
        is_text ^= mark == '"'
        depth += 0 if is_text else {"(": 1, ")": -1}.get(mark, 0)
        if not depth:
            return place
    return len(text)


_MAY_DIFFER = re.compile(r"MATCH\(|LOOKUP\(|AGGREGATE\(|FREQUENCY\(|SUMPRODUCT\(|\)\s*:|:\s*INDEX\(")
"""Most formulas have none of these."""
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_SEARCH = re.compile(r"\b(MATCH|VLOOKUP|HLOOKUP)\(")
_EXACT = ("0", "FALSE", "FALSE()")
_NEVER = re.compile(r"(?<![\w.])(?:X?LOOKUP|XMATCH|AGGREGATE|FREQUENCY)\(|\)\s*:|:\s*INDEX\(")
_IS_NUMBER = re.compile(r"\bISNUMBER\(")
_REFERENCE = re.compile(rf"(?:{_AREA}|\$?[A-Z]{{1,3}}\$?\d+)")
_TESTS = re.compile(rf"\bIS[A-Z]+\((?:{_AREA})\)")
