"""Reading workbooks back: everything comes back, and each slip is named with its cell."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.definitions import load_role
from kpi_xl.errors import InputError
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.periods import Month
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Member, Plan, Thresholds
from kpi_xl.workdays import WorkCalendar
from tests.role_books import (
    DECEMBER,
    ROLES,
    Change,
    cell_of,
    demanding_settings,
    edited,
    member_cell,
    typed,
    without_name,
    write_book,
)
from tests.spreadsheet import _converted, needs_soffice

SATO = Member("佐藤 花子", "東京", load_role("field_sales"))


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return write_book(tmp_path_factory.mktemp("original") / "2026-12.xlsx").read_bytes()


@pytest.fixture
def book(original, tmp_path):
    """A field-sales workbook with five members."""
    path = tmp_path / "2026-12.xlsx"
    path.write_bytes(original)
    return path


def said(*paths: Path) -> list[str]:
    """What the reader says about them."""
    with pytest.raises(InputError) as caught:
        read_plans(paths)
    return [str(finding) for finding in caught.value.findings]


def closed_days(calendar: WorkCalendar, months: list[Month]) -> list[date]:
    return calendar.closing_days(months)


# --- everything comes back --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_workbook_says_what_it_was_made_with(tmp_path, role, language):
    template = load_role(role)
    settings = demanding_settings(template)
    with speaking(language):
        plan = read_plans([write_book(tmp_path / "book.xlsx", template, settings)])
    assert plan.members == settings.members
    assert plan.thresholds == settings.thresholds
    assert plan.first_month == 4
    assert plan.roles[0].inputs == {**template.defaults, **settings.inputs}
    assert plan.roles[0].overrides == settings.overrides
    months = settings.fiscal_months
    assert [plan.roles[0].kgi_amount(month) for month in months] == [
        replace(plan.roles[0], month_weights=settings.month_weights).kgi_amount(month) for month in months
    ]
    listed = list(settings.listed_months)
    assert closed_days(plan.calendar, listed) == closed_days(settings.work_calendar, listed)


def test_the_language_of_the_reader_does_not_matter(tmp_path):
    """A workbook made in English is read by a Japanese colleague."""
    with speaking("en"):
        path = write_book(tmp_path / "book.xlsx", "inside_sales")
    assert read_plans([path]).members == demanding_settings(load_role("inside_sales")).members


def test_names_lead_to_cells_wherever_they_were_moved(book):
    """Sheets renamed, an input moved away, members sorted: nothing is found by its address."""

    def move(workbook):
        cell = cell_of(workbook, "WIN_RATE")
        sheet = workbook["④目標"]
        sheet["A90"] = cell.value
        cell.value = None
        workbook.defined_names["WIN_RATE"].attr_text = "'④目標'!$A$90"
        workbook["②現状"].title = "前提 '26"
        workbook["設定"].title = "メンバー"
        for name in list(workbook.defined_names.values()):
            name.attr_text = name.attr_text.replace("'②現状'!", "'前提 ''26'!").replace("'設定'!", "メンバー!")

    plan = read_plans([edited(book, member_cell(0, "担当者", "田中 健"), member_cell(3, "担当者", "佐藤 花子"), move)])
    assert plan.roles[0].inputs["WIN_RATE"] == 0.18
    assert [member.name for member in plan.members][:4] == ["田中 健", "鈴木 一郎", "髙橋 美咲", "佐藤 花子"]


def test_a_column_put_into_the_members_table_does_no_harm(book):
    """Columns are found by their heads."""

    def insert(workbook):
        sheet = workbook["設定"]
        table = sheet.tables["MEMBERS"]
        for row in range(7, 38):
            sheet.cell(row, 20).value = sheet.cell(row, 2).value
            for col, value in enumerate([sheet.cell(row, col).value for col in range(3, 7)], start=21):
                sheet.cell(row, col).value = value
        sheet["Z7"], sheet["Z8"] = "社員番号", "00123"
        names_, others = "T7", "Z37"
        table.ref = f"{names_}:{others}"
        table.tableColumns = []
        table._initialise_columns()
        for column, cell in zip(table.tableColumns, sheet["T7:Z7"][0], strict=True):
            cell.value = cell.value or f"空き{cell.column}"
            column.name = cell.value

    assert read_plans([edited(book, insert)]).members == demanding_settings(load_role("field_sales")).members


@needs_soffice
def test_a_workbook_saved_by_libreoffice_is_read_alike(tmp_path, soffice_profile):
    """Colleagues without Excel save it with LibreOffice, which rewrites every part."""
    paths = []
    for role in ROLES:
        paths.append(write_book(tmp_path / f"{role.replace(':', '-')}.xlsx", role))
    saved = _converted(paths, tmp_path, "xlsx:Calc MS Excel 2007 XML", soffice_profile)
    for path in paths:
        assert read_plans([saved[path]]) == read_plans([path]), path.name


def test_a_dropped_table_is_found_by_its_area(book):
    """Google Sheets keeps names, but no tables."""
    plan = read_plans([book])
    assert read_plans([edited(book, lambda workbook: workbook["設定"].tables.clear())]) == plan


@pytest.mark.parametrize(
    ("typed_value", "read"),
    [
        ("1,000万", 10_000_000),
        ("１０，０００，０００", 10_000_000),
        ("¥5,000,000", 5_000_000),
        (7_000_000, 7_000_000),
        ("1.2億円", 120_000_000),
    ],
)
def test_amounts_may_be_typed_as_people_write_them(book, typed_value, read):
    assert read_plans([edited(book, typed("KGI_AMOUNT", typed_value))]).roles[0].inputs["KGI_AMOUNT"] == read


@pytest.mark.parametrize(("typed_value", "read"), [("２０％", 0.2), ("20%", 0.2), (0.2, 0.2), ("0.2", 0.2)])
def test_rates_may_be_typed_as_people_write_them(book, typed_value, read):
    assert read_plans([edited(book, typed("WIN_RATE", typed_value))]).roles[0].inputs["WIN_RATE"] == read


@pytest.mark.parametrize(
    "typed_value", ["2024/4/1", "2024年4月1日", "２０２４－０４－０１", datetime(2024, 4, 1), 45383]
)
def test_days_may_be_typed_as_people_write_them(book, typed_value):
    assert read_plans([edited(book, member_cell(1, "入社日", typed_value))]).members[1].joined == date(2024, 4, 1)


@pytest.mark.parametrize(
    "word", ["インサイドセールス(BDR)", "Inside sales (BDR)", "inside_sales:bdr", " インサイドセールス（ＢＤＲ） "]
)
def test_a_role_may_be_written_in_several_ways(book, word):
    assert read_plans([edited(book, member_cell(4, "役割", word))]).members[4].role.key == "inside_sales:bdr"


def test_a_blank_role_is_the_workbooks_own(book):
    assert read_plans([edited(book, member_cell(4, "役割", None))]).members[4].role.id == "field_sales"


def test_a_formula_in_an_input_counts_by_its_saved_value(book, tmp_path):
    """Excel saves the result beside the formula; it is as good as a typed number."""
    content = {}
    with zipfile.ZipFile(edited(book, typed("WIN_RATE", 0.18))) as package:
        content = {name: package.read(name) for name in package.namelist()}
    for name, part in content.items():
        content[name] = re.sub(rb"<v>0\.18</v>", b"<f>1/4</f><v>0.25</v>", part)
    with zipfile.ZipFile(book, "w") as package:
        for name, part in content.items():
            package.writestr(name, part)
    assert read_plans([book]).roles[0].inputs["WIN_RATE"] == 0.25


# --- targets typed by hand --------------------------------------------------------------------------------------------


def test_stored_results_are_not_trusted(book):
    """A workbook saved before its formulas were computed carries old targets; the inputs say what holds."""
    plan = read_plans([edited(book, typed("KGI_AMOUNT", 24_000_000))])
    assert sum(target["revenue"] for target in plan.all_targets(DECEMBER)[:4]) == plan.roles[0].kgi_amount(DECEMBER)


def test_a_number_typed_over_a_target_is_that_target(book):
    """People overwrite formulas; what they see is what they are measured against."""
    plan = read_plans([edited(book, typed("TARGET_MEETINGS", 49), typed("TARGET_WIN_RATE", "25%"))])
    targets = plan.all_targets(DECEMBER)[:4]
    assert sum(target["meetings"] for target in targets) == 49
    assert {target["win_rate"] for target in targets} == {0.25}


def test_a_target_of_zero_may_be_typed(book):
    """No churn at all is a goal."""
    assert read_plans([edited(book, typed("OVERRIDE_WIN_RATE", 0))]).roles[0].overrides["win_rate"] == 0


def test_the_threshold_of_attaining_members_reaches_the_managers_kpi(tmp_path):
    path = edited(write_book(tmp_path / "book.xlsx", "manager"), typed("ATTAINING_THRESHOLD", 0.9))
    plan = read_plans([path])
    assert plan.roles[0].role.kpi("members_attaining").measure.threshold == 0.9
    assert plan.members[0].role.kpi("members_attaining").measure.threshold == 0.9


# --- days off ---------------------------------------------------------------------------------------------------------


def test_a_day_added_to_the_list_is_off_and_a_holiday_taken_out_is_worked(book):
    plan = read_plans([edited(book, typed("HOLIDAYS", None), typed("HOLIDAYS", date(2026, 8, 13), down=60))])
    assert date(2026, 8, 13) in plan.calendar.company_days
    assert plan.calendar.worked_holidays == {date(2026, 4, 29)}
    assert plan.calendar.is_working_day(date(2026, 4, 29))


def test_holidays_outside_the_list_stay_holidays(book):
    """The list covers two years; a report of a year before must not work through New Year."""
    calendar = read_plans([book]).calendar
    assert calendar.is_closed(date(2025, 1, 1))
    assert calendar.is_closed(date(2031, 5, 5))


# --- several workbooks ------------------------------------------------------------------------------------------------


def test_four_workbooks_make_one_plan(tmp_path):
    paths = [write_book(tmp_path / f"{role}.xlsx", role, BookSettings(DECEMBER)) for role in ROLES[:4]]
    plan = read_plans(paths)
    assert [role_plan.role.id for role_plan in plan.roles] == list(ROLES[:4])
    assert plan.lists_nobody


def merged(tmp_path: Path, **members: list[Member]) -> Plan:
    """The plan of one workbook for each role."""
    return read_plans(
        [
            write_book(tmp_path / f"{role}.xlsx", role, BookSettings(DECEMBER, members=tuple(listed)))
            for role, listed in members.items()
        ]
    )


def test_the_workbook_of_a_members_role_knows_best(tmp_path):
    """The manager lists everybody, the team's own workbook says with which share."""
    plan = merged(tmp_path, manager=[SATO], field_sales=[replace(SATO, team="大阪", share=1.0)])
    assert plan.members == (replace(SATO, team="大阪", share=1.0),)


