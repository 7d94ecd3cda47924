"""The monthly sheets: every formula says what LibreOffice computes, and follows what a person corrects."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import MonthlyReport, TeamResult
from kpi_xl.attainment.report.rates import Status, attainment_of
from kpi_xl.attainment.report.rows import attainment_row
from kpi_xl.definitions import Direction
from kpi_xl.language import speaking
from kpi_xl.sheets.canvas import NOTHING, Book
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.values import cell
from kpi_xl.sheets.monthly.parts import formulas
from kpi_xl.sheets.monthly.parts.wording import person
from kpi_xl.sheets.monthly.report import draw_report
from kpi_xl.targets import Plan, Thresholds
from tests.attainment.plans import month_of
from tests.attainment.report.test_team_counts import MOVED
from tests.sheets.monthly.report_fixture import (
    BDR,
    FIELD,
    MANAGER,
    ODD_NAMES,
    SATO,
    block,
    field_members,
    field_report,
    large_report,
    mixed_report,
    odd_report,
    report,
    result,
    row,
)  # fmt: skip
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated

# openpyxl reads values past the data bars, but says that it would drop them.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

REPORTS = {
    "field": field_report,
    "mixed": mixed_report,
    "odd": odd_report,
    "large": lambda: large_report(15),
    "nobody": lambda: report([]),
    "manager alone": lambda: report([TeamResult("", (), (result(MANAGER, "", (0, None, None, 0)),))]),
    "one KPI": lambda: report([TeamResult("", (block(goal_share(), [result(goal_share(), "一人", (5,))], ""),), ())]),
}


def goal_share():
    """A role that follows nothing but its KGI."""
    return replace(FIELD, kpis=FIELD.kpis[:1], funnel=())


def drawn(folder: Path, monthly: MonthlyReport | MeasuredMonth, name: str = "report", language: str = "ja") -> Path:
    path = folder / f"{name}_{language}.xlsx"
    with speaking(language):
        book = Book(str(path), "月次レポート", date(2026, 11, 30))
        draw_report(book, monthly if isinstance(monthly, MeasuredMonth) else MeasuredMonth(monthly))
        book.close()
    return path


def cells(path: Path, formulas_too: bool = False) -> dict[str, dict[str, object]]:
    """Sheet title -> address -> stored value (or formula)."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=not formulas_too)
    try:
        return {
            sheet.title: {cell.coordinate: cell.value for line in sheet.rows for cell in line if cell.value is not None}
            for sheet in book.worksheets
        }
    finally:
        book.close()


