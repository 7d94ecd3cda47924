"""The menu in a real window: chosen with the keyboard, on a screen of our own. Pictures are kept in build/screenshots."""

from __future__ import annotations

import csv
import os
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.definitions import load_role
from kpi_xl.demo.run import DEMO_MONTH
from kpi_xl.demo.year import demo_members, write_demo_log
from kpi_xl.hosts.commands.catalogue import with_python
from kpi_xl.hosts.files.reading.plan_cells import PlanBook
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.files.writing.books import write_role_workbook
from kpi_xl.hosts.plans import typed_log
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.log_sheet import HEAD_ROW, ROOM, TAB
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.targets import Member
from tests.hosts.libreoffice.office import OfficeFailed, installed_office
from tests.hosts.libreoffice.screen import Screen, missing_programs, wait_until
from tests.spreadsheet import ROOT, in_ci, needs_soffice

pytestmark = [needs_soffice, pytest.mark.xdist_group("libreoffice")]

GOOD, BAD = 0x0F766E, 0xB91C1C
"""The colours of ○ and ×."""
PICTURES = ROOT / "build" / "screenshots"
DIALOGUE = "^kpi-xl$"
BOOK = "plan.xlsx"
CLOSING_SECONDS = 20.0
"""While a dialogue is open, LibreOffice closes nothing."""
ROLE = load_role("field_sales")
FIRST_TYPED = HEAD_ROW + 2
"""The row of the sheet 活動ログ in which typing begins."""
TEAM, MEMBER = f"{DEMO_MONTH} 達成", f"{DEMO_MONTH} 佐藤 花子"


class Window:
    """A role workbook in LibreOffice's window, and the person before it."""

    def __init__(self, office, screen: Screen, folder: Path) -> None:
        self.office, self.screen, self.folder = office, screen, folder

    def open_menu(self) -> None:
        self.screen.open_menu(self.screen.wait_for(BOOK), "alt+k")

    def choose(self, name: str) -> None:
        """Choose a command in the menu."""
        self.point_at(name)
        self.screen.keys("Return")

    def point_at(self, name: str) -> None:
        """Open the menu, and go down to a command, wherever it stands in the catalogue."""
        self.open_menu()
        self.screen.keys(*["Down"] * list(with_python()).index(name))

    def dialogue(self) -> str:
        """What the dialogue says that is there, or comes."""
        self.screen.focus(self.screen.wait_for(DIALOGUE))
        said: list[str] = []
        wait_until(lambda: bool(said.extend(self.office("said")) or any(said)), "the words of the dialogue")
        return "\n".join(said)

    def press(self, *keys: str) -> None:
        """Answer a dialogue, and see it go."""
        before = self.screen.windows(DIALOGUE)
        self.screen.keys(*keys)
        wait_until(lambda: self.screen.windows(DIALOGUE) != before, "the dialogue to go")

    def run(self, name: str) -> str:
        """Choose a command, and close the dialogue that it ends with; what it said."""
        self.choose(name)
        said = self.dialogue()
        self.press("Return")
        return said


def members_of_the_team() -> list[Member]:
    return [member for member in demo_members() if member.role.id == ROLE.id and member.team == "東京"]


@pytest.fixture(scope="module")
def screen():
    if missing := missing_programs():
        reason = f"missing: {', '.join(missing)} (Debian: xvfb, xdotool, imagemagick)"
        pytest.fail(reason, pytrace=False) if in_ci() else pytest.skip(reason)
    made = Screen()
    yield made
    made.close()


