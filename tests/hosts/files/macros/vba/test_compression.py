"""MS-OVBA compression, read back by oletools."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi_xl.hosts.files.macros.vba.compression import CHUNK, compressed
from tests.hosts.files.macros.vba.reading import unpacked

# Examples of MS-OVBA 3.2: what compresses not at all and best. (The third one takes copies from further back than its
# own algorithm would.)
PUBLISHED = {
    b"abcdefghijklmnopqrstuv.": "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E",
    b"a" * 73: "01 03 B0 02 61 45 00",
}


@pytest.mark.parametrize("content", PUBLISHED)
def test_the_specifications_own_examples_come_out(content: bytes):
    """Published answers, byte for byte."""
    assert compressed(content) == bytes.fromhex(PUBLISHED[content])


@given(st.binary(max_size=300) | st.text("abcx \r\n", max_size=9_000).map(str.encode))
@example(b"")
@example(b"a" * CHUNK)
@example(b"ab" * CHUNK + b"c")
@settings(max_examples=150)
def test_what_was_compressed_comes_back(content: bytes):
    """Excel would show any slip as broken source, or drop the project."""
    if content:
        assert unpacked(compressed(content)) == content
    else:
        assert compressed(content) == b"\x01"


def test_a_chunk_that_would_grow_is_stored_as_it_is():
    """A compressed chunk has no room for more than 4096 bytes; the last raw one is filled up with zeros."""
    noise = random.Random(1).randbytes(2 * CHUNK + 3_900)
    assert unpacked(compressed(noise)) == noise.ljust(3 * CHUNK, b"\0")


def test_source_becomes_a_third():
    """Nobody wants the add-in to grow with comments."""
    source = b"    Dim Counter As Long\r\n    For Counter = 1 To 10\r\n    Next Counter\r\n" * 50
    assert len(compressed(source)) < len(source) / 3
