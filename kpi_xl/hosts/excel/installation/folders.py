"""Where Excel and its add-ins look for what we install, on Windows and macOS.

Everything follows from the environment and the registry that are given, so that any machine can be described.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = "kpi_xl"
"""Names our settings, apart from those of xlwings: the sheet, and the file in the user's folder."""
ADDIN = f"{PROJECT}.xlam"
"""The file of the add-in, by which formulas that call it are known."""

Registry = Callable[[str, str], object]
"""(key below the hive, name) -> value; None where there is none."""

_SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_MAC_CONTAINER = "Library/Containers/com.microsoft.Excel/Data"
_MAC_STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
_MAC_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"


@dataclass(frozen=True)
class Places:
    """One person's folders."""

    is_windows: bool
    startup: Path  #: Excel loads every add-in that lies here
    settings: Path  #: the file in which our VBA finds Python
    documents: Path
    encoding: str  #: that VBA reads the settings file in
    clouds: tuple[Path, ...] = ()  #: folders that OneDrive synchronises
    scripts: Path | None = None  #: macOS: the AppleScripts that Excel may run
    launcher: Path | None = None  #: macOS: starts a Python whose path a shell would take apart
    container: Path | None = None  #: macOS: where Excel opens files without asking

    @property
    def addin(self) -> Path:
        return self.startup / ADDIN

    @property
    def key(self) -> str:
        """The setting that names the interpreter."""
        return "INTERPRETER_WIN" if self.is_windows else "INTERPRETER_MAC"

    def is_synchronised(self, path: Path) -> bool:
        """True for what lies in OneDrive."""
        return any(path.is_relative_to(cloud) for cloud in self.clouds)


def places_here() -> Places | None:
    """The places of this machine; None where there is no Excel for it."""
    return places_of(platform.system(), os.environ, registry_here)


def places_of(system: str, environment: Mapping[str, str], registry: Registry) -> Places | None:
    if system == "Windows":
        return _on_windows(environment, registry)
    return _on_a_mac(Path(environment["HOME"])) if system == "Darwin" else None


def _on_windows(environment: Mapping[str, str], registry: Registry) -> Places:
    """APPDATA may be redirected to a server and Documents to OneDrive; both say so themselves."""
    home = Path(environment["USERPROFILE"])
    roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    documents = registry(_SHELL_FOLDERS, "Personal")
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    return Places(
        is_windows=True,
        startup=roaming / "Microsoft" / "Excel" / "XLSTART",
        settings=home / f".{PROJECT}" / f"{PROJECT}.conf",
        documents=Path(_expanded(documents, environment)) if isinstance(documents, str) else home / "Documents",
        encoding="mbcs",  # VBA reads in the code page of the system, CP932 in Japan
        clouds=tuple(dict.fromkeys(Path(environment[name]) for name in names if environment.get(name))),
    )


def _on_a_mac(home: Path) -> Places:
    """Excel for the Mac lives in a container and sees nothing else unasked."""
    return Places(
        is_windows=False,
        startup=home / _MAC_STARTUP,
        settings=home / _MAC_CONTAINER / f"{PROJECT}.conf",
        documents=home / "Documents",
        encoding="utf-8",
        clouds=(home / "OneDrive", home / "Library" / "CloudStorage"),
        scripts=home / _MAC_SCRIPTS,
        launcher=home / f".{PROJECT}" / "python",
        container=home / _MAC_CONTAINER,
    )


def _expanded(path: str, environment: Mapping[str, str]) -> str:
    """``%USERPROFILE%\\OneDrive`` with its variables filled in."""
    known = {name.upper(): value for name, value in environment.items()}
    return re.sub("%([^%]+)%", lambda match: known.get(match[1].upper(), match[0]), path)


def registry_here(key: str, name: str) -> object:
    """The registry of the person who runs this."""
    return _registered("HKEY_CURRENT_USER", key, name)


def registry_of_all(key: str, name: str) -> object:
    """The registry of the machine, where a company's rules stand."""
    return _registered("HKEY_LOCAL_MACHINE", key, name)


def _registered(hive: str, key: str, name: str) -> object:
    try:
        import winreg
    except ImportError:  # no Windows
        return None
    try:
        with winreg.OpenKey(getattr(winreg, hive), key) as opened:  # type: ignore[attr-defined,unused-ignore]
            return winreg.QueryValueEx(opened, name)[0]  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return None