def with_value(path: Path, title: str, address: str, value: float) -> Path:
    """A copy of the workbook in which a person typed *value* over a number."""
    number = list(cells(path)).index(title) + 1
    changed = path.with_name(f"{path.stem}_changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            content = old.read(item).decode() if item.filename.endswith(f"/sheet{number}.xml") else old.read(item)
            if isinstance(content, str):
                pattern = rf'(<c r="{address}"[^>]*>)<v>[^<]*</v>'
                content, count = re.subn(pattern, rf"\g<1><v>{value}</v>", content)
                assert count == 1
            new.writestr(item, content)
    return changed


def address_of(sheet: dict[str, object], text: str, col: str) -> str:
    """The cell of column *col* in the row that says *text* in column B."""
    label = next(address for address, value in sheet.items() if value == text and address.startswith("B"))
    return col + label[1:]


def differing(path: Path, computed: dict[str, dict[str, object]]) -> Iterator[str]:
    """Formula cells whose stored value is not what a spreadsheet computes."""
    stored, written = cells(path), cells(path, formulas_too=True)
    for title, sheet in written.items():
        for address, formula in sheet.items():
            if not str(formula).startswith("=") or stored[title].get(address) == formula:
                continue
            old, new = stored[title].get(address, ""), computed[title].get(address, "")
            both_numbers = isinstance(old, int | float) and isinstance(new, int | float)
            if not (math.isclose(old, new, rel_tol=1e-9) if both_numbers else old == new):
                yield f"{title}!{address} {formula}: stored {old!r}, computed {new!r}"


# --- whole workbooks ---------------------------------------------------------------------------------------------


@needs_soffice
def test_every_stored_value_is_what_a_spreadsheet_computes(tmp_path, soffice_profile):
    """Previews and file readers show the stored values; a person who opens the file sees the computed ones."""
    paths = [drawn(tmp_path, make(), name, language) for name, make in REPORTS.items() for language in ("ja", "en")]
    computed = recalculated(paths, tmp_path, soffice_profile)

    assert [finding for path in paths for finding in differing(path, computed[path])] == []


@needs_excel_lint
def test_excel_has_nothing_to_repair(tmp_path):
    """A repair dialogue in front of the board is the end of trust."""
    assert lint_workbooks([drawn(tmp_path, make(), name) for name, make in REPORTS.items()]) == []


def test_the_same_report_gives_the_same_bytes(tmp_path):
    """So that a changed file means changed figures."""
    first, second = (drawn(tmp_path, mixed_report(), name) for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


def test_teams_stand_before_their_members(tmp_path):
    """The reader starts with the whole; whoever is not in the plan stands last."""
    titles = list(cells(drawn(tmp_path, mixed_report())))
    assert titles[:3] == ["東京チーム", "大阪カスタマーサクセス", "佐藤 花子"]
    assert titles[3:7] == ["鈴木 一郎", "田中 美咲", "高橋 健", "新人 太郎"]
    assert next(iter(cells(drawn(tmp_path, field_report(), language="en")))) == "東京チーム"


def test_pages_are_a4_landscape_one_page_wide(tmp_path):
    """Ready for the meeting; a long heatmap repeats its head."""
    with zipfile.ZipFile(drawn(tmp_path, large_report(60))) as package:
        team, member = (package.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2))
        workbook = package.read("xl/workbook.xml").decode()
    assert all('paperSize="9" ' in sheet and 'orientation="landscape"' in sheet for sheet in (team, member))
    assert 'fitToHeight="0"' in team
    assert 'fitToHeight="0"' not in member
    assert re.search(r"_xlnm\.Print_Titles[^>]*>'東京チーム'!\$\d+:\$\d+<", workbook)
    assert "tabSelected" in team
    assert "tabSelected" not in member


# --- a member ----------------------------------------------------------------------------------------------------


@needs_soffice
def test_a_corrected_actual_goes_through_to_the_team(tmp_path, soffice_profile):
    """One deal was forgotten: 達成率, 判定, the cards, the heatmap and the team's total all follow."""
    path = drawn(tmp_path, field_report())
    before = cells(path)
    address = address_of(before["佐藤 花子"], "受注件数", "E")
    changed = with_value(path, "佐藤 花子", address, 7)
    after = recalculated([changed], tmp_path, soffice_profile)[changed]
    member, team = after["佐藤 花子"], after["東京チーム"]

    assert member["G" + address[1:]] == pytest.approx(7 / 6)
    assert member["I" + address[1:]] == "○"
    assert member["D5"] == "2 / 7"
    assert (before["佐藤 花子"]["L5"], member["L5"]) == ("受注件数", "成約率")
    assert team[address_of(team, "受注件数", "E")] == 25
    assert team[address_of(team, "佐藤 花子", "D")] == pytest.approx(7 / 6)


@needs_soffice
def test_thresholds_can_be_changed_on_the_sheet(tmp_path, soffice_profile):
    """A team that calls 75% fair types it into the legend."""
    path = drawn(tmp_path, field_report())
    legend = next(a for a, value in cells(path)["佐藤 花子"].items() if value == "判定は月の目標に対して")
    changed = with_value(path, "佐藤 花子", "L" + legend[1:], 0.75)
    sheet = recalculated([changed], tmp_path, soffice_profile)[changed]["佐藤 花子"]

    assert sheet[address_of(sheet, "成約率", "I")] == "△"
    assert sheet[address_of(sheet, "受注件数", "I")] == "×"


def test_lower_is_better_where_the_definition_says_so(tmp_path):
    """Churn of 4.7% against at most 5% is better than planned."""
    sheet = cells(drawn(tmp_path, mixed_report()))["加藤 恵"]
    at = address_of(sheet, "年間解約率", "G")[1:]
    assert "以下" in str(sheet["C" + at])
    assert [sheet[col + at] for col in "FGI"] == [pytest.approx(0.3), pytest.approx(2 - 0.047 / 0.05), "○"]


def test_a_member_whom_no_plan_lists_has_actuals_and_dashes(tmp_path):
    """No target is not a target of 0: nothing is judged."""
    book = cells(drawn(tmp_path, field_report()))
    sheet, team = book["新人 太郎"], book["東京チーム"]
    at = address_of(sheet, "受注件数", "D")[1:]
    assert [sheet[col + at] for col in "DEFGI"] == ["—", 1, "—", "—", "—"]
    assert "計画に未登録" in sheet["B2"]
    assert team[address_of(team, "新人 太郎", "J")] == "計画に未登録"


def test_an_unfinished_month_is_not_judged_against_a_whole_one(tmp_path):
    """On 23 November ▲4.9% against all of October is no bad news: it has no colour and says why."""
    sheet = cells(drawn(tmp_path, mixed_report()))["吉田 大輔"]
    assert "途中" in sheet["H6"]
    assert sheet["B11"] == "3　月の途中の数値です。稼働日は19日のうち14日を終え、残りは5日です。"


# --- a team ------------------------------------------------------------------------------------------------------


def test_totals_add_up_the_members_cells(tmp_path):
    """Counts and yen are sums over the members' sheets; a rate is no sum of rates."""
    path = drawn(tmp_path, field_report())
    team = cells(path, formulas_too=True)["東京チーム"]
    actuals = [str(team[address_of(team, name, "E")]) for name in ("受注件数", "成約率")]
    assert actuals[0].startswith("=SUM('佐藤 花子'!$E$16,'鈴木 一郎'!$E$16")
    assert not actuals[1].startswith("=")


def test_a_total_that_is_no_sum_is_written_as_it_is(tmp_path):
    """A team may have more than its members' parts: then the total is a figure, not a wrong formula."""
    part = block(FIELD, field_members())
    rows = tuple(row(each.kpi, each.target, 99) if each.kpi.id == "meetings" else each for each in part.total.rows)
    odd = replace(part, total=replace(part.total, rows=rows))
    team = cells(drawn(tmp_path, report([TeamResult("東京チーム", (odd,), ())])), formulas_too=True)["東京チーム"]
    assert team[address_of(team, "商談数", "E")] == 99


def test_heatmap_cells_read_the_members_sheets(tmp_path):
    """The heatmap cannot disagree with the sheet it links to."""
    team = cells(drawn(tmp_path, field_report()), formulas_too=True)["東京チーム"]
    assert team[address_of(team, "佐藤 花子", "C")] == "='佐藤 花子'!$G$15"


def test_members_of_a_track_are_judged_by_its_kpis_alone(tmp_path):
    """BDR members owe no request-to-meeting rate. 52 hand-overs of 50, when 14 of 19 days are over: 52 / 36.8."""
    team = cells(drawn(tmp_path, mixed_report()))["東京チーム"]
    assert team[address_of(team, "中村 翔", "C")] == pytest.approx(52 / (50 * 14 / 19))
    assert len(BDR.kpis) == 4
    assert "H" + address_of(team, "中村 翔", "B")[1:] not in team


# --- names -------------------------------------------------------------------------------------------------------


def test_names_from_the_log_are_never_formulas(tmp_path):
    """=1+1 and @cmd are how a spreadsheet is attacked through a CRM."""
    book = cells(drawn(tmp_path, odd_report()), formulas_too=True)
    assert book["チーム"][address_of(book["チーム"], "=1+1", "B")] == "=1+1"
    with zipfile.ZipFile(tmp_path / "report_ja.xlsx") as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "/worksheets/sheet" in name]
    assert not any("<f>1+1" in sheet or "<f>@cmd" in sheet or "<f>cmd" in sheet for sheet in sheets)


