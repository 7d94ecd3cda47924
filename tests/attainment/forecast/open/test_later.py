"""Open deals of later months: counted and told apart, and no part of this month's landing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.open.later import LaterDeals
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.definitions import load_role
from kpi_xl.language import speaking
from kpi_xl.periods import Month
from kpi_xl.sheets.monthly.team.notes import team_notes
from kpi_xl.targets import Plan
from tests.sheets.monthly.test_monthly import cells, drawn

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning", "ignore:Conditional Formatting:UserWarning")

NOVEMBER, MID_MONTH = Month(2026, 11), date(2026, 11, 16)
HEAD = "date,member,team,kind,count,amount,account,record"
WON = tuple(
    f"2026-{month:02}-{day:02},{who},{team},won,1,500000,{who}{month}{day},W{who}{month}{day}"
    for month in range(5, 12)
    for day in (5, 12, 13)
    for who, team in (("佐藤", "東京"), ("鈴木", "東京"), ("高橋", "大阪"))
)
OPEN = (
    "2026-11-25,佐藤,東京,pipeline,1,500000,A,P1", "2026-12-01,佐藤,東京,pipeline,1,1200000,B,P2", "2027-01-20,佐藤,東京,pipeline,1,800000,C,P3",
    "2026-12-15,高橋,大阪,pipeline,1,,D,P4", "2026-11-10,高橋,大阪,pipeline,1,700000,E,",
)  # fmt: skip
"""By the ids: one deal to close this month, two of 200万円 and one without an amount later. A list without ids names no day of closing."""


def month_of(folder: Path, *lines: str, as_of: date | None = MID_MONTH) -> MeasuredMonth:
    path = folder / "log.csv"
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    with open_log(path) as log:
        return measured_month(log, Plan.standard(load_role("field_sales")), NOVEMBER, as_of)


def test_deals_to_close_after_the_month_are_counted_by_whose_they_are(tmp_path: Path):
    month = month_of(tmp_path, *WON, *OPEN)
    assert month.later == {"佐藤": LaterDeals(2, 2_000_000), "高橋": LaterDeals(1, 0)}
    assert month.later_of(month.report.members) == LaterDeals(3, 2_000_000)


def test_a_deal_that_was_put_off_counts_once_by_its_latest_day(tmp_path: Path):
    """Two exports of two weeks hold it on two days."""
    moved = "2026-11-20,佐藤,東京,pipeline,1,900000,B,P2"
    assert month_of(tmp_path, *WON, moved, *OPEN).later == {"佐藤": LaterDeals(2, 2_000_000), "高橋": LaterDeals(1, 0)}


def test_they_are_no_part_of_the_landing(tmp_path: Path):
    """The same with and without them, for the team and the company."""
    month = month_of(tmp_path, *WON, *OPEN)
    without = month_of(tmp_path, *WON, OPEN[0], OPEN[4])
    for one, other in zip(month.report.teams, without.report.teams, strict=True):
        found = [each.insights.of_block(team.blocks[0]).landing for each, team in ((month, one), (without, other))]
        assert all(isinstance(each, Landing) for each in found)
        assert found[0].middle == found[1].middle
    assert month.company.outlook.known.middle == without.company.outlook.known.middle


def test_a_month_that_is_over_says_nothing_of_them(tmp_path: Path):
    assert month_of(tmp_path, *WON, *OPEN, as_of=None).later == {}


@pytest.mark.parametrize(("language", "of_team", "of_company"), [
    ("ja", "完了予定日が2026年12月以降の案件が2件、200万円あります。今月の着地見込みには含みません。",
     "・着地見込みに、完了予定が2026年12月以降の案件（3件、200万円）は含まない"),
    ("en", "2 open deals, ¥2,000,000, to close in Dec 2026 or later: not part of this month's forecast.",
     "• Not in the forecast: 3 open deals to close in Dec 2026 or later (¥2,000,000)"),
])  # fmt: skip
def test_the_pages_say_how_many_and_how_much(tmp_path: Path, language: str, of_team: str, of_company: str):
    month = month_of(tmp_path, *WON, *OPEN)
    with speaking(language):
        tokyo = next(team for team in month.report.teams if team.name == "東京")
        assert of_team in [note.sentence for note in team_notes(tokyo, month)]
    sheets = cells(drawn(tmp_path, month, language=language))
    assert of_team in sheets["東京"].values()
    assert of_company in sheets["全社" if language == "ja" else "Company"].values()
