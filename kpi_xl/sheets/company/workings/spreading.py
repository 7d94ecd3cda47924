"""A whole spread over rows by weights so that the parts sum to it: the largest remainder in three cells a row.

The twin of `kpi_xl.targets.allocate`: the exact part, what its whole part leaves, the part. Binary dust is forgiven as the
role workbook forgives it.
"""

from __future__ import annotations

import math

from kpi_xl.sheets.company.workings.texts import DUST, floor

TOLERANCE = float(DUST)


def share(total: str, weight: str, weights: str) -> str:
    """The exact part of a row, 0 where nobody has a weight; *weights* is their sum."""
    return f"IF({weights}=0,0,{total}*{weight}/{weights})"


def rest(own: str) -> str:
    """What the whole part leaves of an exact one."""
    return f"ROUND({own}-{floor(own)},6)"


def part(total: str, own: str, own_rest: str, rests: str, sums: tuple[str, str]) -> str:
    """The whole part of a row.

    Args:
        total: what is spread, in steps.
        own: the cell of the row's exact part.
        own_rest: the cell of what it leaves.
        rests: those of all rows.
        sums: the sums of the exact parts and of the rests.
    """
    left = f"{floor(total)}-ROUND({sums[0]}-{sums[1]},0)"
    return f"{floor(own)}+IF({place(own_rest, rests)}<={left},1,0)"


def place(own: str, values: str, among: tuple[str, str] | None = None) -> str:
    """The place of a row's value, the largest first, the earlier row of two that are equal: counted, for arrays take every spreadsheet longer.

    *among*: the cells that are alike in the rows that count, and the row's own; None: all rows do.
    """
    alike, alike_so_far = (f"{among[0]},{among[1]},", f"{_down_to(*among)},{among[1]},") if among else ("", "")
    so_far = _down_to(values, own)
    larger = f'COUNTIFS({alike}{values},">"&{own}+{DUST})'
    return f'{larger}+COUNTIFS({alike_so_far}{so_far},">="&{own}-{DUST},{so_far},"<="&{own}+{DUST})'


def _down_to(column: str, own: str) -> str:
    """
    >>> _down_to("$U$74:$U$573", "U80")
    '$U$74:U80'
    """
    return f"{column.partition(':')[0]}:{own}"


def rest_of_a_step(total: str, own: str, shares: str) -> str:
    """What is smaller than a step stays with the largest part."""
    return f"IF(ROW({own})=MIN(ROW({shares}))-1+MATCH(MAX({shares}),{shares},0),{total}-{floor(total)},0)"


def rest_of(exact: float) -> float:
    """The value of `rest`."""
    return round(exact - math.floor(exact + TOLERANCE), 6)