def test_a_playing_manager_is_listed_in_both_roles(tmp_path):
    manager = replace(SATO, role=load_role("manager"))
    plan = merged(tmp_path, manager=[manager], field_sales=[SATO])
    assert [member.role.id for member in plan.members] == ["manager", "field_sales"]


def test_members_whose_role_has_no_workbook_keep_it(tmp_path):
    """They are measured against the method's standard."""
    plan = merged(tmp_path, manager=[SATO])
    assert plan.targets(SATO, DECEMBER)["meetings"] == 30


def test_days_off_of_all_workbooks_count(tmp_path):
    first, second = (write_book(tmp_path / f"{role}.xlsx", role, BookSettings(DECEMBER)) for role in ROLES[:2])
    plan = read_plans([first, edited(second, typed("HOLIDAYS", date(2026, 8, 13), down=60))])
    assert date(2026, 8, 13) in plan.calendar.company_days


def test_thresholds_are_the_first_workbooks(tmp_path):
    first, second = (write_book(tmp_path / f"{role}.xlsx", role, BookSettings(DECEMBER)) for role in ROLES[:2])
    assert read_plans([edited(first, typed("THRESHOLD_FAIR", 0.6)), second]).thresholds == Thresholds(1.0, 0.6)


def test_one_workbook_given_twice_counts_once(book):
    assert len(read_plans([book, book.parent / "." / book.name]).roles) == 1


