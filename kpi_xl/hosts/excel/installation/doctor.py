"""What keeps our functions and buttons from working in Excel: each finding with its remedy."""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import metadata, requires, version
from pathlib import Path

from kpi_xl import __version__
from kpi_xl.hosts.excel.installation.folders import Places, Registry
from kpi_xl.hosts.excel.installation.install import packaged_addin
from kpi_xl.hosts.excel.installation.settings_file import read_setting
from kpi_xl.language import Text

SECURITY = r"Software\{policies}Microsoft\Office\16.0\Excel\Security"
WITHOUT_NOTICE = 4
"""VBAWarnings: macros are off, and nobody is asked."""
INTERNET = 3
"""From this zone on, Excel blocks the macros of a file."""
BITS = struct.calcsize("P") * 8


@dataclass(frozen=True)
class Checked:
    """One thing that was looked at."""

    what: Text
    found: str
    remedy: Text | None = None  #: what to do about it; None where all is well

    @property
    def is_well(self) -> bool:
        return self.remedy is None


@dataclass(frozen=True)
class Machine:
    """What is looked at."""

    places: Places | None  #: None where there is no Excel for it
    registry: Registry
    interpreter: Path
    bits: int = BITS


def examine(machine: Machine, workbook: Path | None = None) -> list[Checked]:
    """Everything, in the order in which one thing rests on another; *workbook* is a file that does not work."""
    checks = [*_python(machine), _xlwings()]
    if machine.places is None:
        return [*checks, Checked(_EXCEL, str(_NO_EXCEL))]
    places = machine.places
    if places.is_windows:
        checks.append(_library(machine))
    checks += [_settings(places, machine.interpreter), _addin(places), *_marked(places.addin)]
    if places.is_windows:
        checks += [*_macros(machine.registry), *_trusted(places, machine.registry)]
    checks += _synchronised(places, machine.interpreter)
    return checks + (list(_workbook(places, workbook)) if workbook else [])


# --- Python -----------------------------------------------------------------------------------------------------------


def _python(machine: Machine) -> Iterator[Checked]:
    found = f"{'.'.join(map(str, sys.version_info[:3]))}, {machine.bits} bit ({machine.interpreter})"
    required = metadata("kpi-xl")["Requires-Python"]
    least = tuple(map(int, re.findall(r"\d+", required)))
    remedy = None
    if sys.version_info[: len(least)] < least:
        remedy = _NEWER_PYTHON.format(required=required)
    elif machine.bits < 64:
        remedy = _64_BIT
    yield Checked(Text("Python", "Python"), found, remedy)
    yield Checked(Text("kpi-xl", "kpi-xl"), __version__)


def _xlwings() -> Checked:
    """The names of its libraries carry the version, and so does our VBA: another version cannot work."""
    pinned = next(line.partition("==")[2] for line in requires("kpi-xl") or () if line.startswith("xlwings=="))
    found = version("xlwings")
    return Checked(Text("xlwings", "xlwings"), found, None if found == pinned else _PINNED.format(version=pinned))


def _library(machine: Machine) -> Checked:
    """VBA looks for xlwings' library beside the interpreter, then one folder up."""
    name = f"xlwings{machine.bits}-{version('xlwings')}.dll"
    folders = (machine.interpreter.parent, machine.interpreter.parent.parent)
    found = next((folder for folder in folders if (folder / name).is_file()), None)
    return Checked(_LIBRARY, str(found / name) if found else str(_NOT_THERE), None if found else _XLWINGS_AGAIN)


# --- what was installed -----------------------------------------------------------------------------------------------


def _settings(places: Places, interpreter: Path) -> Checked:
    named = read_setting(places.settings, places.key, places.encoding)
    if named is None:
        return Checked(_SETTINGS, str(_NOT_THERE), _INSTALL)
    is_there = Path(named).is_file()
    return Checked(_SETTINGS, named, None if is_there and Path(named) == interpreter else _INSTALL)


def _addin(places: Places) -> Checked:
    if not places.addin.is_file():
        return Checked(_ADDIN, str(_NOT_THERE), _INSTALL)
    is_ours = places.addin.read_bytes() == packaged_addin()
    return Checked(_ADDIN, str(places.addin), None if is_ours else _OTHER_VERSION)


def _marked(path: Path) -> Iterator[Checked]:
    """Windows marks what came from the internet, in a stream beside the file; Excel then blocks its macros."""
    try:
        stream = Path(f"{path}:Zone.Identifier").read_text("utf-8", errors="replace")
    except OSError:
        return
    zone = re.search(r"ZoneId=(\d)", stream)
    if zone and int(zone[1]) >= INTERNET:
        yield Checked(_MARK, str(path), _UNBLOCK)


# --- Excel's own rules ------------------------------------------------------------------------------------------------


def _macros(registry: Registry) -> Iterator[Checked]:
    for policies in ("", "Policies\\"):
        key = SECURITY.format(policies=policies)
        if registry(key, "VBAWarnings") == WITHOUT_NOTICE:
            yield Checked(_MACROS, f"{key}: VBAWarnings = {WITHOUT_NOTICE}", _ASK_ADMINISTRATOR if policies else _ALLOW_MACROS)


