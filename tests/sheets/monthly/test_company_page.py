"""The company's page, by figures counted by hand: 679万 of 833万 due, nine hand-overs that became no meeting, and who."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.handouts.meeting import company_lines
from kpi_xl.language import LANGUAGES
from kpi_xl.sheets.monthly.company.page import FIRST_PAGE_TEAMS
from kpi_xl.sheets.monthly.company.points import break_sentences, company_points
from kpi_xl.targets import Plan
from tests.activity.logs import write_log
from tests.attainment.company.test_company_month import AS_OF, BEFORE, LOG
from tests.attainment.plans import field_plan, member
from tests.ironcalc_engine import Computed, needs_ironcalc
from tests.sheets.monthly.test_monthly import cells, differing, drawn, with_value
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated
from tests.targets.test_company import NOVEMBER, plan_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning", "ignore:Conditional Formatting:UserWarning")

COMPANY = "全社"


def month_of(folder: Path, *lines: str, plan: Plan | None = None, as_of: date | None = AS_OF) -> MeasuredMonth:
    with open_log(write_log(folder, *lines)) as log:
        return measured_month(log, plan or plan_of(), NOVEMBER, as_of)


def page(folder: Path, month: MeasuredMonth, language: str = "ja") -> dict[str, object]:
    return next(iter(cells(drawn(folder, month, language=language)).values()))


def said(sheet: dict[str, object], row: int, last_col: str = "R") -> list[object]:
    """What the print area's columns say in a row, from the left."""
    return [value for address, value in sheet.items() if address.rstrip("0123456789") <= last_col and len(address.rstrip("0123456789")) == 1
            and int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == row]  # fmt: skip


def row_of(sheet: dict[str, object], words: str) -> int:
    return int(next(address for address, value in sheet.items() if value == words and address.startswith("B"))[1:])


def rounded(values: Sequence[object]) -> list[object]:
    return [round(value, 3) if isinstance(value, float) else value for value in values]


def formula(book: Path, address: str) -> str:
    return str(cells(book, formulas_too=True)[COMPANY][address])


@pytest.fixture(name="mid")
def mid_month(tmp_path: Path) -> MeasuredMonth:
    return month_of(tmp_path, *BEFORE, *LOG)


def test_the_page_is_the_first_and_says_where_the_month_stands(tmp_path: Path, mid: MeasuredMonth):
    """What a managing director reads in ten seconds: 679 of 1,500, 81.5% of what is due, and the one place that breaks."""
    book = drawn(tmp_path, mid)
    assert list(cells(book))[:6] == [COMPANY, f"{COMPANY} 見込み", "東京", "東京 見込み", "大阪", "大阪 見込み"]
    sheet = cells(book)[COMPANY]
    assert sheet["B1"] == "2026年11月　全社"
    assert sheet["R2"] == "稼働日10/18日　金額は万円"
    assert [sheet[address] for address in ("B4", "B5", "D5")] == ["売上（KGI 1,500万円）", "679万円", "△"]
    assert sheet["B6"] == "今日までの目標833万円に対し81.5%"
    assert [sheet[address] for address in ("N4", "N5")] == ["切れているところ", "引き渡し→商談"]
    assert sheet["N6"] == "売上への影響 ▲130万円（新規の差▲163万円の8割）"


def test_the_steps_of_the_flow_sum_to_what_is_missing(tmp_path: Path, mid: MeasuredMonth):
    """+24 - 38 - 130 - 14 - 10 + 5 = -163: a reader who adds up the arrows must come to what the page says, rounding told."""
    sheet = page(tmp_path, mid)
    top = row_of(sheet, "新規の流れ：どこで切れているか")
    assert said(sheet, top + 1) == [
        "売上（新規）", "← 受注単価", "受注", "← 成約率", "商談", "← 商談化", "引き渡し", "← 引き渡し", "アポイント", "← アポイント",
        "資料請求", "○ 111.2%",
    ]  # fmt: skip
    assert said(sheet, top + 2) == ["504", "+24", "6", "▲38", "36", "▲130", "45", "▲14", "46", "▲10", "231", "208 (374)"]
    assert said(sheet, top + 3)[:6] == ["667 (1,200)", "84 (80)", "8.3 (15)", "16.7% (18.0%)", "46.7 (84)", "80.0% (100.0%)"]
    assert said(sheet, top + 4)[:4] == ["× 75.6%", "× 72.0%", "× 77.1%", "ここで切れる"]
    assert said(sheet, top + 5) == ["影響の合計：受注単価 +24、成約率 ▲38、商談化 ▲130、引き渡し ▲14、アポイント ▲10、端数 +5 ＝ ▲163万円"]


