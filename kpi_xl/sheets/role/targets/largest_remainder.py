"""The working out of a largest-remainder allocation: a share, its whole part, what that leaves, and the place of this rest.

Rests are forgiven their binary dust, so that a spreadsheet and Python give a step to the same row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Sequence

from kpi_xl.sheets.live.areas import Area, area, summed
from kpi_xl.sheets.live.values import Live, cell, choice, compared, difference, number, rounded, total, whole_part
from kpi_xl.sheets.role.parts.target_layout import KPI_FIELDS

PLACES = 6
"""Decimals of a rest."""
DUST = Live("0.000002", 0.000002, is_fixed=True)
"""Up to this two rests are equal: far above binary dust, far below any real difference."""
_DUST_STEPS = 2

Address = Callable[[str, int, bool], str]
"""The cell of a field in a row, fixed or not."""


class LargestRemainder:
    """The working out of some rows, one below the other.

    Args:
        address: where each field of a row stands.
        shares: what each row would get, not rounded.
        counts: 1 for each row that counts; the others have no place of their own.
    """

    def __init__(self, address: Address, shares: Sequence[Live], counts: Area | None = None) -> None:
        self._address, self.shares = address, shares
        self._share_column = self._area("share", shares).address
        share_cells = self._cells("share", shares)
        self.floors = [whole_part(total(share, DUST)) for share in share_cells]
        floor_cells = self._cells("floor", self.floors)
        pairs = zip(share_cells, floor_cells, strict=True)
        self.remainders = [rounded(difference(share, floored), PLACES) for share, floored in pairs]
        self.ranks = _ranks(self._area("remainder", self.remainders), self._cells("remainder", self.remainders), counts)
        self._given, self._first_largest = summed(self._area("floor", self.floors)), _first_largest(shares)

    def row(self, row: int) -> dict[str, Live]:
        """Field -> what its cell shows."""
        columns = (self.shares, self.floors, self.remainders, self.ranks)
        return {field: column[row] for field, column in zip(KPI_FIELDS, columns, strict=True)}

    def part(self, row: int, whole: Live, fixed: bool = False) -> Live:
        """A row's part of the *whole*: its floor, a step where its rank earns one, the rest of a step for the largest."""
        share, floored, _, rank = (
            cell(self._address(field, row, fixed), worked.value) for field, worked in self.row(row).items()
        )
        steps = whole_part(total(whole, DUST))
        step = choice(compared(rank, "<=", difference(steps, self._given)), number(1), number(0))
        shares = self._share_column
        is_largest = Live(f"ROW({share})=MIN(ROW({shares}))-1+MATCH(MAX({shares}),{shares},0)", row == self._first_largest)
        return total(floored, step, choice(is_largest, difference(whole, steps), number(0)))

    def _cells(self, field: str, column: Sequence[Live]) -> list[Live]:
        return [cell(self._address(field, row, False), each.value) for row, each in enumerate(column)]

    def _area(self, field: str, column: Sequence[Live]) -> Area:
        first, last = (self._address(field, row, True) for row in (0, len(column) - 1))
        return area(f"{first}:{last}", [each.value for each in column])


def _ranks(rests: Area, cells: Sequence[Live], counts: Area | None) -> list[Live]:
    """The place of each rest among those that count, largest first, the earlier cell on a tie."""
    steps = [round(rest * 10**PLACES) for rest in rests.numbers]
    counted = [True] * len(steps) if counts is None else [value == 1 for value in counts.values]
    ordered = sorted(step for step, is_counted in zip(steps, counted, strict=True) if is_counted)
    earlier: list[int] = []
    ranks = []
    for step, is_counted, own in zip(steps, counted, cells, strict=True):
        larger = len(ordered) - bisect_right(ordered, step + _DUST_STEPS)
        equal = bisect_right(earlier, step + _DUST_STEPS) - bisect_left(earlier, step - _DUST_STEPS)
        ranks.append(Live(_rank(rests.address, own.formula, counts), float(1 + larger + equal)))
        if is_counted:
            insort(earlier, step)
    return ranks


def _rank(rests: str, own: str, counts: Area | None) -> str:
    is_earlier = f"(ABS({rests}-{own})<={DUST})*(ROW({rests})<ROW({own}))"
    counted = f"({counts.address}=1)*" if counts else ""
    return f"1+SUMPRODUCT({counted}(({rests}>{own}+{DUST})+{is_earlier}))"


def _first_largest(shares: Sequence[Live]) -> int:
    values = [share.value for share in shares]
    return max(range(len(values)), key=lambda row: (values[row], -row))
