"""The macros, run through the real xlwings front end over workbooks on disk."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw
from openpyxl.worksheet.table import Table

from kpi_xl.hosts.commands import monthly
from kpi_xl.hosts.commands.catalogue import with_python
from kpi_xl.hosts.commands.running import carry_out
from kpi_xl.hosts.excel import macros
from kpi_xl.hosts.excel.live.host import ExcelHost
from kpi_xl.hosts.excel.live.session import quiet
from kpi_xl.language import speaking
from kpi_xl.sheets.live.days import serial
from kpi_xl.sheets.role.parts import names
from tests.hosts.excel.open_books import (
    LOG,
    REPLACE,
    REPORT_SHEETS,
    WHICH_LOG,
    Today,
    book_with_log,
    cell_beside,
    cell_named,
    everything,
    note_of,
    opened,
    value_of,
)
from tests.role_books import edited, typed, without_name

# --- each macro, on workbooks as made and as people change them --------------------------------------------------------


def test_work_back_says_what_the_goal_takes(book, program):
    """300万円 at 50万円 and 20%: the numbers of sheet ④, from the cells as they are now."""
    macros.work_back()
    assert "　→ 受注 6件（1日1件）\n　→ 商談 30件" in program.said[-1]
    assert "calculate" in program.steps
    assert program.shown[-1].split("!")[0] == next(sheet.name for sheet in book.sheets if "④" in sheet.name)


def test_work_back_reads_unsaved_edits(book, program):
    """Nobody saves before pressing a button."""
    cell_named(book, "WIN_RATE").value = 0.1
    macros.work_back()
    assert "商談 60件" in program.said[-1]


def test_check_goals_writes_the_verdict_beside_the_sentence(book, program):
    cell_named(book, names.KGI_TEXT).value = "営業成績を向上させる"
    macros.check_goals()
    assert value_of(book, names.KGI_CHECKED_TEXT) == "営業成績を向上させる"
    assert value_of(book, names.KGI_CHECKED_SMART).startswith("S× M×")
    assert value_of(book, names.KGI_CHECKED_ADVICE).startswith("S：")
    assert program.said[-1].startswith("目標文：S× M×")
    assert "書き方の例：" not in program.said[-1]  # a wish without an indicator is advised on in words alone
    cell_named(book, names.KGI_TEXT).value = "受注率25%"
    macros.check_goals()
    assert "書き方の例：〔期限〕までに、受注率25%" in program.said[-1]


def test_import_actuals_fills_in_the_months_that_are_over(book, program):
    """⑤ gets each month, ② the last of them; the file is remembered for the report."""
    macros.import_actuals()
    assert [value_of(book, "ACTUAL_REVENUE", month) for month in range(5, 8)] == [1_500_000] * 3
    assert value_of(book, "ACTUAL_REVENUE", 8) is None
    assert value_of(book, "BASELINE_MEETINGS") == 36
    assert value_of(book, names.ACTIVITY_LOG) == "活動.csv"
    assert "2026年9月から2026年11月までの実績" in program.said[-1]


def test_import_actuals_fills_in_a_month_in_progress_with_its_day(book, program, monkeypatch):
    """② stays with the month that is over; a second import, later in the month, is no contradiction to ask about."""
    monkeypatch.setattr(Today, "today", classmethod(lambda cls: cls(2026, 11, 27)))
    macros.import_actuals()
    assert "2026年9月から2026年10月までの実績" in program.said[-1]
    assert "2026年11月は途中です。2026/11/26までの実績を⑤運用に入れ" in program.said[-1]
    assert value_of(book, "ACTUAL_REVENUE", 7) == 1_500_000
    assert value_of(book, names.AS_OF) == serial(date(2026, 11, 26))
    asked = [question for question in program.said if "置き換えますか" in question]
    log = Path(book.fullname).with_name("活動.csv")
    log.write_text(log.read_text(encoding="utf-8") + "2026-11-27,佐藤 花子,受注,1,500000\n", encoding="utf-8")
    macros.import_actuals()
    assert value_of(book, "ACTUAL_REVENUE", 7) == 2_000_000
    assert value_of(book, names.AS_OF) == serial(date(2026, 11, 27))
    assert [question for question in program.said if "置き換えますか" in question] == asked


def test_monthly_report_puts_in_the_sheets_of_the_month(book, program):
    before = [sheet.name for sheet in book.sheets]
    macros.write_monthly_report()
    assert [sheet.name for sheet in book.sheets] == [*before, *REPORT_SHEETS]
    target, actual = (cell_beside(book, "2026-11 達成", "売上", head).value for head in ("目標", "実績"))
    assert (target, actual) == (300, 150), "a team's page tells 万円"
    assert program.said[-1].startswith("「2026-11 達成」を作成しました（4シート）。\n活動ログ18行のうち18行")
    assert program.shown[-1] == "2026-11 達成"
    assert value_of(book, names.ACTIVITY_LOG) == "活動.csv"


def log_in_the_book(path: Path) -> Path:
    """The workbook with a table of the log on a sheet of its own, as a person may make it; no file beside it."""

    def make(file: openpyxl.Workbook) -> None:
        sheet = file.create_sheet("日報")
        rows = [row.split(",") for row in LOG.splitlines()]
        for row in [rows[0], *([datetime.fromisoformat(day), who, kind, int(count), int(yen) if yen else None]
                               for day, who, kind, count, yen in rows[1:])]:  # fmt: skip
            sheet.append(row)
        sheet.add_table(Table(displayName="活動ログ", ref=f"A1:E{len(rows)}"))

    path.with_name("活動.csv").unlink()
    return edited(path, make)


def test_a_log_typed_into_the_workbook_is_the_log(path, program, tmp_path):
    """No file is asked for, and none is remembered: the next month's report reads the table again."""
    book = opened(log_in_the_book(path))
    macros.import_actuals()
    assert "シート「日報」の活動ログを読み込みました" in program.said[-1]
    assert [value_of(book, "ACTUAL_REVENUE", month) for month in range(5, 8)] == [1_500_000] * 3
    macros.write_monthly_report()
    assert program.said[-1].startswith("「2026-11 達成」を作成しました（4シート）。\n活動ログ18行のうち18行")
    assert cell_beside(book, "2026-11 達成", "売上", "実績").value == 150
    assert value_of(book, names.ACTIVITY_LOG) is None
    assert not [question for question in program.said if question.startswith(WHICH_LOG)]