def test_every_member_has_a_sheet_of_its_own(tmp_path):
    """Names that are empty, too long, illegal or alike after cutting still get different titles."""
    titles = list(cells(drawn(tmp_path, odd_report())))
    assert len(titles) == len(set(map(str.casefold, titles))) == 1 + len(ODD_NAMES) + 4 + 2
    assert all(0 < len(title) <= 31 for title in titles)


def test_long_names_are_cut_where_they_are_shown():
    """A cell shows no more than fits; full-width characters take two columns."""
    assert person("佐藤 花子") == "佐藤 花子"
    assert person("とても長い名前" * 3, 20) == "とても長い名前とて…"
    assert person(" ") == "名前なし"


# --- formulas ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 250, 251, 2_000])
def test_sums_stay_within_what_excel_takes(count):
    """255 arguments and 8,192 characters, with names of 31 quotes as the longest there can be."""
    longest = "'" + "''" * 31 + "'!$G$16"
    parts = formulas.sums([cell(longest, 1.0)] * count)
    assert sum(part.value for part in parts) == count
    assert all(len(part.formula) <= 8_191 and part.formula.count(",") < 255 for part in parts)


def test_texts_round_as_the_cells_do():
    """6.25% shows as 6.3% in a cell, as 6.2% in Python: a sentence must not contradict the table."""
    assert [formulas.percent(rate) for rate in (0.0625, 0.5245, 1.0, -0.4, -0.0001)] == [
        "6.3%", "52.5%", "100.0%", "▲40.0%", "0.0%",
    ]  # fmt: skip
    with speaking("en"):
        assert [formulas.shown(kpi, 8.25) for kpi in (FIELD.kgi, FIELD.kpis[-1])] == ["¥8", "8.3"]