def test_two_workbooks_of_one_role_are_refused(tmp_path):
    first, second = (
        write_book(tmp_path / name, "field_sales", BookSettings(DECEMBER)) for name in ("東京.xlsx", "大阪.xlsx")
    )
    assert said(first, second) == [
        "大阪.xlsx：「フィールドセールス」の計画ブックは 東京.xlsx にもあります。役割ごとに1つの計画ブックを指定してください。"
    ]


def test_a_member_with_two_roles_that_no_workbook_plans_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        merged(tmp_path, manager=[SATO], customer_success=[replace(SATO, role=load_role("inside_sales"))])
    assert str(caught.value) == (
        "customer_success.xlsx: 設定!B8：「佐藤 花子」の役割が、manager.xlsx: 設定!B8 ではフィールドセールス、"
        "ここではインサイドセールスです。どちらかの役割を直してください。"
    )


# --- slips in cells ---------------------------------------------------------------------------------------------------

SLIPS = {
    "text in a number": (
        [typed("KGI_AMOUNT", "いっぱい")],
        "①KGI!E12：「いっぱい」は数として読めません。「10000000」や「1,000万」のように入力してください。",
    ),
    "25 for 25%": (
        [typed("WIN_RATE", 25)],
        "②現状!G24：「25」は使えません。率は0より大きく100%以下です。25%は「25%」または「0.25」と入力してください。",
    ),
    "negative": (
        [typed("KGI_AMOUNT", -5)],
        "①KGI!E12：「-5」は使えません。0以上の数が必要です。「10000000」や「1,000万」のように入力してください。",
    ),
    "price of 0": (
        [typed("UNIT_PRICE", 0)],
        "②現状!G23：「0」は使えません。0より大きい数が必要です。0より大きい数を入力してください。",
    ),
    "empty": ([typed("WIN_RATE", None)], "②現状!G24：入力されていません。値を入力してください。"),
    "formula without a result": (
        [typed("WIN_RATE", "=1/4")],
        "②現状!G24：数式の計算結果が保存されていません。値をそのまま入力するか、Excelで開いて保存し直してください。",
    ),
    "error value": (
        [typed("WIN_RATE", "#N/A")],
        "②現状!G24：「#N/A」は数として読めません。「20%」または「0.2」のように入力してください。",
    ),
    "target by hand": (
        [typed("OVERRIDE_KEY_PERSON_RATE", 80)],
        "④目標!G34：「80」は使えません。率は0より大きく100%以下です。25%は「25%」または「0.25」と入力してください。",
    ),
    "no month": (
        [typed("PLAN_MONTH", "来月")],
        "①KGI!E13：「来月」は月として読めません。「2026/12/01」または「2026年12月」のように入力してください。",
    ),
    "month of the year": (
        [typed("FISCAL_FIRST_MONTH", 13)],
        "設定!D46：「13」は1から12までの月ではありません。4月始まりなら「4」と入力してください。",
    ),
    "thresholds": (
        [typed("THRESHOLD_FAIR", 1.2)],
        "設定!D44：「120%」は○の基準（100%）を上回っています。△の基準を○の基準以下にしてください。",
    ),
    "threshold typed as 100": (
        [typed("THRESHOLD_GOOD", 100)],
        "設定!D43：「100」は判定の基準になりません（0%より大きく200%以下）。100%は「100%」または「1」と入力してください。",
    ),
    "no weights": (
        [typed("MONTH_WEIGHTS", 0, right=right) for right in range(12)],
        "④目標!C12:N12：季節性の重みがすべて0です。1つ以上の月に0より大きい重みを入力してください。",
    ),
    "weight": (
        [typed("MONTH_WEIGHTS", "多め")],
        "④目標!C12：「多め」は数として読めません。「3」のように入力してください。",
    ),
    "day off": (
        [typed("HOLIDAYS", "お盆")],
        "設定!B81：「お盆」は日付として読めません。「2026/12/01」のように入力してください。",
    ),
    "span": (
        [typed("HOLIDAYS_UNTIL", date(2020, 1, 1))],
        "設定!D48：「2020-01-01」は休業日一覧の最初の日より前です。一覧の最後の日を、最初の日以降の日付にしてください。",
    ),
    "role": (
        [member_cell(1, "役割", "フィールドセルス")],
        "設定!D9：「フィールドセルス」という役割はありません。もしかして「フィールドセールス」ですか。",
    ),
    "no name": (
        [member_cell(1, "担当者", None)],
        "設定!B9：担当者名がありません。名前を入力するか、行を空にしてください。",
    ),
    "twice": (
        [member_cell(1, "担当者", "佐藤花子")],
        "設定!B9：「佐藤花子」という担当者が2回あります。B8と同じ人なら、どちらかの行を消してください。",
    ),
    "joined": (
        [member_cell(1, "入社日", "去年")],
        "設定!E9：「去年」は日付として読めません。「2026/12/01」のように入力してください。",
    ),
    "joined as a small number": (
        [member_cell(1, "入社日", 12)],
        "設定!E9：「12」は日付として読めません。「2026/12/01」のように入力してください。",
    ),
    "share as 30": (
        [member_cell(1, "目標配分", 30)],
        "設定!F9：「30」は使えません。率は0より大きく100%以下です。25%は「25%」または「0.25」と入力してください。",
    ),
    "shares above the whole": (
        [member_cell(1, "目標配分", 0.7)],
        "設定!F8:F37：「120.0%」はフィールドセールスの目標配分の合計で、100%を超えています。合計を100%にするか、空欄にして等分してください。",
    ),
    "shares below the whole": (
        [member_cell(row, "目標配分", 0.1) for row in range(4)],
        "設定!F8:F37：「40.0%」はフィールドセールスの目標配分の合計で、100%になりません。合計を100%にするか、空欄にして等分してください。",
    ),
    "column": (
        [typed(names.MEMBERS_AREA, "目標の配分", right=4)],
        "設定!B7:F37：「目標配分」という列が担当者の表にありません。もしかして「目標の配分」ですか。",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named_with_its_cell(book, slip):
    changes, message = SLIPS[slip]
    assert said(edited(book, *changes)) == [f"2026-12.xlsx: {message}"]


ENGLISH_SLIPS = {
    "25 for 25%": (
        [typed("WIN_RATE", 25)],
        "2 Current!G24: got '25'; a rate is above 0 and at most 100%. Write 25% as 25% or 0.25.",
    ),
    "role": (
        [member_cell(1, "役割", "Field sale")],
        "Settings!D9: 'Field sale' is not a known role. Did you mean 'Field sales'?",
    ),
    "shares": (
        [member_cell(1, "目標配分", 0.7)],
        "Settings!F8:F37: '120.0%' is the sum of the shares of Field sales and exceeds 100%. "
        "Make them sum to 100%, or leave them blank for equal parts.",
    ),
}


@pytest.mark.parametrize("slip", ENGLISH_SLIPS)
def test_it_speaks_english_too(tmp_path, slip):
    changes, message = ENGLISH_SLIPS[slip]
    with speaking("en"):
        assert said(edited(write_book(tmp_path / "book.xlsx"), *changes)) == [f"book.xlsx: {message}"]


def test_everything_is_said_at_once(book, tmp_path):
    """Nobody wants to run a report five times to learn of five slips."""
    changes = [typed("KGI_AMOUNT", "x"), typed("WIN_RATE", 25), member_cell(0, "役割", "部長"), typed("HOLIDAYS", "?")]
    second = edited(write_book(tmp_path / "b.xlsx", "manager", BookSettings(DECEMBER)), typed("COVERAGE", "3倍くらい"))
    findings = said(edited(book, *changes), second, tmp_path / "c.xlsx")
    assert len(findings) == 6
    assert [finding.partition("：")[0] for finding in findings[-2:]] == ["b.xlsx: ②現状!G24", str(tmp_path / "c.xlsx")]


def test_shares_of_a_third_are_the_whole(book):
    """33.3% three times is meant to be 100%."""
    changes = [member_cell(row, "目標配分", share) for row, share in enumerate((0.333, 0.333, 0.333, 0.0))]
    assert [member.share for member in read_plans([edited(book, *changes)]).members[:4]] == [0.333, 0.333, 0.333, 0.0]


# --- workbooks that are none ------------------------------------------------------------------------------------------


def test_a_missing_name_is_named_with_the_nearest(book):
    """A name that somebody renamed is told with the name that is nearly the same."""

    def rename(workbook):
        workbook.defined_names.add(openpyxl.workbook.defined_name.DefinedName("WIN_RATES", attr_text="②現状!$G$24"))

    assert said(edited(book, without_name("WIN_RATE"), rename)) == [
        "2026-12.xlsx：「WIN_RATE」という名前がブックにありません。もしかして「WIN_RATES」ですか。"
    ]


def test_a_name_whose_cell_was_deleted_is_missing(book):
    """Other names of the workbook are no candidates: they are where they belong."""

    def delete(workbook):
        workbook.defined_names["WIN_RATE"].attr_text = "②現状!#REF!"

    assert said(edited(book, delete)) == [
        "2026-12.xlsx：「WIN_RATE」という名前がブックにありません。そのセルに名前を付け直してください"
        "（Excelは数式タブの「名前の定義」）。セルやシートを消したときは元に戻してください。"
    ]


def test_a_workbook_of_somebody_else_is_refused(tmp_path):
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    assert said(path) == [
        "other.xlsx：kpi-xlの計画ブックではありません。「kpi-xl new 役割」で作ったブックを指定してください。"
    ]


def test_an_unknown_role_is_refused(book):
    assert said(edited(book, typed("BOOK_ROLE", "field_sale"))) == [
        "2026-12.xlsx: 設定!D51：「field_sale」という役割はありません。もしかして「field_sales」ですか。"
    ]


SAVE_XLSX = "Excelで開き、パスワードなしの .xlsx として保存し直してください。"
SAVE_AGAIN = "Excelで開いて保存し直すか、元のファイルをもう一度受け取ってください。"
CHECK_ORIGIN = "ファイルの出どころを確認してください。"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def packed(**parts: bytes) -> bytes:
    """A zip package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


NO_WORKBOOKS = {
    "text": (b"date,member,kind\n", f"Excelブックではありません。{SAVE_XLSX}"),
    "empty": (b"", f"Excelブックではありません。{SAVE_XLSX}"),
    "password": (
        OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        f"パスワードで保護されています。{SAVE_XLSX}",
    ),
    "old format": (OLE + bytes(512), f"古い形式（.xls）のブックです。{SAVE_XLSX}"),
    "broken": (b"PK\x03\x04" + bytes(100), f"ファイルが壊れています。{SAVE_AGAIN}"),
    "other package": (packed(word__document_xml=b"<w/>"), f"Excelブックではありません。{SAVE_XLSX}"),
    "broken inside": (packed(xl__workbook_xml=b"<workbook"), f"ファイルが壊れています。{SAVE_AGAIN}"),
    "bomb": (
        packed(xl__workbook_xml=b"<workbook/>", xl__sheet_xml=bytes(30_000_000)),
        f"展開すると異常に大きくなるファイルです。{CHECK_ORIGIN}",
    ),
    "entities": (
        packed(xl__workbook_xml=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook/>'),
        f"Excelが書かない宣言（DTD）を含むファイルです。{CHECK_ORIGIN}",
    ),
    "entities in UTF-16": (
        packed(xl__workbook_xml='<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><workbook/>'.encode("utf-16")),
        f"Excelが書かない宣言（DTD）を含むファイルです。{CHECK_ORIGIN}",
    ),
}


@pytest.mark.parametrize("kind", NO_WORKBOOKS)
def test_what_is_no_workbook_is_refused(tmp_path, kind):
    content, message = NO_WORKBOOKS[kind]
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    assert said(path) == [f"book.xlsx：{message}"]


def test_a_package_of_absurd_size_is_refused_unread(tmp_path, monkeypatch):
    """What many parts unpack to together counts too; nothing is unpacked to find out."""
    monkeypatch.setattr("kpi_xl.packages.LARGEST_UNPACKED", 1_000)
    path = tmp_path / "book.xlsx"
    path.write_bytes(packed(xl__workbook_xml=b"<workbook/>", a=bytes(600), b=bytes(600)))
    assert said(path) == [f"book.xlsx：展開すると異常に大きくなるファイルです。{CHECK_ORIGIN}"]


def test_a_file_that_is_not_there_is_named_with_its_path(tmp_path):
    path = tmp_path / "2026-13.xlsx"
    assert said(path) == [f"{path}：ファイルがありません。ファイルの場所と名前を確認してください。"]


def test_a_half_written_workbook_is_refused(book):
    """A copy that broke off, as from a lost connection."""
    book.write_bytes(book.read_bytes()[:-2_000])
    assert said(book) == [f"2026-12.xlsx：ファイルが壊れています。{SAVE_AGAIN}"]


def test_a_stray_value_far_away_costs_nothing(book):
    """One cell in the last corner must not make the reader hold seventeen billion."""

    def stray(workbook):
        workbook["設定"]["XFD1048576"] = 1

    assert len(read_plans([edited(book, stray)]).members) == 5


def test_a_candidate_without_its_mark_is_not_followed(tmp_path):
    """「最初は少なく始め」: what ③ does not mark is in nobody's targets; the KGI always is."""
    path = write_book(tmp_path / "book.xlsx", load_role("field_sales"), demanding_settings(load_role("field_sales")))
    book = openpyxl.load_workbook(path)
    for kpi_id in ("key_person_rate", "visits_per_week", "revenue"):
        title, cell = next(book.defined_names[names.adopted_name(kpi_id)].destinations)
        book[title][cell.replace("$", "")].value = None
    book.save(path)
    plan = read_plans([path])
    expected = ["revenue", "deals_won", "average_order", "meetings", "win_rate"]
    assert [kpi.id for kpi in plan.roles[0].role.kpis] == expected
    own = [member for member in plan.members if member.role.id == "field_sales"]
    assert own
    assert all(list(plan.targets(member, Month(2026, 11))) == expected for member in own)
    assert [stage.id for stage in own[0].role.funnel if stage.rate or stage.kpi] == ["meetings", "deals"]


# --- rows of ④ that people deleted -----------------------------------------------------------------------------------


def without_row(kpi: str) -> tuple[Change, ...]:
    """As Excel leaves it when the row is deleted: the names of its cells are #REF!."""
    return without_name(names.override_name(kpi)), without_name(names.target_name(kpi))


def test_a_followed_kpi_without_its_row_points_to_its_mark(tmp_path: Path):
    """Whoever deletes the row of a KPI means not to follow it; where that is said is told, not how to name a cell that is gone."""
    book = edited(write_book(tmp_path / "plan.xlsx"), *without_row("visits_per_week"))
    place = cell_of(openpyxl.load_workbook(book), names.adopted_name("visits_per_week")).coordinate
    with pytest.raises(InputError) as error:
        read_plans([book])
    assert len(error.value.findings) == 2
    for finding in error.value.findings:
        assert finding.remedy.ja == f"週あたり訪問数を追わないなら③KPI!{place}の○を消し、追うなら④の行を元に戻してください"


def test_a_kpi_that_is_not_followed_needs_no_row(tmp_path: Path):
    """Its mark is cleared and its row deleted: the plan is complete without it."""
    cleared = typed(names.adopted_name("visits_per_week"), None)
    book = edited(write_book(tmp_path / "plan.xlsx"), cleared, *without_row("visits_per_week"))
    assert "visits_per_week" not in {kpi.id for kpi in read_plans([book]).roles[0].role.kpis}


# --- names that stand for more than a range --------------------------------------------------------------------------


def holidays_as(text: str) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book.defined_names[names.HOLIDAYS].attr_text = text

    return change


def days_on_their_own_sheet(book: openpyxl.Workbook) -> None:
    for day in (date(2026, 12, 14), date(2026, 12, 15)):
        (book["休日"] if "休日" in book.sheetnames else book.create_sheet("休日")).append([day])


def test_a_whole_column_is_a_list_of_days(tmp_path: Path):
    """Whoever keeps the days off on a sheet of their own names the column."""
    book = edited(write_book(tmp_path / "plan.xlsx"), days_on_their_own_sheet, holidays_as("休日!$A:$A"))
    assert read_plans([book]).calendar.company_days == {date(2026, 12, 14), date(2026, 12, 15)}


@pytest.mark.parametrize("meant", ["設定!$B$60:$B$70,設定!$B$75:$B$80", "OFFSET(設定!$B$60,0,0,COUNT(設定!$B$60:$B$139),1)"])
def test_a_name_that_is_no_range_is_told_as_what_it_is(tmp_path: Path, meant: str):
    """It used to be said that the name is missing, and people looked for it in vain: there it was."""
    with pytest.raises(InputError) as error:
        read_plans([edited(write_book(tmp_path / "plan.xlsx"), holidays_as(meant))])
    (finding,) = error.value.findings
    assert finding.value == names.HOLIDAYS
    assert finding.rule.ja == f"は{meant[:60]}を指す名前で、1つのセル範囲ではありません"


FORMER = Path(__file__).parent / "former" / "customer_success.xlsx"
"""Made by the version before customer success had a chain of its own: KGI 300万円, win rate 25%, nobody listed."""


def test_a_customer_success_workbook_of_the_version_before_is_read_as_it_was_made():
    """It knows a price and a win rate and no customers; its targets stay what its own sheets say, and nothing is missing in it."""
    plan = read_plans([FORMER])
    (own,) = plan.roles
    assert own.inputs == {"KGI_AMOUNT": 3_000_000}
    assert plan.targets_of_one(Month(2026, 11)) == {
        "existing_revenue": 3_000_000, "repeat_rate": 0.8, "annual_churn": 0.05, "upsell_rate": 0.15, "cross_sell_rate": 0.1,
        "satisfaction": 4.5, "customer_meetings": 30,
    }  # fmt: skip


def test_members_of_a_former_customer_success_workbook_share_its_standards(tmp_path):
    """Their role is worked back by what the workbook has, too."""
    path = tmp_path / "former.xlsx"
    path.write_bytes(FORMER.read_bytes())
    edited(path, member_cell(0, "担当者", "佐藤"), member_cell(1, "担当者", "鈴木"))
    plan = read_plans([path])
    assert [each["customer_meetings"] for each in plan.all_targets(Month(2026, 11))] == [30, 30]


def test_customers_that_were_deleted_from_a_workbook_that_has_them_are_missed(tmp_path):
    """Only a workbook without any of the names is an old one."""
    path = write_book(tmp_path / "cs.xlsx", "customer_success")
    edited(path, without_name("CUSTOMERS"))
    assert any("CUSTOMERS" in finding for finding in said(path))
