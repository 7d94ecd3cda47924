"""Install, uninstall, examine: the extension in the LibreOffice of the person who runs this, root or not.

LibreOffice is driven by a script that runs on a Python with `uno`, LibreOffice's own or the system's; ours need not have it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zlib import crc32

from filelock import FileLock, Timeout

from kpi_xl import __version__
from kpi_xl.disks import temporary_folder
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.libreoffice.extension import EXTENSION, SETTINGS, write_extension
from kpi_xl.language import Text

LIMIT_SECONDS = 900
"""For all tries, each with starts of LibreOffice, on a slow disk; the script has shorter limits of its own."""
WHERE_INSTALLED = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


class OfficeIsOpenError(InputError):
    """The person's LibreOffice is open, and must not be closed by us."""


@dataclass(frozen=True)
class Programs:
    """What it takes to install an extension."""

    soffice: str
    python: str  #: has `uno`


def install() -> Path:
    """Install the extension, or this version of it; the folder it is in.

    Raises:
        InputError: LibreOffice or a Python for it is missing, LibreOffice is open, or it refuses.
    """
    with temporary_folder() as folder:
        extension = folder / EXTENSION
        write_extension(extension, sys.executable)
        return Path(_registered("add", str(extension))["folder"])


def uninstall() -> bool:
    """Remove the extension; False where it was not installed.

    Raises:
        InputError: as `install`.
    """
    return bool(_registered("remove")["removed"])


def installed() -> Path | None:
    """The folder of the installed extension; None where it is not installed.

    Raises:
        OfficeIsOpenError: LibreOffice is open, so that it cannot be asked.
        InputError: what keeps the extension from working; else as `install`.
    """
    answer = _registered("tell")
    folder = answer["folder"]
    if folder is None:
        return None
    if not (Path(folder) / SETTINGS).is_file():
        raise InputError([Finding(_OFFICE, NO_VALUE, _HALF_DONE, _INSTALL)])
    settings = json.loads((Path(folder) / SETTINGS).read_text(encoding="utf-8"))
    if not Path(settings["interpreter"]).exists():
        raise InputError([Finding(_OFFICE, settings["interpreter"], _NO_INTERPRETER, _INSTALL)])
    if settings["version"] != __version__:
        raise InputError([Finding(_OFFICE, settings["version"], _OTHER_VERSION, _INSTALL)])
    if not (answer["whole"] and _has_all_files(Path(folder))):
        raise InputError([Finding(_OFFICE, NO_VALUE, _HALF_DONE, _INSTALL)])
    return Path(folder)


def _has_all_files(folder: Path) -> bool:
    """True where all is there that this version of the extension brings."""
    with temporary_folder() as temporary:
        write_extension(temporary / EXTENSION, sys.executable)
        with ZipFile(temporary / EXTENSION) as extension:
            return all((folder / name).exists() for name in extension.namelist())


def find_soffice() -> str | None:
    """LibreOffice's command; the environment variable SOFFICE names another one."""
    named = os.environ.get("SOFFICE")
    return next((found for each in ((named,) if named else WHERE_INSTALLED) if (found := shutil.which(each))), None)


@cache
def find_python(soffice: str) -> str | None:
    """A Python that has `uno`: the one LibreOffice brings, else the system's (Debian: python3-uno)."""
    program = Path(soffice).resolve().parent
    brought = (program / "python.exe", program / "python", program.parent / "Resources" / "python")
    system = ("/usr/bin/python3", shutil.which("python3") or sys.executable)
    return next((str(each) for each in (*brought, *system) if Path(each).is_file() and _has_uno(str(each))), None)


def find_programs() -> Programs:
    """What it takes.

    Raises:
        InputError: what is missing.
    """
    soffice = find_soffice()
    if soffice is None:
        raise InputError([Finding(_OFFICE, os.environ.get("SOFFICE", NO_VALUE), _NO_OFFICE, _GET_OFFICE)])
    python = find_python(soffice)
    if python is None:
        raise InputError([Finding(_OFFICE, NO_VALUE, _NO_UNO, _GET_UNO)])
    return Programs(soffice, python)


def _has_uno(python: str) -> bool:
    asked = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False, env=_environment())
    return asked.returncode == 0


def _environment() -> dict[str, str]:
    """Without what is set for our own Python."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}


def _registered(action: str, *arguments: str) -> dict[str, Any]:
    """What the script answers."""
    programs = find_programs()
    script = str(files(__package__) / "registering" / "register.py")
    command = [programs.python, script, action, programs.soffice, *arguments]
    try:
        with _alone():
            ran = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=True, env=_environment())
        answer: dict[str, Any] = json.loads(ran.stdout)
    except (subprocess.TimeoutExpired, Timeout):
        raise InputError([Finding(_OFFICE, NO_VALUE, _NO_ANSWER, _RESTART)]) from None
    except subprocess.CalledProcessError as error:
        answer = {"error": (error.stderr.strip().splitlines() or [str(error)])[-1]}
    if answer.get("error") == "running":
        raise OfficeIsOpenError([Finding(_OFFICE, NO_VALUE, _IS_OPEN, _CLOSE)])
    if "error" in answer:
        rule = _HALF_DONE_BY if answer.get("is_half") else _REFUSED
        raise InputError([Finding(_OFFICE, answer["error"], rule, _RESTART)])
    return answer


def _alone() -> FileLock:
    """The right to start LibreOffice: that of another run of ours is waited for, and not called open."""
    person = crc32(str(Path.home()).encode())
    return FileLock(Path(tempfile.gettempdir()) / f"kpi-xl-{person:08x}.lock", timeout=LIMIT_SECONDS)


_OFFICE = "LibreOffice"
_NO_OFFICE = Text("が見つかりません", "is not installed")
_GET_OFFICE = Text(
    "LibreOffice（Calc）を入れるか、soffice の場所を環境変数 SOFFICE に設定してください",
    "Install LibreOffice Calc, or name its soffice in the environment variable SOFFICE",
)
_NO_UNO = Text("を操作できるPython（uno）が見つかりません", "has no Python with uno")
_GET_UNO = Text(
    "Debian・Ubuntu では apt-get install python3-uno、ほかではLibreOfficeを公式サイトのものに入れ替えてください",
    "On Debian and Ubuntu: apt-get install python3-uno. Elsewhere install LibreOffice from its own site",
)
_IS_OPEN = Text("が開いています", "is open")
_CLOSE = Text("すべて閉じてから、もう一度実行してください", "Close it, then try again")
_NO_ANSWER = Text("が応答しません", "does not answer")
_RESTART = Text(
    "ほかの重い処理が終わってから、LibreOfficeを一度起動して閉じ、もう一度実行してください",
    "When other heavy work is done, start LibreOffice once, close it, and try again",
)
_REFUSED = Text("のため拡張機能を扱えません", "is what LibreOffice said")
_HALF_DONE_BY = Text(
    "のため、拡張機能が途中までしか入っていません", "is what LibreOffice said, and the extension is only partly installed"
)
_HALF_DONE = Text("の拡張機能が途中までしか入っていません", "has our extension only partly installed")
_INSTALL = Text("「kpi-xl install libreoffice」を実行してください", "Run kpi-xl install libreoffice")
_NO_INTERPRETER = Text("は拡張機能が使うPythonですが、見つかりません", "is the Python that the extension uses, and is not there")
_OTHER_VERSION = Text(
    "は入っている拡張機能のバージョンで、kpi-xl のバージョンと違います",
    "is the version of the installed extension; kpi-xl has another",
)
