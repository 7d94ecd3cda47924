"""Large worksheets in pieces: the reader takes all cores, one for each, where a sheet as a whole would keep it to one.

Each piece is the same workbook with a part of the sheet's rows; the reader lets go of Python's lock while it parses.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

LARGE, LARGEST = 16_000_000, 500_000_000
"""Bytes of a sheet's XML between which pieces are worth their copies, and these fit into memory."""
MOST_PIECES = 4
"""More do not help: turning cells into objects of Python takes one core."""
_ROW, _END = b'<row r="', b"</sheetData>"
_UNTOLD = b"<!"
"""Begins comments and CDATA, within which something that looks like a row is none; its second character is found ten times as fast."""


def pieces_of(content: bytes, count: int) -> list[tuple[bytes, memoryview, bytes]]:
    """What stands above the rows, some of the rows, and what stands below them; fewer than two where a sheet is better read as it is."""
    first, end = content.find(_ROW), content.rfind(_END)
    if not LARGE <= len(content) <= LARGEST or not 0 < first < end or (b"!" in content and _UNTOLD in content):
        return []
    cuts = [content.find(_ROW, first + (end - first) * number // count, end) for number in range(count)]
    begins = sorted({cut for cut in cuts if cut > 0})
    rows = memoryview(content)
    return [(content[:first], rows[begin:stop], content[end:]) for begin, stop in pairwise([*begins, end])]


def read_in_pieces(package: zipfile.ZipFile, part: str, title: str, content: bytes) -> list[CalamineSheet]:
    """A sheet that is large, as the reader gives each of its pieces; nothing where it must be read as a whole.

    Args:
        part: of the sheet in the package.
        content: its XML.
    """
    from python_calamine import CalamineError

    pieces = pieces_of(content, min(os.cpu_count() or 1, MOST_PIECES))
    if len(pieces) < 2:
        return []
    others = [name for name in package.namelist() if name.endswith((".xml", ".rels")) and "worksheets/" not in name]
    copied = {name: package.read(name) for name in others}
    try:
        with ThreadPoolExecutor(len(pieces)) as pool:
            sheets = list(pool.map(lambda piece: _read(copied, part, title, piece), pieces))
    except CalamineError:
        return []  # read as a whole, it says what is wrong
    return sheets if _follow(sheets) else []


def rows_of(pieces: Sequence[CalamineSheet]) -> list[list[Any]]:
    """The cells of all pieces from A1 on, as the reader gives those of one sheet."""
    width = 1 + max(piece.end[1] for piece in pieces if piece.end)
    rows: list[list[Any]] = []
    for piece in pieces:
        assert piece.start is not None
        assert piece.end is not None
        (top, left), right = piece.start, piece.end[1]
        rows.extend([""] * width for _ in range(top - len(rows)))
        found = piece.to_python()
        before, behind = [""] * left, [""] * (width - 1 - right)
        rows.extend([before + row + behind for row in found] if before or behind else found)
    return rows


def _read(copied: dict[str, bytes], part: str, title: str, piece: tuple[bytes, memoryview, bytes]) -> CalamineSheet:
    from python_calamine import CalamineWorkbook

    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as package:
        for name, content in copied.items():
            package.writestr(name, content)
        with package.open(part, "w") as target:
            target.writelines(piece)
    book.seek(0)
    return CalamineWorkbook.from_object(book).get_sheet_by_name(title)


def _follow(pieces: Sequence[CalamineSheet]) -> bool:
    """Whether each piece has cells, and its rows come behind those of the one before."""
    spans = [(piece.start, piece.end) for piece in pieces]
    return all(start is not None for start, _ in spans) and all(
        before is not None and start is not None and before[0] < start[0] for (_, before), (start, _) in pairwise(spans)
    )
