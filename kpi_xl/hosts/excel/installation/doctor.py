"""What keeps our functions and buttons from working in Excel: each finding with its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.hosts.excel.installation.checked import Checked
from kpi_xl.hosts.excel.installation.folders import Places, Registry
from kpi_xl.hosts.excel.installation.install import packaged_addin
from kpi_xl.hosts.excel.installation.launcher import script_of, started_by
from kpi_xl.hosts.excel.installation.pythons import Python, python_checks, windows_checks
from kpi_xl.hosts.excel.installation.settings_file import read_setting
from kpi_xl.language import Text

SECURITY = r"Software\{policies}Microsoft\Office\16.0\Excel\Security"
WITHOUT_NOTICE = 4
"""VBAWarnings: macros are off, and nobody is asked."""
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""Defender's rule "Block all Office applications from creating child processes"."""
BLOCKING = ("1", "6")
"""Its modes that block: always, or until the person allows it. 2 only takes notes."""
_RULES = (
    r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
_MANAGED_RULES = r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
INTERNET = 3
"""From this zone on, Excel blocks the macros of a file."""


@dataclass(frozen=True)
class Machine:
    """What is looked at."""

    places: Places | None  #: None where there is no Excel for it
    registry: Registry  #: of the person
    python: Python
    registry_of_all: Registry = lambda key, name: None


def examine(machine: Machine, workbook: Path | None = None) -> list[Checked]:
    """Everything, in the order in which one thing rests on another; *workbook* is a file that does not work."""
    checks = [*python_checks(machine.python)]
    if machine.places is None:
        return [*checks, Checked(_EXCEL, str(_NO_EXCEL))]
    places = machine.places
    if places.is_windows:
        checks += windows_checks(machine.python)
    checks += [_settings(places, machine.python.interpreter), _addin(places), *_marked(places.addin)]
    if places.is_windows:
        checks += [*_macros(machine.registry), *_trusted(places, machine.registry), *_child_processes(machine)]
    checks += _synchronised(places, machine.python.interpreter)
    return checks + (list(_workbook(places, workbook)) if workbook else [])


# --- what was installed -----------------------------------------------------------------------------------------------


def _settings(places: Places, interpreter: Path) -> Checked:
    named = read_setting(places.settings, places.key, places.encoding)
    if named is None:
        return Checked(_SETTINGS, str(_NOT_THERE), _INSTALL)
    wanted = started_by(places, interpreter)
    is_well = Path(named).is_file() and Path(named) == wanted
    if is_well and wanted != interpreter:
        is_well = Path(named).read_text("utf-8") == script_of(interpreter)
    return Checked(_SETTINGS, named, None if is_well else _INSTALL)


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


def _child_processes(machine: Machine) -> Iterator[Checked]:
    """Defender may forbid programs of Office to start others: then Python is refused with error 70."""
    rules = {key: machine.registry_of_all(key, CHILD_PROCESSES) for key in _RULES}
    listed = str(machine.registry_of_all(_MANAGED_RULES, "ASRRules") or "").casefold()
    rules[_MANAGED_RULES] = next(iter(re.findall(rf"{CHILD_PROCESSES}=(\d)", listed)), None)
    for key, mode in rules.items():
        if str(mode) in BLOCKING:
            remedy = _EXCLUDE.format(rule=CHILD_PROCESSES, python=machine.python.interpreter)
            yield Checked(_DEFENDER, f"{key}: {CHILD_PROCESSES} = {mode}", remedy)
            return


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
_SETTINGS = Text("設定ファイルのPython", "Python in the settings")
_ADDIN = Text("アドイン", "add-in")
_MARK = Text("ダウンロードしたファイルのブロック", "download block")
_MACROS = Text("マクロの設定", "macro settings")
_TRUSTED = Text("信頼できる場所", "trusted location")
_WORKBOOK = Text("ブック", "workbook")
_NO_EXCEL = Text("このシステムにはデスクトップ版がありません", "there is no desktop version for this system")
_NOT_THERE = Text("見つかりません", "not found")

_INSTALL = Text("「kpi-xl install」を実行してください", "Run kpi-xl install")
_OTHER_VERSION = Text(
    "別のバージョンです。Excelを終了して「kpi-xl install」を実行してください", "A different version: quit Excel and run kpi-xl install"
)
_UNBLOCK = Text(
    "ファイルを右クリックし、プロパティの「許可する」にチェックを入れてください", "Right-click the file, choose Properties and tick Unblock"
)
_DEFENDER = Text("Defenderの規則", "Defender's rules")
_EXCLUDE = Text(
    "Excelからほかのプログラムを起動することが禁止されています（エラー70）。管理者に、規則 {rule} の除外へ {python} を加えるよう依頼してください",
    "Excel may not start other programs (error 70). Ask the administrator to exclude {python} from the rule {rule}",
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
