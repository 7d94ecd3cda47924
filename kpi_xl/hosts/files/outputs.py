"""Output files: written beside, then renamed, so that nothing half-written is ever seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi_xl.disks import ONLY_WHEN_WRITING, STAGING_PREFIX, name_finding, refusal, shown
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.leftovers import HeldFolder


def check_output(path: Path, suffixes: tuple[str, ...], inputs: tuple[Path, ...] = ()) -> None:
    """Refuse a path that cannot become an output file.

    Raises:
        InputError: wrong suffix, no such folder, a folder, a link or a device, or one of the *inputs*.
    """
    findings = [finding] if (finding := name_finding(path)) else []
    if path.suffix.lower() not in suffixes:
        remedy = Text(f"拡張子を {'、'.join(suffixes)} にしてください", f"End it in {', '.join(suffixes)}")
        findings.append(Finding(str(path), path.suffix or NO_VALUE, _SUFFIX if path.suffix else _NO_SUFFIX, remedy))
    if not path.parent.is_dir():
        findings.append(Finding(str(path.parent), NO_VALUE, _NO_FOLDER, _MAKE_FOLDER))
    if path.is_symlink() or (path.exists() and not path.is_file()):
        findings.append(not_ordinary(path))
    if any(each.exists() and path.exists() and each.samefile(path) for each in inputs):
        findings.append(Finding(str(path), NO_VALUE, _IS_INPUT, _OTHER_NAME))
    if findings:
        raise InputError(findings)


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A path, of no file yet, that becomes *path* when the block ends well, and vanishes otherwise.

    Raises:
        InputError: the system refuses, such as where the disk is full.
    """
    with waiting_within(path.parent) as waiting, written_from(waiting, path) as temporary:
        yield temporary


@contextmanager
def waiting_within(folder: Path) -> Iterator[Path]:
    """A `waiting_folder` for this block; what is still in it vanishes with it.

    Raises:
        InputError: the system refuses.
    """
    waiting = waiting_folder(folder)
    try:
        yield waiting.path
    finally:
        waiting.remove()


@contextmanager
def written_from(waiting: Path, path: Path) -> Iterator[Path]:
    """A path in a folder where outputs wait, which becomes *path* when the block ends well.

    Raises:
        InputError: the system refuses.
    """
    with writing(path):
        yield waiting / path.name
    put(waiting / path.name, path)


def waiting_folder(folder: Path) -> HeldFolder:
    """Where outputs for *folder* wait until they are whole: within it, so that renaming is all that is left to do.

    As others may read the outputs: what a private folder gives to its files stays with them (Windows).

    Raises:
        InputError: the system refuses.
    """
    try:
        return HeldFolder(folder, STAGING_PREFIX)
    except OSError as error:
        raise InputError([folder_refusal(error, folder)]) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What the system refuses in this block keeps *path* from being written.

    Raises:
        InputError: it refused something.
    """
    try:
        yield
    except OSError as error:
        raise InputError([refusal(error, shown(path))]) from error


def put(temporary: Path, path: Path) -> None:
    """Rename a file that is whole.

    Raises:
        InputError: another program has *path* open, or it is a folder.
    """
    try:
        temporary.replace(path)
    except PermissionError as error:
        raise InputError([in_use(path)]) from error
    except IsADirectoryError as error:
        raise InputError([not_ordinary(path)]) from error
    except OSError as error:
        raise InputError([refusal(error, shown(path))]) from error


def make_folder(folder: Path) -> list[Path]:
    """Make a folder for outputs where it is missing; the folders made, the outermost first.

    Raises:
        InputError: something else is there, or the system refuses.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError([Finding(folder, NO_VALUE, _NO_FOLDER_THERE, _OTHER_PLACE)]) from error
    except OSError as error:
        raise InputError([refusal(error, folder)]) from error
    return missing[::-1]


def in_use(path: Path) -> Finding:
    """Windows: the workbook is open in Excel."""
    return Finding(shown(path), NO_VALUE, _IN_USE, _CLOSE_IT)


def not_ordinary(path: Path) -> Finding:
    return Finding(str(path), NO_VALUE, _NO_FILE, _OTHER_NAME)


def folder_refusal(error: OSError, folder: Path) -> Finding:
    """Why nothing can be written into a folder."""
    if error.errno in ONLY_WHEN_WRITING:
        return refusal(error, shown(folder))
    return Finding(shown(folder), NO_VALUE, _NOT_WRITABLE, _OTHER_FOLDER)


_SUFFIX = Text("では保存できません", "is not a suffix that can be written")
_NO_SUFFIX = Text("に拡張子がありません", "has no suffix")
_NO_FOLDER = Text("フォルダーがありません", "there is no such folder")
_NO_FOLDER_THERE = Text("にフォルダーを作れません", "cannot be made a folder")
_OTHER_PLACE = Text("別の場所を指定してください", "Name another place")
_MAKE_FOLDER = Text("先にフォルダーを作るか、別の場所を指定してください", "Create it first, or name another one")
_NO_FILE = Text("は通常のファイルではありません", "is not an ordinary file")
_OTHER_NAME = Text("別の名前を指定してください", "Give another name")
_IS_INPUT = Text("は入力と同じファイルです", "is one of the inputs")
_NOT_WRITABLE = Text("は書き込めないフォルダーです", "cannot be written to")
_OTHER_FOLDER = Text("書き込めるフォルダーを指定してください", "Name a folder that you may write to")
_IN_USE = Text("はほかのプログラムで開かれています", "is open in another program")
_CLOSE_IT = Text("Excelで閉じてから、もう一度実行してください", "Close it in Excel and try again")
