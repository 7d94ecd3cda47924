"""A workbook's package: a zip whose untouched members are copied as the packed bytes they are, once they are known to unpack.

Changed members are packed again, in their old place; a large one in slices by all cores.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.files.stamp.workbook import wording
from kpi_xl.packages import damaged, package_finding

SLICE = 1 << 20
PIECE = 1 << 16
"""Packed bytes that are unpacked at once."""
LEVEL = 1
"""Packs in a third of the time of the usual 6, a seventh larger."""
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
LARGEST_FILE = 0xFFFF_0000
MOST_MEMBERS = 0xFFFE

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAME = 0x800


class Packed(NamedTuple):
    """A member's content as it stands in the file."""

    packing: int
    data: bytes | memoryview
    checksum: int
    size: int  #: unpacked


class Package:
    """The members of a workbook file, which is read once."""

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        """*content*: of the file, where it was read or made before; then *path* is no more than its name.

        Raises:
            InputError: no file, no workbook, damaged, with a password, a bomb, or with two members of one name.
        """
        if content is None and (finding := package_finding(path)):
            raise InputError([finding])
        self.path = path
        self._data = path.read_bytes() if content is None else content
        with zipfile.ZipFile(BytesIO(self._data)) as package:
            self.members = {item.filename: item for item in package.infolist()}
            if len({name.casefold() for name in self.members}) < len(package.infolist()):
                raise InputError([Finding(path.name, NO_VALUE, wording.TWICE, wording.SAVE_AGAIN)])
        self._check_size(path)
        self._read: dict[str, bytes] = {}
        self._sound: set[str] = set()
        """Members that are known to unpack to what their checksums say."""

    def _check_size(self, path: Path) -> None:
        packing = {item.compress_type for item in self.members.values()}
        if len(self._data) > LARGEST_FILE or len(self.members) > MOST_MEMBERS or packing - {STORED, DEFLATED}:
            raise InputError([Finding(path.name, NO_VALUE, wording.ZIP64, wording.SAVE_AGAIN)])

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def read(self, name: str) -> bytes:
        """The unpacked member, checked against its checksum.

        Raises:
            InputError: it is damaged, or not there although the workbook points to it.
        """
        if name not in self._read:
            item = self.members.get(name)
            if item is None:
                raise InputError([damaged(self.path)])
            data = b"".join(self._unpacked(item))
            self._read[name] = data
        return self._read[name]

    def _unpacked(self, item: zipfile.ZipInfo) -> Iterator[bytes]:
        """In pieces; never more than the size that was checked when the package was opened.

        Raises:
            InputError: what comes is not what its size and checksum say.
        """
        packed, unpacker = self._packed(item), zlib.decompressobj(-15)
        size, checksum = 0, 0
        for start in range(0, len(packed), PIECE):
            piece: bytes | memoryview = packed[start : start + PIECE]
            if item.compress_type == DEFLATED:
                try:
                    piece = unpacker.decompress(piece)
                except zlib.error as error:
                    raise InputError([damaged(self.path)]) from error
            size, checksum = size + len(piece), zlib.crc32(piece, checksum)
            if size > item.file_size:
                break
            yield bytes(piece)
        if size != item.file_size or checksum != item.CRC:
            raise InputError([damaged(self.path)])
        self._sound.add(item.filename)

    def _packed(self, item: zipfile.ZipInfo) -> memoryview:
        head = self._data[item.header_offset : item.header_offset + _LOCAL.size]
        if len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
            raise InputError([damaged(self.path)])
        *_, name_size, extra_size = _LOCAL.unpack(head)
        start = item.header_offset + _LOCAL.size + name_size + extra_size
        if start + item.compress_size > len(self._data):
            raise InputError([damaged(self.path)])
        return memoryview(self._data)[start : start + item.compress_size]

    def as_it_is(self, name: str) -> Packed:
        """The member untouched: damage that nobody has met yet is not handed on.

        Raises:
            InputError: it is damaged.
        """
        item = self.members[name]
        if name not in self._sound:
            for _ in self._unpacked(item):
                pass
        return Packed(item.compress_type, self._packed(item), item.CRC, item.file_size)

    def write(self, file: BinaryIO, changed: Mapping[str, bytes], left_out: frozenset[str] = frozenset()) -> None:
        """The same package but for the *changed* members and those *left_out*."""
        directory, offset = [], 0
        for item, packed in self._written(changed, left_out):
            head, label = _head(item, packed), _label(item)
            local = _LOCAL.pack(b"PK\3\4", *head, len(label), 0) + label
            file.write(local)
            file.write(packed.data)
            directory.append(
                _CENTRAL.pack(
                    b"PK\1\2", item.create_version | item.create_system << 8, *head, len(label), 0, 0, 0,
                    item.internal_attr, item.external_attr, offset,
                )
                + label
            )  # fmt: skip
            offset += len(local) + len(packed.data)
        listing = b"".join(directory)
        file.write(listing)
        file.write(_END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(listing), offset, 0))

    def _written(
        self, changed: Mapping[str, bytes], left_out: frozenset[str]
    ) -> Iterator[tuple[zipfile.ZipInfo, Packed]]:
        for name, item in self.members.items():
            if name not in left_out:
                yield item, pack(changed[name]) if name in changed else self.as_it_is(name)


def pack(content: bytes) -> Packed:
    return Packed(DEFLATED, deflated(content), zlib.crc32(content), len(content))


def _label(item: zipfile.ZipInfo) -> bytes:
    return item.orig_filename.encode("utf-8" if item.flag_bits & _UTF8_NAME else "cp437")


def _head(item: zipfile.ZipInfo, packed: Packed) -> tuple[int, ...]:
    """What local header and directory say alike. Sizes stand before the data, so no descriptor follows it."""
    year, month, day, hour, minute, second = item.date_time
    day_code = max(year - 1980, 0) << 9 | month << 5 | day
    return (
        20, item.flag_bits & _UTF8_NAME, packed.packing, hour << 11 | minute << 5 | second // 2, day_code,
        packed.checksum, len(packed.data), packed.size,
    )  # fmt: skip


def deflated(content: bytes) -> bytes:
    """Packed; a large content as slices that end on a byte, so that they can be packed side by side and joined."""
    if len(content) <= 4 * SLICE:
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        return packer.compress(content) + packer.flush()
    from concurrent.futures import ThreadPoolExecutor  # late: most parts are small

    view = memoryview(content)
    starts = range(0, len(content), SLICE)
    with ThreadPoolExecutor() as threads:
        slices = threads.map(lambda at: _slice(view[at : at + SLICE], is_last=at == starts[-1]), starts)
        return b"".join(slices)


def _slice(content: memoryview, is_last: bool) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(zlib.Z_FINISH if is_last else zlib.Z_FULL_FLUSH)
