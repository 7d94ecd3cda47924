"""On how many cases a figure rests, by small logs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpi_xl.attainment.diagnosis.cases import cases_of
from kpi_xl.attainment.report.few import FEW_CASES, are_few
from kpi_xl.definitions import load_role
from kpi_xl.targets import Plan
from tests.attainment.plans import FIELD, report_of, result

MONTH = ["2026-11-02,山田,東,訪問,40,,,,", "2026-11-02,山田,東,商談,25,,,,", "2026-11-10,山田,東,受注,4,2000000,,A,"]


@pytest.mark.parametrize(
    ("kpi", "cases"),
    [
        ("win_rate", 25),  # tried in 25 meetings
        ("average_order", 4),  # over 4 deals
        ("meetings", 40),  # 25 of 40 visits
        ("visits_per_week", 11),  # nothing comes before them: 40 in 3.8 weeks
    ],
)
def test_a_figure_rests_on_what_it_was_tried_on_or_counts(tmp_path: Path, kpi: str, cases: int):
    assert cases_of(result(report_of(tmp_path, Plan.standard(FIELD), *MONTH), "山田"), kpi) == cases


def test_where_nothing_tells_the_number_of_cases_is_unknown(tmp_path: Path):
    """No survey was answered; and a role without a funnel does not say how many meetings a rate was tried in."""
    success = load_role("customer_success")
    asked = result(report_of(tmp_path, Plan.standard(success), "2026-11-02,山田,東,契約中顧客,3,,,A,"), "山田")
    assert cases_of(asked, "satisfaction") is None
    bare = replace(FIELD, funnel=())
    assert cases_of(result(report_of(tmp_path, Plan.standard(bare), *MONTH), "山田"), "win_rate") is None


def test_few_is_less_than_twenty():
    """An unknown number is not called few: there would be nothing to show for it."""
    assert [are_few(cases) for cases in (None, 0, FEW_CASES - 1, FEW_CASES)] == [False, True, True, False]
