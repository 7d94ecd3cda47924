"""A KPI of which the log has no row at all is not 0: it is blank, not judged, and named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment import MonthlyReport, build_report
from kpi_xl.attainment.report.actuals import unrecorded
from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.language import speaking
from kpi_xl.periods import Month
from kpi_xl.targets import Plan
from tests.attainment.plans import FIELD, block, field_plan, member, report_of, result

LOG = ("2026-11-02,山田,東,商談,20,", "2026-11-10,山田,東,受注,3,1500000")
BLANK = ("key_person_rate", "visits_per_week")


def report(folder: Path, *lines: str) -> MonthlyReport:
    return report_of(folder, field_plan(member("山田"), member("佐藤")), *LOG, *lines)


def noted(made: MonthlyReport) -> list[str]:
    return [note.text.en for note in made.log.notes if note.text.en.startswith("No record")]


def test_what_nobody_logs_is_blank_and_not_judged(tmp_path: Path):
    """Of members and of the team: no actual, no rate, no sign, no n; neither the worst nor a part of the mean."""
    made = report(tmp_path)
    for owner in (result(made, "山田"), result(made, "佐藤"), block(made).total):
        for kpi in BLANK:
            row = owner.row(kpi)
            assert (row.actual, row.rate, row.pace, row.status, row.gap) == (None,) * 5
            assert row.target
            assert not row.cases
        assert owner.worst is None or owner.worst.kpi.id not in BLANK
    assert result(made, "佐藤").row("meetings").actual == 0  # 山田 logs them
    assert [share for kpi, share in zip(FIELD.kpis, block(made).shares, strict=True) if kpi.id in BLANK] == [None, None]


def test_it_is_named_in_the_notes(tmp_path: Path):
    """Whoever reads the page asks why it is blank."""
    (note,) = noted(report(tmp_path))
    assert note.startswith("No record (no actual, not judged): Key-person contact rate, Visits per week.")
    with speaking("ja"):
        assert str(report(tmp_path).log.notes[0].text).startswith("記録なし（実績は空欄、判定なし）：キーパーソン接触率、週あたり訪問数。")


@pytest.mark.parametrize("month", ["2024-03", "2026-10", "2026-11"])
def test_one_row_up_to_then_makes_the_others_0(month: str, tmp_path: Path):
    """Nobody visited anybody in November: that is a 0, and one that counts."""
    row = result(report(tmp_path, f"{month}-03,佐藤,東,訪問,1,"), "山田").row("visits_per_week")
    assert (row.actual, row.rate, row.status and row.status.value) == (0, 0, "×")


def test_what_is_logged_only_later_is_not_yet_on_record(tmp_path: Path):
    """Visits are written down from December on: November of the same log has no 0 of them."""
    row = result(report(tmp_path, "2026-12-03,佐藤,東,訪問,1,"), "山田").row("visits_per_week")
    assert (row.actual, row.rate, row.status) == (None, None, None)


def test_the_goal_is_0_until_there_is_a_deal(tmp_path: Path):
    """A team in its first month has won nothing yet: nobody may look away from that."""
    owner = result(report_of(tmp_path, field_plan(member("山田")), "2026-11-02,山田,東,商談,20,"), "山田")
    assert [owner.row(kpi).actual for kpi in ("revenue", "deals_won", "win_rate")] == [0, 0, 0]


def test_no_loss_is_none(tmp_path: Path):
    """Customers are listed, nobody left, nobody bought again: 0% both. Whom somebody met, nobody wrote down."""
    plan = Plan.standard(load_role("customer_success"))
    owner = result(report_of(tmp_path, plan, *(f"2026-11-02,山田,東,契約中顧客,1,,,{name}" for name in "ABCDEFGHIJKLMNOPQRSTU")), "山田")
    assert (owner.row("annual_churn").actual, owner.row("repeat_rate").actual, owner.row("customer_meetings").actual) == (0, 0, None)


def test_a_coverage_without_any_open_deal_on_record_is_blank(tmp_path: Path):
    """The manager's page, too."""
    plan = field_plan(member("山田"), member("部長", role="manager"))
    boss = result(report_of(tmp_path, plan, *LOG), "部長")
    assert (boss.row("pipeline_coverage").actual, boss.row("joint_visits").actual) == (None, None)


def test_open_deals_first_written_down_later_are_no_stock_of_none(tmp_path: Path):
    """0 times what is left would be a ×; on December 1 the same log has 5 million."""
    plan = field_plan(member("山田"), member("部長", role="manager"))
    later = (*LOG, "2026-12-01,山田,東,パイプライン,1,5000000,,A社")
    assert result(report_of(tmp_path, plan, *later), "部長").row("pipeline_coverage").actual is None
    with open_log(tmp_path / "log.csv") as log:
        december = build_report(log, plan, Month(2026, 12), date(2026, 12, 1))
    assert result(december, "部長").row("pipeline_coverage").actual


@pytest.mark.parametrize("role", ROLE_IDS)
def test_a_log_that_is_not_known_lacks_nothing(role: str):
    assert unrecorded(load_role(role), None) == ()
    assert unrecorded(load_role(role), {kind for kpi in load_role(role).kpis for tally in kpi.measure.tallies for kind in tally.kinds}) == ()
