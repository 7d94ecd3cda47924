"""Machines with Excel, made of folders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kpi_xl.hosts.excel.installation.folders import Places, places_of

SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


def empty_registry(key: str, name: str) -> object:
    return None


def windows(home: Path, registry=empty_registry, **environment: str) -> Places:
    """A Windows machine whose user folder is *home*; code page 932, as in Japan."""
    known = {"USERPROFILE": str(home), "APPDATA": str(home / "AppData" / "Roaming"), **environment}
    return replace(places_of("Windows", known, registry), encoding="cp932")


def mac(home: Path) -> Places:
    return places_of("Darwin", {"HOME": str(home)}, empty_registry)


def python_of(home: Path) -> Path:
    """A Python environment with xlwings' library in it, as pip leaves it on Windows."""
    from importlib.metadata import version

    interpreter = home / "venv" / "Scripts" / "python.exe"
    interpreter.parent.mkdir(parents=True)
    interpreter.write_bytes(b"")
    (home / "venv" / f"xlwings64-{version('xlwings')}.dll").write_bytes(b"")
    return interpreter
