"""The role workbook: what it shows is what a report will measure against, and it opens everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell import Cell

from kpi_xl.definitions import load_role, read_role
from kpi_xl.functions import catalogue
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.periods import Month
from kpi_xl.sheets.live import values
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.kpis.tree import BOX_ROWS, laid_out
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.figures import Figures
from kpi_xl.sheets.role.parts.looks import captioned
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.targets.largest_remainder import LargestRemainder
from kpi_xl.sheets.styles import INPUT_FILL
from kpi_xl.targets import Member, allocate
from tests.role_books import DECEMBER, ROLES, cell_of, demanding_settings, write_book
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated
from tests.workbooks import cached, formulas, in_plain_excel

CASES = [(role, language) for role in ROLES for language in LANGUAGES]
INPUT_COLOUR = "FF" + INPUT_FILL.lstrip("#")


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Every role in both languages, with seasonality, a target by hand, shares and tracks."""
    folder = tmp_path_factory.mktemp("roles")
    made = {}
    for role, language in CASES:
        with speaking(language):
            made[role, language] = write_book(folder / f"{role.replace(':', '-')}-{language}.xlsx", role)
    return made


@cache
def opened(path: Path, data_only: bool = False) -> openpyxl.Workbook:
    """A workbook as it was made; loaded once, since many tests look at it."""
    return openpyxl.load_workbook(path, data_only=data_only)


