"""The workbook of the next month: whatever was typed comes along, what belongs to the month moves, and nothing is stale."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from kpi_xl.definitions import load_role
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.periods import Month
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Member
from tests.company_books import write_company
from tests.ironcalc_engine import Computed, needs_ironcalc
from tests.role_books import cell_of, edited, typed, without_name, write_book
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated
from tests.workbooks import cached, formulas

NOVEMBER = Month(2026, 11)
ROLE = load_role("field_sales")
TEAM = (Member("佐藤 花子", "東京", ROLE), Member("鈴木 一郎", "東京", ROLE))
LOG = "日付,担当者,種別,金額\n" + "".join(
    f"2026-{month:02d}-{day:02d},{name},{kind},{amount}\n"
    for month in (9, 10, 11)
    for day, name, kind, amount in ((2, "佐藤 花子", "商談", ""), (9, "鈴木 一郎", "商談", ""), (10, "佐藤 花子", "受注", month * 100_000))
)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """November of two people, as it is drawn; today is the first of December."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("kpi_xl.cli.planning.next_book.today", lambda: date(2026, 12, 1))
    write_book(tmp_path / "11.xlsx", ROLE, BookSettings(NOVEMBER, dict(ROLE.defaults), TEAM))
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    return tmp_path / "11.xlsx"


def values_of(path: Path) -> dict[tuple[str, str], Any]:
    """Every cell that holds something: what was typed, and formulas as their text."""
    book = openpyxl.load_workbook(path)
    cells = (cell for sheet in book for row in sheet for cell in row if cell.value is not None)
    return {(cell.parent.title, cell.coordinate): getattr(cell.value, "text", cell.value) for cell in cells}


def named(path: Path, name: str, down: int = 0) -> Any:
    return cell_of(openpyxl.load_workbook(path, data_only=True), name).offset(down).value


def places_of(path: Path, *wanted: str, rows: int = 1) -> list[tuple[str, str]]:
    """Where the cells of names are, *rows* of each."""
    book = openpyxl.load_workbook(path)
    cells = [cell_of(book, name).offset(down) for name in wanted for down in range(rows)]
    return [(cell.parent.title, cell.coordinate) for cell in cells]


def lived_in(path: Path) -> Path:
    """A workbook as a month leaves it: every blank input typed, memos, marks, a sheet of the company's own with a formula."""

    def live(book: Workbook) -> None:
        for sheet in book.worksheets:
            for rule in sheet.data_validations.dataValidation:
                for area in rule.sqref.ranges:
                    for row in sheet.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col):
                        for cell in row:
                            if cell.value is None and rule.type in (None, "any") and sheet.title not in ("設定", "シナリオ"):
                                cell.value = f"メモ {sheet.title}!{cell.coordinate}"
        own = book.create_sheet("自社メモ")
        own["A1"], own["A2"], own["B2"] = "価格表", "=KGI_AMOUNT/2", 12.5
        own["B2"].comment = Comment("旧価格", "佐藤")
        own.column_dimensions["A"].width = 33

    clear = [typed(name, None, down) for name in names.REVISION_CELLS for down in range(10)]
    return edited(path, live, *clear)


@pytest.mark.parametrize("make", [None, write_company], ids=["a role", "a company"])
def test_every_cell_that_was_typed_comes_along(run, book, make: Callable[[Path], Path] | None):
    """Whoever typed it once need not type it again; only the month's own cells are others."""
    path = lived_in(book if make is None else make(book.with_name("11c.xlsx")))
    said = run("new", "--from", path.name, "-o", "12.xlsx")
    assert said.status == 0, said.err
    before, after = values_of(path), values_of(Path("12.xlsx"))
    changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    moved = places_of(path, "PLAN_MONTH", "KGI_TEXT", "KGI_CHECKED_TEXT", "KGI_CHECKED_SMART", "KGI_CHECKED_ADVICE")
    log, recorded = places_of(path, *names.REVISION_CELLS), places_of(path, names.RECORDED_VALUES, rows=60)
    assert changed <= {*moved, *log, *recorded}
    assert {*moved[:2], *log} <= changed
    own = openpyxl.load_workbook("12.xlsx")["自社メモ"]
    assert (own["B2"].comment.text, own.column_dimensions["A"].width, own["A2"].value) == ("旧価格", 33, "=KGI_AMOUNT/2")
    assert sum(str(value).startswith("メモ") for value in after.values()) > 10


