"""Output files: written beside, then renamed, so that nothing half-written is ever seen and nothing is lost."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text


def check_output(path: Path, suffixes: tuple[str, ...], inputs: tuple[Path, ...] = ()) -> None:
    """Refuse a path that cannot become an output file.

    Raises:
        InputError: wrong suffix, no such folder, a folder, a link or a device, or one of the *inputs*.
    """
    findings = []
    if path.suffix.lower() not in suffixes:
        remedy = Text(f"拡張子を {'、'.join(suffixes)} にしてください", f"End it in {', '.join(suffixes)}")
        findings.append(Finding(str(path), path.suffix or NO_VALUE, _SUFFIX if path.suffix else _NO_SUFFIX, remedy))
    if not path.parent.is_dir():
        findings.append(Finding(str(path.parent), NO_VALUE, _NO_FOLDER, _MAKE_FOLDER))
    if path.is_symlink() or (path.exists() and not path.is_file()):
        findings.append(Finding(str(path), NO_VALUE, _NO_FILE, _OTHER_NAME))
    if any(each.exists() and path.exists() and each.samefile(path) for each in inputs):
        findings.append(Finding(str(path), NO_VALUE, _IS_INPUT, _OTHER_NAME))
    if findings:
        raise InputError(findings)


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A temporary path in the same folder that becomes *path* when the block ends well, and vanishes otherwise."""
    try:
        handle, name = tempfile.mkstemp(prefix=".kpi-xl-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise InputError([Finding(str(path.parent), NO_VALUE, _NOT_WRITABLE, _OTHER_FOLDER)]) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        try:
            temporary.replace(path)
        except PermissionError as error:  # Windows: the workbook is open in Excel
            raise InputError([Finding(str(path), NO_VALUE, _IN_USE, _CLOSE_IT)]) from error
        except IsADirectoryError as error:
            raise InputError([Finding(str(path), NO_VALUE, _NO_FILE, _OTHER_NAME)]) from error
    finally:
        temporary.unlink(missing_ok=True)


def keep_former(path: Path) -> Path | None:
    """Set an existing file aside as NAME.bak.xlsx, so that notes typed into it are not lost; its new path."""
    if not path.exists():
        return None
    aside = path.with_name(f"{path.stem}.bak{path.suffix}")
    with written_beside(aside) as copy:
        copy.write_bytes(path.read_bytes())
    return aside


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_SUFFIX = Text("では保存できません", "is not a suffix that can be written")
_NO_SUFFIX = Text("に拡張子がありません", "has no suffix")
_NO_FOLDER = Text("フォルダーがありません", "there is no such folder")
_MAKE_FOLDER = Text("先にフォルダーを作るか、別の場所を指定してください", "Create it first, or name another one")
_NO_FILE = Text("は通常のファイルではありません", "is not an ordinary file")
_OTHER_NAME = Text("別の名前を指定してください", "Give another name")
_IS_INPUT = Text("は入力と同じファイルです", "is one of the inputs")
_NOT_WRITABLE = Text("は書き込めないフォルダーです", "cannot be written to")
_OTHER_FOLDER = Text("書き込めるフォルダーを指定してください", "Name a folder that you may write to")
_IN_USE = Text("はほかのプログラムで開かれています", "is open in another program")
_CLOSE_IT = Text("Excelで閉じてから、もう一度実行してください", "Close it in Excel and try again")
