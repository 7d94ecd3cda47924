"""Packages: what a workbook file must be before it is read, be it a plan, a template or an activity log.

There, a package without a password, of a sane size, without a DTD.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.language import Text

LARGEST_UNPACKED = 500_000_000
LARGE_PART, LARGE_WHOLE = 10_000_000, 50_000_000
LARGEST_RATIO = 200
"""A workbook full of figures packs to a tenth; what is large and packs better than this is a zip bomb."""

OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
"""Excel wraps a workbook with a password into an OLE file that has this stream; without it, it is a .xls."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
"""What the standard library raises on a damaged, encrypted or unknown package."""

HEAD_BYTES = 4096
"""A DTD stands before the root element."""


def package_finding(path: Path, largest: int | None = None) -> Finding | None:
    """What keeps *path* from being read as a workbook, or None; *largest*: the bytes that it may unpack to, else the usual."""
    try:
        if path.name.startswith(LOCK_BEGIN):
            return Finding(path.name, NO_VALUE, _LOCK, _NAME_THE_BOOK.format(name=path.name.removeprefix(LOCK_BEGIN)))
        if not path.is_file():
            return Finding(str(path), NO_VALUE, _MISSING, _CHECK_PATH)
        with path.open("rb") as file:
            magic = file.read(len(OLE_MAGIC))
        if magic == OLE_MAGIC:
            is_encrypted = ENCRYPTED_STREAM in path.read_bytes()
            return Finding(path.name, NO_VALUE, _ENCRYPTED if is_encrypted else _OLD_FORMAT, SAVE_XLSX)
        if not magic.startswith(b"PK"):
            return Finding(path.name, NO_VALUE, _NO_WORKBOOK, SAVE_XLSX)
        with zipfile.ZipFile(path) as package:
            return _finding_inside(path, package, largest or LARGEST_UNPACKED)
    except PermissionError:
        return Finding(str(path), NO_VALUE, _NOT_READABLE, _CHECK_PERMISSION)
    except BROKEN:
        return damaged(path)


def _finding_inside(path: Path, package: zipfile.ZipFile, largest: int) -> Finding | None:
    parts = package.infolist()
    if _is_bomb(parts, largest):
        return Finding(path.name, NO_VALUE, _BOMB, _CHECK_ORIGIN)
    if any(part.flag_bits & 1 for part in parts):
        return Finding(path.name, NO_VALUE, _ENCRYPTED, SAVE_XLSX)
    names = package.namelist()
    if "xl/workbook.xml" not in names:
        kind = next((words for part, words in _OTHER_FORMATS.items() if part in names), _NO_WORKBOOK)
        return Finding(path.name, NO_VALUE, kind, SAVE_XLSX)
    if any(_has_dtd(package, part) for part in parts if part.filename.endswith((".xml", ".rels"))):
        return Finding(path.name, NO_VALUE, _DTD, _CHECK_ORIGIN)
    return None


def damaged(path: Path) -> Finding:
    return Finding(path.name, NO_VALUE, _DAMAGED, _SAVE_AGAIN)


def _is_bomb(parts: Sequence[zipfile.ZipInfo], largest: int) -> bool:
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    sizes = [(unpacked, packed, LARGE_WHOLE), *((part.file_size, part.compress_size, LARGE_PART) for part in parts)]
    return unpacked > largest or any(size > large and size > LARGEST_RATIO * max(small, 1) for size, small, large in sizes)


def _has_dtd(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Office never writes one; entities are how XML bombs are made. NULs are dropped, so that UTF-16 hides nothing."""
    with package.open(part) as file:
        head = file.read(HEAD_BYTES).replace(b"\0", b"")
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


LOCK_BEGIN = "~$"
"""What the file is called that Excel puts beside a workbook as long as somebody has it open."""
_LOCK = Text("は、ブックを開いている間だけExcelが作る作業用ファイルです", "is the file that Excel keeps while a workbook is open")
_NAME_THE_BOOK = Text("「{name}」を指定してください", "Give {name}")
_MISSING = Text("ファイルがありません", "there is no such file")
_CHECK_PATH = Text("ファイルの場所と名前を確認してください", "Check its folder and its name")
_NOT_READABLE = Text("ファイルを読む権限がありません", "may not be read")
_CHECK_PERMISSION = Text(
    "権限を確認するか、読める場所にコピーしてください", "Check its permissions, or copy it where it can be read"
)
_NO_WORKBOOK = Text("Excelブックではありません", "is not an Excel workbook")
SAVE_XLSX = Text(
    "Excelで開き、パスワードなしの .xlsx として保存し直してください", "Save it from Excel as .xlsx without a password"
)
_ENCRYPTED = Text("パスワードで保護されています", "is protected by a password")
_OTHER_FORMATS = {
    "xl/workbook.bin": Text("バイナリ形式（.xlsb）のブックです", "is in the binary format (.xlsb)"),
    "content.xml": Text("OpenDocument形式（.ods）のブックです", "is in the OpenDocument format (.ods)"),
}
_OLD_FORMAT = Text("古い形式（.xls）のブックです", "is in the old format (.xls)")
_DAMAGED = Text("ファイルが壊れています", "is damaged")
_SAVE_AGAIN = Text(
    "Excelで開いて保存し直すか、元のファイルをもう一度受け取ってください",
    "Save it again from Excel, or fetch it once more",
)
_BOMB = Text("展開すると異常に大きくなるファイルです", "unpacks to an abnormal size")
_DTD = Text("Excelが書かない宣言（DTD）を含むファイルです", "has a declaration (DTD) that Excel never writes")
_CHECK_ORIGIN = Text("ファイルの出どころを確認してください", "Check where the file comes from")
