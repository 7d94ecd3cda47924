"""What the doctor finds on machines made of folders: each finding comes with its remedy."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kpi_xl.cli import main
from kpi_xl.hosts.excel.installation import doctor, pythons
from kpi_xl.hosts.excel.installation.checked import Checked
from kpi_xl.hosts.excel.installation.doctor import Machine, examine
from kpi_xl.hosts.excel.installation.install import install, uninstall
from kpi_xl.hosts.excel.installation.pythons import Python
from kpi_xl.hosts.excel.installation.settings_file import read_setting
from tests.hosts.excel.machines import empty_registry, mac, python_of, windows

SECURITY = r"Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"


@pytest.fixture
def machine(tmp_path) -> Machine:
    """A Windows machine on which all is well."""
    places, interpreter = windows(tmp_path, OneDrive=str(tmp_path / "OneDrive")), python_of(tmp_path)
    install(places, interpreter)
    return Machine(places, empty_registry, Python(interpreter, bits=64))


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
    assert findings(Machine(None, empty_registry, Python(Path("/usr/bin/python3"), bits=64))) == []


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
    known = pythons.version("xlwings")
    monkeypatch.setattr(pythons, "requires", lambda _: ["openpyxl", "xlwings==0.99.0"])
    assert known != "0.99.0"
    assert only(machine) == ("xlwings", "「pip install xlwings==0.99.0」を実行してください")


def test_settings_that_name_another_python(machine, tmp_path):
    """The environment was made anew elsewhere."""
    moved = with_python(machine, interpreter=python_of(tmp_path / "new"))
    assert only(moved) == ("設定ファイルのPython", "「kpi-xl install」を実行してください")


def test_no_settings_at_all(machine):
    machine.places.settings.unlink()
    assert only(machine)[0] == "設定ファイルのPython"


def test_a_missing_library(machine):
    library_of(machine).unlink()
    again = f"「pip install --force-reinstall xlwings=={pythons.version('xlwings')}」を実行してください"
    assert only(machine) == ("xlwingsのDLL", again)


def test_a_library_of_another_xlwings(machine):
    """pip cannot replace a DLL that Excel has loaded: the old one stays, and Excel says that it cannot find its own."""
    library_of(machine).rename(library_of(machine).with_name("xlwings64-0.30.1.dll"))
    what, remedy = only(machine)
    assert what == "xlwingsのDLL"
    assert remedy.startswith("xlwings 0.30.1 のものです。Excelを終了して「pip install --force-reinstall")


@pytest.mark.parametrize(
    "store",
    [
        {"interpreter": r"C:\Users\sato\AppData\Local\Microsoft\WindowsApps\python.exe"},
        {"base": r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.12_3.12.2032.0_x64__qbz5n2kfra8p0"},
    ],
    ids=["itself", "an environment made from it"],
)
def test_a_python_of_the_microsoft_store(machine, store):
    """What it writes into %APPDATA% lies in a private copy: Excel starts without the tab, and nobody knows why."""
    of_store = with_python(machine, **{part: Path(path) for part, path in store.items()})
    said = {str(finding.what): str(finding.remedy) for finding in findings(of_store)}
    assert "Microsoft StoreのPython" in said["Pythonの種類"]
    assert "python.org" in said["Pythonの種類"]


def test_an_installation_for_the_user_alone(machine, tmp_path):
    """pip install --user puts the DLL where VBA does not look; the same command again would put it there again."""
    own = tmp_path / "AppData" / "Roaming" / "Python" / "Python312" / "site-packages"
    library_of(machine).unlink()
    what, remedy = only(with_python(machine, package=own / "kpi_xl", user_site=own))
    assert what == "kpi-xlの場所"
    assert "py -m venv" in remedy


POLICY_RULES = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
MANAGED_RULES = r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"


@pytest.mark.parametrize(
    ("key", "name", "value", "blocks"),
    [
        (POLICY_RULES, doctor.CHILD_PROCESSES, "1", True),
        (POLICY_RULES, doctor.CHILD_PROCESSES, 6, True),
        (POLICY_RULES, doctor.CHILD_PROCESSES, "2", False),
        (MANAGED_RULES, "ASRRules", f"be9ba2d9-53ea-4cdc-84e5-9b1eeee46550=1|{doctor.CHILD_PROCESSES.upper()}=1", True),
        (MANAGED_RULES, "ASRRules", f"{doctor.CHILD_PROCESSES}=0|be9ba2d9-53ea-4cdc-84e5-9b1eeee46550=1", False),
    ],
)
def test_the_rule_of_defender_that_lets_office_start_nothing(machine, key, name, value, blocks):
    """A button then says "error 70", by whichever tool the company set the rule; one that only takes notes blocks nothing."""
    ruled = replace(machine, registry_of_all=lambda k, n: value if (k, n) == (key, name) else None)
    said = [(str(finding.what), str(finding.remedy)) for finding in findings(ruled)]
    assert [what for what, _ in said] == (["Defenderの規則"] if blocks else [])
    assert all(doctor.CHILD_PROCESSES in remedy and str(machine.python.interpreter) in remedy for _, remedy in said)


def test_a_python_on_a_mac_whose_path_has_a_blank(tmp_path):
    """xlwings hands the path to a shell without quotes: a small script elsewhere starts it."""
    interpreter = tmp_path / "My Python" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.write_text('#!/bin/sh\necho "$0: $*"\n', encoding="utf-8")
    interpreter.chmod(0o755)
    places = mac(tmp_path)
    install(places, interpreter)
    machine = Machine(places, empty_registry, Python(interpreter, bits=64))
    assert findings(machine) == []
    named = read_setting(places.settings, places.key, places.encoding)
    ran = subprocess.run(f"{named} -c 'a b'", shell=True, capture_output=True, text=True, check=True)
    assert ran.stdout == f"{interpreter}: -c a b\n"
    Path(named).write_text("#!/bin/sh\nexec '/another/python'\n", encoding="utf-8")
    assert only(machine)[0] == "設定ファイルのPython"
    uninstall(places)
    assert not Path(named).exists()


def library_of(machine: Machine) -> Path:
    return next(machine.python.interpreter.parent.parent.glob("*.dll"))


def with_python(machine: Machine, **parts: object) -> Machine:
    return replace(machine, python=replace(machine.python, **parts))


def test_a_32_bit_python(machine):
    whats = [str(finding.what) for finding in findings(with_python(machine, bits=32))]
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
    what, remedy = only(with_python(machine, interpreter=interpreter))
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
