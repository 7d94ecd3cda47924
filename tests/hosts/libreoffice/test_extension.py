"""The extension's parts, as far as they can be seen without LibreOffice."""

from __future__ import annotations

import ast
import json
import sys
import zipfile
from configparser import ConfigParser
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

from kpi_xl.functions import catalogue
from kpi_xl.hosts.commands.catalogue import commands, with_python
from kpi_xl.hosts.files.macros.ribbon import ribbon_xml
from kpi_xl.hosts.libreoffice.extension import EXTENSION, MEDIA_TYPES, TYPE_LIBRARY, write_extension
from kpi_xl.hosts.libreoffice.interface import INTERFACE, interface_text
from kpi_xl.hosts.libreoffice.methods import method_of, methods
from kpi_xl.hosts.libreoffice.worker import answer
from tests.spreadsheet import ROOT

HOST = ROOT / "kpi_xl" / "hosts" / "libreoffice"
OUTSIDE = [*(HOST / "office").rglob("*.py"), *(HOST / "registering").rglob("*.py")]
OOR = "{http://openoffice.org/2001/registry}"
XML = "{http://www.w3.org/XML/1998/namespace}"


@pytest.fixture(scope="module")
def parts(tmp_path_factory) -> dict[str, bytes]:
    """Name -> content of the extension's files."""
    path = tmp_path_factory.mktemp("extension") / EXTENSION
    write_extension(path, "/opt/kpi-xl/bin/python")
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def named(element: etree._Element, name: str) -> etree._Element:
    (found,) = (each for each in element if each.get(f"{OOR}name") == name)
    return found


def values(element: etree._Element, name: str) -> dict[str, str]:
    return {value.get(f"{XML}lang"): value.text for value in named(element, name)}


def test_the_committed_interface_is_that_of_the_functions():
    """The type library was compiled from it: a function that it lacks could not be called."""
    assert files("kpi_xl.hosts.libreoffice").joinpath(INTERFACE).read_text(encoding="utf-8") == interface_text(), (
        "run make extension, and commit what it wrote"
    )


def test_every_function_is_in_the_wizard_in_both_languages(parts):
    """Name, help and argument help, for Japanese and for everybody else."""
    root = etree.fromstring(parts["CalcAddIns.xcu"])
    functions = named(named(named(root, "AddInInfo"), "kpixl.Functions"), "AddInFunctions")
    assert len(functions) == len(catalogue())
    for function in catalogue():
        node = named(functions, method_of(function.name))
        assert values(node, "DisplayName") == {"ja": function.name, "en": function.name}
        assert function.help.ja in values(node, "Description")["ja"]
        assert function.category.label.en in values(node, "Description")["en"]
        assert len(named(node, "Parameters")) == len(function.parameters)
        for parameter, shown in zip(function.parameters, named(node, "Parameters"), strict=True):
            assert values(shown, "DisplayName")["ja"] == parameter.name
            assert parameter.help.en in values(shown, "Description")["en"]


def test_the_menu_offers_the_commands_of_the_ribbon(parts):
    """Who knows one knows the other. What the ribbon's 診断 looks at is Excel's."""
    bar = named(named(etree.fromstring(parts["Addons.xcu"]), "AddonUI"), "OfficeMenuBar")
    labels = [values(entry, "Title")["ja"] for entry in named(named(bar, "kpixl.menu"), "Submenu")]
    assert labels == [command.label.ja for command in with_python().values()]
    ribbon = [button.get("label") for button in etree.fromstring(ribbon_xml()).iter() if button.get("imageMso")]
    assert ribbon == [command.label.ja for command in commands()] == [*labels, "診断"]


def test_the_configuration_names_what_the_package_holds(parts):
    """LibreOffice passes over a file that is not in the manifest, and refuses one that is not there."""
    assert set(MEDIA_TYPES) <= parts.keys()
    for name, content in parts.items():
        if name.endswith((".xcu", ".xml")):
            etree.fromstring(content)
    assert json.loads(parts["functions.json"]).keys() == methods().keys()
    assert json.loads(parts["settings.json"])["interpreter"] == "/opt/kpi-xl/bin/python"
    assert {*json.loads(parts["words.json"])} == {"ja", "en"}


def test_the_same_input_gives_the_same_bytes(tmp_path):
    """An extension that is installed again is the same extension."""
    first, second = tmp_path / "first.oxt", tmp_path / "second.oxt"
    write_extension(first, sys.executable)
    write_extension(second, sys.executable)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: path.name)
def test_what_runs_inside_libreoffice_is_python_3_8(path: Path):
    """LibreOffice 7 brings that Python on Windows and the Mac, and no libraries."""
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert imported <= {*sys.stdlib_module_names, "uno", "unohelper", "com", "kpixl", "kpi_xl_office", "own_office"}


def test_a_wheel_carries_what_the_extension_is_made_of():
    """`pip install` takes along Python files, and of the others those that setup.cfg names."""
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg")
    named_there = setup["options.package_data"]["kpi_xl.hosts.libreoffice"].split()
    others = [path.name for path in HOST.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}]
    assert sorted(named_there) == sorted(others) == [INTERFACE, TYPE_LIBRARY]


def test_a_fault_in_one_request_leaves_the_worker_running(caplog):
    """One cell must not take the others along: the worker answers that it failed."""
    assert answer(("call", "KPI_NO_SUCH", (), {}, 0))[0] is False
    assert answer(("call", "KPI_REQUIRED_DEALS", (10.0, 5.0), {}, 0)) == (True, 2.0)