def inputs_of(book: openpyxl.Workbook) -> Iterator[tuple[str, Cell]]:
    """Every cell that looks like an input."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.fill.fgColor.rgb == INPUT_COLOUR:
                    yield sheet.title, cell


# --- it opens, and shows true values ----------------------------------------------------------------------------------


@needs_excel_lint
def test_excel_opens_them_without_repair(books):
    assert lint_workbooks(list(books.values())) == []


@needs_soffice
def test_a_spreadsheet_computes_the_values_they_carry(books, tmp_path, soffice_profile):
    """Seasonality, shares and targets by hand: every formula carries what Excel will compute."""
    copies = {path: in_plain_excel(path, tmp_path / path.name) for path in books.values()}
    computed = recalculated(list(copies.values()), tmp_path, soffice_profile)
    wrong = []
    for path, copy in copies.items():
        carried = cached(path)
        for sheet, cell, formula in formulas(path):
            wanted, got = carried[sheet, cell], computed[copy][sheet].get(cell)
            if wanted != (pytest.approx(got, rel=1e-9, abs=1e-9) if isinstance(got, (int, float)) else got):
                wrong.append(f"{path.name} {sheet}!{cell}: carries {wanted!r}, computed {got!r}: {formula}")
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize(("role", "language"), CASES)
def test_no_formula_carries_nothing(books, role, language):
    """Phones and Protected View show the carried value."""
    carried = cached(books[role, language])
    assert [cell for sheet, cell, _ in formulas(books[role, language]) if carried[sheet, cell] is None] == []


def test_formulas_keep_to_what_every_spreadsheet_knows(books):
    """No functions of Excel 365 but our own, which the workbook brings along as names."""
    newer = re.compile(r"_xlfn|XLOOKUP|LET\(|FILTER\(|SEQUENCE\(|TEXTJOIN|IFS\(|LAMBDA")
    assert [formula for path in books.values() for _, _, formula in formulas(path) if newer.search(formula)] == []


# --- it shows what a report measures against --------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "language"), CASES)
def test_targets_are_those_of_the_plan(books, role, language):
    """A target that the workbook shows and a target that the report uses must not differ by a yen."""
    path = books[role, language]
    plan, carried = read_plans([path]), opened(path, data_only=True)
    template = load_role(role)
    for kpi in template.kpis:
        shown = cell_of(carried, names.target_name(kpi.id)).value
        parts = [
            plan.targets(member, DECEMBER)[kpi.id]
            for member in plan.members
            if member.role.id == template.id and member.role.has_kpi(kpi.id)
        ]
        assert shown == (sum(parts) if kpi.is_additive else parts[0]), kpi.id


@pytest.mark.parametrize(("role", "language"), CASES)
def test_each_members_share_is_that_of_the_plan(books, role, language):
    path = books[role, language]
    plan, carried = read_plans([path]), opened(path, data_only=True)
    with speaking(language):
        sheet = carried[str(Step.TARGETS.tab)]
    shared = [kpi for kpi in load_role(role).kpis if kpi.is_additive]
    for member in plan.members:
        row = next(cell.row for cell in sheet["B"] if cell.value == member.name)
        targets = plan.targets(member, DECEMBER) if member.role.id == load_role(role).id else {}
        wanted = [targets.get(kpi.id, "—") for kpi in shared]
        assert [sheet.cell(row, 7 + index).value for index in range(len(shared))] == wanted, member.name


@pytest.mark.parametrize("role", ROLES)
def test_the_months_sum_exactly_to_the_year(books, role):
    """Twelve rounded months that miss the year by three yen cost an afternoon in every planning round."""
    path = books[role, "ja"]
    plan = read_plans([path])
    sheet = opened(path, data_only=True)["④目標"]
    row = next(cell.row for cell in sheet["B"] if cell.value == "KGI（円）")
    months = [sheet.cell(row, col).value for col in range(3, 15)]
    assert months == [plan.roles[0].kgi_amount(month) for month in demanding_settings(load_role(role)).fiscal_months]
    assert sum(months) == sheet.cell(row, 15).value == 12 * 12_345_678


def test_the_first_sheet_tells_what_the_goal_takes(tmp_path):
    """1,000万円 at 50万円 and 20% takes 20 deals, 100 meetings, 2,000 calls."""
    settings = BookSettings.standard(load_role("manager"), DECEMBER)
    book = openpyxl.load_workbook(write_book(tmp_path / "book.xlsx", "manager", settings), data_only=True)
    values = [cell.value for row in book["①KGI"].iter_rows() for cell in row]
    assert {10_000_000, 20, 100, 2_000} <= set(values)
    assert cell_of(book, names.KGI_TEXT).value == "2026年12月31日までに、チームの月間売上1,000万円を達成する"


# --- inputs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "language"), CASES)
def test_nobody_types_over_a_formula(books, role, language):
    """Every yellow cell holds a plain value or nothing; every formula stands elsewhere."""
    book = opened(books[role, language])
    cells = list(inputs_of(book))
    assert len(cells) > 200
    assert [f"{title}!{cell.coordinate}" for title, cell in cells if cell.data_type == "f"] == []


@pytest.mark.parametrize(("role", "language"), CASES)
def test_every_named_input_says_what_belongs_there(books, role, language):
    """Choosing an input shows a hint; Excel refuses hints that are too long."""
    book = opened(books[role, language])
    template = load_role(role)
    wanted = [item.name for item in template.inputs] + [names.KGI_TEXT, names.PLAN_MONTH, names.FISCAL_FIRST_MONTH]
    wanted += [
        names.THRESHOLD_GOOD,
        names.THRESHOLD_FAIR,
        names.ATTAINING_THRESHOLD,
        names.MONTH_WEIGHTS,
        names.HOLIDAYS,
    ]
    own = (names.baseline_name, names.override_name, names.purpose_name)
    wanted += [name(kpi.id) for kpi in template.kpis for name in own]
    for name in wanted:
        cell = cell_of(book, name)
        rules = [rule for rule in cell.parent.data_validations.dataValidation if cell.coordinate in rule.sqref]
        assert len(rules) == 1, name
        assert 0 < len(rules[0].promptTitle) <= 32, name
        assert 0 < len(rules[0].prompt) <= 255, name
        assert cell.fill.fgColor.rgb == INPUT_COLOUR, name


def test_the_inputs_hold_what_was_set(tmp_path):
    settings = BookSettings(DECEMBER, {"KGI_AMOUNT": 9_000_000, "WIN_RATE": 0.25}, overrides={"meetings": 40})
    book = openpyxl.load_workbook(write_book(tmp_path / "book.xlsx", settings=settings))
    held = {name: cell_of(book, name).value for name in ("KGI_AMOUNT", "WIN_RATE", "UNIT_PRICE", "OVERRIDE_MEETINGS")}
    assert held == {"KGI_AMOUNT": 9_000_000, "WIN_RATE": 0.25, "UNIT_PRICE": 500_000, "OVERRIDE_MEETINGS": 40}
    assert cell_of(book, names.PLAN_MONTH).value.date() == date(2026, 12, 1)


def test_a_note_of_the_definition_stands_beside_its_input(books):
    """5% from cold calls is optimistic, and the workbook says so where it is used."""
    book = opened(books["inside_sales", "ja"])
    cell = cell_of(book, "APPOINTMENT_RATE")
    assert "0.5〜2%" in " ".join(str(each.value) for each in book["②現状"][cell.row])


def test_names_are_text_and_never_formulas(tmp_path):
    """A member called =cmd|… in the log must not become a formula here."""
    members = (Member("=1+1", "@SUM(A1)", load_role("field_sales")),)
    book = openpyxl.load_workbook(write_book(tmp_path / "book.xlsx", settings=BookSettings(DECEMBER, members=members)))
    cell = cell_of(book, names.MEMBERS_AREA).offset(1, 0)
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert cell.offset(0, 1).data_type == "s"


@pytest.mark.parametrize(("count", "room"), [(0, 30), (20, 30), (60, 70)])
def test_there_is_room_for_more_members(tmp_path, count, room):
    members = tuple(Member(f"担当{number}", "", load_role("field_sales")) for number in range(count))
    path = write_book(tmp_path / "book.xlsx", settings=BookSettings(DECEMBER, members=members))
    table = openpyxl.load_workbook(path)["設定"].tables["MEMBERS"]
    first, last = (int(re.sub(r"\D", "", part)) for part in table.ref.split(":"))
    assert last - first == room
    if count:
        assert len(read_plans([path]).members) == count


# --- how it looks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("ja", ["使い方", "①KGI", "②現状", "③KPI", "④目標", "⑤運用", "設定"]),
        ("en", ["Guide", "1 KGI", "2 Current", "3 KPIs", "4 Targets", "5 Review", "Settings"]),
    ],
)
def test_the_sheets_are_the_five_steps(books, language, titles):
    assert opened(books["field_sales", language]).sheetnames == titles


@pytest.mark.parametrize(("role", "language"), CASES)
def test_every_sheet_leads_to_every_other_and_prints_on_a4(books, role, language):
    book = opened(books[role, language])
    for sheet in book:
        links = [cell.hyperlink for cell in sheet[1] if cell.hyperlink]
        targets = {link.location.partition("!")[0].strip("'") for link in links}
        assert targets == set(book.sheetnames) - {sheet.title}
        is_list = sheet.title in ("設定", "Settings")  # lists one below the other
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait" if is_list else "landscape", 9)
        assert sheet.print_area
        assert not sheet.protection.sheet
        assert not sheet.sheet_view.showGridLines


def test_the_guide_lists_every_function(books):
    for language in LANGUAGES:
        sheet = opened(books["manager", language]).worksheets[0]
        words = {cell.value for row in sheet.iter_rows() for cell in row}
        for function in catalogue():
            assert function.signature in words
            assert getattr(function.help, language) in words


def test_english_books_hold_no_japanese_but_names(books):
    """Only the members' names are Japanese, and the signs that mark a status."""
    book = opened(books["customer_success", "en"])
    japanese = re.compile(r"[ぁ-んァ-ヶ一-龠]")
    found = {
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s" and japanese.search(cell.value)
    }
    assert found == {"佐藤 花子", "鈴木 一郎", "髙橋 美咲", "田中 健", "渡辺 次郎", "東京", "大阪"}