def test_the_package_keeps_every_part_that_does_not_change(run, book):
    """Styles, drawings, print set-ups and macros are copied as the bytes that they are."""
    run("new", "--from", "11.xlsx", "-o", "12.xlsx")
    with zipfile.ZipFile("11.xlsx") as before, zipfile.ZipFile("12.xlsx") as after:
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed
    assert [name for name in changed if not name.startswith(("xl/worksheets/sheet", "xl/workbook.xml"))] == []


def test_macros_come_along(run, book):
    """An .xlsm stays one: its buttons belong to the workbook."""
    run("new", "field_sales", "-o", "11.xlsm", "--month", "2026-11")
    said = run("new", "--from", "11.xlsm", "-o", "12.xlsm")
    assert said.status == 0, said.err
    with zipfile.ZipFile("11.xlsm") as before, zipfile.ZipFile("12.xlsm") as after:
        assert before.read("xl/vbaProject.bin") == after.read("xl/vbaProject.bin")
    assert named(Path("12.xlsm"), "PLAN_MONTH").date() == date(2026, 12, 1)
    carried = cached(Path("12.xlsm"))
    assert [cell for sheet, cell, _ in formulas(Path("12.xlsm")) if carried[sheet, cell] is None] == []


def test_the_sentence_and_its_verdict_are_the_new_months(run, book):
    """A deadline of last month would be judged as missed."""
    said = run("new", "--from", "11.xlsx", "-o", "12.xlsx")
    assert "目標文：2026年11月30日 → 2026年12月31日" in said.out
    assert "2026年12月31日" in named(Path("12.xlsx"), "KGI_TEXT")
    assert named(Path("12.xlsx"), "KGI_CHECKED_TEXT") == named(Path("12.xlsx"), "KGI_TEXT")
    assert named(Path("12.xlsx"), "KGI_SMART").startswith("S○ M○")


def test_a_sentence_that_was_typed_by_hand_stays(run, book):
    edited(book, typed("KGI_TEXT", "2027年3月末までに売上を月300万円にする"))
    said = run("new", "--from", "11.xlsx", "-o", "12.xlsx")
    assert named(Path("12.xlsx"), "KGI_TEXT") == "2027年3月末までに売上を月300万円にする"
    assert "目標文はそのままです" in said.err


def test_the_actuals_of_5_are_the_current_values(run, book):
    """The latest month that was reported; how many cases stood behind the former value says nothing of it."""
    index = 7  # November, from April on
    edited(
        book, typed("ACTUAL_REVENUE", 2_500_000, index - 1), typed("ACTUAL_REVENUE", 2_800_000, index), typed("BASELINE_REVENUE", 1),
        typed("BASELINE_REVENUE", 40, right=1), typed("BASELINE_WIN_RATE", 0.25), typed("BASELINE_WIN_RATE", 77, right=1),
    )  # fmt: skip
    said = run("new", "--from", "11.xlsx", "-o", "12.xlsx")
    after = openpyxl.load_workbook("12.xlsx")
    assert cell_of(after, "BASELINE_REVENUE").value == 2_800_000
    assert cell_of(after, "BASELINE_REVENUE").offset(0, 1).value is None
    assert "「件数 n」1か所" in said.err
    assert cell_of(after, "BASELINE_WIN_RATE").offset(0, 1).value == 77, "no actual, so value and n are as they were"
    assert [cell_of(after, "ACTUAL_REVENUE").offset(down).value for down in (6, 7)] == [2_500_000, 2_800_000]


@pytest.mark.parametrize("source", ["--log", "--store"])
def test_the_actuals_of_a_log_or_a_store_fill_5_and_2(run, book, source):
    """What somebody typed into ⑤ holds, for they may know better than the log."""
    edited(book, typed("ACTUAL_REVENUE", 999, 5))  # September
    given = "log.csv"
    if source == "--store":
        given = "sales.duckdb"
        said = run("report", "log.csv", "--plan", "11.xlsx", "--month", "2026-11", "-o", "r.xlsx", "--store", given)
        assert said.status == 0, said.err
    said = run("new", "--from", "11.xlsx", "-o", "12.xlsx", source, given)
    assert said.status == 0, said.err
    after = openpyxl.load_workbook("12.xlsx")
    assert [cell_of(after, "ACTUAL_REVENUE").offset(down).value for down in range(5, 9)] == [999, 1_000_000, 1_100_000, None]
    assert cell_of(after, "BASELINE_REVENUE").value == 1_100_000
    assert cell_of(after, "BASELINE_MEETINGS").value == 2


