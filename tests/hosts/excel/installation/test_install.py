"""Installing into Excel, on machines made of folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.cli import main
from kpi_xl.errors import InputError, MissingProgramError
from kpi_xl.hosts.excel.installation.folders import places_of
from kpi_xl.hosts.excel.installation.install import install, packaged_addin, uninstall
from kpi_xl.hosts.excel.installation.settings_file import read_setting, write_setting
from tests.hosts.excel.machines import SHELL_FOLDERS, empty_registry, mac, windows

PYTHON = Path(r"C:\Users\佐藤\kpi\Scripts\python.exe")


def files_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_on_windows_excel_loads_the_addin_and_finds_python(tmp_path):
    """XLSTART is where Excel looks; the full path is what works whatever PATH says."""
    places = windows(tmp_path)
    install(places, PYTHON)
    assert files_of(tmp_path) == {"AppData/Roaming/Microsoft/Excel/XLSTART/kpi_xl.xlam", ".kpi_xl/kpi_xl.conf"}
    assert places.addin.read_bytes() == packaged_addin()
    assert places.settings.read_bytes() == f'"INTERPRETER_WIN","{PYTHON}"\n'.encode("cp932")


def test_on_a_mac_the_script_that_starts_python_comes_along(tmp_path):
    """Without it Excel for the Mac may not run anything; its settings lie in its container."""
    install(mac(tmp_path), Path("/Users/sato/kpi/bin/python"))
    library = tmp_path / "Library"
    settings = library / "Containers/com.microsoft.Excel/Data/kpi_xl.conf"
    assert settings.read_text("utf-8") == '"INTERPRETER_MAC","/Users/sato/kpi/bin/python"\n'
    startup = library / "Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
    assert (startup / "kpi_xl.xlam").read_bytes() == packaged_addin()
    scripts = list((library / "Application Scripts/com.microsoft.Excel").iterdir())
    assert [script.suffix for script in scripts] == [".applescript"]


def test_elsewhere_one_message_says_that_there_is_no_excel(capsys):
    with pytest.raises(MissingProgramError):
        install(None, PYTHON)
    with pytest.raises(SystemExit) as leaving:
        main(["install"])
    assert leaving.value.code == 2
    assert "デスクトップ版Excelがありません" in capsys.readouterr().err
    assert places_of("Linux", {}, empty_registry) is None


def test_installing_again_brings_the_new_version_and_keeps_other_settings(tmp_path):
    """People add their own lines, such as where SharePoint is synchronised to."""
    places = windows(tmp_path)
    install(places, PYTHON)
    write_setting(places.settings, "SHAREPOINT_WIN", r"C:\共有", places.encoding)
    places.addin.write_bytes(b"an old one")
    install(places, Path(r"D:\new\python.exe"))
    assert places.addin.read_bytes() == packaged_addin()
    assert read_setting(places.settings, "interpreter_win", places.encoding) == r"D:\new\python.exe"
    assert read_setting(places.settings, "SHAREPOINT_WIN", places.encoding) == r"C:\共有"


def test_uninstall_leaves_nothing_of_ours(tmp_path):
    places = windows(tmp_path)
    install(places, PYTHON)
    assert uninstall(places) == [places.addin, places.settings]
    assert files_of(tmp_path) == set()
    assert uninstall(places) == []


def test_uninstall_keeps_settings_of_ones_own(tmp_path):
    places = windows(tmp_path)
    install(places, PYTHON)
    write_setting(places.settings, "SHAREPOINT_WIN", r"C:\共有", places.encoding)
    uninstall(places)
    assert places.settings.read_text("cp932") == '"SHAREPOINT_WIN","C:\\共有"\n'


def test_an_addin_that_excel_has_open_is_named(tmp_path, monkeypatch):
    """Windows refuses; nothing half-written stays behind."""
    places = windows(tmp_path)
    install(places, PYTHON)
    places.addin.write_bytes(b"open in Excel")

    def refuse(path, target):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(InputError, match="Excelを終了して"):
        install(places, PYTHON)
    assert places.addin.read_bytes() == b"open in Excel"
    assert [path.name for path in places.startup.iterdir()] == ["kpi_xl.xlam"]


def test_a_path_that_vba_cannot_read_is_refused(tmp_path):
    """VBA reads the file in the system's code page: a name in Korean letters would come out as question marks."""
    with pytest.raises(InputError, match="英数字だけのフォルダー"):
        install(windows(tmp_path), Path(r"C:\Users\김민수\python.exe"))
    assert files_of(tmp_path) == set()


# --- folders that companies move --------------------------------------------------------------------------------------


def test_documents_in_onedrive_are_found(tmp_path):
    """OneDrive moves 'Documents' and says so in the registry, with variables in it."""
    registry = {(SHELL_FOLDERS, "Personal"): r"%UserProfile%/OneDrive - 会社/ドキュメント"}
    places = windows(tmp_path, lambda key, name: registry.get((key, name)), OneDrive=str(tmp_path / "OneDrive - 会社"))
    assert places.documents == tmp_path / "OneDrive - 会社" / "ドキュメント"
    assert places.is_synchronised(places.documents)
    assert not places.is_synchronised(places.addin)


def test_application_settings_on_a_server_are_followed(tmp_path):
    """Roaming profiles: Excel's startup folder is where APPDATA says."""
    places = windows(tmp_path, APPDATA=str(tmp_path / "server" / "sato"))
    install(places, PYTHON)
    assert (tmp_path / "server/sato/Microsoft/Excel/XLSTART/kpi_xl.xlam").is_file()
