"""The Excel add-in: its ribbon, its functions, and what ties them together in the package."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from kpi_xl.cli.planning.templating import excel_macros
from kpi_xl.functions import catalogue
from kpi_xl.hosts.commands.catalogue import CATALOGUE
from kpi_xl.hosts.excel.vba.sources import module_texts
from kpi_xl.hosts.files.macros.addin import write_addin
from kpi_xl.hosts.files.macros.ribbon import NAMESPACE
from kpi_xl.language import speaking
from tests.hosts.files.macros.vba.reading import sources_of, streams_of
from tests.hosts.files.packages import MAIN, code_names, documents_of, members_of
from tests.spreadsheet import lint_workbooks, needs_excel_lint

X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
RIBBON = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / "kpi_xl.xlam"
    write_addin(excel_macros("xlam"), path)
    return path


@pytest.fixture(scope="module")
def sources(addin: Path) -> dict[str, str]:
    return sources_of(members_of(addin)["xl/vbaProject.bin"])


@needs_excel_lint
def test_excel_opens_it_without_repair(addin: Path):
    """Excel would refuse a broken add-in at every start."""
    assert lint_workbooks([addin]) == []


def test_it_is_an_add_in_to_excel(addin: Path):
    """By its content type alone: as a workbook it would open a window."""
    types = members_of(addin)["[Content_Types].xml"].decode()
    workbook = re.search(r'<Override PartName="/xl/workbook.xml" ContentType="([^"]+)"', types)
    assert workbook
    assert workbook[1] == "application/vnd.ms-excel.addin.macroEnabled.main+xml"


def test_the_package_names_the_ribbon(addin: Path):
    """Without the relationship the part is there and no tab appears."""
    members = members_of(addin)
    relations = etree.fromstring(members["_rels/.rels"])
    [ribbon] = [each for each in relations if each.get("Type", "").endswith("ui/extensibility")]
    assert ribbon.get("Type") == "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    assert ribbon.get("Target") in members
    assert len({each.get("Id") for each in relations}) == len(relations)


def test_every_ribbon_button_has_its_callback_and_its_macro(addin: Path, sources: dict[str, str]):
    """A missing one is "Cannot run the macro" on every press."""
    code = "\n".join(sources.values())
    commands = [command for group in CATALOGUE.values() for command in group]
    assert [button.get("onAction") for button in ribbon_of(addin).iter(f"{RIBBON}button")] == [
        command.callback for command in commands
    ]
    for command in commands:
        body = rf"^Public Sub {command.callback}\(control As IRibbonControl\)\r\n    {command.macro}\r\nEnd Sub\r$"
        assert re.search(body, code, re.MULTILINE), command.callback
        assert re.search(rf"^Public Sub {command.macro}\(\)\r$", code, re.MULTILINE), command.macro


def test_the_ribbon_is_what_its_schema_allows(addin: Path):
    """One slip, and Excel drops the whole tab without a word."""
    root = ribbon_of(addin)
    tags = [element.tag.removeprefix(RIBBON) for element in root.iter()]
    assert tags[:4] == ["customUI", "ribbon", "tabs", "tab"]
    assert set(tags[4:]) == {"group", "button"}
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 1 + len(CATALOGUE) + sum(map(len, CATALOGUE.values()))
    for button in root.iter(f"{RIBBON}button"):
        assert set(button.attrib) == {"id", "label", "imageMso", "size", "onAction", "screentip", "supertip"}
        assert all(0 < len(button.get(name)) <= 1_024 for name in ("label", "screentip", "supertip"))


EXCELS_OWN = {
    "FileNew": "File, New", "GoalSeek": "Data, What-If Analysis", "DataValidation": "Data, Data Tools",
    "GetExternalDataFromText": "Data, Get External Data", "ChartTypeColumnInsertGallery": "Insert, Charts",
    "FileSaveAsPdfOrXps": "File, Save As", "Help": "Help", "ErrorChecking": "Formulas, Formula Auditing",
    "WhatIfAnalysisMenu": "Data, Data Tools", "FileSaveAs": "File", "FileMarkAsFinal": "File, Info",
}  # fmt: skip
"""Pictures of controls that Excel has itself, and where: Microsoft lists them for Excel since 2007."""


def test_every_picture_is_one_of_excels_own(addin: Path):
    """Excel shows a button whose picture only Outlook has without any."""
    pictures = [button.get("imageMso") for button in ribbon_of(addin).iter(f"{RIBBON}button")]
    assert set(pictures) <= EXCELS_OWN.keys()
    assert len(set(pictures)) == len(pictures)


def test_its_window_stays_hidden(addin: Path):
    """As that of every add-in that Excel saves, so that its settings never stand before somebody's work."""
    xlwings = Path(find_spec("xlwings").origin).parent
    for path in (addin, xlwings / "quickstart_addin.xlam", xlwings / "addin" / "xlwings.xlam"):
        (view,) = etree.fromstring(members_of(path)["xl/workbook.xml"]).iter(f"{MAIN}workbookView")
        assert view.get("visibility") == "hidden", path.name


