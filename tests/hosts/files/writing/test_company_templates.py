"""A company's own workbook, filled where it carries published names."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kpi_xl.cli import main
from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.errors import InputError
from kpi_xl.hosts.files.reading.plan_cells import PlanBook
from kpi_xl.hosts.files.writing.books import write_role_workbook
from kpi_xl.hosts.files.writing.company_templates import check_template, fill_template
from kpi_xl.periods import Month
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.published import published_names
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated

FIELD = load_role("field_sales")
SETTINGS = BookSettings.standard(FIELD, Month(2026, 12), {"KGI_AMOUNT": 10_000_000})


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return company_book(tmp_path / "ours.xlsx")


def company_book(path: Path) -> Path:
    """A cover with a few named cells, a formula of the company's own, and a table that is too short."""
    with xlsxwriter.Workbook(path) as book:
        cover, kpis = book.add_worksheet("表紙"), book.add_worksheet("KPI一覧")
        money, month = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "yyyy年m月"})
        cover.write("A1", "わが社の営業計画")
        for row, (name, style) in enumerate({"KGI_AMOUNT": money, "TARGET_MEETINGS": money, "PLAN_MONTH": month}.items(), 2):
            cover.write_blank(row, 1, None, style)
            book.define_name(name, f"='表紙'!$B${row + 1}")
        cover.write_formula("C3", "=B3*12", money, 0)
        book.define_name("TARGET_WIN_RAET", "='表紙'!$B$9")
        kpis.add_table("B2:D4", {"name": "KPI_TARGETS", "columns": [{"header": head} for head in ("KPI", "目標", "メモ")]})
    return path


def test_names_and_tables_are_filled(ours: Path, tmp_path: Path):
    """1,000万 / 50万 / 20% are 100 meetings; the table grows to the role's seven KPIs."""
    check = fill_template(ours, FIELD, SETTINGS, tmp_path / "filled.xlsx")
    assert check.found == ("KGI_AMOUNT", "PLAN_MONTH", "TARGET_MEETINGS", "KPI_TARGETS")
    book = openpyxl.load_workbook(tmp_path / "filled.xlsx")
    assert [book["表紙"][cell].value for cell in ("A1", "B3", "B4", "B5")] == [
        "わが社の営業計画", 10_000_000, 100, datetime(2026, 12, 1),
    ]  # fmt: skip
    assert book["KPI一覧"].tables["KPI_TARGETS"].ref == "B2:D9"
    rows = list(book["KPI一覧"].iter_rows(min_row=3, max_row=9, min_col=2, max_col=4, values_only=True))
    assert rows[0] == ("売上", 10_000_000, None)
    assert [row[0] for row in rows] == [str(kpi.label) for kpi in FIELD.kpis]


def test_inputs_may_be_named_as_people_call_them(tmp_path: Path):
    """A sales ops person names the cell 成約率, not WIN_RATE; what is filled there is read there, too."""
    path, filled = tmp_path / "ours.xlsx", tmp_path / "filled.xlsx"
    with xlsxwriter.Workbook(path) as book:
        cover = book.add_worksheet("表紙")
        for row, name in enumerate(("売上", "平均受注単価", "成約率")):
            cover.write_blank(row, 1, None, book.add_format({"num_format": "#,##0.00"}))
            book.define_name(name, f"='表紙'!$B${row + 1}")
    check = fill_template(path, FIELD, SETTINGS, filled)
    assert check.found == ("売上", "平均受注単価", "成約率")
    assert not {"KGI_AMOUNT", "UNIT_PRICE", "WIN_RATE"} & set(check.missing)
    assert [openpyxl.load_workbook(filled)["表紙"][f"B{row}"].value for row in (1, 2, 3)] == [10_000_000, 500_000, 0.2]
    cells = PlanBook(filled)
    assert [cells.cell(name).value for name in ("KGI_AMOUNT", "UNIT_PRICE", "WIN_RATE")] == [10_000_000, 500_000, 0.2]
    cells.close()


@needs_soffice
@needs_excel_lint
def test_a_spreadsheet_shows_what_was_filled(ours: Path, tmp_path: Path, soffice_profile: Path):
    """The company's own formula follows, and Excel opens both without repair."""
    output = tmp_path / "filled.xlsx"
    fill_template(ours, FIELD, SETTINGS, output)
    assert recalculated([output], tmp_path, soffice_profile)[output]["表紙"]["C3"] == 120_000_000
    assert lint_workbooks([ours, output]) == []


def test_check_names_a_slip(ours: Path):
    """A name that is nearly right is what people overlook for an hour."""
    assert check_template(ours, FIELD).near == (("TARGET_WIN_RAET", "TARGET_WIN_RATE"),)


@pytest.mark.parametrize("role_id", ROLE_IDS)
def test_our_own_workbooks_carry_the_published_names(role_id: str, tmp_path: Path):
    """One list for our sheets and theirs; only the counts worked back have no cell of their own name."""
    role = load_role(role_id)
    write_role_workbook(role, BookSettings.standard(role, Month(2026, 12)), tmp_path / "book.xlsx")
    missing = check_template(tmp_path / "book.xlsx", role).missing
    assert [name for name in missing if not name.startswith("REQUIRED_")] == ["KPI_TARGETS"]


def test_a_workbook_without_any_name_is_refused(tmp_path: Path):
    """Nothing to fill is a mistake, not a copy."""
    with xlsxwriter.Workbook(tmp_path / "plain.xlsx") as book:
        book.add_worksheet()
    with pytest.raises(InputError) as error:
        fill_template(tmp_path / "plain.xlsx", FIELD, SETTINGS, tmp_path / "filled.xlsx")
    names = ", ".join(each.name for each in published_names(FIELD)[:6])
    assert str(error.value) == (
        "plain.xlsx には、入力先の名前が1つもありません。"
        f"{names} などの名前をセルに付けてください（kpi-xl templates list）。"
    )
    assert not (tmp_path / "filled.xlsx").exists()


def test_the_commands_do_it(ours: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """As a user types it."""
    output = tmp_path / "filled.xlsx"
    for arguments in (
        ["templates", "list", "field_sales"],
        ["templates", "check", str(ours), "--role", "field_sales"],
        ["new", "field_sales", "--template", str(ours), "-o", str(output), "--month", "2026-12"],
    ):
        with pytest.raises(SystemExit) as leave:
            main(arguments)
        assert leave.value.code == 0
    shown = capsys.readouterr().out
    assert "TARGET_WIN_RAET：もしかして「TARGET_WIN_RATE」ですか。" in shown
    assert f"ours.xlsxの4か所に書き込みました：{output}" in shown