@pytest.mark.parametrize("source", ["--log", "--store"])
def test_the_actuals_are_filled_into_the_workbook_itself(run, book, source):
    """Before the month's meeting the proposals of ⑤ need them; what is typed there holds, and a second run changes nothing."""
    edited(book, typed("ACTUAL_REVENUE", 999, 5))
    given = "log.csv"
    if source == "--store":
        given = "sales.duckdb"
        run("report", "log.csv", "--plan", "11.xlsx", "--month", "2026-11", "-o", "r.xlsx", "--store", given)
    said = run("actuals", "11.xlsx", source, given)
    assert said.status == 0, said.err
    assert "②現状：2026年11月の実績" in said.out
    assert [named(book, "ACTUAL_REVENUE", down) for down in range(5, 9)] == [999, 1_000_000, 1_100_000, None]
    assert named(book, "PLAN_MONTH").date() == date(2026, 11, 1)
    assert isinstance(named(book, "PROPOSED_REVENUE"), (int, float))
    content = book.read_bytes()
    assert "実績はすでに入っています" in run("actuals", "11.xlsx", source, given).out
    assert book.read_bytes() == content


def as_of(path: Path) -> date | None:
    day = named(path, names.AS_OF)
    return day.date() if day else None


def test_a_month_in_progress_is_filled_in_up_to_its_day_and_replaced_later(run, book, monkeypatch):
    """The day stands beside the figures; ② goes on showing the month that is over; what came since takes their place."""
    monkeypatch.setattr("kpi_xl.cli.planning.next_book.today", lambda: date(2026, 11, 16))
    half = "".join(line for line in LOG.splitlines(keepends=True) if line < "2026-11-10" or line.startswith("日付"))
    Path("log.csv").write_text(half + "2026-11-05,佐藤 花子,受注,300000\n", encoding="utf-8")
    said = run("actuals", "11.xlsx", "--log", "log.csv")
    assert said.status == 0, said.err
    assert [named(book, "ACTUAL_REVENUE", down) for down in (6, 7, 8)] == [1_000_000, 300_000, None]
    assert (as_of(book), named(book, "BASELINE_REVENUE")) == (date(2026, 11, 9), 1_000_000)
    assert "②現状：2026年10月の実績" in said.out
    assert "2026年11月は途中のため" in said.out
    Path("log.csv").write_text(half + "2026-11-05,佐藤 花子,受注,300000\n2026-11-12,佐藤 花子,受注,400000\n", encoding="utf-8")
    run("actuals", "11.xlsx", "--log", "log.csv")
    assert (named(book, "ACTUAL_REVENUE", 7), as_of(book)) == (700_000, date(2026, 11, 12))
    monkeypatch.setattr("kpi_xl.cli.planning.next_book.today", lambda: date(2026, 12, 1))
    run("actuals", "11.xlsx", "--log", "log.csv")
    assert (named(book, "BASELINE_REVENUE"), as_of(book)) == (700_000, date(2026, 11, 30))


def test_what_was_filled_in_mid_month_is_not_the_months_result(run, book):
    """The next month's workbook takes what the whole log tells, and begins without a day."""
    edited(book, typed("ACTUAL_REVENUE", 300_000, 7), typed(names.AS_OF, date(2026, 11, 16)))
    run("new", "--from", "11.xlsx", "-o", "12.xlsx", "--log", "log.csv")
    assert named(Path("12.xlsx"), "ACTUAL_REVENUE", 7) == 1_100_000
    assert as_of(Path("12.xlsx")) is None


