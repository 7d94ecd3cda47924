"""On how many cases a figure rests, by small logs."""

from __future__ import annotations

from pathlib import Path

from kpi_xl.attainment.diagnosis.split import GapSplit, gap_split
from kpi_xl.attainment.report.few import FEW_CASES, are_few
from kpi_xl.definitions import load_role
from kpi_xl.targets import Plan
from tests.attainment.plans import FIELD, report_of, result

MONTH = [
    "2026-11-02,山田,東,訪問,40,,,,", "2026-11-02,山田,東,商談,25,,,,", "2026-11-02,山田,東,キーパーソン接触,20,,,,",
    "2026-11-10,山田,東,受注,4,2000000,,A,",
]  # fmt: skip


def test_a_step_rests_on_what_it_was_tried_on_and_a_count_on_nothing(tmp_path: Path):
    """40 visits are a count; 25 of them became meetings, 20 of 25 met a key person, 4 of 20 were won; the price is that of 4 deals."""
    split = gap_split(result(report_of(tmp_path, Plan.standard(FIELD), *MONTH), "山田"))
    assert isinstance(split, GapSplit)
    assert split.cases == {"visits_per_week": None, "meetings": 40, "key_person_rate": 25, "deals_won": 20, "average_order": 4}


def test_a_rate_has_its_n_and_a_count_has_none(tmp_path: Path):
    """Won in 25 meetings; 50万円 a deal of 4; meetings and revenue are counts and yen."""
    owner = result(report_of(tmp_path, Plan.standard(FIELD), *MONTH), "山田")
    assert {kpi: owner.row(kpi).cases for kpi in ("win_rate", "average_order", "meetings", "revenue")} == {
        "win_rate": 25, "average_order": 4, "meetings": None, "revenue": None,
    }  # fmt: skip


def test_where_nobody_answered_a_score_rests_on_0(tmp_path: Path):
    """No survey was answered: no score, and n = 0 says why."""
    asked = result(report_of(tmp_path, Plan.standard(load_role("customer_success")), "2026-11-02,山田,東,契約中顧客,3,,,A,"), "山田")
    assert (asked.row("satisfaction").actual, asked.row("satisfaction").cases) == (None, 0)


def test_few_is_less_than_twenty():
    """An unknown number is not called few: there would be nothing to show for it."""
    assert [are_few(cases) for cases in (None, 0, FEW_CASES - 1, FEW_CASES)] == [False, True, True, False]
