"""Pieces: lines from all over a large text file, which show what its columns repeat."""

from __future__ import annotations

from pathlib import Path

PIECES = 1024
"""So many that a day or a month of a log in the order of time is in them, too."""
PIECE = 1024
"""Bytes of each."""


def write_pieces(path: Path, target: Path, head: bytes) -> None:
    """Write whole lines of *path* below a line *head*; what begins inside a quoted cell is no record, but then nothing depends on it.

    The last quarter of the pieces is from all over the file as well, so that it shows what the others lack.
    """
    size = path.stat().st_size
    with path.open("rb", buffering=0) as file, target.open("wb") as lines:
        lines.write(head + b"\n")
        for number in sorted(range(PIECES), key=lambda number: number % 4 == 3):
            file.seek(size * number // PIECES)
            piece = file.read(PIECE)
            lines.write(piece[piece.find(b"\n") + 1 : piece.rfind(b"\n") + 1])
