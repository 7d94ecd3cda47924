"""The dir stream (MS-OVBA 2.3.4.2): what a project is called, which libraries it uses, which modules it has."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

CODE_PAGE = 1252
ENCODING = "cp1252"
_SYSTEM, _US_ENGLISH = 3, 0x0409
"""64-bit Windows; Excel loads it on any system."""
_COOKIE = 0xFFFF
_PROCEDURAL, _OBJECT = 0x21, 0x22


@dataclass(frozen=True)
class Library:
    """A type library that a project refers to. Excel adds itself and VBA."""

    name: str
    identifier: str
    """As MS-OVBA 2.1.1.8 writes it; the path in it is where Windows usually has it, Excel goes by the GUID."""


OLE_AUTOMATION = Library(
    "stdole",
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
)
OFFICE = Library(
    "Office",
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0"
    r"#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
)


def dir_stream(project_name: str, libraries: Sequence[Library], modules: Sequence[tuple[str, bool]]) -> bytes:
    """The stream, not compressed yet; *modules* are names, each with whether it is a class or a document."""
    return b"".join(
        (
            _information(project_name),
            *map(_library, libraries),
            _record(0x0F, struct.pack("<H", len(modules))),
            _record(0x13, struct.pack("<H", _COOKIE)),
            *(_module(name, is_object) for name, is_object in modules),
            _record(0x10, b""),
        )
    )


def _information(project_name: str) -> bytes:
    version = struct.pack("<HIIH", 0x09, 4, 1, 0)  # the only record whose size does not count all of it
    return b"".join(
        (
            _record(0x01, struct.pack("<I", _SYSTEM)),
            _record(0x02, struct.pack("<I", _US_ENGLISH)),
            _record(0x14, struct.pack("<I", _US_ENGLISH)),
            _record(0x03, struct.pack("<H", CODE_PAGE)),
            _record(0x04, project_name.encode(ENCODING)),
            _twice(0x05, 0x40, ""),  # description
            _record(0x06, b"") + _record(0x3D, b""),  # help file
            _record(0x07, struct.pack("<I", 0)),  # help topic
            _record(0x08, struct.pack("<I", 0)),
            version,
            _twice(0x0C, 0x3C, ""),  # constants for conditional compilation
        )
    )


def _library(library: Library) -> bytes:
    identifier = library.identifier.encode(ENCODING)
    registered = struct.pack("<I", len(identifier)) + identifier + bytes(6)
    return _twice(0x16, 0x3E, library.name) + _record(0x0D, registered)


def _module(name: str, is_object: bool) -> bytes:
    return b"".join(
        (
            _twice(0x19, 0x47, name),
            _twice(0x1A, 0x32, name),  # its stream
            _twice(0x1C, 0x48, ""),  # description
            _record(0x31, struct.pack("<I", 0)),  # where its source begins: nothing compiled stands before it
            _record(0x1E, struct.pack("<I", 0)),  # help topic
            _record(0x2C, struct.pack("<H", _COOKIE)),
            _record(_OBJECT if is_object else _PROCEDURAL, b""),
            _record(0x2B, b""),
        )
    )


def _twice(number: int, unicode_number: int, text: str) -> bytes:
    return _record(number, text.encode(ENCODING)) + _record(unicode_number, text.encode("utf-16-le"))


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HI", number, len(content)) + content
