"""Samples: lines from all over a large CSV file, from which the distinct texts of its columns are guessed.

A guess saves a scan of the whole file, and need not be right: what a sample does not hold is found when the table is
stored. Exports are often sorted by day or by member, so the lines come from many places.
"""

from __future__ import annotations

from pathlib import Path

PIECES = 128
PIECE = 1 << 13
WORTH_A_SAMPLE = 16 * PIECES * PIECE
"""Bytes of a file below which scanning it whole costs little more."""


def sample_of(path: Path, target: Path) -> Path | None:
    """Write whole lines of *path*, none of them its first, to *target*; None where the file is small.

    A line may be cut out of a cell that goes over several: a scan of the sample may fail, or give texts that no cell
    holds.
    """
    size = path.stat().st_size
    if size < WORTH_A_SAMPLE:
        return None
    with path.open("rb") as file, target.open("wb") as sample:
        for number in range(PIECES):
            file.seek(number * (size - PIECE) // (PIECES - 1))
            piece = file.read(PIECE)
            sample.write(piece[piece.find(b"\n") + 1 : piece.rfind(b"\n") + 1])
    return target if target.stat().st_size else None