def test_a_new_book_has_room_for_a_log(plain_book, program):
    """An empty table is no log: the files that the workbook names are read as ever."""
    program.answers |= {"どの計画ブック": 3, "どの数式": 1}
    macros.new_book()
    file = program.books[-1].file
    assert "活動ログ" in file["活動ログ"].tables


def test_export_pdf_prints_the_sheets_of_the_month(book, program):
    macros.write_monthly_report()
    macros.export_pdf()
    pdf = Path(book.fullname).with_name("営業 2026-11.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert program.printed == [tuple(REPORT_SHEETS)]
    assert all(sheet.visible for sheet in book.sheets)
    assert str(pdf) in program.said[-1]


def test_show_help_explains_every_button(book, program):
    macros.show_help()
    others = [command for command in with_python().values() if command.id != "ShowHelp"]
    assert len(others) == 9
    assert [each.id for each in others if f"{each.label}：{each.help}" not in program.said[-1]] == []


def test_new_book_asks_for_the_role_and_opens_its_workbook(plain_book, program):
    """The command line writes it, in the workbook's folder, for this month."""
    program.answers |= {"どの計画ブック": 2, "どの数式": 1}
    macros.new_book()
    assert program.books[-1].name == "インサイドセールス 2026-12.xlsm"
    assert "KGI_AMOUNT" in program.books[-1].file.defined_names
    macros.new_book()
    assert program.books[-1].name == "インサイドセールス 2026-12 (2).xlsm"


def test_new_book_makes_one_with_ordinary_formulas_to_be_sent(plain_book, program):
    """Whoever gets it has no macros, no add-in, perhaps no Excel: nothing in it is to be allowed or installed."""
    program.answers |= {"どの計画ブック": 2, "どの数式": 2}
    macros.new_book()
    made = program.books[-1]
    assert made.name == "インサイドセールス 2026-12.xlsx"
    assert "KPI_REQUIRED_CALLS" not in made.file.defined_names
    assert names.BOOK_FORMULAS in made.file.defined_names


# --- the monthly report, again ----------------------------------------------------------------------------------------


def test_sheets_of_the_report_read_one_another_and_no_other_workbook(plain_book, program):
    """Excel makes links to the temporary workbook of what is copied out of it."""
    macros.write_monthly_report()
    texts = [
        cell.value
        for title in REPORT_SHEETS
        for row in plain_book.impl.file[title].iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert any("'2026-11 佐藤 花子'!" in text for text in texts)
    assert [text for text in texts if ".xlsx]" in text or "#REF!" in text] == []
    assert [book.name for book in program.books] == ["営業.xlsx"]


def test_a_second_run_asks_and_keeps_the_notes(plain_book, program):
    """The notes belong to whoever typed them; the figures are new."""
    macros.write_monthly_report()
    note_of(plain_book, "2026-11 佐藤 花子", "商談数").value = "'=値引きが多い"
    note_of(plain_book, "2026-11 達成", "売上").value = "来月は単価を見直す"
    log = Path(plain_book.fullname).with_name("活動.csv")
    log.write_text(LOG.replace("商談,24", "商談,20"), encoding="utf-8")
    before = [sheet.name for sheet in plain_book.sheets]
    program.answers[REPLACE] = "yes"
    macros.write_monthly_report()

    assert [sheet.name for sheet in plain_book.sheets] == before
    assert note_of(plain_book, "2026-11 佐藤 花子", "商談数").value == "=値引きが多い"  # a text, no formula
    assert note_of(plain_book, "2026-11 達成", "売上").value == "来月は単価を見直す"
    assert cell_beside(plain_book, "2026-11 佐藤 花子", "商談数", "実績").value == 20


def test_no_means_that_nothing_changes(plain_book, program):
    macros.write_monthly_report()
    before = everything(plain_book)
    program.answers[REPLACE] = "no"
    macros.write_monthly_report()
    assert everything(plain_book) == before


def test_a_note_that_would_be_lost_is_said_before(plain_book, program):
    """A member leaves the plan and the log: the note about them has no row any more."""
    macros.write_monthly_report()
    note_of(plain_book, "2026-11 鈴木 一郎", "売上").value = "引き継ぎ済み"
    for column in range(2):
        cell_named(plain_book, names.MEMBERS_AREA, down=2).offset(0, column * 2).value = None
    log = Path(plain_book.fullname).with_name("活動.csv")
    log.write_text("\n".join(line for line in LOG.splitlines() if "鈴木" not in line), encoding="utf-8")
    program.answers[REPLACE] = "yes"
    macros.write_monthly_report()
    question = next(said for said in program.said if said.startswith(REPLACE))
    assert "2026-11 鈴木 一郎 売上：引き継ぎ済み" in question
    assert [sheet.name for sheet in plain_book.sheets][-3:] == REPORT_SHEETS[:3]


def test_a_renamed_version_and_sheets_of_ones_own_are_left_alone(plain_book, program):
    """A version is kept by renaming it; a sheet that merely has the month in its title is nobody's business."""
    macros.write_monthly_report()
    plain_book.sheets["2026-11 達成"].name = "11月 提出版"
    plain_book.sheets.impl.book.file.create_sheet("2026-11 会議")
    program.answers[REPLACE] = "yes"
    macros.write_monthly_report()
    titles = [sheet.name for sheet in plain_book.sheets]
    assert {"11月 提出版", "2026-11 会議", *REPORT_SHEETS} <= set(titles)


def test_a_sheet_of_ones_own_keeps_its_title(plain_book):
    plain_book.impl.file.create_sheet("2026-11 達成")["A1"] = "私のシート"
    macros.write_monthly_report()
    assert plain_book.sheets["2026-11 達成"].range("A1").value == "私のシート"
    assert "2026-11 達成 (2)" in [sheet.name for sheet in plain_book.sheets]


def test_what_reads_a_replaced_sheet_reads_the_new_one(plain_book, program):
    """Deleting a sheet turns whatever reads it into #REF!."""
    macros.write_monthly_report()
    sheet = plain_book.sheets[0]
    sheet.range("Z1").formula = "='2026-11 達成'!$G$25+'2026-11 佐藤 花子'!G16"
    plain_book.impl.file.defined_names["OURS"] = openpyxl.workbook.defined_name.DefinedName(
        "OURS", attr_text="'2026-11 達成'!$B$1"
    )
    program.answers[REPLACE] = "yes"
    macros.write_monthly_report()
    assert sheet.range("Z1").formula == "='2026-11 達成'!$G$25+'2026-11 佐藤 花子'!G16"
    assert plain_book.names["OURS"].refers_to == "='2026-11 達成'!$B$1"


def test_a_month_that_is_not_over_counts_up_to_the_last_day_of_the_log(plain_book, program, monkeypatch):
    monkeypatch.setattr(Today, "today", classmethod(lambda cls: cls(2026, 11, 27)))
    macros.write_monthly_report()
    assert "2026/11/26までの実績で作りました" in program.said[-1]


def test_a_log_that_has_moved_is_asked_for_again(plain_book, program):
    macros.write_monthly_report()
    log = Path(plain_book.fullname).with_name("活動.csv")
    log.rename(log.with_name("新しい.csv"))
    program.answers |= {WHICH_LOG: (str(log.with_name("新しい.csv")),), REPLACE: "yes"}
    macros.write_monthly_report()
    assert value_of(plain_book, names.ACTIVITY_LOG) == "新しい.csv"


def test_calls_and_deals_may_lie_in_two_files(plain_book, program):
    """CRMs export them apart; the workbook remembers both."""
    log = Path(plain_book.fullname).with_name("活動.csv")
    head, *lines = LOG.splitlines(keepends=True)
    deals = log.with_name("商談.csv")
    deals.write_text("".join([head, *(line for line in lines if "受注" in line)]), encoding="utf-8")
    log.write_text("".join([head, *(line for line in lines if "受注" not in line)]), encoding="utf-8")
    program.answers[WHICH_LOG] = (str(log), str(deals))
    macros.write_monthly_report()
    assert cell_beside(plain_book, "2026-11 達成", "売上", "実績").value == 150
    assert value_of(plain_book, names.ACTIVITY_LOG) == "活動.csv|商談.csv"


def test_workbooks_made_before_the_log_was_remembered_are_asked_each_time(path, program):
    edited(path, without_name(names.ACTIVITY_LOG))
    book = opened(path)
    program.answers[WHICH_LOG] = (str(path.with_name("活動.csv")),)
    macros.write_monthly_report()
    assert [sheet.name for sheet in book.sheets][-4:] == REPORT_SHEETS


# --- the revision log -------------------------------------------------------------------------------------------------


def log_rows(book: xw.Book) -> list[list[object]]:
    """What, before, after, when, why: the rows of the log that hold anything."""
    rows = ([value_of(book, name, down) for name in names.REVISION_CELLS] for down in range(10))
    return [row for row in rows if any(row)]


def test_what_was_changed_is_kept_with_the_day(book, program):
    """DESIGN: the revision log keeps what changed and when; the why is for people. The first run is what it begins with."""
    macros.work_back()
    assert "見直しの記録（⑤運用）の最初の値として記録しました" in program.said[-1]
    assert log_rows(book) == []
    cell_named(book, "APPOINTMENT_RATE").value = 0.03
    cell_named(book, "OVERRIDE_MEETINGS").value = 40
    macros.work_back()
    assert "2件を記録しました。「理由」を入力してください。" in program.said[-1]
    assert "アポイント率（架電→アポイント）：5.0% → 3.0%" in program.said[-1]
    when = log_rows(book)[0][3]
    assert log_rows(book) == [
        ["アポイント率（架電→アポイント）", "5.0%", "3.0%", when, None],
        ["商談数（手入力）", "—", "40件", when, None],
    ]
    assert when in (46359, datetime(2026, 12, 3))
    macros.work_back()
    assert len(log_rows(book)) == 2
    assert "見直しの記録" not in program.said[-1]


def test_a_target_taken_back_is_a_change_too(plain_book, program):
    cell_named(plain_book, "OVERRIDE_MEETINGS").value = 40
    macros.work_back()
    cell_named(plain_book, "OVERRIDE_MEETINGS").value = None
    macros.work_back()
    assert [row[:3] for row in log_rows(plain_book)] == [["商談数（手入力）", "40件", "—"]]


def test_rows_that_people_wrote_stay(plain_book, program):
    """What is kept comes below the last of them, and a log without room says so and loses nothing."""
    macros.work_back()
    cell_named(plain_book, "REVISION_WHY", 8).value = "期初の見直し"
    cell_named(plain_book, "WIN_RATE").value = 0.25
    macros.work_back()
    assert [row[0] for row in log_rows(plain_book)] == [None, "成約率"]
    cell_named(plain_book, "WIN_RATE").value = 0.3
    before = log_rows(plain_book)
    macros.work_back()
    assert "空きがないため、次の1件は記録していません" in program.said[-1]
    assert log_rows(plain_book) == before


def test_a_workbook_from_before_the_log_was_kept_is_worked_back_as_ever(path, program):
    edited(path, without_name(names.RECORDED_VALUES))
    opened(path)
    macros.work_back()
    assert "商談 30件" in program.said[-1]
    assert "見直しの記録" not in program.said[-1]


# --- actuals ----------------------------------------------------------------------------------------------------------


def test_figures_typed_by_hand_are_replaced_only_after_asking(path, program):
    edited(path, typed("ACTUAL_REVENUE", 1_400_000, down=6))
    book = opened(path)
    program.answers[WHICH_LOG] = (str(path.with_name("活動.csv")),)
    before = everything(book)
    macros.import_actuals()
    assert "1か所に、ログと違う値" in program.said[-1]
    assert everything(book) == before
    program.answers["②現状と⑤運用の"] = "yes"
    macros.import_actuals()
    assert value_of(book, "ACTUAL_REVENUE", 6) == 1_500_000


def test_last_years_results_come_from_the_same_log(plain_book, program):
    """For the comparison with last year: months before the log stay as they are typed, a month without a win in it had none."""
    log = Path(plain_book.fullname).with_name("活動.csv")
    log.write_text(LOG + "".join(LOG.replace("2026-", "2025-").splitlines(keepends=True)[1:]), encoding="utf-8")
    cell_named(plain_book, "LAST_YEAR_REVENUE").value = 900_000
    macros.import_actuals()
    assert [value_of(plain_book, "LAST_YEAR_REVENUE", month) for month in (0, 4, 5, 6, 7, 8)] == [
        900_000, None, 1_500_000, 1_500_000, 1_500_000, 0
    ]  # fmt: skip
    assert value_of(plain_book, "LAST_YEAR_DEALS_WON", 5) == 6


def test_rows_that_cannot_be_read_are_said(plain_book, program):
    log = Path(plain_book.fullname).with_name("活動.csv")
    log.write_text(LOG + "2026-11-31,佐藤 花子,商談,1,\n", encoding="utf-8")
    macros.import_actuals()
    assert "読めなかった行が1行あり、集計に含めていません" in program.said[-1]
    assert "2026-11-31" in program.said[-1]


# --- bad input --------------------------------------------------------------------------------------------------------

ALL = [macros.work_back, macros.check_goals, macros.import_actuals, macros.write_monthly_report, macros.export_pdf]


@pytest.mark.parametrize("macro", ALL)
def test_all_that_is_wrong_is_said_in_one_dialogue(path, program, macro):
    """With sheet and cell, and nothing changes."""
    edited(path, typed("WIN_RATE", 25), typed("UNIT_PRICE", 0))
    book = opened(path)
    before = everything(book)
    macro()
    assert len(program.said) == 1
    assert "②現状!G" in program.said[0]
    assert program.said[0].count("\n・") == 2
    assert everything(book) == before


@pytest.mark.parametrize("macro", ALL)
def test_other_workbooks_are_not_touched(tmp_path, program, macro):
    openpyxl.Workbook().save(tmp_path / "others.xlsx")
    opened(tmp_path / "others.xlsx")
    macro()
    assert "others.xlsx：kpi-xlの計画ブックではありません" in program.said[0]


def test_a_pdf_needs_a_report(plain_book, program):
    macros.export_pdf()
    assert "2026年11月の月次レポートがありません" in program.said[-1]


def test_giving_up_a_question_changes_nothing_and_says_nothing(plain_book, program):
    program.answers |= {WHICH_LOG: False, "どの計画ブック": False}
    before = everything(plain_book)
    for macro in (macros.import_actuals, macros.write_monthly_report, macros.new_book):
        macro()
    assert everything(plain_book) == before
    assert len(program.said) == 3  # the questions


def test_a_mistake_of_ours_is_kept_in_a_file_and_not_shown(plain_book, program, monkeypatch, tmp_path):
    monkeypatch.setattr(monthly, "draw_report", lambda *_, **__: 1 / 0)
    macros.write_monthly_report()
    assert "予期しないエラー" in program.said[-1]
    assert "Traceback" not in program.said[-1]
    assert "ZeroDivisionError" in (tmp_path / "kpi_xl.log").read_text(encoding="utf-8")


def test_an_english_workbook_is_spoken_to_in_english(tmp_path, program):
    with speaking("en"):
        path = book_with_log(tmp_path)
    book = opened(path)
    program.answers["The activity log"] = (str(path.with_name("活動.csv")),)
    macros.write_monthly_report()
    assert "2026-11 Attainment" in [sheet.name for sheet in book.sheets]
    assert program.said[-1].startswith("Created 2026-11 Attainment")


@pytest.mark.parametrize("macro", [*ALL, macros.show_help])
def test_settings_of_excel_are_restored(plain_book, program, macro):
    before = dict(program.settings)
    macro()
    assert program.settings == before


def test_each_setting_is_restored_even_where_another_cannot_be(program):
    """xlwings' own `properties` gives up at the first that fails, and leaves Excel on manual calculation."""
    before, app = dict(program.settings), xw.apps.active

    def refuse(step):
        if step == "calculation = semiautomatic":
            raise Fault(step)

    with suppress(Fault), quiet(app):
        program.before_step = refuse
    assert program.settings == {**before, "calculation": "manual"}


# --- faults -----------------------------------------------------------------------------------------------------------


class Fault(Exception):
    """Excel refuses: somebody is typing into a cell, memory is short, the sheet is protected."""


@pytest.fixture
def one_report(monkeypatch):
    """The log is read once for all runs."""
    kept: dict[object, object] = {}
    measured = monthly.measured

    def remembered(*arguments):
        if "report" not in kept:
            kept["report"] = measured(*arguments)
        return kept["report"]

    monkeypatch.setattr(monthly, "measured", remembered)


def prepared(book: xw.Book, program, has_report: bool) -> None:
    program.answers[REPLACE] = "yes"
    if has_report:
        macros.write_monthly_report()
        note_of(book, "2026-11 佐藤 花子", "売上").value = "メモ"
        book.sheets["2026-11 達成"].range("B1").value = "提出用"  # a second run that succeeds can be told from none
        book.sheets[0].range("Z1").formula = "='2026-11 達成'!$G$25"
        sheets = book.impl.file._sheets  # a person put it first
        sheets.insert(0, sheets.pop(book.impl.file.sheetnames.index("2026-11 達成")))


@pytest.mark.parametrize("has_report", [False, True], ids=["first run", "second run"])
def test_a_fault_at_any_step_in_excel_leaves_the_workbook_as_it_was(plain_book, program, one_report, has_report):
    """Never a half-inserted report. Every single thing that Excel is told to do fails once."""
    prepared(plain_book, program, has_report)
    before, settings = everything(plain_book), dict(program.settings)
    failed = 0
    while True:
        hit = fault_at(program, len(program.steps) + failed)
        with suppress(Fault):
            macros.write_monthly_report()
        program.before_step = lambda step: None
        if everything(plain_book) != before:
            break
        assert hit, "the run succeeded and changed nothing"
        assert [book.name for book in program.books] == ["営業.xlsx"]
        unrestored = {key for key, value in program.settings.items() if value != settings[key]}
        assert unrestored <= {hit[0].partition(" = ")[0]}
        program.settings.update(settings)
        failed += 1
    assert failed > (25 if has_report else 15)
    assert hit in ([], ["screen_updating = True"], ["dialogue"])  # only saying that it is done comes after the changes
    assert [sheet.name for sheet in plain_book.sheets][-4:] == REPORT_SHEETS


def fault_at(program, number: int) -> list[str]:
    """Make Excel fail once at its step of that number; the list then holds the step."""
    hit: list[str] = []

    def before_step(step: str) -> None:
        if not hit and len(program.steps) >= number:
            hit.append(step)
            raise Fault(step)

    program.before_step = before_step
    return hit


class FailingHost:
    """A host that fails at one of its own steps."""

    def __init__(self, host: ExcelHost, number: int) -> None:
        self._host, self._left, self.failed = host, number, ""

    def __getattr__(self, name: str):
        self._left -= 1
        if self._left == -1:
            self.failed = name
            raise Fault(name)
        return getattr(self._host, name)


@pytest.mark.parametrize("has_report", [False, True], ids=["first run", "second run"])
def test_a_fault_at_any_step_of_the_host_leaves_the_workbook_as_it_was(
    plain_book, program, one_report, has_report, tmp_path
):
    """The same promise where the host itself breaks: it holds for Calc, too."""
    prepared(plain_book, program, has_report)
    before, number = everything(plain_book), 0
    command = partial(monthly.write_monthly_report, today=Today.today())
    while True:
        host = FailingHost(ExcelHost(plain_book), number)
        with suppress(Fault):
            carry_out(host, command, tmp_path / "log")
        if everything(plain_book) != before:
            break
        assert host.failed
        number += 1
    assert number > 10
    assert host.failed in ("", "tell")
