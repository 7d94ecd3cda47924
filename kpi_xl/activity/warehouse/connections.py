"""Connections by name: the addresses that this user's computer knows, so that no workbook holds one.

connections.toml lies in the user's own settings (%APPDATA%\\kpi-xl, ~/.config/kpi-xl), or where KPI_XL_CONNECTIONS says:

    [sales]
    source = "postgres://db.example.co.jp/sales"
    table = "activity"
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.definitions.toml_reader import parse_toml
from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.language import Text

FILE = "connections.toml"
ELSEWHERE = "KPI_XL_CONNECTIONS"


@dataclass(frozen=True)
class Connection:
    """One warehouse."""

    source: str  #: as --source takes it
    table: str | None


def connections_file() -> Path:
    """Where this user's connections are."""
    if named := os.environ.get(ELSEWHERE):
        return Path(named)
    settings = os.environ.get("APPDATA") if sys.platform == "win32" else os.environ.get("XDG_CONFIG_HOME")
    return (Path(settings) if settings else Path.home() / ".config") / "kpi-xl" / FILE


def connection(name: str, place: str) -> Connection:
    """The connection called *name*.

    Args:
        place: where it was named, for messages.

    Raises:
        InputError: there is none of that name, or the file cannot be read. No address is repeated.
    """
    path = connections_file()
    if not path.is_file():
        raise InputError([Finding(place, name, _NO_FILE.format(file=path.name), _MAKE_FILE.format(path=path, name=name))])
    known = parse_toml(path, path.name)
    entry = known.get(name)
    if not isinstance(entry, dict):
        raise InputError([Finding(place, name, _UNKNOWN.format(file=path.name), did_you_mean(name, known))])
    source, table = entry.get("source"), entry.get("table")
    if not isinstance(source, str) or not isinstance(table, str | None):
        raise InputError([Finding(f"{path.name} [{name}]", NO_VALUE, _NO_SOURCE, _MAKE_FILE.format(path=path, name=name))])
    return Connection(source, table)


_NO_FILE = Text("という接続は {file} にありません（ファイルがありません）", "is not a connection: there is no {file}")
_MAKE_FILE = Text(
    "{path} に [{name}] と source = \"postgres://host/database\" を書いてください（パスワードは書きません）",
    "Write [{name}] and source = \"postgres://host/database\" into {path} (no password)",
)
_UNKNOWN = Text("という接続は {file} にありません", "is not a connection in {file}")
_NO_SOURCE = Text("に source がありません", "has no source")