def test_workbooks_of_former_versions_are_filled_in_as_ever(run, book, monkeypatch):
    """They know no day: of a month in progress nothing is filled in, for it would be judged as a whole one."""
    edited(book, *map(without_name, [name for name in openpyxl.load_workbook(book).defined_names if name.startswith("AS_OF")]))
    monkeypatch.setattr("kpi_xl.cli.planning.next_book.today", lambda: date(2026, 11, 16))
    said = run("actuals", "11.xlsx", "--log", "log.csv")
    assert said.status == 0, said.err
    assert [named(book, "ACTUAL_REVENUE", down) for down in (6, 7)] == [1_000_000, None]
    assert run("new", "--from", "11.xlsx", "-o", "12.xlsx", "--log", "log.csv").status == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("11.xlsx",), "終わった月の実績がありません"),
        (("11.xlsx", "--store", "none.duckdb"), "none.duckdb"),
        (("11.xlsx", "--log", "none.csv"), "none.csv"),
        (("log.csv", "--log", "log.csv"), "log.csv"),
    ],
)
def test_actuals_that_are_nowhere_are_refused(run, book, options, message):
    content = book.read_bytes()
    said = run("actuals", *options)
    assert (said.status, message in said.err) == (2, True), said.err
    assert book.read_bytes() == content


def test_a_month_that_is_not_over_is_no_result(run, book, monkeypatch):
    """Ten days of November are no November: ② says which month it shows."""
    monkeypatch.setattr("kpi_xl.cli.planning.next_book.today", lambda: date(2026, 11, 20))
    said = run("new", "--from", "11.xlsx", "-o", "12.xlsx", "--log", "log.csv")
    assert named(Path("12.xlsx"), "BASELINE_REVENUE") == 1_000_000
    assert "2026年11月の実績がまだないため、②現状は2026年10月の実績です。" in said.err


def test_a_ticked_proposal_is_the_target_by_hand(run, book):
    """Two people share it; the tick was for this month, and the log keeps why."""
    run("new", "--from", "11.xlsx", "-o", "11b.xlsx", "--month", "2026-12", "--log", "log.csv")
    path = Path("11b.xlsx")
    proposed = named(path, "PROPOSED_DEALS_WON")
    assert proposed > 0

    def tick(source: Path, target: Path, name: str) -> None:
        from kpi_xl.hosts.files.reading.plan_cells import PlanBook
        from kpi_xl.hosts.files.recalculation.stamping import stamp_computed
        from kpi_xl.hosts.plans.places import changes

        cells = PlanBook(source)
        fills = changes(cells, {name: ["○"]})
        cells.close()
        stamp_computed(source, source.read_bytes(), target, fills)

    tick(path, Path("ticked.xlsx"), "PROPOSED_TICK_DEALS_WON")
    said = run("new", "--from", "ticked.xlsx", "-o", "01.xlsx")
    assert "④目標：受注件数（1人あたり手入力）" in said.out
    after = Path("01.xlsx")
    assert named(after, "OVERRIDE_DEALS_WON") == proposed / 2
    assert named(after, "TARGET_DEALS_WON") == proposed
    assert named(after, "PROPOSED_TICK_DEALS_WON") is None
    log = [[named(after, name, down) for name in names.REVISION_CELLS] for down in range(3)]
    assert [row[0] for row in log] == ["対象月", "対象月", "受注件数（手入力）"]
    assert log[2][4] == "⑤運用の来月の目標案"


def test_the_log_begins_with_what_changed(run, book):
    """What somebody changed in the month without a word is kept, too; from then on is compared with the new month's inputs."""
    run("new", "--from", "11.xlsx", "-o", "12.xlsx")
    edited(Path("12.xlsx"), typed("WIN_RATE", 0.3))
    run("new", "--from", "12.xlsx", "-o", "01.xlsx")
    log = [[named(Path("01.xlsx"), name, down) for name in names.REVISION_CELLS[:3]] for down in range(3)]
    assert log == [
        ["対象月", "2026年11月", "2026年12月"], ["成約率", "20.0%", "30.0%"], ["対象月", "2026年12月", "2027年1月"],
    ]  # fmt: skip


def test_a_full_log_gives_up_the_turns_of_months_and_nothing_that_people_wrote(run, book):
    """Ten rows would be full within a year; why a target was changed is what the log is for."""
    run("new", "--from", "11.xlsx", "-o", "12.xlsx")
    edited(Path("12.xlsx"), *(typed("REVISION_WHAT", f"見直し{row}", row) for row in range(1, 10)))
    said = run("new", "--from", "12.xlsx", "-o", "01.xlsx")
    assert said.status == 0, said.err
    what = [named(Path("01.xlsx"), "REVISION_WHAT", down) for down in range(10)]
    assert what == [*(f"見直し{row}" for row in range(1, 10)), "対象月"]
    edited(Path("01.xlsx"), typed("REVISION_WHY", "社長の指示", 9))
    said = run("new", "--from", "01.xlsx", "-o", "02.xlsx")
    assert "見直しの記録（⑤運用）に空きがないため、1件を記録していません。" in said.err
    assert [named(Path("02.xlsx"), "REVISION_WHAT", down) for down in range(10)] == what


