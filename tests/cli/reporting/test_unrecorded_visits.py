"""Visits that hardly anybody writes down, at three points of a month: ``report`` breaks where meetings and wins break; counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.cli.reporting.outlook import outlook_dicts
from kpi_xl.targets import Plan
from tests.activity.logs import NOVEMBER, write_log
from tests.attainment.plans import FIELD, member

ROWS = (
    "04,佐藤,訪問,2,", "04,佐藤,商談,8,", "05,鈴木,商談,7,", "06,佐藤,受注,1,500000", "12,佐藤,商談,6,", "12,鈴木,商談,5,", "13,鈴木,受注,2,1000000",
    "20,佐藤,商談,8,", "20,鈴木,商談,10,", "26,佐藤,受注,2,1000000", "27,鈴木,受注,2,1000000",
)  # fmt: skip
DAYS = {
    date(2026, 11, 10): (-1_394_737, "win_rate", {"meetings": -263_158, "win_rate": -1_131_579}),
    date(2026, 11, 16): (-1_657_895, "win_rate", {"meetings": -439_879, "win_rate": -1_218_016}),
    None: (-2_500_000, "meetings", {"meetings": -1_436_364, "win_rate": -1_063_636}),
}


@pytest.mark.parametrize("day", DAYS)
def test_a_team_breaks_where_its_meetings_and_wins_do(tmp_path, day: date | None):
    """600万円 from 60 meetings at 20%, 2 visits of 76; key persons on nobody's record.

    On the 10th 6/19 are due: 15 meetings of 18.95 (a = 0.7917), 1 of 15 won of 20% (b = 1/3): (1 - a)(1 + b) / 2 and (1 - b)(1 + a) / 2
    of 189.47万円. On the 16th 10/19: 26 of 31.58, 3 of 26. At the end 44 of 60, 7 of 44.
    """
    lines = [f"2026-11-{day_},{who},東,{kind},{count},{yen},,," for day_, who, kind, count, yen in (row.split(",") for row in ROWS)]
    plan = Plan((Plan.standard(FIELD).roles[0],), (member("佐藤"), member("鈴木")))
    with open_log(write_log(tmp_path, *lines)) as log:
        found = outlook_dicts(measured_month(log, plan, NOVEMBER, day))
    team = next(each for each in found if each["kind"] == "total")
    gap, bottleneck, costs = DAYS[day]
    assert (team["gap"]["yen"], team["gap"]["bottleneck"]) == (gap, bottleneck)
    assert {kpi: yen for kpi, yen in team["bottleneck_yen"].items() if yen} == pytest.approx(costs, abs=1)
