"""What a run reads is never what it writes, and no file is written twice."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.files.outputs import not_ordinary
from kpi_xl.hosts.files.staging import former_of
from kpi_xl.language import Text


def refuse_overwriting(reads: Iterable[Path], writes: Iterable[Path], kept: Iterable[Path] = ()) -> None:
    """Look at every file of a run before anything is written.

    A file is known under any name: links, hard links, a longer way round. Names that differ in case or in the
    composition of characters alone count as one where no file tells them apart, because many disks do not.

    Args:
        reads: all files that are read, those that other files name among them.
        writes: all files that are written.
        kept: those of them whose former content is kept under another name, which is written too.

    Raises:
        InputError: all that would overwrite an input or another output.
    """
    inputs, outputs, findings = _Files(reads), _Files(), []
    copies = [(former_of(path), path) for path in kept if path.exists()]
    for path, original in [*((path, None) for path in writes), *copies]:
        place = _COPY.format(copy=path, path=original) if original else str(path)
        if path in inputs:
            findings.append(Finding(place, NO_VALUE, _IS_INPUT, _OTHER_NAME))
        elif path in outputs:
            findings.append(Finding(place, NO_VALUE, _IS_OUTPUT, _OTHER_NAME))
        elif original and (path.is_symlink() or path.is_dir()):
            findings.append(not_ordinary(path))
        outputs.add(path)
    if findings:
        raise InputError(findings)


class _Files:
    """Files, each known by what it is and by its name."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._there: set[object] = set()
        self._names: dict[object, bool] = {}  # name -> whether a file of it is there
        for path in paths:
            self.add(path)

    def add(self, path: Path) -> None:
        file, name = _identity(path), _name(path)
        if file is not None:
            self._there.add(file)
        self._names[name] = self._names.get(name, True) and file is not None

    def __contains__(self, path: Path) -> bool:
        file, name = _identity(path), _name(path)
        if file is None:
            return name in self._names
        return file in self._there or not self._names.get(name, True)


def _identity(path: Path) -> object:
    """What a file is on its disk, whatever leads to it; None where there is none, or the disk does not say."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if status.st_ino else None


def _name(path: Path) -> object:
    """Folder and name as the least particular of disks compare them."""
    folder = _identity(path.parent) or os.path.realpath(path.parent).casefold()
    return folder, unicodedata.normalize("NFC", unicodedata.normalize("NFC", path.name).casefold()).rstrip(" .")


_COPY = Text("{copy}（{path} の前の内容の控え）", "{copy} (the copy of what {path} holds now)")
_IS_INPUT = Text("は入力と同じファイルです", "is one of the inputs")
_IS_OUTPUT = Text("はほかの出力と同じファイルです", "is another output too")
_OTHER_NAME = Text("別の名前を指定してください", "Give another name")
