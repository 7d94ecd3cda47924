"""VBA projects from source text: what others read back is what was put in."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.hosts.files.macros.vba.module import ModuleKind, VbaModule
from kpi_xl.hosts.files.macros.vba.project import vba_project
from tests.hosts.files.macros.vba.reading import sources_of, streams_of, unpacked
from tests.hosts.files.packages import members_of

WORDS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=60)
LINES = st.lists(WORDS, max_size=12)
NAMES = st.from_regex(re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}", re.ASCII), fullmatch=True)


def standard(name: str, *lines: str) -> VbaModule:
    return VbaModule.exported("\n".join([f'Attribute VB_Name = "{name}"', *lines]))


def suffixed(module: VbaModule) -> str:
    return f"{module.name}.{'bas' if module.kind is ModuleKind.STANDARD else 'cls'}"


@st.composite
def projects(draw: st.DrawFn) -> list[VbaModule]:
    """Up to 120 modules; a few different texts, so that drawing them stays quick."""
    taken = {"vbaproject", "dir", "_vba_project", "thisworkbook", "project", "projectwm"}
    texts = draw(st.lists(LINES, min_size=1, max_size=6))
    names = draw(
        st.lists(NAMES.filter(lambda name: name.casefold() not in taken), max_size=119, unique_by=str.casefold)
    )
    made = [VbaModule.workbook()]
    for number, name in enumerate(names):
        lines = texts[number % len(texts)]
        header = "VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1  'True\nEND\n" if number % 3 == 1 else ""
        made.append(VbaModule.exported(header + "\n".join([f'Attribute VB_Name = "{name}"', *lines])))
    return made


@given(projects())
@settings(max_examples=25)
def test_any_project_is_read_back_as_it_was(modules: list[VbaModule]):
    """Names and source in the project's order, by a reader that knows nothing of our writer."""
    project = vba_project(modules)
    assert sources_of(project) == {suffixed(module): module.source for module in modules}
    streams = streams_of(project)
    assert {f"VBA/{module.name}" for module in modules} | {
        "VBA/dir",
        "VBA/_VBA_PROJECT",
        "PROJECT",
        "PROJECTwm",
    } == set(streams)
    assert vba_project(modules) == project


def test_a_project_of_120_modules_is_read_back(caplog: pytest.LogCaptureFixture):
    """Beyond 109 sectors and many directory sectors; nothing for olevba to warn about."""
    modules = [
        standard(f"Module{number}", f"Sub Run{number}()", f"' {number}" * 40, "End Sub") for number in range(120)
    ]
    assert sources_of(vba_project(modules), caplog) == {f"{each.name}.bas": each.source for each in modules}


def test_the_project_stream_lists_what_there_is():
    """What the editor's tree shows; a class listed as a module does not compile."""
    modules = [
        VbaModule.workbook(),
        VbaModule.sheet("Sheet1"),
        standard("Macros"),
        VbaModule.exported('VERSION 1.0 CLASS\r\nBEGIN\r\nEND\r\nAttribute VB_Name = "Box"\r\n'),
    ]
    streams = streams_of(vba_project(modules, "Ours"))
    lines = streams["PROJECT"].decode("cp1252").split("\r\n")
    assert lines[1:6] == [
        "Document=ThisWorkbook/&H00000000", "Document=Sheet1/&H00000000", "Module=Macros", "Class=Box", 'Name="Ours"',
    ]  # fmt: skip
    assert "\n" not in "".join(lines)
    assert lines[-6:] == ["[Workspace]", *(f"{module.name}=0, 0, 0, 0, C" for module in modules), ""]
    names = "".join(f"{module.name}\0" + "".join(f"{char}\0" for char in module.name) + "\0\0" for module in modules)
    assert streams["PROJECTwm"] == names.encode() + b"\0\0"  # not compressed: Excel refuses that
    assert streams["VBA/_VBA_PROJECT"].hex() == "cc61ffff000100"


def test_the_project_names_the_libraries_it_uses():
    """Without the Office library no ribbon callback compiles; VBA and Excel are added by Excel."""
    listed = unpacked(streams_of(vba_project([standard("M")]))["VBA/dir"])
    assert b"{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#" in listed
    assert b"{00020430-0000-0000-C000-000000000046}#2.0#0#" in listed


def test_documents_and_classes_carry_the_attributes_that_bind_them():
    """Excel ties a module to its sheet by them; the header of an exported class is not part of the source."""
    assert VbaModule.sheet("Sheet3").source.startswith(
        'Attribute VB_Name = "Sheet3"\r\nAttribute VB_Base = "0{00020820-0000-0000-C000-000000000046}"\r\n'
    )
    code = VbaModule.workbook("Private Sub Workbook_Open()\nEnd Sub").source
    assert code.endswith("Attribute VB_Customizable = True\r\nPrivate Sub Workbook_Open()\r\nEnd Sub\r\n")
    box = VbaModule.exported('VERSION 1.0 CLASS\r\nBEGIN\r\nEND\r\nAttribute VB_Name = "Box"\r\nDim x\r\n')
    assert box.kind is ModuleKind.CLASS
    assert box.source == (
        'Attribute VB_Name = "Box"\r\nAttribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"\r\nDim x\r\n'
    )


def test_a_class_is_as_excel_saves_it():
    """xlwings ships the same class in a workbook that Excel saved, and as the file that Excel exports."""
    xlwings = Path(find_spec("xlwings").origin).parent
    saved = sources_of(members_of(xlwings / "quickstart_standalone.xlsm")["xl/vbaProject.bin"])["Dictionary.cls"]
    exported = VbaModule.exported((xlwings / "addin" / "Dictionary.cls").read_text("ascii"))
    attributes = [line for line in exported.source.splitlines() if line.startswith("Attribute VB_")]
    assert attributes == [line for line in saved.splitlines() if line.startswith("Attribute VB_")]
    assert len(attributes) == 9


REFUSED = {
    "a name of 32 letters": standard("M" * 32),
    "a name with an underscore in front": standard("_Module"),
    "a Japanese name": standard("目標"),
    "Japanese in the source": standard("M", 'MsgBox "目標"'),
    "what only Western systems read": standard("M", "' caf\u00e9"),
    "a line of 1,024 characters": standard("M", "'" + "x" * 1_023),
    "line ends of another system": VbaModule("M", 'Attribute VB_Name = "M"\r\nSub A()\nEnd Sub\r\n'),
    "no line end at the end": VbaModule("M", 'Attribute VB_Name = "M"\r\nDim x'),
    "another name in the source": VbaModule("M", 'Attribute VB_Name = "N"\r\n'),
    "the name of a stream": standard("Dir"),
    "the project's own name": standard("VBAProject"),
    "a NUL": standard("M", "' \0"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_excel_would_not_read_is_refused(case: str):
    """Excel would drop the whole project with a repair message that names nothing."""
    with pytest.raises(ValueError, match=re.escape(REFUSED[case].name)):
        vba_project([REFUSED[case]])


def test_everything_wrong_is_said_at_once():
    """Two modules of one name, and a long line in another one."""
    with pytest.raises(ValueError, match="twin") as refusal:
        vba_project([standard("Twin"), standard("twin"), standard("M", "x" * 2_000)])
    assert len(str(refusal.value).splitlines()) == 2


def test_a_text_without_a_name_is_no_module():
    """It would have to be guessed."""
    with pytest.raises(ValueError, match="VB_Name"):
        VbaModule.exported("Sub A()\nEnd Sub")