@pytest.fixture(scope="module")
def office_on_screen(programs, screen, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    made = installed_office(programs, home, DISPLAY=screen.display, SAL_USE_VCLPLUGIN="gen", HOME=str(home))
    yield made
    made.close()


@pytest.fixture(scope="module")
def originals(tmp_path_factory) -> tuple[Path, Path]:
    """The workbook of a team, and their log of a year."""
    folder = tmp_path_factory.mktemp("team")
    team = members_of_the_team()
    goal = {"KGI_AMOUNT": ROLE.defaults["KGI_AMOUNT"] * len(team)}
    write_role_workbook(ROLE, BookSettings.standard(ROLE, DEMO_MONTH, goal, tuple(team)), folder / BOOK)
    write_demo_log(folder / "all.csv", DEMO_MONTH)
    with (folder / "all.csv").open(encoding="utf-8-sig", newline="") as everybody:
        head, *rows = csv.reader(everybody)
    with (folder / "activity.csv").open("w", encoding="utf-8", newline="") as ours:
        csv.writer(ours).writerows([head, *(row for row in rows if row[1] in {member.name for member in team})])
    return folder / BOOK, folder / "activity.csv"


@pytest.fixture(scope="module")
def reported(office_on_screen, screen, originals, tmp_path_factory) -> tuple[Path, Path]:
    """The same, saved with the month's sheets in it."""
    folder = tmp_path_factory.mktemp("reported")
    with shown(office_on_screen, screen, originals, folder) as window:
        window.run("WriteMonthlyReport")
        window.office("save_shown")
    return folder / BOOK, folder / "activity.csv"


@pytest.fixture
def window(office_on_screen, screen, originals, tmp_path):
    with shown(office_on_screen, screen, originals, tmp_path) as opened:
        yield opened


@pytest.fixture
def window_with_report(office_on_screen, screen, reported, tmp_path):
    with shown(office_on_screen, screen, reported, tmp_path) as opened:
        yield opened


@contextmanager
def shown(office, screen, files, folder) -> Iterator[Window]:
    """Copies of the workbook and its log in *folder*, the workbook open."""
    for path in files:
        (folder / path.name).write_bytes(path.read_bytes())
    office.twice("show", str(folder / BOOK))  # LibreOffice 7.4 was seen to die while it opened a window
    office("type_in", {names.ACTIVITY_LOG: "activity.csv"})
    screen.wait_for(BOOK)
    yield Window(office, screen, folder)
    try:
        office("close_all", limit=CLOSING_SECONDS)
    except OfficeFailed:  # a dialogue is open, say
        office.kill()


def test_the_monthly_report_is_inserted_from_the_menu(window):
    """The month's sheets as they are drawn: charts, colours, frozen heads, one A4 page across, nothing in error."""
    window.point_at("WriteMonthlyReport")
    window.screen.picture(PICTURES / "menu.png")
    window.screen.keys("Return")
    assert "を作成しました" in window.dialogue()
    window.screen.picture(PICTURES / "done.png")
    window.press("Return")
    looks = window.office("looks")
    made = {title: look for title, look in looks.items() if title.startswith(f"{DEMO_MONTH} ")}
    assert list(made)[:3] == [TEAM, f"{TEAM} 見込み", MEMBER]
    assert len(made) == 2 + len(members_of_the_team())
    for title, look in made.items():
        paged = {name: look[name] for name in ("is_landscape", "paper_in_mm", "pages_across", "has_print_area")}
        assert paged == {"is_landscape": True, "paper_in_mm": (297, 210), "pages_across": 1, "has_print_area": True}, title
        assert (look["charts"] >= 2, look["in_error"]) == (True, []), title
    drawn = made[MEMBER]
    assert {('"○"', GOOD), ('"×"', BAD)} <= set(drawn["styles_of_conditions"])
    assert len(drawn["series"]) >= 2, "the course of the month, and six months"
    assert (made[TEAM]["is_frozen"], made[TEAM]["repeats_rows"]) == (True, True)
    assert window.office("front_sheet") == TEAM
    window.screen.picture(PICTURES / "team.png")
    window.office("bring_to_front", MEMBER)
    window.screen.picture(PICTURES / "member.png")


def test_a_log_typed_into_the_workbook_is_the_log(office_on_screen, screen, tmp_path_factory, tmp_path):
    """No file is asked for or remembered. A row below the table counts, for a table does not grow in LibreOffice."""
    team = tuple(members_of_the_team())
    book = tmp_path_factory.mktemp("typed") / BOOK
    write_role_workbook(ROLE, BookSettings.standard(ROLE, DEMO_MONTH, {}, team, with_log=True), book)
    rows = {
        FIRST_TYPED: (f"{DEMO_MONTH}-04", team[0].name, "商談", 12, None),
        FIRST_TYPED + 1: (f"{DEMO_MONTH}-10", team[0].name, "受注", 2, 1_250_000),
        FIRST_TYPED + ROOM: (f"{DEMO_MONTH}-12", team[1].name, "商談", 5, None),
    }
    with shown(office_on_screen, screen, [book], tmp_path) as window:
        for row, (day, member, kind, count, amount) in rows.items():
            typed = {"B": day, "C": member, "E": kind, "F": count, "G": amount}
            window.office("put", str(TAB), {f"{column}{row}": value for column, value in typed.items() if value is not None})
        window.office("bring_to_front", str(TAB))
        screen.picture(PICTURES / "typed-log.png")
        said = window.run("WriteMonthlyReport")
        assert f"「{TEAM}」を作成しました" in said
        assert "活動ログ3行のうち3行" in said
        looks = window.office("looks")
        assert looks[f"{DEMO_MONTH} {team[0].name}"]["in_error"] == []
        window.office("save_shown")
    with closing(PlanBook(tmp_path / BOOK)) as saved:
        assert typed_log(saved) is not None
    values = openpyxl.load_workbook(tmp_path / BOOK, data_only=True)[f"{DEMO_MONTH} {team[0].name}"]
    assert 1_250_000 in {cell.value for row in values.iter_rows() for cell in row}


def test_a_report_made_again_keeps_notes_and_readers(window_with_report):
    """Notes typed into the sheet, and formulas that read it, outlive the sheet that they stand in or read."""
    window = window_with_report
    column, row = window.office("sheet_named", MEMBER, "NOTES_FIELD_SALES")
    note = f"{chr(65 + column)}{row + 1}"
    window.office("put", MEMBER, {note: "来月は訪問を増やす"})
    window.office("put", str(Step.GUIDE.tab), {"Z1": f"=$'{MEMBER}'.{note}"})
    before = window.office("titles")
    window.choose("WriteMonthlyReport")
    assert MEMBER in window.dialogue()
    window.press("Return")
    assert "を作成しました" in window.dialogue()
    window.press("Return")
    assert window.office("titles") == before
    assert window.office("contents", MEMBER, note) == [["来月は訪問を増やす"]]
    assert window.office("contents", str(Step.GUIDE.tab), "Z1") == [["来月は訪問を増やす"]]


def test_bad_input_is_one_dialogue_and_changes_nothing(window):
    """Everything that is wrong at once, with what to do about it; the workbook stays as it was."""
    window.office("type_in", {"WIN_RATE": 25, "UNIT_PRICE": "=\"多い\""})
    before = window.office("titles"), window.office("undo_titles")
    window.choose("WriteMonthlyReport")
    said = window.dialogue()
    window.screen.picture(PICTURES / "bad-input.png")
    window.press("Return")
    assert "「25」は使えません" in said
    assert "「多い」" in said
    assert (window.office("titles"), window.office("undo_titles")) == before


def test_a_name_that_is_no_range_is_told_as_what_it_is(window):
    """The days off by a formula: to be told that the name is missing, people look for it in vain, for there it is."""
    window.office("name_means", names.HOLIDAYS, "OFFSET($設定.$B$60;0;0;5;1)")
    said = window.run("WorkBack")
    window.office("name_means", names.HOLIDAYS, "$設定.$B$1:$B$1048576")  # a whole column, with words among its days
    assert "設定!B" in window.run("WorkBack")
    assert "「HOLIDAYS」はOFFSET($設定.$B$60;0;0;5;1)を指す名前で、1つのセル範囲ではありません" in said


def test_the_smart_check_is_undone_in_one_step(window):
    """A verdict and its advice are two cells, and one thing that was done."""
    before, steps = window.office("named", names.KGI_SMART, names.KGI_ADVICE), window.office("undo_titles")
    window.office("type_in", {names.KGI_TEXT: "営業成績を向上させる"})
    assert "S" in window.run("CheckGoals")
    assert window.office("named", names.KGI_SMART)[0][0][0].startswith("S×")
    assert window.office("undo_titles")[0] == "SMARTチェック"
    window.office("undo")
    window.office("undo")
    assert (window.office("named", names.KGI_SMART, names.KGI_ADVICE), window.office("undo_titles")) == (before, steps)


def test_actuals_are_imported_from_the_picked_file(window):
    """The file is picked in LibreOffice's own dialogue; the year's months are filled in."""
    window.choose("ImportActuals")
    picker = window.screen.wait_for("活動ログ")
    window.screen.focus(picker)
    window.screen.type(str(window.folder / "activity.csv"))
    window.screen.keys("Return")
    assert "activity.csv" in window.dialogue()
    window.press("Return")
    (sales,) = window.office("named", names.actual_name(ROLE.kgi.id))
    assert all(value > 0 for value, in sales[:7])
    window.office("undo")
    assert window.office("named", names.actual_name(ROLE.kgi.id))[0][0] == [""]


def test_the_months_sheets_are_saved_as_pdf(window_with_report):
    """Its sheets only, each on its own page or more."""
    window = window_with_report
    assert "PDFを保存しました" in window.run("ExportPdf")
    pdf = (window.folder / f"plan {DEMO_MONTH}.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert 4 <= pdf.count(b"/Type/Page/") <= 8


def test_a_new_workbook_is_made_and_opened(window):
    """The role is chosen in a list, and then the formulas."""
    window.choose("NewBook")
    assert "インサイドセールス" in window.dialogue()
    window.press("Down", "Down", "Return")  # the company stands first
    assert "どの数式" in window.dialogue()
    window.press("Return")
    wait_until(lambda: len(window.office("labels")) == 2, "the new workbook")
    (made,) = window.folder.glob(f"{ROLE.title} *.xlsx")
    assert made.name in window.office("labels")


def test_next_months_workbook_is_made_of_the_saved_one_and_opened(window):
    """With what was typed a moment ago; it is asked first, for the workbook is saved."""
    window.choose("NextBook")
    assert "このブックを保存して" in window.dialogue()
    window.press("Return")
    assert "翌月の計画ブックを作りました" in window.dialogue()
    window.press("Return")
    wait_until(lambda: len(window.office("labels")) == 2, "the new workbook")
    made = next(each for each in window.folder.glob("plan*.xlsx") if each.name != "plan.xlsx")
    assert made.name in window.office("labels")
    assert read_plans([made]).month == DEMO_MONTH.next
    assert read_plans([made]).members == read_plans([window.folder / "plan.xlsx"]).members


def test_the_month_is_closed_beside_the_workbook(window):
    """With what was typed into 締め a moment ago; a second run says what a changed export changed."""
    window.office("type_in", {names.CLOSING_LOGS: "*.csv"})
    window.choose("CloseMonth")
    asked = window.dialogue()
    window.screen.picture(PICTURES / "close-month.png")
    assert "読むもの：*.csv" in asked
    window.press("Return")
    said = window.dialogue()
    window.screen.picture(PICTURES / "month-closed.png")
    window.press("Return")
    assert "2026年11月を締めました" in said
    made = {each.name for each in (window.folder / "締め").iterdir()}
    assert made >= {"2026-11-report.xlsx", "2026-11-meeting.txt", "2026-11.html", "1on1"}
    assert read_plans([window.folder / "plan 2026-12.xlsx"]).month == DEMO_MONTH.next
    log = window.folder / "activity.csv"
    member = members_of_the_team()[0].name
    with log.open("a", encoding="utf-8", newline="") as file:
        head = log.read_text("utf-8").splitlines()[0].split(",")
        told = {"日付": f"{DEMO_MONTH}-27", "担当者": member, "種別": "受注", "件数": "1", "金額": "500000"}
        csv.writer(file).writerow([told.get(each, "") for each in head])
    window.choose("CloseMonth")
    window.dialogue()
    window.press("Return")
    assert "activity.csv：内容が変わったファイル" in window.dialogue()
    window.press("Return")


def test_a_command_that_breaks_off_is_taken_back(window_with_report):
    """Its process may be ended at any moment: the person is told, and the menu works on."""
    window = window_with_report
    before = window.office("titles")
    window.choose("WriteMonthlyReport")
    window.dialogue()
    os.kill(window.office.process_running("kpi_xl.hosts.libreoffice.command"), signal.SIGKILL)
    window.press("Return")
    assert "応答がない" in window.dialogue()
    window.press("Return")
    assert window.office("titles") == before
    assert "逆算" in window.run("WorkBack")