def test_rate_formulas_follow_the_direction():
    """2 - actual/target where lower is better, pass or fail at a zero target."""
    target, actual = cell("F1", 0.05), cell("G1", 0.04)
    lower, higher = (attainment.rate(target, actual, direction) for direction in (Direction.LOWER, Direction.HIGHER))
    assert lower.formula.endswith("IF(F1<1E-09,IF(G1<1E-09,1,0),2-G1/F1))")
    assert higher.formula.endswith("IF(F1<1E-09,IF(G1>-1E-09,1,0),G1/F1))")
    assert (lower.value, higher.value) == (pytest.approx(1.2), pytest.approx(0.8))


@pytest.mark.parametrize("target", [0.0, 5.6e-17, 1e-300, 9.9e-10, 1e-9, 0.5, 30.0])
@pytest.mark.parametrize("actual", [-1.0, -5e-10, 0.0, 5e-10, 1e-8, 24.0])
def test_what_counts_as_0_is_the_same_in_sheet_and_program(target, actual):
    """A target that a subtraction left at 5.6e-17 is no target: a rate of 10^17 % beside 0 in the program helps nobody."""
    for direction in Direction:
        shown = attainment.rate(cell("F1", target), cell("G1", actual), direction).value
        assert shown == attainment_of(actual, target, direction is Direction.LOWER)


@pytest.mark.parametrize("target", [0.0, 1e-12, 1e-9, 30.0, 29.0000000001, 10_000_000.0])
@pytest.mark.parametrize("share", [0.0, 1e-12, 1 / 3, 0.5, 1 - 1e-12])
def test_what_is_due_is_the_same_in_sheet_and_program(target, share):
    """The product of the two may be next to 0, or a hair above a whole number."""
    for kpi in (FIELD.kgi, FIELD.kpi("meetings")):
        wanted = attainment_row(kpi, target, 3.0, Thresholds(), share_due=share)
        target = wanted.target
        due = formulas.due(cell("F1", target), cell("G1", share))
        assert due.value == wanted.due
        shown = formulas.pace(cell("F1", target), cell("H1", 3.0), due).value
        assert shown == (NOTHING if wanted.pace is None else wanted.pace)


def test_a_gap_has_no_binary_dust():
    """0.3 - 0.1 x 3 is 0 in a cell."""
    rate = FIELD.kpi("win_rate")
    assert formulas.gap(cell("F1", 0.1 * 3), cell("G1", 0.3), rate).value == 0
    assert formulas.gap(cell("F1", 0.246), cell("G1", 0.2), rate).value == -4.6


def test_the_fixture_is_consistent():
    """Rows made by hand carry the status of their rate, or the tests above prove nothing."""
    assert [each.status for each in SATO.rows[:3]] == [Status.FAIR, Status.POOR, Status.GOOD]


def test_whoever_worked_in_two_teams_has_one_page_and_is_named_on_the_other_teams(tmp_path: Path):
    """東's total holds 鈴木's three meetings, so its page says whose they are; the person's page tells all eleven."""
    read = cells(drawn(tmp_path, month_of(tmp_path, Plan.standard(FIELD), *MOVED)))
    assert list(read) == ["全社", "全社 見込み", "西", "西 見込み", "東", "東 見込み", "鈴木", "佐藤", "山田"]
    east = list(read["東"].values())
    assert "フィールドセールス ・ 1名 ・ 他チームの1名の活動を含む" in east
    assert {"鈴木", "他チーム所属"} <= set(map(str, east))
    assert "フィールドセールス ・ 西 ・ 東での活動を含む" in read["鈴木"].values()
    assert "他チーム所属" not in read["西"].values()
