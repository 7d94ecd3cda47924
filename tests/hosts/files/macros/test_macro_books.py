"""Role workbooks with macros, and those that are committed beside their definitions."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from kpi_xl.cli import run
from kpi_xl.cli.planning.templating import ADDIN, TEMPLATE_MONTH, build_templates, excel_macros, templates_folder
from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.functions import Function, catalogue, find, with_inputs
from kpi_xl.functions.twins.expansion import call_arguments
from kpi_xl.hosts.excel import macros as python_macros
from kpi_xl.hosts.excel.vba.sources import module_texts
from kpi_xl.hosts.files.macros.macro_books import BUTTONS, write_macro_workbook
from kpi_xl.hosts.files.writing.books import write_role_workbook
from kpi_xl.language import speaking
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.parts import names
from kpi_xl.smart import check_goal
from tests.hosts.files.macros.vba.reading import sources_of, streams_of
from tests.hosts.files.packages import MAIN, code_names, differing, documents_of, members_of
from tests.role_books import cell_of, demanding_settings
from tests.spreadsheet import ROOT, lint_workbooks, needs_excel_lint
from tests.workbooks import cached, formulas

PROJECT = "xl/vbaProject.bin"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """File name -> what `kpi-xl templates build` makes."""
    return {path.name: path for path in build_templates(tmp_path_factory.mktemp("built")).paths}


@pytest.fixture(scope="module")
def books(built: dict[str, Path]) -> list[Path]:
    """The role workbooks among them."""
    return [path for name, path in built.items() if name != ADDIN]


# --- the committed files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["company.xlsm", *(f"{role_id}.xlsm" for role_id in ROLE_IDS), ADDIN])
def test_a_rebuild_gives_the_committed_bytes(name: str, built: dict[str, Path]):
    """What people open is what the definitions and the source say, and nothing else."""
    committed = templates_folder() / name
    remedy = f"run `kpi-xl templates build` (here with XlsxWriter {xlsxwriter.__version__}) and commit what it wrote"
    assert committed.is_file(), remedy
    assert differing(built[name], committed) == [], remedy
    assert built[name].read_bytes() == committed.read_bytes(), remedy


def test_two_builds_are_identical(built: dict[str, Path], tmp_path: Path):
    """A workbook under version control changes only when its content does."""
    for again in build_templates(tmp_path).paths:
        assert again.read_bytes() == built[again.name].read_bytes(), again.name


@needs_excel_lint
def test_excel_opens_them_without_repair(built: dict[str, Path]):
    """A finding of the linter is Excel's repair dialogue on a customer's screen."""
    assert lint_workbooks(list(built.values())) == []


def test_nothing_tells_of_the_machine_that_built_them(built: dict[str, Path]):
    """A path of ours would not exist elsewhere, and is nobody's business."""
    for path in built.values():
        for name, content in members_of(path).items():
            for place in (ROOT, path.parent, Path.home() / "x"):
                assert str(place).removesuffix("x").encode() not in content, f"{path.name} {name}: {place}"


# --- functions --------------------------------------------------------------------------------------------------------


def calls_of(path: Path) -> list[tuple[Function, list[str]]]:
    """Every call of ours that is drawn, with its arguments."""
    found = []
    for _, _, text in formulas(path):
        for match in re.finditer(r"(KPI_[A-Z_]+)\(", text):
            found.append((find(match[1]), call_arguments(text, match.end() - 1)[1]))
    return found


def test_drawn_cells_hand_over_all_that_they_read(books: list[Path]):
    """Excel then computes them in its own order, and only when an input has changed: left out, each is computed at any edit."""
    for path in books:
        names_of_book, calls = set(openpyxl.load_workbook(path, keep_vba=True).defined_names), calls_of(path)
        assert len(calls) > 25
        for function, arguments in calls:
            given = dict(zip([each.name for each in function.parameters], arguments, strict=False))
            for each in function.parameters:
                if each.input:
                    assert given.get(each.name, "").strip(), f"{path.name}: {function.name} {each.name}"
            words = {word for argument in arguments for word in re.findall(r"(?<![\w!'\"$])[A-Z][A-Z_]{3,}(?![\w(!'\"])", argument)}
            assert words <= names_of_book, f"{path.name}: {function.name} {words - names_of_book}"


