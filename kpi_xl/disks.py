"""Disks: what the operating system refuses, as findings; and folders for what nobody is to keep."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.leftovers import HeldFolder, remove_leftovers

STAGING_PREFIX = ".kpi-xl-"
"""Begins the names of folders in which outputs wait until they are whole."""
TEMPORARY_PREFIX = "kpi-xl-tmp-"
"""Begins the names of folders for copies."""
ONLY_WHEN_WRITING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""Refusals that no reading meets."""


def refusal(error: OSError, place: object = None, remedy: Text | None = None) -> Finding:
    """What the system refused.

    Args:
        place: where; None: the file that the error names.
        remedy: None: the usual one.
    """
    if place is None:
        place = shown(Path(os.fsdecode(error.filename))) if isinstance(error.filename, (str, bytes)) else _A_FILE
    rule, usual = _REFUSALS.get(error.errno or 0, (_failed(error), _CHECK_DISK))
    return Finding(place, NO_VALUE, rule, remedy or usual)


@contextmanager
def refusals_at(place: object, remedy: Text | None = None) -> Iterator[None]:
    """Whatever the system refuses in this block is told as a finding at *place*.

    Raises:
        InputError: it refused something.
    """
    try:
        yield
    except OSError as error:
        raise InputError([refusal(error, place, remedy)]) from error


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for copies, in the system's place for them; it vanishes with the block.

    Raises:
        InputError: it cannot be made, or is full.
    """
    with held_folder() as made:
        yield made.path


@contextmanager
def held_folder() -> Iterator[HeldFolder]:
    """A `temporary_folder` with what holds it, for another program that works there.

    Raises:
        InputError: it cannot be made, or is full.
    """
    try:
        made = HeldFolder(Path(tempfile.gettempdir()), TEMPORARY_PREFIX, mode=0o700)
    except FileNotFoundError as error:  # Python tried several
        raise InputError([Finding(_TEMPORARY, NO_VALUE, _NOT_USABLE, _FREE_TEMPORARY)]) from error
    except OSError as error:
        raise InputError([refusal(error, _TEMPORARY, _FREE_TEMPORARY)]) from error
    try:
        yield made
    except OSError as error:
        if error.errno in ONLY_WHEN_WRITING and (error.filename is None or is_within(str(error.filename), made.path)):
            raise InputError([temporary_refusal(error, made.path)]) from error
        raise
    finally:
        made.remove()


def clean_up() -> None:
    """Remove what killed runs have left where copies lie, and here: customers' rows are in it."""
    with suppress(FileNotFoundError):  # there is no place for copies
        remove_leftovers([Path(tempfile.gettempdir()), Path()], TEMPORARY_PREFIX, STAGING_PREFIX)


def temporary_refusal(error: OSError, folder: Path) -> Finding:
    """What the system refused in a temporary folder of ours."""
    return refusal(error, Text(f"{_TEMPORARY.ja} {folder.parent}", f"{_TEMPORARY.en} {folder.parent}"), _FREE_TEMPORARY)


def name_finding(path: Path) -> Finding | None:
    """What keeps a file from being read or written by its name: DuckDB, and workbooks, know names in UTF-8 alone."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return Finding(str(path), NO_VALUE, _NOT_UTF8, _RENAME)
    return None


def is_beside(path: Path, folder: Path) -> bool:
    """Whether a file lies in *folder* itself, whatever its name, or a link, leads to: what a stranger's file names is read nowhere else."""
    return path.resolve().parent == folder.resolve()


def is_within(path: str, folder: Path) -> bool:
    return Path(path).is_relative_to(folder)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that programs read: beside, then renamed, so that a full disk leaves the former one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def shown(path: Path) -> Path:
    """An output as people know it, without the folder in which it waits."""
    return Path(*(part for part in path.parts if not part.startswith(STAGING_PREFIX))) if path.parts else path


def _failed(error: OSError) -> Text:
    reason = error.strerror or str(error)
    return Text(f"読み書きに失敗しました（{reason}）", f"reading or writing failed ({reason})")


_A_FILE = Text("ファイル", "A file")
_TEMPORARY = Text("一時フォルダー", "The temporary folder")
_NOT_USABLE = Text("は空きがないか、書き込めません", "is full, or may not be written to")
_FREE_TEMPORARY = Text(
    "不要なファイルを削除するか、環境変数 TMPDIR（WindowsではTEMP）に空きのある場所を指定してください",
    "Free some space, or set TMPDIR (TEMP on Windows) to a folder with room",
)
NOT_BESIDE = Text("は同じフォルダーのファイルではありません", "is not a file of the same folder")
PUT_BESIDE = Text(
    "ファイルを同じフォルダーに置き、フォルダーを付けずに名前だけを書いてください", "Put the file into the same folder, and give its name alone"
)
_NOT_UTF8 = Text("は名前が文字化けしています（UTF-8ではありません）", "has a name that is not UTF-8")
_RENAME = Text("ファイルやフォルダーの名前を付け直してください", "Rename the file or its folder")
_FREE_SPACE = Text("不要なファイルを削除するか、空きのある場所を指定してください", "Free some space, or name a place with room")
_OTHER_PLACE = Text("書き込める場所を指定してください", "Name a place that can be written to")
_CHECK_PERMISSION = Text("権限を確認するか、別の場所を指定してください", "Check its permissions, or name another place")
_CHECK_PATH = Text("場所と名前を確認してください", "Check the path and the name")
_CHECK_DISK = Text(
    "ディスクやネットワークの接続を確認してから、もう一度実行してください", "Check the disk and the network, then try again"
)
_NO_ROOM = Text("空き容量が足りません", "there is no room left on the disk"), _FREE_SPACE
_NOT_ALLOWED = Text("を読み書きする権限がありません", "may not be read or written"), _CHECK_PERMISSION
_GONE = Text("が見つかりません", "does not exist"), _CHECK_PATH
_REFUSALS = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: (Text("ファイルが大きすぎて保存できません", "the file is larger than may be stored there"), _FREE_SPACE),
    errno.EROFS: (Text("は読み取り専用の場所にあります", "is on a read-only disk"), _OTHER_PLACE),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.ENAMETOOLONG: (Text("は名前が長すぎます", "has too long a name"), Text("短い名前にしてください", "Give a shorter name")),
}
