"""The obfuscation of a project's three protection values (MS-OVBA 2.4.3); with a fixed seed it is deterministic."""

from __future__ import annotations

SEED = 0x6D
_VERSION = 2
_IGNORED = b"\xfb"
"""Fills the bytes that say nothing; the one that Excel uses."""

UNPROTECTED = b"\0\0\0\0"
"""CMG: nobody has protected the project."""
NO_PASSWORD = b"\0"
"""DPB."""
VISIBLE = b"\xff"
"""GC: the editor shows the project."""


def encrypted(content: bytes, project_id: str, seed: int = SEED) -> str:
    """*content* as the PROJECT stream holds it, in hexadecimal digits; *project_id* is the GUID in braces."""
    key = sum(project_id.encode("ascii")) & 0xFF
    written = [seed, seed ^ _VERSION, seed ^ key]
    unencrypted, previous, before = key, written[2], written[1]
    ignored = _IGNORED * ((seed & 6) // 2)
    for byte in ignored + len(content).to_bytes(4, "little") + content:
        encrypted_byte = byte ^ (before + unencrypted & 0xFF)
        unencrypted, previous, before = byte, encrypted_byte, previous
        written.append(encrypted_byte)
    return bytes(written).hex().upper()