# --- macros -----------------------------------------------------------------------------------------------------------


def test_the_project_holds_our_source(books: list[Path]):
    """xlwings' module, ours and the functions; read back by olevba as they were written."""
    texts = ["\r\n".join(text.splitlines()) + "\r\n" for text in module_texts("xlsm")]
    for path in books:
        found = sources_of(members_of(path)[PROJECT])
        documents = {"ThisWorkbook.cls", *(f"Sheet{number}.cls" for number in range(1, 9))}
        assert documents < set(found)
        standard = {found[name] for name in found if name.endswith(".bas")}
        assert standard == {text for text in texts if not text.startswith("VERSION")}
        ending = next(text for text in texts if text.startswith("VERSION")).partition("Option Explicit")[2]
        assert found["Dictionary.cls"].endswith(ending)


def test_the_licences_of_others_stay_with_their_source(books: list[Path]):
    """BSD and MIT ask for it."""
    for path in books:
        found = sources_of(members_of(path)[PROJECT])
        assert "Redistributions in binary form must reproduce the above copyright notice" in found["xlwings.bas"]
        assert "@license: MIT" in found["Dictionary.cls"]


def test_sheets_and_modules_agree_on_their_code_names(books: list[Path]):
    """Excel repairs a workbook whose sheet has no module, and loses the project of one whose module has no sheet."""
    for path in books:
        project = streams_of(members_of(path)[PROJECT])["PROJECT"]
        sheets = sum(name.startswith("xl/worksheets/sheet") for name in members_of(path))
        expected = sorted(["ThisWorkbook", *(f"Sheet{number + 1}" for number in range(sheets))])
        assert sorted(code_names(path)) == sorted(documents_of(project)) == expected
        assert sheets >= 8


def test_every_button_has_its_macro(books: list[Path]):
    """A button without one says "Cannot run the macro", and nothing else."""
    for path in books:
        code = "\n".join(sources_of(members_of(path)[PROJECT]).values())
        found = [macro for macros in buttons_of(path).values() for _, macro in macros]
        shown = [commands for tab, commands in BUTTONS.items() if path.stem == "company" or tab.ja != "シナリオ"]
        assert sorted(found) == sorted(command.macro for commands in shown for command in commands)
        for macro in found:
            assert re.search(rf"^Public Sub {macro}\(\)\r$", code, re.MULTILINE), macro


def test_buttons_stand_on_the_sheets_where_they_are_needed(books: list[Path]):
    """In the language of the workbook, on a row that holds nothing else."""
    for path in books:
        assert {title: [caption for caption, _ in found] for title, found in buttons_of(path).items()} == {
            "①KGI": ["目標を逆算", "SMARTチェック"],
            "③KPI": ["SMARTチェック"],
            "④目標": ["目標を逆算"],
            "⑤運用": ["実績を取込", "月次レポート作成", "PDF出力", "月を締める", "翌月のブック"],
            **({"シナリオ": ["この案にする"]} if path.stem == "company" else {}),
        }
        book = openpyxl.load_workbook(path)
        for title in buttons_of(path):
            assert [cell.value for cell in book[title][5]] == [None] * len(book[title][5])


def test_a_button_lies_within_its_row(books: list[Path]):
    """One that hangs over the heading below would hide it."""
    for path in books:
        for name, content in members_of(path).items():
            for anchor in re.findall(r"<x:Anchor>([^<]+)</x:Anchor>", content.decode()) if name.endswith(".vml") else []:
                _, _, top, _, _, _, bottom, _ = map(int, anchor.split(","))
                assert (top, bottom) == (4, 4)


