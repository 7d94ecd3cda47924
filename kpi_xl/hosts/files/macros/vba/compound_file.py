"""Compound files (MS-CFB version 3): a small file system in one file, as Office stores VBA projects.

Sectors of 512 bytes. Streams under 4096 bytes share the mini stream, in sectors of 64 bytes. Dates and class ids
are zero, so that the same streams give the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Storage = Mapping[str, "bytes | Storage"]
"""Name -> what it holds: a stream's bytes, or a storage within."""

_SECTOR, _MINI_SECTOR, _MINI_LIMIT = 512, 64, 4096
_NUMBERS = _SECTOR // 4
"""Sector numbers in one sector of a table."""
_IN_HEADER = 109
"""How many of the table's own sectors the header lists; the DIFAT lists the others."""
_DIFAT, _FAT, _END, _FREE = 0xFFFFFFFC, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
_NOBODY = 0xFFFFFFFF
_UNUSED, _STORAGE, _STREAM, _ROOT = 0, 1, 2, 5
_RED, _BLACK = 0, 1
_LONGEST_NAME = 31


def compound_file(root: Storage) -> bytes:
    """The file that holds *root*.

    Raises:
        ValueError: a name is empty, too long, holds one of ``/ \\ : !``, or differs from another in case only.
    """
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _add_tree(entries, root)
    sectors, mini = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.start = (mini if entry.size < _MINI_LIMIT else sectors).add(entry.content)
    entries[0].content = bytes(mini.content)
    entries[0].start = sectors.add(entries[0].content)
    mini_fat = sectors.add(_numbers(mini.chain, _whole(len(mini.chain), _NUMBERS)))
    unused = [_Entry("", _UNUSED)] * (-len(entries) % (_SECTOR // 128))
    directory = sectors.add(b"".join(entry.record for entry in [*entries, *unused]))
    fat, difat = _add_tables(sectors)
    mini_fat_count = _whole(len(mini.chain), _NUMBERS) // _NUMBERS
    return _header(fat, difat, directory, mini_fat, mini_fat_count) + bytes(sectors.content)


# --- directory --------------------------------------------------------------------------------------------------------


@dataclass
class _Entry:
    """One record of the directory; siblings form a red-black tree of record numbers."""

    name: str
    kind: int
    content: bytes = b""
    colour: int = _BLACK
    left: int = _NOBODY
    right: int = _NOBODY
    child: int = _NOBODY
    start: int = 0

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def record(self) -> bytes:
        name = self.name.encode("utf-16-le")
        length = len(name) + 2 if name else 0
        links = (self.left, self.right, self.child)
        return struct.pack("<64sHBB3I36xIQ", name, length, self.kind, self.colour, *links, self.start, self.size)


def _add_tree(entries: list[_Entry], storage: Storage) -> int:
    """Add records for what *storage* holds; the number of their tree's root."""
    names = sorted(storage, key=_sorting)
    _check_names(names)
    return _add_branch(entries, storage, names, 0, len(names).bit_length() - 1)


def _add_branch(entries: list[_Entry], storage: Storage, names: list[str], depth: int, deepest: int) -> int:
    """The middle name is the branch's root. All levels but the deepest are full, so only that one is red."""
    if not names:
        return _NOBODY
    middle = len(names) // 2
    held = storage[names[middle]]
    colour = _RED if depth == deepest > 0 else _BLACK
    kind, content = (_STREAM, held) if isinstance(held, bytes) else (_STORAGE, b"")
    entry = _Entry(names[middle], kind, content, colour)
    number = len(entries)
    entries.append(entry)
    entry.left = _add_branch(entries, storage, names[:middle], depth + 1, deepest)
    entry.right = _add_branch(entries, storage, names[middle + 1 :], depth + 1, deepest)
    if not isinstance(held, bytes):
        entry.child = _add_tree(entries, held)
    return number


def _sorting(name: str) -> tuple[int, bytes]:
    """Names are ordered by length, then by their capitals."""
    capitals = "".join(char.upper() if len(char.upper()) == 1 else char for char in name)
    units = capitals.encode("utf-16-be")
    return len(units), units


def _check_names(names: Sequence[str]) -> None:
    keys = [_sorting(name) for name in names]
    for name, key in zip(names, keys, strict=True):
        if not 0 < len(name.encode("utf-16-le")) // 2 <= _LONGEST_NAME or set(name) & set("/\\:!"):
            raise ValueError(f"no name for a stream or storage: {name!r}")
        if keys.count(key) > 1:
            raise ValueError(f"the same name twice, or in other capitals: {name!r}")


# --- sectors ----------------------------------------------------------------------------------------------------------


class _Sectors:
    """Content cut into sectors, and for each sector the number of the next one."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.content = bytearray()
        self.chain: list[int] = []

    def add(self, content: bytes) -> int:
        """Store *content*; the number of its first sector."""
        if not content:
            return _END
        start, size = len(self.chain), _whole(len(content), self.size)
        self.chain += [*range(start + 1, start + size // self.size), _END]
        self.content += content.ljust(size, b"\0")
        return start


def _add_tables(sectors: _Sectors) -> tuple[list[int], list[int]]:
    """Append the FAT, which describes itself too, and the DIFAT; the numbers of their sectors."""
    used, fat_count, difat_count = len(sectors.chain), 0, 0
    while used + fat_count + difat_count > fat_count * _NUMBERS:
        fat_count += 1
        difat_count = _whole(max(0, fat_count - _IN_HEADER), _NUMBERS - 1) // (_NUMBERS - 1)
    fat = list(range(used, used + fat_count))
    difat = list(range(used + fat_count, used + fat_count + difat_count))
    sectors.content += _numbers([*sectors.chain, *[_FAT] * fat_count, *[_DIFAT] * difat_count], fat_count * _NUMBERS)
    for index, following in enumerate([*difat[1:], _END][:difat_count]):
        first = _IN_HEADER + index * (_NUMBERS - 1)
        sectors.content += _numbers(fat[first : first + _NUMBERS - 1], _NUMBERS - 1) + _numbers([following], 1)
    return fat, difat


def _header(fat: list[int], difat: list[int], directory: int, mini_fat: int, mini_fat_count: int) -> bytes:
    """Version 3 leaves the number of directory sectors at 0."""
    fixed = (bytes.fromhex("D0CF11E0A1B11AE1"), 0x3E, 3, 0xFFFE, _SECTOR.bit_length() - 1, _MINI_SECTOR.bit_length() - 1)
    places = (0, len(fat), directory, 0, _MINI_LIMIT, mini_fat, mini_fat_count, difat[0] if difat else _END, len(difat))
    return struct.pack("<8s16x5H6x9I", *fixed, *places) + _numbers(fat[:_IN_HEADER], _IN_HEADER)


def _numbers(numbers: Sequence[int], count: int) -> bytes:
    """Sector numbers, filled up with free ones to *count*."""
    return struct.pack(f"<{count}I", *numbers, *[_FREE] * (count - len(numbers)))


def _whole(length: int, size: int) -> int:
    """*length* rounded up to whole *size*s."""
    return -(-length // size) * size
