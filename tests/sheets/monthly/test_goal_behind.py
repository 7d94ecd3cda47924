"""The fourth card where every KPI below the goal is in order: counted by hand for a month with 6 of 19 working days over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.definitions import load_role
from kpi_xl.targets import Plan, RolePlan
from tests.attainment.plans import member
from tests.sheets.monthly.test_company_page import month_of
from tests.sheets.monthly.test_monthly import cells, drawn

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning", "ignore:Conditional Formatting:UserWarning")

SDR = load_role("inside_sales:sdr")
PLAN = Plan((RolePlan(SDR, SDR.defaults),), (member("佐々木", role="inside_sales:sdr"),))


@pytest.mark.parametrize(("handed_over", "language", "name", "note"), [
    (12, "ja", "商談引き渡し数", "ペース比76.0% ×"), (12, "en", "Meetings handed over", "Pace 76.0% ×"),
    (16, "ja", "すべて目安以上", "ペース比101.3% ○"), (16, "en", "All on pace", "Pace 101.3% ○"),
])  # fmt: skip
def test_the_goal_is_named_where_it_alone_is_behind(tmp_path: Path, handed_over: int, language: str, name: str, note: str):
    """16 appointments of the 15.8 due by now, 16% of 100 requests; 12 hand-overs of 15.8 are 76%: that is not 'all on target'."""
    lines = ["2026-11-02,佐々木,東,資料請求,100,,,", "2026-11-04,佐々木,東,アポイント,16,,,A", f"2026-11-05,佐々木,東,商談,{handed_over},,,B"]
    month = month_of(tmp_path, *lines, plan=PLAN, as_of=date(2026, 11, 10))
    said = [str(value) for sheet in cells(drawn(tmp_path, month, language=language)).values() for value in sheet.values()]
    assert "すべて達成" not in said
    assert "All on target" not in said
    place = said.index("ペース比が最も低いKPI" if language == "ja" else "Lowest pace")
    assert name in said[place : place + 12]
    assert note in said[place : place + 12]