def test_english_workbooks_have_english_buttons(tmp_path: Path):
    """And English messages: what the macros say is spelled out in the module."""
    path = tmp_path / "book.xlsm"
    with speaking("en"):
        write_macro_workbook(load_role("manager"), BookSettings(TEMPLATE_MONTH), excel_macros("xlsm"), path)
    captions = [caption for found in buttons_of(path).values() for caption, _ in found]
    assert captions == [
        "Work back from goal", "SMART check", "SMART check", "Work back from goal", "Import actuals", "Monthly report", "Export PDF",
        "Close the month", "Next month",
    ]  # fmt: skip
    macros = sources_of(members_of(path)[PROJECT])["KpiXlMacros.bas"]
    assert "Run 'kpi-xl install'".encode("utf-16-be").hex().upper() in macros


def test_every_macro_calls_a_function_that_python_has():
    """A slip in a name would show on the user's screen only."""
    [macros] = [text for text in module_texts("xlsm") if '"KpiXlMacros"' in text]
    called = re.findall(r'RunKpiXl "(\w+)"', macros)
    assert called == [
        "new_book", "next_book", "work_back", "check_goals", "adopt_case", "import_actuals", "write_monthly_report", "export_pdf",
        "close_month", "show_help",
    ]  # fmt: skip
    assert all(callable(getattr(python_macros, name)) for name in called)
    with pytest.raises(AttributeError):
        _ = python_macros.diagnose


