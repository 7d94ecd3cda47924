"""The heatmap's heads and means: no character alone in a line, figures under the middle of their head."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl.definitions import load_role
from kpi_xl.language import speaking
from kpi_xl.sheets.monthly.table.head_lines import head_lines
from tests.attainment.plans import field_plan, member, report_of
from tests.sheets.monthly.test_monthly import drawn

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning", "ignore:Conditional Formatting:UserWarning")

ROLES = ("field_sales", "inside_sales:sdr", "inside_sales:bdr", "customer_success", "manager")


@pytest.mark.parametrize(("label", "lines"), [
    ("キーパーソン接触率", ["キーパーソン", "接触率"]),
    ("ターゲット企業アポイント率", ["ターゲット企業", "アポイント率"]),
    ("顧客満足度（5点満点）", ["顧客満足度", "（5点満点）"]),
    ("平均受注単価", ["平均受注単価"]),
    ("大手既存法人顧客深耕訪問件数", ["大手既存法人顧", "客深耕訪問件数"]),  # one word alone
])  # fmt: skip
def test_a_head_breaks_between_words(label: str, lines: list[str]):
    with speaking("ja"):
        assert head_lines(label) == lines


@pytest.mark.parametrize("role", ROLES)
def test_no_character_of_a_head_stands_alone(role: str):
    with speaking("ja"):
        for kpi in load_role(role).kpis:
            lines = head_lines(str(kpi.label))
            assert "".join(lines) == kpi.label.ja
            assert min(map(len, lines)) > 1
    with speaking("en"):
        assert head_lines("Key-person contact rate") == ["Key-person", "contact rate"]


def test_means_stand_under_the_middle_of_their_head(tmp_path: Path):
    """Of every member, of the team, and the share of members in reach."""
    log = report_of(tmp_path, field_plan(member("佐藤"), member("鈴木")), "2026-11-02,佐藤,東,商談,9,", "2026-11-02,佐藤,東,受注,2,900000")
    sheet = openpyxl.load_workbook(drawn(tmp_path, log))["東"]
    (head,) = [cell for line in sheet.iter_rows() for cell in line if cell.value == "平均達成率"]
    below = [sheet.cell(head.row + down, head.column) for down in range(5)]
    assert {cell.alignment.horizontal for cell in below} == {"center"}
