"""The outputs of one run: each waits, whole, beside its place until all are; then all are put there. Or none is."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.outputs import in_use, make_folder, put, waiting_folder, writing
from kpi_xl.leftovers import HeldFolder


@contextmanager
def staged() -> Iterator[Staging]:
    """What waits is put in its place when the block ends well, and vanishes otherwise.

    Raises:
        InputError: the system refuses, such as where the disk is full, or another program has an output open.
    """
    staging = Staging()
    try:
        yield staging
        staging.put()
    finally:
        staging.clear()


class Staging:
    """Outputs that wait, by the places where they will be."""

    def __init__(self) -> None:
        self._waiting: dict[Path, Path] = {}  # place -> where it waits
        self._folders: dict[Path, HeldFolder] = {}  # folder of places -> where they wait
        self._made: list[Path] = []  # folders that were not there

    @contextmanager
    def beside(self, path: Path) -> Iterator[Path]:
        """Where to write what becomes *path*; a file of that name does not exist there yet.

        Raises:
            InputError: the system refuses.
        """
        waiting = self._waiting_for(path)
        with writing(path):
            yield waiting
        self._waiting[path] = waiting

    @contextmanager
    def within(self, folder: Path, names: Sequence[str]) -> Iterator[Path]:
        """The folder in which to write files of these names; *folder* is made where it is missing."""
        waiting = self._folder(folder)
        with writing(folder):
            yield waiting
        self._waiting |= {folder / name: waiting / name for name in names}

    def keep_former(self, path: Path) -> Path | None:
        """Keep an existing file as NAME.bak.xlsx, so that notes typed into it are not lost; its new path."""
        if not path.exists():
            return None
        with self.beside(former_of(path)) as copy:
            shutil.copyfile(path, copy)
        return former_of(path)

    def keep_changed(self, paths: Iterable[Path]) -> list[Path]:
        """Keep those that are there and become something else; their new paths."""
        changed = [path for path in paths if path.exists() and not filecmp.cmp(path, self._waiting_for(path), shallow=False)]
        return [former for path in changed if (former := self.keep_former(path))]

    def put(self) -> None:
        """Put everything in its place: copies of former files first, then each in the order of writing.

        Raises:
            InputError: all outputs that another program has open; nothing is put then.
        """
        findings = [in_use(path) for path in self._waiting if _is_in_use(path)]
        if findings:
            raise InputError(findings)
        for path in sorted(self._waiting, key=lambda path: not _is_former(path)):
            put(self._waiting[path], path)
        self._made.clear()

    def clear(self) -> None:
        """Let go of what waits."""
        for waiting in self._folders.values():
            waiting.remove()
        for folder in reversed(self._made):
            with suppress(OSError):  # somebody else uses it by now
                folder.rmdir()

    def _waiting_for(self, path: Path) -> Path:
        return self._folder(path.parent) / path.name

    def _folder(self, folder: Path) -> Path:
        """Where the outputs for *folder* wait: within it, so that renaming is all that is left to do."""
        if folder not in self._folders:
            self._made += make_folder(folder)
            # as others may read the outputs: what a private folder gives to its files stays with them (Windows)
            self._folders[folder] = waiting_folder(folder)
        return self._folders[folder].path


def former_of(path: Path) -> Path:
    """The name under which the former content of an output is kept."""
    return path.with_name(f"{path.stem}{_FORMER}{path.suffix}")


def _is_former(path: Path) -> bool:
    return path.stem.endswith(_FORMER)


def _is_in_use(path: Path) -> bool:
    """Whether Windows would refuse to replace a file; elsewhere none is ever in use. Renaming it to itself tells."""
    try:
        path.replace(path)
    except PermissionError:
        return True
    except OSError:  # a file that is not there yet
        return False
    return False


_FORMER = ".bak"