def buttons_of(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Sheet -> (caption, macro) of its buttons, from the left."""
    members = members_of(path)
    book = etree.fromstring(members["xl/workbook.xml"])
    found = {}
    for number, sheet in enumerate(book.iter(f"{MAIN}sheet"), start=1):
        relations = members.get(f"xl/worksheets/_rels/sheet{number}.xml.rels", b"").decode()
        drawing = re.search(r"vmlDrawing\d+\.vml", relations)
        if drawing:
            text = members[f"xl/drawings/{drawing[0]}"].decode()
            pairs = re.findall(r'<font face="[^"]*"[^>]*>([^<]*)</font>.*?<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>', text)
            found[sheet.get("name")] = pairs
    return found


# --- formulas ---------------------------------------------------------------------------------------------------------


def of_the_sentence(path: Path) -> set[tuple[str, str]]:
    """The cells about the goal sentence: its verdict on ① with the label, and what 設定 keeps of the last check."""
    book = openpyxl.load_workbook(path)
    verdict = cell_of(book, names.KGI_SMART)
    cells = [verdict, cell_of(book, names.KGI_ADVICE), verdict.parent.cell(verdict.row, 2)]
    for name in book.defined_names:
        if name.startswith("KGI_CHECKED"):
            cells += [cell_of(book, name), cell_of(book, name).offset(column=-2)]
    return {(cell.parent.title, cell.coordinate) for cell in cells}


@pytest.mark.parametrize("role_id", ROLE_IDS)
def test_a_call_is_an_ordinary_formula_with_its_value(role_id: str, tmp_path: Path):
    """The same cells and values as in the .xlsx but for the sentence, which a LAMBDA cannot read; there the functions are
    LAMBDA names, here macros, never both."""
    role = load_role(role_id)
    with_macros, plain = tmp_path / "book.xlsm", tmp_path / "book.xlsx"
    write_macro_workbook(role, demanding_settings(role), excel_macros("xlsm"), with_macros)
    write_role_workbook(role, demanding_settings(role), plain)
    apart = of_the_sentence(with_macros) | of_the_sentence(plain)
    carried, of_plain = (
        {place: value for place, value in cached(path).items() if place not in apart and place[0] != "kpi_xl.conf"}
        for path in (with_macros, plain)
    )
    assert carried == of_plain
    calls, in_plain = (
        [each for each in formulas(path) if "KPI_" in each[2] and each[:2] not in apart] for path in (with_macros, plain)
    )
    defined = set(openpyxl.load_workbook(with_macros, keep_vba=True).defined_names)
    assert calls == [(title, cell, with_inputs(text, defined)) for title, cell, text in in_plain]
    assert len(calls) > 10
    assert "LAMBDA" not in members_of(with_macros)["xl/workbook.xml"].decode()
    for name, content in members_of(with_macros).items():
        if name.startswith("xl/worksheets/sheet"):
            assert re.findall(r"<f [^>]*>[^<]*KPI_\w+\(", content.decode()) == [], name


def test_the_sentence_is_judged_as_it_is_typed(tmp_path: Path):
    """Macros read it, so that no button has to be pressed; letters and advice are those of the role's own tree."""
    role = load_role("field_sales")
    path = tmp_path / "book.xlsm"
    write_macro_workbook(role, demanding_settings(role), excel_macros("xlsm"), path)
    book, shown = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    arguments = 'KGI_TEXT,"",BASELINE_REVENUE,"","","",BOOK_ROLE,FISCAL_FIRST_MONTH'
    assert cell_of(book, names.KGI_SMART).value == f"=KPI_SMART({arguments})"
    assert cell_of(book, names.KGI_ADVICE).value == f"=KPI_SMART_ADVICE({arguments})"
    check = check_goal(cell_of(shown, names.KGI_TEXT).value, today=date.today(), role=role)
    assert [cell_of(shown, name).value for name in (names.KGI_SMART, names.KGI_ADVICE)] == [check.signs, str(check.advice)]


def test_every_function_of_ours_is_a_macro(books: list[Path]):
    """A cell that calls one without a wrapper is #NAME?."""
    for path in books:
        code = "\n".join(sources_of(members_of(path)[PROJECT]).values())
        defined = set(re.findall(r"^Function (KPI_\w+)\(", code, re.MULTILINE))
        assert defined == {function.name for function in catalogue()}


def test_excel_shows_the_carried_values_until_macros_are_allowed(books: list[Path]):
    """A full calculation on opening would turn every function into #NAME? before anybody could press Enable Content."""
    for path in books:
        calculation = etree.fromstring(members_of(path)["xl/workbook.xml"]).find(f"{MAIN}calcPr")
        assert dict(calculation.attrib) == {"calcId": "191029"}


def test_the_settings_sheet_is_hidden_and_names_no_interpreter(books: list[Path]):
    """Where Python is differs from one machine to the next; a value here would win over the user's own file."""
    for path in books:
        sheet = openpyxl.load_workbook(path)["kpi_xl.conf"]
        assert sheet.sheet_state == "hidden"
        assert {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)} == {
            "UDF MODULES": "kpi_xl.hosts.excel.udfs", "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        }  # fmt: skip


# --- the command ------------------------------------------------------------------------------------------------------


def test_new_writes_one_that_a_report_can_plan_by(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The month that is wanted, and the way back into `kpi-xl report`."""
    book, log = tmp_path / "2026-12.xlsm", tmp_path / "log.csv"
    log.write_text("date,member,kind,amount\n2026-12-01,佐藤,won,500000\n", "utf-8")
    assert run(["new", "field_sales", "-o", str(book), "--month", "2026-12", "--set", "KGI_AMOUNT=1,000万"]) == 0
    assert book.with_suffix(".xlsm").stat().st_size > 100_000
    assert PROJECT in members_of(book)
    assert run(["report", str(log), "--plan", str(book), "--month", "2026-12", "--json"]) == 0
    assert '"target": 10000000.0' in capsys.readouterr().out


def test_build_says_what_it_wrote_and_where_it_cannot(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The company's workbook, the four of the roles and the add-in; a mistyped folder gets one message."""
    assert run(["templates", "build", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out.splitlines()
    names = ("company.xlsm", *(f"{role_id}.xlsm" for role_id in ROLE_IDS), ADDIN)
    assert said == [f"作成しました：{tmp_path / name}" for name in names]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(line.rpartition("/")[2] for line in said)
    assert run(["templates", "build", "--out", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"{tmp_path / 'none'}：フォルダーがありません。先にフォルダーを作るか、別の場所を指定してください。"
    ]
