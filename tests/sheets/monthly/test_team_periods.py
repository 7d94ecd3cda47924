"""累計 on a team's page: month, quarter, half-year and fiscal year to date against plan, for each role's goal."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl.cli import main
from tests.company_books import write_company

LOG = (
    "日付,担当者,チーム,種別,件数,金額\n2026-10-10,佐藤,東京,受注,4,3200000\n2026-10-12,高橋,大阪,受注,2,1600000\n"
    "2026-11-10,佐藤,東京,受注,2,1600000\n2026-11-12,高橋,大阪,受注,1,800000\n"
)  # fmt: skip


@pytest.mark.parametrize(("language", "title"), [("ja", "累計（11月16日まで）"), ("en", "To date (Nov 16)")])
def test_the_quarter_and_the_year_are_the_months_together(tmp_path: Path, language: str, title: str):
    """東京's field sales owe 686万 in November, 381.1万 of it by day 10 of 18; October asks the same, and 320万 came: together 480 of 1,067.1万."""
    write_company(tmp_path / "c.xlsx")
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    arguments = ("report", str(tmp_path / "log.csv"), "--plan", str(tmp_path / "c.xlsx"), "--month", "2026-11", "--as-of", "2026-11-16")
    with pytest.raises(SystemExit):
        main([*arguments, "-o", str(tmp_path / "r.xlsx"), "--lang", language])
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx", data_only=True)["東京"]
    rows = [[cell.value for cell in row[1:9]] for row in sheet.iter_rows()]
    at = next(place for place, row in enumerate(rows) if row[0] == title) + 2
    assert rows[at][0] in ("フィールドセールス", "Field sales")
    assert [row[0] for row in rows[at + 1 : at + 4]] == [None] * 3, "the role is named once"
    per = 1 if language == "ja" else 10
    plan, due, actual, gap, pace, sign = rows[at][2:]
    assert (plan, round(due, 1), actual, sign) == (686 * per, round(381.111 * per, 1), 160 * per, "×")
    assert gap == pytest.approx(actual - due)
    assert pace == pytest.approx(160 / 381.111, rel=1e-4)
    _, quarter_due, quarter, *_ = rows[at + 1][2:]
    assert quarter == 480 * per
    assert quarter_due > due