def _trusted(places: Places, registry: Registry) -> Iterator[Checked]:
    """Excel trusts its own startup folder, unless that is switched off or lies on a server."""
    for policies in ("", "Policies\\"):
        key = SECURITY.format(policies=policies) + r"\Trusted Locations"
        if registry(key, "AllLocationsDisabled") == 1:
            yield Checked(_TRUSTED, f"{key}: AllLocationsDisabled = 1", _ASK_ADMINISTRATOR if policies else _TRUST_AGAIN)
            return
    is_on_server = str(places.startup).replace("\\", "/").startswith("//")
    if is_on_server and registry(SECURITY.format(policies="") + r"\Trusted Locations", "AllowNetworkLocations") != 1:
        yield Checked(_TRUSTED, str(places.startup), _TRUST_SERVER)
        return
    yield Checked(_TRUSTED, str(places.startup))


# --- OneDrive ---------------------------------------------------------------------------------------------------------


def _synchronised(places: Places, interpreter: Path) -> Iterator[Checked]:
    """What OneDrive keeps in the cloud is not there when Excel needs it."""
    for what, path in ((_ADDIN, places.addin), (Text("Python", "Python"), interpreter)):
        if places.is_synchronised(path):
            yield Checked(Text("{what}の場所", "path of {what}").format(what=what), str(path), _KEEP_LOCAL)


def _workbook(places: Places, path: Path) -> Iterator[Checked]:
    whole = path.absolute()
    if not whole.is_file():
        yield Checked(_WORKBOOK, str(path), _CHECK_PATH)
        return
    yield from _marked(whole)
    remedy = _SAVE_LOCALLY if places.is_synchronised(whole) else None
    yield Checked(_WORKBOOK, str(whole), remedy)


_EXCEL = Text("Excel", "Excel")
_LIBRARY = Text("xlwingsのDLL", "xlwings' library")
_SETTINGS = Text("設定ファイルのPython", "Python in the settings")
_ADDIN = Text("アドイン", "add-in")
_MARK = Text("ダウンロードしたファイルのブロック", "download block")
_MACROS = Text("マクロの設定", "macro settings")
_TRUSTED = Text("信頼できる場所", "trusted location")
_WORKBOOK = Text("ブック", "workbook")
_NO_EXCEL = Text("このシステムにはデスクトップ版がありません", "there is no desktop version for this system")
_NOT_THERE = Text("見つかりません", "not found")

_NEWER_PYTHON = Text("Python {required} を入れ、その環境に kpi-xl を入れ直してください", "Install Python {required}, then kpi-xl into it")
_64_BIT = Text("64ビットのPythonを入れ直してください", "Install the 64-bit Python")
_PINNED = Text("「pip install xlwings=={version}」を実行してください", "Run pip install xlwings=={version}")
_XLWINGS_AGAIN = Text(
    "「pip install --force-reinstall xlwings」を実行してください", "Run pip install --force-reinstall xlwings"
)
_INSTALL = Text("「kpi-xl install」を実行してください", "Run kpi-xl install")
_OTHER_VERSION = Text(
    "別のバージョンです。Excelを終了して「kpi-xl install」を実行してください", "A different version: quit Excel and run kpi-xl install"
)
_UNBLOCK = Text(
    "ファイルを右クリックし、プロパティの「許可する」にチェックを入れてください", "Right-click the file, choose Properties and tick Unblock"
)
_ALLOW_MACROS = Text(
    "Excelのオプション → トラスト センター → マクロの設定で「警告して、VBAマクロを無効にする」を選んでください",
    "Excel Options, Trust Center, Macro Settings: choose 'Disable VBA macros with notification'",
)
_ASK_ADMINISTRATOR = Text(
    "会社の設定です。管理者に、このアドインの許可を依頼してください", "It is set by your company: ask the administrator to allow this add-in"
)
_TRUST_AGAIN = Text(
    "Excelのオプション → トラスト センター → 信頼できる場所で「すべての信頼できる場所を無効にする」を外してください",
    "Excel Options, Trust Center, Trusted Locations: clear 'Disable all Trusted Locations'",
)
_TRUST_SERVER = Text(
    "Excelのオプション → トラスト センター → 信頼できる場所で、ネットワーク上の場所を許可し、このフォルダーを加えてください",
    "Excel Options, Trust Center, Trusted Locations: allow locations on the network and add this folder",
)
_KEEP_LOCAL = Text(
    "OneDriveの外に移すか、「このデバイス上に常に保持する」を選んでください", "Move it out of OneDrive, or choose 'Always keep on this device'"
)
_SAVE_LOCALLY = Text(
    "ボタンやPDFがファイルの場所を見つけられないときは、OneDriveの外に保存してください",
    "Where buttons or PDF do not find the file's folder, save it outside of OneDrive",
)
_CHECK_PATH = Text("ファイルの場所と名前を確認してください", "Check its folder and its name")
