"""Encodings: the same text comes out of every one of them, to the character."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.activity import open_log
from kpi_xl.activity.reading import meanings
from kpi_xl.errors import InputError
from tests.activity.logs import HEADER, Read, read_log, write_log

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp932"]
ALL_CP932 = [
    character
    for number in range(0x100, 0x10000)
    if (character := chr(number)).isprintable() and not character.isspace()
    and character.encode("cp932", errors="ignore").decode("cp932", errors="ignore") == character
]  # fmt: skip
"""Every character of CP932 beyond ASCII, the vendor's among them."""
NAMED = "㈱①髙﨑～∥－￢Ⅳ㎡㍻纊鄧彅ⅰ￤"


def columns(read: Read) -> list[tuple[str, str, str, str]]:
    return [(row.member, row.team, row.account, row.source) for row in read.rows]


def test_the_vendor_characters_are_among_those_tried():
    """The list above is worth nothing without them."""
    assert set(NAMED) <= set(ALL_CP932)
    assert len(ALL_CP932) > 7_000


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_character_survives(tmp_path: Path, encoding: str):
    """Seven thousand customers, each named by one character: none differs, none is lost."""
    lines = [f"2026-11-02,山田,東,受注,1,,,社{character}名," for character in ALL_CP932]
    read = read_log(write_log(tmp_path, *lines, encoding=encoding))
    assert read.column("account") == [f"社{character}名" for character in ALL_CP932]


@settings(max_examples=10)
@given(
    names=st.lists(st.text(st.sampled_from(ALL_CP932 + list("abc '-")), min_size=1, max_size=6), min_size=1, max_size=6)
)
def test_all_encodings_give_the_same_log(names: list[str], tmp_path_factory: pytest.TempPathFactory):
    """Names, teams, accounts and sources go through different readers by encoding."""
    folder = tmp_path_factory.mktemp("same")
    lines = [f"2026-11-02,x{name}x,x{name}x,受注,1,,,x{name}x,x{name}x" for name in names]
    reads = {encoding: read_log(write_log(folder, *lines, encoding=encoding)) for encoding in ENCODINGS}
    assert columns(reads["cp932"]) == columns(reads["utf-8"]) == columns(reads["utf-8-sig"]) == columns(reads["utf-16"])


def test_files_of_several_encodings_are_one_log(tmp_path: Path):
    """The same member and customer in each; 髙橋 must not become four people."""
    paths = [
        write_log(tmp_path, f"2026-11-02,髙橋①,東,受注,1,,,㈱﨑～{index},", name=f"{index}.csv", encoding=encoding)
        for index, encoding in enumerate(ENCODINGS)
    ]
    read = read_log(paths[0], more=paths[1:])
    assert read.members == {"髙橋①": "東"}
    assert read.column("account") == [f"㈱﨑～{index}" for index in range(4)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_its_mark(tmp_path: Path, encoding: str):
    """With the mark either byte order is read; without it the file is no text to anybody."""
    path = write_log(tmp_path, "2026-11-02,山田,東,受注,1,,,,", encoding=encoding)
    with pytest.raises(InputError) as caught:
        read_log(path)
    assert "テキストのCSVではありません" in str(caught.value)
    path.write_bytes("\ufeff".encode(encoding) + path.read_bytes())
    assert read_log(path).column("member") == ["山田"]


def test_half_a_character_of_utf_16_is_named(tmp_path: Path):
    """A download that broke off."""
    path = write_log(tmp_path, "2026-11-02,山田,東,受注,1,,,,", encoding="utf-16")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(InputError) as caught:
        read_log(path)
    assert "UTF-8でもShift_JISでも読めない文字があります" in str(caught.value)


def test_a_broken_character_far_down_is_named_with_its_line(tmp_path: Path):
    """The start of the file says UTF-8; the reader finds the rest out."""
    rows = "2026-11-02,山田,東,受注,1,,,株式会社アルファ,\n" * 40_000
    path = tmp_path / "log.csv"
    path.write_bytes(f"{HEADER}\n{rows}".encode() + b"2026-11-02,\xff\xff,x,x,1,,,,\n")
    assert path.stat().st_size > 2 << 20
    with pytest.raises(InputError) as caught:
        read_log(path)
    assert str(caught.value).startswith("log.csv 40002行目：UTF-8でもShift_JISでも読めない文字があります")


def test_a_file_that_turns_out_to_be_cp932_far_down_is_read_as_that(tmp_path: Path):
    """A megabyte of ASCII, then the first Japanese name."""
    rows = "2026-11-02,Yamada,East,won,1,,,Alpha Corporation,web\n" * 30_000
    path = tmp_path / "log.csv"
    header = "date,member,team,kind,count,amount,score,account,source\n"
    path.write_bytes(f"{header}{rows}2026-11-02,髙橋,東,受注,1,,,㈱①,\n".encode("cp932"))
    read = read_log(path)
    assert read.account == (30_001, 30_001, 0, 0)
    assert (read.rows[-1].member, read.rows[-1].account) == ("髙橋", "㈱①")


def test_accounts_that_are_too_many_to_be_listed_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Distinct texts are read one by one only where they are few; the result is the same."""
    monkeypatch.setattr(meanings, "FEW_TEXTS", 10)
    names = [f"㈱髙{index}～" for index in range(50)]
    for encoding in ("cp932", "utf-8"):
        path = write_log(tmp_path, *(f"2026-11-02,山田,東,受注,1,,,{name}," for name in names), encoding=encoding)
        assert read_log(path).column("account") == names


def test_an_id_of_a_cp932_file_is_read_too(tmp_path: Path):
    """Ids are many, so they are stored as they are; those that are not ASCII are decoded."""
    path = write_log(tmp_path, "案件-①,2026-11-02,山田,受注", header="記録ID,日付,担当者,種別", encoding="cp932")
    with open_log(path) as log:
        assert log.connection.execute("SELECT record FROM log").fetchall() == [("案件-①",)]


def test_the_yen_sign_of_cp932_is_a_backslash(tmp_path: Path):
    """Excel writes ¥1,200,000 so in Shift_JIS."""
    path = write_log(tmp_path, '2026-11-02,山田,東,受注,1,"\\1,200,000",,,', encoding="cp932")
    assert read_log(path).column("amount") == [1_200_000]
