"""Compression of VBA source as Office stores it (MS-OVBA 2.4.1): chunks of 4096 bytes, literals and copies."""

from __future__ import annotations

from collections import defaultdict

CHUNK = 4096
_SIGNATURE = b"\x01"
_COMPRESSED, _RAW = 0xB000, 0x3000
_SHORTEST = 3
_CANDIDATES = 64
"""How many earlier places are tried for a copy; more would gain nothing worth the time."""


def compressed(content: bytes) -> bytes:
    """*content* in a compressed container.

    A chunk that grows is stored raw, the last one padded with zeros as the specification demands; text never is such
    a chunk.

    >>> compressed(b"abcabcabcabc").hex(" ")
    '01 05 b0 08 61 62 63 06 20'
    """
    chunks = (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))
    return _SIGNATURE + b"".join(map(_chunk, chunks))


def _chunk(content: bytes) -> bytes:
    tokens = _tokens(content)
    if len(tokens) > CHUNK:
        return _header(_RAW, CHUNK) + content.ljust(CHUNK, b"\0")
    return _header(_COMPRESSED, len(tokens)) + tokens


def _header(flags: int, size: int) -> bytes:
    return (flags | size - 1).to_bytes(2, "little")


def _tokens(content: bytes) -> bytes:
    """Groups of eight tokens, each behind a byte that says which of them are copies."""
    written, position = bytearray(), 0
    seen: dict[bytes, list[int]] = defaultdict(list)
    while position < len(content):
        flags, group = 0, bytearray()
        for bit in range(8):
            if position >= len(content):
                break
            offset, length = _longest_copy(content, position, seen)
            if length:
                flags |= 1 << bit
                group += _copy(position, offset, length)
            else:
                length = 1
                group.append(content[position])
            for each in range(position, position + length):
                seen[content[each : each + _SHORTEST]].append(each)
            position += length
        written.append(flags)
        written += group
    return bytes(written)


def _longest_copy(content: bytes, position: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """How far back the longest repetition of what comes next lies, and its length; (0, 0) where there is none."""
    longest = min(_length_mask(position) + _SHORTEST, len(content) - position)
    offset, length = 0, _SHORTEST - 1
    for candidate in reversed(seen.get(content[position : position + _SHORTEST], [])[-_CANDIDATES:]):
        matched = _matching(content, candidate, position, longest)
        if matched > length:
            offset, length = position - candidate, matched
        if length >= longest:
            break
    return (offset, length) if offset else (0, 0)


def _matching(content: bytes, first: int, second: int, longest: int) -> int:
    """How many bytes are alike, at most *longest*; a copy may run into itself."""
    length = 0
    while length < longest and content[first + length] == content[second + length]:
        length += 1
    return length


def _copy(position: int, offset: int, length: int) -> bytes:
    offset_shift = 16 - _offset_bits(position)
    return ((offset - 1) << offset_shift | length - _SHORTEST).to_bytes(2, "little")


def _length_mask(position: int) -> int:
    return 0xFFFF >> _offset_bits(position)


def _offset_bits(position: int) -> int:
    """The further into a chunk, the more of a copy's 16 bits say how far back it lies.

    >>> [_offset_bits(position) for position in (1, 16, 17, 32, 33, 4095)]
    [4, 4, 5, 5, 6, 12]
    """
    return max(4, (position - 1).bit_length())
