"""What the doctor finds on machines made of folders: each finding comes with its remedy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpi_xl.cli import main
from kpi_xl.hosts.excel.installation import doctor
from kpi_xl.hosts.excel.installation.doctor import Checked, Machine, examine
from kpi_xl.hosts.excel.installation.install import install
from tests.hosts.excel.machines import empty_registry, python_of, windows

SECURITY = r"Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"


@pytest.fixture
def machine(tmp_path) -> Machine:
    """A Windows machine on which all is well."""
    places, interpreter = windows(tmp_path, OneDrive=str(tmp_path / "OneDrive")), python_of(tmp_path)
    install(places, interpreter)
    return Machine(places, empty_registry, interpreter, bits=64)


def findings(machine: Machine, workbook: Path | None = None) -> list[Checked]:
    return [check for check in examine(machine, workbook) if not check.is_well]


def only(machine: Machine, workbook: Path | None = None) -> tuple[str, str]:
    """The one finding: what it is about, and the remedy."""
    (finding,) = findings(machine, workbook)
    return str(finding.what), str(finding.remedy)


def registry(**values: dict[str, object]):
    return lambda key, name: values.get(name, {}).get(key)


def test_where_all_is_well_nothing_is_found(machine):
    assert findings(machine) == []
    assert {"Python", "xlwings", "アドイン", "信頼できる場所"} <= {str(check.what) for check in examine(machine)}


def test_a_machine_without_excel_is_no_fault():
    assert findings(Machine(None, empty_registry, Path("/usr/bin/python3"), bits=64)) == []


def test_a_missing_addin(machine):
    machine.places.addin.unlink()
    assert only(machine) == ("アドイン", "「kpi-xl install」を実行してください")


def test_an_addin_of_another_version(machine):
    machine.places.addin.write_bytes(b"an old one")
    what, remedy = only(machine)
    assert what == "アドイン"
    assert "別のバージョン" in remedy


def test_another_xlwings_than_the_pinned_one(machine, monkeypatch):
    """Its library and script carry the version in their names."""
    known = doctor.version("xlwings")
    monkeypatch.setattr(doctor, "requires", lambda _: ["openpyxl", "xlwings==0.99.0"])
    assert known != "0.99.0"
    assert only(machine) == ("xlwings", "「pip install xlwings==0.99.0」を実行してください")


def test_settings_that_name_another_python(machine, tmp_path):
    """The environment was made anew elsewhere."""
    moved = replace(machine, interpreter=python_of(tmp_path / "new"))
    assert only(moved) == ("設定ファイルのPython", "「kpi-xl install」を実行してください")


def test_no_settings_at_all(machine):
    machine.places.settings.unlink()
    assert only(machine)[0] == "設定ファイルのPython"


def test_a_missing_library(machine):
    next(machine.interpreter.parent.parent.glob("*.dll")).unlink()
    assert only(machine) == ("xlwingsのDLL", "「pip install --force-reinstall xlwings」を実行してください")


def test_a_32_bit_python(machine):
    whats = [str(finding.what) for finding in findings(replace(machine, bits=32))]
    assert whats == ["Python", "xlwingsのDLL"]


def test_an_addin_marked_as_from_the_internet(machine):
    """Mail and browsers mark what they save; Excel then blocks its macros without a word."""
    Path(f"{machine.places.addin}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", encoding="utf-8")
    what, remedy = only(machine)
    assert what == "ダウンロードしたファイルのブロック"
    assert "許可する" in remedy


def test_a_file_from_ones_own_network_is_not_blocked(machine):
    Path(f"{machine.places.addin}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=1\n", encoding="utf-8")
    assert findings(machine) == []


@pytest.mark.parametrize(("key", "words"), [(SECURITY, "警告して"), (POLICY, "管理者")])
def test_macros_that_are_off_without_notice(machine, key, words):
    what, remedy = only(replace(machine, registry=registry(VBAWarnings={key: 4})))
    assert what == "マクロの設定"
    assert words in remedy


@pytest.mark.parametrize("key", [SECURITY, POLICY])
def test_trusted_locations_that_are_off(machine, key):
    stub = registry(AllLocationsDisabled={rf"{key}\Trusted Locations": 1})
    assert only(replace(machine, registry=stub))[0] == "信頼できる場所"


def test_a_startup_folder_on_a_server_is_not_trusted_by_itself(machine):
    on_server = replace(machine.places, startup=Path("//server/share/XLSTART"))
    checks = list(doctor._trusted(on_server, empty_registry))
    assert "ネットワーク上の場所を許可" in str(checks[0].remedy)
    allowed = registry(AllowNetworkLocations={rf"{SECURITY}\Trusted Locations": 1})
    assert all(check.is_well for check in doctor._trusted(on_server, allowed))


def test_a_python_in_onedrive(machine, tmp_path):
    """OneDrive takes files away that were not used for a while."""
    interpreter = python_of(tmp_path / "OneDrive")
    install(machine.places, interpreter)
    what, remedy = only(replace(machine, interpreter=interpreter))
    assert what == "Pythonの場所"
    assert "常に保持する" in remedy


def test_a_workbook_that_does_not_work(machine, tmp_path):
    """Marked by the mail program, kept in OneDrive: both are said."""
    book = tmp_path / "OneDrive" / "2026-12.xlsm"
    book.parent.mkdir()
    book.write_bytes(b"")
    Path(f"{book}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", encoding="utf-8")
    assert [str(finding.what) for finding in findings(machine, book)] == ["ダウンロードしたファイルのブロック", "ブック"]
    assert only(machine, tmp_path / "none.xlsm") == ("ブック", "ファイルの場所と名前を確認してください")


def test_the_command_tells_by_its_exit_status(machine, monkeypatch, capsys):
    """So that a company's set-up script can see it."""
    monkeypatch.setattr("kpi_xl.cli.installing.places_here", lambda: machine.places)
    with pytest.raises(SystemExit) as leaving:
        main(["doctor"])
    assert leaving.value.code == 1  # the Python of the tests is not the machine's
    said = capsys.readouterr().out
    assert "×" in said
    assert "kpi-xl" in said
