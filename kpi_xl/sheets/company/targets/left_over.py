"""What is left over in each team once every member has the whole part of what is his or hers: on 計算, a row a team.

The largest remainder among the members of one team: the steps left over go to the largest rests. How many there are, and the
smallest rest that has one, are worked out once a team; a member's cell compares the own rest with it. Rests differ by row, so
that of two that are equal the earlier has the larger.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.company.workings.layout import TeamColumn
from kpi_xl.sheets.company.workings.page import LIGHT, Workings
from kpi_xl.sheets.company.workings.spreading import TOLERANCE
from kpi_xl.sheets.company.workings.team_targets import TargetCells
from kpi_xl.sheets.company.workings.texts import floor

ROW_STEP = "1E-10"
"""By so much a rest is smaller than an equal one in the row above: far above binary dust; all rows of a sheet make less than a real difference."""
NOBODY = 2
"""No rest reaches it: each is below 1, and 1 is added to it, so that none is 0, as those of other teams are."""
_REST = LIGHT.but(num_format="0.000000")


def rest(exact: str) -> str:
    """What the whole part leaves of the exact one, in its row."""
    return f"{exact}-{floor(exact)}-ROW()*{ROW_STEP}"


def rest_of(exact: float, row: int) -> float:
    """The value of `rest`; *row* is counted from 0."""
    return exact - math.floor(exact + TOLERANCE) - (row + 1) * float(ROW_STEP)


def has_one_more(own_rest: str, least_rests: str, team: str) -> str:
    """1 for a member among those who have one more."""
    return f"IF(1+{own_rest}>=INDEX({least_rests},{team}),1,0)"


class LeftOver:
    """The two columns of one KPI.

    Args:
        workings: where they stand.
        cells: the KPI of a group.
        step: what a part is a whole number of.
        columns: of the members: the numbers of their teams, their exact parts, their rests.
    """

    def __init__(self, workings: Workings, cells: TargetCells, step: int, columns: Sequence[str]) -> None:
        self.workings, self.cells, self.step = workings, cells, step
        self.teams, self.exacts, self.rests = columns

    def draw(self, row: int, whole: float, shares: Mapping[int, float]) -> None:
        """The *row* of a team: its *whole* beside the exact *shares* of its members, by the rows where they stand."""
        a1, cells = self.workings.page.canvas.a1, self.cells
        team, part = a1(row, TeamColumn.NUMBER), a1(row, cells.part)
        in_steps = part if self.step == 1 else f"{part}/{self.step}"
        sums = [f"SUMIFS({column},{self.teams},{team})" for column in (self.exacts, self.rests)]
        left = math.floor(whole / self.step + TOLERANCE) - exact_sum(math.floor(each + TOLERANCE) for each in shares.values())
        self.workings.write(row, cells.left, f"{floor(in_steps)}-ROUND({sums[0]}-{sums[1]},0)", left)
        own = a1(row, cells.left)
        ranked = f"LARGE(({self.teams}={team})*(1+{self.rests}),MIN({own},ROWS({self.rests})))"
        least = _least([rest_of(each, own_row) for own_row, each in shares.items()], int(left))
        self.workings.write(row, cells.least_rest, f"IF({own}<1,{NOBODY},SUMPRODUCT({ranked}))", least, _REST)


def _least(rests: Sequence[float], left: int) -> float:
    """The smallest of the so many largest, with 1 added; other teams' members count as 0."""
    if left < 1:
        return NOBODY
    return 1 + sorted(rests, reverse=True)[left - 1] if left <= len(rests) else 0
