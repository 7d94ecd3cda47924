"""`kpi-xl install libreoffice`, as whoever runs it, into a home folder of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kpi_xl.cli import run
from kpi_xl.errors import InputError
from kpi_xl.hosts.libreoffice import install as installing
from kpi_xl.hosts.libreoffice.extension import SETTINGS
from tests.hosts.libreoffice.office import TestOffice
from tests.spreadsheet import needs_soffice

pytestmark = pytest.mark.xdist_group("libreoffice")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """Where LibreOffice keeps its profile, on Linux."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path


@needs_soffice
def test_install_doctor_uninstall(programs, home, capsys):
    """One line each, without network, as root and as anybody else."""
    assert run(["install", "libreoffice"]) == 0
    assert "LibreOfficeに拡張機能を入れました" in capsys.readouterr().out
    folder = installing.installed()
    assert folder is not None
    assert folder.is_relative_to(home)
    assert json.loads((folder / SETTINGS).read_text(encoding="utf-8"))["interpreter"] == sys.executable
    assert run(["doctor"]) == 0
    assert "kpi_xl.oxt" in capsys.readouterr().out.replace("\n", "").replace(" ", "")
    assert run(["uninstall", "libreoffice"]) == run(["uninstall", "libreoffice"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "外しました" in first
    assert "入っていません" in second


@needs_soffice
def test_a_libreoffice_that_is_open_is_left_alone(programs, home):
    """It may hold unsaved work, and an extension that is added under it is half there."""
    office = TestOffice(programs, home / ".config" / "libreoffice" / "4", "--headless")
    try:
        office("sleep", 0)  # it answers: the first start on a profile, which may begin anew, is over
        with pytest.raises(installing.OfficeIsOpenError, match="LibreOffice が開いています。すべて閉じてから"):
            installing.install()
        office("sleep", 0)
    finally:
        office.kill()


@needs_soffice
def test_runs_at_the_same_time_wait_for_one_another(programs, home):
    """A company's set-up script may start twice: neither run may call LibreOffice of the other open."""
    command = [sys.executable, "-m", "kpi_xl", "install", "libreoffice"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = [run.communicate()[1].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert installing.installed() is not None


@needs_soffice
def test_an_extension_that_is_partly_installed_is_found_and_made_whole(programs, home, capsys):
    """It stands in the list of extensions, and every cell shows #NAME?: doctor must not be silent."""
    assert run(["install", "libreoffice"]) == 0
    folder = installing.installed()
    assert folder is not None
    (folder / "functions.rdb").unlink()
    with pytest.raises(SystemExit) as leaving:
        run(["doctor"])
    assert leaving.value.code == 1
    said = "".join(capsys.readouterr().out.split())
    assert "途中までしか入っていません" in said
    assert run(["install", "libreoffice"]) == run(["doctor"]) == 0


@needs_soffice
@pytest.mark.parametrize("kilobytes", [480_000, 520_000])
def test_with_too_little_memory_it_works_or_says_what_keeps_it(programs, home, monkeypatch, capsys, kilobytes):
    """LibreOffice gives up at different places (std::bad_alloc): what is said must be what is there."""
    limited = home / "soffice"
    limited.write_text(f'#!/bin/sh\nulimit -v {kilobytes}\nexec {programs.soffice} "$@"\n', encoding="utf-8")
    limited.chmod(0o755)
    monkeypatch.setenv("SOFFICE", str(limited))
    status = run(["install", "libreoffice"])
    said = capsys.readouterr()
    monkeypatch.setenv("SOFFICE", programs.soffice)
    assert _is_there() == (status == 0), said
    assert status in (0, 2)
    assert status == 0 or "のため拡張機能を扱えません" in said.err


def _is_there() -> bool:
    """Whether LibreOffice has the extension; one that cannot start any more for what the failed start left has none."""
    try:
        return installing.installed() is not None
    except InputError:
        return False


def test_a_missing_libreoffice_is_said_with_its_remedy(monkeypatch, capsys):
    """One message, no traceback."""
    monkeypatch.setenv("SOFFICE", "/nowhere/soffice")
    assert run(["install", "libreoffice"]) == 2
    said = capsys.readouterr().err
    assert "/nowhere/soffice" in said
    assert "SOFFICE" in said


def test_a_missing_python_for_libreoffice_is_said_with_its_remedy(monkeypatch, tmp_path):
    """Debian parts the bridge to Python from LibreOffice."""
    soffice = tmp_path / "soffice"
    soffice.write_text("#!/bin/sh\n")
    soffice.chmod(0o755)
    monkeypatch.setenv("SOFFICE", str(soffice))
    monkeypatch.setattr(installing, "_has_uno", lambda python: False)
    with pytest.raises(InputError, match="python3-uno"):
        installing.install()


def test_an_interpreter_that_is_gone_is_found(monkeypatch, tmp_path):
    """Python was replaced by a newer one: every cell shows #NAME? until the extension is installed again."""
    (tmp_path / SETTINGS).write_text(json.dumps({"interpreter": "/gone/python", "version": "0"}), encoding="utf-8")
    monkeypatch.setattr(installing, "_registered", lambda action: {"folder": str(tmp_path), "whole": True})
    with pytest.raises(InputError, match=r"/gone/python.*kpi-xl install libreoffice"):
        installing.installed()
    (tmp_path / SETTINGS).write_text(json.dumps({"interpreter": sys.executable, "version": "0"}), encoding="utf-8")
    with pytest.raises(InputError, match="バージョン"):
        installing.installed()
