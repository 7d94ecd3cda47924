"""What a talk asks about, by a month counted by hand with 6 of 19 working days over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.attainment.conversation.talks import rounds_of
from kpi_xl.definitions import load_role
from kpi_xl.language import speaking
from kpi_xl.sheets.one_on_one import wording
from kpi_xl.targets import Plan, RolePlan
from tests.attainment.plans import member
from tests.sheets.monthly.test_company_page import month_of

SDR = load_role("inside_sales:sdr")
PLAN = Plan((RolePlan(SDR, SDR.defaults),), (member("佐々木", role="inside_sales:sdr"),))


@pytest.mark.parametrize(("handed_over", "asked", "ground"), [
    (12, "Meetings handed over: what would it take to get more?", "12 (15.8 due by now)"),
    (16, "What would help to go on like this?", "No KPI is behind"),
])  # fmt: skip
def test_where_no_kpi_is_behind_the_goal_that_is_asks(tmp_path: Path, handed_over: int, asked: str, ground: str):
    """16 appointments of the 15.8 due by now; of 15.8 hand-overs 12 are 76%, and somebody must ask why."""
    lines = ["2026-11-02,佐々木,東,資料請求,100,,,", "2026-11-04,佐々木,東,アポイント,16,,,A", f"2026-11-05,佐々木,東,商談,{handed_over},,,B"]
    month = month_of(tmp_path, *lines, plan=PLAN, as_of=date(2026, 11, 10))
    ((talk,),) = (each.talks for each in rounds_of(month, PLAN.members))
    with speaking("en"):
        said = [str(words) for words in wording.question(talk.question)]
    assert said == [asked, ground, ""]
