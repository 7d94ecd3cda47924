"""The settings file that our VBA reads: one ``"KEY","VALUE"`` a line. Lines of other keys are nobody's business."""

from __future__ import annotations

import os
from pathlib import Path

from kpi_xl.disks import write_whole
from kpi_xl.errors import Finding, InputError
from kpi_xl.language import Text


def read_setting(path: Path, key: str, encoding: str) -> str | None:
    """The value of *key*; None where the file says nothing of it."""
    for line in _lines(path, encoding):
        name, _, value = line.partition(",")
        if name.strip().strip('"').casefold() == key.casefold():
            return value.strip().strip('"')
    return None


def write_setting(path: Path, key: str, value: str, encoding: str) -> None:
    """Set *key*.

    Raises:
        InputError: VBA could not read the value back, because the system's code page lacks one of its characters.
    """
    try:
        value.encode(encoding)
    except UnicodeEncodeError as error:
        raise InputError([Finding(str(path), value, _NOT_IN_CODE_PAGE, _INSTALL_ELSEWHERE)]) from error
    _write(path, [*_without(path, key, encoding), f'"{key}","{value}"'], encoding)


def remove_setting(path: Path, key: str, encoding: str) -> None:
    """Take *key* out; a file that then says nothing goes."""
    if not path.is_file():
        return
    lines = _without(path, key, encoding)
    if lines:
        _write(path, lines, encoding)
    else:
        path.unlink()


def _without(path: Path, key: str, encoding: str) -> list[str]:
    return [
        line for line in _lines(path, encoding) if line.partition(",")[0].strip().strip('"').casefold() != key.casefold()
    ]


def _lines(path: Path, encoding: str) -> list[str]:
    if not path.is_file():
        return []
    return [line for line in path.read_text(encoding, errors="replace").splitlines() if line.strip()]


def _write(path: Path, lines: list[str], encoding: str) -> None:
    text = "".join(f"{line}{os.linesep}" for line in lines)
    write_whole(path, text.encode(encoding, errors="replace"))


_NOT_IN_CODE_PAGE = Text(
    "はExcelのVBAが読めない文字を含むPythonの場所です", "is a place of Python with characters that Excel's VBA cannot read"
)
_INSTALL_ELSEWHERE = Text(
    "英数字だけのフォルダー（例 C:\\Python\\kpi-xl）にPythonの環境を作り直してください",
    "Make the Python environment again in a folder with plain letters, such as C:\\Python\\kpi-xl",
)