@pytest.mark.parametrize("role", ROLES)
def test_the_tree_shows_every_kpi_once_and_no_box_covers_another(role):
    nodes = list(laid_out(load_role(role)).all())
    assert sorted(node.kpi.id for node in nodes) == sorted(kpi.id for kpi in load_role(role).kpis)
    for node in nodes:
        others = [other for other in nodes if other is not node and other.depth == node.depth]
        assert all(abs(other.top - node.top) > BOX_ROWS - 1 for other in others)
        if node.children:
            assert node.children[0].top <= node.top <= node.children[-1].top


def test_a_number_format_keeps_its_sections_when_words_are_put_around_it():
    assert captioned(r"#,##0;\▲#,##0;0", after="件") == r'#,##0"件";\▲#,##0"件";0"件"'


# --- figures ----------------------------------------------------------------------------------------------------------


@given(
    total=st.integers(0, 100_000_000),
    weights=st.lists(st.integers(0, 40), min_size=1, max_size=30).filter(any),
)
def test_the_working_out_gives_the_parts_of_the_plan(total, weights):
    """The columns that show how the odd yen are dealt out must lead where `allocate` leads."""
    shares = [values.cell(f"weight{row}", total * weight / sum(weights)) for row, weight in enumerate(weights)]
    worked = LargestRemainder(lambda field, row, fixed: f"{field}{row}", shares)
    parts = [worked.part(row, values.cell("total", total)).value for row in range(len(weights))]
    assert parts == pytest.approx(allocate(total, weights))


