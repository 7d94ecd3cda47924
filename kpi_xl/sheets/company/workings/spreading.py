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


def part(total: str, own: str, own_rest: str, rests: str, sums: tuple[str, str], among: str = "") -> str:
    """The whole part of a row.

    Args:
        total: what is spread, in steps.
        own: the cell of the row's exact part.
        own_rest: the cell of what it leaves.
        rests: those of all rows.
        sums: the sums of the exact parts and of the rests of the rows among which the whole is spread.
        among: an array that is 1 for these rows; "" for all.
    """
    counts = f"({among})*" if among else ""
    rank = f"1+SUMPRODUCT({counts}(({rests}>{own_rest}+{DUST})+(ABS({rests}-{own_rest})<={DUST})*(ROW({rests})<ROW({own_rest}))))"
    left = f"{floor(total)}-ROUND({sums[0]}-{sums[1]},0)"
    return f"{floor(own)}+IF({rank}<={left},1,0)"


def rest_of_a_step(total: str, own: str, shares: str) -> str:
    """What is smaller than a step stays with the largest part."""
    return f"IF(ROW({own})=MIN(ROW({shares}))-1+MATCH(MAX({shares}),{shares},0),{total}-{floor(total)},0)"


def rest_of(exact: float) -> float:
    """The value of `rest`."""
    return round(exact - math.floor(exact + TOLERANCE), 6)
