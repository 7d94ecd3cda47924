"""Compound files, read back by olefile; and the rules of MS-CFB that olefile does not check."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.hosts.files.macros.vba.compound_file import compound_file
from tests.hosts.files.macros.vba.reading import streams_of

NAMES = st.text(st.characters(codec="utf-16-le", exclude_characters="/\\:!\0", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
SIZES = st.sampled_from([0, 1, 63, 64, 65, 4_095, 4_096, 4_097, 20_000])


def content(size: int, salt: int = 7) -> bytes:
    return bytes((index * salt + index // 251) % 256 for index in range(size))


@given(st.dictionaries(NAMES, SIZES, max_size=20))
@settings(max_examples=80)
def test_every_stream_comes_back(sizes: dict[str, int]):
    """Below 4096 bytes in the mini stream, from there on in sectors of its own; the limit is where writers slip."""
    if len({name.upper() for name in sizes}) < len(sizes):
        return
    storage = {name: content(size, salt) for salt, (name, size) in enumerate(sizes.items(), start=3)}
    assert streams_of(compound_file({"VBA": storage, "PROJECT": b"x"})) == {
        "PROJECT": b"x", **{f"VBA/{name}": held for name, held in storage.items()},
    }  # fmt: skip


def test_a_file_beyond_the_headers_list_comes_back():
    """The header lists 109 sectors of the table, 7 MB; what is larger needs a list of its own."""
    large = {"large": content(8_000_000), "small": b"y" * 70}
    file = compound_file(large)
    assert struct.unpack_from("<2I", file, 68)[1] == 1
    assert streams_of(file) == large


@given(st.integers(0, 130))
@settings(max_examples=40)
def test_the_directory_is_a_red_black_tree_in_order(count: int):
    """Excel searches it; an unsorted one is a broken file to it, although most readers do not mind."""
    names = [f"{'m' * (number % 5)}{number}" for number in range(count)]
    file = compound_file(dict.fromkeys(names, b""))
    entries = _directory(file)
    root = entries[0]["child"]
    ordered = list(_in_order(entries, root))
    assert [entries[number]["name"] for number in ordered] == sorted(names, key=lambda name: (len(name), name.upper()))
    assert _black_height(entries, root) >= 0


def test_names_that_a_directory_cannot_hold_are_refused():
    """A slip of ours should show here, not in Excel."""
    for names in (["a/b"], ["x" * 32], [""], ["Module", "MODULE"]):
        with pytest.raises(ValueError, match="name"):
            compound_file(dict.fromkeys(names, b""))


def _directory(file: bytes) -> list[dict]:
    """The records, found through the table of sectors."""
    fat_count, start = struct.unpack_from("<2I", file, 44)
    fat = [
        number
        for sector in struct.unpack_from(f"<{fat_count}I", file, 76)
        for number in struct.unpack_from("<128I", file, 512 * (sector + 1))
    ]
    records = []
    while start < 0xFFFFFFFA:
        for offset in range(512 * (start + 1), 512 * (start + 2), 128):
            name, length, kind, colour, left, right, child = struct.unpack_from("<64sHBB3I", file, offset)
            shown = name[: max(0, length - 2)].decode("utf-16-le")
            records.append({"name": shown, "kind": kind, "black": colour, "left": left, "right": right, "child": child})
        start = fat[start]
    return records


def _in_order(entries: list[dict], number: int):
    if number != 0xFFFFFFFF:
        yield from _in_order(entries, entries[number]["left"])
        yield number
        yield from _in_order(entries, entries[number]["right"])


def _black_height(entries: list[dict], number: int, parent_is_red: bool = False) -> int:
    """Black entries on each way down, the same on all; no red one below a red one."""
    if number == 0xFFFFFFFF:
        return 0
    entry = entries[number]
    is_red = not entry["black"]
    assert not (is_red and parent_is_red)
    left, right = (_black_height(entries, entry[side], is_red) for side in ("left", "right"))
    assert left == right
    return left + (not is_red)