def test_a_teams_row_says_what_its_own_page_says(tmp_path: Path, mid: MeasuredMonth):
    """大阪 is at 56% of what is due: its row, its page and the company's sum are one figure, and stay so when somebody corrects it."""
    book = drawn(tmp_path, mid)
    sheet = cells(book)[COMPANY]
    top = row_of(sheet, "チーム") + 1
    assert rounded(said(sheet, top + 2))[:8] == ["東京", "フィールドセールス 2名", 686, 381.111, 344, 0.903, 0.903, "△"]
    assert rounded(said(sheet, top + 3))[:8] == ["大阪", "フィールドセールス 2名", 514, 285.556, 160, 0.56, 0.56, "×"]
    assert rounded(said(sheet, top + 5))[:8] == ["東京", "インサイドセールス 2名（件）", 56, 31.111, 31, 0.996, 0.996, "△"]
    assert "大阪" in formula(book, f"H{top + 3}")
    assert formula(book, f"H{top + 1}") == f"=SUM($H${top + 2},$H${top + 3},$H${top + 4})"


def test_existing_business_stands_beside_the_flow(tmp_path: Path, mid: MeasuredMonth):
    """175 of 167 due, from 11 renewals and 3 further orders: what the chain of new business does not show."""
    sheet = page(tmp_path, mid)
    top = row_of(sheet, "既存顧客の売上")
    assert said(sheet, top + 1) == ["売上（既存）", "○ 105.0%", "更新", "△ 99.0%", "追加の受注", "○ 135.0%", "顧客面談", "△ 94.5%"]
    assert said(sheet, top + 2) == ["175", "167 (300)", "11", "11.1 (20)", "3", "2.2 (4)", "21", "22.2 (40)"]


def test_the_year_to_date_is_a_sum_of_the_months_beside_it(tmp_path: Path, mid: MeasuredMonth):
    """10月 1,350 of 1,500 and 679 of 833 due: the quarter stands at 2,029 of 2,333; the year at 4,929 of 11,333."""
    book = drawn(tmp_path, mid)
    sheet = cells(book)[COMPANY]
    top = row_of(sheet, "期間")
    assert rounded(said(sheet, top + 1)) == ["11月", 1500, 833.333, 679, -154.333, 0.815, "△"]
    assert rounded(said(sheet, top + 2)) == ["第3四半期（10〜12月）", 4500, 2333.333, 2029, -304.333, 0.87, "△"]
    assert rounded(said(sheet, top + 4)) == ["年度（4月〜）", 18000, 11333.333, 4929, -6404.333, 0.435, "×"]
    assert formula(book, f"F{top + 4}").startswith("=SUM(")


def test_months_that_nobody_recorded_are_said_to_be_left_out(tmp_path: Path):
    """A year that counts two months must not read as one of eight."""
    sheet = page(tmp_path, month_of(tmp_path, *BEFORE[3:], *LOG))
    top = row_of(sheet, "期間")
    assert "※ 記録のない4〜9月を除く" in said(sheet, top - 1)
    assert [sheet[f"B{top + place}"] for place in (1, 2, 4)] == ["11月", "第3四半期（10〜12月）", "年度（4月〜）※"]


def test_three_sentences_name_the_place_and_the_teams(mid: MeasuredMonth):
    """New business lacks 163万円, most of it where six meetings are missing in 東京 and three in 大阪: together what the arrow tells."""
    assert mid.company is not None
    said_of_it = [str(each) for each in company_points(mid.company, mid.report)]
    assert said_of_it[1] == (
        "新規はここまでの目安に163万円足りず、引き渡し→商談で切れています（この段階だけで130万円。足りない商談：東京6件、大阪3件）。"
    )
    assert len(said_of_it) == 3


def test_the_meeting_hears_what_the_page_says(mid: MeasuredMonth):
    """Two texts about one break would make the meeting ask which is right."""
    assert mid.company is not None
    assert set(map(str, break_sentences(mid.company))) <= set(map(str, company_lines(mid)))


def test_a_month_that_is_over_is_told_without_forecasts(tmp_path: Path):
    """At the end there is a result: 679 of 1,500 is 45.3%; nothing is due by now, nothing is likely."""
    sheet = page(tmp_path, month_of(tmp_path, *BEFORE, *LOG, as_of=None))
    assert [sheet[address] for address in ("B4", "B5", "D5", "B6")] == ["売上（KGI 1,500万円）", "679万円", "×", "達成率45.3%"]
    assert [sheet[address] for address in ("F4", "F5", "J4", "J5")] == ["目標との差", "▲821万円", "年度累計の達成率", "41.1%"]
    assert sheet["B9"] == "1　売上は679万円で、目標1,500万円に821万円届きませんでした（45.3%）。"
    words = [str(value) for address, value in sheet.items() if address[0] <= "R" and not address[1:2].isalpha()]
    assert not [each for each in words if "今日まで" in each or "着地" in each or "確率" in each]


