"""The modules of our VBA projects as text: xlwings' own, our macros, and a wrapper for every function."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from kpi_xl.hosts.commands.catalogue import commands, with_python
from kpi_xl.hosts.excel.functions.wrapper_text import Kind, wrapper_module
from kpi_xl.hosts.excel.installation.folders import ADDIN, PROJECT
from kpi_xl.language import Text

SETTINGS_SHEET = f"{PROJECT}.conf"
SETTINGS: Mapping[str, str] = {"UDF MODULES": "kpi_xl.hosts.excel.udfs", "ADD_WORKBOOK_TO_PYTHONPATH": "False"}
"""What the sheet says. The interpreter must not stand there: a value in the sheet hides the one in the user's file."""

_XLWINGS: Mapping[Kind, tuple[str, str]] = {
    "xlsm": ("xlwings.bas", "xlwings"),
    "xlam": ("xlwings_custom_addin.bas", "myaddin"),
}
"""xlwings' module for use without its own add-in, and the name that it gives the settings there."""
_DICTIONARY = "addin/Dictionary.cls"
_OF_BOTH = ("KpiXlMacros", "KpiXlWords", "KpiXlLinks")
_OF_ONE: Mapping[Kind, tuple[str, ...]] = {"xlsm": ("KpiXlOwnFunctions",), "xlam": ("KpiXlRibbon",)}
_BOOKS: Mapping[Kind, str] = {"xlsm": "ThisWorkbook", "xlam": "ActiveWorkbook"}
"""Whose formulas are put right before a command does its work."""


def module_texts(kind: Kind) -> tuple[str, ...]:
    """The modules of a workbook with buttons or of the add-in, each as an exported file; messages as spoken now."""
    ours = (_ours(name).replace("{BOOK}", _BOOKS[kind]) for name in (*_OF_BOTH, *_OF_ONE[kind]))
    return (*ours, wrapper_module(kind), _xlwings(kind), _shipped(_DICTIONARY))


def workbook_code(kind: Kind) -> str:
    """What the module of the workbook itself holds.

    That of the add-in is told of workbooks that are opened and saved. A workbook's own does nothing by itself: LibreOffice would
    run it with the rest of the project, which it cannot compile.
    """
    return files(__package__).joinpath("ThisWorkbook.xlam.bas").read_text("ascii") if kind == "xlam" else ""


def _ours(name: str) -> str:
    text = files(__package__).joinpath(f"{name}.bas").read_text("ascii").replace("{ADDIN}", ADDIN)
    text = text.replace("{COMMANDS}", _procedures()).replace("{CALLBACKS}", _callbacks())
    for placeholder, words in _WORDS.items():
        text = text.replace(f"{{{placeholder}}}", str(words).encode("utf-16-be").hex().upper())
    return text


def _procedures() -> str:
    """A macro for each command that Python carries out."""
    return "\n\n".join(
        f'Public Sub {command.macro}()\n    RunKpiXl "{command.function}"\nEnd Sub' for command in with_python().values()
    )


def _callbacks() -> str:
    """What the ribbon calls, for every command."""
    return "\n\n".join(
        f"Public Sub {command.callback}(control As IRibbonControl)\n    {command.macro}\nEnd Sub" for command in commands()
    )


def _xlwings(kind: Kind) -> str:
    """xlwings' module, under our settings' name.

    Raises:
        ValueError: this version of xlwings writes that name in another way.
    """
    file, project = _XLWINGS[kind]
    text, constant = _shipped(file), 'Public Const PROJECT_NAME As String = "{}"'
    if text.count(constant.format(project)) != 1:
        raise ValueError(f"{file} does not hold the line {constant.format(project)}")
    return text.replace(constant.format(project), constant.format(PROJECT))


def _shipped(name: str) -> str:
    """A file of the installed xlwings, which is not imported for it."""
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("xlwings")
    return Path(spec.origin).parent.joinpath(name).read_text("ascii")


_WORDS = {
    "NOT_INSTALLED": Text(
        "kpi-xl が使うPythonが見つかりません。\r\n"
        "コマンド プロンプトで「kpi-xl install」を実行してから、もう一度お試しください。",
        "The Python of kpi-xl was not found.\r\nRun 'kpi-xl install' in a command prompt, then try again.",
    ),
    "FAILED": Text(
        "処理を完了できませんでした。リボンの「診断」で原因を確認してください。",
        "This could not be completed. Click Diagnose on the ribbon to see why.",
    ),
    "BLOCKED": Text(
        "会社のセキュリティ設定（Defender）により、ExcelからPythonを起動できません。\r\n"
        "コマンド プロンプトで「kpi-xl doctor」を実行し、表示された対処を管理者に依頼してください。",
        "A security rule of your company (Defender) does not let Excel start Python.\r\n"
        "Run 'kpi-xl doctor' in a command prompt, and ask the administrator for the remedy that it names.",
    ),
    "PROTECTED_VIEW": Text(
        "前面のブックは保護ビューで開いています。\r\n"
        "黄色いバーの「編集を有効にする」を押してから、もう一度お試しください。",
        "The workbook in front is open in Protected View.\r\nClick Enable Editing in the yellow bar, then try again.",
    ),
    "IS_READY": Text("kpi-xl を使う準備ができています。", "kpi-xl is ready for use."),
    "SETTINGS_FILE": Text("設定ファイル：", "Settings file: "),
    "NOT_SET": Text("（未設定）", "(not set)"),
}
"""What the macros say, by the placeholder in their text. Every code unit becomes four digits that the macro reads."""
