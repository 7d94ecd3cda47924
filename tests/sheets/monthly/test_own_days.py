"""The sheets of who leaves or joins within the month tell what is due by the person's own days."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.targets import Member
from tests.activity.logs import NOVEMBER, write_log
from tests.attainment.plans import result
from tests.attainment.report.test_own_days import LEAVES, PEOPLE, SIXTEENTH, plan
from tests.sheets.monthly.test_monthly import cells, differing, drawn
from tests.spreadsheet import needs_soffice, recalculated
from tests.targets.test_company import FIELD

ROWS = ("2026-11-13,新田,大阪,訪問,2,", "2026-11-10,鈴木,東京,受注,2,2000000", "2026-11-13,佐藤,東京,受注,2,1000000", "2026-11-13,高橋,大阪,商談,20,")


def book(folder: Path, *people: Member) -> Path:
    with open_log(write_log(folder, *ROWS)) as log:
        return drawn(folder, measured_month(log, plan(*people), NOVEMBER, SIXTEENTH))


def test_the_page_of_who_leaves_tells_his_days(tmp_path: Path):
    """11 of his 13 days are over, two are left; 211.5万円 of 250万円 are due."""
    sheet = cells(book(tmp_path, Member("佐藤", "東京", FIELD), LEAVES))["鈴木"]
    values = [value for value in sheet.values() if isinstance(value, int | float)]
    assert any(value == pytest.approx(2_500_000 * 11 / 13) for value in values)
    assert not any(value == pytest.approx(2_500_000 * 11 / 20) for value in values)
    texts = [str(value) for value in sheet.values()]
    assert any("本人の残り稼働日は2日です" in words for words in texts)
    assert any("残り2稼働日" in words for words in texts)


def test_a_teams_cells_sum_what_is_due_of_its_members(tmp_path: Path):
    """Each sum in the team's column 今日まで is the sum of the members' cells, as the report has it."""
    path = book(tmp_path, *PEOPLE)
    with open_log(write_log(tmp_path, *ROWS)) as log:
        report = measured_month(log, plan(*PEOPLE), NOVEMBER, SIXTEENTH).report
    due = sum(result(report, name).row("meetings").due or 0 for name in ("高橋", "新田"))
    values = [value for value in cells(path)["大阪"].values() if isinstance(value, int | float)]
    assert any(value == pytest.approx(due) for value in values)


def test_a_week_of_whoever_joins_is_told_by_his_days(tmp_path: Path):
    """Of two visits a week for 12 of 20 days 0.91 are due by the 16th, and made: the page has no 45% of it."""
    values = [value for value in cells(book(tmp_path, *PEOPLE))["新田"].values() if isinstance(value, int | float)]
    assert any(value == pytest.approx(2 * (3 / 12) / (11 / 20)) for value in values)
    assert not any(value == pytest.approx(2 / (11 / 5) / 2) for value in values)


@needs_soffice
def test_every_stored_value_is_what_a_spreadsheet_computes(tmp_path: Path, soffice_profile):
    path = book(tmp_path, *PEOPLE)
    assert list(differing(path, recalculated([path], tmp_path, soffice_profile)[path])) == []


def test_the_companys_page_has_due_what_the_teams_pages_have(tmp_path: Path):
    """Its row 全社 is the sum of its teams' rows; 349.25万円, 11 of 20 days of the goal, stands nowhere."""
    with open_log(write_log(tmp_path, *ROWS)) as log:
        month = measured_month(log, plan(*PEOPLE), NOVEMBER, SIXTEENTH)
    assert month.company is not None
    values = [value for value in cells(drawn(tmp_path, month))["全社"].values() if isinstance(value, int | float)]
    dues = [team.blocks[0].total.kgi.due or 0 for team in month.report.teams]
    for due in (*dues, sum(dues)):
        assert any(value == pytest.approx(due / 10_000) for value in values), due
    assert not any(value == pytest.approx(349.25) for value in values)


def test_text_and_page_for_the_phone_tell_the_same(tmp_path: Path):
    from kpi_xl.handouts.meeting import meeting_of
    from kpi_xl.handouts.page.rendering import page_of
    from kpi_xl.handouts.written import plain

    with open_log(write_log(tmp_path, *ROWS)) as log:
        month = measured_month(log, plan(*PEOPLE), NOVEMBER, SIXTEENTH)
    due = sum(team.blocks[0].total.kgi.due or 0 for team in month.report.teams)
    assert f"ここまでの目安{due / 10_000:.1f}万円" in plain(meeting_of(month))
    assert f"今日までの目標 {due / 10_000:.0f}<" in page_of(month)
    assert "349" not in page_of(month)
