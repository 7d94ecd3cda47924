"""LET formulas with each name replaced by what it stands for, for a spreadsheet that has no LET."""

from __future__ import annotations

import re

LET = "_xlfn.LET("


def without_let(formula: str) -> str:
    """*formula* with the innermost LET taken out first."""
    while LET in formula:
        start = formula.rindex(LET)
        end, parts = _arguments(formula, start + len(LET))
        *bound, result = parts
        values: dict[str, str] = {}
        for name, value in zip(bound[::2], bound[1::2], strict=True):
            values[name] = _put_in(value, values)
        formula = formula[:start] + _put_in(result, values) + formula[end:]
    return formula


def _put_in(formula: str, values: dict[str, str]) -> str:
    return re.sub(r"_xlpm\.\w+", lambda name: values.get(name[0], name[0]), formula)


def _arguments(formula: str, begin: int) -> tuple[int, list[str]]:
    """The end of a call behind its bracket, and its arguments."""
    depth, quoted, parts, place = 0, False, [], begin
    for index in range(begin, len(formula)):
        char = formula[index]
        if char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char in "({":
            depth += 1
        elif char in ")}" and depth:
            depth -= 1
        elif char in ",)" and not depth:
            parts.append(formula[place:index])
            place = index + 1
            if char == ")":
                return place, parts
    raise ValueError(f"unbalanced: {formula}")