def test_the_log_that_the_workbook_remembers_is_found_from_another_folder(run, book):
    """Its name alone means the folder of the workbook."""
    Path("archive").mkdir()
    edited(book, typed("ACTIVITY_LOG", "log.csv"))
    run("new", "--from", "11.xlsx", "-o", "archive/12.xlsx")
    run("new", "--from", "11.xlsx", "-o", "12.xlsx")
    assert named(Path("archive/12.xlsx"), "ACTIVITY_LOG") == str(Path("log.csv").resolve())
    assert named(Path("12.xlsx"), "ACTIVITY_LOG") == "log.csv"


def test_a_new_fiscal_year_moves_results_to_last_year(run, book):
    """In April the twelve months of ⑤ are others: what was reported stands beside the same month of last year."""
    edited(book, typed("ACTUAL_REVENUE", 111, 0), typed("ACTUAL_REVENUE", 222, 11), typed("LAST_YEAR_REVENUE", 55, 0))
    said = run("new", "--from", "11.xlsx", "-o", "04.xlsx", "--month", "2027-04")
    after = openpyxl.load_workbook("04.xlsx")
    assert [cell_of(after, "ACTUAL_REVENUE").offset(down).value for down in (0, 11)] == [None, None]
    assert [cell_of(after, "LAST_YEAR_REVENUE").offset(down).value for down in (0, 11)] == [111, 222]
    assert cell_of(after, "BASELINE_REVENUE").value == 222
    assert "2027年4月からの年度に切り替え" in said.out


def test_the_notes_of_a_meeting_keep_their_month_when_the_year_turns(run, book):
    """Beside April 2027 stands what April 2026 decided: it says so."""

    def note(workbook: Workbook) -> None:
        first = cell_of(workbook, "ACTUAL_REVENUE")
        head = next(cell for cell in first.parent[first.row - 1] if cell.value == "会議メモ：決めたこと")
        head.offset(1).value = "値引きは課長決裁"

    edited(book, note)
    for source, target, month in (("11.xlsx", "12.xlsx", "2026-12"), ("12.xlsx", "04.xlsx", "2027-04"), ("04.xlsx", "04b.xlsx", "2028-04")):
        run("new", "--from", source, "-o", target, "--month", month)
    assert "値引きは課長決裁" in values_of(Path("12.xlsx")).values()
    assert "（2026年4月）値引きは課長決裁" in values_of(Path("04.xlsx")).values()
    assert "（2026年4月）値引きは課長決裁" in values_of(Path("04b.xlsx")).values()


def test_the_list_of_days_off_reaches_the_planned_year(run, book):
    """Days without holidays would be counted as worked; what was listed stays."""
    edited(book, typed("HOLIDAYS", date(2026, 12, 25), 79))
    run("new", "--from", "11.xlsx", "-o", "04.xlsx", "--month", "2028-04")
    edited(book, typed("HOLIDAYS", None, 79))
    said = run("new", "--from", "11.xlsx", "-o", "04b.xlsx", "--month", "2028-04")
    assert "設定：休業日に2029年3月までの" in said.out
    calendar = read_plans([Path("04b.xlsx")]).calendar
    assert calendar.count(date(2028, 5, 1), date(2028, 6, 1)) == 20, "May 2028: 23 weekdays, 3, 4 and 5 are holidays"
    assert date(2026, 12, 25) in read_plans([Path("04.xlsx")]).calendar.company_days, "no room below it: nothing was written over"


@needs_ironcalc
def test_three_months_in_a_chain_agree_with_another_engine(run, book, tmp_path):
    """Each month is made of the one before; a value that went stale in the first would be carried into all."""
    write_company(Path("11c.xlsx"))
    for source, target in (("11c", "12c"), ("12c", "01c"), ("01c", "02c")):
        said = run("new", "--from", f"{source}.xlsx", "-o", f"{target}.xlsx")
        assert said.status == 0, said.err
        assert Computed(Path(f"{target}.xlsx"), tmp_path).differences() == []
    assert read_plans([Path("02c.xlsx")]).month == Month(2027, 2)
    assert read_plans([Path("02c.xlsx")]).members == read_plans([Path("11c.xlsx")]).members