def test_several_teams_without_a_companys_plan_have_the_page_without_the_chain(tmp_path: Path):
    """Two role workbooks make no chain, but totals, teams and a year."""
    plan = field_plan(member("山田"), member("佐藤", "西"))
    month = month_of(tmp_path, "2026-11-10,山田,東,受注,1,700000,,,", "2026-11-11,佐藤,西,受注,1,2900000,,,", plan=plan)
    sheet = page(tmp_path, month)
    assert "新規の流れ：どこで切れているか" not in sheet.values()
    assert [sheet[address] for address in ("B5", "N4", "N5")] == ["360万円", "ペース比が最も低いチーム", "東"]


def test_one_team_has_no_page_of_a_company(tmp_path: Path):
    """Its own page says it all."""
    month = month_of(tmp_path, "2026-11-10,山田,東,受注,1,700000,,,", plan=field_plan(member("山田"), member("佐藤")))
    assert COMPANY not in cells(drawn(tmp_path, month))


def test_revenue_of_no_team_has_a_row_so_that_the_rows_sum(tmp_path: Path):
    """A deal under a name that nobody knows counts for the company, and no team's row may hold it."""
    sheet = page(tmp_path, month_of(tmp_path, *LOG, "2026-11-10,誰か,,受注,1,700000,,,"))
    top = row_of(sheet, "チーム") + 1
    assert said(sheet, row_of(sheet, "チームに入らない売上")) == ["チームに入らない売上", 70]
    assert round(float(sheet[f"H{top + 1}"])) == 749


def test_many_teams_go_to_the_next_page(tmp_path: Path):
    """Thirty rows do not fit beneath the flow: they would make everything unreadably small."""
    people = [member(f"担当{number}", f"チーム{number}") for number in range(30)]
    lines = [f"2026-11-10,担当{number},チーム{number},受注,1,{700_000 + number},,," for number in range(30)]
    month = month_of(tmp_path, *lines, plan=field_plan(*people))
    assert month.company is not None
    assert len(month.company.teams) > FIRST_PAGE_TEAMS
    sheet = openpyxl.load_workbook(drawn(tmp_path, month))[COMPANY]
    assert [each.id for each in sheet.row_breaks.brk] == [row_of(page(tmp_path, month), "チーム") - 1]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0


def test_no_formula_stands_in_merged_cells(tmp_path: Path, mid: MeasuredMonth):
    """Whoever sorts or copies merged cells breaks them; boxes are centred across cells instead."""
    sheet = openpyxl.load_workbook(drawn(tmp_path, mid))[COMPANY]
    merged = [sheet.cell(area.min_row, area.min_col).value for area in sheet.merged_cells.ranges]
    assert not [value for value in merged if str(value).startswith("=")]
    assert sheet["B15"].alignment.horizontal == sheet["C15"].alignment.horizontal == "centerContinuous"


def test_one_place_at_most_is_red(tmp_path: Path, mid: MeasuredMonth):
    """Beside the signs; were everything red, nobody would know where to begin."""
    sheet = openpyxl.load_workbook(drawn(tmp_path, mid))[COMPANY]
    red = {cell.column_letter for line in sheet.iter_rows() for cell in line if cell.value and cell.font.color and cell.font.color.rgb == "FFB91C1C"}
    assert red == {"N", "J"}, "the headline, and the arrow that it names"


@pytest.mark.parametrize("as_of", [AS_OF, None], ids=["mid", "end"])
@pytest.mark.parametrize("language", LANGUAGES)
@needs_soffice
def test_formulas_say_what_a_spreadsheet_computes(tmp_path: Path, language: str, as_of: date | None):
    """The first thing a customer does is to press F9."""
    book = drawn(tmp_path, month_of(tmp_path, *BEFORE, *LOG, as_of=as_of), language=language)
    assert list(differing(book, recalculated([book], tmp_path)[book])) == []


@pytest.mark.parametrize("language", LANGUAGES)
@needs_ironcalc
def test_a_second_engine_agrees(tmp_path: Path, language: str):
    book = drawn(tmp_path, month_of(tmp_path, *BEFORE, *LOG), language=language)
    assert list(Computed(book, tmp_path).differences()) == []


@needs_soffice
def test_a_corrected_actual_moves_the_company(tmp_path: Path, mid: MeasuredMonth):
    """佐藤's 344万 were 444: 東京, the company, its flow and its year follow."""
    book = drawn(tmp_path, mid)
    sheet = cells(book)["佐藤"]
    address = next(each for each, value in sheet.items() if value == 3_440_000 and each.startswith("E"))
    computed = recalculated([changed := with_value(book, "佐藤", address, 4_440_000)], tmp_path)[changed][COMPANY]
    assert computed["B5"] == "779万円"
    assert computed["B15"] == "604"
    top = row_of(cells(book)[COMPANY], "期間")
    assert round(float(computed[f"F{top + 4}"])) == 5029


@needs_excel_lint
def test_excel_would_repair_nothing(tmp_path: Path, mid: MeasuredMonth):
    over = month_of(tmp_path, *LOG, as_of=None)
    assert lint_workbooks([drawn(tmp_path, mid), drawn(tmp_path, over, "over", "en")]) == []
