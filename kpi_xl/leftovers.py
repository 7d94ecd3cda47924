"""Folders that are gone when a run ends: at once where it ends well, at the next start where it was killed.

Whoever works in such a folder keeps a file in it open, and locked where the system has locks; the system frees what a killed run held.
So a folder whose file can be had is nobody's any more.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

HELD = ".held"
"""What the file is called that is kept open."""
TRIES = 5
"""A run that cleans up may take a folder for a leftover in the moment before its file is locked."""


class HeldFolder:
    """A new folder that no other run takes for a leftover as long as this process lives.

    Raises:
        OSError: it cannot be made.
    """

    def __init__(self, within: Path, prefix: str, mode: int = 0o777) -> None:
        remove_leftovers([within], prefix)
        for left in reversed(range(TRIES)):
            self.path = within / f"{prefix}{os.urandom(6).hex()}"
            self.path.mkdir(mode)
            try:
                self._held = _hold(self.path / HELD)
                return
            except OSError:
                shutil.rmtree(self.path, ignore_errors=True)
                if not left:
                    raise

    @property
    def handles(self) -> tuple[int, ...]:
        """For `subprocess` to pass on: the folder is held as long as that program lives, though this one is killed. None on Windows."""
        return () if sys.platform == "win32" else (self._held.fileno(),)

    def remove(self) -> None:
        """Let go of it, with all that it holds; what it is known by last."""
        _empty(self.path)
        self._held.close()  # Windows removes no open file
        shutil.rmtree(self.path, ignore_errors=True)


def remove_leftovers(folders: Iterable[Path], *prefixes: str) -> None:
    """Remove what killed runs have left in *folders*: folders named as `HeldFolder` names them, of this user, that nobody holds."""
    named = re.compile(f"(?:{'|'.join(map(re.escape, prefixes))})[0-9a-f]{{12}}")
    for folder in folders:
        with suppress(OSError):  # who may not look there has left nothing there
            for entry in os.scandir(folder):
                if named.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False) and _is_nobodys(Path(entry.path)):
                    _empty(Path(entry.path))
                    shutil.rmtree(entry.path, ignore_errors=True)


def _is_nobodys(folder: Path) -> bool:
    try:
        status = folder.stat()
        if hasattr(os, "getuid") and status.st_uid != os.getuid():
            return False
        if not (folder / HELD).exists():
            folder.rmdir()  # a run was killed before its first file, or is just beginning, and makes another; else it is none of ours
            return False
        if sys.platform == "win32":
            (folder / HELD).unlink()
        else:
            _hold(folder / HELD).close()
    except OSError:
        return False
    return True


def _hold(path: Path) -> IO[bytes]:
    """A file of ours, open and locked; on Windows an open file cannot be removed, which is lock enough.

    Raises:
        OSError: another run holds it, or the system refuses.
    """
    file = path.open("ab")
    try:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(file.fileno()), path.stat()):  # removed between opening and locking it
            raise FileNotFoundError(path)
    except OSError:
        file.close()
        raise
    return file


def _empty(folder: Path) -> None:
    """Remove all but the file by which the folder is known: a kill in between leaves a leftover that is still known as one."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            elif entry.name != HELD:
                with suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108