@needs_soffice
def test_a_spreadsheet_computes_what_the_new_book_carries(run, book, tmp_path, soffice_profile):
    """LibreOffice reads plain formulas: every number that is shown is the one that it computes."""
    write_book(Path("p.xlsx"), ROLE, BookSettings(NOVEMBER, dict(ROLE.defaults), TEAM), FormulaKind.PLAIN)
    run("new", "--from", "p.xlsx", "-o", "12.xlsx", "--log", "log.csv")
    path = Path("12.xlsx").resolve()
    computed, carried = recalculated([path], tmp_path, soffice_profile)[path], cached(path)
    wrong = []
    for sheet, cell, formula in formulas(path):
        wanted, got = carried[sheet, cell], computed[sheet].get(cell)
        if isinstance(wanted, (int, float)) and isinstance(got, (int, float)):
            got = wanted if got == pytest.approx(wanted, rel=1e-9, abs=1e-9) else got
        if (wanted or "") != (got or ""):
            wrong.append((sheet, cell, wanted, got, formula))
    assert not wrong, wrong[:3]
    assert len(formulas_of := list(formulas(path))) > 1000, len(formulas_of)


@needs_excel_lint
def test_excel_opens_the_new_book_without_repair(run, book):
    run("new", "--from", "11.xlsx", "-o", "12.xlsx", "--log", "log.csv")
    assert lint_workbooks([Path("12.xlsx").resolve()]) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--from", "11.xlsx", "-o", "12.xlsx", "--month", "2026-11"), "「2026-11」はブックの対象月（2026-11）より後の月ではありません。"),
        (("--from", "11.xlsx", "-o", "12.xlsx", "--month", "2026-13"), "2026-13"),
        (("--from", "log.csv", "-o", "12.csv"), "log.csv"),
        (("--from", "none.xlsx", "-o", "12.xlsx"), "none.xlsx"),
        (("--from", "11.xlsx", "-o", "11.xlsx", "--force"), "11.xlsx"),
        (("--from", "11.xlsx", "-o", "12.xlsm"), ".xlsx"),
        (("--from", "11.xlsx", "-o", "taken.xlsx"), "同じ名前のファイルがすでにあります"),
        (("--from", "11.xlsx", "--from", "log.csv", "-o", "12.xlsx"), "kpi-xl new company --from"),
        (("--from", "11.xlsx", "-o", "12.xlsx", "--set", "WIN_RATE=20%"), "--set は翌月のブックには使えません"),
        (("--from", "11.xlsx", "-o", "12.xlsx", "--log", "log.csv", "--store", "s.duckdb"), "--log / --store"),
        (("--from", "11.xlsx", "-o", "12.xlsx", "--preset", "salesforce"), "--preset"),
        (("-o", "12.xlsx"), "役割が指定されていません"),
        (("field_sales", "--log", "log.csv", "-o", "12.xlsx"), "--log は翌月のブックを作るときの指定です"),
        (("field_sales", "--from", "11.xlsx", "-o", "12.xlsx"), "翌月のブックは役割を書かずに"),
    ],
)
def test_what_cannot_be_is_refused_in_one_message(run, book, options, message):
    """And nothing is written: neither the new workbook nor a part of it."""
    Path("taken.xlsx").write_bytes(b"")
    content = book.read_bytes()
    said = run("new", *options)
    assert said.status == 2
    assert message in said.err
    assert book.read_bytes() == content
    assert not Path("12.xlsx").exists()


def test_a_workbook_that_is_no_plan_is_refused(run, book):
    Workbook().save("other.xlsx")
    said = run("new", "--from", "other.xlsx", "-o", "12.xlsx")
    assert said.status == 2
    assert "kpi-xlの計画ブックではありません" in said.err


def test_a_workbook_of_the_version_before_goes_on(run, book):
    """It has no marks beside the proposals: there is nothing to take."""

    def older(workbook: Workbook) -> None:
        for name in [name for name in workbook.defined_names if name.startswith("PROPOSED")]:
            del workbook.defined_names[name]

    edited(book, older)
    said = run("new", "--from", "11.xlsx", "-o", "12.xlsx", "--log", "log.csv")
    assert said.status == 0, said.err
    assert read_plans([Path("12.xlsx")]).month == Month(2026, 12)
