"""The page of a manager of several teams: whom it is about, which KPI is furthest behind, and that it counts as no team."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.simulated_months import Kind
from kpi_xl.activity import open_log
from kpi_xl.attainment.forecast.record.accuracy import Accuracy
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.cli.reporting.account import list_lines
from kpi_xl.handouts.page.rendering import page_of
from kpi_xl.language import speaking
from kpi_xl.periods import Month
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.monthly.listing import draw_list
from kpi_xl.sheets.monthly.team.points import team_points
from kpi_xl.targets import Company, Member
from tests.sheets.monthly.test_company_page import month_of
from tests.sheets.monthly.test_monthly import cells, drawn
from tests.targets.test_company import FIELD, INPUTS, MANAGER, MEMBERS, plan_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning", "ignore:Conditional Formatting:UserWarning")

LINES = (
    "2026-11-04,佐藤,,商談,5,,,,", "2026-11-05,佐藤,,受注,1,900000,,,", "2026-11-06,高橋,,商談,4,,,,", "2026-11-06,伊藤,,資料請求,20,,,,",
    "2026-11-09,中村,,同行,3,,,,", "2026-10-06,佐藤,,パイプライン,1,900000,,A,",
)  # fmt: skip
"""東京 has five people, 大阪 three (大阪's 新人 has nothing on record); 中村 leads both."""
SPELLINGS = pytest.mark.parametrize(("leads", "sheet"), [(("東京", "大阪"), "東京、大阪"), (("全社",), "全社 (2)")])


def led_by(
    *leads: str, others: tuple[Member, ...] = MEMBERS[:-1], lines: tuple[str, ...] = LINES, folder: Path, as_of: date | None = None
) -> MeasuredMonth:
    manager = Member("中村", "東京", MANAGER, leads=leads)
    return month_of(folder, *lines, plan=plan_of(members=(*others, manager)), as_of=as_of)


@SPELLINGS
def test_the_subtitle_names_the_teams_led_and_their_people(tmp_path: Path, leads: tuple[str, ...], sheet: str):
    """・0名 above everybody's revenue reads as a fault of the report."""
    month = led_by(*leads, folder=tmp_path)
    assert cells(drawn(tmp_path, month))[sheet]["B2"] == "担当チーム：東京（5名）、大阪（3名）"
    assert cells(drawn(tmp_path, month, language="en"))[sheet.replace("全社 (2)", "全社")]["B2"] == "Leads 東京 (5 people), 大阪 (3 people)"


@SPELLINGS
@pytest.mark.parametrize(("as_of", "weakest"), [(date(2026, 11, 16), "パイプライン倍率"), (None, "KPI達成率80%以上の割合")])
def test_the_card_names_the_managers_weakest_kpi(tmp_path: Path, leads: tuple[str, ...], sheet: str, as_of: date | None, weakest: str):
    """Three KPIs stand below it: the coverage is at 0%, for no deal is open; once the month is over, nobody is at 80%, which stands above it."""
    month = led_by(*leads, folder=tmp_path, as_of=as_of)
    said = list(cells(drawn(tmp_path, month))[sheet].values())
    assert "KGI以外のKPIはありません" not in said
    assert weakest in said[: said.index("今月のポイント")]
    (page,) = [team for team in month.report.teams if team.is_of_several]
    assert any(weakest in str(point) for point in team_points(page, page.led[0], month))


@SPELLINGS
def test_teams_and_people_are_counted_alike_everywhere(tmp_path: Path, leads: tuple[str, ...], sheet: str):
    """Two offices, nine people with their manager: on the company's page, the list, the terminal and the phone."""
    month = led_by(*leads, folder=tmp_path)
    with speaking("ja"):
        book = Book(str(tmp_path / "list.xlsx"), "一覧", date(2026, 11, 30))
        draw_list(book, month.report)
        book.close()
        assert [page["B2"] for page in cells(tmp_path / "list.xlsx").values()] == ["2チーム ・ 9名"] * 2
        assert list(list_lines(month.report))[1].startswith("2チーム・9名・")
        assert "9名　" in page_of(month)
    assert str(cells(drawn(tmp_path, month))["全社"]["B2"]).endswith("9名・2チーム")


def test_a_manager_of_one_team_counts_among_its_people(tmp_path: Path):
    """大阪's page tells of the manager's KPIs, too: three members and 中村."""
    plan = plan_of(members=(*MEMBERS[:-1], Member("中村", "大阪", MANAGER)))
    sheets = cells(drawn(tmp_path, month_of(tmp_path, *LINES, plan=plan, as_of=None)))
    assert str(sheets["大阪"]["B2"]).endswith("マネージャー ・ 4名")
    assert str(sheets["東京"]["B2"]).endswith(" ・ 5名")


def test_a_manager_of_more_teams_than_fit_the_line_has_them_counted(tmp_path: Path):
    """Five teams of one person each."""
    others = tuple(replace(MEMBERS[0], name=f"{place}番", team=f"第{place}課", role=FIELD) for place in range(1, 6))
    month = led_by("全社", others=others, lines=("2026-11-04,1番,,商談,5,,,,",), folder=tmp_path)
    assert cells(drawn(tmp_path, month))["全社 (2)"]["B2"] == "担当チーム：5チーム ・ 5名"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> MeasuredMonth:
    """Three teams of six and thirteen months of orders; 中村 leads two of the teams."""
    folder = tmp_path_factory.mktemp("year")
    Kind("made up").write(folder / "log.csv", 1)
    sellers = tuple(Member(f"M{number:02}", f"T{number // 6}", FIELD) for number in range(18))
    company = Company((FIELD, MANAGER), 60_000_000, INPUTS, new=60_000_000, existing=0)
    plan = plan_of(company, (*sellers, Member("中村", "T0", MANAGER, leads=("T0", "T1"))))
    with open_log(folder / "log.csv") as log:
        return measured_month(log, plan, Month(2026, 10), date(2026, 10, 16))


def test_the_forecast_of_several_teams_is_followed_and_judged_by_what_both_brought(year: MeasuredMonth):
    """What was done, and what came of each past month, are the sums of the two teams'; the third is no part of it."""
    of_lead = year.forecasts.of(next(team for team in year.report.teams if team.is_of_several).led[0])
    teams = [year.forecasts.of_block(block) for team in year.report.teams if team.name in ("T0", "T1") for block in team.blocks]
    assert of_lead is not None
    assert len(teams) == 2
    assert of_lead.track.now.won == pytest.approx(sum(each.track.now.won for each in teams if each))
    came = [{past.month: past.came for past in each.accuracy.months} for each in (of_lead, *teams) if each and isinstance(each.accuracy, Accuracy)]
    assert [len(each) for each in came] == [6, 6, 6]
    assert came[0] == pytest.approx({month: came[1][month] + came[2][month] for month in came[0]})


@pytest.mark.parametrize(("language", "title", "about", "by_team"), [
    ("ja", "2026年10月　T0、T1　見込みの推移と精度", "チーム売上：フィールドセールス12名", "チームごと"),
    ("en", "Oct 2026   T0, T1   How the forecast moved and held", "Team revenue: Field sales (12 people)", "By team"),
])  # fmt: skip
def test_a_manager_of_several_teams_has_a_page_of_forecasts(year: MeasuredMonth, tmp_path: Path, language: str, title: str, about: str, by_team: str):
    """Behind the manager's page, with what came of each team's; the page of a team's forecasts stands beside it."""
    sheets = cells(drawn(tmp_path, year, language=language))
    of_lead = [sheet for sheet in sheets.values() if title in map(str, sheet.values())]
    assert len(of_lead) == 1
    said = [str(value) for value in of_lead[0].values()]
    assert about in said
    (line,) = [each for each in said if each.startswith(by_team)]
    assert [name in line for name in ("T0", "T1", "T2", "偏り▲14%", "bias −14%")] == [True, True, False, language == "ja", language == "en"]