def test_without_members_the_workbook_plans_for_one():
    figures = Figures(load_role("field_sales"), BookSettings(DECEMBER))
    meetings = load_role("field_sales").kpi("meetings")
    assert (figures.people(meetings), figures.target(meetings)) == (1, 30)


def test_the_days_off_are_those_of_two_fiscal_years():
    """Planning begins before the next year does: its holidays are already there."""
    days = Figures(load_role("field_sales"), BookSettings(Month(2027, 2))).closing_days
    assert (min(days), max(days)) == (date(2026, 4, 29), date(2028, 3, 20))
    assert days[date(2026, 12, 29)] == ""
    assert days[date(2027, 1, 1)] == "元日"


# --- a company's own role ---------------------------------------------------------------------------------------------

OWN_ROLE = """
[role]
id = "support"
label = { ja = "サポート", en = "Support" }
summary = { ja = "問い合わせに答える", en = "Answers questions" }
goal = { ja = "{month_end}までに満足度{target}", en = "Reach {target} by {month_end}" }

[[kpis]]
id = "satisfaction"
label = { ja = "満足度", en = "Satisfaction" }
level = "KGI"
unit = "score"
period = "month"
direction = "higher"
target = 4.5
measure = { mean = "survey" }
problem = { ja = "満足度が低い", en = "Low satisfaction" }

[[kpis]]
id = "answers"
label = { ja = "回答数", en = "Answers" }
level = "活動"
unit = "count"
period = "day"
direction = "higher"
target = 20
drives = "satisfaction"
measure = { count = "call" }
problem = { ja = "回答が少ない", en = "Too few answers" }
"""


@needs_soffice
def test_a_role_without_an_amount_has_a_workbook_too(tmp_path, soffice_profile):
    """A company's own role may have nothing to work back from; then there is no year and no way back."""
    (tmp_path / "support.toml").write_text(OWN_ROLE, encoding="utf-8")
    role = read_role(tmp_path / "support.toml")
    members = (Member("佐藤", "", role), Member("鈴木", "", role))
    path = write_book(tmp_path / "book.xlsx", role, BookSettings(DECEMBER, members=members))
    plan = read_plans([path])
    assert plan.targets(plan.members[0], DECEMBER) == {"satisfaction": 4.5, "answers": 20}
    carried = cached(path)
    copy = in_plain_excel(path, tmp_path / "copy.xlsx")
    computed = recalculated([copy], tmp_path, soffice_profile)[copy]
    for sheet, cell, _ in formulas(path):
        assert computed[sheet][cell] == carried[sheet, cell], cell