def test_the_tab_has_the_groups_that_people_are_told_of(addin: Path):
    """Their names stand in the guide."""
    root = ribbon_of(addin)
    assert root.find(f".//{RIBBON}tab").get("label") == "営業KPI"
    assert {group.get("label"): [button.get("label") for button in group] for group in root.iter(f"{RIBBON}group")} == {
        "ブック": ["新規ブック", "翌月のブック"],
        "目標": ["目標を逆算", "SMARTチェック", "この案にする"],
        "実績": ["実績を取込"],
        "レポート": ["月次レポート作成", "PDF出力", "月を締める"],
        "ヘルプ": ["使い方", "診断"],
    }


def test_an_english_add_in_is_english_throughout(tmp_path: Path):
    """Labels, tips and argument help."""
    with speaking("en"):
        write_addin(excel_macros("xlam"), tmp_path / "en.xlam")
    members = members_of(tmp_path / "en.xlam")
    assert members["customUI/customUI14.xml"].isascii()
    extension = members["xl/workbook.xml"].decode().partition("<extLst>")[2]
    assert re.findall("[\u3040-\u30ff\u4e00-\u9fff]+", extension) == []


def test_the_project_holds_our_source(addin: Path, sources: dict[str, str]):
    """In the variant for add-ins: it works on the active workbook, not on itself."""
    texts = {"\r\n".join(text.splitlines()) + "\r\n" for text in module_texts("xlam") if not text.startswith("VERSION")}
    assert {source for name, source in sources.items() if name.endswith(".bas")} == texts
    assert "ActiveWorkbook.Name" in sources["xlwings.bas"]
    project = streams_of(members_of(addin)["xl/vbaProject.bin"])["PROJECT"]
    assert code_names(addin) == documents_of(project) == ["ThisWorkbook", "Sheet1"]


def test_the_function_wizard_explains_every_argument(addin: Path, sources: dict[str, str]):
    """Excel ties the help to a function by its name, and to an argument by its place."""
    book = etree.fromstring(members_of(addin)["xl/workbook.xml"])
    assert [element.tag for element in book][-1] == f"{MAIN}extLst"
    helped = {
        name.get("name"): [each.text for each in name.iter(f"{X14}argumentDescription")]
        for name in book.iter(f"{X14}definedName")
    }
    code = "\n".join(sources.values())
    signatures = dict(re.findall(r"^Function (KPI_\w+)\((.*)\) As Variant\r$", code, re.MULTILINE))
    assert set(signatures) == {function.name for function in catalogue()}
    assert {name: len(words) for name, words in helped.items()} == {
        name: signature.count(" As Variant") for name, signature in signatures.items() if signature
    }
    assert all(words and len(words) <= 255 for texts in helped.values() for words in texts)


def ribbon_of(addin: Path) -> etree._Element:
    return etree.fromstring(members_of(addin)["customUI/customUI14.xml"])
