"""Text brought to UTF-8, a large file in parts by as many processes as there are cores: Python decodes CP932 on one.

Run as a program, this file recodes one part; so it knows nothing of the rest of kpi-xl, whose import takes longer than a part.
"""

from __future__ import annotations

import codecs
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

PIECE = 3 << 14
"""Bytes that are recoded at a time: of larger pieces each takes new memory from the system, which costs a third more."""
LARGE = 16_000_000
"""Bytes of a file from which a second process is worth its start."""
MOST_PARTS = 4
LINE_BY_LINE = ("cp932",)
"""Encodings in which the byte of a line's end is never a part of another character."""


def recode(path: Path, encoding: str, target: Path, start: int = 0, stop: int | None = None) -> None:
    """Write the bytes from *start* to *stop* (None: the file's end) in UTF-8.

    Raises:
        UnicodeError: they are not written in *encoding*.
    """
    decoder, left = codecs.getincrementaldecoder(encoding)(), path.stat().st_size if stop is None else stop
    left -= start
    with path.open("rb") as source, target.open("wb") as file:
        source.seek(start)
        while left > 0 and (piece := source.read(min(PIECE, left))):
            left -= len(piece)
            file.write(decoder.decode(piece).encode())
        file.write(decoder.decode(b"", final=True).encode())


def recode_in_parts(path: Path, encoding: str, target: Path) -> None:
    """Write the whole file in UTF-8.

    Raises:
        UnicodeError: it is not written in *encoding*.
    """
    cuts = _cuts(path, encoding)
    parts = [(start, stop, target.with_name(f"{target.name}.{start}")) for start, stop in pairwise(cuts)][1:]
    processes = [_begun(path, encoding, *part) for part in parts]
    try:
        recode(path, encoding, target, 0, parts[0][0] if parts else None)
        with target.open("ab") as whole:
            for (start, stop, part), process in zip(parts, processes, strict=True):
                if process is None or process.wait():
                    recode(path, encoding, part, start, stop)  # here, where what is wrong is said
                with part.open("rb") as file:
                    shutil.copyfileobj(file, whole, 1 << 20)
                part.unlink()
    finally:
        for process in filter(None, processes):
            process.kill()
            process.wait()
        for _, _, part in parts:
            part.unlink(missing_ok=True)


def _cuts(path: Path, encoding: str) -> list[int]:
    """Where parts begin, each with a line, and the file's end."""
    size, count = path.stat().st_size, min(os.cpu_count() or 1, MOST_PARTS)
    if encoding not in LINE_BY_LINE or size < LARGE or not _can_begin():
        return [0, size]
    cuts = {0, size}
    with path.open("rb") as source:
        for number in range(1, count):
            source.seek(size * number // count)
            if source.readline(PIECE).endswith(b"\n"):
                cuts.add(source.tell())
    return sorted(cuts)


def _can_begin() -> bool:
    """Whether this program is Python, and this file one that it can run."""
    return bool(sys.executable) and not getattr(sys, "frozen", False) and Path(sys.executable).stem.lower().startswith("python")


def _begun(path: Path, encoding: str, start: int, stop: int, part: Path) -> subprocess.Popen[bytes] | None:
    """A process that recodes a part; None where the system has none to give."""
    command = [sys.executable, "-I", "-S", __file__, str(path), encoding, str(part), str(start), str(stop)]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, creationflags=hidden
        )
    except OSError:
        return None


if __name__ == "__main__":
    _path, _encoding, _target, _start, _stop = sys.argv[1:]
    recode(Path(_path), _encoding, Path(_target), int(_start), int(_stop))
